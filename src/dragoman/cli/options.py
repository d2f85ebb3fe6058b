"""Options that several commands share, and how their values are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.model import Story
    from dragoman.register import Register
    from dragoman.register.queries import Query

RegisterOption = Annotated[
    str,
    typer.Option(
        "--register",
        "-r",
        envvar="DRAGOMAN_REGISTER",
        help="The register: a file (dragoman.db in this folder), or postgresql://user@host/database.",
    ),
]
PipelineOption = Annotated[
    str | None,
    typer.Option("--pipeline", help="An installed spaCy pipeline, or the folder of one, instead of our own."),
]
DayOption = Annotated[str | None, typer.Option("--published", metavar="DATE", help="The publication date, YYYY-MM-DD.")]
TodayOption = Annotated[
    str | None,
    typer.Option(
        "--today", metavar="DATE", help="The day of reading, YYYY-MM-DD, if not today: no date is worked out after it."
    ),
]
LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        envvar="DRAGOMAN_LIBRARY",
        help="Your library of actors (dragoman-actors.db in this folder, if it is there).",
    ),
]

SideOption = Annotated[
    list[str] | None,
    typer.Option("--side", metavar="ACTOR", help="An actor's name or id, or a state code; given twice, the pair."),
]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Not before this day, YYYY-MM-DD.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Not after this day, YYYY-MM-DD.")]
TabsOption = Annotated[bool, typer.Option("--tabs", help="Separate the columns by tabs, for other programs.")]

DEFAULT_REGISTER = "dragoman.db"
DEFAULT_LIBRARY = Path("dragoman-actors.db")


def day(text: str | None) -> date | None:
    """The day that an option names; ends with misuse when it names none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"«{text}» is no date: write it as YYYY-MM-DD") from None


def day_of_reading(text: str | None) -> date:
    """The day that the option names, else the day that it is."""
    return day(text) or date.today()


def library_file(given: Path | None) -> str | None:
    """The library to read with: the one given, else that of this folder if there is one. None for none."""
    if given is not None:
        if not given.is_file():
            raise typer.BadParameter(f"there is no library «{given}»: make one with `dragoman actors import FILE`")
        return str(given)
    return str(DEFAULT_LIBRARY) if DEFAULT_LIBRARY.is_file() else None


def check_sources(sources: list[str]) -> None:
    """Nothing; ends with misuse when a source is neither an address, nor standard input, nor a file that is there."""
    for source in sources:
        if source != "-" and "://" not in source and not Path(source).exists():
            raise typer.BadParameter(f"there is no file or folder «{source}»")


def wanted(
    register: Register,
    sides: list[str] | None,
    since: str | None,
    until: str | None,
    types: list[str] | None = None,
    statuses: list[str] | None = None,
) -> Query:
    """The query that the options make."""
    from dragoman.register.queries import Query

    return Query(
        sides=tuple(side(register, text) for text in sides or ()),
        types=tuple(kind.upper() for kind in types or ()),
        statuses=tuple(status.lower() for status in statuses or ()),
        since=day(since),
        until=day(until),
    )


def article(register: Register, text: str) -> str:
    """The article's id that the text begins; ends with misuse when it is not clear."""
    found = [f for f in register.find(text) if f.kind == "article"]
    if len(found) == 1:
        return found[0].id
    raise typer.BadParameter(f"«{text}» is the id of {'no' if not found else 'more than one'} article: see `articles`")


def story_of(register: Register, text: str) -> Story:
    """The story whose id the text begins; ends with misuse when it is not clear."""
    found = [s for s in register.stories() if s.id.startswith(text)]
    if len(found) == 1:
        return found[0]
    raise typer.BadParameter(f"«{text}» is the id of {'no' if not found else 'more than one'} story: see `show`")


def side(register: Register, text: str) -> str:
    """The actor's id or the state's code that the text means; ends with misuse when it is not clear."""
    found = [f for f in register.find(text) if f.kind == "actor"]
    if len(found) == 1:
        actor = next(a for a in register.actors() if a.id == found[0].id)
        # Whoever asks for a state asks for all who act for it.
        return actor.state if actor.type == "state" and actor.state else actor.id
    if text.isupper() and text.isalpha():
        return text
    if found:
        raise typer.BadParameter(f"«{text}» may be {', '.join(f.name for f in found[:10])}: write more of the name")
    raise typer.BadParameter(f"«{text}» is no actor of this register: give a name that it has, or a state code (FRA)")
