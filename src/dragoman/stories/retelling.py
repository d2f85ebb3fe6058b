"""Reports told again in other words: few runs of words are shared, but nearly every sentence rests on the other's details.

Two who report for themselves share the matter of a story: who, where, how many. Each has sentences of its own besides
(background, what was seen, who was asked). A rewriter has none: whatever is told can be found in the report.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dragoman.stories import words
from dragoman.stories.digest import Digest
from dragoman.stories.likeness import Vector
from dragoman.stories.media import is_agency, origin_key
from dragoman.stories.reuse import Overlap, inside, names_other

# Of the details of the retelling so many must stand in the report, and of the report's so many in the retelling.
CONTAINED, COVERED = 0.42, 0.24
# What its two least backed sentences must share with the report, on the average.
BACKED = 0.29
# Where the retelling names the agency or outlet whose report it is, less is asked for.
NAMED_CONTAINED, NAMED_COVERED = 0.30, 0.12
# Rare words that both must have: rare is what fewer than this many of a thousand texts have.
LEAST_RARE, RARE = 8, 4.0
# Sentences with fewer telling words are passed over.
LEAST_WORDS = 4
# Pairs that are less alike than this, or have less of their weight in common, are not looked into.
LEAST_LIKE = 0.15
FAINT = 0.35
# A word that the language's table does not have stands in so many of a thousand texts; none counts as rarer than that.
UNKNOWN, RAREST = 1.0, 0.5
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Retelling:
    """A dispatch (place in the list) that tells another's report again.

    `contained` is the part of its details that the report has, `covered` the part of the report's that it has.
    `details` are the rarest words in common, `named` says that it names the report's outlet.
    """

    origin: int
    derived: int
    contained: float
    covered: float
    details: tuple[str, ...]
    named: bool


# The telling stems of each sentence.
Details = tuple[frozenset[str], ...]


def retellings(
    digests: Sequence[Digest],
    near: Mapping[tuple[int, int], float],
    places: Sequence[int],
    directions: Sequence[Vector],
    shared: Iterable[Overlap] = (),
) -> list[Retelling]:
    """The retellings among pairs of near bundles (with their likeness); `places` has the dispatch that stands for each.

    What both quote of somebody (`shared`) says nothing, for both may have heard it.
    """
    found = []
    known: dict[int, Details] = {}
    heard: dict[tuple[int, int], Overlap] = {}
    copied: set[tuple[int, int]] = set()
    for one in shared:
        if one.copied:
            copied.add((one.first, one.second))
        else:
            heard[one.first, one.second] = one
    for pair in sorted(pair for pair, like in near.items() if like >= LEAST_LIKE):
        for a, b in (pair, pair[::-1]):
            origin, derived = places[a], places[b]
            if (min(origin, derived), max(origin, derived)) in copied:
                continue
            if _share(directions[b], directions[a]) < FAINT or not _may_derive(digests[origin], digests[derived]):
                continue
            for place in (origin, derived):
                if place not in known:
                    known[place] = details_of(digests[place])
            both = heard.get((min(origin, derived), max(origin, derived)))
            told = retold(digests, origin, derived, known, _heard(digests, both) if both else frozenset())
            if told:
                found.append(told)
                break
    return _best(found)


def _best(found: Iterable[Retelling]) -> list[Retelling]:
    """For each retelling the report it fits best, one that it names before any other."""
    best: dict[int, Retelling] = {}
    for one in sorted(found, key=lambda r: (not r.named, -(r.contained + r.covered), r.origin)):
        best.setdefault(one.derived, one)
    return [best[derived] for derived in sorted(best)]


def _may_derive(origin: Digest, derived: Digest) -> bool:
    """Whether the one can be another's report: an agency's, or that of the outlet that the other names.

    Agencies report for themselves; who names one agency has it from that one.
    """
    if is_agency(derived.outlet) or not words.shares(derived.language) or origin.language != derived.language:
        return False
    if origin.first and derived.last and origin.first > derived.last:
        return False
    agencies = {o.key for o in derived.origins if is_agency(o.name)}
    if is_agency(origin.outlet):
        return not agencies or origin_key(origin.outlet or "") in agencies
    return not agencies and bool(origin.outlet) and names_other(derived, origin)


def _share(derived: Vector, origin: Vector) -> float:
    """The part of the one's weight that the other has too."""
    here = inside(derived.features, origin.features)
    return float(derived.weights[here].sum() / (derived.weights.sum() or 1.0))


def _heard(digests: Sequence[Digest], both: Overlap) -> frozenset[str]:
    """The stems of what the two quote or report of somebody in the same words."""
    one = digests[both.first]
    return frozenset(
        words.stem(w.form) for (start, end), _ in both.passages for w in words.words_of(one.text[start:end])
    )


def retold(
    digests: Sequence[Digest], origin: int, derived: int, details: Mapping[int, Details], heard: frozenset[str]
) -> Retelling | None:
    """The retelling that the two make, None where the one could have been written without the other.

    The stems that are `heard` do not count.
    """
    other = [sentence - heard for sentence in details[derived]]
    mine, theirs = frozenset().union(*other), frozenset().union(*details[origin]) - heard
    common = mine & theirs
    language = digests[derived].language
    weight = _weight(common, language)
    contained, covered = weight / _weight(mine, language), weight / _weight(theirs, language)
    named = names_other(digests[derived], digests[origin])
    rare = sorted((s for s in common if _rarity(s, language) >= -math.log(RARE / 1000)), key=lambda s: (-len(s), s))
    if named:
        enough = contained >= NAMED_CONTAINED and covered >= NAMED_COVERED
    else:
        enough = contained >= CONTAINED and covered >= COVERED and _backed(other, theirs, language) >= BACKED
    if not enough or len(rare) < LEAST_RARE:
        return None
    return Retelling(origin, derived, round(contained, 3), round(covered, 3), tuple(rare[:SHOWN]), named)


def _backed(sentences: Sequence[frozenset[str]], theirs: frozenset[str], language: str) -> float:
    """What the two least backed sentences share with the report, on the average."""
    shares = sorted(_weight(s & theirs, language) / _weight(s, language) for s in sentences if len(s) >= LEAST_WORDS)
    return sum(shares[:2]) / 2 if len(shares) > 1 else 0.0


def details_of(one: Digest) -> Details:
    """The stems of each sentence that are not in every text."""
    found = words.words_of(one.text)
    common = words.common(one.language)
    stems = [words.stem(w.form) for w in found]
    bounds = [*one.sentences.tolist(), len(found)]
    return tuple(
        frozenset(s for s in stems[start:end] if len(s) > 1 and s not in common) for start, end in pairwise(bounds)
    )


def _weight(stems: Iterable[str], language: str) -> float:
    return sum(_rarity(s, language) for s in stems) or 1e-9


@lru_cache(maxsize=200_000)
def _rarity(stem: str, language: str) -> float:
    return -math.log(max(words.shares(language).get(stem, UNKNOWN), RAREST) / 1000)
