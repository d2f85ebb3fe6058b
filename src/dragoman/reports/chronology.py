"""The chronology: one line a happening, by the day on which it happened, not on which it was printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dragoman.model import Event, Interval, Occurrence, Party
from dragoman.register import Register
from dragoman.register.queries import EVERYTHING, Query

# Of several reports of one happening the one that says most is shown: first by status, then by what is known.
FIRMNESS = {"actual": 0, "denied": 1, "planned": 2, "requested": 3, "unconfirmed": 4, "hypothetical": 5}


@dataclass(frozen=True, slots=True)
class Line:
    """One happening: the report that is shown, with what others add, and who stands behind it."""

    shown: Event
    events: tuple[Event, ...]
    date: Interval | None
    statuses: tuple[str, ...]
    voices: tuple[tuple[Party, ...], ...]  # a chain for each report that names one
    articles: tuple[str, ...]
    independent: int
    occurrence: str | None = None
    origins: tuple[str, ...] = ()
    happening: Occurrence | None = None


def chronology(register: Register, query: Query = EVERYTHING) -> tuple[Line, ...]:
    """The wanted happenings by day; those without a day stand at the end."""
    events = register.events(query)
    return lines(events, register.occurrences())


def lines(events: Iterable[Event], occurrences: Iterable[Occurrence]) -> tuple[Line, ...]:
    """One line for each occurrence of which an event is wanted, and one for each event outside of any."""
    wanted = {event.id: event for event in events}
    made: list[Line] = []
    taken: set[str] = set()
    for happening in occurrences:
        told = tuple(wanted[e] for e in happening.events if e in wanted and e not in taken)
        if told:
            taken.update(e.id for e in told)
            made.append(_joined(told, happening))
    made += [_joined((event,), None) for event in wanted.values() if event.id not in taken]
    return tuple(sorted(made, key=order))


def order(line: Line) -> tuple[date, date, str, int, str]:
    """The place of a line: by first day, last day, then article and place in the text."""
    day = line.date
    first, last = (day.earliest, day.latest) if day else (date.max, date.max)
    return first, last, line.shown.article, line.shown.trigger.start, line.shown.id


def _joined(told: tuple[Event, ...], happening: Occurrence | None) -> Line:
    shown = min(told, key=_weight)
    dates = [e.date for e in told if e.date]
    day = (happening.date if happening else None) or shown.date or (dates[0] if dates else None)
    place = shown.place or next((e.place for e in told if e.place), None)
    return Line(
        shown=replace(shown, place=place),
        events=told,
        date=day,
        statuses=tuple(dict.fromkeys(e.status for e in (shown, *told))),
        voices=tuple(dict.fromkeys(e.attribution for e in (shown, *told) if e.attribution)),
        articles=tuple(dict.fromkeys(e.article for e in (shown, *told))),
        independent=happening.independent_sources if happening else 1,
        occurrence=happening.id if happening else None,
        origins=happening.origins if happening else (),
        happening=happening,
    )


def _weight(event: Event) -> tuple[int, int, str]:
    known = (event.target, event.place, event.date, event.roles, event.channel)
    return FIRMNESS.get(event.status, 9), -sum(1 for part in known if part), event.id
