"""FollowTheMoney entities: actors with their offices, and the events among them that say their PLOVER type."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dragoman.crosswalk.places import state_of
from dragoman.imports.events_rows import Coded, Entity, Named, RowError, known_mode
from dragoman.model import EVENT_TYPES, STATUSES, Interval, Office, Place

ACTORS = {
    "Person": "person",
    "PublicBody": "organisation",
    "Organization": "organisation",
    "Company": "organisation",
    "LegalEntity": "organisation",
}
OWN = "dragoman-actor-"


@dataclass
class Index:
    """What an event or a person refers to: offices by holder, and those who take part in events."""

    posts: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    held: dict[str, list[tuple[str, date | None, date | None]]] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    actors: dict[str, Named] = field(default_factory=dict)


def entity(line: bytes) -> dict[str, Any]:
    """The entity of a line. Raises RowError when it is none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RowError(f"is no JSON ({error})") from None
    fit = isinstance(found, dict) and isinstance(found.get("properties"), dict)
    if not fit or not all(isinstance(found.get(name), str) and found[name] for name in ("id", "schema")):
        raise RowError("is no entity: an object with «id», «schema» and «properties» is expected")
    return found  # type: ignore[no-any-return]


def indexed(lines: Iterable[bytes]) -> Index:
    """The index of a file, from a pass over it; broken lines are passed over, the next pass reports them.

    It grows with the offices and with those who take part in events, not with all entities.
    """
    index = Index()
    for line in lines:
        try:
            found = entity(line)
        except RowError:
            continue
        schema, p = found.get("schema"), found["properties"]
        if schema == "Position":
            index.posts[found["id"]] = (_first(p, "name") or "", _state(p))
        elif schema == "Occupancy":
            days = (_day(_first(p, "startDate")), _day(_first(p, "endDate"), last=True))
            for holder in _values(p, "holder"):
                index.held.setdefault(holder, []).extend((post, *days) for post in _values(p, "post"))
        elif schema == "Event":
            index.wanted.update(_values(p, "involved"), _values(p, "organizer"))
    return index


def noted(index: Index, lines: Iterable[bytes]) -> None:
    """Fills the index with those who take part in events, from a second pass."""
    for line in lines:
        try:
            found = entity(line)
        except RowError:
            continue
        if found["id"] in index.wanted and found.get("schema") in ACTORS:
            index.actors[found["id"]] = _named(index, found)


def coded(index: Index, found: dict[str, Any]) -> Coded | Entity | None:
    """What an entity says; None for one that is neither an actor nor an event. Raises RowError for an unfit event."""
    schema = found.get("schema")
    cells = {name: "; ".join(_values(found["properties"], name)) for name in found["properties"]}
    cells.pop("bodyText", None)
    if schema in ACTORS:
        named = _named(index, found)
        if not named.name:
            raise RowError(f"is a {schema} without a name")
        return Entity(found["id"], named, cells)
    return _event(index, found, cells) if schema == "Event" else None


def _event(index: Index, found: dict[str, Any], cells: dict[str, str]) -> Coded:
    p = found["properties"]
    said = dict(k.partition(":")[::2] for k in _values(p, "keywords") if ":" in k and not k.startswith("context:"))
    kind = said.get("type", "").upper()
    if kind not in EVENT_TYPES:
        raise RowError("is an Event without a PLOVER type: among its keywords should be one such as «type:CONSULT»")
    when = _first(p, "date")
    first, last = _day(when or _first(p, "startDate")), _day(when or _first(p, "endDate"), last=True)
    involved = [index.actors[i] for i in _values(p, "involved") if i in index.actors]
    involved += [Named(name) for name in _values(p, "namesMentioned")]
    location = _first(p, "location")
    status = said.get("status", "actual")
    return Coded(
        key=found["id"],
        code="/".join(part for part in (kind, said.get("channel") or said.get("mode")) if part),
        type=kind,
        mode=known_mode(kind, said.get("mode")),
        contexts=tuple(k.removeprefix("context:") for k in _values(p, "keywords") if k.startswith("context:")),
        day=Interval(first, last or first) if first else None,
        source=tuple(involved),
        target=(),
        place=Place(location, _state(p)) if location else None,
        published=_day(_first(p, "publishedAt") or _first(p, "modifiedAt")),
        publisher=_first(p, "publisher"),
        cells=cells,
        status=status if status in STATUSES else "actual",
        channel=said.get("channel") or None,
    )


def _named(index: Index, found: dict[str, Any]) -> Named:
    p, key = found["properties"], found["id"]
    name = _first(p, "name") or str(found.get("caption") or "")
    offices = [
        Office(index.posts[post][0], index.posts[post][1], start, end)
        for post, start, end in index.held.get(key, ())
        if post in index.posts and index.posts[post][0]
    ]
    if not offices and found.get("schema") == "Person":
        offices = [Office(title) for title in _values(p, "position")]
    kinds = {"state", "armed group", "media", "population", "place", "organisation", "person"}
    kind = next((k for k in _values(p, "keywords") if k in kinds), ACTORS[found["schema"]])
    return Named(
        name,
        _state(p),
        type=kind,
        wikidata=_first(p, "wikidataId"),
        aliases=tuple(dict.fromkeys((*_values(p, "name")[1:], *_values(p, "alias")))),
        offices=tuple(dict.fromkeys(offices)),
        id=key.removeprefix(OWN) if key.startswith(OWN) else None,
    )


def _values(properties: dict[str, Any], name: str) -> list[str]:
    """The values of a property; of entities within entities only the id."""
    found = properties.get(name, [])
    several = found if isinstance(found, list) else [found]
    return [str(v.get("id", "")) if isinstance(v, dict) else str(v) for v in several if v not in (None, "")]


def _first(properties: dict[str, Any], name: str) -> str | None:
    return next(iter(_values(properties, name)), None)


def _state(properties: dict[str, Any]) -> str | None:
    found = (
        state_of("ftm", code)
        for name in ("country", "citizenship", "nationality")
        for code in _values(properties, name)
    )
    return next((state for state in found if state), None)


def _day(text: str | None, *, last: bool = False) -> date | None:
    """The first (or last) day of a date with its precision: 2024, 2024-05, 2024-05-06."""
    parts = [int(part) for part in (text or "")[:10].split("-") if part.isdigit()]
    try:
        if len(parts) == 3:
            return date(*parts)
        if len(parts) == 2:
            following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
            return following - timedelta(days=1) if last else date(parts[0], parts[1], 1)
        if len(parts) == 1:
            return date(parts[0], 12, 31) if last else date(parts[0], 1, 1)
    except ValueError:
        return None
    return None
