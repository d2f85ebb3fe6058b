"""Queries as conditions of SQL: for each kind of record, which rows are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa

from dragoman.errors import UsageError
from dragoman.register import schema
from dragoman.register.folding import folded
from dragoman.register.parties import Whom, whom
from dragoman.register.query import TEXT, Query, Term, known_fields, terms_of
from dragoman.register.search import full_text_query

Condition = sa.ColumnElement[bool]
ROLES = ("author", "bearer", "addressee", "mediator", "host", "envoy", "sponsor", "guarantor")
event, statement, article = schema.event, schema.statement, schema.article


def kind_of(query: Query) -> str:
    """The kind of record that the query lists: the one it names, else the one its fields speak of.

    Raises UsageError when a field speaks of statements only and another of events only.
    """
    known = known_fields()
    speaks = [(t.field, known[t.field].of) for t in terms_of(query) if t.field != TEXT and known[t.field].of]
    only = {kind: [f for f, of in speaks if of == {kind}] for kind in ("event", "statement")}
    if only["event"] and only["statement"]:
        raise UsageError(
            f"{only['event'][0]}: is of events and {only['statement'][0]}: of statements: no record has both, ask twice"
        )
    if only["statement"]:
        if query.kind in ("event", "occurrence"):
            raise UsageError(f"{only['statement'][0]}: is of statements: ask for kind:statement")
        return query.kind or "statement"
    if only["event"] and query.kind == "statement":
        raise UsageError(f"{only['event'][0]}: is of events: ask for kind:event")
    return query.kind or ("event" if any("event" in of for _, of in speaks) else "article")


class Conditions:
    """The conditions of one query, on one connection: names are looked up as they are met."""

    def __init__(self, connection: sa.Connection, query: Query) -> None:
        self.connection = connection
        self.query = query
        self.meant: list[Whom] = []

    def of(self, kind: str) -> list[Condition]:
        """What a row of that kind (joined with its article) must fulfil."""
        return {
            "event": self.of_event, "statement": self.of_statement, "article": self.of_article,
            "occurrence": self.of_occurrence, "story": self.of_story,
        }[kind]()  # fmt: skip

    def of_event(self) -> list[Condition]:
        """For events joined with their articles."""
        wanted = [self._event_term(term) for term in terms_of(self.query, "event")]
        return [*wanted, *self._period(event.c.earliest, event.c.latest)]

    def of_statement(self) -> list[Condition]:
        """For statements joined with their articles."""
        wanted = [self._statement_term(term) for term in terms_of(self.query, "statement")]
        return [*wanted, *self._period(article.c.earliest, article.c.latest)]

    def of_article(self) -> list[Condition]:
        """For articles: their own fields, and that an event or statement of theirs fulfils the others together."""
        known = known_fields()
        terms = terms_of(self.query)
        own = [t for t in terms if t.field == TEXT or known[t.field].of == {"article"}]
        inner = tuple(t for t in terms if t not in own)
        wanted = [self._article_term(term) for term in own]
        if not inner:
            return [*wanted, *self._period(article.c.earliest, article.c.latest)]
        part = Conditions(self.connection, Query(terms=inner, since=self.query.since, until=self.query.until))
        table, conditions = (
            (statement, part.of_statement()) if kind_of(part.query) == "statement" else (event, part.of_event())
        )
        self.meant += part.meant
        return [*wanted, sa.exists().where(table.c.article == article.c.number, *conditions)]

    def of_occurrence(self) -> list[Condition]:
        """For occurrences: an event of theirs fulfils everything."""
        of = schema.occurrence_event
        members = (
            sa.select(of.c.occurrence)
            .join(event, event.c.id == of.c.event)
            .join(article, article.c.number == event.c.article)
        )
        return [schema.occurrence.c.id.in_(members.where(*self.of_event()))]

    def of_story(self) -> list[Condition]:
        """For stories: an article of theirs fulfils everything."""
        ids = self.connection.execute(sa.select(article.c.id).where(*self.of_article())).scalars()
        wanted = set(ids)
        rows = self.connection.execute(sa.select(schema.story.c.id, schema.story.c.record))
        from dragoman.model import Story
        from dragoman.register.codec import decode

        return [schema.story.c.id.in_([one for one, record in rows if wanted & set(decode(Story, record).articles)])]

    # --- one term ----------------------------------------------------------------------------------------------------

    def _event_term(self, term: Term) -> Condition:
        speaks = self._speaks_of(term)
        if "event" in speaks:
            return _signed(term, self._event_values(term))
        return _signed(term, sa.false()) if speaks == {"statement"} else self._article_term(term)

    def _speaks_of(self, term: Term) -> frozenset[str]:
        return frozenset() if term.field == TEXT else known_fields()[term.field].of

    def _event_values(self, term: Term) -> Condition:
        field, values = term.field, term.values
        if field == "actor":
            return sa.or_(*(self._party(one, schema.event_party.c.side != "voice") for one in values))
        if field in ("source", "target", *ROLES, "voice"):
            return sa.or_(*(self._party(one, schema.event_party.c.side == field) for one in values))
        if field == "pair":
            anyone = schema.event_party.c.side != "voice"
            pairs = (pair.split("/") for pair in values)
            return sa.or_(*(sa.and_(self._party(a, anyone), self._party(b, anyone)) for a, b in pairs))
        if field == "role":
            return sa.or_(*(self._anyone(schema.event_party.c.side == folded(one)) for one in values))
        if field == "place":
            return sa.or_(*(self._place(one) for one in values))
        column: Any = {"type": event.c.type, "channel": event.c.channel, "status": event.c.status}.get(field)
        if column is None:
            return sa.or_(*(event.c.record.contains(f'"{one}"', autoescape=True) for one in values))
        return sa.and_(column.is_not(None), column.in_(values))

    def _party(self, name: str, side: Condition) -> Condition:
        party = schema.event_party.c
        return self._anyone(sa.and_(side, self._is(name, party.actor, party.state, party.name)))

    def _anyone(self, condition: Condition) -> Condition:
        party = schema.event_party.c
        return sa.exists().where(party.article == event.c.article, party.event == event.c.position, condition)

    def _is(self, name: str, actor: Any, state: Any, described: Any) -> Condition:
        meant = whom(self.connection, name)
        self.meant.append(meant)
        return sa.or_(
            sa.and_(actor.is_not(None), actor.in_(meant.actors)),
            sa.and_(state.is_not(None), state.in_(meant.states)),
            *(sa.and_(actor.is_(None), described.icontains(one, autoescape=True)) for one in meant.described),
        )

    def _place(self, name: str) -> Condition:
        countries = [name] if name.isupper() and len(name) == 3 else whom(self.connection, name).states
        return sa.and_(
            event.c.place.is_not(None),
            sa.or_(event.c.place.ilike(name), sa.func.coalesce(event.c.country, "").in_(countries)),
        )

    def _statement_term(self, term: Term) -> Condition:
        speaks = self._speaks_of(term)
        if "statement" in speaks:
            return _signed(term, sa.or_(*(self._statement_value(term.field, one) for one in term.values)))
        return _signed(term, sa.false()) if speaks == {"event"} else self._article_term(term)

    def _statement_value(self, field: str, value: str) -> Condition:
        said = statement.c
        if field in ("stance", "form"):
            return (said.stance if field == "stance" else said.form) == value
        if field == "pair":
            one, other = value.split("/")
            return sa.or_(
                sa.and_(self._statement_value("actor", one), self._statement_value("about", other)),
                sa.and_(self._statement_value("actor", other), self._statement_value("about", one)),
            )
        if field in ("actor", "speaker"):
            return self._is(value, said.actor, said.state, said.speaker)
        return said.record.contains(value, autoescape=True)

    def _article_term(self, term: Term) -> Condition:
        if term.field == TEXT:
            return _signed(term, self._words(term.values))
        a = article.c
        tests: dict[str, Callable[[str], Condition]] = {
            "outlet": lambda v: sa.func.coalesce(a.outlet, "").icontains(v, autoescape=True),
            "language": lambda v: a.language == v,
            "article": lambda v: a.id.startswith(v, autoescape=True),
            "story": lambda v: a.id.in_(self._articles_of_story(v)),
        }
        return _signed(term, sa.or_(*(tests[term.field](v) for v in term.values)))

    def _articles_of_story(self, wanted: str) -> list[str]:
        from dragoman.model import Story
        from dragoman.register.codec import decode

        rows = self.connection.execute(sa.select(schema.story.c.record)).scalars()
        stories = (decode(Story, record) for record in rows)
        fitting = (s for s in stories if s.id.startswith(wanted) or folded(wanted) in folded(s.title))
        return [one for s in fitting for one in s.articles]

    def _words(self, values: Iterable[str]) -> Condition:
        match = " OR ".join(full_text_query(v if v.endswith("*") else f'"{v}"') for v in values)
        return article.c.number.in_(
            sa.select(sa.column("rowid"))
            .select_from(sa.table("article_text"))
            .where(sa.text("article_text MATCH :words").bindparams(sa.bindparam("words", match, unique=True)))
        )

    def _period(self, earliest: Any, latest: Any) -> list[Condition]:
        since, until = self.query.since, self.query.until
        return ([latest >= since] if since else []) + ([earliest <= until] if until else [])


def _signed(term: Term, condition: Condition) -> Condition:
    return sa.not_(condition) if term.negated else condition
