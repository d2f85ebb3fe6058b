"""The register itself: its sources, what was read, dossiers, permanent addresses, keys."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from dragoman.register import Query
from dragoman.reports.dossier import dossier as compiled
from dragoman.stories.media import medium_of
from dragoman.web import counting
from dragoman.web.visit import Now, Visit

router = APIRouter(include_in_schema=False)
COUNTED = ("article", "event", "statement", "actor", "occurrence", "story", "derivation", "reject")
MOST_STATES = 250


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet or agency: how many articles, from when to when, whose it is."""

    name: str | None
    articles: int
    owner: str | None
    country: str | None
    first: date | None = None
    last: date | None = None


@router.get("/{language:language}/sources", name="sources")
def sources(visit: Now) -> HTMLResponse:
    """Who printed the dispatches, whom they credit, and who owns them."""
    credited: Counter[str] = Counter()
    for several in visit.desk.links().derivations.values():
        credited.update({d.origin_name for d in several if d.origin_name})
    return visit.page(
        "sources.html.j2",
        outlets=[_source(name, n, first, last) for name, n, first, last in counting.outlets(visit.desk)],
        origins=[_source(name, n) for name, n in sorted(credited.items(), key=lambda c: (-c[1], c[0]))],
    )


def _source(name: str | None, articles: int, first: date | None = None, last: date | None = None) -> Source:
    medium = medium_of(name)
    return Source(name, articles, medium.owner if medium else None, medium.country if medium else None, first, last)


@router.get("/{language:language}/collection", name="collection")
def collection(visit: Now) -> HTMLResponse:
    """What the register holds, what was set aside and why, and when it was read."""
    return visit.page(
        "collection.html.j2",
        path=str(visit.settings.register),
        counts={name: visit.desk.register.count(name) for name in COUNTED},
        rejects=visit.desk.register.rejects(),
        runs=counting.runs(visit.desk),
    )


@router.get("/{language:language}/keys", name="keys")
def keys(visit: Now) -> HTMLResponse:
    """The keys of the pages."""
    return visit.page("keys.html.j2")


@router.get("/{language:language}/dossier", name="dossier")
def dossier(visit: Now) -> HTMLResponse:
    """What a dossier is asked for with."""
    asked = visit.asked()
    sides = (*asked.filters["side"], "", "")[:2]
    return visit.page(
        "dossier.html.j2",
        asked=asked,
        names=sides,
        states=counting.partners(visit.desk, Query(kind="event"), MOST_STATES),
    )


@router.get("/{language:language}/dossier/page", name="dossier_page")
def dossier_page(visit: Now) -> Response:
    """The dossier, ready to print."""
    query = visit.asked().query
    form = "md" if visit.first("form") == "md" else "html"
    text = compiled(visit.desk.register, _resolved(visit, query), form=form, language=visit.language)
    if form == "md":
        return PlainTextResponse(text, headers={"content-disposition": 'attachment; filename="dossier.md"'})
    # The dossier is one file that needs nothing else: its own style stands in it.
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(text, headers={"content-security-policy": policy})


def _resolved(visit: Visit, query: Query) -> Query:
    """The query with names of sides as the ids or codes that they mean."""
    return replace(query, sides=tuple(visit.key(side) for side in query.sides))


@router.get("/{language:language}/r/{id}", name="permalink")
def permalink(visit: Now, id: str) -> RedirectResponse:
    """The page of the record whose id this is, or begins so."""
    pages = ("article", "event", "statement", "occurrence", "story")
    found = visit.desk.register.find(id) if len(id) >= 6 else ()
    one = next((f for f in found if f.id.startswith(id)), None)
    if one is None:
        raise visit.missing()
    if one.kind == "actor":
        return RedirectResponse(visit.url("actor", key=one.id))
    if one.kind not in pages:
        raise visit.missing()
    return RedirectResponse(visit.url(one.kind, id=one.id))
