"""Evidence from known events: those that the text tells as news or as past, those it lacks, and years counted from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from dragoman.actors.knowledge import knowledge
from dragoman.document import Document
from dragoman.model import TimeExpression
from dragoman.syntax.parse import STRAIGHT
from dragoman.times.calendar import DAY, shifted
from dragoman.times.dated import unwrapped, way_of
from dragoman.times.dating_words import dating_words
from dragoman.times.evidence import (
    BACKGROUND,
    DAYS,
    FIRST,
    NEWS,
    RECENT,
    Evidence,
    Weights,
    after,
    before,
    bits,
    evidence,
    gaps,
    shared,
    softened,
    within,
)
from dragoman.times.expressions import grammar
from dragoman.times.grounding import fixed, ground_symbol
from dragoman.times.landmarks import Landmark, Sighting, landmarks, sentence_spans, sightings
from dragoman.times.symbols import Symbol, parse_symbol
from dragoman.times.viewpoint import Reading

# Shares and mean lengths in days, as in evidence.py: an event beside a weekday, and one announced.
FRESH = ((0.75, 1.6), (0.22, 6.0), (0.03, 60.0))
ANNOUNCED = ((0.60, 20.0), (0.30, 90.0), (0.10, 400.0))
DEICTIC = {"weekday", "day", "partof", "unit", "night", "today"}
NEAR_UNITS = {"W", "WE"}
# The share of passages that tell of another event than the one known.
OTHER = {"dated": 0.03, "recent": 0.02, "fixed": 0.003, "ahead": 0.02, "news": 0.15, "background": 0.3}
HORIZON = 60  # days after an event in which a deictic expression beside it is checked
LEADING = 3  # sentences (the title counts) that are the lead
WITNESS = 0.5  # what further passages about known events count beside the strongest: they tell of one story
MISCOUNTED = 0.15  # the share of counts of years that are loose, or of something else
ABSENT = ((30, 0.35), (120, 0.6), (400, 0.85))  # days since an event that a lead about its pair leaves out


def event_evidence(document: Document) -> Iterator[Evidence]:
    """Yields what the known events say of the publication day."""
    found = list(sightings(document))
    passages = [e for fellows in rivals(found) for e in told(document, fellows)]
    strongest = {e.rule: e for e in sorted(passages, key=lambda e: (bits(e.weights), -(e.start or 0)))}
    best = max(strongest.values(), key=lambda e: (bits(e.weights), -(e.start or 0)), default=None)
    for passage in sorted(strongest.values(), key=lambda e: e.start or 0):
        yield passage if passage is best else softened(passage, WITNESS)
    yield from counted(document, found)
    yield from missing(document, {s.landmark.id for s in found})


def rivals(found: Iterable[Sighting]) -> list[list[Sighting]]:
    """The sightings, those together that read the same words of a sentence, for only one of them can be meant."""
    groups: list[list[Sighting]] = []
    for sighting in sorted(found, key=lambda s: (s.sentence, s.words, s.landmark.id)):
        for group in groups:
            if group[0].sentence == sighting.sentence and any(g.hits & sighting.hits for g in group):
                group.append(sighting)
                break
        else:
            groups.append([sighting])
    return groups


def told(document: Document, fellows: list[Sighting]) -> Iterator[Evidence]:
    """Yields the evidence of one passage: near one of the events that its words may mean, or of another, unknown one."""
    first = fellows[0]
    manner = manner_of(document, first)
    if manner == "doubted":
        return
    beside = deictics(document, first) if manner != "past" else []
    later = days_after(document, first)
    dated = [f for f in fellows if date_beside(document, f)]
    if of_the_year := of_year(document, fellows):
        fellows, manner = of_the_year, "background" if manner == "news" else manner
    fellows = dated or fellows
    likelihoods = []
    for sighting in fellows:
        mark = sighting.landmark
        if manner == "ahead":
            likelihoods.append(("fixed" if dated else "ahead", before(mark.start, mark.end, ANNOUNCED, 0.0)))
        elif later is not None:
            count, loose = later
            day = mark.start + count * DAY
            likelihoods.append(("dated", after(day - loose * DAY, day + loose * DAY, FRESH, 0.0)))
        elif beside:
            likelihoods.append(("dated", after(mark.start, mark.end, FRESH, 0.0) * fitting(mark, beside)))
        elif dated:
            likelihoods.append(("recent", after(mark.start, mark.end, RECENT, 0.0)))
        elif manner == "news" and mark.leads:
            likelihoods.append(("news", after(mark.start, mark.end, NEWS, 0.0)))
        else:
            likelihoods.append(("background", after(mark.start, mark.end, BACKGROUND, 0.0)))
    chosen = min((kind for kind, _ in likelihoods), key=list(OTHER).index)
    total = np.max([weights for _, weights in likelihoods], axis=0)
    # In the background, all that is sure is that the event lies behind.
    over = np.where(gaps(min(f.landmark.start for f in fellows)) >= 0, 1.0, 0.02) if chosen == "background" else None
    likelihood = shared(total, OTHER[chosen], over=over)
    start, end = min(f.words[0] for f in fellows), max(f.words[1] for f in fellows)
    names = ", ".join(sorted({f.landmark.id for f in fellows})[:3])
    yield evidence(f"event-{chosen}:{names}", document.text[start:end], (start, end), likelihood)


def manner_of(document: Document, sighting: Sighting) -> str:
    """How the words stand: «doubted» (a threat, a plan), «ahead» (still to come), «news» in the lead, «past», or «background»."""
    text = document.text.translate(STRAIGHT).casefold()
    start, end = sighting.trigger
    before_words = text[max(sighting.sentence[0], start - 32) : start]
    around = text[max(sighting.sentence[0], start - 45) : min(sighting.sentence[1], end + 50)]
    if stands(document, "doubt", before_words):
        return "doubted"
    if stands(document, "ahead", around):
        return "ahead"
    if stands(document, "since", before_words):
        return "past"
    return "news" if sighting.sentence[0] < lead_end(document) else "background"


def of_year(document: Document, fellows: list[Sighting]) -> list[Sighting]:
    """The sightings whose event lies in a year or date that the sentence gives: what is news needs no year."""
    first, last = fellows[0].sentence
    spans = [s for t in document.times if first <= t.start < last and (s := fixed(t).interval)]
    return [f for f in fellows if any(s.earliest <= f.landmark.end and s.latest >= f.landmark.start for s in spans)]


def stands(document: Document, kind: str, text: str) -> bool:
    """Whether the text has a word of the class of dating_words.tsv."""
    return bool(dating_words(document.article.language, kind).search(text))


def lead_end(document: Document) -> int:
    """The offset at which the lead ends: title and first sentences."""
    spans = [s for s in sentence_spans(document) if s[1] - s[0] > 25]
    return spans[min(LEADING, len(spans)) - 1][1] if spans else 0


# --- dates beside an event -------------------------------------------------------------------------------------------


def deictics(document: Document, sighting: Sighting) -> list[tuple[Symbol, str]]:
    """The expressions near the event's words that count from the publication day, with the way each looks."""
    out = []
    for expression in document.times:
        if not (sighting.words[0] - 70 <= expression.start <= sighting.words[1] + 75):
            continue
        if not sighting.sentence[0] <= expression.start < sighting.sentence[1]:
            continue
        symbol = unwrapped(parse_symbol(expression.symbol))
        if symbol.name not in DEICTIC or (symbol.name == "unit" and symbol.word(0) not in NEAR_UNITS):
            continue
        if symbol.name == "weekday" and another_verb(document, expression, sighting):
            continue
        way = way_of(document, expression)
        if way != "future":
            out.append((symbol, way or "past"))
    return out


