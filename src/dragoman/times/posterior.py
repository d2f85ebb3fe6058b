"""From pieces of evidence to a day: the exact posterior over all days, its 95 % interval, ablations and conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dragoman.times.evidence import DAYS, Evidence, Weights

COVER = 0.95
NARROW = 45  # days: below it, a bare weekday may choose among the days
HOPELESS = 4000  # days: above it, naming a day would be a guess
# A piece of evidence excludes days when it gives them less than this (logarithm); among them, its own lowest weight
# (nearly) is what is left for errors.
EXCLUDES = -3.0
ERROR = 0.7
OLD = date(2000, 1, 1).toordinal()
OLD_SHARE = 0.5  # clippings from before 2000 are rarer


@dataclass(frozen=True, slots=True)
class Result:
    """The most probable day and the shortest interval that holds 95 % of the probability."""

    best: date | None
    earliest: date
    latest: date
    certainty: float | None = None  # the probability of the best day and the three days around it

    @property
    def width(self) -> int:
        """The number of days of the interval."""
        return (self.latest - self.earliest).days + 1


def solve(items: Sequence[Evidence]) -> Result | None:
    """The day and interval that all the evidence gives; None when nothing locates the article.

    What does not locate is used only where the rest leaves a narrow interval, and can then only choose within it.
    """
    if not any(e.kind == "days" for e in items):
        return None
    locating = [e for e in items if e.kind != "refines"]
    result = read_off(posterior(locating))
    refining = [e for e in items if e.kind == "refines"]
    if refining and result.width <= NARROW:
        result = read_off(posterior([*locating, *refining]))
    return result


def posterior(items: Sequence[Evidence]) -> Weights:
    """The probability of every day of the domain."""
    score = np.where(OLD <= DAYS, 0.0, np.log(OLD_SHARE))
    for item in items:
        score = score + item.weights
    mass = np.exp(score - score.max())
    return np.asarray(mass / mass.sum())


def read_off(mass: Weights) -> Result:
    """Best day and 95 % interval of a posterior; among days as good as the best, the middle one."""
    first, last = shortest(mass)
    if last - first >= HOPELESS:
        return Result(None, day_at(first), day_at(last))
    best = best_index(mass, last - first + 1)
    near = float(mass[max(best - 3, 0) : best + 4].sum())
    return Result(day_at(best), day_at(min(first, best)), day_at(max(last, best)), round(near, 3))


def shortest(mass: Weights) -> tuple[int, int]:
    """First and last index of the shortest run of days that holds 95 % of the probability; the likeliest of equals."""
    reached = np.concatenate(([0.0], np.cumsum(mass)))
    ends = np.searchsorted(reached, reached[:-1] + COVER - 1e-12, side="left")
    starts = np.arange(len(mass))
    possible = ends < len(reached)
    widths = np.where(possible, ends - starts, len(mass) + 1)
    equal = np.flatnonzero(widths == widths.min())
    first = int(max(equal, key=lambda i: (reached[ends[i]] - reached[i], -i)))
    return first, int(ends[first]) - 1


def day_at(index: int) -> date:
    """The day of the domain with that index."""
    return date.fromordinal(int(DAYS[index]))


def best_index(mass: Weights, width: int) -> int:
    """The index of the best day. Where the interval is wide, the one in whose neighbourhood most probability lies."""
    if width > 2 * NARROW:
        size = 31
        smooth = np.convolve(mass, np.ones(size), mode="same")
        peak = np.flatnonzero(smooth >= smooth.max() * (1 - 1e-9))
        centre = int(peak[len(peak) // 2])
        low = max(centre - size // 2, 0)
        near = mass[low : centre + size // 2 + 1]
        tops = np.flatnonzero(near >= near.max() * (1 - 1e-9))
        return low + int(tops[len(tops) // 2])
    tops = np.flatnonzero(mass >= mass.max() * (1 - 1e-9))
    return int(tops[len(tops) // 2])


def without_each(items: Sequence[Evidence]) -> tuple[tuple[Evidence, Result | None], ...]:
    """Each piece of evidence with the result that the others alone would give."""
    return tuple((item, solve([e for e in items if e is not item])) for item in items)


def conflicting(items: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The pair of pieces that fit each other worst when no day suits both; () when all can be true together."""
    strict = [e for e in items if e.kind != "refines" and float(e.weights.min()) < EXCLUDES]
    worst: tuple[float, tuple[Evidence, ...]] = (0.0, ())
    for one, two in combinations(strict, 2):
        if bool((allowed(one) & allowed(two)).any()):
            continue
        joint = float((one.weights + two.weights).max())
        if joint < worst[0]:
            worst = (joint, (one, two))
    return worst[1]


def allowed(item: Evidence) -> NDArray[np.bool_]:
    """The days that a piece of evidence does not exclude."""
    return np.asarray(item.weights > item.weights.min() + ERROR)
