"""The export contract as a format among the others; `jsonl` writes it, docs/record.md describes every field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dragoman.errors import UsageError
from dragoman.exports import jsonl
from dragoman.exports.columns import Format, written
from dragoman.exports.selection import Selection


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes the whole record. Raises UsageError for a part of it: the record is complete or it is none."""
    if not selection.whole:
        raise UsageError("the format jsonl is the whole record: leave the query out, or choose another format")
    written(_lines(selection), out)


def _lines(selection: Selection) -> Iterator[bytes]:
    return (line.encode() + b"\n" for line in jsonl.lines(selection.register))


FORMAT = Format(
    "jsonl",
    ".jsonl",
    "The whole record, one JSON object a line: the contract, described field by field in docs/record.md.",
    (),
    "nothing but what the reading rejected and cut.",
    "Python's json and jsonschema",
    write,
)
