"""What analysts have said of an article's records, laid over what the program reads in it.

Pure: the same reading under the same revisions gives the same records. A record that a better version reads a little
otherwise is found again by the words it rests on, and keeps the id under which the analyst knew it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, get_type_hints

from dragoman.document import Document
from dragoman.errors import UsageError
from dragoman.model import (
    Article,
    Basis,
    Event,
    Interval,
    Occurrence,
    Party,
    Publication,
    Statement,
    Story,
    content_id,
)
from dragoman.register.alone import Layers, layers_of, with_layers
from dragoman.register.codec import converter
from dragoman.register.deciding import Decision, decided, with_parties

T = TypeVar("T")
Told = TypeVar("Told", bound=Event | Statement)
Group = TypeVar("Group", bound=Occurrence | Story)
# Which actions are for which kind of record.
ACTIONS = {
    "event": ("confirm", "correct", "add", "remove", "merge", "split", "annotate"),
    "statement": ("confirm", "correct", "add", "remove", "annotate"),
    "actor": ("confirm", "correct", "merge", "split", "annotate"),
    "occurrence": ("confirm", "merge", "split", "annotate"),
    "story": ("confirm", "merge", "split", "annotate"),
    "article": ("confirm", "correct", "annotate"),
}


@dataclass(frozen=True, slots=True)
class Revision:
    """What an analyst said of a record: who, when, why. `content` is what the action needs, as JSON.

    `undoes` is the number of the revision that this one takes back; `undone` tells that another one took this one back.
    """

    number: int
    kind: str
    of: str
    article: str | None
    action: str
    author: str
    moment: datetime
    reason: str
    content: str = "{}"
    undoes: int | None = None
    undone: bool = False

    def said(self, name: str) -> Any:
        """A part of the content."""
        return json.loads(self.content).get(name)

    def record(self, kind: type[T]) -> T:
        """The record as it stood when the analyst saw it (or, added, as the analyst gave it)."""
        made: T = converter(kind)(self.said("record"))
        return made


def revised(layers: Layers, revisions: Iterable[Revision], article: str) -> Layers:
    """The layers with the revisions in their order laid over them."""
    for one in revisions:
        if one.kind == "actor":
            layers = _recast(layers, one, article)
        elif one.article != article:
            continue
        elif one.kind == "event":
            layers = replace(layers, events=_events(layers.events, one))
        elif one.kind == "statement":
            layers = replace(layers, statements=_statements(layers.statements, one))
        elif one.kind == "article" and one.action == "correct":
            layers = replace(layers, publication=_published(one))
    return layers


# --- events and statements -------------------------------------------------------------------------------------------


def _events(events: tuple[Event, ...], one: Revision) -> tuple[Event, ...]:
    if one.action == "add":
        return _with(events, one.record(Event))
    if one.action == "annotate":
        return events
    seen = one.record(Event)
    found = _same(events, seen, lambda e: (e.trigger.start, e.trigger.end), alike=lambda e: e.type == seen.type)
    if one.action == "remove":
        return tuple(e for e in events if e is not found or e.type != seen.type)
    if one.action == "merge":
        return _merged(events, found, one, seen)
    base = found or seen
    if one.action == "split":
        parts = [
            replace(changed(base, part), id=content_id(one.of, "part", n)) for n, part in enumerate(one.said("parts"))
        ]
        return (*(e for e in events if e is not found), *parts)
    told = seen if one.action == "confirm" else replace(changed(base, one.said("changes")), id=one.of)
    return _put(events, found, told)


def _merged(events: tuple[Event, ...], found: Event | None, one: Revision, seen: Event) -> tuple[Event, ...]:
    """One event of two: the other's evidence joins its own."""
    into = next((e for e in events if e.id == one.said("into")), None)
    if into is None:
        return events
    evidence = sorted({*into.evidence, *seen.evidence}, key=lambda s: (s.start, s.end))
    kept = tuple(e for e in events if e is not found)
    return _put(kept, into, replace(into, evidence=tuple(evidence)))


def _statements(statements: tuple[Statement, ...], one: Revision) -> tuple[Statement, ...]:
    if one.action == "add":
        return _with(statements, one.record(Statement))
    if one.action == "annotate":
        return statements
    seen = one.record(Statement)
    found = _same(statements, seen, lambda s: (s.start, s.end), alike=lambda s: s.form == seen.form)
    if one.action == "remove":
        return tuple(s for s in statements if s is not found)
    base = found or seen
    told = seen if one.action == "confirm" else replace(changed(base, one.said("changes")), id=one.of)
    return _put(statements, found, told)


def _same(
    records: Sequence[Told], seen: Told, span: Callable[[Any], tuple[int, int]], *, alike: Callable[[Any], bool]
) -> Told | None:
    """The record of that id, else the one that rests on the same words; of several the one most like it."""
    for record in records:
        if record.id == seen.id:
            return record
    start, end = span(seen)

    def overlap(record: Told) -> int:
        return min(end, span(record)[1]) - max(start, span(record)[0])

    there = [r for r in records if overlap(r) > 0]
    return max(there, key=lambda r: (alike(r), overlap(r)), default=None)


