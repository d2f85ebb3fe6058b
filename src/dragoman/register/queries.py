"""Questions to the register: which events and statements are wanted, and which record an id's beginning means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from dragoman.model import Event, Statement
from dragoman.register import schema
from dragoman.register.codec import decode
from dragoman.register.conditions import Conditions
from dragoman.register.folding import folded
from dragoman.register.query import EVERYTHING, Query

# Rows fetched at a time, so that memory stays bounded.
PORTION = 200

__all__ = ["EVERYTHING", "Found", "Query", "folded", "said_within"]


def events_wanted(query: Query) -> sa.Select[Any]:
    """The statement that selects the wanted events' records, in the order of their articles and texts."""
    event, article, party = schema.event.c, schema.article.c, schema.event_party
    select = sa.select(event.record).join(schema.article, article.number == event.article)
    for side in query.sides:
        takes_part = sa.exists().where(
            party.c.article == event.article,
            party.c.event == event.position,
            party.c.side != "voice",
            sa.or_(party.c.actor == side, party.c.state == side),
        )
        select = select.where(takes_part)
    for column, wanted in ((event.type, query.types), (event.channel, query.channels), (event.status, query.statuses)):
        if wanted:
            select = select.where(column.in_(wanted))
    if query.since:
        select = select.where(event.latest >= query.since)
    if query.until:
        select = select.where(event.earliest <= query.until)
    if query.articles:
        select = select.where(article.id.in_(query.articles))
    return select.order_by(article.source, article.id, event.start, event.position)


def said_within(query: Query, said: Statement, earliest: date | None, latest: date | None) -> bool:
    """Whether the statement was made in the wanted period: on its own day, else on that of the article."""
    first, last = (said.date.earliest, said.date.latest) if said.date else (earliest, latest)
    if query.since and (last is None or last < query.since):
        return False
    return not (query.until and (first is None or first > query.until))


@dataclass(frozen=True, slots=True)
class Found:
    """What an id, its beginning or a name means: article, event, statement, actor, occurrence or story, and its id."""

    kind: str
    id: str
    name: str


def resolve(connection: sa.Connection, text: str) -> tuple[Found, ...]:
    """The records whose id begins with the text, else the actors of that name (accents and case do not matter)."""
    found: list[Found] = []
    for table, label in (
        (schema.article, schema.article.c.source),
        (schema.event, schema.event.c.type),
        (schema.statement, schema.statement.c.speaker),
        (schema.occurrence, schema.occurrence.c.id),
        (schema.story, schema.story.c.title),
        (schema.actor, schema.actor.c.name),
    ):
        begins = table.c.id.startswith(text, autoescape=True)
        rows = connection.execute(sa.select(table.c.id, label).where(begins).order_by(table.c.id).limit(20))
        hits = [Found(table.name, row[0], row[1]) for row in rows]
        exact = [hit for hit in hits if hit.id == text]
        if exact:
            return tuple(exact[:1])
        found += hits
    return tuple(found) or actors_named(connection, text)


def actors_named(connection: sa.Connection, text: str) -> tuple[Found, ...]:
    """The actors with this name or alias; if none has it whole, those whose name contains it."""
    actor, name, wanted = schema.actor.c, schema.actor_name.c, folded(text)
    named = (
        sa.select(actor.id, actor.name).join(schema.actor_name, name.actor == actor.id).distinct().order_by(actor.id)
    )
    state = sa.and_(actor.type == "state", sa.func.lower(actor.state) == wanted)
    whole = connection.execute(named.where(sa.or_(name.folded == wanted, state))).all()
    found = whole or connection.execute(named.where(name.folded.contains(wanted, autoescape=True))).all()
    return tuple(Found("actor", row.id, row.name) for row in found)


def each_event(connection: sa.Connection, query: Query) -> Iterator[Event]:
    """Yields the wanted events, in the order of their articles and texts; a few at a time are in memory."""
    event, article = schema.event.c, schema.article.c
    select = sa.select(event.record).join(schema.article, article.number == event.article)
    select = select.where(*Conditions(connection, query).of_event())
    ordered = select.order_by(article.source, article.id, event.start, event.position)
    found = connection.execute(ordered, execution_options={"yield_per": PORTION}).scalars()
    return (decode(Event, record) for record in found)


def each_statement(connection: sa.Connection, query: Query) -> Iterator[Statement]:
    """Yields the wanted statements, in the order of their articles and texts; a few at a time are in memory."""
    said, article = schema.statement.c, schema.article.c
    select = sa.select(said.record).join(schema.article, article.number == said.article)
    select = select.where(*Conditions(connection, query).of_statement())
    ordered = select.order_by(article.source, article.id, said.start, said.position)
    found = connection.execute(ordered, execution_options={"yield_per": PORTION}).scalars()
    return (decode(Statement, record) for record in found)
