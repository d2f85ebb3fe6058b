"""Coded texts: what people read in a dispatch, kept in JSON beside it, to compare a reading with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError
from dragoman.model import EVENT_TYPES, Party


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event that a coder read.

    A type in `alt` is as good. What only one of two coders would have coded is `optional`: it counts neither way.
    `date` is a year, a month or a day in ISO form; `anchor` a few words copied from the text.
    """

    type: str
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    status: str
    date: str | None
    anchor: str
    alt: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """A statement that a coder read: who speaks, and the first words of what is said."""

    speaker: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CodedText:
    """A coded dispatch; `key` is the stem of its file's name. Without politics `relevant` is false."""

    key: str
    language: str
    relevant: bool
    published: str | None
    events: tuple[CodedEvent, ...]
    statements: tuple[CodedStatement, ...]
    credits: tuple[str, ...]


def coded_texts(paths: Iterable[Path]) -> Iterator[CodedText]:
    """The coded texts of JSON files, each with one entry or a list of them; a folder stands for its JSON files.

    Raises UsageError naming the file, and the entry where it is known, for one that breaks the format.
    """
    for path in paths:
        files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not files:
            raise UsageError(f"{path} has no JSON file with coded texts")
        for file in files:
            yield from _entries(file)


def _entries(file: Path) -> Iterator[CodedText]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} cannot be read as JSON: {error}") from error
    for entry in found if isinstance(found, list) else [found]:
        try:
            yield _text(entry)
        except (KeyError, TypeError, AttributeError) as error:
            key = entry.get("key", "?") if isinstance(entry, dict) else "?"
            raise UsageError(f"{file}, entry {key}: {error} is missing or not as docs/coding.md describes") from error


def _text(entry: dict[str, Any]) -> CodedText:
    return CodedText(
        key=entry["key"],
        language=entry["language"],
        relevant=entry["relevant"],
        published=entry.get("published"),
        events=tuple(_event(e) for e in entry["events"]),
        statements=tuple(CodedStatement(s["speaker"], s["anchor"]) for s in entry["statements"]),
        credits=tuple(entry["credits"]),
    )


def _event(entry: dict[str, Any]) -> CodedEvent:
    for kind in (entry["type"], *entry.get("alt", ())):
        if kind not in EVENT_TYPES:
            raise TypeError(f"type {kind}")
    return CodedEvent(
        type=entry["type"],
        source=tuple(_party(p) for p in entry["source"]),
        target=tuple(_party(p) for p in entry["target"]),
        status=entry["status"],
        date=entry.get("date"),
        anchor=entry["anchor"],
        alt=tuple(entry.get("alt", ())),
        optional=bool(entry.get("optional")),
    )


def _party(entry: dict[str, Any]) -> Party:
    return Party(None, entry.get("name") or "", entry.get("state") or None)
