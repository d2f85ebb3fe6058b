"""Commands that write the record out: export, dossier."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.options import (
    DEFAULT_REGISTER,
    RegisterOption,
    SideOption,
    SinceOption,
    UntilOption,
    story_of,
    wanted,
)

if TYPE_CHECKING:
    from dragoman.register import Query

OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="The file to write (standard output if none).")
]


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
    app.command()(export)
    app.command()(dossier)


def export(
    register: RegisterOption = DEFAULT_REGISTER,
    form: Annotated[
        str, typer.Option("--format", help="The format: jsonl, csv, parquet… (see --dictionary).")
    ] = "jsonl",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The file to write, or the folder for all tables (standard output if none)."
        ),
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", help="Of csv and parquet: event, party, statement, article, actor…")
    ] = None,
    query: Annotated[
        str | None,
        typer.Option("--query", help="What to write, in the language of `search`: «pair:KEN-ETH since:2024»."),
    ] = None,
    side: SideOption = None,
    kind: Annotated[
        list[str] | None, typer.Option("--type", help="A PLOVER type, such as CONSULT (repeatable).")
    ] = None,
    status: Annotated[list[str] | None, typer.Option("--status", help="actual, planned, denied… (repeatable).")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    dictionary: Annotated[
        str | None,
        typer.Option("--dictionary", metavar="FORMAT", help="Print what a format's columns mean, and leave."),
    ] = None,
) -> None:
    """Write the record in a format for other tools: all of it, or what bears on an actor, a pair, a period."""
    from dragoman.exports import formats

    known = (*formats.MODULES, "all") if dictionary else tuple(formats.MODULES)
    if (name := dictionary or form) not in known:
        raise typer.BadParameter(f"«{name}» is not a format of the export: choose {', '.join(known)}")
    if dictionary is not None:
        for line in formats.dictionary_of(dictionary):
            typer.echo(line)
        return
    chosen = formats.format_named(form)
    if table is not None and table not in chosen.tables:
        choice = f"choose {', '.join(chosen.tables)}" if chosen.tables else "it is one whole"
        raise typer.BadParameter(f"«{table}» is not a table of {form}: {choice}", param_hint="--table")
    from dragoman.exports.selection import Selection
    from dragoman.register import Register, parse

    with Register(register, read_only=True) as store:
        asked = wanted(store, side, since, until, types=kind, statuses=status)
        selection = Selection(store, both(asked, parse(query, today=date.today())) if query else asked, table)
        if output is None:
            chosen.write(selection, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        elif output.is_dir():
            formats.export_tables(selection, form, output)
        else:
            with formats.opened(output) as file:
                chosen.write(selection, file)


def both(one: Query, other: Query) -> Query:
    """What both queries ask for; where both say a day, that of the first counts."""
    said = ((f.name, getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    joined: dict[str, Any] = {name: (*a, *b) if isinstance(a, tuple) else a or b for name, a, b in said}
    return replace(one, **joined)


def dossier(
    register: RegisterOption = DEFAULT_REGISTER,
    form: Annotated[
        str, typer.Option("--format", help="html (one self-contained page), md (Markdown) or pdf.")
    ] = "html",
    language: Annotated[str, typer.Option("--language", help="The language of the labels: fr or en.")] = "fr",
    output: OutputOption = None,
    side: SideOption = None,
    story: Annotated[
        str | None,
        typer.Option("--story", metavar="ID", help="Only the dispatches of this story (the id's beginning)."),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
) -> None:
    """Write the record as one document with its evidence: all, or what bears on an actor, a pair, a story, a period."""
    from dataclasses import replace

    from dragoman.register import Register

    with Register(register, read_only=True) as store:
        query, subject = wanted(store, side, since, until), ""
        if story:
            chosen = story_of(store, story)
            query, subject = replace(query, articles=chosen.articles), chosen.title
        if form == "pdf":
            from dragoman.reports.pdf import pdf

            made = pdf(store, query, language=language, subject=subject)
        else:
            from dragoman.reports.dossier import dossier as compiled

            made = compiled(store, query, form=form, language=language, subject=subject).encode()
    if output is None:
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
    else:
        output.write_bytes(made)