def another_verb(document: Document, expression: TimeExpression, sighting: Sighting) -> bool:
    """Whether a weekday hangs on a verb that stands before the event's words («a envoyé lundi … après les frappes»)."""
    start = sighting.trigger[0]
    between = document.text[expression.end : start].translate(STRAIGHT).casefold()
    if expression.end > start:
        return False
    return len(between.split()) > 8 or bool(re.search(r"\b(?:après|depuis|suite|lendemain|pour)\b", between))


def days_after(document: Document, sighting: Sighting) -> tuple[int, int] | None:
    """The days of «N jours après» just before the event's words and how loosely they count; None for no count."""
    start = sighting.trigger[0]
    lead = document.text[max(0, start - 45) : start].translate(STRAIGHT).casefold()
    if re.search(r"\b(?:au |le )lendemain (?:de |du |des |d')[^.;]{0,25}$", lead):
        return 1, 0
    for expression in document.times:
        match = re.fullmatch(r"P(\d+)([DW])", expression.symbol)
        between = document.text[expression.end : start].translate(STRAIGHT).casefold()
        if (
            match
            and 0 < start - expression.end < 40
            and re.match(r" (?:seulement |à peine |tout juste )?après ", between)
        ):
            return (int(match[1]) * 7, 2) if match[2] == "W" else (int(match[1]), 0)
    return None


