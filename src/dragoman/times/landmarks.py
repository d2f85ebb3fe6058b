"""Known events of recent history, and the places where a text speaks of one of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from dragoman.actors.entities import first_day, last_day
from dragoman.document import Document
from dragoman.errors import TableError
from dragoman.languages.base import language_table, rows, values
from dragoman.syntax.parse import STRAIGHT

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Landmark:
    """A dated event: its days, kinds, the states that took part, and the words that tell of it, group by group."""

    id: str
    start: date
    end: date
    types: frozenset[str]
    actors: frozenset[str]
    country: str
    groups: tuple[re.Pattern[str], ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class Sighting:
    """A landmark that a sentence tells of: the words of its first group, all the words, and the sentence's bounds."""

    landmark: Landmark
    trigger: Span
    words: Span
    sentence: Span
    hits: frozenset[Span]


def folded(text: str) -> str:
    """The text in small letters without accents, character for character, so that offsets hold."""
    return "".join(unicodedata.normalize("NFKD", c)[0].lower() for c in text.translate(STRAIGHT))


def group_pattern(cell: str) -> re.Pattern[str]:
    """The pattern of a group of words; each may be inflected by a final e, s or x, and `*` stands for any ending."""
    forms = []
    for form in sorted(values(cell), key=lambda f: (-len(f), f)):
        plain = re.escape(folded(form)).replace(r"\ ", "[ '-]").replace(r"\*", r"\w*").replace(r"\-", "[ -]")
        forms.append(plain if form.endswith("*") else rf"{plain}(?:e|es|s|x)?")
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")


@cache
def landmarks(language: str) -> tuple[Landmark, ...]:
    """Every landmark that the language has words for. Raises TableError for words of an unknown landmark."""
    table = files("dragoman.actors").joinpath("tables", "landmarks.tsv")
    world = {row["id"]: row for row in rows(table)}
    out = []
    for row in language_table(language, "landmarks"):
        fact = world.get(row["id"])
        start = first_day(fact["from"]) if fact else None
        if fact is None or start is None:
            raise TableError(
                f"landmarks.tsv of «{language}»: «{row['id']}» has no row with a day in the table of the world"
            )
        end = last_day(fact["to"] or fact["from"]) or start
        groups = tuple(group_pattern(g) for g in row["words"].split("|"))
        out.append(
            Landmark(
                row["id"], start, end, frozenset(values(fact["types"])), frozenset(values(fact["actors"])),
                fact["country"], groups, row["lead"] == "y",
            )
        )  # fmt: skip
    return tuple(out)


def sightings(document: Document) -> Iterator[Sighting]:
    """Yields each landmark in each sentence that has a word of every one of its groups."""
    text = folded(document.text)
    for landmark in landmarks(document.article.language):
        if not all(group.search(text) for group in landmark.groups):
            continue
        for start, end in sentence_spans(document):
            found = [group.search(text, start, end) for group in landmark.groups]
            hits = [m.span() for m in found if m]
            if len(hits) < len(found):
                continue
            whole = (min(a for a, _ in hits), max(b for _, b in hits))
            yield Sighting(landmark, hits[0], whole, (start, end), frozenset(hits))


def sentence_spans(document: Document) -> tuple[Span, ...]:
    """The sentences as offsets; a line or a full stop ends one where there is no parse."""
    if document.syntax is not None:
        return tuple((s.start_char, s.end_char) for s in document.syntax.sentences if s.text.strip())
    ends = [m.end() for m in re.finditer(r"[.!?]\s|\n", document.text)] + [len(document.text)]
    return tuple((a, b) for a, b in zip([0, *ends], ends, strict=False) if document.text[a:b].strip())
