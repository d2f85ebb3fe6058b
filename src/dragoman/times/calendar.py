"""Days, units and TIMEX3 values: arithmetic on the calendar, and the interval that a value stands for."""

from __future__ import annotations

import calendar as _calendar
import re
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from dragoman.model import Interval

DAY = timedelta(days=1)
SEASONS = {"SP": (3, 20), "SU": (6, 21), "FA": (9, 22), "WI": (12, 21)}
# The number of days, or of months, of each unit of a duration.
DAYS = {"D": 1, "W": 7, "TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400, "15D": 15, "WE": 2}
MONTHS = {"M": 1, "3M": 3, "6M": 6, "Y": 12, "10Y": 120, "100Y": 1200, "1000Y": 12000}
HIJRI_EPOCH = 1948440  # Julian day of 1 Muharram 1, tabular Islamic calendar
YEAR_LIKE = 300  # days from which an interval is told in quarters
PERSIAN_YEAR, PERSIAN_START = 1403, date(2024, 3, 20)
PERSIAN_LEAP = {1, 5, 9, 13, 17, 22, 26, 30}
JULIAN_OF_ORDINAL = 1721425


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day (31 April, 29 February of a common year)."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= _calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def month_end(year: int, month: int) -> date:
    """The last day of the month."""
    return date(year, month, _calendar.monthrange(year, month)[1])


def week_value(day: date) -> str:
    """The ISO week of a day as TIMEX3 writes it («2025-W25»)."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def unit_value(day: date, unit: str) -> str:
    """The calendar unit that holds the day, as a TIMEX3 value."""
    return {
        "D": day.isoformat(),
        "W": week_value(day),
        "WE": week_value(day) + "-WE",
        "M": f"{day.year}-{day.month:02d}",
        "3M": f"{day.year}-Q{(day.month + 2) // 3}",
        "6M": f"{day.year}-H{1 if day.month < 7 else 2}",
        "Y": f"{day.year}",
        "10Y": f"{day.year // 10}X",
        "100Y": f"{day.year // 100}XX",
        "15D": week_value(day),
    }.get(unit, day.isoformat())


def shifted(day: date, unit: str, count: float) -> date:
    """The day moved by so many units; the nearest existing day at a month's end. Clamped to the years 1 to 9999."""
    try:
        if unit in MONTHS:
            return day + relativedelta(months=round(MONTHS[unit] * count))
        return day + timedelta(days=round(DAYS[unit] * count))
    except (OverflowError, ValueError):
        return date.min if count < 0 else date.max


def duration_parts(value: str) -> tuple[float, str] | None:
    """Count and unit of a TIMEX3 duration («P3W», «PT24H», «P1,5Y»); None for one without a number."""
    if not (match := re.fullmatch(r"P(T?)(\d+(?:[.,]\d+)?)([DWMYHS])", value)):
        return None
    unit = ("T" if match[1] else "") + match[3]
    return float(match[2].replace(",", ".")), unit


def season_interval(year: int, season: str) -> Interval:
    """The days of a season; the winter of a year is the one that begins in it."""
    month, day = SEASONS[season]
    start = date(year, month, day)
    return Interval(start, start + timedelta(days=92))


def interval_of(value: str) -> Interval | None:
    """The days that a TIMEX3 value of type DATE or TIME stands for; None when it fixes none."""
    value = value.split("T")[0] if re.match(r"\d{4}-\d\d-\d\dT", value) else value
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        day = real_day(int(match[1]), int(match[2]), int(match[3]))
        return Interval(day, day) if day else None
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return Interval(date(int(match[1]), int(match[2]), 1), month_end(int(match[1]), int(match[2])))
    if re.fullmatch(r"\d{4}", value):
        return Interval(date(int(value), 1, 1), date(int(value), 12, 31)) if int(value) else None
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return Interval(monday + 5 * DAY if match[3] else monday, monday + 6 * DAY)
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return season_interval(int(match[1]), match[2])
    if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        size = 3 if match[2] == "Q" else 6
        last = int(match[3]) * size
        return Interval(date(int(match[1]), last - size + 1, 1), month_end(int(match[1]), last))
    if match := re.fullmatch(r"(\d{3})X", value):
        return Interval(date(int(match[1]) * 10, 1, 1), date(int(match[1]) * 10 + 9, 12, 31))
    if match := re.fullmatch(r"(\d\d)XX", value):
        return Interval(date(max(int(match[1]) * 100, 1), 1, 1), date(int(match[1]) * 100 + 99, 12, 31))
    if match := re.fullmatch(r"(\d{4})(?:-\d\d(?:-\d\d)?)?/(\d{4})(?:-\d\d(?:-\d\d)?)?", value):
        first, last_ = value.split("/")
        one, two = interval_of(first), interval_of(last_)
        return Interval(one.earliest, two.latest) if one and two else None
    return None


def edge_of(span: Interval, edge: str) -> Interval:
    """The first, middle or last third of an interval («début», «mi-», «fin»), of a year the quarter."""
    days = (span.latest - span.earliest).days + 1
    third = days // 4 - 1 if days > YEAR_LIKE else max(days // 3, 1)
    if edge == "START":
        return Interval(span.earliest, span.earliest + (third - 1) * DAY)
    if edge == "END":
        return Interval(span.latest - (third - 1) * DAY, span.latest)
    return Interval(span.earliest + third * DAY, max(span.latest - third * DAY, span.earliest + third * DAY))


def widened(span: Interval, days: int) -> Interval:
    """The interval with so many days more on both sides."""
    return Interval(span.earliest - days * DAY, span.latest + days * DAY)


def feast_day(name: str, year: int) -> date | None:
    """The day of a feast in a year: «12-25», «easter+49» or «hijri-09-01» (the first that falls in the year)."""
    if match := re.fullmatch(r"(\d\d)-(\d\d)", name):
        return real_day(year, int(match[1]), int(match[2]))
    if match := re.fullmatch(r"easter([+-]\d+)", name):
        return easter(year) + int(match[1]) * DAY
    if match := re.fullmatch(r"hijri-(\d\d)-(\d\d)", name):
        guess = round((year - 622) * 33 / 32)
        for hijri in (guess - 1, guess, guess + 1):
            day = from_hijri(hijri, int(match[1]), int(match[2]))
            if day.year == year:
                return day
    return None


def from_hijri(year: int, month: int, day: int) -> date:
    """The day of a tabular Islamic date; the observed day may differ by one or two."""
    months = -(-59 * (month - 1) // 2)  # 29.5 days a month, rounded up
    julian = day + months + (year - 1) * 354 + (3 + 11 * year) // 30 + HIJRI_EPOCH - 1
    return date.fromordinal(julian - JULIAN_OF_ORDINAL + 1)


def from_persian(year: int, month: int, day: int) -> date:
    """The day of a date of the Solar Hijri calendar (the cycle of 33 years, exact from 1244 to 1472: 1865 to 2093)."""
    past = (month - 1) * 31 if month <= 7 else (month - 1) * 30 + 6
    years = range(PERSIAN_YEAR, year) if year >= PERSIAN_YEAR else range(year, PERSIAN_YEAR)
    days = sum(366 if y % 33 in PERSIAN_LEAP else 365 for y in years)
    return PERSIAN_START + timedelta(days=(days if year >= PERSIAN_YEAR else -days) + past + day - 1)


def other_day(calendar: str, year: int, month: int, day: int) -> date:
    """The day of a date in the calendar «hijri» or «persian»."""
    return from_hijri(year, month, day) if calendar == "hijri" else from_persian(year, month, day)


def weekday_in_month(year: int, month: int, weekday: int, nth: int) -> date:
    """The n-th such weekday of the month (1 = first, -1 = last); weekdays count from 1, Monday."""
    if nth < 0:
        last = month_end(year, month)
        return last - ((last.isoweekday() - weekday) % 7) * DAY
    first = date(year, month, 1)
    return first + ((weekday - first.isoweekday()) % 7 + 7 * (nth - 1)) * DAY
