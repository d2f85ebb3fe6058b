"""Evidence from the dates that a text gives: full dates, days without a year, months, the dateline, new words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import numpy as np

from dragoman.document import Document
from dragoman.model import Interval, TimeExpression
from dragoman.times.calendar import month_end, real_day
from dragoman.times.dating_words import dating_words, new_words
from dragoman.times.direction import direction
from dragoman.times.evidence import (
    AHEAD,
    DAYS,
    FIRST,
    LAST,
    RECENT,
    Evidence,
    Weights,
    after,
    before,
    chosen,
    evidence,
    gaps,
    mixture,
    shared,
    since,
)
from dragoman.times.expressions import expressions
from dragoman.times.grounding import fixed
from dragoman.times.symbols import Symbol, parse_symbol

YEARS = range(FIRST.year, LAST.year + 1)
# How long after (before) a day without a year the article is printed.
LATELY = ((0.50, 4.0), (0.30, 40.0), (0.20, 200.0))
SOON = ((0.50, 15.0), (0.40, 60.0), (0.10, 200.0))
MONTHS_AGO = ((0.40, 30.0), (0.60, 150.0))
JUST_NOW = ((0.60, 2.0), (0.25, 20.0), (0.15, 600.0))
LEAD = 500  # characters: a full date in the past here is most often that of the news
YEAR_PAST = ((0.55, 250.0), (0.45, 3000.0))
RUNNING = 0.35
# The share of readings in the past, by the way the verb looks.
PAST_SHARE = {"past": 0.97, "": 0.75, "present": 0.5, "future": 0.05}
DATELINE = {0: 0.80, 1: 0.15, 2: 0.04, 3: 0.01, -1: 0.002}
SAME_WEEK = (0.40, 0.28, 0.12, 0.07, 0.05, 0.04, 0.04)
NEXT_WEEK = (0.12, 0.25, 0.20, 0.15, 0.12, 0.10, 0.06)
WRONG_WEEKDAY = 0.02  # a weekday that does not fit the date: a slip of the pen
MARKED_DATELINE = re.compile(
    r"^[^\w\n]*(?P<place>[A-ZÉÈÎ][\w’'-]+(?:[ -][A-ZÉ(][\w’')-]*){0,4}),? +(?:le +)?"
    r"(?P<day>(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?\d{1,2}(?:er)? +[a-zéûA-Z.]+(?: +\d{4})?)"
    r" *(?:\((?P<agency>[^()\n]{2,40})\)|[-–—:]|/)",
    re.MULTILINE,
)


def dated_evidence(document: Document) -> Iterator[Evidence]:
    """Yields the evidence of every kind of date in the text."""
    line = dateline_of(document)
    skip = (line.start, line.end) if line else (0, 0)
    if line:
        yield from dateline_evidence(document, line)
    times = [t for t in document.times if not (t.start < skip[1] and skip[0] < t.end)]
    ways = {t: way_of(document, t) for t in times}
    yield from full_dates(times, ways)
    yield from days_of_year(times, ways)
    yield from bare_weekdays(document, times, ways)
    yield from newest_word(document)


def way_of(document: Document, expression: TimeExpression) -> str:
    """Whether the expression looks back or ahead: «d'ici 2030» ahead whatever the verb, else as its verb does."""
    lead = document.text[max(0, expression.start - 16) : expression.start].casefold().replace("’", "'")
    if dating_words(document.article.language, "deadline", r"\s*$").search(lead):
        return "future"
    return direction(document.syntax, expression.start, expression.end, document.article.language)


# --- full dates ------------------------------------------------------------------------------------------------------


def full_dates(times: Iterable[TimeExpression], ways: dict[TimeExpression, str]) -> Iterator[Evidence]:
    """Yields, for each full date in the domain, that publication lies after it (or before, when it is still to come)."""
    known: dict[tuple[date, date], tuple[TimeExpression, Interval, str]] = {}
    for expression in times:
        span = fixed(expression).interval if expression.type in {"DATE", "TIME"} else None
        if span is None or span.latest < FIRST - timedelta(days=1) or span.earliest > LAST:
            continue
        known.setdefault((span.earliest, span.latest), (expression, span, ways[expression]))
    past = [k for k, (_, _, way) in known.items() if way != "future"]
    newest = max(past, key=lambda k: (k[0], -k[1].toordinal()), default=None)
    for place, (expression, span, way) in sorted(known.items()):
        at = (expression.start, expression.end)
        if way == "future":
            slips = 0.05 if span.earliest == span.latest else 0.15
            ahead = shared(before(span.earliest, span.latest, AHEAD, 0.0), slips)
            yield evidence("date-to-come", expression.text, at, ahead)
        elif place == newest:
            yield evidence("latest-date", expression.text, at, newest_weights(span, way, expression.start < LEAD))
        else:
            yield evidence("past-date", expression.text, at, since(span.earliest, 1e-3 if way == "past" else 0.02))


