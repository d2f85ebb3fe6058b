"""Search: pages of what a query lists, in a stable order, with passages; and counts by field."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from dragoman.errors import UsageError
from dragoman.model import Event, Occurrence, Statement, Story
from dragoman.register import schema
from dragoman.register.codec import decode
from dragoman.register.conditions import LAYERS, Common, Conditions, kind_of
from dragoman.register.query import Query
from dragoman.register.snippets import Snippet, patterns, snippet

ORDERS = ("newest", "oldest")
# Records fetched with one question.
AT_A_TIME = 100
article, occurrence, story = schema.article.c, schema.occurrence.c, schema.story.c


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


def search(
    connection: sa.Connection, query: Query, *, limit: int, cursor: str | None, order: str, but: Any = None
) -> Page:
    """The page of the query's records that the cursor asks for, the first without one; `but` selects ids to leave out.

    Records of one day come in the order in which they were read; those without a day behind all others, or before them
    where the oldest come first.
    """
    if order not in ORDERS:
        raise UsageError(f"«{order}» is no order: choose {' or '.join(ORDERS)}")
    kind, conditions = kind_of(query), Conditions(connection, query)
    keys = _keys(kind, conditions)
    columns = list(keys.selected_columns)
    if but is not None:
        keys = keys.where(schema.metadata.tables[kind].c.id.not_in(but))
    if cursor:
        keys = keys.where(_after(cursor, columns, order))
    descending = order == "newest"
    ordered = keys.order_by(*(c.desc() if descending else c for c in columns))
    found = [tuple(row) for row in connection.execute(ordered.limit(limit + 1))]
    following = _cursor(found[limit - 1], order) if len(found) > limit else None
    hits = _hits(connection, kind, found[:limit], query)
    unknown = (w.name for w in conditions.meant if not w)
    return Page(
        query, kind, hits, following, tuple(f"nobody in this register is called «{n}»" for n in dict.fromkeys(unknown))
    )


def total(connection: sa.Connection, query: Query) -> int:
    """How many records the query lists."""
    kind = kind_of(query)
    keys = _keys(kind, Conditions(connection, query)).subquery()
    return int(connection.execute(sa.select(sa.func.count()).select_from(keys)).scalar_one())


def _keys(kind: str, conditions: Conditions) -> sa.Select[Any]:
    """What selects the keys by which the records of a kind are ordered: the day's ordinal, then what tells them apart."""
    wanted = conditions.of(kind)
    if kind not in LAYERS:
        table = schema.metadata.tables[kind].c
        return sa.select(table.first, table.number if kind == "article" else table.id).where(*wanted)
    layer = LAYERS[kind][0]
    if conditions.rare or not conditions.common:
        return sa.select(layer.c.first, layer.c.article, layer.c.position).where(*wanted)
    return _led(min(conditions.common, key=lambda one: one.records), kind, wanted, conditions.query)


def _led(leader: Common, kind: str, wanted: Sequence[Any], query: Query) -> sa.Select[Any]:
    """The records in the order in which the least common of the parties has them: its index is in the order of days."""
    layer = LAYERS[kind][0]
    # Under a name of its own: the other conditions look into the same table.
    leading = LAYERS[kind][1].alias("leading")
    p = leading.c
    own = [p[leader.column] == leader.code, p.side.in_(leader.sides) if leader.sides else p.side != "voice"]
    if query.since:
        own.append(p.last >= query.since.toordinal())
    if query.until:
        own.append(p.first.between(1, query.until.toordinal()))
    others = [condition for condition in wanted if condition is not leader.condition]
    joined = leading.join(layer, sa.and_(layer.c.article == p.article, layer.c.position == p[kind]))
    return sa.select(p.first, p.article, p[kind]).distinct().select_from(joined).where(*own, *others)


def _hits(connection: sa.Connection, kind: str, keys: Sequence[tuple[Any, ...]], query: Query) -> tuple[Hit, ...]:
    """The records of these keys, in their order."""
    wanted = patterns(query)
    if kind in LAYERS:
        layer = LAYERS[kind][0].c
        columns = (layer.article, layer.position, layer.record, article.id, article.title)
        select = sa.select(*columns).join(schema.article, article.number == layer.article)
        by_key: dict[tuple[Any, ...], Any] = {}
        for at in range(0, len(keys), AT_A_TIME):
            # Not (article, position) IN (…): SQLite would read every event for it.
            each = (sa.and_(layer.article == k[1], layer.position == k[2]) for k in keys[at : at + AT_A_TIME])
            for row in connection.execute(select.where(sa.or_(sa.false(), *each))):
                by_key[row.article, row.position] = row
        return tuple(_layer_hit(kind, by_key[k[1:]], _day(k), wanted) for k in keys)
    table = schema.metadata.tables[kind]
    key = table.c.number if kind == "article" else table.c.id
    shown = [c for c in table.c if c.name not in ("words", "publication", "fingerprint")]
    found = {
        row._mapping[key.name]: row
        for row in connection.execute(sa.select(*shown).where(key.in_([k[1] for k in keys])))
    }
    return tuple(_hit(kind, found[k[1]], _day(k), wanted) for k in keys)


