"""Gives each symbol its TIMEX3 value and its days, once the day of publication is known (or supposed)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dragoman.model import Interval, TimeExpression
from dragoman.times.calendar import (
    DAY,
    SEASONS,
    duration_parts,
    edge_of,
    feast_day,
    interval_of,
    other_day,
    real_day,
    season_interval,
    shifted,
    unit_value,
    week_value,
    weekday_in_month,
)
from dragoman.times.symbols import Symbol, parse_symbol
from dragoman.times.viewpoint import Reading, nearest, weekday_day, weekend_saturday

NTH = {"premier": 1, "deuxième": 2, "troisième": 3, "quatrième": 4, "dernier": -1}
DECADES = {"trente": 3, "quarante": 4, "cinquante": 5, "soixante": 6, "soixante-dix": 7, "quatre-vingt": 8,
           "quatre-vingts": 8, "quatre-vingt-dix": 9, "vingt": 2}  # fmt: skip
UNIT_WORDS = {"trimestre": "3M", "semestre": "6M"}
PARTS = {
    "matin": "TMO",
    "matinée": "TMO",
    "midi": "TMI",
    "après-midi": "TAF",
    "soir": "TEV",
    "soirée": "TEV",
    "nuit": "TNI",
}


Grounded = tuple[str, Interval | None]


def ground_symbol(symbol: Symbol, reading: Reading) -> Grounded:
    """The TIMEX3 value of a symbol and its days; the value is «» where the calendar has no such day."""
    if rule := RULES.get(symbol.name):
        return rule(symbol, reading)
    return symbol.name, interval_of(symbol.name)


def of_value(value: str) -> Grounded:
    """The value with the days it stands for."""
    return value, interval_of(value)


def of_day(day: date | None) -> Grounded:
    """A day as value and interval."""
    return (day.isoformat(), Interval(day, day)) if day else ("", None)


def ground_weekday(symbol: Symbol, reading: Reading) -> Grounded:
    """weekday(number,where)."""
    return of_day(weekday_day(int(symbol.word(0)), symbol.word(1), reading))


def ground_date(symbol: Symbol, reading: Reading) -> Grounded:
    """date(year,month,day,weekday)."""
    year, month, day = (int(symbol.word(i)) for i in range(3))
    return of_day(real_day(year, month, day))


def ground_month_day(symbol: Symbol, reading: Reading) -> Grounded:
    """md(month,day,weekday,where,year): the nearest year, or the nearest in which the weekday holds."""
    month, day, weekday, where = int(symbol.word(0)), int(symbol.word(1)), symbol.word(2), symbol.word(3)
    if year := symbol.word(4):
        return of_day(real_day(int(year), month, day))
    span = 4 if (month, day) == (2, 29) else 1
    around = [d for y in range(reading.day.year - span, reading.day.year + span + 1) if (d := real_day(y, month, day))]
    if weekday:
        held = [d for d in around if d.isoweekday() == int(weekday)]
        around = held or around
    return of_day(nearest(around, reading, where))


def ground_day_of_month(symbol: Symbol, reading: Reading) -> Grounded:
    """dom(day,weekday,where): «mardi 11», «le 12 de ce mois»."""
    day, weekday, where = int(symbol.word(0)), symbol.word(1), symbol.word(2)
    choices = []
    for shift in (-1, 0, 1) if not where else ({"last": (-1,), "next": (1,)}[where]):
        month = shifted(reading.day.replace(day=1), "M", shift)
        found = real_day(month.year, month.month, day)
        if found and (not weekday or found.isoweekday() == int(weekday)):
            choices.append(found)
    return of_day(nearest(choices, reading, ""))


def ground_month(symbol: Symbol, reading: Reading) -> Grounded:
    """month(number,where)."""
    month, where = int(symbol.word(0)), symbol.word(1)
    this = reading.day.replace(day=1)
    if where == "this" and month == this.month:
        return of_value(unit_value(this, "M"))
    choices = [date(y, month, 1) for y in range(this.year - 1, this.year + 2)]
    firsts = replace(reading, day=this)
    found = nearest(choices, firsts, where if where != "this" else "")
    if reading.direction == "past" and not where and found and found > this:
        past = [c for c in choices if c <= this]
        found = max(past) if (found - this).days > 62 else found
    return of_value(unit_value(found, "M")) if found else ("", None)


def ground_season(symbol: Symbol, reading: Reading) -> Grounded:
    """season(name,where): the one that holds the day, else the nearest; «en été» in the present is every year's."""
    name, where = symbol.word(0), symbol.word(1)
    if name not in SEASONS:
        return "", None
    years = range(reading.day.year - 1, reading.day.year + 2)
    spans = {y: season_interval(y, name) for y in years}
    holding = [y for y, s in spans.items() if s.earliest <= reading.day <= s.latest]
    if holding and where in {"", "this"}:
        return f"{holding[0]}-{name}", spans[holding[0]]
    if not where and reading.direction == "present":
        return f"XXXX-{name}", None
    middles = {s.earliest + 45 * DAY: y for y, s in spans.items()}
    found = nearest(list(middles), reading, where if where != "this" else "")
    return (f"{middles[found]}-{name}", spans[middles[found]]) if found else ("", None)


