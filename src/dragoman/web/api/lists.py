"""Lists of the interface: a part of them with its cursor and facets, or all of them in a format."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import sqlalchemy as sa

from dragoman.errors import UsageError
from dragoman.exports import jsonl
from dragoman.exports.columns import csv_lines
from dragoman.exports.formats import format_named
from dragoman.exports.selection import Selection
from dragoman.exports.tables import table
from dragoman.model import Actor, Event, Occurrence, Statement, Story
from dragoman.register import Query, schema
from dragoman.register.codec import decode
from dragoman.web.api.asking import SINGULAR, Ask, Kind
from dragoman.web.asking import Asked
from dragoman.web.desk import Desk

Line = dict[str, Any]
# How many records are drawn from the register at a time when all are wanted.
PORTION = 200


def listed(desk: Desk, kind: Kind, ask: Ask, asked: Asked) -> Line:
    """A part of the list: items, how many there are in all, where it goes on, facets."""
    if kind is Kind.actors:
        return _actors(desk, ask)
    query = asked.of(SINGULAR[kind])
    page = desk.register.search(query, limit=ask.limit, cursor=ask.cursor, order=ask.order)
    names = facet_names(kind, ask)
    facets = desk.register.facets(query, names) if names else {}
    return {
        "items": lines_of(desk, [hit.record for hit in page.hits]),
        "total": desk.total(query),
        "next": page.cursor,
        "notes": list(page.notes),
        "facets": {n: [{"value": c.value, "count": c.count} for c in counts] for n, counts in facets.items()},
    }


def facet_names(kind: Kind, ask: Ask) -> list[str]:
    """The facets that are asked for. Raises UsageError where the kind has none."""
    if ask.facets and kind in (Kind.occurrences, Kind.stories, Kind.actors):
        raise UsageError(f"{kind.value} have no facets: ask for those of events")
    return list(dict.fromkeys(ask.facets))


def lines_of(desk: Desk, records: list[Any]) -> list[Line]:
    """The records as the export contract has them."""
    events = [r for r in records if isinstance(r, Event)]
    of = desk.occurrences_of(e.id for e in events)
    return [_line(desk, record, of) for record in records]


def _line(desk: Desk, record: Any, of: dict[str, str]) -> Line:
    if isinstance(record, Event):
        return jsonl.event_line(record, of.get(record.id))
    if isinstance(record, Statement):
        return jsonl.statement_line(record)
    if isinstance(record, Occurrence):
        return jsonl.occurrence_line(record)
    if isinstance(record, Story):
        return jsonl.story_line(record)
    if isinstance(record, Actor):
        return jsonl.actor_line(record, [])
    return jsonl.article_line(desk.register.document(record.id))


def _actors(desk: Desk, ask: Ask) -> Line:
    """The actors by name; `q` is a part of the name."""
    facet_names(Kind.actors, ask)
    a = schema.actor.c
    query = sa.select(a.record, a.name, a.id)
    if ask.q.strip():
        query = query.where(a.name.icontains(ask.q.strip().replace("\x00", ""), autoescape=True))
    total = desk.rows(sa.select(sa.func.count()).select_from(query.subquery()))[0][0]
    if ask.cursor:
        name, last = _name_cursor(ask.cursor)
        query = query.where(sa.or_(a.name > name, sa.and_(a.name == name, a.id > last)))
    rows = desk.rows(query.order_by(a.name, a.id).limit(ask.limit + 1))
    shown = rows[: ask.limit]
    following = _cursor_of(shown[-1].name, shown[-1].id) if len(rows) > ask.limit else None
    items = [jsonl.actor_line(decode(Actor, row.record), []) for row in shown]
    return {"items": items, "total": total, "next": following, "notes": [], "facets": {}}


def _cursor_of(name: str, last: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([name, last]).encode()).decode().rstrip("=")


def _name_cursor(cursor: str) -> tuple[str, str]:
    try:
        name, last = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError):
        raise UsageError(f"«{cursor}» is no cursor: take the one that the part before gave") from None
    if not isinstance(name, str) or not isinstance(last, str):
        raise UsageError(f"«{cursor}» is no cursor: take the one that the part before gave")
    return name, last


# --- whole lists in a format -----------------------------------------------------------------------------------------


def as_jsonl(desk: Desk, kind: Kind, asked: Asked) -> Iterator[bytes]:
    """Every record of the list as JSON Lines, in bounded memory."""
    ask = Ask(limit=PORTION, q=asked.text)
    while True:
        part = listed(desk, kind, ask, asked)
        for line in part["items"]:
            yield json.dumps(line, ensure_ascii=False).encode() + b"\n"
        if part["next"] is None:
            return
        ask = ask.model_copy(update={"cursor": part["next"]})


def as_csv(desk: Desk, kind: Kind, asked: Asked) -> Iterator[bytes]:
    """Every record of the list as comma separated values."""
    chosen = table(SINGULAR[kind])
    return csv_lines(chosen.columns, chosen.records(Selection(desk.register, _selecting(asked, kind), SINGULAR[kind])))


def written(desk: Desk, name: str, asked: Asked) -> bytes:
    """The wanted events in a format of the exports."""
    out: BinaryIO = io.BytesIO()
    format_named(name).write(Selection(desk.register, _selecting(asked, Kind.events)), out)
    return out.getvalue()  # type: ignore[attr-defined,no-any-return]


def _selecting(asked: Asked, kind: Kind) -> Query:
    """The query as the exports know it: everything when nothing in particular is asked."""
    query = asked.of(SINGULAR[kind])
    return Query() if query == Query(kind=SINGULAR[kind]) else query
