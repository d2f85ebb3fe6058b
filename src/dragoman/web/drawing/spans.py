"""Bars over the years: the offices that an actor held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.model import Actor, Office

# Days of room before and after the years that are known.
MARGIN = 120
# An office of which only one end is known is drawn so many days towards the other.
OPEN = 365


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office, and the part of the drawing that it takes, in per cent; open where an end is not known."""

    office: Office
    left: float
    width: float
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Tenures:
    """The offices with the first and last year of the drawing."""

    rows: tuple[Tenure, ...]
    undated: tuple[Office, ...]
    years: tuple[tuple[float, int], ...]


def offices(actor: Actor, today: date) -> Tenures:
    """The actor's offices, oldest first; those without a day apart."""
    dated = [o for o in actor.offices if o.start or o.end]
    undated = tuple(o for o in actor.offices if not (o.start or o.end))
    if not dated:
        return Tenures((), undated, ())
    ends = [(o.start.toordinal() if o.start else _end(o, today) - OPEN, _end(o, today)) for o in dated]
    first, last = min(a for a, _ in ends) - MARGIN, max(b for _, b in ends) + MARGIN
    width = last - first
    rows = sorted(
        (
            Tenure(o, _part(a - first, width), max(_part(b - a, width), 0.4), o.start is None, o.end is None)
            for o, (a, b) in zip(dated, ends, strict=True)
        ),
        key=lambda t: (t.left, t.office.title),
    )
    span = range(date.fromordinal(first).year + 1, date.fromordinal(last).year + 1)
    step = max(1, len(span) // 8)
    years = tuple((_part(date(year, 1, 1).toordinal() - first, width), year) for year in span if year % step == 0)
    years = tuple((x, year) for x, year in years if x < 95)
    return Tenures(tuple(rows), undated, years)


def _end(office: Office, today: date) -> int:
    if office.end:
        return office.end.toordinal()
    return max(today.toordinal(), office.start.toordinal() + 30 if office.start else 0)


def _part(days: int, width: int) -> float:
    return round(100 * days / width, 2)