def ground_unit(symbol: Symbol, reading: Reading) -> Grounded:
    """unit(unit,where): «la semaine dernière», «ce mois», «ce week-end»."""
    unit, where = symbol.word(0), symbol.word(1) or "this"
    if unit == "WE":
        return of_value(week_value(weekend_saturday(where, reading)) + "-WE")
    count = {"last": -1, "next": 1}.get(where, 0)
    value = unit_value(
        shifted(reading.day.replace(day=min(reading.day.day, 28)) if unit != "W" else reading.day, unit, count), unit
    )
    return of_value(value)


def ground_shift(symbol: Symbol, reading: Reading) -> Grounded:
    """day(count): «hier», «demain»."""
    return of_day(reading.day + int(symbol.word(0)) * DAY)


def ground_ago(symbol: Symbol, reading: Reading) -> Grounded:
    """ago(duration), ahead(duration): as exact as its unit."""
    sign = -1 if symbol.name == "ago" else 1
    parts = duration_parts(symbol.word(0))
    if not parts:
        return ("PAST_REF" if sign < 0 else "FUTURE_REF"), None
    count, unit = parts
    day = shifted(reading.day, unit, sign * count)
    if unit in {"Y", "M"}:
        value = unit_value(day, unit)
        spread = (46 if unit == "M" else 200) if count > 1 else (15 if unit == "M" else 60)
        return value, Interval(day - timedelta(days=spread), day + timedelta(days=spread))
    if unit == "W":
        return day.isoformat(), Interval(day - 3 * DAY, day + 3 * DAY)
    return of_day(day)


def ground_anaphor(symbol: Symbol, reading: Reading) -> Grounded:
    """anaphor(unit,count): counted from the day that the text last spoke of."""
    unit, count = symbol.word(0), symbol.word(1)
    if reading.anchor is None:
        return ("PAST_REF" if reading.direction != "future" else "FUTURE_REF"), None
    base = reading.anchor.earliest
    if count == "same":
        known = [d for d in (reading.day, *reading.stated) if d]
        return of_value(unit_value(date(base.year, known[0].month, 1), "M"))
    return of_value(unit_value(shifted(base, unit, int(count)), unit))


def ground_part(symbol: Symbol, reading: Reading) -> Grounded:
    """part(day,part): a part of a day."""
    value, span = ground_symbol(symbol.arguments[0], reading)
    return (value + symbol.word(1) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value), span


def ground_part_of(symbol: Symbol, reading: Reading) -> Grounded:
    """partof(part,today|context|last)."""
    part, where = PARTS.get(symbol.word(0).casefold(), "TNI"), symbol.word(1)
    day = reading.day
    if where == "context" and reading.anchor is not None:
        day = reading.anchor.earliest
    if where == "last":
        day -= DAY
    return day.isoformat() + part, Interval(day, day)


