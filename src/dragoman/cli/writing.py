"""Commands that write the record out: export, dossier."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT_REGISTER, RegisterOption, SideOption, SinceOption, UntilOption, wanted

OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="The file to write (standard output if none).")
]


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
    app.command()(export)
    app.command()(dossier)


def export(
    register: RegisterOption = DEFAULT_REGISTER,
    form: Annotated[str, typer.Option("--format", help="The format: jsonl.")] = "jsonl",
    output: OutputOption = None,
) -> None:
    """Write the whole record in a format for other tools."""
    if form != "jsonl":
        raise typer.BadParameter(f"«{form}» is not a format of the export: choose jsonl", param_hint="--format")
    from dragoman.exports import jsonl
    from dragoman.register import Register

    with Register(register, read_only=True) as store:
        if output is None:
            for line in jsonl.lines(store):
                sys.stdout.buffer.write(line.encode() + b"\n")
            sys.stdout.buffer.flush()
            return
        with output.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(line + "\n" for line in jsonl.lines(store))


def dossier(
    register: RegisterOption = DEFAULT_REGISTER,
    form: Annotated[str, typer.Option("--format", help="html (one self-contained page) or md (Markdown).")] = "html",
    language: Annotated[str, typer.Option("--language", help="The language of the labels: fr or en.")] = "fr",
    output: OutputOption = None,
    side: SideOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
) -> None:
    """Write the record as one document with its evidence: all of it, or what bears on an actor, a pair, a period."""
    from dragoman.register import Register
    from dragoman.reports.dossier import dossier as compiled

    with Register(register, read_only=True) as store:
        page = compiled(store, wanted(store, side, since, until), form=form, language=language)
    if output is None:
        sys.stdout.buffer.write(page.encode())
        sys.stdout.buffer.flush()
    else:
        output.write_text(page, encoding="utf-8", newline="\n")
