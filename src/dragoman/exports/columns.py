"""What a format is: its columns or properties, each declared once with its meaning, and how it is written.

The writers, the data dictionary (`dragoman export --dictionary`) and the documentation all read these declarations.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any, BinaryIO, Literal

from dragoman.errors import UsageError
from dragoman.exports.selection import Selection

Kind = Literal["text", "number", "integer", "day", "list", "boolean", "object"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column, property or element: its name, its kind of value, what it means, and its value for a record."""

    name: str
    kind: Kind
    meaning: str
    of: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A group of columns: a table, a kind of line, a kind of entity."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    def record(self, of: Any) -> dict[str, Any]:
        """The columns' values for a record, without those that are not known."""
        values = ((column.name, column.of(of)) for column in self.columns)
        return {name: value for name, value in values if value not in (None, "", [], {}, ())}


@dataclass(frozen=True, slots=True)
class Format:
    """A format of the export.

    `lost` says what of the record it cannot hold; `reader` names a program that opens it; `tables` are the names that
    `--table` takes (none: the format is one whole).
    """

    name: str
    extension: str
    meaning: str
    sections: tuple[Section, ...]
    lost: str
    reader: str
    write: Callable[[Selection, BinaryIO], None]
    tables: tuple[str, ...] = ()


class MissingError(UsageError):
    """A library that a format needs is not installed; the message says how to install it."""


def needed(library: str, purpose: str) -> ModuleType:
    """The library's module. Raises MissingError, which says what to install, when it is not there."""
    import importlib

    try:
        return importlib.import_module(library)
    except ImportError as error:
        package = library.partition(".")[0]
        raise MissingError(
            f"{purpose} needs {package}, which is not installed: pip install 'dragoman[exchange]'"
        ) from error


def dictionary(of: Format) -> Iterator[str]:
    """The data dictionary of a format in Markdown: every column with its kind and meaning, and what is lost."""
    yield of.meaning
    for section in of.sections:
        yield ""
        if len(of.sections) > 1:
            yield f"**{section.name}**: {section.meaning}"
            yield ""
        yield "| column | kind | what it holds |"
        yield "| --- | --- | --- |"
        for column in section.columns:
            yield f"| `{column.name}` | {column.kind} | {column.meaning} |"
    yield ""
    yield f"Lost: {of.lost} Opened with {of.reader} in the tests."


def cell(value: Any) -> str:
    """The value as a cell of a text table: lists by semicolons, days by ISO 8601, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ";".join(cell(v) for v in value)
    return str(value)


def tab_lines(columns: Sequence[Column], records: Iterable[Any], *, header: bool) -> Iterator[bytes]:
    """The records as lines of tab separated cells. A tab or a line break within a cell becomes a space."""
    if header:
        yield "\t".join(c.name for c in columns).encode() + b"\n"
    for record in records:
        yield "\t".join(" ".join(cell(c.of(record)).split()) for c in columns).encode() + b"\n"


def csv_lines(columns: Sequence[Column], records: Iterable[Any]) -> Iterator[bytes]:
    """The records as lines of comma separated values (RFC 4180), the first with the columns' names."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")

    def taken() -> bytes:
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text.encode()

    writer.writerow([c.name for c in columns])
    yield taken()
    for record in records:
        writer.writerow([cell(c.of(record)) for c in columns])
        yield taken()


def json_list(objects: Iterable[Any]) -> Iterator[bytes]:
    """The objects as one JSON list, one a line, without ever holding all of them."""
    between = b""
    yield b"["
    for item in objects:
        yield between + b"\n" + json.dumps(item, ensure_ascii=False).encode()
        between = b","
    yield b"\n]"


def written(parts: Iterable[bytes], out: BinaryIO) -> None:
    """Writes the parts one after the other."""
    for part in parts:
        out.write(part)