def newest_weights(span: Interval, way: str, leads: bool) -> Weights:
    """The likelihood of publication days given the latest date that the text has, a day, a month or a year."""
    width = (span.latest - span.earliest).days
    share = PAST_SHARE[way] if width <= 300 else min(PAST_SHARE[way], 0.8)
    news = leads and way == "past" and width == 0
    shares = YEAR_PAST if width > 300 else JUST_NOW if news else RECENT
    back = after(span.earliest, span.latest, shares, 0.0)
    if width > 300:  # a year that is named is seldom the running one
        back = np.where((gaps(span.earliest) >= 0) & (gaps(span.latest) <= 0), RUNNING * back, back)
    back = shared(back, 0.02 if news else 0.25, over=since(span.earliest, 0.02))
    ahead = before(span.earliest, span.latest, AHEAD, 1e-6)
    return np.asarray(share * back + (1 - share) * ahead / ahead.sum())


# --- days and months without a year ----------------------------------------------------------------------------------


def days_of_year(times: Iterable[TimeExpression], ways: dict[TimeExpression, str]) -> Iterator[Evidence]:
    """Yields, for each day or month without a year, in which seasons the article may lie, and by weekday which years."""
    seen: set[str] = set()
    listed = list(times)
    for index, expression in enumerate(listed):
        symbol = unwrapped(parse_symbol(expression.symbol))
        known = symbol.name not in {"md", "dom", "month"} or str(symbol) in seen or fixed(expression).interval
        if known or other_end(listed, index, ways):
            continue
        seen.add(str(symbol))
        weights = recurring(symbol, ways[expression])
        if weights is not None:
            weekday = symbol.name == "dom" or (symbol.name == "md" and bool(symbol.word(2)))
            rule = f"{ {'md': 'day-month', 'dom': 'weekday-day', 'month': 'month'}[symbol.name] }"
            rule = "weekday-day-month" if weekday and symbol.name == "md" else rule
            yield evidence(rule, expression.text, (expression.start, expression.end), weights, kind="season")


def other_end(times: list[TimeExpression], index: int, ways: dict[TimeExpression, str]) -> bool:
    """Whether the expression is the end of «du 16 au 18 février» that says less: the later one of what is to come."""
    if times[index].rule == "range-start":
        follows = index + 1 < len(times) and times[index + 1].start - times[index].end < 25
        return follows and ways[times[index + 1]] != "future"
    before = times[index - 1] if index else None
    paired = before is not None and before.rule == "range-start" and times[index].start - before.end < 25
    return paired and ways[times[index]] == "future"


def unwrapped(symbol: Symbol) -> Symbol:
    """The symbol of the whole where the given one names a part of it («début février», «lundi soir»)."""
    while symbol.name in {"edge", "part"} and symbol.arguments:
        symbol = symbol.arguments[0]
    return symbol


def recurring(symbol: Symbol, way: str) -> Weights | None:
    """The likelihood of publication days given a day or month that recurs; None when the calendar lacks the day."""
    if symbol.name == "month":
        where = symbol.word(1)
        way = {"last": "past", "next": "future"}.get(where, way)
        month = int(symbol.word(0))
        return either_way([(date(y, month, 1), month_end(y, month)) for y in YEARS], way, MONTHS_AGO, MONTHS_AGO)
    if symbol.name == "md":
        month, day, weekday = int(symbol.word(0)), int(symbol.word(1)), symbol.word(2)
        way = {"last": "past", "next": "future"}.get(symbol.word(3), way)
        days = [d for y in YEARS if (d := real_day(y, month, day))]
    else:
        number, weekday = int(symbol.word(0)), symbol.word(1)
        days = [d for y in YEARS for m in range(1, 13) if (d := real_day(y, m, number))]
    if not days:
        return None
    held = [d for d in days if not weekday or d.isoweekday() == int(weekday)]
    near = either_way([(d, d) for d in held], way, LATELY, SOON)
    if not weekday:
        return near
    return np.asarray(np.maximum(near, WRONG_WEEKDAY * either_way([(d, d) for d in days], way, LATELY, SOON)))


