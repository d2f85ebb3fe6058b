"""What the pages count: facets, months, partners, relations, places, outlets, readings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from dragoman.model import Event
from dragoman.register import Query, schema
from dragoman.register.codec import decode
from dragoman.web.asking import FILTERS, Asked
from dragoman.web.desk import Desk

# Events within this of zero are neither cooperation nor conflict.
NEUTRAL = 0.5
# So many events are put on the map at most.
SPOTTED = 20_000
PARTIES = ("source", "target")
EVENT = schema.event.c
CHOSEN = (EVENT.article, EVENT.position, EVENT.intensity, (EVENT.article * 65536 + EVENT.position).label("number"))


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a month: how many events of cooperation, of neither, of conflict, and their mean intensity."""

    key: str
    cooperation: int
    neutral: int
    conflict: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.cooperation + self.neutral + self.conflict


@dataclass(frozen=True, slots=True)
class Count:
    """A value with the number of its events and their mean intensity."""

    value: str
    count: int
    intensity: float = 0.0


@dataclass(frozen=True, slots=True)
class Relation:
    """What passed between two states or bodies: number of events, mean intensity."""

    one: str
    other: str
    count: int
    intensity: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with what happened there."""

    name: str
    country: str | None
    lat: float
    lon: float
    count: int
    intensity: float


@dataclass(frozen=True, slots=True)
class Run:
    """One reading: when, by which version, how much."""

    number: int
    started: datetime
    finished: datetime | None
    version: str
    pipeline: str | None
    articles: int
    rejects: int


def facets(desk: Desk, asked: Asked, most: int = 12) -> dict[str, list[Count]]:
    """For each facet its values with the number of events each would give, what the facet itself asks left aside."""
    return {name: facet(desk, asked.without(name).of("event"), name, most) for name in FILTERS}


def facet(desk: Desk, query: Query, name: str, most: int) -> list[Count]:
    """The values of one facet, the most frequent first."""
    field = "state" if name == "side" else name
    found = desk.memory.get(
        (name, str(query), most),
        lambda: [Count(one.value, one.count) for one in desk.register.facets(query, [field], most=most)[field]],
    )
    return [one for one in found if name != "side" or one.value not in query.sides]


def partners(desk: Desk, query: Query, most: int) -> list[Count]:
    """The states and bodies that take part in the wanted events, but those that are asked for."""
    party = schema.event_party.c

    def grouped(select: sa.Select[Any]) -> sa.Select[Any]:
        chosen = select.subquery()
        count = sa.func.count(sa.distinct(chosen.c.number))
        return (
            sa.select(party.state, count, sa.func.avg(chosen.c.intensity))
            .join(chosen, sa.and_(chosen.c.article == party.article, chosen.c.position == party.event))
            .where(party.side != "voice", party.state.is_not(None), party.state.not_in(query.sides))
            .group_by(party.state)
            .order_by(count.desc(), party.state)
            .limit(most)
        )

    return desk.memory.get(
        ("partners", str(query), most),
        lambda: [Count(*row) for row in desk.event_rows(query, *CHOSEN, then=grouped)],
    )


def months(desk: Desk, query: Query) -> list[Month]:
    """The wanted events by the month in which they begin."""
    month = sa.func.substr(sa.cast(EVENT.earliest, sa.String), 1, 7)

    def number(condition: Any) -> Any:
        return sa.func.sum(sa.case((condition, 1), else_=0))

    good, bad = EVENT.intensity > NEUTRAL, EVENT.intensity < -NEUTRAL
    columns = (month, number(good), number(~good & ~bad), number(bad))

    def by_month(select: sa.Select[Any]) -> sa.Select[Any]:
        return select.where(EVENT.earliest.is_not(None)).group_by(month).order_by(month)

    return desk.memory.get(
        ("months", str(query)), lambda: [Month(*row) for row in desk.event_rows(query, *columns, then=by_month)]
    )


def relations(desk: Desk, query: Query, most: int = 120) -> list[Relation]:
    """What passed between each two states or bodies in the wanted events, the busiest first."""
    one, other = schema.event_party.alias("one"), schema.event_party.alias("other")

    def grouped(select: sa.Select[Any]) -> sa.Select[Any]:
        chosen = select.subquery()
        count = sa.func.count(sa.distinct(chosen.c.number))
        first = one.c.state < other.c.state
        low = sa.case((first, one.c.state), else_=other.c.state)
        high = sa.case((first, other.c.state), else_=one.c.state)
        return (
            sa.select(low.label("low"), high.label("high"), count.label("times"), sa.func.avg(chosen.c.intensity))
            .select_from(one)
            .join(chosen, sa.and_(chosen.c.article == one.c.article, chosen.c.position == one.c.event))
            .join(other, sa.and_(other.c.article == one.c.article, other.c.event == one.c.event))
            .where(
                one.c.side.in_(PARTIES), other.c.side.in_(PARTIES),
                one.c.position < other.c.position, one.c.state != other.c.state,
            )
            .group_by("low", "high")
            .order_by(sa.desc("times"), "low", "high")
            .limit(most)
        )  # fmt: skip

    return desk.memory.get(
        ("relations", str(query), most),
        lambda: [Relation(*row) for row in desk.event_rows(query, *CHOSEN, then=grouped)],
    )


def spots(desk: Desk, query: Query, most: int = 2000) -> list[Spot]:
    """The places of the wanted events, the busiest first; those without coordinates are left out."""
    return desk.memory.get(("spots", str(query), most), lambda: _spots(desk, query)[:most])


def _spots(desk: Desk, query: Query) -> list[Spot]:
    rows = desk.event_rows(
        query, EVENT.record, then=lambda s: s.where(EVENT.place.is_not(None)).order_by(EVENT.id).limit(SPOTTED)
    )
    found: dict[tuple[str, str | None], list[Event]] = {}
    for row in rows:
        event = decode(Event, row[0])
        if event.place and event.place.lat is not None and event.place.lon is not None:
            found.setdefault((event.place.name, event.place.country), []).append(event)
    return sorted((_spot(events) for events in found.values()), key=lambda s: (-s.count, s.name))


def _spot(events: list[Event]) -> Spot:
    place = events[0].place
    assert place is not None and place.lat is not None and place.lon is not None
    mean = sum(e.intensity for e in events) / len(events)
    return Spot(place.name, place.country, place.lat, place.lon, len(events), mean)


def warm(desk: Desk) -> None:
    """Counts ahead what the first pages of a large register show."""
    every = Asked()
    months(desk, every.of("event"))
    desk.last_day()
    facets(desk, every)
    relations(desk, every.of("event"))


def outlets(desk: Desk) -> list[tuple[str | None, int, date | None, date | None]]:
    """Each outlet with its number of articles and its first and last day; None gathers those without one."""
    a = schema.article.c
    count = sa.func.count()
    query = sa.select(a.outlet, count, sa.func.min(a.best), sa.func.max(a.best)).group_by(a.outlet)
    return [(row[0], row[1], row[2], row[3]) for row in desk.rows(query.order_by(count.desc(), a.outlet))]


def runs(desk: Desk, most: int = 20) -> list[Run]:
    """The last readings, the newest first."""
    r = schema.run.c
    columns = (r.number, r.started, r.finished, r.version, r.pipeline, r.articles, r.rejects)
    return [Run(*row) for row in desk.rows(sa.select(*columns).order_by(r.number.desc()).limit(most))]
