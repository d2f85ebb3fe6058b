"""Commands that show what the register holds: chronology, show, articles, actors."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
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

if TYPE_CHECKING:
    from dragoman.reports.chronology import Line

# Without a terminal there is no width to ask for.
WIDTH = 160


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
    for command in (chronology, show, articles):
        app.command()(command)


def chronology(
    register: RegisterOption = DEFAULT_REGISTER,
    side: SideOption = None,
    kind: Annotated[
        list[str] | None, typer.Option("--type", help="A PLOVER type, such as CONSULT (repeatable).")
    ] = None,
    status: Annotated[list[str] | None, typer.Option("--status", help="actual, planned, denied… (repeatable).")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="Print the words that each line rests on.")] = False,
    tabs: TabsOption = False,
) -> None:
    """Print what happened, by the day on which it happened: who to whom, how, where, and according to whom."""
    from dragoman.register import Register
    from dragoman.reports.chronology import chronology as happenings

    with Register(register, read_only=True) as store:
        query = wanted(store, side, since, until, types=kind, statuses=status)
        lines, states = happenings(store, query), store.state_ids()
    if not lines:
        typer.echo(f"no such happening in {register}", err=True)
    columns = ("date", "who", "whom", "what", "where", "status", "according to", "sources", "event")
    table([*columns, "evidence"] if evidence else columns, (_cells(line, states, evidence) for line in lines), tabs)


def _cells(line: Line, states: frozenset[str], evidence: bool) -> list[str]:
    from dragoman.reports.wording import chains, parties

    event, day = line.shown, line.date
    what = "/".join(dict.fromkeys(p for p in (event.type, event.channel or event.mode) if p))
    words = [" ".join(span.text.split()) for span in event.evidence[:1]] if evidence else []
    return [
        "" if day is None else str(day.earliest) if day.earliest == day.latest else f"{day.earliest}…{day.latest}",
        parties(event.source, states),
        parties(event.target, states, none=""),
        f"{what} {event.ordinal}" if event.ordinal else what,
        event.place.name if event.place else "",
        ", ".join(line.statuses),
        chains(line.voices),
        f"{line.independent} of {len(line.articles)}",
        event.id[:8],
        *words,
    ]


def show(
    what: Annotated[str, typer.Argument(help="The id of a record, the beginning of one, or an actor's name.")],
    register: RegisterOption = DEFAULT_REGISTER,
) -> None:
    """Print one record in full: an article, an event, a statement, an actor, an occurrence or a story."""
    from dragoman.register import Register
    from dragoman.reports.cards import card

    with Register(register, read_only=True) as store:
        for line in card(store, what):
            typer.echo(line)


def articles(register: RegisterOption = DEFAULT_REGISTER, tabs: TabsOption = False) -> None:
    """Print the articles of the register, and the sources that were set aside."""
    from dragoman.register import Register

    with Register(register, read_only=True) as store:
        heads, rejects = store.heads(), store.rejects()
    rows = ([h.id[:8], str(h.best or ""), h.outlet or "", h.title or "", h.source] for h in heads)
    table(("article", "published", "outlet", "title", "source"), rows, tabs)
    for reject in rejects:
        typer.echo(f"set aside: {reject.source}: {reject.reason}", err=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], tabs: bool) -> None:
    """Prints a table, drawn to the width of the terminal, or with tabs for another program."""
    if tabs:
        typer.echo("\t".join(columns))
        for row in rows:
            typer.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for n, column in enumerate(columns):
        drawn.add_column(column, no_wrap=n == 0)
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    if sys.stdout.isatty():
        Console(highlight=False).print(drawn)
        return
    console = Console(width=WIDTH, highlight=False)
    with console.capture() as captured:
        console.print(drawn)
    for line in captured.get().splitlines():
        typer.echo(line.rstrip())