def either_way(
    spans: list[tuple[date, date]],
    way: str,
    back: tuple[tuple[float, float], ...],
    ahead: tuple[tuple[float, float], ...],
) -> Weights:
    """The likelihood of publication days for the nearest of several intervals, in the past or still to come."""
    starts = np.array([a.toordinal() for a, _ in spans])
    ends = np.array([b.toordinal() for _, b in spans])
    last = np.searchsorted(starts, DAYS, side="right") - 1
    since_end = np.where(last >= 0, np.maximum(DAYS - ends[np.maximum(last, 0)], 0), 4000)
    following = np.searchsorted(ends, DAYS, side="left")
    until = np.where(
        following < len(starts), np.maximum(starts[np.minimum(following, len(starts) - 1)] - DAYS, 0), 4000
    )
    share = PAST_SHARE[way]
    density = share * mixture(since_end, back, 0.0) + (1 - share) * mixture(until, ahead, 0.0)
    return np.asarray(np.maximum(density / density.max(), 1e-4))


# --- weekdays --------------------------------------------------------------------------------------------------------


def bare_weekdays(
    document: Document, times: Iterable[TimeExpression], ways: dict[TimeExpression, str]
) -> Iterator[Evidence]:
    """Yields, for the first two weekdays that the text names, on which days of the week it was likely printed."""
    seen: set[str] = set()
    numbers = (DAYS - 1) % 7 + 1  # ISO weekday of an ordinal
    for expression in times:
        symbol = unwrapped(parse_symbol(expression.symbol))
        if symbol.name != "weekday" or symbol.word(1) not in {"", "this", "last", "next"} or symbol.word(0) in seen:
            continue
        if len(seen) == 2:
            return
        way = {"last": "past", "next": "future"}.get(symbol.word(1), ways[expression])
        weekday = int(symbol.word(0))
        back = np.array(SAME_WEEK)[(numbers - weekday) % 7]
        ahead = np.array(NEXT_WEEK)[(weekday - numbers) % 7]
        share = PAST_SHARE[way]
        likelihood = share * back + (1 - share) * ahead
        if seen:  # the first weekday is most often that of the news
            likelihood = np.sqrt(likelihood)
        seen.add(symbol.word(0))
        yield evidence("weekday", expression.text, (expression.start, expression.end), likelihood, kind="refines")


# --- dateline and new words ------------------------------------------------------------------------------------------


def dateline_of(document: Document) -> TimeExpression | None:
    """The date in the dateline, as an expression of the text; None when the dateline has none."""
    line = document.article.dateline
    if line and line.day:
        start = document.text.find(line.day, line.start)
        found = expressions(line.day, document.article.language)
        if found and start >= 0:
            one = found[0]
            return TimeExpression(start, start + len(line.day), line.day, one.type, one.symbol, "", None, one.rule)
    head = document.text[:1200]
    if match := MARKED_DATELINE.search(head):
        at = [t for t in document.times if t.start <= match.start("day") + 1 and t.end >= match.end("day") - 1]
        at = at or [t for t in document.times if match.start("day") <= t.start < match.end("day")]
        return next((t for t in at if parse_symbol(t.symbol).name in {"md", "date"}), None)
    return None


def dateline_evidence(document: Document, line: TimeExpression) -> Iterator[Evidence]:
    """Yields the day of the dateline: the article is of that day or the next."""
    at = (line.start, line.end)
    symbol = parse_symbol(line.symbol)
    if span := fixed(line).interval:
        yield evidence("dateline", line.text, at, chosen([span.earliest], DATELINE, 1e-6))
        return
    if symbol.name != "md":
        return
    days = [d for y in YEARS if (d := real_day(y, int(symbol.word(0)), int(symbol.word(1))))]
    weekday = symbol.word(2)
    held = [d for d in days if not weekday or d.isoweekday() == int(weekday)]
    weights = np.maximum(chosen(held, DATELINE, 1e-6), WRONG_WEEKDAY * chosen(days, DATELINE, 1e-6))
    yield evidence("dateline", line.text, at, weights, kind="season")


def newest_word(document: Document) -> Iterator[Evidence]:
    """Yields the newest word of the text that is known not to have existed before a day."""
    for word in new_words(document.article.language):
        if match := word.search(document.text):
            yield evidence("first-attested", match[0], match.span(), since(word.day, 1e-4))
            return
