"""Relations over time: cooperation and conflict by month, from the intensities that PLOVER gives to its types.

A happening counts once, however many dispatches report it, and only where it is told as real.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.register import Register
from dragoman.register.queries import EVERYTHING, Query
from dragoman.reports.chronology import Line, chronology
from dragoman.reports.meetings import pairs_of, state_names

# A date that leaves more days open than this belongs to no month.
WIDEST = 45


@dataclass(frozen=True, slots=True)
class Month:
    """The first day of a month, and the sums of the positive and of the negative intensities of its happenings."""

    first: date
    cooperation: float
    conflict: float
    happenings: int

    @property
    def balance(self) -> float:
        """Cooperation less conflict."""
        return self.cooperation + self.conflict


@dataclass(frozen=True, slots=True)
class Relation:
    """Two sides (or one, towards all) and their months without a gap; `undated` happenings are in none of them."""

    sides: tuple[str, ...]
    months: tuple[Month, ...]
    undated: int

    @property
    def happenings(self) -> int:
        """All that is counted."""
        return self.undated + sum(month.happenings for month in self.months)


def relation(register: Register, query: Query = EVERYTHING) -> Relation:
    """The relation of what is wanted: of a pair when the query has two sides."""
    return over_time(chronology(register, query), query.sides)


def relations(register: Register, query: Query = EVERYTHING, *, most: int = 20) -> tuple[Relation, ...]:
    """The relations of the pairs that have most to do with each other."""
    found: dict[tuple[str, str], list[Line]] = {}
    names = state_names(register)
    for line in chronology(register, query):
        for pair in pairs_of(line, names):
            found.setdefault(pair, []).append(line)
    made = [over_time(lines, pair) for pair, lines in found.items()]
    return tuple(sorted((r for r in made if r.happenings), key=lambda r: (-r.happenings, r.sides))[:most])


def over_time(lines: Iterable[Line], sides: tuple[str, ...]) -> Relation:
    """The relation that the lines make."""
    sums: dict[date, list[float]] = {}
    undated = 0
    for line in lines:
        if line.shown.status != "actual":
            continue
        day = line.date
        if day is None or (day.latest - day.earliest).days > WIDEST:
            undated += 1
            continue
        middle = day.earliest + (day.latest - day.earliest) / 2
        month = sums.setdefault(middle.replace(day=1), [0.0, 0.0, 0.0])
        month[0 if line.shown.intensity > 0 else 1] += line.shown.intensity
        month[2] += 1
    return Relation(sides, tuple(_without_gaps(sums)), undated)


def _without_gaps(sums: dict[date, list[float]]) -> Iterator[Month]:
    if not sums:
        return
    month, last = min(sums), max(sums)
    while month <= last:
        cooperation, conflict, happenings = sums.get(month, (0.0, 0.0, 0.0))
        yield Month(month, round(cooperation, 2), round(conflict, 2), int(happenings))
        month = (month + timedelta(days=32)).replace(day=1)


# --- drawn -----------------------------------------------------------------------------------------------------------

WIDTH, HEIGHT, LABELS = 640, 150, 18
# So many months can be told apart; a longer time is drawn by year.
MOST_MONTHS = 72


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of the chart: its place, the tops and heights of the bars over and under the line, and what it says."""

    x: float
    width: float
    over: tuple[float, float]
    under: tuple[float, float]
    label: str
    month: Month


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart of a relation: cooperation over the line, conflict under it; `ticks` are the years along the foot."""

    width: int
    height: int
    axis: float
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]


def chart(one: Relation) -> Chart | None:
    """The chart of the relation; None where there is less than two months to draw."""
    months = _by_year(one.months) if len(one.months) > MOST_MONTHS else one.months
    if len(months) < 2:
        return None
    highest = max(m.cooperation for m in months)
    lowest = max(-m.conflict for m in months)
    scale = (HEIGHT - LABELS) / ((highest + lowest) or 1.0)
    axis = round(highest * scale, 1)
    step = WIDTH / len(months)
    bars, ticks = [], []
    for n, month in enumerate(months):
        over, under = month.cooperation * scale, -month.conflict * scale
        bars.append(
            Bar(
                round(n * step + step * 0.15, 1),
                round(step * 0.7, 1),
                (round(axis - over, 1), round(over, 1)),
                (axis, round(under, 1)),
                f"{month.first:%Y-%m}",
                month,
            )
        )
        if n == 0 or month.first.month == 1:
            ticks.append(
                (round(n * step + step * 0.15, 1), f"{month.first:%Y-%m}" if n == 0 else str(month.first.year))
            )
    return Chart(WIDTH, HEIGHT, axis, tuple(bars), tuple(ticks))


def _by_year(months: Iterable[Month]) -> tuple[Month, ...]:
    years: dict[int, list[Month]] = {}
    for month in months:
        years.setdefault(month.first.year, []).append(month)
    return tuple(
        Month(
            date(year, 1, 1),
            round(sum(m.cooperation for m in several), 2),
            round(sum(m.conflict for m in several), 2),
            sum(m.happenings for m in several),
        )
        for year, several in sorted(years.items())
    )
