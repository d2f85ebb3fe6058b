"""Commands about who said what: statements, ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import (
    DEFAULT_REGISTER,
    RegisterOption,
    SideOption,
    SinceOption,
    TabsOption,
    UntilOption,
    article,
    side,
    wanted,
)
from dragoman.cli.showing import table

if TYPE_CHECKING:
    from dragoman.model import Statement
    from dragoman.register import Register

FORMATS = ("table", "md", "jsonl")


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
    app.command()(statements)
    app.command()(ledger)


def statements(
    register: RegisterOption = DEFAULT_REGISTER,
    speaker: SideOption = None,
    about: Annotated[
        list[str] | None,
        typer.Option("--about", metavar="ACTOR", help="An actor or state mentioned in what is said (repeatable)."),
    ] = None,
    stance: Annotated[
        list[str] | None, typer.Option("--stance", help="asserted, denied, no_statement… (repeatable).")
    ] = None,
    form: Annotated[
        list[str] | None, typer.Option("--form", help="direct, indirect, mixed or narrated (repeatable).")
    ] = None,
    of: Annotated[
        str | None, typer.Option("--article", metavar="ID", help="The article's id, or its beginning.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    verify: Annotated[bool, typer.Option("--verify", help="Check every character against the article's text.")] = False,
    tabs: TabsOption = False,
) -> None:
    """Print who said what: speaker, those who relay it, stance, words; and what denies what."""
    from dragoman.register import Register
    from dragoman.reports.explanation import statement_notes
    from dragoman.reports.ledger import day_words
    from dragoman.reports.wording import chain, party

    with Register(register, read_only=True) as store:
        query = replace(
            wanted(store, speaker, since, until),
            about=tuple(side(store, text) for text in about or ()),
            stances=tuple(text.lower() for text in stance or ()),
            forms=tuple(text.lower() for text in form or ()),
            articles=(article(store, of),) if of else (),
        )
        said = store.statements(query)
        if verify:
            _verified(store, said)
    rows = (
        [
            s.id[:8], party(s.speaker), chain(s.via), s.form, s.stance, s.verb, " ".join(s.text.split()),
            day_words(s.date), party(s.addressee) if s.addressee else "", "; ".join(statement_notes(s)),
        ]
        for s in said
    )  # fmt: skip
    columns = ("statement", "speaker", "relayed by", "form", "stance", "verb", "words", "said", "to", "notes")
    table(columns, rows, tabs)


def ledger(
    actor: Annotated[str, typer.Argument(help="An actor's name or id, or a state's code (all who act for it).")],
    register: RegisterOption = DEFAULT_REGISTER,
    form: Annotated[str, typer.Option("--format", help="table, md (Markdown) or jsonl.")] = "table",
    since: SinceOption = None,
    until: UntilOption = None,
    tabs: TabsOption = False,
) -> None:
    """Print every word that the press quotes from an actor: when, to whom, through whom; each is checked in the text."""
    if form not in FORMATS:
        raise typer.BadParameter(f"«{form}» is not a format of the ledger: choose {', '.join(FORMATS)}")
    from dragoman.register import Register
    from dragoman.reports import ledger as quotations

    with Register(register, read_only=True) as store:
        found = quotations.ledger(store, wanted(store, [actor], since, until))
        _verified(store, [q.statement for q in found])
    if form == "table":
        table(quotations.COLUMNS, (quotations.cells(q) for q in found), tabs)
        return
    for line in (quotations.markdown if form == "md" else quotations.jsonl)(found):
        typer.echo(line)


def _verified(register: Register, said: Iterable[Statement]) -> None:
    """Nothing; ends with exit code 1 when a word is not as it stands in its article."""
    from dragoman.reports.ledger import mismatches

    checked = list(said)
    wrong = mismatches(register, checked)
    for line in wrong:
        typer.echo(line, err=True)
    if wrong:
        raise typer.Exit(1)
    typer.echo(f"{len(checked)} statements are as the articles have them", err=True)
