"""Coded texts: what people read in a dispatch, kept in JSON beside it, to compare a reading with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError
from dragoman.evaluation import sentences
from dragoman.model import EVENT_TYPES, Party

# Coded to measure with, and not to learn from: no miss of theirs is ever shown.
ASIDE = "aside"
# What a folder holds beside its own JSON files: coded sentences, and folders of coded dispatches.
SENTENCES, WITHIN = "sentences*.yaml", ("dispatches", ASIDE)


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event that a coder read.

    A type in `alt` is as good. What only one of two coders would have coded is `optional`: it counts neither way.
    `date` is a year, a month or a day in ISO form; `anchor` a few words copied from the text. `mode` and `channel` are
    given where the coder saw one.
    """

    type: str
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    status: str
    date: str | None
    anchor: str
    alt: tuple[str, ...] = ()
    optional: bool = False
    mode: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """A statement that a coder read: who speaks, and the first words of what is said."""

    speaker: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CodedText:
    """A coded dispatch; `key` is the stem of its file's name. Without politics `relevant` is false.

    A coded sentence has its `text` with it, and perhaps the `day` it is printed. Of a text put `aside` only scores are
    shown.
    """

    key: str
    language: str
    relevant: bool
    published: str | None
    events: tuple[CodedEvent, ...]
    statements: tuple[CodedStatement, ...]
    credits: tuple[str, ...]
    text: str | None = None
    day: str | None = None
    aside: bool = False


def coded_texts(paths: Iterable[Path]) -> Iterator[CodedText]:
    """The coded texts of JSON files, each with one entry or a list of them, and the coded sentences of YAML files.

    A folder stands for its JSON files, its sentences, and the JSON files of its folders `dispatches` and `aside`. Raises
    UsageError naming the file, and the entry where it is known, for one that breaks the format.
    """
    for path in paths:
        files = gold_files(path)
        if not files:
            raise UsageError(f"{path} has no JSON file with coded texts")
        for file in files:
            yield from _entries(file)


def gold_files(path: Path) -> list[Path]:
    """The files with coded texts that a path stands for."""
    if not path.is_dir():
        return [path]
    found = [*path.glob("*.json"), *path.glob(SENTENCES), *(f for name in WITHIN for f in (path / name).glob("*.json"))]
    return sorted(found)


def put_aside(file: Path) -> bool:
    """Whether a file's name, or its folder's, says that its texts are put aside."""
    return file.stem.split("-")[-1] == ASIDE or file.parent.name == ASIDE


def _entries(file: Path) -> Iterator[CodedText]:
    aside = put_aside(file)
    for entry in sentences.entries(file) if file.suffix == ".yaml" else _json(file):
        try:
            yield _text(entry, aside)
        except (KeyError, TypeError, AttributeError) as error:
            key = entry.get("key", "?") if isinstance(entry, dict) else "?"
            raise UsageError(f"{file}, entry {key}: {error} is missing or not as docs/coding.md describes") from error


def _json(file: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} cannot be read as JSON: {error}") from error
    return found if isinstance(found, list) else [found]


def _text(entry: dict[str, Any], aside: bool) -> CodedText:
    return CodedText(
        key=entry["key"],
        language=entry["language"],
        relevant=entry["relevant"],
        published=entry.get("published"),
        events=tuple(_event(e) for e in entry["events"]),
        statements=tuple(CodedStatement(s["speaker"], s["anchor"]) for s in entry["statements"]),
        credits=tuple(entry["credits"]),
        text=entry.get("text"),
        day=entry.get("day"),
        aside=aside,
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
        mode=entry.get("mode"),
        channel=entry.get("channel"),
    )


def _party(entry: dict[str, Any]) -> Party:
    return Party(None, entry.get("name") or "", entry.get("state") or None)
