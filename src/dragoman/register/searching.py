"""Search: pages of what a query lists, in a stable order, with passages; and counts by field."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from dragoman.errors import UsageError
from dragoman.model import Event, Occurrence, Statement, Story
from dragoman.register import schema
from dragoman.register.codec import decode
from dragoman.register.conditions import Conditions, kind_of
from dragoman.register.query import Query
from dragoman.register.snippets import Snippet, patterns, snippet

ORDERS = ("newest", "oldest")
event, statement, article = schema.event.c, schema.statement.c, schema.article.c
occurrence, story = schema.occurrence.c, schema.story.c


@dataclass(frozen=True, slots=True)
class Head:
    """An article without its text and layers: enough for a list."""

    id: str
    source: str
    title: str | None
    outlet: str | None
    language: str
    best: date | None
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that the query lists. `article` is its article's id, «» for what many articles tell together."""

    kind: str
    id: str
    article: str
    day: date | None
    title: str
    snippet: Snippet
    record: Event | Statement | Head | Occurrence | Story


@dataclass(frozen=True, slots=True)
class Page:
    """A page of hits. `cursor` asks for the next page, None on the last; `notes` say what the query names in vain."""

    query: Query
    kind: str
    hits: tuple[Hit, ...]
    cursor: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the query's records have this value."""

    value: str
    count: int


def search(connection: sa.Connection, query: Query, *, limit: int, cursor: str | None, order: str) -> Page:
    """The page of the query's records that the cursor asks for, the first without one; undated records come last."""
    kind, conditions = kind_of(query), Conditions(connection, query)
    select, day, number = _listing(kind)
    select = select.where(*conditions.of(kind))
    if cursor:
        select = select.where(_after(cursor, day, number, order))
    if order not in ORDERS:
        raise UsageError(f"«{order}» is no order: choose {' or '.join(ORDERS)}")
    keys = (day.desc(), number.desc()) if order == "newest" else (day, number)
    rows = connection.execute(select.order_by(day.is_(None), *keys).limit(limit + 1)).all()
    wanted = patterns(query)
    hits = tuple(_hit(kind, row, wanted) for row in rows[:limit])
    following = _cursor(rows[limit - 1].day, rows[limit - 1].number, order) if len(rows) > limit else None
    notes = tuple(
        f"nobody in this register is called «{one.name}»"
        for one in conditions.meant
        if not one.actors and not one.states
    )
    return Page(query, kind, hits, following, tuple(dict.fromkeys(notes)))


def total(connection: sa.Connection, query: Query) -> int:
    """How many records the query lists."""
    kind = kind_of(query)
    inner = _base(kind, _listing(kind)[2]).where(*Conditions(connection, query).of(kind))
    return int(connection.execute(sa.select(sa.func.count()).select_from(inner.subquery())).scalar_one())


def facets(
    connection: sa.Connection, query: Query, names: Sequence[str] | None, most: int
) -> Mapping[str, tuple[Count, ...]]:
    """For each name the values that the query's records have, the commonest first (months in their order)."""
    kind = kind_of(query)
    known = facet_columns(kind)
    found: dict[str, tuple[Count, ...]] = {}
    for name in names if names is not None else known:
        if name not in known:
            raise UsageError(f"«{name}» is no facet of {kind} records: choose {', '.join(known)}")
        value = known[name]
        conditions = Conditions(connection, query).of(kind)
        tally = _base(kind, value.label("value"), sa.func.count().label("times")).where(*conditions, value.is_not(None))
        if name == "state" and kind == "event":
            party = schema.event_party
            tally = (
                _base(kind, party.c.state.label("value"), sa.func.count(sa.distinct(_listing(kind)[2])).label("times"))
                .join(party, sa.and_(party.c.article == event.article, party.c.event == event.position))
                .where(*conditions, party.c.state.is_not(None), party.c.side != "voice")
            )
        rows = connection.execute(tally.group_by("value")).all()
        ranked = (
            sorted(rows, key=lambda r: r.value) if name == "month" else sorted(rows, key=lambda r: (-r.times, r.value))
        )
        found[name] = tuple(Count(str(r.value), r.times) for r in ranked[: None if name == "month" else most])
    return found


