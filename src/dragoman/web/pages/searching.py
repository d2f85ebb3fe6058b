"""The search: happenings, statements and articles, with facets, and a histogram of their days."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dragoman.register.snippets import Snippet
from dragoman.web import counting
from dragoman.web.asking import Asked
from dragoman.web.desk import PORTION, Portion
from dragoman.web.drawing import bars
from dragoman.web.visit import Now, Visit

router = APIRouter(include_in_schema=False)
KINDS = {"happenings": "occurrence", "statements": "statement", "articles": "article"}


@router.get("/{language:language}/search", name="search")
def search(visit: Now) -> HTMLResponse:
    """What the address asks for, of the kind it asks for."""
    asked = visit.asked()
    kind = visit.first("in", _natural(asked))
    kind = kind if kind in KINDS else "happenings"
    months = counting.months(visit.desk, asked.without("day").of("event")) if kind != "statements" else []
    found, snippets = _found(visit, asked, kind)
    return visit.page(
        "search.html.j2",
        asked=asked,
        kind=kind,
        kinds=tuple(KINDS),
        found=found,
        heads=visit.desk.heads(s.article for s in found.records) if kind == "statements" else {},
        snippets=snippets,
        forms=("csv", "jsonl", "atom", "ics") if kind == "happenings" else ("csv", "jsonl"),
        facets=counting.facets(visit.desk, asked) if kind != "statements" else {},
        chart=bars.histogram(months, visit),
        people=visit.desk.actors_like(asked.text) if asked.text and ":" not in asked.text else [],
    )


def _natural(asked: Asked) -> str:
    """The kind that the query lists by itself."""
    from dragoman.register.conditions import kind_of

    return (
        {"statement": "statements", "article": "articles"}.get(kind_of(asked.query), "happenings") if asked.text else ""
    )


def _found(visit: Visit, asked: Asked, kind: str) -> tuple[Portion[Any], dict[str, Snippet]]:
    cursor, query = visit.cursor(), asked.of(KINDS[kind])
    if kind == "happenings":
        return visit.desk.happenings(query, cursor=cursor, newest=visit.first("order") != "oldest"), {}
    if kind == "statements":
        return visit.desk.statements(query, cursor=cursor), {}
    page = visit.desk.register.search(query, limit=PORTION, cursor=cursor)
    snippets = {hit.id: hit.snippet for hit in page.hits} if asked.text else {}
    return Portion(tuple(h.record for h in page.hits), visit.desk.total(query), page.cursor), snippets
