"""How alike dispatches are in words, names, actors, events and places, and which are each one's nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.stories import words
from dragoman.stories.digest import Digest

# How much the language's ordinary share of a word weighs, in dispatches, against what the collection shows.
PRIOR = 30
# Features of a bundle that are looked up for candidates, and how many neighbours are kept.
SEEDS, NEIGHBOURS = 40, 25
# Less likeness than this in the strongest features is not looked into.
FAINT = 0.05
# Features that more bundles than this have within a window find no candidates.
TOO_COMMON = 400
# Days within which neighbours are looked for, around a dispatch whose day is known.
AROUND = 12


@dataclass(frozen=True, slots=True)
class Bundle:
    """Dispatches that are copies of one report, taken as one: their places in the list, and what is in any of them.

    Reprints would otherwise outweigh those who report for themselves.
    """

    members: tuple[int, ...]
    language: str
    day: int | None
    features: words.Numbers
    counts: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vector:
    """A dispatch as a direction: numbers of its features (sorted) and their weights, of length 1."""

    features: words.Numbers
    weights: NDArray[np.float32]


def bundle(digests: Sequence[Digest], members: Sequence[int]) -> Bundle:
    """The bundle of these members."""
    chosen = [digests[m] for m in members]
    if len(chosen) == 1:
        (one,) = chosen
        day = one.best.toordinal() if one.best and one.dated else None
        return Bundle(tuple(members), one.language, day, one.features, one.counts)
    days = [d.best.toordinal() for d in chosen if d.best and d.dated]
    features, where = np.unique(np.concatenate([d.features for d in chosen]), return_inverse=True)
    counts = np.zeros(len(features), dtype=np.float32)
    np.maximum.at(counts, where, np.concatenate([d.counts for d in chosen]))
    return Bundle(tuple(sorted(members)), chosen[0].language, min(days, default=None), features, counts)


def vectors(bundles: Sequence[Bundle]) -> list[Vector]:
    """A direction for each dispatch: features weighed by how few of all dispatches have them."""
    total = len(bundles)
    if not total:
        return []
    seen, df = np.unique(np.concatenate([b.features for b in bundles]), return_counts=True)
    ordinary = _ordinary(bundles[0].language, seen)
    share = (df + PRIOR * ordinary) / (total + PRIOR)
    rarity = np.maximum(np.log(1.0 / np.minimum(share, 1.0)), 0.0)
    out = []
    for one in bundles:
        weights = one.counts * rarity[np.searchsorted(seen, one.features)]
        length = float(np.sqrt(np.dot(weights, weights))) or 1.0
        out.append(Vector(one.features, (weights / length).astype(np.float32)))
    return out


def _ordinary(language: str, seen: words.Numbers) -> NDArray[np.float64]:
    known = {words.number("w:" + s): share / 1000 for s, share in words.shares(language).items()}
    return np.array([known.get(int(n), 0.004) for n in seen])


def likeness(first: Vector, second: Vector) -> float:
    """How alike two directions are, from 0 to 1."""
    _, here, there = np.intersect1d(first.features, second.features, assume_unique=True, return_indices=True)
    return float(np.dot(first.weights[here].astype(np.float64), second.weights[there]))


# --- candidates ------------------------------------------------------------------------------------------------------


def neighbours(bundles: Sequence[Bundle], seen: Sequence[Vector]) -> dict[tuple[int, int], float]:
    """The likeness of each bundle to those it shares rare features with, the nearest only; keys are (low, high).

    Only features that are rare within a window of days are looked up, so the cost grows with the number of dispatches
    and not with its square.
    """
    posted = _postings(bundles, seen)
    pairs: dict[tuple[int, int], float] = {}
    for one, vector in enumerate(seen):
        for other in _nearest(posted, vector, one):
            key = (min(one, other), max(one, other))
            if key not in pairs:
                pairs[key] = likeness(seen[key[0]], seen[key[1]])
    return pairs


def _nearest(posted: _Postings, vector: Vector, one: int) -> list[int]:
    """The dispatches that share most with this one, by its strongest features."""
    near: list[NDArray[np.int64]] = []
    weights: list[NDArray[np.float64]] = []
    for k in _strongest(vector, SEEDS):
        members, theirs = posted.near(int(vector.features[k]), one)
        if len(members) <= TOO_COMMON:
            near.append(members)
            weights.append(theirs * vector.weights[k])
    if not near:
        return []
    others, where = np.unique(np.concatenate(near), return_inverse=True)
    like = np.round(np.bincount(where, weights=np.concatenate(weights)), 9)
    order = np.lexsort((others, -like))[: NEIGHBOURS + 1]
    return [int(o) for o in others[order[like[order] >= FAINT]] if o != one][:NEIGHBOURS]


def _strongest(vector: Vector, most: int) -> NDArray[np.int64]:
    order = np.lexsort((vector.features, -np.round(vector.weights, 9)))
    return order[:most]


class _Postings:
    """For each feature the dispatches that have it among their strongest, in the order of their days."""

    def __init__(self, bundles: Sequence[Bundle]) -> None:
        self.day = np.array([-1 if b.day is None else b.day for b in bundles], dtype=np.int64)
        self.members: dict[int, NDArray[np.int64]] = {}
        self.weights: dict[int, NDArray[np.float64]] = {}
        self.undated: dict[int, int] = {}

    def near(self, feature: int, one: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Those with the feature whose day is near, or not known."""
        members, weights = self.members[feature], self.weights[feature]
        day = int(self.day[one])
        if day < 0 or len(members) < 50:
            return members, weights
        without = self.undated[feature]
        days = self.day[members[without:]]
        low = without + int(np.searchsorted(days, day - AROUND))
        high = without + int(np.searchsorted(days, day + AROUND, side="right"))
        if without == 0:
            return members[low:high], weights[low:high]
        keep = np.r_[0:without, low:high]
        return members[keep], weights[keep]


def _postings(bundles: Sequence[Bundle], seen: Sequence[Vector]) -> _Postings:
    posted = _Postings(bundles)
    chosen = [_strongest(v, 2 * SEEDS) for v in seen]
    if not chosen:
        return posted
    features = np.concatenate([v.features[c] for v, c in zip(seen, chosen, strict=True)])
    weights = np.concatenate([v.weights[c] for v, c in zip(seen, chosen, strict=True)])
    members = np.repeat(np.arange(len(seen)), [len(c) for c in chosen])
    order = np.lexsort((members, posted.day[members], features))
    features, weights, members = features[order], weights[order], members[order]
    values, starts = np.unique(features, return_index=True)
    ends = np.append(starts[1:], len(features))
    for feature, start, end in zip(values.tolist(), starts.tolist(), ends.tolist(), strict=True):
        posted.members[feature] = members[start:end]
        posted.weights[feature] = weights[start:end]
        posted.undated[feature] = int(np.count_nonzero(posted.day[members[start:end]] < 0))
    return posted
