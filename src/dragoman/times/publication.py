"""When the article was published: what the source says of itself, else all the evidence of the text, weighed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from dragoman.document import Document
from dragoman.model import Basis, Publication, SourceDate
from dragoman.times.dated import dated_evidence
from dragoman.times.events_known import event_evidence
from dragoman.times.evidence import FIRST, LAST, Evidence
from dragoman.times.outside import BOUND, bound_evidence, sibling_evidence
from dragoman.times.posterior import Result, conflicting, solve
from dragoman.times.tenures import tenure_evidence

# Whom to believe first. A crawl is only ever later than the publication.
TRUST = ("given", "json-ld", "meta", "feed", "address", "visible", "file", "warc")
SAME = 1  # days by which two sources may differ (time zones) without contradicting each other
AGAINST = -11.0  # logarithm of the weight below which the text speaks against the source's own date


@dataclass(frozen=True, slots=True)
class Ablation:
    """What the result would be without one piece of evidence."""

    basis: Basis
    result: Result | None


def publication_of(document: Document, further: Iterable[Evidence] = ()) -> Publication:
    """The day of publication with its interval and reasons. `further` is evidence from outside the text."""
    if document.article.dates:
        return from_sources(document)
    items = gathered(document, further)
    basis = tuple(e.basis for e in sorted(items, key=lambda e: float(e.weights.mean())))
    conflict = tuple(e.basis for e in conflicting(items))
    result = solve(items)
    if result is None:
        return Publication(None, None, None, basis, conflict)
    return Publication(result.best, result.earliest, result.latest, basis, conflict, result.certainty)


def gathered(document: Document, further: Iterable[Evidence] = ()) -> list[Evidence]:
    """All the evidence of the text and from outside it, in a fixed order.

    The day of reading is among it only where the interval would reach beyond that day: the same article read on another
    day should give the same record wherever it can.
    """
    items = bounded(document, [*of_text(document), *sibling_evidence(document), *further])
    return sorted(items, key=lambda e: (e.start is None, e.start or 0, e.rule, e.text))


def bounded(document: Document, items: list[Evidence]) -> list[Evidence]:
    """The evidence, with the day of reading where the interval would reach beyond it."""
    result = solve(items) if document.today else None
    if result is None or document.today is None or result.latest <= document.today:
        return items
    return [*items, *bound_evidence(document)]


def of_text(document: Document) -> list[Evidence]:
    """The evidence that the words of the article give."""
    return [*dated_evidence(document), *tenure_evidence(document), *event_evidence(document)]


def ablations(document: Document, further: Iterable[Evidence] = ()) -> tuple[Ablation, ...]:
    """For each piece of evidence, what the publication date would be without it."""
    items = gathered(document, further)
    free = [e for e in items if e.rule != BOUND]
    return tuple(
        Ablation(one.basis, solve(free if one.rule == BOUND else bounded(document, [e for e in free if e is not one])))
        for one in items
    )


def from_sources(document: Document) -> Publication:
    """The day that the most trusted source gives; sources, and words of the text, that contradict it are a conflict."""
    ranked = sorted(document.article.dates, key=lambda s: TRUST.index(s.rule) if s.rule in TRUST else len(TRUST))
    chosen = ranked[0]
    basis = tuple(source_basis(s) for s in ranked)
    conflict: tuple[Basis, ...] = ()
    for other in ranked[1:]:
        apart = (other.day - chosen.day).days
        if apart < -SAME or (apart > SAME and other.rule != "warc"):
            conflict = (source_basis(chosen), source_basis(other))
            break
    conflict = conflict or too_late(document, chosen) or against(document, chosen)
    return Publication(chosen.day, chosen.day, chosen.day, basis, conflict)


def too_late(document: Document, source: SourceDate) -> tuple[Basis, ...]:
    """The source's date and the day of reading, when the one lies after the other (time zones aside); else ()."""
    if document.today is None or (source.day - document.today).days <= SAME:
        return ()
    return (source_basis(source), Basis(BOUND, document.today.isoformat()))


def against(document: Document, source: SourceDate) -> tuple[Basis, ...]:
    """The source's date and the words that speak most against it, when together the words exclude it; else ()."""
    if not FIRST <= source.day <= LAST:
        return ()
    index = source.day.toordinal() - FIRST.toordinal()
    items = [e for e in of_text(document) if e.kind != "refines"]
    total = float(np.sum([e.weights[index] for e in items])) if items else 0.0
    strong = [e for e in items if e.weights[index] < -4.0]
    if total > AGAINST or not strong:
        return ()
    worst = min(strong, key=lambda e: (float(e.weights[index]), e.start or 0))
    return (source_basis(source), worst.basis)


def source_basis(source: SourceDate) -> Basis:
    """The reason that a source's own date is."""
    return Basis(source.rule, source.text)
