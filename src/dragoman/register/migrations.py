"""From each version of a register's tables to the next. A register that is as new as the program is not touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dragoman.document import Document
from dragoman.model import Actor, Article, Event, Mention, Publication, Statement, Story
from dragoman.register import rows, schema
from dragoman.register.codec import decode

# Articles brought up at a time.
PORTION = 200
Step = Callable[[Connection, Sequence[str]], None]

SECOND = (
    "ALTER TABLE run ADD COLUMN today DATE",
    "CREATE TABLE alone (article VARCHAR NOT NULL, siblings VARCHAR NOT NULL, record TEXT NOT NULL, PRIMARY KEY (article))",
)
THIRD = (
    "ALTER TABLE run ADD COLUMN reader VARCHAR",
    "ALTER TABLE article ADD COLUMN first INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE article ADD COLUMN words BLOB",
    "ALTER TABLE event ADD COLUMN mode VARCHAR",
    "ALTER TABLE event ADD COLUMN ordinal INTEGER",
    *(f"ALTER TABLE {t} ADD COLUMN {c} INTEGER DEFAULT 0 NOT NULL" for t in ("event", "statement") for c in ("first", "last")),
    *(f"ALTER TABLE {table} ADD COLUMN words BLOB" for table in ("event", "statement")),
    *(f"ALTER TABLE {table} ADD COLUMN first INTEGER DEFAULT 0 NOT NULL" for table in ("story", "occurrence")),
    *(f"DROP INDEX {name}" for name in ("article_by_day", "event_by_type", "event_by_day")),
    *(f"DROP INDEX statement_by_{name}" for name in ("actor", "state")),
    "DROP TABLE event_party",
)  # fmt: skip
ADDED = (
    "event_party", "statement_party", "described", "place_name", "actor_name", "story_article",
    "revision", "unrevised", "saved", "seen",
)  # fmt: skip


def _second_version(connection: Connection, full_text: Sequence[str]) -> None:
    """Adds the day of reading, and the readings that articles dated by their story have on their own."""
    for statement in SECOND:
        connection.exec_driver_sql(statement)


def _third_version(connection: Connection, full_text: Sequence[str]) -> None:
    """Adds what searching in a large register needs, and the tables of revisions and of kept queries.

    All of it is made from the records, which stay as they are.
    """
    for statement in THIRD:
        connection.exec_driver_sql(statement)
    for name in ADDED:
        schema.metadata.tables[name].create(connection)
    last, a = -1, schema.article.c
    wanted = sa.select(a.number, a.record, a.publication, a.best).order_by(a.number).limit(PORTION)
    while portion := connection.execute(wanted.where(a.number > last)).all():
        for row in portion:
            _refill(connection, row)
        last = portion[-1].number
    _refill_between(connection)
    for table in (schema.article, schema.event, schema.statement, schema.occurrence, schema.occurrence_event):
        for index in table.indexes:
            if not index.name or not str(index.name).endswith("_words"):
                index.create(connection, checkfirst=True)
    for statement in full_text:
        connection.exec_driver_sql(statement)


def _refill(connection: Connection, row: Any) -> None:
    """Puts an article's events and statements in anew, with all by which they are now looked up."""
    number, a = row.number, schema.article

    def layer(table: sa.Table, kind: type) -> tuple[Any, ...]:
        found = sa.select(table.c.record).where(table.c.article == number).order_by(table.c.position)
        return tuple(decode(kind, record) for record in connection.execute(found).scalars())

    document = Document(
        decode(Article, row.record),
        publication=decode(Publication, row.publication) if row.publication else None,
        mentions=layer(schema.mention, Mention),
        statements=layer(schema.statement, Statement),
        events=layer(schema.event, Event),
    )
    connection.execute(sa.update(a).where(a.c.number == number).values(first=rows.ordinal(row.best)))
    for table in (schema.event, schema.statement):
        connection.execute(sa.delete(table).where(table.c.article == number))
    made = rows.layer_rows(document, number)
    for name in ("statement", "statement_party", "event", "event_party"):
        if made[name]:
            connection.execute(sa.insert(schema.metadata.tables[name]), made[name])
    rows.describe(connection, document)


def _refill_between(connection: Connection) -> None:
    """Names, stories and occurrences: what is looked up of them now and was not."""
    for record in connection.execute(sa.select(schema.actor.c.record)).scalars().all():
        connection.execute(sa.insert(schema.actor_name), rows.actor_name_rows(decode(Actor, record)))
    for record in connection.execute(sa.select(schema.story.c.record)).scalars().all():
        members = rows.story_article_rows(decode(Story, record))
        if members:
            connection.execute(sa.insert(schema.story_article), members)
    rows.date_stories(connection)
    o = schema.occurrence
    for row in connection.execute(sa.select(o.c.id, o.c.earliest).where(o.c.earliest.is_not(None))).all():
        connection.execute(sa.update(o).where(o.c.id == row.id).values(first=rows.ordinal(row.earliest)))


def _fourth_version(connection: Connection, full_text: Sequence[str]) -> None:
    """Adds the names of places, and the index by which events are found that took place there."""
    schema.place_name.create(connection, checkfirst=True)
    next(index for index in schema.event.indexes if index.name == "event_by_place").create(connection, checkfirst=True)
    place = schema.event.c.place
    names = connection.execute(sa.select(place).where(place.is_not(None)).distinct()).scalars().all()
    rows.note_names(connection, schema.place_name, set(names))


# The second and third versions were never on PostgreSQL; what is later is written for both engines.
MIGRATIONS: dict[int, Step] = {1: _second_version, 2: _third_version, 3: _fourth_version}
