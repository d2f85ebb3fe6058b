"""The command line's entry: the app, its commands, and errors turned into messages and exit codes."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman.cli import (
    actors,
    analysing,
    evaluating,
    following,
    importing,
    reading,
    rereading,
    searching,
    serving,
    showing,
    voices,
    writing,
)
from dragoman.errors import DragomanError

app = typer.Typer(
    name="dragoman",
    help="Reads press dispatches and rebuilds the diplomatic record: who did what to whom, when, and who says so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"dragoman {version('dragoman')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Options that stand before the command."""


ROOMS = (
    reading, rereading, showing, searching, analysing, voices, following, actors, writing, importing, evaluating, serving,
)  # fmt: skip
for room in ROOMS:
    room.add_to(app)


def main() -> None:
    """Runs the command line. Exit codes: 0 done, 1 done with rejects, 2 misuse, 130 interrupted."""
    try:
        app()
    except DragomanError as error:
        typer.echo(f"dragoman: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has seen enough («| head»). Python would complain when it flushes at exit.
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
