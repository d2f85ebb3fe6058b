"""Loads the tables of a language: TSV files, one fact a line, `#` for comments, the first line naming the columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from dragoman.errors import TableError


def rows(table: Traversable) -> Iterator[dict[str, str]]:
    """Yields each row as column -> cell (stripped; «» when empty).

    Raises TableError naming file and line for a row with more cells than the header, and for a table without one.
    """
    header: list[str] | None = None
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split("\t")]
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise TableError(f"{table.name}, line {number}: {len(cells)} cells for {len(header)} columns; remove a tab")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
    if header is None:
        raise TableError(f"{table.name} is empty: its first line must name the columns")


@cache
def language_table(language: str, name: str) -> tuple[dict[str, str], ...]:
    """All rows of `languages/<language>/<name>.tsv`, read once. Raises TableError when there is no such table."""
    table = files(f"dragoman.languages.{language}").joinpath(f"{name}.tsv")
    if not table.is_file():
        raise TableError(f"the language pack «{language}» has no table {name}.tsv; add it or choose another language")
    return tuple(rows(table))


@cache
def grammar_words(language: str, kind: str) -> frozenset[str]:
    """The function words of a kind («possessive», «locative»…) in `grammar_words.tsv`; TableError when it has none."""
    found = frozenset(row["word"] for row in language_table(language, "grammar_words") if row["kind"] == kind)
    if not found:
        raise TableError(f"grammar_words.tsv of «{language}» has no words of the kind «{kind}»; add them")
    return found


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell that lists several, separated by semicolons."""
    if ";" not in cell:  # most cells hold one value or none
        only = cell.strip()
        return (only,) if only else ()
    return tuple(v for v in (part.strip() for part in cell.split(";")) if v)
