"""The calendar of what is announced, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.model import Interval, Turn
from dragoman.register import Register
from dragoman.register.queries import EVERYTHING, Query
from dragoman.reports.chronology import Line, chronology

TO_COME = frozenset({"planned", "requested"})
# What people meet for, or put their names to: announced even where no day is given.
MEETINGS = frozenset({"meeting", "visit", "call", "negotiation", "mediation", "session", "interview", "agreement"})
# Days for which something announced without a day is expected after it was last spoken of.
PATIENCE = 90
# What became of something announced, the last word of the reports; expected and silent where they have none.
OUTCOMES = ("held", "cancelled", "postponed", "denied", "expected", "silent")


@dataclass(frozen=True, slots=True)
class Announced:
    """Something announced: the happening, when it was first announced, and its outcome.

    `outcome` is one of OUTCOMES: expected is still to come on the day of the last dispatch, silent is what should have
    happened by then and no dispatch speaks of. `moved` are the days to which it was put off last.
    """

    line: Line
    announced: date | None
    outcome: str
    moved: Interval | None
    history: tuple[Turn, ...]


def calendar(register: Register, query: Query = EVERYTHING) -> tuple[Announced, ...]:
    """What was announced of the wanted happenings, by its day."""
    return announced(chronology(register, query), last_day(register))


def last_day(register: Register) -> date | None:
    """The day of the last dispatch."""
    return max((head.best for head in register.heads() if head.best), default=None)


def announced(lines: tuple[Line, ...], today: date | None) -> tuple[Announced, ...]:
    """Those of the lines that were announced; `today` is the day up to which the dispatches tell."""
    return tuple(_announced(line, today) for line in lines if _is_announced(line))


def _history(line: Line) -> tuple[Turn, ...]:
    if line.happening and line.happening.history:
        return line.happening.history
    return tuple(Turn(None, status, line.shown.id) for status in reversed(line.statuses))


def _is_announced(line: Line) -> bool:
    """Whether it was announced: with a day anything, without one what people meet for."""
    if line.shown.type == "REJECT" or not any(turn.status in TO_COME for turn in _history(line)):
        return False
    return line.date is not None or line.shown.channel in MEETINGS


def _announced(line: Line, today: date | None) -> Announced:
    history = _history(line)
    moved = next((t.moved for t in reversed(history) if t.moved), None)
    first = next(t for t in history if t.status in TO_COME)
    return Announced(line, first.day, _outcome(history, moved or line.date, today), moved, history)


def _outcome(history: tuple[Turn, ...], day: Interval | None, today: date | None) -> str:
    said = [turn.status for turn in history]
    if "actual" in said:
        return "held"
    for status in reversed(said):
        if status in ("cancelled", "postponed", "denied"):
            return status
    if today is None:
        return "expected"
    if day is not None:
        return "silent" if day.latest < today else "expected"
    spoken = max((turn.day for turn in history if turn.day), default=today)
    return "silent" if (today - spoken).days > PATIENCE else "expected"
