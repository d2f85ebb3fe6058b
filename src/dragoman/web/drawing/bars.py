"""Bars by month: what happened when, cooperation above the line and conflict below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.web.counting import Month
from dragoman.web.visit import Visit

WIDTH = 960.0
# Above so many months a bar is a year.
MOST_MONTHS = 120
LEAST_WIDTH = 2.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its place, the heights of its three parts, its words and where it leads."""

    x: float
    width: float
    cooperation: float
    neutral: float
    conflict: float
    label: str
    href: str
    key: str
    total: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over an axis at `base`; empty when nothing has a day."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    width: float
    height: float
    base: float
    first: str = ""
    last: str = ""


def histogram(months: Sequence[Month], visit: Visit, *, height: int = 120, sides: Sequence[str] = ()) -> Chart:
    """The months as bars that lead to the search of their days, from the first month to the last without a gap.

    With `sides` the search is for them; else for what this page asks for.
    """
    kept = _without_strays(months)
    if not kept:
        return Chart((), (), WIDTH, height, height)
    first, last = kept[0].key, kept[-1].key
    yearly = _months_between(first, last) > MOST_MONTHS
    grouped = _by_year(kept) if yearly else {m.key: m for m in kept}
    keys = _years(first, last) if yearly else _every_month(first, last)
    above = max((m.cooperation + m.neutral for m in grouped.values()), default=1) or 1
    below = max((m.conflict for m in grouped.values()), default=0)
    unit = (height - 2) / (above + below)
    step = WIDTH / max(len(keys), 12)
    made = []
    shared = {"side": list(sides)} if sides else {k: v for k, v in visit.parameters().items() if k != "cursor"}
    for n, key in enumerate(keys):
        month = grouped.get(key, Month(key, 0, 0, 0))
        since, until = days_of(key)
        asked = {**shared, "since": [since.isoformat()], "until": [until.isoformat()]}
        words = f"{visit.t.month(since) if not yearly else key} : {visit.t.count('event', month.total)}"
        bar = Bar(
            round(n * step, 2), max(round(step * 0.78, 2), LEAST_WIDTH), month.cooperation * unit,
            month.neutral * unit, month.conflict * unit, words, visit.url("search", asked), key, month.total,
        )  # fmt: skip
        made.append(bar)
    base = round(above * unit + 1, 2)
    return Chart(
        tuple(made),
        _ticks(keys, step),
        WIDTH,
        height,
        base,
        days_of(first)[0].isoformat(),
        days_of(last)[1].isoformat(),
    )


def _without_strays(months: Sequence[Month]) -> list[Month]:
    """The months from which on the register is dense: a lone event of 1815 must not flatten the rest."""
    total = sum(m.total for m in months)
    skipped = 0
    for n, month in enumerate(months):
        skipped += month.total
        if skipped > total * 0.04:
            return list(months[n:])
    return list(months)


def days_of(key: str) -> tuple[date, date]:
    """The first and last day of a month «2024-03» or a year «2024»."""
    if len(key) == 4:
        return date(int(key), 1, 1), date(int(key), 12, 31)
    year, month = int(key[:4]), int(key[5:])
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def _months_between(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:]) + 1


def _every_month(first: str, last: str) -> list[str]:
    start = int(first[:4]) * 12 + int(first[5:]) - 1
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, start + _months_between(first, last))]


def _years(first: str, last: str) -> list[str]:
    return [f"{year:04}" for year in range(int(first[:4]), int(last[:4]) + 1)]


def _by_year(months: Sequence[Month]) -> dict[str, Month]:
    grouped: dict[str, Month] = {}
    for m in months:
        old = grouped.get(m.key[:4], Month(m.key[:4], 0, 0, 0))
        grouped[m.key[:4]] = Month(
            old.key, old.cooperation + m.cooperation, old.neutral + m.neutral, old.conflict + m.conflict
        )
    return grouped


def _ticks(keys: Sequence[str], step: float) -> tuple[Tick, ...]:
    """A tick for each year, or for as many as have room."""
    years: dict[str, float] = {}
    for n, key in enumerate(keys):
        years.setdefault(key[:4], n * step)
    apart = max(1, round(len(years) * 56 / WIDTH))
    return tuple(Tick(round(x, 2), year) for n, (year, x) in enumerate(years.items()) if n % apart == 0)
