"""A row of another data set as a document of the register: a text that says what the row says, and its event.

The article of an imported row is written in no language (NO_LANGUAGE), its text lists the row's cells, its source names
data set, file and line. So an imported event has its evidence as any other, and is never linked to dispatches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from dragoman.actors.knowledge import knowledge
from dragoman.crosswalk.places import codes, is_body, state_named
from dragoman.crosswalk.sectors import actor_type
from dragoman.document import Document
from dragoman.events.plover import intensity, modes
from dragoman.languages.base import language_table
from dragoman.model import (
    NO_LANGUAGE,
    Actor,
    Article,
    Basis,
    Event,
    Interval,
    Office,
    Outlet,
    Party,
    Place,
    Publication,
    Span,
    content_id,
)


class RowError(ValueError):
    """A row that cannot be taken over; the message says why."""


@dataclass(frozen=True, slots=True)
class Named:
    """Someone in a row: the name as printed, state or body by our code, sector by PLOVER, and what more is known."""

    name: str
    state: str | None = None
    sector: str | None = None
    type: str | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """What a row says, in the terms of the record. `cells` are those that have something in them."""

    key: str
    code: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    day: Interval | None
    source: tuple[Named, ...]
    target: tuple[Named, ...]
    place: Place | None
    published: date | None
    publisher: str | None
    cells: Mapping[str, str]
    status: str = "actual"
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor of a data set that lists actors, without an event."""

    key: str
    named: Named
    cells: Mapping[str, str]


def day_of(text: str, what: str) -> date:
    """The day that a cell writes as YYYY-MM-DD or YYYYMMDD (a time behind it is dropped). Raises RowError."""
    figures = text.strip().replace("-", "")[:8]
    try:
        return date(int(figures[:4]), int(figures[4:6]), int(figures[6:8]))
    except ValueError:
        raise RowError(f"«{text}» is no day: {what} must be YYYY-MM-DD or YYYYMMDD") from None


def known_mode(type_: str, mode: str | None) -> str | None:
    """The mode, None when PLOVER's manual does not know it for the type."""
    return mode if mode and mode in modes(type_) else None


def document_of(dataset: str, source: str, row: Coded | Entity) -> Document:
    """The document of a row: `source` says where it stood."""
    if isinstance(row, Entity):
        actor, _ = _actor(row.named)
        article = _article(dataset, source, row.key, row.named.name, row.cells, None)
        return Document(article, actors=(actor,))
    sources, targets = _parties(row.source), _parties(row.target)
    who = [", ".join(p.name for _, p in side) for side in (sources, targets) if side]
    title = " → ".join(who) + (f": {row.code}" if who else row.code)
    article = _article(dataset, source, row.key, title, row.cells, row.publisher)
    event = Event(
        id=content_id("imported event", dataset, row.key),
        article=article.id,
        type=row.type,
        mode=row.mode,
        contexts=row.contexts,
        channel=row.channel,
        ordinal=None,
        source=tuple(p for _, p in sources),
        target=tuple(p for _, p in targets),
        roles=(),
        place=row.place,
        date=row.day,
        status=row.status,
        attribution=(),
        intensity=intensity(row.type, row.mode),
        evidence=(Span(0, len(title), title),),
        trigger=Span(len(title) - len(row.code), len(title), row.code),
        rule=f"import-{dataset}",
    )
    actors = {actor.id: actor for actor, _ in (*sources, *targets) if actor}
    published = row.published or (row.day.earliest if row.day else None)
    basis = (Basis("dataset", source),)
    return Document(
        article,
        publication=Publication(published, published, published, basis) if published else None,
        actors=tuple(actors[key] for key in sorted(actors)),
        events=(event,),
    )


def _article(
    dataset: str, source: str, key: str, title: str, cells: Mapping[str, str], publisher: str | None
) -> Article:
    lines = [title, *(f"{name}: {' '.join(value.split())}" for name, value in cells.items() if value.strip())]
    return Article(
        content_id("imported", dataset, key), source, "\n".join(lines), NO_LANGUAGE, title,
        outlet=Outlet(publisher) if publisher else None, title_span=(0, len(title)),
    )  # fmt: skip


def _parties(named: Iterable[Named]) -> list[tuple[Actor, Party]]:
    return [_actor(one) for one in dict.fromkeys(named)]


@cache
def _state_names(language: str = "fr") -> dict[str, str]:
    """Names of the states as our own readings have them: an imported state is the same actor under the same name."""
    return {row["iso3"]: row["name"] for row in language_table(language, "states")}


@lru_cache(maxsize=1 << 16)
def _person(name: str, state: str | None, wikidata: str | None) -> Actor | None:
    """The person of our tables with this full name (and state, if one is given) or item, None unless it is one alone."""
    known = knowledge()
    found = [p for p in known.persons.values() if wikidata and p.wikidata == wikidata]
    if not found and " " in name.strip():
        found = [p for p in known.people(name) if state in (None, p.state, p.nationality)]
    if len(found) != 1:
        return None
    person = found[0]
    return Actor(content_id("person", person.id), person.name, "person", person.state, person.wikidata or None)


def _state_meant(named: Named) -> str | None:
    """The state or body that the name itself is, in English, in the record's language, or as a code; else None."""
    code = state_named(named.name) or _states_by_name().get(named.name.casefold())
    if named.name in ("", named.state):
        code = named.state
    return code if named.state in (None, code) else None


@cache
def _states_by_name() -> dict[str, str]:
    return {name.casefold(): code for code, name in _state_names().items()}


def _actor(named: Named) -> tuple[Actor, Party]:
    """The actor that is named, the one of our own readings where it is known there, and the party that it is."""
    code = _state_meant(named)
    if named.type in (None, "state", "organisation") and code and not named.offices:
        if is_body(code):
            body = knowledge().body(code)
            actor = Actor(
                content_id("body", body.id if body else code), body.name if body else code, "organisation", code,
                (body.wikidata or None) if body else None,
            )  # fmt: skip
        else:
            actor = Actor(content_id("state", code), _state_names().get(code, codes(code).name), "state", code)
    else:
        known = _person(named.name, named.state, named.wikidata) if named.type in (None, "person") else None
        kind = named.type or actor_type(named.sector, named.state)
        # A name in a government that is no state's name is one of its offices or bodies.
        kind = "organisation" if kind == "state" else kind
        key = named.id or content_id("imported", named.name.casefold(), named.state or "")
        actor = known or Actor(key, named.name, kind, named.state, named.wikidata)
        actor = Actor(
            actor.id,
            actor.name,
            actor.type,
            actor.state,
            actor.wikidata or named.wikidata,
            named.aliases,
            named.offices,
        )
    return actor, Party(actor.id, actor.name, actor.state)


def listed(names: Sequence[str], states: Sequence[str | None], sectors: Sequence[str | None]) -> tuple[Named, ...]:
    """Several parties from lists that go side by side; a list of one counts for all of them."""

    def at(values: Sequence[str | None], n: int) -> str | None:
        if len(values) == len(names):
            return values[n]
        return values[0] if len(values) == 1 else None

    return tuple(Named(name, at(states, n), at(sectors, n)) for n, name in enumerate(names))
