"""The command that reads the register's own articles anew: reread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import DEFAULT_REGISTER, LibraryOption, RegisterOption, TabsOption

if TYPE_CHECKING:
    from dragoman.rereading import Reread

SIGNS = {"new": "+", "gone": "-", "changed": "~"}


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's command."""
    app.command()(reread)


def reread(
    register: RegisterOption = DEFAULT_REGISTER,
    every: Annotated[bool, typer.Option("--all", help="Also what this very program has read.")] = False,
    dry: Annotated[bool, typer.Option("--dry", help="Only tell what would change.")] = False,
    library: LibraryOption = None,
    tabs: TabsOption = False,
) -> None:
    """Read anew what an older version has read, and print what this one reads otherwise; analysts' words stay."""
    from datetime import UTC, datetime
    from importlib.metadata import version

    from dragoman.register import Register
    from dragoman.rereading import reread as read_anew

    counts = {"read": 0, "changed": 0, "failed": 0}
    with Register(register, read_only=dry) as store:
        found = read_anew(
            store,
            clock=lambda: datetime.now(UTC).replace(tzinfo=None),
            version=version("dragoman"),
            every=every,
            dry=dry,
        )
        for one in found:
            counts["read"] += 1
            counts["changed"] += bool(one.differences)
            for line in _tabbed(one) if tabs else _lines(one):
                typer.echo(line)
            if one.reject:
                counts["failed"] += 1
                typer.echo(f"stays as it was: {one.source}: {one.reject.reason}", err=True)
    typer.echo(f"{counts['read']} read anew, {counts['changed']} of them read otherwise", err=True)
    if counts["failed"]:
        raise typer.Exit(1)


def _lines(one: Reread) -> Iterator[str]:
    if one.differences:
        yield f"{one.article[:8]}  {one.title or one.source}"
    for d in one.differences:
        values = "; ".join(f"{name}: {before or '–'} → {now or '–'}" for name, before, now in d.values)
        if d.what != "changed":
            values = ", ".join(before or now for _, before, now in d.values)
        words = f"  «{d.words}»" if d.words else ""
        yield f"  {SIGNS[d.what]} {d.kind} {d.id[:8]}  {values}{words}"


def _tabbed(one: Reread) -> Iterator[str]:
    for d in one.differences:
        for name, before, now in d.values or (("", "", ""),):
            yield "\t".join((one.article, d.kind, d.id, d.what, name, before, now, d.words))
