"""Our events in plain PLOVER, and PLOVER in CAMEO: types, modes, quad classes, codes, scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.events.plover import intensity, modes
from dragoman.languages.base import rows, values
from dragoman.model import Event

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Folded:
    """An event as plain PLOVER has it, with its CAMEO code. `was` is its type here, before folding."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    was: str
    quad: int
    intensity: float
    cameo: str
    goldstein: float


@dataclass(frozen=True, slots=True)
class Code:
    """A CAMEO code: what it is in PLOVER (None for a mere statement), its Goldstein score, its name."""

    code: str
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    goldstein: float
    name: str


@cache
def _table(name: str) -> tuple[Row, ...]:
    return tuple(rows(files("dragoman.crosswalk").joinpath(f"tables/{name}.tsv")))


@cache
def _quads() -> dict[str, int]:
    table = files("dragoman.events").joinpath("tables/plover.tsv")
    return {row["type"]: int(row["quad"]) for row in rows(table)}


def fold(event: Event) -> Folded | None:
    """The event in plain PLOVER, None when PLOVER has no way to say it: what is denied, requested or supposed.

    PLOVER codes what happened. A planned act of cooperation is an AGREE, a planned concession a CONCEDE, a planned
    attack a THREATEN; a signed agreement is a SUPPORT (tables/folding.tsv). A rumour stays what it tells of.
    """
    row = next((r for r in _table("folding") if _folds(r, event)), None)
    if row is None or not row["to"]:
        return None
    kind = event.type if row["to"] == "=" else row["to"]
    mode = event.mode if row["mode"] == "=" else row["mode"] or None
    mode = mode if mode in modes(kind) else None
    code = cameo_code(kind, mode, event.channel, event.contexts, event.type)
    score = cameo(code)
    return Folded(
        kind, mode, event.contexts, event.type, _quads()[kind], intensity(kind, mode),
        code, score.goldstein if score else 0.0,
    )  # fmt: skip


def _folds(row: Row, event: Event) -> bool:
    return row["status"] == event.status and row["type"] in ("*", event.type) and row["channel"] in ("", event.channel)


def cameo_code(type_: str, mode: str | None, channel: str | None, contexts: Sequence[str], was: str) -> str:
    """The CAMEO code of a PLOVER event (tables/plover_cameo.tsv): the first row whose filled cells all fit."""
    for row in _table("plover_cameo"):
        fits = row["type"] == type_ and row["mode"] in ("", mode) and row["channel"] in ("", channel)
        if fits and row["was"] in ("", was) and (not row["context"] or row["context"] in contexts):
            return row["code"]
    raise KeyError(type_)


@cache
def _codes() -> dict[str, Code]:
    return {
        row["code"]: Code(
            row["code"], row["type"] or None, row["mode"] or None, values(row["contexts"]), float(row["goldstein"]),
            row["name"],
        )
        for row in _table("cameo")
    }  # fmt: skip


def cameo(code: str) -> Code | None:
    """What a CAMEO code means; one that the table lacks is read as the coarser code above it; None for no code."""
    for length in range(len(code), 1, -1):
        found = _codes().get(code[:length])
        if found:
            return found
    return None