def fitting(mark: Landmark, beside: list[tuple[Symbol, str]]) -> Weights:
    """For each day from the event on, whether the expressions beside it, seen from that day, can mean the event's days."""
    out = np.full(len(DAYS), 0.03)
    base = mark.start.toordinal() - FIRST.toordinal()
    for offset in range(HORIZON):
        day = mark.start + offset * DAY
        if not 0 <= base + offset < len(DAYS):
            continue
        good = 1.0
        for symbol, way in beside:
            _, span = ground_symbol(symbol, Reading(day, way))
            meets = span is not None and span.earliest <= mark.end and span.latest >= mark.start
            near = span is not None and span.earliest - DAY <= mark.end and span.latest + DAY >= mark.start
            good *= 1.0 if meets else 0.3 if near else 0.02
        out[base + offset] = max(good, 0.02)
    return out


def date_beside(document: Document, sighting: Sighting) -> bool:
    """Whether the sentence gives the event's own day and month, or month."""
    mark = sighting.landmark
    for expression in document.times:
        if not sighting.sentence[0] <= expression.start < sighting.sentence[1]:
            continue
        symbol = unwrapped(parse_symbol(expression.symbol))
        if symbol.name == "md" and (int(symbol.word(0)), int(symbol.word(1))) in days_in(mark):
            return True
    return False


def days_in(mark: Landmark) -> set[tuple[int, int]]:
    """Months and days of a landmark that lasted less than a month."""
    length = min((mark.end - mark.start).days, 30)
    return {((d := mark.start + k * DAY).month, d.day) for k in range(length + 1)}


# --- years counted from an event -------------------------------------------------------------------------------------


def counted(document: Document, found: list[Sighting]) -> Iterator[Evidence]:
    """Yields what «dans sa quatrième année», «depuis deux ans», «mille jours après le début» say beside a war."""
    yield from anniversaries(document, found)
    for expression in document.times:
        if expression.type not in {"DURATION", "DATE"}:
            continue
        wars = {
            s.landmark.id: s.landmark
            for s in found
            if "war" in s.landmark.types and s.sentence[0] <= expression.start < s.sentence[1]
        }
        lengths = length_since(document, expression)
        if not wars or lengths is None:
            continue
        shortest, longest, slack = lengths
        total = np.zeros(len(DAYS))
        for war in wars.values():
            gap = gaps(war.start)
            outside = np.maximum(np.maximum(shortest - gap, gap - longest), 0)
            total = np.maximum(total, np.exp(-outside / slack))
        at = (expression.start, expression.end)
        rule = f"years-of:{', '.join(sorted(wars))}"
        yield evidence(rule, document.text[at[0] : at[1]], at, shared(total, MISCOUNTED))