def ground_clock(symbol: Symbol, reading: Reading) -> Grounded:
    """clock(hour,minute,zone) on the day the text speaks of."""
    day = reading.anchor.earliest if reading.anchor else reading.day
    hour, minute = symbol.word(0), symbol.word(1)
    if not hour.isdigit() or int(hour) > 24:
        return "", None
    afternoon = symbol.word(2) in {"du soir", "de l'après-midi"} and int(hour) < 12
    written = int(minute) if minute.isdigit() else 0
    return f"{day.isoformat()}T{int(hour) + 12 * afternoon:02d}:{written:02d}", Interval(day, day)


def ground_clock_word(symbol: Symbol, reading: Reading) -> Grounded:
    """clockword(midi|minuit)."""
    day = reading.anchor.earliest if reading.anchor else reading.day
    return day.isoformat() + ("T12:00" if symbol.word(0) == "midi" else "T24:00"), Interval(day, day)


def ground_edge(symbol: Symbol, reading: Reading) -> Grounded:
    """edge(symbol,START|MID|END): the value of the whole, the days of the part."""
    value, span = ground_symbol(symbol.arguments[0], reading)
    return value, edge_of(span, symbol.word(1)) if span and (span.latest - span.earliest).days > 1 else span


def ground_feast(symbol: Symbol, reading: Reading) -> Grounded:
    """feast(name,year)."""
    name, year = symbol.word(0), symbol.word(1)
    years = [int(year)] if year else [reading.day.year + k for k in (-1, 0, 1)]
    days = [d for y in years if (d := feast_day(name, y))]
    found = nearest(days, reading, "")
    if found and name == "hijri-09-01":
        return f"{found.year}", Interval(found, found + 29 * DAY)
    if found and name.startswith("hijri"):
        return found.isoformat(), Interval(found - DAY, found + DAY)
    return of_day(found)


def ground_quarter(symbol: Symbol, reading: Reading) -> Grounded:
    """quarter(trimestre|semestre,number,year)."""
    letter = "Q" if symbol.word(0) == "trimestre" else "H"
    year = symbol.word(2) or str(reading.day.year)
    number = int(symbol.word(1))
    return of_value(f"{year}-{letter}{number}") if number <= (4 if letter == "Q" else 2) else ("", None)


def ground_decade(symbol: Symbol, reading: Reading) -> Grounded:
    """decade(60 | 1960 | soixante)."""
    word = symbol.word(0).casefold()
    if word.isdigit() and len(word) == 4:
        return of_value(word[:3] + "X")
    tens = int(word) // 10 if word.isdigit() else DECADES.get(word, 0)
    century = "20" if tens in {0, 1, 2} else "19"
    return of_value(f"{century}{tens}X")


def ground_week_of(symbol: Symbol, reading: Reading) -> Grounded:
    """weekof(year,month,day,WE): the week, or the week-end, that holds the day."""
    day, month = int(symbol.word(2)), symbol.word(1)
    if not month:
        _, span = ground_day_of_month(Symbol("dom", (Symbol(str(day)), Symbol(""), Symbol(""))), reading)
    else:
        year = Symbol(symbol.word(0))
        _, span = ground_month_day(
            Symbol("md", (Symbol(month), Symbol(str(day)), Symbol(""), Symbol(""), year)), reading
        )
    if span is None:
        return "", None
    return of_value(week_value(span.earliest) + ("-WE" if symbol.word(3) else ""))


def ground_nth_weekday(symbol: Symbol, reading: Reading) -> Grounded:
    """nthwd(nth,weekday,month,year)."""
    nth, weekday, month = NTH[symbol.word(0).casefold()], int(symbol.word(1)), int(symbol.word(2))
    years = [int(symbol.word(3))] if symbol.word(3) else [reading.day.year + k for k in (-1, 0, 1)]
    return of_day(nearest([weekday_in_month(y, month, weekday, nth) for y in years], reading, ""))


def ground_first_weekday_of_season(symbol: Symbol, reading: Reading) -> Grounded:
    """nthwdsea(weekday,season)."""
    weekday = int(symbol.word(0))
    days = []
    for year in (reading.day.year - 1, reading.day.year, reading.day.year + 1):
        start = season_interval(year, symbol.word(1)).earliest
        days.append(start + ((weekday - start.isoweekday()) % 7) * DAY)
    return of_day(nearest(days, reading, ""))


