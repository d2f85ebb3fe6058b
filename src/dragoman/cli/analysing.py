"""Commands of analysts: revise, history, watch."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.options import DEFAULT_REGISTER, RegisterOption, SinceOption, TabsOption, UntilOption
from dragoman.cli.searching import COLUMNS, QueryCommand, cells, query_text
from dragoman.cli.showing import table

if TYPE_CHECKING:
    from dragoman.register import Revision

AuthorOption = Annotated[
    str | None, typer.Option("--author", envvar="DRAGOMAN_AUTHOR", help="Who says so (your name on this machine).")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why.")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The record's id, or its beginning.")]
ChangesArgument = Annotated[
    list[str], typer.Argument(metavar="FIELD=VALUE…", help="Such as type=AGREE «source=FRA, Sénégal» date=2024-03.")
]

revise = typer.Typer(
    no_args_is_help=True,
    help="What analysts say of records: kept with author, time and reason, through every re-reading.",
)


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
    app.add_typer(revise, name="revise")
    app.command()(history)
    app.command(cls=QueryCommand)(watch)


@revise.command()
def confirm(
    of: IdArgument, register: RegisterOption = DEFAULT_REGISTER, author: AuthorOption = None, reason: ReasonOption = ""
) -> None:
    """Say that a record is right as it is."""
    _say(register, "confirm", of, author=author, reason=reason)


@revise.command()
def correct(
    of: IdArgument,
    changes: ChangesArgument,
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
    reason: ReasonOption = "",
) -> None:
    """Give fields of a record other values; the others stay as they are read."""
    _say(register, "correct", of, changes=_pairs(changes), author=author, reason=reason)


@revise.command()
def add(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article's id, or its beginning.")],
    changes: ChangesArgument,
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
    reason: ReasonOption = "",
) -> None:
    """Add an event (type=…) or a statement (speaker=…) that was not read, with the words=… on which it rests."""
    _say(register, "add", article, changes=_pairs(changes), author=author, reason=reason)


@revise.command()
def remove(
    of: IdArgument, register: RegisterOption = DEFAULT_REGISTER, author: AuthorOption = None, reason: ReasonOption = ""
) -> None:
    """Say that there is no such event or statement."""
    _say(register, "remove", of, author=author, reason=reason)


@revise.command()
def merge(
    of: IdArgument,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The id of the record that stays.")],
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
    reason: ReasonOption = "",
) -> None:
    """Say that two events of an article, two actors, two happenings or two stories are one."""
    _say(register, "merge", of, into=into, author=author, reason=reason)


@revise.command()
def split(
    of: IdArgument,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="ID", help="What goes: an event, an article (repeatable).")
    ] = None,
    part: Annotated[
        list[str] | None, typer.Option("--part", metavar="FIELDS", help="Fields of each part of an event (repeatable).")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="What the other actor is called.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
    reason: ReasonOption = "",
) -> None:
    """Say that an event, an actor, a happening or a story is two."""
    parts = [_pairs(fields.split()) for fields in part or ()]
    changes = {k: v for k, v in (("name", name), ("since", since), ("until", until)) if v}
    _say(register, "split", of, changes=changes, parts=parts, only=only or (), author=author, reason=reason)


@revise.command()
def annotate(
    of: IdArgument,
    note: Annotated[str, typer.Argument(metavar="NOTE", help="What is to be remembered of it.")],
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
) -> None:
    """Note something about a record; it stays as it is."""
    _say(register, "annotate", of, author=author, reason=note)


@revise.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The number of a revision, as `history` prints it.")],
    register: RegisterOption = DEFAULT_REGISTER,
    author: AuthorOption = None,
    reason: ReasonOption = "",
) -> None:
    """Take a revision back; the history keeps both."""
    from dragoman.register import Register

    with Register(register) as store:
        one = store.undo(number, author=author or getpass.getuser(), reason=reason)
    typer.echo(f"revision {one.number}: {number} is taken back", err=True)


def _say(register: str, action: str, of: str, *, author: str | None, **more: Any) -> None:
    from dragoman.register import Register

    with Register(register) as store:
        one = store.revise(action, of, author=author or getpass.getuser(), **more)
    typer.echo(f"revision {one.number}: {one.action} {one.kind} {one.of}", err=True)


def _pairs(changes: Iterable[str]) -> dict[str, str]:
    """Fields with their values; ends with misuse when one has no equals sign."""
    found = {}
    for change in changes:
        name, mark, value = change.partition("=")
        if not mark or not name.strip():
            raise typer.BadParameter(f"«{change}» gives no field a value: write FIELD=VALUE, such as type=AGREE")
        found[name.strip()] = value.strip()
    return found


def history(
    of: Annotated[str | None, typer.Argument(metavar="[ID]", help="A record's id; an article's: all in it.")] = None,
    register: RegisterOption = DEFAULT_REGISTER,
    tabs: TabsOption = False,
) -> None:
    """Print what analysts said of a record, or of everything: when, who, what, why."""
    from dragoman.register import Register

    with Register(register, read_only=True) as store:
        found = store.history(of)
    if not found:
        typer.echo(f"nobody has said anything about {of}" if of else "nobody has revised anything", err=True)
    columns = ("revision", "when", "who", "what", "record", "values", "why")
    table(columns, (_told(one) for one in found), tabs)


def _told(one: Revision) -> list[str]:
    """The columns of a revision."""
    what = f"undo {one.undoes}" if one.action == "undo" else one.action
    values = {
        **(one.said("changes") or {}),
        **{k: one.said(k) for k in ("into", "published", "members") if one.said(k)},
    }
    shown = "; ".join(f"{name}={_plain(value)}" for name, value in values.items())
    mark = " (taken back)" if one.undone else ""
    return [
        str(one.number),
        f"{one.moment:%Y-%m-%d %H:%M}",
        one.author,
        what + mark,
        f"{one.kind} {one.of[:8]}",
        shown,
        one.reason,
    ]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    if isinstance(value, dict):
        found = value.get("name") or value.get("earliest")
        return str(found) if found else json.dumps(value, ensure_ascii=False)
    return str(value)


def watch(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="QUERY…", help="A query, as `search` takes it; none: the kept ones.")
    ] = None,
    register: RegisterOption = DEFAULT_REGISTER,
    name: Annotated[
        str | None, typer.Option("--name", help="Keep it under this name, or ask the one kept so; else its own text.")
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Keep it no longer.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many records at most.")] = 100,
    tabs: TabsOption = False,
) -> None:
    """Print what a query lists that it did not list the last time; `search @NAME` asks a kept query as usual."""
    from dragoman.register import Register, parse

    query = query_text(words or ())
    with Register(register) as store:
        if not query and not name:
            rows = ([k.name, k.query, f"{k.looked:%Y-%m-%d %H:%M}" if k.looked else "never"] for k in store.kept())
            table(("name", "query", "last looked at"), rows, tabs)
            return
        kept = name or (query[1:] if query.startswith("@") else str(parse(query)))
        if forget:
            gone = store.forget(kept)
            typer.echo(f"«{kept}» is kept no longer" if gone else f"no query is kept as «{kept}»", err=True)
            return
        if query and not query.startswith("@"):
            store.keep(kept, query)
        page, states = store.news(kept, limit=limit), store.state_ids()
    if not page.hits:
        typer.echo("nothing new", err=True)
        return
    table(COLUMNS[page.kind], (cells(hit, states) for hit in page.hits), tabs)
    if page.cursor:
        typer.echo("there is more: ask again", err=True)
