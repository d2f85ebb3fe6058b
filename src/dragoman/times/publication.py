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
from dragoman.times.posterior import Result, conflicting, solve, without_each
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
    return Publication(result.best, result.earliest, result.latest, basis, conflict)


def gathered(document: Document, further: Iterable[Evidence] = ()) -> list[Evidence]:
    """All the evidence of the text, in a fixed order."""
    items = [*dated_evidence(document), *tenure_evidence(document), *event_evidence(document), *further]
    return sorted(items, key=lambda e: (e.start is None, e.start or 0, e.rule, e.text))


def ablations(document: Document, further: Iterable[Evidence] = ()) -> tuple[Ablation, ...]:
    """For each piece of evidence, what the publication date would be without it."""
    return tuple(Ablation(item.basis, result) for item, result in without_each(gathered(document, further)))


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
    return Publication(chosen.day, chosen.day, chosen.day, basis, conflict or against(document, chosen))


def against(document: Document, source: SourceDate) -> tuple[Basis, ...]:
    """The source's date and the words that speak most against it, when together the words exclude it; else ()."""
    if not FIRST <= source.day <= LAST:
        return ()
    index = source.day.toordinal() - FIRST.toordinal()
    items = [e for e in gathered(document) if e.kind != "refines"]
    total = float(np.sum([e.weights[index] for e in items])) if items else 0.0
    strong = [e for e in items if e.weights[index] < -4.0]
    if total > AGAINST or not strong:
        return ()
    worst = min(strong, key=lambda e: (float(e.weights[index]), e.start or 0))
    return (source_basis(source), worst.basis)


def source_basis(source: SourceDate) -> Basis:
    """The reason that a source's own date is."""
    return Basis(source.rule, source.text)