def ground_other(symbol: Symbol, reading: Reading) -> Grounded:
    """othercal(calendar-month,day,year), othermd(calendar-month,day): a Hijri or Persian date."""
    calendar, month = symbol.word(0).rsplit("-", 1)
    day = int(symbol.word(1))
    if year := symbol.word(2):
        return of_day(other_day(calendar, int(year), int(month), day))
    guess = reading.day.year - 621 if calendar == "persian" else round((reading.day.year - 622) * 33 / 32)
    return of_day(nearest([other_day(calendar, guess + k, int(month), day) for k in (-2, -1, 0, 1)], reading, ""))


def ground_night(symbol: Symbol, reading: Reading) -> Grounded:
    """night(weekday): the night that begins on the weekday."""
    day = weekday_day(int(symbol.word(0)), "", reading)
    return day.isoformat() + "TNI", Interval(day, day + DAY)


def ground_word(symbol: Symbol, reading: Reading) -> Grounded:
    """Durations, sets and references, which need no day."""
    first, second = symbol.word(0), symbol.word(1)
    if symbol.name == "ref":
        return f"{first}_REF", None
    if symbol.name == "nth":
        return f"P1{second}" if second in {"D", "W", "M", "Y"} else "P1D", None
    if symbol.name == "half":
        return {"TH": "PT30M", "D": "PT12H", "100Y": "P50Y", "Y": "P6M"}.get(first, "PT30M"), None
    if symbol.name == "every":
        count = second or "1"
        if match := re.fullmatch(r"(\d+)([MY])", first):
            return f"P{match[0]}", None
        return (f"PT{count}{first[1]}" if first.startswith("T") else f"P{count}{first}"), None
    return (f"XXXX-WXX-{first}" if symbol.name == "everyweekday" else f"XXXX-{first}"), None


def ground_years(symbol: Symbol, reading: Reading) -> Grounded:
    """years(first,last): «2014-2015»."""
    first, last = symbol.word(0), symbol.word(1)
    last = first[: 4 - len(last)] + last
    return (f"{first}/{last}", interval_of(f"{first}/{last}")) if int(first) < int(last) else of_value(first)


RULES: dict[str, Callable[[Symbol, Reading], Grounded]] = {
    "weekday": ground_weekday,
    "date": ground_date,
    "md": ground_month_day,
    "dom": ground_day_of_month,
    "month": ground_month,
    "season": ground_season,
    "unit": ground_unit,
    "day": ground_shift,
    "today": lambda symbol, reading: of_day(reading.day),
    "ago": ground_ago,
    "ahead": ground_ago,
    "anaphor": ground_anaphor,
    "part": ground_part,
    "partof": ground_part_of,
    "clock": ground_clock,
    "clockword": ground_clock_word,
    "edge": ground_edge,
    "feast": ground_feast,
    "quarter": ground_quarter,
    "decade": ground_decade,
    "century": lambda symbol, reading: (symbol.word(0)[:2], interval_of(symbol.word(0))),
    "weekof": ground_week_of,
    "nthwd": ground_nth_weekday,
    "nthwdsea": ground_first_weekday_of_season,
    "othercal": ground_other,
    "othermd": ground_other,
    "night": ground_night,
    "years": ground_years,
    **dict.fromkeys(("ref", "nth", "half", "every", "everyweekday", "everymonth"), ground_word),
}


def grounded(expression: TimeExpression, reading: Reading) -> TimeExpression:
    """The expression with value and days; value «» marks a date that the calendar does not have."""
    value, span = ground_symbol(parse_symbol(expression.symbol), reading)
    interval = Interval(span.earliest, span.latest, expression.text) if span else None
    return replace(expression, value=value, interval=interval)


PROBES = (Reading(date(2003, 4, 9)), Reading(date(2017, 11, 20)))


def fixed(expression: TimeExpression) -> TimeExpression:
    """The expression grounded if its value needs no publication day, else without value and days."""
    one, two = (grounded(expression, probe) for probe in PROBES)
    same = one.value == two.value and one.interval == two.interval
    return one if same else replace(expression, value="", interval=None)
