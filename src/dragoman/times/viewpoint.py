"""Seen from a publication day: which weekday, which week-end, which of several days an expression means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.model import Interval
from dragoman.times.calendar import DAY


@dataclass(frozen=True, slots=True)
class Reading:
    """What surrounds an expression: the publication day, the way its verb looks, and the day the text last spoke of."""

    day: date
    direction: str = ""  # past | future | present | «»
    anchor: Interval | None = None
    stated: tuple[date, ...] = ()  # the days that the text gives by date


def nearest(choices: list[date], reading: Reading, where: str) -> date | None:
    """The choice nearest to the publication day; `where` (last, next) or a clashing tense pushes the others away."""
    before = [d for d in choices if d < reading.day]
    after = [d for d in choices if d > reading.day]
    if where == "last":
        return max(before, default=None)
    if where == "next":
        return min(after, default=None)

    def cost(day: date) -> tuple[float, date]:
        days = (day - reading.day).days
        clash = (days > 0 and reading.direction == "past") or (days < 0 and reading.direction == "future")
        return abs(days) * (2.5 if clash else 1.0), day

    return min(choices, key=cost, default=None)


def weekday_day(weekday: int, where: str, reading: Reading) -> date:
    """The day that a weekday names, seen from the publication day."""
    back = (reading.day.isoweekday() - weekday) % 7
    ahead = (weekday - reading.day.isoweekday()) % 7
    monday = reading.day - (reading.day.isoweekday() - 1) * DAY
    if where == "last":
        return reading.day - (back or 7) * DAY
    if where == "next":
        return reading.day + (ahead or 7) * DAY
    if where == "next2":
        return reading.day + ((ahead or 7) + (7 if (ahead or 7) < 7 else 0)) * DAY
    if where in {"lastweek", "nextweek"}:
        return monday + (weekday - 1 + (-7 if where == "lastweek" else 7)) * DAY
    past, future = reading.day - back * DAY, reading.day + ahead * DAY
    if where == "same":
        named = [d for d in reading.stated if d.isoweekday() == weekday]
        return named[-1] if named else past
    for stated in reversed(reading.stated):  # «samedi 29 mai … samedi»
        near = abs((stated - reading.day).days) < 14 and stated.isoweekday() == weekday
        fits = (stated <= reading.day and reading.direction != "future") or (
            stated >= reading.day and reading.direction != "past"
        )
        if near and fits:
            return stated
    if reading.direction == "past":
        return past
    if reading.direction == "future":
        return future
    if reading.direction == "present":
        return future if ahead <= 3 else past
    return past if back <= ahead + 1 else future


def weekend_saturday(where: str, reading: Reading) -> date:
    """The Saturday of the week-end meant: in the first half of a week the one just ended, unless the verb looks ahead."""
    number = reading.day.isoweekday()
    last = reading.day - (number + 1) * DAY if number < 6 else reading.day - (number - 6) * DAY
    if number >= 6:
        return last + {"last": -7, "next": 7}.get(where, 0) * DAY
    if where == "last":
        return last
    if where == "next":
        return last + 7 * DAY
    if reading.direction == "future":
        return last + 7 * DAY
    return last if number <= 3 or reading.direction == "past" else last + 7 * DAY
