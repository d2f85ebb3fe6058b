"""The log of what analysts say of records: written, read, taken back; and their words made into values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from dragoman.errors import RegisterError, UsageError
from dragoman.events.plover import intensity, modes
from dragoman.model import (
    EVENT_TYPES,
    STATUSES,
    Actor,
    Event,
    Occurrence,
    Party,
    Place,
    Span,
    Statement,
    Story,
    content_id,
)
from dragoman.register import deciding, schema
from dragoman.register.codec import decode, plain
from dragoman.register.folding import folded
from dragoman.register.parties import whom
from dragoman.register.periods import period
from dragoman.register.queries import resolve
from dragoman.register.revised import ACTIONS, Revision, changed, members

table = schema.revision
KINDS: dict[str, type] = {
    "event": Event, "statement": Statement, "actor": Actor, "occurrence": Occurrence, "story": Story,
}  # fmt: skip
SEVERAL = ("source", "target", "attribution", "via")
ONE = ("speaker", "addressee")


def log(connection: sa.Connection, *conditions: Any) -> tuple[Revision, ...]:
    """The revisions that fulfil the conditions, in their order, each with whether it was taken back."""
    rows = connection.execute(sa.select(table).where(*conditions).order_by(table.c.number)).all()
    undoing = (
        sa.select(table.c.number, table.c.undoes).where(table.c.undoes.is_not(None)).order_by(table.c.number.desc())
    )
    undone: set[int] = set()
    for number, other in connection.execute(undoing) if rows else ():
        # What takes back may itself be taken back, but only later: so the last is looked at first.
        if number not in undone:
            undone.add(other)
    return tuple(Revision(**dict(row._mapping), undone=row.number in undone) for row in rows)


def active(connection: sa.Connection, articles: Iterable[str]) -> tuple[Revision, ...]:
    """The revisions that bear on the articles, or on actors wherever they are; those taken back are left out."""
    of = sa.or_(table.c.kind == "actor", table.c.article.in_(list(articles)))
    return in_force(log(connection, of))


def in_force(revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """Those that were not taken back, and are no taking back themselves."""
    return tuple(r for r in revisions if not r.undone and r.action != "undo")


def write(connection: sa.Connection, one: Revision) -> Revision:
    """The revision with its number, once it stands in the log."""
    values = {
        "kind": one.kind, "of": one.of, "article": one.article, "action": one.action, "author": one.author,
        "moment": one.moment, "reason": one.reason, "content": one.content, "undoes": one.undoes,
    }  # fmt: skip
    number: int = connection.execute(sa.insert(table).values(values)).inserted_primary_key[0]  # type: ignore[index]
    return replace(one, number=number)


def target(connection: sa.Connection, of: str, action: str) -> tuple[str, str, str | None]:
    """Kind, id and article's id of the record that is meant. Raises RegisterError when it is not clear."""
    found = resolve(connection, of)
    if len(found) != 1:
        names = f"may be {', '.join(f.id for f in found[:10])}" if found else "is the id of no record"
        raise RegisterError(f"«{of}» {names}: give the whole id, as `dragoman search` or `show` prints it")
    kind, key = found[0].kind, found[0].id
    allowed = ACTIONS[kind]
    if action not in allowed and not (action == "add" and kind == "article"):
        raise UsageError(
            f"«{action}» is nothing that is done with a record of the kind {kind}: choose {', '.join(allowed)}"
        )
    if kind == "article":
        return kind, key, key
    if kind not in ("event", "statement"):
        return kind, key, None
    layer, article = schema.metadata.tables[kind], schema.article.c
    row = connection.execute(
        sa.select(article.id).join(layer, layer.c.article == article.number).where(layer.c.id == key).limit(1)
    )
    return kind, key, row.scalar_one()


def current(connection: sa.Connection, kind: str, key: str) -> Any:
    """The record as it now stands."""
    of = schema.metadata.tables[kind]
    found = connection.execute(sa.select(of.c.record).where(of.c.id == key).limit(1)).scalar_one_or_none()
    if found is None:
        raise RegisterError(f"there is no {kind} {key} in this register (any more): see `dragoman history {key}`")
    return decode(KINDS[kind], found)


# --- what an action needs --------------------------------------------------------------------------------------------


