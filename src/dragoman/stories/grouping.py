"""Stories: which dispatches report one matter. The same groups in any order of the dispatches."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Story, content_id
from dragoman.stories import words
from dragoman.stories.digest import Digest
from dragoman.stories.reuse import Overlap
from dragoman.stories.twins import twins
from dragoman.stories.union import Union

# How much the language's ordinary share of a word weighs, in dispatches, against what the collection shows.
PRIOR = 30
# Two groups are one story from this mean likeness on.
LIKENESS = 0.20
# Features of a dispatch that are looked up for candidates, and how many neighbours are kept.
SEEDS, NEIGHBOURS = 40, 25
# Features that more dispatches than this have find no candidates within a window.
TOO_COMMON = 400
# Days that may lie between two reports of one story.
WINDOW = 6
# Members of each of two groups that may forbid their joining.
LOOKED_AT = 40

Veto = Callable[[Digest, Digest], bool]


@dataclass(frozen=True, slots=True)
class Vector:
    """A dispatch as a direction: numbers of its features (sorted) and their weights, of length 1."""

    features: words.Numbers
    weights: NDArray[np.float64]


def stories(digests: Sequence[Digest], shared: Iterable[Overlap] = ()) -> tuple[Story, ...]:
    """The stories of two or more dispatches and those of one, in the order of their ids.

    `shared` are the overlaps of the same digests (sorted by id): copies of one report belong to one story.
    """
    ordered = sorted(digests, key=lambda d: d.id)
    copies = {(o.first, o.second): max(o.in_first, o.in_second) for o in shared if o.copied}
    found = []
    for members in grouped(ordered, vectors(ordered), lambda a, b: apart(a, b) or twins(a, b), copies=copies):
        ids = tuple(sorted(ordered[m].id for m in members))
        found.append(Story(content_id("story", *ids), ids, title([ordered[m] for m in members])))
    return tuple(sorted(found, key=lambda s: s.id))


def title(members: Iterable[Digest]) -> str:
    """The title of the earliest report, the shortest where several are of one day."""
    return min(members, key=lambda d: (d.best or date.max, len(d.title), d.title)).title


def apart(first: Digest, second: Digest) -> bool:
    """Whether the days of publication alone forbid that two dispatches report one story."""
    if first.first is None or second.first is None or first.last is None or second.last is None:
        return False
    gap = max((second.first - first.last).days, (first.first - second.last).days)
    if gap > WINDOW:
        return True
    # Where the days are only guessed to years, the best guesses must not lie far apart either.
    return bool(first.best and second.best and abs((first.best - second.best).days) > 5 * WINDOW)


# --- likeness --------------------------------------------------------------------------------------------------------


def vectors(digests: Sequence[Digest]) -> list[Vector]:
    """A direction for each dispatch: features weighed by how few of all dispatches have them."""
    total = len(digests)
    if not total:
        return []
    seen, df = np.unique(np.concatenate([d.features for d in digests]), return_counts=True)
    ordinary = _ordinary(digests[0].language, seen)
    share = (df + PRIOR * ordinary) / (total + PRIOR)
    rarity = np.maximum(np.log(1.0 / np.minimum(share, 1.0)), 0.0)
    out = []
    for one in digests:
        weights = one.counts.astype(np.float64) * rarity[np.searchsorted(seen, one.features)]
        length = float(np.sqrt(np.dot(weights, weights))) or 1.0
        out.append(Vector(one.features, weights / length))
    return out


def _ordinary(language: str, seen: words.Numbers) -> NDArray[np.float64]:
    known = {words.number("w:" + s): share / 1000 for s, share in words.shares(language).items()}
    return np.array([known.get(int(n), 0.004) for n in seen])


def likeness(first: Vector, second: Vector) -> float:
    """How alike two directions are, from 0 to 1."""
    _, here, there = np.intersect1d(first.features, second.features, assume_unique=True, return_indices=True)
    return float(np.dot(first.weights[here], second.weights[there]))


# --- candidates ------------------------------------------------------------------------------------------------------


def neighbours(digests: Sequence[Digest], seen: Sequence[Vector]) -> dict[tuple[int, int], float]:
    """The likeness of each dispatch to those it shares rare features with, the nearest only; keys are (low, high).

    Only features that are rare within a window of days are looked up, so the cost grows with the number of dispatches
    and not with its square.
    """
    posted = _postings(digests, seen)
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
    return [int(o) for o in others[order] if o != one][:NEIGHBOURS]


def _strongest(vector: Vector, most: int) -> NDArray[np.int64]:
    order = np.lexsort((vector.features, -np.round(vector.weights, 9)))
    return order[:most]


class _Postings:
    """For each feature the dispatches that have it among their strongest, in the order of their days."""

    def __init__(self, digests: Sequence[Digest]) -> None:
        self.day = np.array([d.best.toordinal() if d.best and d.dated else -1 for d in digests], dtype=np.int64)
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
        low = without + int(np.searchsorted(days, day - 2 * WINDOW))
        high = without + int(np.searchsorted(days, day + 2 * WINDOW, side="right"))
        if without == 0:
            return members[low:high], weights[low:high]
        keep = np.r_[0:without, low:high]
        return members[keep], weights[keep]


def _postings(digests: Sequence[Digest], seen: Sequence[Vector]) -> _Postings:
    posted = _Postings(digests)
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


# --- groups ----------------------------------------------------------------------------------------------------------


def grouped(
    digests: Sequence[Digest],
    seen: Sequence[Vector],
    veto: Veto,
    least: float = LIKENESS,
    copies: Mapping[tuple[int, int], float] | None = None,
) -> list[tuple[int, ...]]:
    """The groups of dispatches (places in the list). The two groups with the greatest mean likeness are joined first.

    `veto` keeps two dispatches, and the groups that hold them, apart. The order of joining rests on likeness and then
    on the ids of the dispatches, so it is the same in any order of reading.
    """
    pairs = neighbours(digests, seen)
    for pair, contained in (copies or {}).items():
        pairs[pair] = max(pairs.get(pair, 0.0), contained)
    parts = Union(len(digests))
    for (a, b), like in pairs.items():
        if like >= 0.6 * least:
            parts.join(a, b)
    edges: dict[int, dict[tuple[int, int], float]] = defaultdict(dict)
    for (a, b), like in pairs.items():
        if parts.find(a) == parts.find(b):
            edges[parts.find(a)][a, b] = like
    found = []
    for root, members in parts.groups().items():
        if len(members) == 1:
            found.append(tuple(members))
        else:
            found.extend(_Joining(digests, seen, veto, least).join(members, edges[root]))
    return found


class _Joining:
    """The joining of the dispatches of one part, the likest groups first (mean over all pairs of members)."""

    def __init__(self, digests: Sequence[Digest], seen: Sequence[Vector], veto: Veto, least: float) -> None:
        self.digests, self.seen, self.veto, self.least = digests, seen, veto, least
        self.members: dict[int, list[int]] = {}
        self.sums: dict[int, dict[int, float]] = {}
        self.near: dict[int, set[int]] = {}
        self.heap: list[tuple[float, int, int]] = []

    def join(self, members: Sequence[int], edges: dict[tuple[int, int], float]) -> list[tuple[int, ...]]:
        """The groups that the members fall into."""
        for m in members:
            vector = self.seen[m]
            self.members[m] = [m]
            self.sums[m] = dict(zip(vector.features.tolist(), vector.weights.tolist(), strict=True))
            self.near[m] = set()
        for (a, b), like in edges.items():
            self.near[a].add(b)
            self.near[b].add(a)
            if like >= self.least:
                self.heap.append((-round(like, 6), a, b))
        heapq.heapify(self.heap)
        fresh = max(members) + 1
        while self.heap:
            like, a, b = heapq.heappop(self.heap)
            if a not in self.members or b not in self.members or self._forbidden(a, b):
                continue
            fresh = self._merge(a, b, fresh)
        return [tuple(sorted(m)) for m in self.members.values()]

    def _forbidden(self, a: int, b: int) -> bool:
        mine, theirs = sorted(self.members[a])[:LOOKED_AT], sorted(self.members[b])[:LOOKED_AT]
        return any(self.veto(self.digests[x], self.digests[y]) for x in mine for y in theirs)

    def _merge(self, a: int, b: int, fresh: int) -> int:
        small, large = sorted((a, b), key=lambda k: (len(self.sums[k]), k))
        total = self.sums.pop(large)
        for feature, weight in self.sums.pop(small).items():
            total[feature] = total.get(feature, 0.0) + weight
        self.sums[fresh] = total
        self.members[fresh] = self.members.pop(a) + self.members.pop(b)
        around = (self.near.pop(a) | self.near.pop(b)) - {a, b}
        self.near[fresh] = around
        for other in sorted(around):
            self.near[other] -= {a, b}
            self.near[other].add(fresh)
            like = self._mean(fresh, other)
            if like >= self.least:
                heapq.heappush(self.heap, (-round(like, 6), min(fresh, other), max(fresh, other)))
        return fresh + 1

    def _mean(self, a: int, b: int) -> float:
        small, large = sorted((a, b), key=lambda k: (len(self.sums[k]), k))
        there = self.sums[large]
        dot = sum(weight * there[f] for f, weight in self.sums[small].items() if f in there)
        return dot / (len(self.members[a]) * len(self.members[b]))
