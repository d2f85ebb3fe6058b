"""The three stages of this room: find the expressions, date the article, ground the expressions."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from dragoman.document import Document
from dragoman.model import Interval, TimeExpression
from dragoman.times.calendar import DAY, duration_parts, real_day, shifted
from dragoman.times.direction import direction
from dragoman.times.expressions import expressions
from dragoman.times.grounding import fixed, ground_symbol, grounded
from dragoman.times.publication import publication_of
from dragoman.times.refining import refined
from dragoman.times.symbols import parse_symbol
from dragoman.times.viewpoint import Reading

LIKELY = 0.7  # probability of the best day from which it is trusted although the interval is wide
CERTAIN = 31  # days that the interval of publication may span for «lundi» to be counted from its best day
NEEDS_ANCHOR = ("anaphor", "clock", "partof", "part(anaphor", "edge(partof")


def find_times(document: Document) -> Document:
    """The document with its time expressions, symbolic: no value depends on the publication day yet."""
    found = expressions(document.text, document.article.language)
    return replace(document, times=refined(document, found))


def date_publication(document: Document) -> Document:
    """The document with its publication day, or the days it may have been published on, and why."""
    return replace(document, publication=publication_of(document))


def ground_times(document: Document) -> Document:
    """The document with the value and the days of each expression, as seen from the publication day.

    Where that day is not known to a few weeks, only what is the same for every day that it may be.
    """
    day = reference_day(document)
    if day is None:
        return replace(document, times=tuple(_agreed(document, e) for e in document.times))
    return replace(document, times=tuple(_ground_all(document, day)))


def reference_day(document: Document) -> date | None:
    """The day from which deictic expressions are counted: the best day, if it is narrowly known or very likely.

    A dateline without its year leaves several years possible, far apart, of which one is often nearly certain.
    """
    published = document.publication
    if published is None or published.best is None or published.earliest is None or published.latest is None:
        return None
    likely = published.certainty is not None and published.certainty >= LIKELY
    return published.best if likely or (published.latest - published.earliest).days <= CERTAIN else None


def _agreed(document: Document, expression: TimeExpression) -> TimeExpression:
    """The expression grounded as far as every possible publication day gives it the same value."""
    published = document.publication
    plain = fixed(expression)
    if plain.value or published is None or published.earliest is None or published.latest is None:
        return plain
    apart = (published.latest - published.earliest).days
    if apart > 366 or expression.symbol.startswith(NEEDS_ANCHOR):
        return plain
    way = direction(document.syntax, expression.start, expression.end, document.article.language)
    probes = [
        grounded(expression, Reading(published.earliest + timedelta(days=k), way)) for k in range(0, apart + 1, 7)
    ]
    same = all((p.value, p.interval) == (probes[0].value, probes[0].interval) for p in probes)
    return probes[0] if same else plain


def _ground_all(document: Document, day: date) -> list[TimeExpression]:
    """Every expression grounded in order; those that hang on another are grounded after it."""
    language = document.article.language
    done: list[TimeExpression] = []
    stated = tuple(stated_days(document.times, day))
    ways = [direction(document.syntax, e.start, e.end, language) for e in document.times]
    first = [
        None if e.symbol.startswith(NEEDS_ANCHOR) else grounded(e, Reading(day, w, None, stated))
        for e, w in zip(document.times, ways, strict=True)
    ]
    for index, expression in enumerate(document.times):
        plain = first[index]
        if plain is None:
            anchor = anchor_of(document, index, done, first)
            if morrow_of_event(document, expression) and (same := day_in_sentence(document, expression, done)):
                done.append(replace(expression, value=same.earliest.isoformat(), interval=same))
                continue
            plain = grounded(expression, Reading(day, ways[index], anchor, stated))
        elif expression.type == "DURATION":
            plain = placed_duration(document, plain, day, anchor_of(document, index, done, first))
        done.append(plain)
    return joined_ranges(document.text, [e for e in done if e.value])


def stated_days(times: tuple[TimeExpression, ...], day: date) -> list[date]:
    """The days that the text gives by day and month."""
    out = []
    for expression in times:
        if re.match(r"(?:part\()?(?:md|date|feast)\(", expression.symbol):
            _, span = ground_symbol(parse_symbol(expression.symbol), Reading(day))
            if span:
                out.append(span.earliest)
    return out


def is_day(expression: TimeExpression | None) -> bool:
    """Whether the expression names one day."""
    return bool(
        expression and expression.interval and (expression.interval.latest - expression.interval.earliest).days <= 1
    )


def anchor_of(
    document: Document, index: int, done: list[TimeExpression], first: list[TimeExpression | None]
) -> Interval | None:
    """The day on which an expression hangs: in its sentence before it, then after it, then the last one of the text."""
    expression = document.times[index]
    start, end = sentence_bounds(document, expression.start)
    clock = "clock" in expression.symbol
    whole = expression.symbol == "anaphor(M,same)"  # «à la même époque» may follow a year
    before = [e for e in done if (is_day(e) or (whole and e.interval)) and e.type in {"DATE", "TIME"}]
    here = [e for e in before if e.start >= start]
    later = (
        [e for e in first[index + 1 :] if e is not None and is_day(e) and e.start < end] if clock or not here else []
    )
    if here:
        return here[-1].interval
    if later and later[0] is not None and (clock or "lendemain" in expression.text):
        return later[0].interval
    return before[-1].interval if before else None


def morrow_of_event(document: Document, expression: TimeExpression) -> bool:
    """Whether the words are «au lendemain de X», which says what day it is and needs no day before it."""
    after = document.text[expression.end : expression.end + 4].replace("’", "'")
    return expression.symbol == "anaphor(D,1)" and bool(re.match(r" (?:de|du|d')", after))


def day_in_sentence(document: Document, expression: TimeExpression, done: list[TimeExpression]) -> Interval | None:
    """The last day named before the expression in its sentence."""
    start, _ = sentence_bounds(document, expression.start)
    days = [e.interval for e in done if e.start >= start and is_day(e)]
    return days[-1] if days else None


def sentence_bounds(document: Document, offset: int) -> tuple[int, int]:
    """Start and end of the sentence that covers the offset."""
    if document.syntax is not None:
        sentence = document.syntax.sentence_at(offset)
        return sentence.start_char, sentence.end_char
    start = max(document.text.rfind(". ", 0, offset), document.text.rfind("\n", 0, offset)) + 1
    stop = re.compile(r"[.!?]\s|\n").search(document.text, offset)
    return start, stop.start() + 1 if stop else len(document.text)


def placed_duration(
    document: Document, expression: TimeExpression, day: date, anchor: Interval | None
) -> TimeExpression:
    """The duration with the days that it leads to: «depuis N», «N plus tard», «N après la visite»; else unchanged."""
    parts = duration_parts(expression.value)
    before = document.text[max(0, expression.start - 12) : expression.start].casefold()
    after = document.text[expression.end : expression.end + 30].casefold()
    if not parts:
        return expression
    count, unit = parts
    if re.search(r"\bdepuis(?: plus de| près de| environ)?\s+$", before):
        start = shifted(day, unit, -count)
        return replace(expression, interval=Interval(start, day, expression.text))
    shift = 0.0
    if re.match(r"\s+(?:seulement |à peine )?(?:plus tard|après)\b", after):
        shift = count
    elif re.match(r"\s+(?:seulement |à peine )?(?:plus tôt|auparavant|avant)\b", after):
        shift = -count
    if not shift or anchor is None:
        return expression
    # «le 19 avril, deux jours après la visite»: the words name the day of the clause; the visit lies before it.
    found = shifted(anchor.earliest, unit, shift)
    if re.match(r"\s+(?:seulement |à peine )?après\s+\w", after):
        found = shifted(anchor.earliest, unit, -shift)
    spread = {"D": 0, "W": 3, "M": 15, "Y": 180}.get(unit, 0)
    return replace(expression, interval=Interval(found - spread * DAY, found + spread * DAY, expression.text))


def joined_ranges(text: str, times: list[TimeExpression]) -> list[TimeExpression]:
    """The expressions, the two ends of «du 16 au 18 février» both with the days of the whole range."""
    out = list(times)
    for i, (one, two) in enumerate(pairwise(times)):
        if not (one.interval and two.interval and one.type == two.type == "DATE"):
            continue
        lead = text[max(0, one.start - 8) : one.start].casefold()
        link = text[one.end : two.start].casefold().strip()
        opens = re.search(
            r"\b(?:du|de|d'|entre(?: le)?|des)\s*$", lead.replace("’", "'")
        ) or one.text.casefold().startswith("le")
        joins = (link in {"au", "à", "jusqu'au"} and opens) or (link.startswith("et") and "entre" in lead)
        if joins and one.interval.earliest <= two.interval.latest:
            whole = Interval(one.interval.earliest, two.interval.latest, text[one.start : two.end])
            out[i], out[i + 1] = replace(one, interval=whole), replace(two, interval=whole)
    return out


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar lacks it."""
    return real_day(year, month, day)
