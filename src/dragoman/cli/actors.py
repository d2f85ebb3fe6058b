"""Commands about actors: what is known of them, imports into the user's library, and the user's decisions."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.analysing import AuthorOption, ReasonOption
from dragoman.cli.options import (
    DEFAULT_LIBRARY,
    DEFAULT_REGISTER,
    LibraryOption,
    RegisterOption,
    TabsOption,
    day,
    library_file,
)
from dragoman.cli.showing import table

if TYPE_CHECKING:
    from dragoman.imports.filling import Outcome
    from dragoman.register import Register
    from dragoman.reports.people import Lookup

actors = typer.Typer(no_args_is_help=True, help="People, bodies and their offices: what is known, and what you decide.")
OnOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day, YYYY-MM-DD.")]
SHOWN = 20  # rejects printed one by one; all of them are kept in the library


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
    for command in (who, find, show, coverage, conflicts, merge, split, rename):
        actors.command()(command)
    actors.command("import")(import_)
    app.add_typer(actors, name="actors")


def known_with(library: Path | None) -> Lookup:
    """The tables, with the library where there is one."""
    from dragoman.reports.people import Lookup

    return Lookup(library_file(library))


def who(
    office: Annotated[
        str, typer.Argument(help="An office, as a dispatch words it: «ministre des Affaires étrangères».")
    ],
    of: Annotated[str, typer.Option("--of", help="The state or body: its code or its name.")],
    on: OnOption = None,
    library: LibraryOption = None,
) -> None:
    """Print who held an office on a day, with every tenure of the office that is known."""
    from dragoman.reports.offices import office_lines

    for line in office_lines(known_with(library), office, of, day(on)):
        typer.echo(line)


def find(
    name: Annotated[str, typer.Argument(help="A name, in any spelling, or a part of one.")],
    on: OnOption = None,
    register: RegisterOption = DEFAULT_REGISTER,
    library: LibraryOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 20,
    tabs: TabsOption = False,
) -> None:
    """Print whoever may be meant by a name: persons, states, bodies, armed groups, outlets; the nearest first."""
    from dragoman.reports.people import COLUMNS, cells

    with looking(library, register) as lookup:
        found = lookup.find(name, limit=limit)
    if not found:
        typer.echo(f"nobody is known by a name like «{name}»", err=True)
        raise typer.Exit(1)
    table(COLUMNS, (cells(one, day(on)) for one in found), tabs)


def show(
    who: Annotated[str, typer.Argument(metavar="ACTOR", help="A name, or the id that `find` prints.")],
    register: RegisterOption = DEFAULT_REGISTER,
    library: LibraryOption = None,
) -> None:
    """Print all that is known of an actor: spellings, offices with days and sources, what differs, what was decided."""
    from dragoman.reports.people import lines_of

    with looking(library, register) as lookup:
        for line in lines_of(lookup, who):
            typer.echo(line)


@contextmanager
def looking(library: Path | None, register: str) -> Iterator[Lookup]:
    """The tables with library and register, where there are any; the register is closed at the end."""
    from dragoman.reports.people import Lookup

    actors = library_file(library)
    if register == DEFAULT_REGISTER and not Path(register).exists():
        yield Lookup(actors)
        return
    from dragoman.register import Register

    with Register(register, read_only=True) as store:
        yield Lookup(actors, register=store)


def coverage(
    of: Annotated[
        list[str] | None, typer.Argument(metavar="STATE…", help="Codes or names: every office with its gaps.")
    ] = None,
    sort: Annotated[
        str, typer.Option("--sort", help="The column to sort by; the largest first, names from A.")
    ] = "code",
    since: Annotated[int, typer.Option("--since", metavar="YEAR", help="Count gaps from this year on.")] = 2000,
    until: Annotated[int, typer.Option("--until", metavar="YEAR", help="Count gaps to the end of this year.")] = 2026,
    library: LibraryOption = None,
    tabs: TabsOption = False,
) -> None:
    """Print for each country what is known: persons, offices, tenures, and how much of the period is known by office."""
    from dragoman.reports import coverage as knowing

    lookup = known_with(library)
    if of:
        for state in of:
            for line in knowing.detail(lookup, state, since, until):
                typer.echo(line)
        return
    columns, rows = knowing.overview(lookup, since, until, sort)
    table(columns, rows, tabs)


def conflicts(
    kind: Annotated[
        str | None, typer.Option("--kind", help="days, holder, state, gender, birth or identity; all if none.")
    ] = None,
    library: LibraryOption = None,
    tabs: TabsOption = False,
) -> None:
    """Print what the sources of the library, and the shipped tables, tell differently."""
    lookup = known_with(library)
    rows = [row for row in lookup.conflicts() if kind in (None, row[0])]
    table(("kind", "actor", "name", "what differs"), rows, tabs)


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files that you have fetched or written.")],
    library: Annotated[
        Path, typer.Option("--library", envvar="DRAGOMAN_LIBRARY", help="The library; made when it is not there.")
    ] = DEFAULT_LIBRARY,
    form: Annotated[
        str | None, typer.Option("--format", help="opensanctions, wikidata or csv; told by the file if none.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="The source's name; a file of the same name replaces what it told.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Take a file over that was taken over already.")] = False,
) -> None:
    """Take people and their offices over into your library, from which `read` then knows them.

    Interrupted, the same command goes on where it was.
    """
    from datetime import UTC, datetime

    from dragoman.actors.knowledge import knowledge
    from dragoman.imports.filling import import_file

    rejected = False
    for file in files:
        if not file.is_file():
            raise typer.BadParameter(f"there is no file «{file}»")
        try:
            outcome = import_file(
                file,
                library,
                knowledge("fr"),
                clock=lambda: datetime.now(UTC).replace(tzinfo=None),
                form=form,
                name=name,
                again=again,
                notice=_counted,
            )
        except KeyboardInterrupt:
            typer.echo(
                f"interrupted: what was read is kept in {library}; the same command goes on from there", err=True
            )
            raise typer.Exit(130) from None
        _told(file, library, outcome)
        rejected = rejected or (outcome.rejects > 0 and not outcome.known)
    if rejected:
        raise typer.Exit(1)


def _counted(line: int) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{line} lines", err=True, nl=False)


def _told(file: Path, library: Path, outcome: Outcome) -> None:
    from dragoman.reports.people import Lookup

    if outcome.known:
        typer.echo(f"{file} is in {library} already; --again takes it over anew", err=True)
        return
    for n, (line, reason) in enumerate(Lookup(str(library)).rejects(outcome.number)):
        if n == SHOWN:
            typer.echo(f"… and {outcome.rejects - SHOWN} more", err=True)
            break
        typer.echo(f"set aside: {file}, line {line}: {reason}", err=True)
    on = f" (went on from line {outcome.resumed})" if outcome.resumed else ""
    differs = f"; {outcome.conflicts} conflicts, see `dragoman actors conflicts`" if outcome.conflicts else ""
    typer.echo(
        f"{outcome.persons} persons, {outcome.posts} offices, {outcome.tenures} tenures from {file}{on}, "
        f"{outcome.rejects} lines set aside; the library is {library}{differs}",
        err=True,
    )


def merge(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="The actor that stays: a name or an id.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The one that is the same.")],
    register: RegisterOption = DEFAULT_REGISTER,
    reason: ReasonOption = "",
    author: AuthorOption = None,
) -> None:
    """Say that two actors are one: every mention of the other is the first one's, also in what is yet to be read."""
    _decided(register, "merge", other, into=actor, reason=reason, author=author)


