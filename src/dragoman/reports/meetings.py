"""The list of meetings by pair: who met whom, where, how often, told by how many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from dragoman.register import Register
from dragoman.register.queries import EVERYTHING, Query
from dragoman.reports.chronology import Line, chronology
from dragoman.reports.wording import party

MEETINGS = frozenset({"meeting", "visit", "call", "negotiation", "mediation", "session"})
# More parties than this make a conference, which is no meeting of each pair.
MOST = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides by name, with their meetings by day."""

    sides: tuple[str, str]
    meetings: tuple[Line, ...]


def meetings(register: Register, query: Query = EVERYTHING) -> tuple[Pair, ...]:
    """The meetings that took place, by pair: those who met most often first."""
    return paired(chronology(register, query), state_names(register))


def state_names(register: Register) -> dict[str, str]:
    """The name of each state by its code."""
    return {actor.state: actor.name for actor in register.actors() if actor.type == "state" and actor.state}


def paired(lines: Iterable[Line], names: dict[str, str]) -> tuple[Pair, ...]:
    """The meetings among the lines by pair; `names` has the names of states by code."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.shown.channel in MEETINGS and line.shown.status == "actual" and line.shown.type != "REJECT":
            for pair in pairs_of(line, names):
                found.setdefault(pair, []).append(line)
    ordered = sorted(found.items(), key=lambda f: (-len(f[1]), f[0]))
    return tuple(Pair(sides, tuple(met)) for sides, met in ordered)


def pairs_of(line: Line, names: dict[str, str]) -> list[tuple[str, str]]:
    """The pairs that take part, by name: source with target, or all with all where nobody is only met."""
    source = _sides(line, names, "source")
    target = _sides(line, names, "target")
    if len(source | target) > MOST:
        return []
    several = (
        {tuple(sorted((a, b))) for a in source for b in target if a != b}
        if source and target
        else set(combinations(sorted(source | target), 2))
    )
    return sorted((a, b) for a, b in several)


def _sides(line: Line, names: dict[str, str], side: str) -> set[str]:
    parties = [p for event in line.events for p in getattr(event, side)]
    return {names.get(p.state or "", p.state or party(p)) for p in parties if p.state or p.actor}