def _with(records: tuple[Told, ...], new: Told) -> tuple[Told, ...]:
    return records if any(r.id == new.id for r in records) else (*records, new)


def _put(records: tuple[Told, ...], old: Told | None, new: Told) -> tuple[Told, ...]:
    """The new record in the old one's place, or behind all others."""
    return tuple(new if r is old else r for r in records) if old is not None else (*records, new)


def changed(record: T, changes: dict[str, Any]) -> T:
    """The record with some fields as the changes (plain values, as JSON has them) say."""
    parts = _parts(type(record))
    unknown = sorted(changes.keys() - parts.keys())
    if unknown:
        raise UsageError(f"{type(record).__name__.lower()} has no field {unknown[0]}: choose {', '.join(parts)}")
    return replace(record, **{name: parts[name](value) for name, value in changes.items()})  # type: ignore[type-var]


def _fields(kind: type) -> dict[str, Callable[[Any], Any]]:
    """What makes a value of each field that can be changed from what JSON gives."""
    hints = get_type_hints(kind)
    return {f.name: converter(hints[f.name]) for f in fields(kind) if f.name not in ("id", "article")}


_parts: Callable[[type], dict[str, Callable[[Any], Any]]] = cache(_fields)


def _published(one: Revision) -> Publication:
    day = Interval(*(datetime.fromisoformat(one.said("published")).date(),) * 2)
    return Publication(day.earliest, day.earliest, day.latest, (Basis("analyst", one.reason or one.author),), (), None)


# --- actors ----------------------------------------------------------------------------------------------------------


def _recast(layers: Layers, one: Revision, article: str) -> Layers:
    """The layers with an actor as was decided: merged, split off in some articles, or with other particulars."""
    read = with_layers(Document(Article(article, "", "", "")), layers)
    if one.action in ("merge", "split"):
        decision: Decision = converter(Decision)(one.said("decision"))
        return layers_of(decided(read, [decision]))
    old = next((a for a in layers.actors if a.id == one.of), None)
    if one.action != "correct" or old is None:
        return layers
    new, usual = changed(old, one.said("changes")), old.state
    new = replace(new, aliases=tuple(sorted({*new.aliases, old.name} - {new.name})))

    def party(p: Party) -> Party:
        if p.actor != one.of:
            return p
        # Whom the text shows as someone of another state (a minister abroad) stays so.
        return Party(new.id, new.name, new.state if p.state == usual else p.state)

    actors = tuple(new if a is old else a for a in layers.actors)
    return layers_of(replace(with_parties(read, party), actors=actors))


# --- occurrences and stories -----------------------------------------------------------------------------------------


def members(group: Occurrence | Story) -> tuple[str, ...]:
    """The events of an occurrence, the articles of a story."""
    return group.events if isinstance(group, Occurrence) else group.articles


def regrouped(groups: Iterable[Group], revisions: Iterable[Revision]) -> list[Group]:
    """The groups with analysts' merging and splitting laid over them. Groups are known by their members, not their ids."""
    found = list(groups)
    for one in revisions:
        if one.action == "merge":
            found = _joined(found, one)
        elif one.action == "split":
            found = _parted(found, one)
    return found


def _joined(groups: list[Group], one: Revision) -> list[Group]:
    sides = [set(one.said("members")), set(one.said("with"))]
    touched = [g for g in groups if any(side & set(members(g)) for side in sides)]
    if len(touched) < 2:
        return groups
    into = next((g for g in touched if sides[1] & set(members(g))), touched[0])
    whole = tuple(dict.fromkeys(m for g in (into, *touched) for m in members(g)))
    return [_of_members(g, whole, touched) if g is into else g for g in groups if g is into or g not in touched]


def _parted(groups: list[Group], one: Revision) -> list[Group]:
    apart = set(one.said("members"))
    done: list[Group] = []
    for group in groups:
        inside = tuple(m for m in members(group) if m in apart)
        outside = tuple(m for m in members(group) if m not in apart)
        if not inside or not outside:
            done.append(group)
            continue
        done.append(_of_members(group, outside, [group]))
        done.append(replace(_of_members(group, inside, [group]), id=content_id(one.of, "part", *inside)))
    return done


def _of_members(group: Group, whole: tuple[str, ...], touched: Sequence[Group]) -> Group:
    if isinstance(group, Story):
        return replace(group, articles=whole)
    several = [g for g in touched if isinstance(g, Occurrence)]
    origins = tuple(dict.fromkeys(o for g in several for o in g.origins))
    dates = [g.date for g in several if g.date]
    day = Interval(max(d.earliest for d in dates), min(d.latest for d in dates)) if dates else None
    if day is not None and (day.earliest > day.latest or len(several) == 1):
        day = group.date
    sources = max(len(origins), *(g.independent_sources for g in several))
    return replace(
        group, events=whole, date=day or group.date, origins=origins, independent_sources=min(sources, len(whole))
    )