def split(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="The actor: a name or an id.")],
    name: Annotated[
        str,
        typer.Option("--name", help="What the other one is called; someone of the register, if it has one so named."),
    ],
    state: Annotated[str | None, typer.Option("--state", metavar="CODE", help="The other one's state.")] = None,
    article: Annotated[
        list[str] | None, typer.Option("--article", metavar="ID", help="An article that means the other (repeatable).")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Articles published from this day on mean the other.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Articles published to this day mean the other.")
    ] = None,
    register: RegisterOption = DEFAULT_REGISTER,
    reason: ReasonOption = "",
    author: AuthorOption = None,
) -> None:
    """Say that an actor is two: in some articles, or of a period, someone else of that name is meant."""
    bounds = {"since": since, "until": until}
    told = {"name": name, "state": state and state.upper(), **{field: str(day(d)) for field, d in bounds.items() if d}}
    changes = {field: value for field, value in told.items() if value}
    _decided(register, "split", actor, changes=changes, only=article or (), reason=reason, author=author)


def rename(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="The actor: a name or an id.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the actor is to be called.")],
    register: RegisterOption = DEFAULT_REGISTER,
    reason: ReasonOption = "",
    author: AuthorOption = None,
) -> None:
    """Say what an actor is called; the old name stays as a spelling."""
    _decided(register, "correct", actor, changes={"name": name}, reason=reason, author=author)


def _decided(register: str, action: str, actor: str, *, into: str | None = None, **more: Any) -> None:
    """Writes a decision on an actor into the register; names are looked up among its actors alone."""
    import getpass

    from dragoman.register import Register

    author = more.pop("author") or getpass.getuser()
    with Register(register) as store:
        other = actor_id(store, into) if into else None
        one = store.revise(action, actor_id(store, actor), into=other, author=author, **more)
    back = f"`dragoman revise undo {one.number}` takes it back"
    typer.echo(
        f"revision {one.number}: {one.action} {one.of}; {back}, `dragoman link` brings happenings up to it", err=True
    )


def actor_id(register: Register, text: str) -> str:
    """The id of the register's actor that the text means; ends with misuse when it is not clear."""
    found = [f for f in register.find(text) if f.kind == "actor"]
    exact = [f for f in found if f.id == text]
    if len(exact or found) == 1:
        return (exact or found)[0].id
    names = ", ".join(f"{f.id[:8]} ({f.name})" for f in found[:10])
    raise typer.BadParameter(
        f"«{text}» may be {names}: give the id" if found else f"«{text}» is no actor of {register.path}"
    )
