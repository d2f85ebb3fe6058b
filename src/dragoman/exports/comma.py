"""CSV: one table of the record, comma separated (RFC 4180), UTF-8; lists by semicolons."""

from __future__ import annotations

from typing import BinaryIO

from dragoman.exports.columns import Format, csv_lines, written
from dragoman.exports.selection import Selection
from dragoman.exports.tables import TABLES, table


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes the selection's table (see `Selection.chosen`)."""
    chosen = table(selection.chosen)
    written(csv_lines(chosen.columns, chosen.records(selection)), out)


FORMAT = Format(
    "csv",
    ".csv",
    "One table of the record (`--table`), comma separated, UTF-8, with a header. Lists are separated by semicolons, days "
    "are ISO 8601, what is not known is empty.",
    tuple(t.section for t in TABLES.values()),
    "a semicolon within a name looks like two names; roles are in the table `party`, the evidence's pieces are joined.",
    "pandas and Python's csv",
    write,
    tuple(TABLES),
)
