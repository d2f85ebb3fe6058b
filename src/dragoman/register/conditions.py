"""Queries as conditions of SQL: for each kind of record, which rows are wanted.

A register holds millions of records, and a word or a state may stand in one of them or in every third. What is rare is
looked up and the few that are found are judged (`IN`); what is common is judged on each record as the records come in the
order of their days (`EXISTS`), until the page is full. SQLite is told so by the form of the condition; PostgreSQL keeps
statistics and decides by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dragoman.errors import UsageError
from dragoman.register import schema
from dragoman.register.folding import folded
from dragoman.register.fulltext import ROWID, Groups, contains, matching
from dragoman.register.parties import Whom, whom
from dragoman.register.query import TEXT, Query, Term, known_fields, terms_of

Condition = sa.ColumnElement[bool]
ROLES = ("author", "bearer", "addressee", "mediator", "host", "envoy", "sponsor", "guarantor")
# What is in fewer records than this is rare.
RARE = 8000
# Nobody needs to know which of two is the more common beyond this.
COUNTED = 100_000
article = schema.article
LAYERS = {"event": (schema.event, schema.event_party), "statement": (schema.statement, schema.statement_party)}


@dataclass(frozen=True, slots=True)
class Common:
    """A common party that every wanted record has: its column and code, on which sides, in how many records."""

    column: str
    code: str
    sides: tuple[str, ...]
    records: int
    condition: Condition


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
    """The conditions of one query on one connection.

    `meant` are the names that were looked up, `common` the common parties that every record has, and `rare` tells whether
    something rare is asked for.
    """

    def __init__(self, connection: sa.Connection, query: Query) -> None:
        self.connection = connection
        self.dialect = connection.dialect.name
        self.query = query
        self.meant: list[Whom] = []
        self.common: list[Common] = []
        self.rare = False

    def of(self, kind: str) -> list[Condition]:
        """What a row of that kind must fulfil."""
        if kind in LAYERS:
            return self._of_layer(kind)
        return {"article": self.of_article, "occurrence": self.of_occurrence, "story": self.of_story}[kind]()

    def of_event(self) -> list[Condition]:
        """For events."""
        return self._of_layer("event")

    def of_statement(self) -> list[Condition]:
        """For statements."""
        return self._of_layer("statement")

    def _of_layer(self, kind: str) -> list[Condition]:
        terms = terms_of(self.query, kind)
        others = (self._of_term(kind, term) for term in terms if not _is_wanted_text(term))
        return [*self._texts(LAYERS[kind][0], terms), *others, *self._period(LAYERS[kind][0])]

    def of_article(self) -> list[Condition]:
        """For articles: their own fields, and that an event or statement of theirs fulfils the others together."""
        known = known_fields()
        terms = terms_of(self.query)
        own = [t for t in terms if t.field == TEXT or known[t.field].of == {"article"}]
        inner = tuple(t for t in terms if t not in own)
        wanted = self._texts(article, own) + [self._of_article_term(t) for t in own if not _is_wanted_text(t)]
        if not inner:
            a = article.c
            since, until = self.query.since, self.query.until
            return [*wanted, *([a.latest >= since] if since else []), *([a.earliest <= until] if until else [])]
        part = Conditions(self.connection, Query(terms=inner, since=self.query.since, until=self.query.until))
        kind = "statement" if kind_of(part.query) == "statement" else "event"
        told = sa.exists().where(LAYERS[kind][0].c.article == article.c.number, *part.of(kind))
        self.meant += part.meant
        return [*wanted, told]

    def of_occurrence(self) -> list[Condition]:
        """For occurrences: an event of theirs fulfils everything."""
        of, event = schema.occurrence_event, schema.event
        members = sa.select(of.c.occurrence).join(event, event.c.id == of.c.event)
        return [schema.occurrence.c.id.in_(members.where(*self.of_event()))]

    def of_story(self) -> list[Condition]:
        """For stories: an article of theirs fulfils everything."""
        member = schema.story_article
        members = sa.select(member.c.story).join(article, article.c.id == member.c.article)
        return [schema.story.c.id.in_(members.where(*self.of_article()))]

    def _period(self, layer: sa.Table) -> list[Condition]:
        since, until = self.query.since, self.query.until
        bounds = [layer.c.last >= since.toordinal()] if since else []
        return bounds + ([layer.c.first.between(1, until.toordinal())] if until else [])

    # --- one term ----------------------------------------------------------------------------------------------------

    def _of_term(self, kind: str, term: Term) -> Condition:
        if term.field == TEXT:
            return _signed(term, self._words(LAYERS[kind][0], [term.values], negated=term.negated))
        of = known_fields()[term.field].of
        if kind in of:
            return _signed(term, self._of_field(kind, term))
        if of != {"article"}:
            return _signed(term, sa.false())
        layer = LAYERS[kind][0].c
        # Under another name, since the article may be joined already.
        printed = article.alias("printed")
        return sa.exists().where(printed.c.number == layer.article, self._of_article_term(term, printed.c))

    def _of_field(self, kind: str, term: Term) -> Condition:
        field, columns = term.field, LAYERS[kind][0].c
        sides = _sides(kind, field)
        if sides is not None:
            return self._party(kind, term, term.values, sides)
        if field == "pair":
            return sa.or_(*(self._pair(kind, term, *pair.split("/")) for pair in term.values))
        if field == "role":
            return sa.or_(*(self._anyone(kind, LAYERS[kind][1].c.side == folded(one)) for one in term.values))
        if field == "place":
            return sa.or_(*(self._place(one, lead=not term.negated and len(term.values) == 1) for one in term.values))
        if field == "context":
            return sa.or_(*(columns.record.contains(f'"{one.lower()}"', autoescape=True) for one in term.values))
        column = columns[field]
        values = [int(v) for v in term.values] if field == "ordinal" else term.values
        return sa.and_(column.is_not(None), column.in_(values))

    def _pair(self, kind: str, term: Term, one: str, other: str) -> Condition:
        if kind == "event":
            sides = _sides(kind, "actor")
            return sa.and_(self._party(kind, term, (one,), sides), self._party(kind, term, (other,), sides))
        # One speaks, to the other or about the other.
        heard = ("addressee", "about")
        alone = Term("pair", (), negated=True)  # alternatives: neither may lead the search
        return sa.or_(
            *(
                sa.and_(self._party(kind, alone, (a,), ("speaker",)), self._party(kind, alone, (b,), heard))
                for a, b in ((one, other), (other, one))
            )
        )

    def _party(self, kind: str, term: Term, names: Sequence[str], sides: tuple[str, ...] | None) -> Condition:
        """That someone of these names is on one of the sides (all but voices if there are none)."""
        layer, party = LAYERS[kind]
        meant = [self._whom(name) for name in names]
        p = party.c
        on_side = p.side.in_(sides) if sides else p.side != "voice"
        codes = {
            "actor": sorted({a for w in meant for a in w.actors}),
            "state": sorted({s for w in meant for s in w.states}),
        }
        found = [sa.and_(p[column].in_(values), on_side) for column, values in codes.items() if values]
        described = sorted({d for w in meant for d in w.described})
        if described:
            found.append(sa.and_(p.actor.is_(None), p.name.in_(described), on_side))
        if not found:
            return sa.false()
        judged = sa.or_(*(self._anyone(kind, condition) for condition in found))
        if self.dialect != "sqlite" or term.negated:
            return judged
        number = party.c[kind]
        selects = [sa.select(p.article, number).where(condition) for condition in found]
        if self._is_rare(selects):
            self.rare = True
            return sa.tuple_(layer.c.article, layer.c.position).in_(
                sa.union(*selects) if len(selects) > 1 else selects[0]
            )
        single = meant[0].single() if len(meant) == 1 else None
        if single and (term.field != "pair" or len(term.values) == 1):
            records = self._counted(selects[0], COUNTED)
            self.common.append(Common(*single, sides or (), records, judged))
        return judged

    def _whom(self, name: str) -> Whom:
        meant = whom(self.connection, name)
        self.meant.append(meant)
        return meant

    def _is_rare(self, selects: Sequence[sa.Select[Any]]) -> bool:
        return all(self._counted(select, RARE) < RARE for select in selects)

    def _counted(self, select: sa.Select[Any], most: int) -> int:
        inner = select.limit(most).subquery()
        return int(self.connection.execute(sa.select(sa.func.count()).select_from(inner)).scalar_one())

    def _anyone(self, kind: str, condition: Condition) -> Condition:
        layer, party = LAYERS[kind]
        of = (party.c.first == layer.c.first, party.c.article == layer.c.article, party.c[kind] == layer.c.position)
        return sa.exists().where(*of, condition)

    def _place(self, name: str, *, lead: bool) -> Condition:
        """That it took place there: a place of that name, or in a country of that code or name."""
        event, names = schema.event.c, schema.place_name.c
        countries = [name] if name.isupper() and len(name) == 3 else whom(self.connection, name).states
        written = self.connection.execute(sa.select(names.name).where(names.folded == folded(name))).scalars().all()
        # What is in no place is not there, and not «not known»: a negated place lists it.
        there = [
            sa.and_(c.is_not(None), c.in_(v)) for c, v in ((event.place, written), (event.country, countries)) if v
        ]
        if self.dialect == "sqlite" and lead and written and not countries:
            other = schema.event.alias("there")
            found = sa.select(other.c.article, other.c.position).where(other.c.place.in_(written))
            if self._is_rare([found]):
                self.rare = True
                return sa.tuple_(event.article, event.position).in_(found)
        return sa.or_(sa.false(), *there)

    def _of_article_term(self, term: Term, a: Any = article.c) -> Condition:
        if term.field == TEXT:
            return _signed(term, self._words(article, [term.values], negated=term.negated))
        tests: dict[str, Callable[[str], Condition]] = {
            "outlet": lambda v: sa.func.coalesce(a.outlet, "").in_(_outlets(self.connection, v)),
            "language": lambda v: a.language == v,
            "article": lambda v: a.id.startswith(v, autoescape=True),
            "story": lambda v: a.id.in_(self._articles_of_story(v)),
        }
        return _signed(term, sa.or_(*(tests[term.field](v) for v in term.values)))

    def _articles_of_story(self, wanted: str) -> sa.Select[Any]:
        story, member = schema.story.c, schema.story_article.c
        titles = self.connection.execute(sa.select(story.id, story.title)).all()
        fitting = [s.id for s in titles if s.id.startswith(wanted) or folded(wanted) in folded(s.title)]
        return sa.select(member.article).where(member.story.in_(fitting))

    def _texts(self, table: sa.Table, terms: Sequence[Term]) -> list[Condition]:
        """That a row has all the words and phrases: asked for together, since together they may be rare."""
        groups = [term.values for term in terms if _is_wanted_text(term)]
        return [self._words(table, groups)] if groups else []

    def _words(self, table: sa.Table, groups: Groups, *, negated: bool = False) -> Condition:
        if self.dialect != "sqlite" or negated:
            return contains(table, groups, self.dialect)
        found = matching(table, groups)
        # Beginnings of words are gathered once: to look them up for each row anew would cost far more.
        if any(v.endswith("*") for values in groups for v in values) or self._is_rare([found]):
            self.rare = True
            return contains(table, groups, self.dialect)
        number: sa.ColumnElement[int]
        number = (
            table.c.number if table is article else table.c.article * (1 << schema.POSITION_BITS) + table.c.position
        )
        return sa.exists(found.where(number == ROWID).correlate(table))


def _is_wanted_text(term: Term) -> bool:
    return term.field == TEXT and not term.negated


def _outlets(connection: sa.Connection, wanted: str) -> list[str]:
    """The outlets whose name, without accents and capitals, contains what is wanted."""
    outlet = article.c.outlet
    names = connection.execute(sa.select(outlet).where(outlet.is_not(None)).distinct()).scalars()
    return [name for name in names if folded(wanted) in folded(name)]


def _sides(kind: str, field: str) -> tuple[str, ...] | None:
    """The sides of which a field speaks, () for all but voices, None when it speaks of no party."""
    if kind == "event":
        if field == "actor":
            return ()
        return (field,) if field in ("source", "target", "voice", *ROLES) else None
    return {
        "actor": ("speaker",), "speaker": ("speaker",), "addressee": ("addressee",), "about": ("about",),
        "voice": ("speaker", "via"),
    }.get(field)  # fmt: skip


def _signed(term: Term, condition: Condition) -> Condition:
    return sa.not_(condition) if term.negated else condition