def facet_columns(kind: str) -> dict[str, Any]:
    """The facets of a kind with the columns that they count."""
    outlet = {"outlet": article.outlet, "language": article.language}
    if kind == "event":
        columns = {"type": event.type, "status": event.status, "channel": event.channel, "country": event.country}
        return {
            **columns,
            "state": event.type,
            **outlet,
            "month": sa.func.substr(sa.cast(event.earliest, sa.String), 1, 7),
        }
    if kind == "statement":
        said = {
            "stance": statement.stance,
            "form": statement.form,
            "state": statement.state,
            "speaker": statement.speaker,
        }
        return {**said, **outlet, "month": sa.func.substr(sa.cast(article.best, sa.String), 1, 7)}
    if kind == "article":
        return {**outlet, "month": sa.func.substr(sa.cast(article.best, sa.String), 1, 7)}
    return {}


def _base(kind: str, *columns: Any) -> sa.Select[Any]:
    select = sa.select(*columns)
    if kind in ("event", "statement"):
        table = schema.metadata.tables[kind]
        return select.select_from(table.join(schema.article, article.number == table.c.article))
    return select.select_from(schema.metadata.tables[kind])


def _listing(kind: str) -> tuple[sa.Select[Any], Any, Any]:
    """What selects the records of a kind, the column of their day, and what orders those of one day."""
    if kind in ("event", "statement"):
        table = schema.metadata.tables[kind].c
        day = event.earliest if kind == "event" else article.best
        number = table.article * 65536 + table.position
        columns = (table.record, article.id.label("article"), article.title, day.label("day"), number.label("number"))
        return _base(kind, *columns), day, number
    if kind == "article":
        a = article
        shown = (a.id, a.source, a.title, a.outlet, a.language, a.best, a.earliest, a.latest, a.text)
        return _base(kind, *shown, a.best.label("day"), a.number.label("number")), a.best, a.number
    if kind == "occurrence":
        day = occurrence.earliest
        return _base(kind, occurrence.record, day.label("day"), occurrence.id.label("number")), day, occurrence.id
    none = sa.cast(sa.null(), sa.Date)
    return _base(kind, story.record, none.label("day"), story.id.label("number")), none, story.id


def _hit(kind: str, row: Any, wanted: Sequence[tuple[str, ...]]) -> Hit:
    if kind == "article":
        head = Head(row.id, row.source, row.title, row.outlet, row.language, row.best, row.earliest, row.latest)
        return Hit(kind, row.id, row.id, row.day, row.title or row.source, snippet(row.text, wanted), head)
    if kind == "event":
        told = decode(Event, row.record)
        words = " … ".join(s.text for s in told.evidence) or told.trigger.text
        return Hit(kind, told.id, row.article, row.day, row.title or "", snippet(words, wanted), told)
    if kind == "statement":
        said = decode(Statement, row.record)
        return Hit(kind, said.id, row.article, row.day, row.title or "", snippet(said.text, wanted), said)
    if kind == "occurrence":
        happened = decode(Occurrence, row.record)
        return Hit(kind, happened.id, "", row.day, "", Snippet(), happened)
    tale = decode(Story, row.record)
    return Hit(kind, tale.id, "", row.day, tale.title, snippet(tale.title, wanted), tale)


# --- cursors ---------------------------------------------------------------------------------------------------------


def _cursor(day: date | None, number: Any, order: str) -> str:
    plain = json.dumps([order[0], day.isoformat() if day else None, number])
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _after(cursor: str, day: Any, number: Any, order: str) -> sa.ColumnElement[bool]:
    """What comes behind the cursor's record."""
    try:
        mark, when, last = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        of = date.fromisoformat(when) if when else None
    except (ValueError, TypeError):
        raise UsageError(f"«{cursor}» is no cursor: take the one that the page before gave, or leave it out") from None
    if mark != order[0]:
        raise UsageError("this cursor is of the other order: ask in the order of the page before")
    later = number < last if order == "newest" else number > last
    if of is None:
        return sa.and_(day.is_(None), later)
    beyond = day < of if order == "newest" else day > of
    return sa.or_(beyond, sa.and_(day == of, later), day.is_(None))
