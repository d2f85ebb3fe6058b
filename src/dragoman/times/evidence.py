"""Pieces of evidence for a publication day: a weight for every day of the domain, and the shapes that weights have.

A weight says how likely the words are in an article of that day, up to a factor; evidence never gives zero, since
sources err. Everything is kept as natural logarithms over one fixed range of days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Basis

FIRST, LAST = date(1990, 1, 1), date(2027, 12, 31)
DAYS: NDArray[np.int64] = np.arange(FIRST.toordinal(), LAST.toordinal() + 1)
Weights = NDArray[np.float64]
# Shares and mean lengths in days: how long after what it tells an article is printed. A lead is news.
NEWS = ((0.70, 1.6), (0.22, 8.0), (0.08, 300.0))
RECENT = ((0.45, 4.0), (0.30, 60.0), (0.25, 1500.0))
BACKGROUND = ((0.10, 20.0), (0.30, 200.0), (0.60, 3000.0))
AHEAD = ((0.45, 15.0), (0.40, 120.0), (0.15, 1500.0))


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What some words say about the publication day.

    `weights` are logarithms, the highest 0. `kind` is «days» for what points into history; «season» for what recurs (a day
    and month without a year) and locates nothing alone; «refines» for a bare weekday, which only chooses among the few
    days that other evidence leaves.
    """

    rule: str
    text: str
    start: int | None
    end: int | None
    weights: Weights
    kind: str = "days"

    @property
    def basis(self) -> Basis:
        """The evidence as a reason: its weight is the number of bits by which it alone narrows the days."""
        return Basis(self.rule, self.text, self.start, self.end, round(bits(self.weights), 2))


def evidence(rule: str, text: str, at: tuple[int, int] | None, likelihood: Weights, *, kind: str = "days") -> Evidence:
    """A piece of evidence from likelihoods, which are scaled to a highest of 1 and turned into logarithms."""
    scaled = np.log(np.maximum(likelihood, 1e-12) / max(float(likelihood.max()), 1e-12))
    start, end = at if at else (None, None)
    return Evidence(rule, text, start, end, scaled, kind)


def softened(item: Evidence, factor: float) -> Evidence:
    """The evidence with its logarithms multiplied: 0.5 for a witness that says half as much."""
    return replace(item, weights=item.weights * factor)


def bits(weights: Weights) -> float:
    """By how many bits the weights alone narrow all the days (0 = not at all)."""
    mass = np.exp(weights)
    mass = mass / mass.sum()
    held = mass[mass > 0]
    return float(np.log2(len(DAYS)) + (held * np.log2(held)).sum())


def gaps(day: date) -> NDArray[np.int64]:
    """For every day of the domain, how many days it lies after the given day (negative: before)."""
    return DAYS - day.toordinal()


def mixture(gap: NDArray[np.int64] | Weights, shares: Iterable[tuple[float, float]], floor: float) -> Weights:
    """The density of a mixture of exponentials over the gaps; `floor` times its peak where the gap is negative."""
    parts = [(share / mean) * np.exp(-np.maximum(gap, 0) / mean) for share, mean in shares]
    density = np.sum(parts, axis=0) / sum(share / mean for share, mean in shares)
    return np.where(gap >= 0, density, floor)


def after(earliest: date, latest: date, shares: Iterable[tuple[float, float]], floor: float) -> Weights:
    """The likelihood of publication days for something past that lay in the interval."""
    width = (latest - earliest).days
    stretched = tuple((share, max(mean, width / 2)) for share, mean in shares)
    return np.where(gaps(earliest) >= 0, mixture(np.maximum(gaps(latest), 0), stretched, floor), floor)


def before(earliest: date, latest: date, shares: Iterable[tuple[float, float]], floor: float) -> Weights:
    """The likelihood of publication days for something to come in the interval."""
    width = (latest - earliest).days
    stretched = tuple((share, max(mean, width / 2)) for share, mean in shares)
    return np.where(gaps(latest) <= 0, mixture(np.maximum(-gaps(earliest), 0), stretched, floor), floor)


def since(day: date, floor: float) -> Weights:
    """1 from the day on, the floor before."""
    return np.where(gaps(day) >= 0, 1.0, floor)


def within(earliest: date, latest: date, margin: int, floor: float) -> Weights:
    """1 inside the interval, falling over the margin of days on both sides to the floor."""
    outside = np.maximum(np.maximum(-gaps(earliest), gaps(latest)), 0)
    return np.maximum(np.where(outside == 0, 1.0, np.exp(-3.0 * outside / max(margin, 1))), floor)


def chosen(days: Iterable[date], offsets: dict[int, float], floor: float) -> Weights:
    """The weights of `offsets` (days after) around each of the given days, the floor elsewhere."""
    out = np.full(len(DAYS), floor)
    for day in days:
        for offset, weight in offsets.items():
            index = day.toordinal() + offset - FIRST.toordinal()
            if 0 <= index < len(DAYS):
                out[index] = max(out[index], weight)
    return out


def shared(likelihood: Weights, other: float, *, over: Weights | None = None) -> Weights:
    """The likelihood mixed with a share of «something else»: spread evenly over all days, or over those of `over`."""
    spread = np.ones(len(DAYS)) if over is None else over
    return np.asarray((1.0 - other) * likelihood / likelihood.sum() + other * spread / spread.sum())
