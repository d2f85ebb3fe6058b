"""The coded sentences of a language: every frame's example, in which it must fire, and counter, in which it must not."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.document import Document
from dragoman.evaluation.agreement import SYMMETRIC, plain, sides_text
from dragoman.languages.base import language_table
from dragoman.model import EVENT_TYPES, Article, Event, Party
from dragoman.pipeline import read_together


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a frame table. `sides` is «source>target» as the table gives it; a counter has none."""

    frame: str
    type: str
    text: str
    sides: str
    counter: bool

    @property
    def id(self) -> str:
        """The frame's id, with a mark for the counter."""
        return f"{self.frame}!" if self.counter else self.frame


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an example came out as it must, what did come out, and what the frame's own reading was refused for."""

    example: Example
    right: bool
    got: tuple[str, ...]
    refused: tuple[str, ...]


def examples(language: str = "fr", types: Iterable[str] = EVENT_TYPES) -> Iterator[Example]:
    """The examples and counters of the frame tables, in their order."""
    for kind in types:
        for row in language_table(language, f"frames/{kind.lower()}"):
            yield Example(row["id"], kind, row["example"], row["sides"], counter=False)
            if row["counter"]:
                yield Example(row["id"], kind, row["counter"], "", counter=True)


def judge(found: Iterable[Example], *, language: str = "fr", pipeline: str | None = None) -> Iterator[Verdict]:
    """The verdicts on examples, each read as an article of one sentence."""
    asked, judged = itertools.tee(found)
    articles = (Article("example", "example", example.text, language) for example in asked)
    for example, document in zip(judged, read_together(articles, pipeline=pipeline), strict=True):
        yield verdict(example, document)


def verdict(example: Example, document: Document) -> Verdict:
    """The verdict on an example as it was read.

    An example is right when some event has its type and sides, whatever rule coded it (a more specific frame may);
    a counter when its own frame codes nothing.
    """
    if example.counter:
        right = all(event.rule != example.frame for event in document.events)
    else:
        right = any(event.type == example.type and _sides_right(example, event) for event in document.events)
    return Verdict(
        example,
        right,
        tuple(f"{e.type} {sides_text(e.source)}>{sides_text(e.target)} {e.status} ({e.rule})" for e in document.events),
        tuple(r.reason for r in document.rejected if r.rule == example.frame),
    )


def _sides_right(example: Example, event: Event) -> bool:
    source, _, target = example.sides.partition(">")
    wanted = [_actors(source), _actors(target)]
    if example.type in SYMMETRIC:
        everyone = (*event.source, *event.target)
        return all(_named(one, everyone) for side in wanted for one in side)
    home = {p.state for p in event.source}  # what a state does at home has its own people as target
    return all(
        all(_named(one, parties) for one in side) and (bool(side) or {p.state for p in parties} <= home)
        for side, parties in zip(wanted, (event.source, event.target), strict=True)
    )


def _actors(side: str) -> list[str]:
    return [one.strip() for one in side.split("+") if one.strip() not in {"", "-"}]


def _named(wanted: str, parties: tuple[Party, ...]) -> bool:
    """Whether the code, or a part of the name, is that of one of the parties."""
    return any(wanted == p.state or plain(wanted) in plain(p.name) for p in parties)
