"""Commands that read: read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_REGISTER, DayOption, PipelineOption, RegisterOption, check_sources, day


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
    app.command()(read)


def read(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files, folders, web addresses, or - for standard input.")
    ],
    register: RegisterOption = DEFAULT_REGISTER,
    published: DayOption = None,
    pipeline: PipelineOption = None,
    processes: Annotated[int, typer.Option("--processes", min=1, help="How many articles to read at a time.")] = 1,
    again: Annotated[bool, typer.Option("--again", help="Read anew what the register already has.")] = False,
) -> None:
    """Read dispatches into the register. What it already has is passed over; a source that fails is set aside."""
    given = day(published)
    check_sources(paths)
    from datetime import UTC, datetime
    from importlib.metadata import version

    from dragoman.reader import Wishes, read_into
    from dragoman.register import Register

    wishes = Wishes(given, pipeline, processes, again)
    with Register(register) as store, progress(paths) as notice:
        try:
            outcome = read_into(
                store,
                paths,
                wishes,
                clock=lambda: datetime.now(UTC).replace(tzinfo=None),
                version=version("dragoman"),
                notice=notice,
            )
        except KeyboardInterrupt:
            typer.echo(
                f"interrupted: what was read is kept in {register}; the same command goes on from there", err=True
            )
            raise typer.Exit(130) from None
    for reject in outcome.rejects:
        typer.echo(f"set aside: {reject.source}: {reject.reason}", err=True)
    known = f", {outcome.known} known already" if outcome.known else ""
    aside = f", {len(outcome.rejects)} set aside" if outcome.rejects else ""
    typer.echo(f"{outcome.read} read{known}{aside}; the register is {register}", err=True)
    if outcome.rejects:
        raise typer.Exit(1)


@contextmanager
def progress(paths: list[str]) -> Iterator[Callable[[str], None]]:
    """A function to call with each source that is done; it draws a bar when standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda source: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=files_in(paths))

        def notice(source: str) -> None:
            done = bar.tasks[0].completed + 1
            # A feed or an archive holds more articles than there are files.
            bar.update(task, advance=1, total=max(bar.tasks[0].total or 0, done), description=Path(source).name[-50:])

        yield notice


def files_in(paths: list[str]) -> int:
    """How many files there are in the paths: a first guess at the number of articles."""
    return sum(sum(len(files) for *_, files in os.walk(p)) if Path(p).is_dir() else 1 for p in paths)
