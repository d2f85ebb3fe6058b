"""Which dated dispatches of a story say when its undated ones were published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from dragoman.model import Derivation, Sibling, Story
from dragoman.stories.digest import Digest
from dragoman.stories.likeness import bundle, likeness, vectors

# A dispatch counts as dated when its publication is known to this many days.
NARROW = 10
# Siblings that are heard for one dispatch: those of the same text first, then the likest.
HEARD = 5
# Relations of two prints of one text.
COPIES = frozenset({"copies", "same source"})
# Prints of one text that are paired with one another.
PRINTS = 60


def siblings(
    stories: Iterable[Story], digests: Mapping[str, Digest], derivations: Iterable[Derivation]
) -> dict[str, tuple[Sibling, ...]]:
    """For each undated dispatch whose story has dated ones, those that are heard, by id."""
    prints = _prints(derivations)
    found = {}
    for story in stories:
        members = [digests[a] for a in sorted(story.articles)]
        if any(map(is_dated, members)) and not all(map(is_dated, members)):
            found.update(_heard(members, prints))
    return found


def _prints(derivations: Iterable[Derivation]) -> set[frozenset[str | None]]:
    """The pairs that are prints of one text: one copies the other, or both copy a third."""
    found: set[frozenset[str | None]] = set()
    copies: dict[str, list[str]] = {}
    for one in derivations:
        if one.origin_article and one.relation in COPIES:
            found.add(frozenset({one.article, one.origin_article}))
        if one.origin_article and one.relation == "copies":
            copies.setdefault(one.origin_article, []).append(one.article)
    for several in copies.values():
        found.update(frozenset(pair) for pair in combinations(sorted(several)[:PRINTS], 2))
    return found


def is_dated(one: Digest) -> bool:
    """Whether the publication is known to a few days."""
    return one.first is not None and one.last is not None and (one.last - one.first).days < NARROW


def _heard(members: list[Digest], prints: set[frozenset[str | None]]) -> dict[str, tuple[Sibling, ...]]:
    """The siblings heard for each undated member of one story."""
    seen = dict(zip((m.id for m in members), vectors([bundle(members, [k]) for k in range(len(members))]), strict=True))
    dated = [m for m in members if is_dated(m)]
    found = {}
    for one in members:
        if is_dated(one):
            continue
        like = {m.id: round(likeness(seen[one.id], seen[m.id]), 6) for m in dated}
        nearest = sorted(dated, key=lambda m: (frozenset({one.id, m.id}) not in prints, -like[m.id], m.id))
        heard = sorted(nearest[:HEARD], key=lambda m: m.id)
        found[one.id] = tuple(_sibling(m, frozenset({one.id, m.id}) in prints) for m in heard)
    return found


def _sibling(one: Digest, copied: bool) -> Sibling:
    assert one.first is not None and one.last is not None
    return Sibling(one.id, one.title, one.first, one.last, copied)
