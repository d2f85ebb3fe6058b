"""Evidence from the offices of those whom the text names: an article lies in the days when they held them together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

import numpy as np

from dragoman.actors.entities import Person, Tenure
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.spelling import key
from dragoman.actors.titles import TitlePhrase, find_titles
from dragoman.actors.view import view_of
from dragoman.actors.widened import known_to
from dragoman.document import Document
from dragoman.model import TimeExpression
from dragoman.times.dating_words import dating_words
from dragoman.times.evidence import Evidence, Weights, evidence, gaps, since, within

LEAD = 1200  # characters: who is named here with an office holds it as the article is written
BETWEEN = re.compile(r"[ \u00a0\u202f]*,?[ \u00a0\u202f]*(?:(?:M|MM|Mme|Dr|S\.E)\.?[ \u00a0\u202f]*)?")
BEHIND = re.compile(r"[ \u00a0\u202f]*[,(][ \u00a0\u202f]*(?:qui est |qui fut )?")
FURTHER = re.compile(
    r"[ \u00a0](?:de la|du|des|de l['’]|d['’]|de)[ \u00a0]?\w"
)  # a complement that the title does not cover
LASTING = 6 * 365  # days for which an office whose end is unknown may well be held
FLOORS = {"lead": 0.004, "body": 0.03, "bare": 0.25}
Span = tuple[int, int]


def tenure_evidence(document: Document) -> Iterator[Evidence]:
    """Yields, for each known person of the text, the days on which the office named was held; with «ancien» after them.

    A person without an office counts little. Sentences that speak of another time («alors», a full date) count nothing.
    """
    known = known_to(document)
    if document.syntax is None:
        return
    people = known.find_people(document.text)
    named = list(offices_named(document, known, people))
    with_office = {p.id for p, _, _, _ in named}
    seen: set[tuple[str, str]] = set()
    for person, title, tenures, at in named:
        mark = (person.id, ",".join(sorted({t.office.id for t in tenures})) + str(title.former))
        if mark in seen or of_another_time(document, at) or to_be(document, at):
            continue
        seen.add(mark)
        floor = FLOORS["lead" if at[0] < LEAD else "body"]
        words = document.text[at[0] : at[1]]
        if title.former:
            ended = min((t.end for t in tenures if t.end), default=None)
            if ended:
                yield evidence("former-office", words, at, since(ended, floor * 3))
        else:
            yield evidence("office", words, at, np.maximum(held(tenures, known), floor))
    for start, end, person in people:
        tenures = known.tenures(person)
        if person.id in with_office or not tenures or of_another_time(document, (start, end)):
            continue
        if alone_and_common(document, start, end, known):
            continue
        with_office.add(person.id)
        words = document.text[start:end]
        yield evidence("person", words, (start, end), np.maximum(active(tenures, known), FLOORS["bare"]), kind="days")


def offices_named(
    document: Document, known: Knowledge, people: Iterable[tuple[int, int, Person]]
) -> Iterator[tuple[Person, TitlePhrase, tuple[Tenure, ...], Span]]:
    """Yields each known person named with an office that the tables say was held, and where."""
    text = document.text
    view = view_of(document)
    spans = [(view.words[t.outer].start, view.words[t.last - 1].end, t) for t in find_titles(view)]
    for start, end, person in people:
        tenures = known.tenures(person)
        for first, last, title in spans:
            joins = (last <= start and BETWEEN.fullmatch(text, last, start)) or (
                first >= end and BEHIND.fullmatch(text, end, first) and not (FURTHER.match(text, last) and not title.of)
            )
            if not joins:
                continue
            offices = {o.id for o, _ in title.offices}
            fitting = tuple(
                t for t in tenures if (t.office.id in offices or worded(title, t)) and of_same(title, t, known)
            )
            if fitting:
                yield person, title, fitting, (min(first, start), max(last, end))
                break


def worded(title: TitlePhrase, tenure: Tenure) -> bool:
    """Whether a title that says more than an office («secrétaire du Conseil suprême … iranien») begins with its wording."""
    words = key(title.title)
    wordings = (key(w.text) for w in tenure.office.wordings)
    if title.former:  # «ancien président», «ex-chancelier»
        return words.partition(" ")[2] in set(wordings)
    return title.altered and any(w.count(" ") >= 2 and (words + " ").startswith(w + " ") for w in wordings)


def of_same(title: TitlePhrase, tenure: Tenure, known: Knowledge) -> bool:
    """Whether the states and bodies that the title names, if any, have the tenure's among them."""
    if title.altered:
        return True
    if not title.of:
        # «secrétaire général de la francophonie»: more than the office, and nobody knows of what.
        return len(key(title.title).split()) <= len(title.entry.words)
    codes = set(title.of) | {body.code for body in map(known.body, title.of) if body}
    return tenure.of in codes or tenure.office.id.endswith(("ambassador", "envoy"))


