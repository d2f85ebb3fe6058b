"""Actors, one actor, and what passes between two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dragoman.model import Actor
from dragoman.register import Query, Term, schema
from dragoman.register.codec import decode
from dragoman.reports import calendar
from dragoman.reports.chronology import Line
from dragoman.reports.sections import ANNOUNCED, LETTERS, MEETINGS
from dragoman.web import counting
from dragoman.web.desk import PORTION, Portion
from dragoman.web.drawing import bars, spans
from dragoman.web.visit import Now, Visit

router = APIRouter(include_in_schema=False)
TYPES = ("state", "organisation", "person", "armed group", "media", "population", "place")
REPLIES = frozenset({"AGREE", "CONCEDE", "REJECT"})
MOST_LINES = 400
SAID = 12


@router.get("/{language:language}/actors", name="actors")
def actors(visit: Now) -> HTMLResponse:
    """The actors of a kind, or with a name, those of most events first."""
    kind, text = visit.first("kind", "state"), visit.first("q")[:100]
    kind = kind if kind in TYPES else "state"
    return visit.page(
        "actors.html.j2",
        kind=kind,
        text=text,
        kinds=TYPES,
        found=_like(visit, text) if text else _of_kind(visit, kind, _start(visit)),
    )


def _start(visit: Visit) -> int:
    """Where in the list of actors the page begins."""
    given = visit.cursor() or "0"
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0


def _like(visit: Visit, text: str) -> Portion[tuple[Actor, int]]:
    found = visit.desk.actors_like(text, limit=PORTION)
    return Portion(tuple((actor, 0) for actor in found), len(found))


def _of_kind(visit: Visit, kind: str, offset: int) -> Portion[tuple[Actor, int]]:
    a, party = schema.actor.c, schema.event_party.c
    number = sa.func.count(party.position)
    query = (
        sa.select(a.record, number)
        .join(schema.event_party, party.actor == a.id, isouter=True)
        .where(a.type == kind)
        .group_by(a.id, a.record, a.name)
        .order_by(number.desc(), a.name)
    )
    rows = visit.desk.rows(query.offset(offset).limit(PORTION))
    total = visit.desk.rows(sa.select(sa.func.count()).select_from(schema.actor).where(a.type == kind))[0][0]
    more = str(offset + PORTION) if offset + PORTION < total else None
    return Portion(tuple((decode(Actor, row[0]), row[1]) for row in rows), total, more)


@router.get("/{language:language}/actors/{key}", name="actor")
def actor(visit: Now, key: str) -> HTMLResponse:
    """An actor, or a state with all who act for it: names, offices, deeds, words, partners, letters."""
    found = visit.desk.actor(key)
    # Whoever asks for a state asks for all who act for it.
    side = found.state if found and found.type == "state" and found.state else key
    query = Query(sides=(side,))
    deeds = visit.desk.happenings(query, cursor=visit.cursor())
    said = visit.desk.statements(query, limit=SAID)
    if found is None and not deeds.total and not said.total:
        raise visit.missing()
    about = visit.desk.statements(_about(side), limit=SAID)
    return visit.page(
        "actor.html.j2",
        actor=found,
        side=side,
        name=visit.side(side),
        deeds=deeds,
        said=said,
        about=about,
        heads=visit.desk.heads(s.article for s in (*said.records, *about.records)),
        letters=visit.desk.happenings(replace(query, channels=tuple(sorted(LETTERS)))),
        partners=counting.partners(visit.desk, query, 16),
        offices=spans.offices(found, visit.settings.today()) if found else None,
        chart=bars.histogram(counting.months(visit.desk, query), visit, height=90, sides=(side,)),
    )


@dataclass(frozen=True, slots=True)
class Exchange:
    """A demand, and the answers given to it by the other side afterwards."""

    demand: Line
    answers: tuple[Line, ...]


@router.get("/{language:language}/pairs/{one}/{other}", name="pair")
def pair(visit: Now, one: str, other: str) -> HTMLResponse:
    """What passed between two: by day, by kind, and what is announced."""
    one, other = _side(visit, one), _side(visit, other)
    query = Query(sides=(one, other))
    found = visit.desk.happenings(query, limit=MOST_LINES)
    if not found.total and (visit.desk.actor(one) is None or visit.desk.actor(other) is None):
        raise visit.missing()
    lines = found.records
    return visit.page(
        "pair.html.j2",
        one=one,
        other=other,
        names=(visit.side(one), visit.side(other)),
        found=found,
        meetings=_of(lines, MEETINGS),
        letters=_of(lines, LETTERS),
        agreements=[line for line in lines if line.shown.type == "AGREE" or line.shown.channel == "agreement"],
        exchanges=exchanges(lines),
        announced=calendar.announced(lines[::-1], visit.desk.last_day()),
        said=[
            (visit.side(a), visit.side(b), visit.desk.statements(Query(sides=(a,), about=(b,)), limit=SAID).records)
            for a, b in ((one, other), (other, one))
        ],
        chart=bars.histogram(counting.months(visit.desk, query), visit, sides=(one, other)),
    )


def _about(side: str) -> Query:
    """What others say of the side."""
    return Query(about=(side,), terms=(Term("speaker", (side,), negated=True),))


def _side(visit: Visit, key: str) -> str:
    found = visit.desk.actor(key)
    return found.state if found and found.type == "state" and found.state else key


def _of(lines: Iterable[Line], channels: frozenset[str]) -> list[Line]:
    return [line for line in lines if line.shown.channel in channels and line.shown.status not in ANNOUNCED]


def exchanges(lines: Sequence[Line]) -> list[Exchange]:
    """Each demand with the other side's agreements and refusals of the sixty days that follow, oldest first."""
    demands = [line for line in lines if line.shown.type == "REQUEST"]
    replies = [line for line in lines if line.shown.type in REPLIES]
    return [Exchange(demand, tuple(r for r in replies if _answers(r, demand))) for demand in reversed(demands)]


def _answers(reply: Line, demand: Line) -> bool:
    if not reply.date or not demand.date:
        return False
    askers = {p.state or p.name for p in demand.shown.source}
    repliers = {p.state or p.name for p in reply.shown.source}
    days = (reply.date.earliest - demand.date.earliest).days
    return 0 <= days <= 60 and not askers & repliers
