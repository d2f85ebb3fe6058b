"""The formats by name. A format's module is loaded when it is asked for, and with it the library that it needs."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import UsageError
from dragoman.exports.columns import Format, dictionary
from dragoman.exports.selection import Selection

# Name -> module in this folder.
MODULES = {
    "jsonl": "jsonl_format",
    "csv": "comma",
    "parquet": "parquet",
    "polecat": "polecat",
    "icews": "icews",
    "gdelt": "gdelt",
    "cameo": "cameo",
    "followthemoney": "followthemoney",
    "graphml": "graphml",
    "gexf": "gexf",
    "timeline": "timeline",
    "icalendar": "calendar",
    "atom": "atom",
    "annotations": "annotations",
    "schemaorg": "schemaorg",
}


def format_named(name: str) -> Format:
    """The format of that name. Raises UsageError when there is none."""
    if name not in MODULES:
        raise UsageError(f"«{name}» is not a format of the export: choose {', '.join(MODULES)}")
    found = importlib.import_module(f"dragoman.exports.{MODULES[name]}").FORMAT
    assert isinstance(found, Format)
    return found


def export(selection: Selection, name: str, out: BinaryIO) -> None:
    """Writes the selection in a format to an open file or pipe."""
    format_named(name).write(selection, out)


def export_tables(selection: Selection, name: str, folder: Path) -> None:
    """Writes every table of a format of tables into a folder, one file a table."""
    chosen = format_named(name)
    if not chosen.tables:
        raise UsageError(f"«{name}» is one whole, not a folder of tables: name a file")
    folder.mkdir(parents=True, exist_ok=True)
    for one in chosen.tables:
        with opened(folder / f"{one}{chosen.extension}") as out:
            chosen.write(Selection(selection.register, selection.query, one), out)


def dictionary_of(name: str) -> Iterator[str]:
    """The data dictionary of a format, or («all») of every format: docs/exchange-formats.md."""
    if name != "all":
        yield from dictionary(format_named(name))
        return
    yield "# Export formats: what every column means"
    yield ""
    yield "Printed by `dragoman export --dictionary all`; [exchange.md](exchange.md) says what each format is for."
    for one in MODULES:
        yield ""
        yield f"## {one}"
        yield ""
        yield from dictionary(format_named(one))


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file, open for writing: it is there whole when the block ends, and as it was before when it fails."""
    if path.exists() and not path.is_file():  # a pipe, a device
        with path.open("wb") as out:
            yield out
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
