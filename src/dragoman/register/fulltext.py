"""Words as the full text indexes of the two engines want them: without accents and capitals, marks being blanks."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from dragoman.model import Event
from dragoman.register.folding import words_of
from dragoman.register.schema import POSITION_BITS

ROWID: sa.ColumnElement[int] = sa.literal_column("rowid", sa.Integer)
SIMPLE: sa.ColumnElement[str] = sa.literal_column("'simple'::regconfig")


def told(event: Event) -> str:
    """The words by which an event is found: its evidence."""
    return " ".join(span.text for span in event.evidence)


Groups = Sequence[Sequence[str]]


def for_sqlite(groups: Groups) -> str:
    """What FTS5 looks for: of each group one of the values, each a word, the beginning of one (*), or a phrase.

    Everything is quoted, so that no character of a value is taken for an operator.
    """
    return " AND ".join(
        "(" + " OR ".join(f'"{words_of(value)}"{"*" if value.endswith("*") else ""}' for value in values) + ")"
        for values in groups
    )


def for_postgresql(groups: Groups) -> str:
    """What `to_tsquery` looks for, with the same meaning."""
    return " & ".join(
        "(" + " | ".join(
            "(" + " <-> ".join(f"'{word}'" for word in words_of(value).split()) + (":*)" if value.endswith("*") else ")")
            for value in values
        ) + ")"
        for values in groups
    )  # fmt: skip


def contains(table: sa.Table, groups: Groups, dialect: str) -> sa.ColumnElement[bool]:
    """The condition that a row of the table (article, event or statement) contains of each group one of the values."""
    if dialect == "postgresql":
        return table.c.words.op("@@", is_comparison=True)(sa.func.to_tsquery(SIMPLE, for_postgresql(groups)))
    found = matching(table, groups)
    if table.name == "article":
        return table.c.number.in_(found.with_only_columns(ROWID))
    return sa.tuple_(table.c.article, table.c.position).in_(found)


def matching(table: sa.Table, groups: Groups) -> sa.Select[tuple[int, int]]:
    """Article and position of the rows in which SQLite finds of each group one of the values."""
    index = sa.table(f"{table.name}_text")
    found = sa.text(f"{index.name} MATCH :words").bindparams(sa.bindparam("words", for_sqlite(groups), unique=True))
    columns = ROWID.op(">>")(POSITION_BITS).label("article"), ROWID.op("&")((1 << POSITION_BITS) - 1).label("position")
    return sa.select(*columns).select_from(index).where(found)
