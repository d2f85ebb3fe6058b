"""Commands that take the data of others over into the register: import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_REGISTER, RegisterOption


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
    app.command("import")(import_)


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files of events that you have fetched.")],
    register: RegisterOption = DEFAULT_REGISTER,
    form: Annotated[
        str | None,
        typer.Option("--format", help="polecat, icews, gdelt or followthemoney; told by the file if none."),
    ] = None,
    dataset: Annotated[
        str | None, typer.Option("--dataset", help="The name under which the rows are known (that of the format).")
    ] = None,
) -> None:
    """Take the events of another data set over into the register, each with its row as evidence.

    Interrupted, the same command goes on where it was; a file a second time changes nothing.
    """
    from datetime import UTC, datetime
    from importlib.metadata import version

    from dragoman.imports.events import FORMATS, import_events
    from dragoman.register import Register

    if form is not None and form not in FORMATS:
        raise typer.BadParameter(f"«{form}» is not a format of the import: choose {', '.join(FORMATS)}")
    for file in files:
        if not file.is_file():
            raise typer.BadParameter(f"there is no file «{file}»")
    rejects = 0
    with Register(register) as store:
        for file in files:
            done = import_events(
                store,
                file,
                clock=lambda: datetime.now(UTC).replace(tzinfo=None),
                version=version("dragoman"),
                form=form,
                dataset=dataset,
                notice=_counted,
            )
            rejects += done.rejects
            passed = "".join(f", {count} {what} passed over" for what, count in done.passed.items())
            typer.echo(
                f"{file}: {done.taken} taken over, {done.known} known already, {done.rejects} set aside{passed}",
                err=True,
            )
    if rejects:
        typer.echo("`dragoman articles` prints what was set aside, with the reasons", err=True)
        raise typer.Exit(1)


def _counted(rows: int) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{rows} rows", err=True, nl=False)
