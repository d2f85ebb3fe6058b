"""Commands that read: read, link, explain, date."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import (
    DEFAULT_REGISTER,
    DayOption,
    LibraryOption,
    PipelineOption,
    RegisterOption,
    TodayOption,
    check_sources,
    day,
    day_of_reading,
    library_file,
)

if TYPE_CHECKING:
    from dragoman.document import Document


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
    for command in (read, link, explain, date):
        app.command()(command)


def read(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files, folders, web addresses, or - for standard input.")
    ],
    register: RegisterOption = DEFAULT_REGISTER,
    published: DayOption = None,
    pipeline: PipelineOption = None,
    processes: Annotated[int, typer.Option("--processes", min=1, help="How many articles to read at a time.")] = 1,
    again: Annotated[bool, typer.Option("--again", help="Read anew what the register already has.")] = False,
    today: TodayOption = None,
    library: LibraryOption = None,
) -> None:
    """Read dispatches into the register. What it already has is passed over; a source that fails is set aside."""
    given = day(published)
    check_sources(paths)
    actors = library_file(library)
    from datetime import UTC, datetime
    from importlib.metadata import version

    from dragoman.reader import Wishes, read_into
    from dragoman.register import Register

    wishes = Wishes(given, pipeline, processes, again, day_of_reading(today), actors)
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


def link(register: RegisterOption = DEFAULT_REGISTER, library: LibraryOption = None) -> None:
    """Make stories, occurrences and derivations anew from what the register holds; `read` does it when it reads.

    Undated dispatches of a story are dated by its dated ones.
    """
    actors = library_file(library)
    from dragoman.reader import relink
    from dragoman.register import Register

    with Register(register) as store:
        relink(store, anew=True, library=actors)
        counts = (f"{store.count(n)} {n}s" for n in ("story", "occurrence", "derivation"))
        typer.echo(", ".join(counts).replace("storys", "stories"), err=True)


def explain(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A file, a web address, or - for standard input.")],
    published: DayOption = None,
    pipeline: PipelineOption = None,
    today: TodayOption = None,
    library: LibraryOption = None,
) -> None:
    """Print how a dispatch is read, sentence by sentence: what is coded, by which rule, what is rejected and why."""
    from dragoman.reports.explanation import explanation

    for document in documents_of(path, published, pipeline, today, library):
        for line in explanation(document):
            typer.echo(line)


def date(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A file, a web address, or - for standard input.")],
    pipeline: PipelineOption = None,
    today: TodayOption = None,
    library: LibraryOption = None,
) -> None:
    """Print when a dispatch was published, each piece of evidence, the result without it, and what conflicts."""
    from dragoman.reports.dating import dating_lines

    for document in documents_of(path, None, pipeline, today, library, until="publication"):
        for line in dating_lines(document):
            typer.echo(line)


def documents_of(
    path: str,
    published: str | None,
    pipeline: str | None,
    today: str | None,
    library: Path | None,
    *,
    until: str | None = None,
) -> Iterator[Document]:
    """Each article of the path, read up to a stage; ends with exit code 1 when something in it could not be read."""
    given, bound = day(published), day_of_reading(today)
    check_sources([path])
    actors = library_file(library)
    from dragoman.model import Reject
    from dragoman.pipeline import read_article
    from dragoman.reader import dated
    from dragoman.reading import read as read_source

    failed = False
    for found in read_source(path):
        if isinstance(found, Reject):
            typer.echo(f"set aside: {found.source}: {found.reason}", err=True)
            failed = True
        else:
            article = dated(found, given)
            yield read_article(article, today=bound, pipeline=pipeline, until=until, library=actors)
    if failed:
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
