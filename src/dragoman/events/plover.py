"""The ontology: PLOVER's types and modes with their intensities (-10 conflict to +10 cooperation)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from dragoman.languages.base import rows

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # no direction: all parties do it together
TWO_SIDED = frozenset({"CONSULT", "COOPERATE", "AID"})  # not an event without a second party
SPOKEN = frozenset({"ACCUSE", "REQUEST", "SUPPORT", "REJECT", "THREATEN", "AGREE"})  # each saying is an act of its own
TWO_PARTIES = frozenset(
    {"CONSULT", "COOPERATE", "PROTEST", "MOBILIZE"}
)  # the second party is never inferred from the clause


@cache
def _scores() -> dict[tuple[str, str], float]:
    table = files("dragoman.events").joinpath("tables/plover.tsv")
    return {(r["type"], r["mode"]): float(r["intensity"]) for r in rows(table) if r["intensity"]}


def intensity(type_: str, mode: str | None) -> float:
    """The expert intensity of the mode, or of the type where the mode has none."""
    return _scores().get((type_, mode or ""), _scores()[type_, ""])


@cache
def modes(type_: str) -> frozenset[str]:
    """The modes that the manual defines for a type."""
    table = files("dragoman.events").joinpath("tables/plover.tsv")
    return frozenset(r["mode"] for r in rows(table) if r["type"] == type_ and r["mode"])
