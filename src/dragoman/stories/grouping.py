"""Stories: which dispatches report one matter. The same groups in any order of the dispatches."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.model import Story, content_id
from dragoman.stories.digest import Digest
from dragoman.stories.likeness import Bundle, Vector, bundle, neighbours, vectors
from dragoman.stories.reuse import Overlap, first_of_all
from dragoman.stories.twins import twins
from dragoman.stories.union import Union

# Two groups are one story from this mean likeness on.
LIKENESS = 0.20
# From this share of one text in the other on, two dispatches are taken as one report.
ONE_REPORT = 0.5
# Days that may lie between two reports of one story.
WINDOW = 6
# Members of each of two groups that may forbid their joining.
LOOKED_AT = 40

Veto = Callable[[Digest, Digest], bool]


@dataclass(frozen=True, slots=True)
class Nearness:
    """The dispatches of a list in bundles (copies of one report together), each bundle's direction, and likenesses."""

    bundles: tuple[Bundle, ...]
    directions: tuple[Vector, ...]
    pairs: dict[tuple[int, int], float]

    def first_reports(self, digests: Sequence[Digest]) -> list[int]:
        """The place of the dispatch that each bundle goes back to, the agency's or else the earliest."""
        return [min(b.members, key=lambda m: (*first_of_all(digests[m]), m)) for b in self.bundles]


def nearness(digests: Sequence[Digest], copies: Iterable[tuple[int, int]], veto: Veto) -> Nearness:
    """Which dispatches are near one another."""
    bundles = tuple(bundled(digests, copies, veto))
    seen = tuple(vectors(bundles))
    return Nearness(bundles, seen, neighbours(bundles, seen))


def stories(
    digests: Sequence[Digest], near: Nearness | None = None, retold: Iterable[tuple[int, int]] = ()
) -> tuple[Story, ...]:
    """The stories of two or more dispatches and those of one, in the order of their ids.

    `digests` are sorted by id; `near` is their nearness, and `retold` are pairs that tell one report.
    """
    groups = grouped(digests, forbidden, near=near)
    found = []
    for members in _with_retellings(digests, groups, retold):
        ids = tuple(sorted(digests[m].id for m in members))
        found.append(Story(content_id("story", *ids), ids, title([digests[m] for m in members])))
    return tuple(sorted(found, key=lambda s: s.id))


def one_report(shared: Iterable[Overlap]) -> list[tuple[int, int]]:
    """The pairs that are taken as one report."""
    return [(o.first, o.second) for o in shared if o.copied and max(o.in_first, o.in_second) >= ONE_REPORT]


def forbidden(first: Digest, second: Digest) -> bool:
    """Whether two dispatches cannot belong to one story: days too far apart, or twin events."""
    return apart(first, second) or twins(first, second)


def _with_retellings(
    digests: Sequence[Digest], groups: Sequence[tuple[int, ...]], retold: Iterable[tuple[int, int]]
) -> Iterator[list[int]]:
    """The groups, those joined of which one tells the report of another again."""
    group_of = {m: g for g, members in enumerate(groups) for m in members}
    joined = Union(len(groups))
    for a, b in retold:
        if not forbidden(digests[a], digests[b]):
            joined.join(group_of[a], group_of[b])
    for several in joined.groups().values():
        yield sorted(m for g in several for m in groups[g])


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


# --- groups ----------------------------------------------------------------------------------------------------------


def grouped(
    digests: Sequence[Digest], veto: Veto, least: float = LIKENESS, near: Nearness | None = None
) -> list[tuple[int, ...]]:
    """The groups of dispatches (places in the list). The two groups with the greatest mean likeness are joined first.

    `veto` keeps two dispatches, and the groups that hold them, apart. The bundles of `near` are counted as one in the
    mean. The order of joining rests on likeness and then on the places in the list: callers sort it by id, so that the result is
    the same in any order of reading.
    """
    near = near or nearness(digests, (), veto)
    bundles, seen, pairs = near.bundles, near.directions, near.pairs
    parts = Union(len(bundles))
    for (a, b), like in pairs.items():
        if like >= 0.6 * least:
            parts.join(a, b)
    edges: dict[int, dict[tuple[int, int], float]] = defaultdict(dict)
    for (a, b), like in pairs.items():
        if parts.find(a) == parts.find(b):
            edges[parts.find(a)][a, b] = like
    found: list[tuple[int, ...]] = []
    for root, nodes in parts.groups().items():
        joined = [tuple(nodes)]
        if len(nodes) > 1:
            joined = _Joining(digests, bundles, veto, least).join(nodes, seen, edges[root])
        found.extend(tuple(sorted(m for n in group for m in bundles[n].members)) for group in joined)
    return found


def bundled(digests: Sequence[Digest], copies: Iterable[tuple[int, int]], veto: Veto) -> list[Bundle]:
    """The dispatches, copies of one report together."""
    same = Union(len(digests))
    for a, b in sorted(copies):
        if not veto(digests[a], digests[b]):
            same.join(a, b)
    return [bundle(digests, members) for members in same.groups().values()]


class _Joining:
    """The joining of the bundles of one part, the likest groups first (mean over all pairs of bundles)."""

    def __init__(self, digests: Sequence[Digest], bundles: Sequence[Bundle], veto: Veto, least: float) -> None:
        self.digests, self.bundles, self.veto, self.least = digests, bundles, veto, least
        self.members: dict[int, list[int]] = {}
        self.sums: dict[int, dict[int, float]] = {}
        self.near: dict[int, set[int]] = {}
        self.heap: list[tuple[float, int, int]] = []

    def join(
        self, nodes: Sequence[int], seen: Sequence[Vector], edges: Mapping[tuple[int, int], float]
    ) -> list[tuple[int, ...]]:
        """The groups that the nodes fall into."""
        for n in nodes:
            self.members[n] = [n]
            self.sums[n] = dict(zip(seen[n].features.tolist(), seen[n].weights.tolist(), strict=True))
            self.near[n] = set()
        for (a, b), like in edges.items():
            self.near[a].add(b)
            self.near[b].add(a)
            if like >= self.least:
                self.heap.append((-round(like, 6), a, b))
        heapq.heapify(self.heap)
        fresh = max(nodes) + 1
        while self.heap:
            _, a, b = heapq.heappop(self.heap)
            if a not in self.members or b not in self.members or self._forbidden(a, b):
                continue
            fresh = self._merge(a, b, fresh)
        return [tuple(sorted(m)) for m in self.members.values()]

    def _forbidden(self, a: int, b: int) -> bool:
        mine, theirs = self._heads(a), self._heads(b)
        return any(self.veto(self.digests[x], self.digests[y]) for x in mine for y in theirs)

    def _heads(self, node: int) -> list[int]:
        """The first members of a group, of each bundle a few."""
        return [m for n in sorted(self.members[node])[:LOOKED_AT] for m in self.bundles[n].members[:3]]

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