def anniversaries(document: Document, found: list[Sighting]) -> Iterator[Evidence]:
    """Yields what «le dixième anniversaire» of a known event says: publication in the days around it."""
    ordinals = grammar(document.article.language).words.forms["ordw"]
    for sighting in found:
        first, last = sighting.sentence
        for match in re.finditer(
            r"(\w+)(?:e|ème)? anniversaire (?:de |du |des |d')", document.text[first:last].translate(STRAIGHT)
        ):
            word = match[1].casefold()
            number = int(word) if word.isdigit() else int(ordinals.get(word, 0))
            if not number or abs(first + match.end() - sighting.words[0]) > 90:
                continue
            day = shifted(sighting.landmark.start, "Y", number)
            around = within(day - 7 * DAY, day + 7 * DAY, 12, 0.0)
            at = (first + match.start(), first + match.end())
            yield evidence(
                f"anniversary:{sighting.landmark.id}",
                document.text[at[0] : at[1]].strip(),
                at,
                shared(around, MISCOUNTED),
            )


def length_since(document: Document, expression: TimeExpression) -> tuple[int, int, float] | None:
    """Least and most days since the beginning that the words count, and how loosely; None when they count none."""
    symbol = parse_symbol(expression.symbol)
    lead = document.text[max(0, expression.start - 24) : expression.start].translate(STRAIGHT).casefold()
    follow = document.text[expression.end : expression.end + 12].translate(STRAIGHT).casefold()
    unit_days = {"D": 1, "W": 7, "M": 30.44, "Y": 365.25}
    if symbol.name == "nth" and symbol.word(1) in unit_days:
        words = grammar(document.article.language).words
        number = re.sub(r"\D", "", symbol.word(0)) or words.forms["ordw"].get(symbol.word(0).casefold(), "")
        size = unit_days[symbol.word(1)]
        return (int((int(number) - 1) * size), int(int(number) * size), max(size / 12, 2.0)) if number else None
    since_then = re.search(r"\bdepuis(?: plus de| près de| environ)? *$", lead) or re.match(r" +après\b", follow)
    match = re.fullmatch(r"(?:ago\()?P(\d+)([DWMY])\)?", expression.symbol)
    if not match or not (since_then or expression.symbol.startswith("ago(")):
        return None
    count, size = int(match[1]), unit_days[match[2]]
    if not since_then or since_then.re.pattern.startswith(" +après"):
        return int((count - 0.2) * size), int((count + 0.3) * size), max(size / 8, 2.0)
    return int((count - 0.4) * size), int((count + 0.75) * size), max(size / 5, 3.0)


# --- events that are missing -----------------------------------------------------------------------------------------


def missing(document: Document, present: set[str]) -> Iterator[Evidence]:
    """Yields the weight against the weeks after great events between the two states of the lead that the text leaves out."""
    lead = document.text[: lead_end(document)]
    counts: dict[str, int] = {}
    for match in knowledge(document.article.language).matches(lead):
        refs = {e.ref for e in match.entries if e.kind in {"state", "capital", "metonym", "adjective", "people"}}
        if len(refs) == 1:
            code = next(iter(refs))
            counts[code] = counts.get(code, 0) + 1
    pair = {c for c in counts if counts[c] >= 1}
    if len(pair) < 2:
        return
    weights = np.ones(len(DAYS))
    names = []
    for mark in landmarks(document.article.language):
        # Only what changes everything between the two: wars, strikes, coups, ceasefires.
        if mark.id in present or len(mark.actors) < 2 or not mark.actors <= pair or "great" not in mark.types:
            continue
        names.append(mark.id)
        gap = gaps(mark.end)
        penalty = np.ones(len(DAYS))
        for limit, weight in reversed(ABSENT):
            penalty = np.where((gap > 1) & (gap <= limit), weight, penalty)
        weights = np.minimum(weights, penalty)
    if names:
        yield evidence("events-absent", ", ".join(names[:4]), None, weights, kind="season")
