"""Why a dispatch is dated as it is: each piece of evidence, the result without it, and what conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dragoman.document import Document
from dragoman.model import Basis, Publication
from dragoman.reports.explanation import STEP, basis_words
from dragoman.times.posterior import Result
from dragoman.times.publication import ablations, publication_of


def dating_lines(document: Document) -> Iterator[str]:
    """The lines of the explanation, for a document that was read up to its publication date."""
    published = document.publication or Publication(None, None, None)
    yield document.article.source
    if not document.article.dates:
        yield f"published  {_result_words(published.best, published.earliest, published.latest)}"
        yield from _evidence_lines(document, published)
        yield from _conflict_lines(published.conflict)
        return
    yield f"published  {published.best}  (the source says so)"
    yield from (f"{STEP}+ {basis_words(basis)}" for basis in published.basis)
    yield from _conflict_lines(published.conflict)
    undated = replace(document, article=replace(document.article, dates=()))
    alone = publication_of(undated)
    yield f"its words alone say {_result_words(alone.best, alone.earliest, alone.latest)}"
    yield from _evidence_lines(undated, alone)
    yield from _conflict_lines(alone.conflict)


def _evidence_lines(document: Document, published: Publication) -> Iterator[str]:
    """Two lines for each piece of evidence, the weightiest first."""
    without = {a.basis: a.result for a in ablations(document)}
    if not published.basis:
        yield f"{STEP}no evidence"
    for basis in published.basis:
        yield f"{STEP}+ {basis_words(basis)}"
        yield f"{STEP}  without it: {_of_result(without[basis])}"


def _conflict_lines(conflict: tuple[Basis, ...]) -> Iterator[str]:
    if conflict:
        yield "the evidence conflicts; these fit each other least"
        yield from (f"{STEP}- {basis_words(basis)}" for basis in conflict)


def _of_result(result: Result | None) -> str:
    return _result_words(result.best, result.earliest, result.latest) if result else "unknown"


def _result_words(best: date | None, earliest: date | None, latest: date | None) -> str:
    if earliest is None or latest is None:
        return "unknown"
    if best is None:
        return f"unknown  ({earliest} to {latest}, 95 %)"
    return f"{best}  ({earliest} to {latest}, 95 %)"