def alone_and_common(document: Document, start: int, end: int, known: Knowledge) -> bool:
    """Whether a single word that is someone's surname may as well be a first name, or part of an unknown person's name."""
    words = document.text[start:end]
    if " " in words:
        return False
    hyphened = "-" in document.text[max(0, start - 1) : start] + document.text[end : end + 1]
    if key(words) in known.given_names or "-" in words or hyphened:
        return True
    before = re.search(r"(\w[\w’'-]*)[ \u00a0]$", document.text[max(0, start - 30) : start])
    behind = re.match(r"[ \u00a0-]([A-ZÉ]\w+)", document.text[end : end + 30])
    stranger = (
        before is not None and (key(before[1]) in known.given_names or before[1].istitle()) and len(before[1]) > 3
    )
    return stranger or behind is not None


def of_another_time(document: Document, at: Span) -> bool:
    """Whether the sentence says that it speaks of the past: «alors», «à l'époque», or a full date."""
    sentence = document.syntax.sentence_at(at[0]) if document.syntax else None
    if sentence is None:
        return False
    start, end = sentence.start_char, sentence.end_char
    if any(dates_back(t) for t in document.times if start <= t.start < end):
        return True
    then = dating_words(document.article.language, "then", r"\b(?! (?:que|même))")
    around = document.text[max(start, at[0] - 40) : min(end, at[1] + 25)].casefold().replace("’", "'")
    return bool(then.search(around))


def to_be(document: Document, at: Span) -> bool:
    """Whether the office is not held yet («désigné», «élu», «candidat»): the tenures say nothing then."""
    around = document.text[max(0, at[0] - 12) : at[1] + 12].casefold()
    return bool(dating_words(document.article.language, "elect").search(around))


def dates_back(expression: TimeExpression) -> bool:
    """Whether the expression is a year or a full date."""
    return bool(re.match(r"\d{4}|date\(", expression.symbol))


def held(tenures: Iterable[Tenure], known: Knowledge) -> Weights:
    """1 on the days of any of the tenures, falling off within weeks."""
    return np.asarray(np.max([days_of(t, known) for t in tenures], axis=0))


def active(tenures: Iterable[Tenure], known: Knowledge) -> Weights:
    """1 on the days of any of the tenures and some years on both sides: people act before and after their offices."""
    near = [within(t.start or date(1990, 1, 1), end_of(t, known) or date(2027, 12, 31), 900, 0.0) for t in tenures]
    return np.asarray(np.maximum(held(tenures, known), np.max(near, axis=0)))


def days_of(tenure: Tenure, known: Knowledge) -> Weights:
    """The days of a tenure: 1 inside, falling within weeks of its ends; slowly where an end is not known."""
    end = end_of(tenure, known)
    start = tenure.start or date(1990, 1, 1)
    out = within(start, end or date(2027, 12, 31), 40, 0.0)
    if tenure.start is None and end:
        out = out * np.minimum(1.0, np.exp((gaps(end) + LASTING) / 1000.0))
    if end is None and not tenure.held and tenure.start:
        out = out * np.exp(-np.maximum(gaps(tenure.start) - LASTING, 0) / 1500.0)
    return np.asarray(out)


def end_of(tenure: Tenure, known: Knowledge) -> date | None:
    """The end of a tenure; where the table does not know it, the start of the successor in an office for one."""
    if tenure.end or tenure.start is None:
        return tenure.end
    fellows = known.tenures_of_office(tenure.office.id, tenure.of)
    if not for_one(fellows):
        return None
    later = [t.start for t in fellows if t.start and t.start > tenure.start and t.person.id != tenure.person.id]
    return min(later, default=None)


def for_one(fellows: Iterable[Tenure]) -> bool:
    """Whether an office has one holder at a time, judged by the tenures whose both ends are known."""
    spans = sorted((t.start, t.end) for t in fellows if t.start and t.end)
    return all((a[1] - b[0]).days < 60 for a, b in pairwise(spans))
