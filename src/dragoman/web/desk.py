"""What the pages read from the register: small portions, each with as few questions as it needs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from dragoman.document import Document
from dragoman.errors import RegisterError
from dragoman.model import Actor, Derivation, Event, Occurrence, Statement, Story
from dragoman.register import EVERYTHING, Query, Register, schema
from dragoman.register.codec import decode
from dragoman.register.conditions import Conditions
from dragoman.register.searching import Head
from dragoman.reports.chronology import Line, lines
from dragoman.web.remembering import Memory

T = TypeVar("T")
PORTION = 40
HEAD = tuple(schema.article.c[name] for name in Head.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Portion(Generic[T]):
    """A part of a list: its records, how many the whole list has, and where the next part begins."""

    records: tuple[T, ...]
    total: int
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """Stories and derivations by article: made once for each state of the register."""

    state: str | None
    stories: dict[str, Story]
    story_of: dict[str, str]
    derivations: dict[str, tuple[Derivation, ...]]
    taken_from: dict[str, tuple[Derivation, ...]] = field(default_factory=dict)


class Desk:
    """The reading half of the application: opened once, asked by every page."""

    def __init__(self, register: str | Path) -> None:
        self.register = Register(register, read_only=True)
        self._links: Links | None = None
        self.memory = Memory(self.version)

    def close(self) -> None:
        """Lets go of the register."""
        self.register.close()

    # --- articles ----------------------------------------------------------------------------------------------------

    def document(self, article: str) -> Document | None:
        """The article with its layers, None when it is not there."""
        try:
            return self.register.document(article)
        except RegisterError:
            return None

    def heads(self, articles: Iterable[str]) -> dict[str, Head]:
        """The heads of these articles, by id."""
        ids = list(dict.fromkeys(articles))
        found = self.rows(sa.select(*HEAD).where(schema.article.c.id.in_(ids))) if ids else []
        return {row[0]: Head(*row) for row in found}

    def articles(self, query: Query = EVERYTHING, *, cursor: str | None = None, limit: int = PORTION) -> Portion[Head]:
        """The wanted articles, the latest publication first."""
        page = self.register.search(replace(query, kind="article"), limit=limit, cursor=cursor)
        return Portion(
            tuple(h.record for h in page.hits if isinstance(h.record, Head)), self.total(page.query), page.cursor
        )

    def last_read(self, limit: int) -> tuple[Head, ...]:
        """The articles that were read last."""
        a = schema.article.c
        return tuple(Head(*row) for row in self.rows(sa.select(*HEAD).order_by(a.number.desc()).limit(limit)))

    def total(self, query: Query) -> int:
        """How many records of its kind the query lists."""
        if query == Query(kind=query.kind) and query.kind:
            return self.register.count(query.kind)
        return self.memory.get(("total", str(query)), lambda: self.register.total(query))

    def last_day(self) -> date | None:
        """The latest publication day that the register knows."""
        found: date | None = self.memory.get(
            "last day", lambda: self.rows(sa.select(sa.func.max(schema.article.c.best)))[0][0]
        )
        return found

    def version(self) -> Hashable:
        """What changes when the register does: the last article, revision and linking."""
        parts = (schema.article.c.number, schema.revision.c.number)
        return (self.register.linked(), *(self.rows(sa.select(sa.func.max(part)))[0][0] for part in parts))

    # --- events and occurrences --------------------------------------------------------------------------------------

    def event(self, event: str) -> Event | None:
        """The event of this id."""
        return next(iter(self.events([event])), None)

    def events(self, ids: Iterable[str]) -> tuple[Event, ...]:
        """The events of these ids, in their articles' order."""
        e, wanted = schema.event.c, list(ids)
        query = sa.select(e.record).where(e.id.in_(wanted)).order_by(e.article, e.position)
        return tuple(decode(Event, row[0]) for row in self.rows(query)) if wanted else ()

    def happenings(
        self, query: Query = EVERYTHING, *, cursor: str | None = None, limit: int = PORTION, newest: bool = True
    ) -> Portion[Line]:
        """The happenings of which an event is wanted, one line each, those without a day last."""
        query = replace(query, kind="occurrence")
        page = self.register.search(query, limit=limit, cursor=cursor, order="newest" if newest else "oldest")
        found = [h.record for h in page.hits if isinstance(h.record, Occurrence)]
        return Portion(self.lines(found), self.total(query), page.cursor)

    def around(self, day: date, limit: int, *, after: bool) -> tuple[Line, ...]:
        """The happenings next to a day: those that end on it or later, the nearest first, or those that begin before."""
        o = schema.occurrence.c
        query = sa.select(o.record).where(o.latest >= day if after else o.earliest <= day)
        order = (o.first, o.id) if after else (o.first.desc(), o.id.desc())
        rows = self.rows(query.where(o.earliest.is_not(None)).order_by(*order).limit(limit))
        return self.lines([decode(Occurrence, row[0]) for row in rows])

    def lines(self, happenings: Sequence[Occurrence]) -> tuple[Line, ...]:
        """One line for each occurrence, in the order given."""
        told = self.events(e for h in happenings for e in h.events)
        made = {line.occurrence: line for line in lines(told, happenings)}
        return tuple(made[h.id] for h in happenings if h.id in made)

    def occurrence(self, occurrence: str) -> Occurrence | None:
        """The occurrence of this id."""
        o = schema.occurrence.c
        return next((decode(Occurrence, r[0]) for r in self.rows(sa.select(o.record).where(o.id == occurrence))), None)

    def occurrences_of(self, events: Iterable[str]) -> dict[str, str]:
        """For each of the events' ids that of its occurrence."""
        member, ids = schema.occurrence_event.c, list(events)
        if not ids:
            return {}
        return {
            row[0]: row[1] for row in self.rows(sa.select(member.event, member.occurrence).where(member.event.in_(ids)))
        }

    # --- statements --------------------------------------------------------------------------------------------------

    def statements(self, query: Query, *, cursor: str | None = None, limit: int = PORTION) -> Portion[Statement]:
        """The wanted statements, those of the latest articles first."""
        page = self.register.search(replace(query, kind="statement"), limit=limit, cursor=cursor)
        found = tuple(h.record for h in page.hits if isinstance(h.record, Statement))
        return Portion(found, self.total(page.query), page.cursor)

    def statement(self, statement: str) -> Statement | None:
        """The statement of this id."""
        s = schema.statement.c
        return next((decode(Statement, r[0]) for r in self.rows(sa.select(s.record).where(s.id == statement))), None)

    # --- actors ------------------------------------------------------------------------------------------------------

    def actor(self, key: str) -> Actor | None:
        """The actor of this id, or the state of this code."""
        a = schema.actor.c
        query = sa.select(a.record).where(sa.or_(a.id == key, sa.and_(a.type == "state", a.state == key)))
        return next((decode(Actor, row[0]) for row in self.rows(query.order_by(a.id))), None)

    def actors_like(self, text: str, limit: int = 12) -> list[Actor]:
        """The actors whose name or another spelling holds the text."""
        ids = [f.id for f in self.register.find(text) if f.kind == "actor"][:limit] if text.strip() else []
        a = schema.actor.c
        rows = self.rows(sa.select(a.record).where(a.id.in_(ids)).order_by(a.name)) if ids else []
        return [decode(Actor, row[0]) for row in rows]

    def states(self) -> frozenset[str]:
        """The ids of the actors that are states."""
        return self.register.state_ids()

    # --- stories -----------------------------------------------------------------------------------------------------

    def links(self) -> Links:
        """Stories and derivations by article."""
        state = self.register.linked()
        if self._links is None or self._links.state != state:
            stories = {story.id: story for story in self.register.stories()}
            own: dict[str, list[Derivation]] = {}
            taken: dict[str, list[Derivation]] = {}
            for derivation in self.register.derivations():
                own.setdefault(derivation.article, []).append(derivation)
                if derivation.origin_article:
                    taken.setdefault(derivation.origin_article, []).append(derivation)
            self._links = Links(
                state,
                stories,
                {article: story.id for story in stories.values() for article in story.articles},
                {article: tuple(several) for article, several in own.items()},
                {article: tuple(several) for article, several in taken.items()},
            )
        return self._links

    # --- the register itself -----------------------------------------------------------------------------------------

    def rows(self, query: sa.Select[Any]) -> Sequence[Any]:
        """The rows that the selection gives."""
        with self.register.querying() as connection:
            return connection.execute(query).all()

    def event_rows(
        self, query: Query, *columns: Any, then: Callable[[sa.Select[Any]], sa.Select[Any]]
    ) -> Sequence[Any]:
        """Rows made of the wanted events: `then` groups, joins or orders the selection of these columns."""
        event, article = schema.event, schema.article
        with self.register.querying() as connection:
            wanted = Conditions(connection, query).of_event()
            select = sa.select(*columns).select_from(event.join(article, article.c.number == event.c.article))
            return connection.execute(then(select.where(*wanted))).all()
