"""Reads anew what an older program has read, and tells what this one reads otherwise. Analysts' words stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from dragoman import program
from dragoman.document import Document
from dragoman.model import Event, Party, Place, Reject, Statement
from dragoman.reader import read_safely, relink
from dragoman.register import Register

Told = Event | Statement
# What a reader of the list wants to know of; ids, rules and scores are of the program.
SHOWN = {
    "event": (
        "type",
        "mode",
        "channel",
        "ordinal",
        "source",
        "target",
        "roles",
        "place",
        "date",
        "status",
        "attribution",
    ),
    "statement": ("speaker", "via", "addressee", "form", "stance", "date", "denies", "endorsed"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that is read otherwise: new, gone, or with other values (field, before, now).

    `kind` is event, statement or publication.
    """

    kind: str
    id: str
    what: str
    words: str
    values: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reread:
    """An article read anew: what is read otherwise; a reject where it could not be read."""

    article: str
    source: str
    title: str
    differences: tuple[Difference, ...] = ()
    reject: Reject | None = None


def reread(
    register: Register,
    *,
    clock: Callable[[], datetime],
    version: str,
    every: bool = False,
    dry: bool = False,
    library: str | None = None,
    reader: str | None = None,
) -> Iterator[Reread]:
    """Yields each article that another program has read (`every`: each), once it is read anew and kept so.

    With `dry` nothing is kept. Each is read with the pipeline and the day of its first reading. At the end the layers
    between dispatches are made anew. An article that cannot be read any more stays as it was.
    """
    now = reader or program.mark()
    runs: dict[tuple[str | None, Any], int] = {}
    read: Counter[int] = Counter()
    for article, before in register.read_by_whom().items():
        if before == now and not every:
            continue
        old = register.document(article, alone=True, unrevised=True)
        pipeline, today = circumstances = register.circumstances(article)
        new = read_safely(old.article, pipeline, today, (), library)
        told = Reread(article, old.article.source, old.article.title or "")
        if isinstance(new, Reject):
            yield Reread(told.article, told.source, told.title, reject=new)
            continue
        if not dry:
            if circumstances not in runs:
                runs[circumstances] = register.begin_run(clock(), version, pipeline, today, now)
            register.add(new, pipeline=pipeline, run=runs[circumstances], again=True)
            read[runs[circumstances]] += 1
        yield Reread(told.article, told.source, told.title, differences(old, new))
    if runs:
        relink(register, library=library)
    for run in runs.values():
        register.end_run(run, clock(), read[run], 0)


def differences(old: Document, new: Document) -> tuple[Difference, ...]:
    """What the one reading says otherwise than the other."""
    found = [*_between("event", old.events, new.events), *_between("statement", old.statements, new.statements)]
    before, now = (d.publication.best if d.publication else None for d in (old, new))
    if before != now:
        found.append(
            Difference("publication", old.article.id, "changed", "", (("published", _plain(before), _plain(now)),))
        )
    return tuple(found)


def _between(kind: str, old: tuple[Told, ...], new: tuple[Told, ...]) -> Iterator[Difference]:
    """Records are the same when they have one id, else when they rest on the same words; each is matched once."""
    left = list(new)
    pairs: list[tuple[Told, Told | None]] = []
    for record in old:
        match = next((n for n in left if n.id == record.id), None) or next(
            (n for n in left if _rest(n) == _rest(record)), None
        )
        if match:
            left.remove(match)
        pairs.append((record, match))
    for before, now in pairs:
        if now is None:
            yield Difference(kind, before.id, "gone", _words(before), _values(kind, before, None))
            continue
        values = _values(kind, before, now)
        if values:
            yield Difference(kind, now.id, "changed", _words(now), values)
    for record in left:
        yield Difference(kind, record.id, "new", _words(record), _values(kind, None, record))


def _rest(record: Told) -> tuple[int, int]:
    span = record.trigger if isinstance(record, Event) else record
    return span.start, span.end


def _words(record: Told) -> str:
    words = record.evidence[0].text if isinstance(record, Event) and record.evidence else ""
    return " ".join((words or (record.trigger.text if isinstance(record, Event) else record.text)).split())


def _values(kind: str, old: Told | None, new: Told | None) -> tuple[tuple[str, str, str], ...]:
    """The fields that differ; of a record that is new or gone those that say something."""
    known = {f.name for f in fields(Event if kind == "event" else Statement)}
    pairs = ((name, _of(old, name), _of(new, name)) for name in SHOWN[kind] if name in known)
    return tuple((name, before, now) for name, before, now in pairs if before != now)


def _of(record: Told | None, name: str) -> str:
    return _plain(getattr(record, name)) if record is not None else ""


def _plain(value: Any) -> str:
    """The value in a few words."""
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return ", ".join(_plain(one) for one in value)
    if isinstance(value, Party | Place):
        return value.name
    if hasattr(value, "earliest"):
        return f"{value.earliest}" if value.earliest == value.latest else f"{value.earliest}…{value.latest}"
    return str(value)
