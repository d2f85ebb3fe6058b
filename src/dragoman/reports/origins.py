"""Who stands behind what is told: the reports that go back to one origin, and why; the same words told elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from dragoman.model import Derivation, Occurrence, Statement
from dragoman.register import Register
from dragoman.stories import words
from dragoman.stories.union import Union

# From this share of its runs of words on, what one says is what the other says.
SAME = 0.6


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles (ids) that go back to one origin: the derivations between them, and the origins that they name."""

    articles: tuple[str, ...]
    ties: tuple[Derivation, ...]
    named: tuple[str, ...]


def origins(register: Register, articles: Collection[str]) -> tuple[Origin, ...]:
    """The articles by origin: those are together that derive from one another, or, in one story, from one named origin."""
    story_of = {article: story.id for story in register.stories() for article in story.articles}
    ordered = sorted(set(articles))
    place = {article: n for n, article in enumerate(ordered)}
    mine = [d for d in register.derivations() if d.article in place]
    tied = Union(len(ordered))
    first_with: dict[tuple[str, str], int] = {}
    for one in mine:
        if one.origin_article in place:
            tied.join(place[one.article], place[one.origin_article])
        elif one.origin_article or one.origin_name:
            key = story_of.get(one.article, one.article), one.origin_article or one.origin_name or ""
            tied.join(place[one.article], first_with.setdefault(key, place[one.article]))
    found = []
    for members in tied.groups().values():
        ids = {ordered[m] for m in members}
        ties = tuple(d for d in mine if d.article in ids and d.origin_article in ids)
        named = tuple(sorted({d.origin_name for d in mine if d.article in ids and d.origin_name}))
        found.append(Origin(tuple(sorted(ids)), ties, named))
    return tuple(sorted(found, key=lambda o: (-len(o.articles), o.articles)))


def origins_of(register: Register, happening: Occurrence) -> tuple[Origin, ...]:
    """The reports of a happening by origin."""
    wanted = set(happening.events)
    return origins(register, {e.article for e in register.events() if e.id in wanted})


def told_elsewhere(register: Register, said: Statement) -> tuple[Statement, ...]:
    """The statements of other articles that are the same words of the same speaker, or of one unnamed."""
    mine = _grams(said.text)
    if not len(mine):
        return ()
    return tuple(other for other in register.statements() if other.article != said.article and _same(said, mine, other))


def _same(said: Statement, mine: words.Numbers, other: Statement) -> bool:
    if said.speaker.actor and other.speaker.actor and said.speaker.actor != other.speaker.actor:
        return False
    theirs = _grams(other.text)
    shared = len(np.intersect1d(mine, theirs))
    return shared > 0 and shared >= SAME * min(len(mine), len(theirs))


def _grams(text: str) -> words.Numbers:
    return np.unique(words.grams(words.words_of(text)))


def reasons(tie: Derivation) -> Iterator[str]:
    """Why one is held to derive from another: each piece of evidence in a few words."""
    for basis in tie.basis:
        if basis.text:
            weight = f" {basis.weight:g}" if basis.weight is not None else ""
            yield f"{basis.rule}{weight} «{_short(basis.text)}»"


def _short(text: str, most: int = 90) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else one_line[: most - 1] + "…"


def count_words(several: Iterable[Origin]) -> str:
    """«2 independent origins»."""
    number = len(list(several))
    return f"{number} independent origin{'s' if number != 1 else ''}"