def _day(key: tuple[Any, ...]) -> date | None:
    return date.fromordinal(key[0]) if key[0] else None


def _layer_hit(kind: str, row: Any, day: date | None, wanted: Sequence[tuple[str, ...]]) -> Hit:
    if kind == "event":
        told = decode(Event, row.record)
        words = " … ".join(s.text for s in told.evidence) or told.trigger.text
        return Hit(kind, told.id, row.id, day, row.title or "", snippet(words, wanted), told)
    said = decode(Statement, row.record)
    return Hit(kind, said.id, row.id, day, row.title or "", snippet(said.text, wanted), said)


def _hit(kind: str, row: Any, day: date | None, wanted: Sequence[tuple[str, ...]]) -> Hit:
    if kind == "article":
        head = Head(row.id, row.source, row.title, row.outlet, row.language, row.best, row.earliest, row.latest)
        return Hit(kind, row.id, row.id, day, row.title or row.source, snippet(row.text, wanted), head)
    if kind == "occurrence":
        return Hit(kind, row.id, "", day, "", Snippet(), decode(Occurrence, row.record))
    return Hit(kind, row.id, "", day, row.title, snippet(row.title, wanted), decode(Story, row.record))


# --- counts ----------------------------------------------------------------------------------------------------------

FACETS = {
    "event": ("type", "status", "channel", "country", "state", "outlet", "language", "month"),
    "statement": ("stance", "form", "speaker", "state", "outlet", "language", "month"),
    "article": ("outlet", "language", "month"),
    "occurrence": ("month",),
    "story": ("month",),
}


def facets(
    connection: sa.Connection, query: Query, names: Sequence[str] | None, most: int
) -> Mapping[str, tuple[Count, ...]]:
    """For each name the values that the query's records have, the commonest first (months in their order)."""
    kind = kind_of(query)
    wanted = names if names is not None else FACETS[kind]
    for name in wanted:
        if name not in FACETS[kind]:
            raise UsageError(f"«{name}» is no facet of {kind} records: choose {', '.join(FACETS[kind])}")
    keys = _keys(kind, Conditions(connection, query)).subquery()
    tallies = {name: _tally(connection, kind, keys, name) for name in wanted}
    return {
        name: tuple(
            Count(str(value), times)
            for value, times in sorted(tally.items(), key=lambda one: one if name == "month" else (-one[1], one[0]))
        )[: None if name == "month" else most]
        for name, tally in tallies.items()
    }


def _tally(connection: sa.Connection, kind: str, keys: Any, name: str) -> Mapping[str, int]:
    """How many of the records of the keys have which value of one facet."""
    first, *key = list(keys.c)
    count = sa.func.count()
    if name == "month":
        tally: Counter[str] = Counter()
        for ordinal, times in connection.execute(sa.select(first, count).where(first > 0).group_by(first)):
            tally[date.fromordinal(ordinal).isoformat()[:7]] += times
        return tally
    if kind == "article":
        value: Any = article[name]
        select = sa.select(value, count).join_from(keys, schema.article, article.number == key[0])
    elif name in ("outlet", "language"):
        value = article[name]
        select = sa.select(value, count).join_from(keys, schema.article, article.number == key[0])
    else:
        select, value = _of_layer(kind, keys, name)
    return {row[0]: row[1] for row in connection.execute(select.where(value.is_not(None)).group_by(value))}


def _of_layer(kind: str, keys: Any, name: str) -> tuple[sa.Select[Any], Any]:
    """What counts a facet of events or statements, and the facet's column."""
    layer, party = LAYERS[kind]
    _, number, position = list(keys.c)
    if name == "state":
        p = party.c
        side = p.side != "voice" if kind == "event" else p.side == "speaker"
        each = sa.and_(p.article == number, p[kind] == position, side)
        # A state that has two people in an event is in it once.
        once = sa.select(number, position, p.state).distinct().join_from(keys, party, each).subquery()
        return sa.select(once.c.state, sa.func.count()), once.c.state
    value = layer.c[name]
    each = sa.and_(layer.c.article == number, layer.c.position == position)
    return sa.select(value, sa.func.count()).join_from(keys, layer, each), value


# --- cursors ---------------------------------------------------------------------------------------------------------


def _cursor(key: tuple[Any, ...], order: str) -> str:
    plain = json.dumps([order[0], *key], separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _after(cursor: str, columns: Sequence[Any], order: str) -> sa.ColumnElement[bool]:
    """What comes behind the cursor's record."""
    try:
        mark, *key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        fits = len(key) == len(columns) and all(isinstance(k, int) for k in key[:1])
    except (ValueError, TypeError):
        fits = False
    if not fits:
        raise UsageError(
            f"«{cursor}» is no cursor of this query: take the one that the page before gave, or leave it out"
        )
    if mark != order[0]:
        raise UsageError("this cursor is of the other order: ask in the order of the page before")
    behind = sa.tuple_(*columns) < sa.tuple_(*(sa.literal(k) for k in key))
    return behind if order == "newest" else sa.tuple_(*columns) > sa.tuple_(*(sa.literal(k) for k in key))
