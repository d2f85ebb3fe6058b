"""Questions to the register: which events and statements are wanted, and which record an id's beginning means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from dragoman.model import Actor, Event, Mention, Statement
from dragoman.register import schema
from dragoman.register.codec import decode
from dragoman.register.conditions import Conditions
from dragoman.register.folding import folded
from dragoman.register.query import EVERYTHING, Query

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


def concerned(connection: sa.Connection, said: Sequence[Statement], about: Sequence[str]) -> list[Statement]:
    """Those of the statements in whose content every one of the actors or states is mentioned."""
    mention, article = schema.mention.c, schema.article.c
    wanted = {s.article for s in said}
    select = sa.select(article.id, mention.record).join(schema.article, article.number == mention.article)
    found: dict[str, list[Mention]] = {}
    for number, record in connection.execute(select):
        if number in wanted:
            found.setdefault(number, []).append(decode(Mention, record))

    def named(s: Statement) -> set[str | None]:
        pieces = [(p.start, p.end) for p in s.segments] or [(s.start, s.end)]
        inside = (m for m in found.get(s.article, ()) if any(a <= m.start and m.end <= b for a, b in pieces))
        return {code for m in inside for p in m.parties for code in (p.actor, p.state)}

    return [s for s in said if set(about) <= named(s)]


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
    wanted = folded(text)
    whole: list[Found] = []
    part: list[Found] = []
    for record in connection.execute(sa.select(schema.actor.c.record).order_by(schema.actor.c.id)).scalars():
        actor = decode(Actor, record)
        names = [folded(name) for name in (actor.name, *actor.aliases)]
        if wanted in names or (wanted == folded(actor.state or "") and actor.type == "state"):
            whole.append(Found("actor", actor.id, actor.name))
        elif any(wanted in name for name in names):
            part.append(Found("actor", actor.id, actor.name))
    return tuple(whole or part)


def decoded_events(connection: sa.Connection, query: Query) -> tuple[Event, ...]:
    """The wanted events, in the order of their articles and texts."""
    event, article = schema.event.c, schema.article.c
    select = sa.select(event.record).join(schema.article, article.number == event.article)
    select = select.where(*Conditions(connection, query).of_event())
    ordered = select.order_by(article.source, article.id, event.start, event.position)
    return tuple(decode(Event, record) for record in connection.execute(ordered).scalars())


def decoded_statements(connection: sa.Connection, query: Query) -> tuple[Statement, ...]:
    """The wanted statements, in the order of their articles and texts."""
    said, article = schema.statement.c, schema.article.c
    select = sa.select(said.record, article.earliest, article.latest)
    select = select.join(schema.article, article.number == said.article)
    select = select.where(*Conditions(connection, replace(query, since=None, until=None, about=())).of_statement())
    rows = connection.execute(select.order_by(article.source, article.id, said.start, said.position)).all()
    found = [(decode(Statement, record), earliest, latest) for record, earliest, latest in rows]
    kept = [s for s, earliest, latest in found if said_within(query, s, earliest, latest)]
    return tuple(concerned(connection, kept, query.about) if query.about else kept)
