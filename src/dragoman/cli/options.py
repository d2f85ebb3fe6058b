"""Options that several commands share, and how their values are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

RegisterOption = Annotated[
    Path,
    typer.Option(
        "--register", "-r", envvar="DRAGOMAN_REGISTER", help="The register's file (dragoman.db in this folder)."
    ),
]
PipelineOption = Annotated[
    str | None,
    typer.Option("--pipeline", help="An installed spaCy pipeline, or the folder of one, instead of our own."),
]
DayOption = Annotated[str | None, typer.Option("--published", metavar="DATE", help="The publication date, YYYY-MM-DD.")]

DEFAULT_REGISTER = Path("dragoman.db")


def day(text: str | None) -> date | None:
    """The day that an option names; ends with misuse when it names none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"«{text}» is no date: write it as YYYY-MM-DD") from None


def check_sources(sources: list[str]) -> None:
    """Nothing; ends with misuse when a source is neither an address, nor standard input, nor a file that is there."""
    for source in sources:
        if source != "-" and "://" not in source and not Path(source).exists():
            raise typer.BadParameter(f"there is no file or folder «{source}»")
