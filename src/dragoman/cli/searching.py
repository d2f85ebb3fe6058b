"""Commands that look for records: search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from dragoman.cli.options import DEFAULT_REGISTER, RegisterOption, TabsOption
from dragoman.cli.showing import table

if TYPE_CHECKING:
    from dragoman.register import Hit, Query, Register

# A hyphen before a word of two letters or more, or before a phrase: options have one letter, or two hyphens.
LEFT_OUT = re.compile(r"^-(?=[^\W\d_]{2}|[\"«“(])")
COLUMNS = {
    "event": ("event", "date", "what", "who", "whom", "status", "article", "passage"),
    "statement": ("statement", "date", "speaker", "stance", "article", "passage"),
    "article": ("article", "published", "title", "passage"),
    "occurrence": ("occurrence", "date", "events", "sources"),
    "story": ("story", "date", "title", "articles"),
}


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
    app.command(cls=QueryCommand)(search)


class QueryCommand(TyperCommand):
    """A command whose arguments are a query: words with a hyphen before them are left out, they are no options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments; what is left out keeps a mark that no option has, until the query is read."""
        return super().parse_args(ctx, [LEFT_OUT.sub("\0", one) for one in args])


def query_text(words: Iterable[str]) -> str:
    """The text of the query that the arguments make."""
    return " ".join(words).replace("\0", "-")


def search(
    words: Annotated[list[str], typer.Argument(metavar="QUERY…", help="Words, «phrases», field:value; see the docs.")],
    register: RegisterOption = DEFAULT_REGISTER,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many records at most.")] = 20,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Go on where the page before ended.")] = None,
    oldest: Annotated[bool, typer.Option("--oldest", help="The oldest first.")] = False,
    facets: Annotated[
        bool, typer.Option("--facets", help="Print how many there are of each type, state, month…")
    ] = False,
    tabs: TabsOption = False,
) -> None:
    """Print the records that a query lists, the newest first: events, statements, articles, occurrences, stories."""
    from dragoman.register import Register, parse

    text = query_text(words)
    query = text if text.startswith("@") else parse(text, today=date.today())
    with Register(register, read_only=True) as store:
        if facets:
            _facets(store, query, tabs)
            return
        page = store.search(query, limit=limit, cursor=cursor, order="oldest" if oldest else "newest")
        states = store.state_ids()
    table(COLUMNS[page.kind], (cells(hit, states) for hit in page.hits), tabs)
    for note in page.notes:
        typer.echo(note, err=True)
    if page.cursor:
        typer.echo(f"there is more: --cursor {page.cursor}", err=True)


def _facets(store: Register, query: Query | str, tabs: bool) -> None:
    """Prints the number of records and how many have which value."""
    rows = [("all", "", str(store.total(query)))]
    rows += [(name, one.value, str(one.count)) for name, counts in store.facets(query).items() for one in counts]
    table(("facet", "value", "records"), rows, tabs)


def cells(hit: Hit, states: frozenset[str] = frozenset()) -> list[str]:
    """The columns of a hit."""
    from dragoman.model import Event, Occurrence, Statement, Story
    from dragoman.reports.wording import parties, party

    day, one = str(hit.day or ""), hit.record
    passage = hit.snippet.marked()
    if isinstance(one, Event):
        what = "/".join(p for p in (one.type, one.channel or one.mode) if p)
        who, whom = parties(one.source, states), parties(one.target, states, none="")
        return [one.id[:8], day, what, who, whom, one.status, hit.article[:8], passage]
    if isinstance(one, Statement):
        return [one.id[:8], day, party(one.speaker), one.stance, hit.article[:8], passage]
    if isinstance(one, Occurrence):
        return [one.id[:8], day, str(len(one.events)), str(one.independent_sources)]
    if isinstance(one, Story):
        return [one.id[:8], day, one.title, str(len(one.articles))]
    return [hit.id[:8], day, hit.title, passage]