def content(
    connection: sa.Connection, action: str, kind: str, key: str, changes: Mapping[str, Any], into: str | None,
    parts: Sequence[Mapping[str, Any]], only: Sequence[str],
) -> dict[str, Any]:  # fmt: skip
    """What the revision must remember so that it can be done again after any re-reading."""
    if action == "annotate":
        return {}
    if kind == "article":
        return _of_article(action, changes)
    record = current(connection, kind, key)
    kept: dict[str, Any] = {"record": plain(record)}
    if action == "correct":
        return {**kept, "changes": _checked(record, values(connection, kind, changes))}
    if action == "split" and kind == "event":
        if len(parts) < 2:
            raise UsageError("an event is split into two or more: give the changes of each")
        return {**kept, "parts": [_checked(record, values(connection, kind, part)) for part in parts]}
    if action == "merge":
        return kept | _merging(connection, kind, record, into)
    if action == "split":
        return kept | _splitting(connection, kind, record, changes, only)
    return kept


def _of_article(action: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    if action != "correct":
        return {}
    if set(changes) != {"published"}:
        raise UsageError("of an article the day of publication can be corrected: published=2024-03-01")
    day, last = _period(str(changes["published"]))
    if day != last:
        raise UsageError("give one day: published=2024-03-01")
    return {"published": day}


def _checked(record: Any, changes: dict[str, Any]) -> dict[str, Any]:
    if not changes:
        raise UsageError("nothing is to be changed: give fields with their new values, such as type=AGREE")
    new = changed(record, changes)  # raises for what no record can have
    return _weighed(new, changes) if isinstance(new, Event) else changes


def _weighed(event: Event, changes: dict[str, Any]) -> dict[str, Any]:
    """The changes with the intensity that goes with type and mode; a mode of another type goes."""
    if not changes.keys() & {"type", "mode"} or "intensity" in changes:
        return changes
    mode = event.mode if event.mode in modes(event.type) else None
    if "mode" in changes and mode is None and changes["mode"]:
        raise UsageError(f"{event.type} has no mode «{event.mode}»: choose from {', '.join(sorted(modes(event.type)))}")
    return {**changes, "mode": mode, "intensity": intensity(event.type, mode)}


def _merging(connection: sa.Connection, kind: str, record: Any, into: str | None) -> dict[str, Any]:
    if not into:
        raise UsageError("into what? give the id of the record that stays")
    found = [f for f in resolve(connection, into) if f.kind == kind]
    if len(found) != 1 or found[0].id == record.id:
        raise UsageError(f"«{into}» is no other record of the kind {kind}: give its whole id")
    other = current(connection, kind, found[0].id)
    if kind == "event" and other.article != record.article:
        raise UsageError("events of two articles report one happening, they are not one: merge their occurrences")
    if kind == "actor":
        return {"into": other.id, "decision": plain(deciding.merge(other, record))}
    if kind == "event":
        return {"into": other.id}
    return {"into": other.id, "members": list(members(record)), "with": list(members(other))}


def _splitting(
    connection: sa.Connection, kind: str, record: Any, changes: Mapping[str, Any], only: Sequence[str]
) -> dict[str, Any]:
    if not only and not (kind == "actor" and (changes.get("since") or changes.get("until"))):
        raise UsageError(f"which part? give the ids of the {'events' if kind == 'occurrence' else 'articles'} that go")
    wanted = [_whole_id(connection, one, "event" if kind == "occurrence" else "article") for one in only]
    if kind == "actor":
        return {"decision": plain(_namesake(connection, record, changes, wanted))}
    outside = [one for one in wanted if one not in members(record)]
    if outside:
        raise UsageError(f"{outside[0]} is no part of the {kind} {record.id}")
    return {"members": wanted}


def _namesake(
    connection: sa.Connection, actor: Actor, changes: Mapping[str, Any], articles: Sequence[str]
) -> deciding.Decision:
    """That in the articles, or in those of a period, the actor is another: one who is known by the name, or a new one."""
    unknown = sorted(changes.keys() - {"name", "state", "since", "until"})
    name = str(changes.get("name") or "")
    if unknown or not name or name == actor.name:
        raise UsageError("what is the other one called? give name=… (and state=…; since=… and until=… for a period)")
    since, until = changes.get("since"), changes.get("until")
    known = [one for one in whom(connection, name).actors if one != actor.id]
    return deciding.split(
        actor,
        name,
        into=current(connection, "actor", known[0]) if len(known) == 1 else None,
        state=str(changes["state"]) if changes.get("state") else None,
        articles=articles,
        since=date.fromisoformat(_period(str(since))[0]) if since else None,
        until=date.fromisoformat(_period(str(until))[1]) if until else None,
    )


def _whole_id(connection: sa.Connection, text: str, kind: str) -> str:
    found = [f for f in resolve(connection, text) if f.kind == kind]
    if len(found) != 1:
        raise UsageError(f"«{text}» is the id of {'no' if not found else 'more than one'} {kind}")
    return found[0].id


# --- words as values -------------------------------------------------------------------------------------------------


def values(connection: sa.Connection, kind: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes as the record's JSON has them. Texts are understood: names of parties, a place, a day, a month."""
    return {name: _value(connection, name, given) for name, given in changes.items()}


def _value(connection: sa.Connection, name: str, given: Any) -> Any:
    if given in ("", None):
        return [] if name in (*SEVERAL, "contexts", "aliases") else None
    if not isinstance(given, str):
        return given
    listed = [part.strip() for part in given.replace(";", ",").split(",") if part.strip()]
    if name in SEVERAL:
        return [plain(party(connection, one)) for one in listed]
    if name in ONE:
        return plain(party(connection, given))
    if name in ("contexts", "aliases"):
        return listed
    if name == "date":
        first, last = _period(given)
        return {"earliest": first, "latest": last, "text": None}
    if name == "place":
        return plain(_place(connection, given))
    if name == "ordinal":
        if not given.isdecimal():
            raise UsageError(f"ordinal={given} is no number")
        return int(given)
    for field, fixed in (("type", EVENT_TYPES), ("status", STATUSES)):
        if name == field:
            chosen = next((one for one in fixed if one.lower() == given.lower()), None)
            # An actor has a type too, of other values.
            if chosen is None and (name == "status" or given.isupper()):
                raise UsageError(f"«{given}» is no {name}: choose from {', '.join(fixed)}")
            return chosen or given
    return given


def _period(text: str) -> tuple[str, str]:
    try:
        first, last = period(text)
    except ValueError as error:
        raise UsageError(f"«{text}»: {error}") from None
    return first.isoformat(), last.isoformat()


def party(connection: sa.Connection, name: str) -> Party:
    """The actor of that name; someone whom no table knows keeps the name alone. Raises UsageError for an unclear name."""
    meant, actor = whom(connection, name), schema.actor.c
    condition: sa.ColumnElement[bool] = actor.id.in_(meant.actors)
    if meant.states:
        condition = sa.and_(actor.type == "state", actor.state.in_(meant.states))
    rows = connection.execute(sa.select(actor.id, actor.name, actor.state).where(condition).order_by(actor.id)).all()
    if len(rows) > 1:
        raise UsageError(f"«{name}» may be {', '.join(r.name for r in rows[:10])}: write the whole name, or the id")
    if rows:
        return Party(*rows[0])
    return Party(None, meant.states[0] if meant.states else name, meant.states[0] if meant.states else None)


def _place(connection: sa.Connection, name: str) -> Place:
    """A place of that name that the register knows, else one of which only the name is known."""
    known = schema.place.c
    names = connection.execute(sa.select(known.name).distinct()).scalars()
    fitting = [one for one in names if folded(one) == folded(name)]
    query = sa.select(known.record).where(known.name.in_(fitting)).order_by(known.record).limit(1)
    record = connection.execute(query).scalar_one_or_none() if fitting else None
    return replace(decode(Place, record), start=None, end=None) if record else Place(name, None)


def added(
    connection: sa.Connection, article: str, text: str, given: Mapping[str, Any]
) -> tuple[str, Event | Statement]:
    """Kind and record that an analyst adds to an article: an event, or with a speaker a statement, by its words."""
    words = str(given.get("words", ""))
    start = text.find(words)
    if not words or start < 0:
        raise UsageError(
            "on which words does it rest? give words=… as they stand, character for character, in the article"
        )
    span = Span(start, start + len(words), words)
    rest = values(connection, "", {name: value for name, value in given.items() if name != "words"})
    if "speaker" in rest:
        said = Statement(
            content_id(article, "analyst", "statement", start), article, Party(None, "", None), "indirect", "", "asserted",
            span.start, span.end, words, span, "analyst",
        )  # fmt: skip
        return "statement", changed(said, rest)
    if "type" not in rest:
        raise UsageError("an event needs a type (type=CONSULT), a statement a speaker (speaker=…)")
    event = Event(
        id=content_id(article, "analyst", rest["type"], start), article=article, type=rest["type"], mode=None, contexts=(),
        channel=None, ordinal=None, source=(), target=(), roles=(), place=None, date=None, status="actual", attribution=(),
        intensity=0.0, evidence=(span,), trigger=span, rule="analyst",
    )  # fmt: skip
    return "event", changed(event, _weighed(changed(event, rest), rest))


def made(
    kind: str,
    of: str,
    article: str | None,
    action: str,
    author: str,
    moment: datetime,
    reason: str,
    said: Mapping[str, Any],
) -> Revision:
    """A revision that is not yet in the log. Raises UsageError when it has no author."""
    if not author.strip():
        raise UsageError("a revision needs an author: give --author, or set DRAGOMAN_AUTHOR")
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return Revision(0, kind, of, article, action, author.strip(), moment, reason.strip(), text)
