"""Coded press sentences: each with its text and the events a coder read in it, kept in YAML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.actors.knowledge import knowledge
from dragoman.errors import UsageError
from dragoman.model import EVENT_TYPES, STATUSES

LANGUAGE = "fr"


def entries(file: Path) -> Iterator[dict[str, Any]]:
    """The sentences of a YAML file in the form of coded texts, each with its own text.

    Raises UsageError naming the file, and the sentence where it is known, for one that breaks the format.
    """
    for entry in _loaded(file):
        try:
            yield _entry(entry)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            name = entry.get("id", "?") if isinstance(entry, dict) else "?"
            raise UsageError(
                f"{file}, sentence {name}: {error} is missing or not as docs/coding.md describes"
            ) from error


def _loaded(file: Path) -> list[Any]:
    # Needed by nobody who only reads dispatches, hence no requirement of the package.
    try:
        import yaml
    except ImportError as error:
        raise UsageError(f"{file} needs PyYAML: pip install pyyaml") from error
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        found = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UsageError(f"{file} cannot be read as YAML: {error}") from error
    if not isinstance(found, list):
        raise UsageError(f"{file} is no list of sentences")
    return found


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    events = [_event(event, entry["text"]) for event in entry["events"]]
    return {
        "key": entry["id"],
        "language": entry.get("language", LANGUAGE),
        "relevant": bool(events),
        "published": None,
        "events": events,
        "statements": (),
        "credits": (),
        "text": entry["text"],
        "day": str(entry["day"]) if entry.get("day") else None,
    }


def _event(event: dict[str, Any], text: str) -> dict[str, Any]:
    if event["type"] not in EVENT_TYPES or event["status"] not in STATUSES:
        raise ValueError(f"{event['type']}, {event['status']}")
    if event.get("anchor", "") not in text:
        raise ValueError(f"anchor «{event['anchor']}»")
    sides = {side: [_party(name) for name in event[side]] for side in ("source", "target")}
    return {"anchor": "", **event, **sides}


def _party(name: str) -> dict[str, str]:
    return {"state": name, "name": knowledge(LANGUAGE).label(name)} if name in codes() else {"name": name}


@cache
def codes() -> frozenset[str]:
    """The codes of states and bodies; every other side is a name."""
    known = knowledge(LANGUAGE)
    return frozenset(known.states) | {body.code for body in known.bodies.values() if body.code}
