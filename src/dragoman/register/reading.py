"""What a register gives back: typed records, in an order that does not depend on the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from dragoman.document import Document
from dragoman.errors import RegisterError
from dragoman.model import (
    Actor,
    Article,
    Derivation,
    Event,
    Mention,
    Occurrence,
    Place,
    Publication,
    Reject,
    Rejected,
    Statement,
    Story,
    TimeExpression,
    content_id,
)
from dragoman.register import schema
from dragoman.register.alone import Layers, with_layers
from dragoman.register.codec import decode
from dragoman.register.engine import plain_words, shown
from dragoman.register.parsing import parse
from dragoman.register.queries import Found, each_event, each_statement, resolve
from dragoman.register.query import EVERYTHING, Query
from dragoman.register.revised import revised
from dragoman.register.revising import active
from dragoman.register.searching import Count, Head, Page, facets, search, total
from dragoman.register.watching import text_of

T = TypeVar("T")
# Articles are handed out in portions of this size, so that memory stays bounded.
PORTION = 200
# What an article is made from.
WHOLE = tuple(column for column in schema.article.c if column.name != "words")


def asked(connection: Connection, wanted: Query | str) -> Query:
    """The query that is meant: itself, its text, or with an @ the name under which it is kept."""
    if isinstance(wanted, str) and wanted.startswith("@"):
        return parse(text_of(connection, wanted[1:].strip()))
    return parse(wanted) if isinstance(wanted, str) else wanted


class Reader:
    """The reading half of a register."""

    def __init__(self, engine: Engine, where: str | Path) -> None:
        self.engine = engine
        self.where = where

    @property
    def path(self) -> str:
        """How the register is called: its file, or its address without the password."""
        return shown(self.where)

    @contextmanager
    def querying(self) -> Iterator[Connection]:
        """A connection that sees one state of the register from beginning to end."""
        with plain_words(self.where), self.engine.connect() as connection, connection.begin():
            yield connection

    # --- articles ----------------------------------------------------------------------------------------------------

    def has(self, article_id: str, *, mark: str | None = None) -> bool:
        """Whether the article is in the register (and, with `mark`, was read under this fingerprint)."""
        query = sa.select(schema.article.c.fingerprint).where(schema.article.c.id == article_id)
        with self.querying() as connection:
            found = connection.execute(query).scalar_one_or_none()
        return found is not None and mark in (None, found)

    def source_of(self, article_id: str) -> str | None:
        """Where the article was read from, None if it is not in the register."""
        with self.querying() as connection:
            found: str | None = connection.execute(
                sa.select(schema.article.c.source).where(schema.article.c.id == article_id)
            ).scalar_one_or_none()
        return found

    def dated_by_story(self) -> dict[str, str]:
        """The articles that were dated with the evidence of their story, each with a digest of that evidence."""
        with self.querying() as connection:
            rows = connection.execute(sa.select(schema.alone.c.article, schema.alone.c.siblings))
            return {row.article: row.siblings for row in rows}

    def read_by_whom(self) -> dict[str, str | None]:
        """For each article by source what read it: a digest of the program, None when that is not known."""
        a, run = schema.article.c, schema.run
        query = sa.select(a.id, run.c.reader).join_from(schema.article, run, run.c.number == a.run, isouter=True)
        with self.querying() as connection:
            return {row.id: row.reader for row in connection.execute(query.order_by(a.source, a.id))}

    def circumstances(self, article_id: str) -> tuple[str | None, date | None]:
        """With which pipeline and on which day the article was read, as far as its run tells."""
        run, article = schema.run.c, schema.article
        query = sa.select(run.pipeline, run.today).join(article, article.c.run == run.number)
        with self.querying() as connection:
            row = connection.execute(query.where(article.c.id == article_id)).one_or_none()
        return (row.pipeline, row.today) if row else (None, None)

    def heads(self) -> tuple[Head, ...]:
        """All articles, by source and id, without their texts."""
        a = schema.article.c
        query = sa.select(a.id, a.source, a.title, a.outlet, a.language, a.best, a.earliest, a.latest)
        with self.querying() as connection:
            return tuple(Head(*row) for row in connection.execute(query.order_by(a.source, a.id)))

    def document(self, article_id: str, *, alone: bool = False, unrevised: bool = False) -> Document:
        """The article with every layer but the syntax. Raises RegisterError when it is not there.

        `alone`: as it reads without the evidence of its story; `unrevised`: without what analysts said of it.
        """
        query = sa.select(*WHOLE).where(schema.article.c.id == article_id)
        with self.querying() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                raise RegisterError(f"there is no article {article_id} in «{self.path}»")
            if unrevised:
                return self._unrevised(connection, article_id, alone=alone)
            return self._documents(connection, [row], alone=alone)[0]

    def _unrevised(self, connection: Connection, article_id: str, *, alone: bool = False) -> Document:
        """The article as the program alone reads it."""
        row = connection.execute(sa.select(*WHOLE).where(schema.article.c.id == article_id)).one()
        shown = self._documents(connection, [row])[0]
        own = self._own(connection, schema.alone, [article_id]) if alone else {}
        own = own or self._own(connection, schema.unrevised, [article_id])
        return with_layers(shown, own[article_id]) if own else shown

    def documents(self, *, alone: bool = False) -> Iterator[Document]:
        """Every article with its layers (but the syntax), by source and id; memory does not grow with their number.

        `alone`: as each reads without the evidence of its story.
        """
        last: tuple[str, str] = ("", "")
        key = sa.tuple_(schema.article.c.source, schema.article.c.id)
        query = sa.select(*WHOLE).order_by(schema.article.c.source, schema.article.c.id).limit(PORTION)
        while True:
            with self.querying() as connection:
                rows = connection.execute(query.where(key > last)).all()
                portion = self._documents(connection, rows, alone=alone)
            yield from portion
            if len(rows) < PORTION:
                return
            last = (rows[-1].source, rows[-1].id)

    def _documents(self, connection: Connection, rows: Sequence[Any], *, alone: bool = False) -> list[Document]:
        numbers = [row.number for row in rows]
        times = self._layer(connection, schema.time, TimeExpression, numbers)
        places = self._layer(connection, schema.place, Place, numbers)
        mentions = self._layer(connection, schema.mention, Mention, numbers)
        statements = self._layer(connection, schema.statement, Statement, numbers)
        events = self._layer(connection, schema.event, Event, numbers)
        rejected = self._layer(connection, schema.rejected, Rejected, numbers)
        actors = self._actors_of(connection, numbers)
        found = [
            Document(
                replace(decode(Article, row.record), text=row.text),
                times=times[row.number],
                publication=decode(Publication, row.publication) if row.publication else None,
                places=places[row.number],
                actors=actors[row.number],
                mentions=mentions[row.number],
                statements=statements[row.number],
                events=events[row.number],
                rejected=rejected[row.number],
            )
            for row in rows
        ]
        if not alone:
            return found
        own = self._own(connection, schema.alone, [row.id for row in rows])
        revisions = active(connection, own)
        shown = {key: revised(layers, revisions, key) for key, layers in own.items()}
        return [with_layers(d, shown[d.article.id]) if d.article.id in shown else d for d in found]

    def _own(self, connection: Connection, table: sa.Table, ids: Sequence[str]) -> dict[str, Layers]:
        """The readings that are kept beside the ones that are shown: alone or unrevised."""
        query = sa.select(table.c.article, table.c.record).where(table.c.article.in_(ids))
        return {row.article: decode(Layers, row.record) for row in connection.execute(query)}

    def _layer(
        self, connection: Connection, table: sa.Table, kind: type[T], numbers: Sequence[int]
    ) -> dict[int, tuple[T, ...]]:
        found: dict[int, list[T]] = {n: [] for n in numbers}
        query = sa.select(table.c.article, table.c.record).where(table.c.article.in_(numbers))
        for number, record in connection.execute(query.order_by(table.c.article, table.c.position)):
            found[number].append(decode(kind, record))
        return {n: tuple(records) for n, records in found.items()}

    def _actors_of(self, connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[Actor, ...]]:
        found: dict[int, list[Actor]] = {n: [] for n in numbers}
        one, variant = schema.article_actor, schema.actor_variant
        query = (
            sa.select(one.c.article, variant.c.record)
            .join(variant, sa.and_(variant.c.id == one.c.actor, variant.c.variant == one.c.variant))
            .where(one.c.article.in_(numbers))
            .order_by(one.c.article, one.c.actor)
        )
        for number, record in connection.execute(query):
            found[number].append(decode(Actor, record))
        return {n: tuple(records) for n, records in found.items()}

    # --- across articles ---------------------------------------------------------------------------------------------

    def actors(self) -> tuple[Actor, ...]:
        """Every actor once, united over the articles, by id."""
        return self._records(schema.actor, Actor, schema.actor.c.id)

    def state_ids(self) -> frozenset[str]:
        """The ids of the actors that are states."""
        query = sa.select(schema.actor.c.id).where(schema.actor.c.type == "state")
        with self.querying() as connection:
            return frozenset(connection.execute(query).scalars())

    def stories(self) -> tuple[Story, ...]:
        """Every story, by id."""
        return self._records(schema.story, Story, schema.story.c.id)

    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every occurrence, by its first possible day and id; those without a day last."""
        o = schema.occurrence.c
        return self._records(schema.occurrence, Occurrence, o.earliest.is_(None), o.earliest, o.latest, o.id)

    def derivations(self) -> tuple[Derivation, ...]:
        """Every derivation, by article and id."""
        return self._records(schema.derivation, Derivation, schema.derivation.c.article, schema.derivation.c.id)

    def occurrence_of(self, events: Sequence[str] | None = None) -> dict[str, str]:
        """For each event's id (of those, if some are given) the id of its occurrence, the first by id of several."""
        table = schema.occurrence_event
        query = sa.select(table.c.event, sa.func.min(table.c.occurrence)).group_by(table.c.event)
        if events is not None:
            query = query.where(table.c.event.in_(events))
        with self.querying() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def rejects(self) -> tuple[Reject, ...]:
        """Every source that could not be read, by source."""
        r = schema.reject.c
        with self.querying() as connection:
            return tuple(Reject(*row) for row in connection.execute(sa.select(r.source, r.reason).order_by(r.source)))

    def _records(self, table: sa.Table, kind: type[T], *order: Any) -> tuple[T, ...]:
        with self.querying() as connection:
            found = connection.execute(sa.select(table.c.record).order_by(*order)).scalars()
            return tuple(decode(kind, record) for record in found)

    # --- questions ---------------------------------------------------------------------------------------------------

    def search(self, query: Query | str, *, limit: int = 20, cursor: str | None = None, order: str = "newest") -> Page:
        """A page of what the query lists, in a stable order (newest or oldest day first), each with its passage.

        The next page is asked for with the page's `cursor`. Raises QueryError when the text is no query.
        """
        with self.querying() as connection:
            return search(connection, asked(connection, query), limit=limit, cursor=cursor, order=order)

    def total(self, query: Query | str = EVERYTHING) -> int:
        """How many records the query lists, on all pages."""
        with self.querying() as connection:
            return total(connection, asked(connection, query))

    def facets(
        self, query: Query | str = EVERYTHING, names: Sequence[str] | None = None, *, most: int = 20
    ) -> Mapping[str, tuple[Count, ...]]:
        """For each facet (all that the kind of record has, or those named) how many records have which value."""
        with self.querying() as connection:
            return facets(connection, asked(connection, query), names, most)

    def events(self, query: Query | str = EVERYTHING) -> tuple[Event, ...]:
        """The wanted events, in the order of their articles (by source) and of the text."""
        with self.querying() as connection:
            return tuple(each_event(connection, asked(connection, query)))

    def each_event(self, query: Query | str = EVERYTHING) -> Iterator[Event]:
        """Yields the wanted events in that order; memory does not grow with their number."""
        with self.querying() as connection:
            yield from each_event(connection, asked(connection, query))

    def statements(self, query: Query | str = EVERYTHING) -> tuple[Statement, ...]:
        """The wanted statements, in the same order."""
        with self.querying() as connection:
            return tuple(each_statement(connection, asked(connection, query)))

    def each_statement(self, query: Query | str = EVERYTHING) -> Iterator[Statement]:
        """Yields the wanted statements in that order; memory does not grow with their number."""
        with self.querying() as connection:
            yield from each_statement(connection, asked(connection, query))

    def times(self) -> Iterator[tuple[str, TimeExpression]]:
        """Every temporal expression with its article's id, in the order of the articles and of the text."""
        time, article = schema.time.c, schema.article.c
        query = sa.select(article.id, time.record).join(schema.article, article.number == time.article)
        with self.querying() as connection:
            for owner, record in connection.execute(query.order_by(article.source, article.id, time.position)):
                yield owner, decode(TimeExpression, record)

    def find(self, text: str) -> tuple[Found, ...]:
        """What an id, the beginning of an id, or an actor's name means; several when it is not clear."""
        with self.querying() as connection:
            return resolve(connection, text)

    # --- counts ------------------------------------------------------------------------------------------------------

    def count(self, name: str) -> int:
        """How many rows a table has: article, event, statement, actor, story, occurrence, reject…"""
        query = sa.select(sa.func.count()).select_from(schema.metadata.tables[name])
        with self.querying() as connection:
            return int(connection.execute(query).scalar_one())

    def state(self) -> str:
        """A digest of the articles and their readings: what the layers between dispatches are made from."""
        a = schema.article.c
        with self.querying() as connection:
            rows = connection.execute(sa.select(a.id, a.fingerprint, a.run).order_by(a.id)).all()
            said = connection.execute(sa.select(sa.func.max(schema.revision.c.number))).scalar_one()
        marks = [f"{row.id} {row.fingerprint} {row.run}" for row in rows]
        return content_id(*marks, *([f"revisions {said}"] if said else []))

    def linked(self) -> str | None:
        """The state of the articles from which stories, occurrences and derivations were last made, None if never."""
        with self.querying() as connection:
            found: str | None = connection.execute(
                sa.select(schema.meta.c.value).where(schema.meta.c.key == "linked")
            ).scalar_one_or_none()
        return found
