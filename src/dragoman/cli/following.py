"""Commands that follow things over time: calendar, meetings, relations, disagreements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import (
    DEFAULT_REGISTER,
    RegisterOption,
    SideOption,
    SinceOption,
    TabsOption,
    UntilOption,
    wanted,
)
from dragoman.cli.showing import table

if TYPE_CHECKING:
    from dragoman.model import Interval
    from dragoman.reports.chronology import Line


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
    for command in (calendar, meetings, relations, disagreements):
        app.command()(command)


def calendar(
    register: RegisterOption = DEFAULT_REGISTER,
    side: SideOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome", help="held, cancelled, postponed, denied, expected, silent (repeatable)."),
    ] = None,
    tabs: TabsOption = False,
) -> None:
    """Print what was announced, by its day, and what became of it."""
    from dragoman.register import Register
    from dragoman.reports import calendar as reports

    for one in outcome or ():
        if one not in reports.OUTCOMES:
            raise typer.BadParameter(f"«{one}» is no outcome: choose {', '.join(reports.OUTCOMES)}")
    with Register(register, read_only=True) as store:
        found = reports.calendar(store, wanted(store, side, since, until))
        states = store.state_ids()
    rows = (
        [
            _days(one.line.date), *_told(one.line, states), str(one.announced or ""),
            f"{one.outcome} ({_days(one.moved)})" if one.moved else one.outcome, one.line.shown.id[:8],
        ]
        for one in found
        if not outcome or one.outcome in outcome
    )  # fmt: skip
    table(("date", "who", "whom", "what", "where", "announced", "outcome", "event"), rows, tabs)


def meetings(
    register: RegisterOption = DEFAULT_REGISTER,
    side: SideOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    tabs: TabsOption = False,
) -> None:
    """Print the meetings that took place, by pair: those who met most often first."""
    from dragoman.register import Register
    from dragoman.reports import meetings as reports

    with Register(register, read_only=True) as store:
        found = reports.meetings(store, wanted(store, side, since, until))
        states = store.state_ids()
    rows = (
        [" – ".join(pair.sides), _days(line.date), *_told(line, states), str(line.independent), line.shown.id[:8]]
        for pair in found
        for line in pair.meetings
    )
    table(("pair", "date", "who", "whom", "what", "where", "sources", "event"), rows, tabs)


def relations(
    register: RegisterOption = DEFAULT_REGISTER,
    side: SideOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    tabs: TabsOption = False,
) -> None:
    """Print cooperation and conflict by month of a pair or an actor; without a side, of the pairs that have most."""
    from dragoman.register import Register
    from dragoman.reports import relations as reports

    with Register(register, read_only=True) as store:
        query = wanted(store, side, since, until)
        found = (reports.relation(store, query),) if side else reports.relations(store, query)
    rows = (
        [
            " – ".join(one.sides), f"{m.first:%Y-%m}", f"{m.cooperation:g}", f"{m.conflict:g}", f"{m.balance:+g}",
            str(m.happenings),
        ]
        for one in found
        for m in one.months
        if m.happenings
    )  # fmt: skip
    table(("pair", "month", "cooperation", "conflict", "balance", "happenings"), rows, tabs)
    undated = sum(one.undated for one in found)
    if undated:
        typer.echo(f"{undated} happenings have no month", err=True)


def disagreements(
    register: RegisterOption = DEFAULT_REGISTER,
    side: SideOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    every: Annotated[
        bool, typer.Option("--all", help="Developments and alterations too, not only what independent reports contest.")
    ] = False,
    tabs: TabsOption = False,
) -> None:
    """Print where independent reports of one happening part: figure, date, place, who, whether."""
    from dragoman.register import Register
    from dragoman.reports.chronology import chronology

    with Register(register, read_only=True) as store:
        lines, states = chronology(store, wanted(store, side, since, until)), store.state_ids()
    rows = (
        [
            _days(line.date), *_told(line, states)[:3], part.relation, f"{part.kind} {part.about}".strip(),
            " / ".join(f"{r.value} ({', '.join(r.origins)})" for r in part.readings), line.shown.id[:8],
        ]
        for line in lines
        for part in (line.happening.disagreements if line.happening else ())
        if every or part.relation == "disagreement"
    )  # fmt: skip
    table(("date", "who", "whom", "what", "relation", "in", "readings", "event"), rows, tabs)


def _days(day: Interval | None) -> str:
    if day is None:
        return ""
    return str(day.earliest) if day.earliest == day.latest else f"{day.earliest}…{day.latest}"


def _told(line: Line, states: frozenset[str]) -> list[str]:
    """Who, whom, what, where."""
    from dragoman.reports.wording import parties

    event = line.shown
    what = "/".join(dict.fromkeys(p for p in (event.type, event.channel or event.mode) if p))
    where = line.happening.place.name if line.happening and line.happening.place else ""
    return [
        parties(event.source, states),
        parties(event.target, states, none=""),
        f"{what} {event.ordinal}" if event.ordinal else what,
        where or (event.place.name if event.place else ""),
    ]
