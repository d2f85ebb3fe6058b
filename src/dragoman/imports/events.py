"""Event data of others into the register: POLECAT, ICEWS, GDELT, FollowTheMoney; in portions, each kept as a whole.

A row that is there already changes nothing, so an import that was interrupted is done again from the beginning and goes
on where it was. A row that cannot be taken over is set aside with its reason and stops nothing.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO

from dragoman.document import Document
from dragoman.errors import ReadingError, UsageError
from dragoman.imports import events_entities, events_gdelt, events_icews, events_polecat
from dragoman.imports.events_rows import Coded, Entity, RowError, document_of
from dragoman.imports.lines import unpacked
from dragoman.model import Reject
from dragoman.register import Register

# Rows that are kept or lost together.
PORTION = 500
LONGEST = 1 << 20
FORMATS = ("polecat", "icews", "gdelt", "followthemoney")
CODED = {"polecat": events_polecat.coded, "icews": events_icews.coded, "gdelt": events_gdelt.coded}
# How the first line of a file tells its format.
MARKS = (("Event Mode", "polecat"), ("CAMEO Code", "icews"), ("GLOBALEVENTID", "gdelt"), ('"schema"', "followthemoney"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: rows taken over, rows that were known already, rows set aside, and what was passed over."""

    taken: int
    known: int
    rejects: int
    passed: dict[str, int]


@dataclass(frozen=True, slots=True)
class Passed:
    """A row that is no event and no actor."""

    what: str


Found = Document | Reject | Passed


def import_events(
    register: Register,
    path: Path,
    *,
    clock: Callable[[], datetime],
    version: str,
    form: str | None = None,
    dataset: str | None = None,
    notice: Callable[[int], None] = lambda rows: None,
) -> Outcome:
    """What the import of a file did. `dataset` is the name under which its rows are known (that of the format).

    Raises UsageError for a format that is none, ReadingError for a file that cannot be read. `notice` is called with the
    number of rows after each portion.
    """
    form = form or guessed(path)
    if form not in FORMATS:
        raise UsageError(f"«{form}» is not a format of the import: choose {', '.join(FORMATS)}")
    found = documents(path, form, dataset or form)
    run = register.begin_run(clock(), version, f"import:{form}")
    taken = known = rejects = rows = 0
    passed: Counter[str] = Counter()
    while portion := list(islice(found, PORTION)):
        passed.update(item.what for item in portion if isinstance(item, Passed))
        kept = [item for item in portion if not isinstance(item, Passed)]
        changed = register.add_all(kept, run=run)
        aside = sum(isinstance(item, Reject) for item in kept)
        taken, known, rejects = taken + changed, known + len(kept) - aside - changed, rejects + aside
        rows += len(portion)
        notice(rows)
    register.end_run(run, clock(), taken, rejects)
    return Outcome(taken, known, rejects, dict(sorted(passed.items())))


def guessed(path: Path) -> str:
    """The format of a file by its first line. Raises UsageError when it is none that can be told."""
    with opened(path) as file:
        line = file.readline(LONGEST).decode("utf-8", errors="replace")
    for mark, form in MARKS:
        if mark in line:
            return form
    try:
        events_gdelt.header_for(line.rstrip("\n").split("\t"))
    except RowError:
        raise UsageError(f"the format of «{path}» cannot be told: name it ({', '.join(FORMATS)})") from None
    return "gdelt"


def documents(path: Path, form: str, dataset: str) -> Iterator[Found]:
    """Yields the document of every row of a file, or why there is none."""
    rows = _entities(path) if form == "followthemoney" else _table(path, form)
    for number, row in rows:
        source = f"{dataset}:{path.name}:{number}"
        if isinstance(row, RowError):
            yield Reject(source, str(row))
        elif isinstance(row, Passed):
            yield row
        else:
            yield document_of(dataset, source, row)


Row = Coded | Entity | Passed | RowError


def _table(path: Path, form: str) -> Iterator[tuple[int, Row]]:
    """Yields the rows of a tab separated table with their lines' numbers, from 1."""
    names: tuple[str, ...] | None = None
    for number, line in _lines(path):
        cells = _text(line).rstrip("\r\n").split("\t")
        if not any(cells):
            continue
        if names is None and (form != "gdelt" or cells[0].strip('"') == "GLOBALEVENTID"):
            names = tuple(cell.strip().strip('"') for cell in cells)
            continue
        try:
            columns = names or events_gdelt.header_for(cells)
            values = (_bare(cell) for cell in cells)
            # Public files have rows with empty cells at the end that the header does not know, and without some that it does.
            yield number, CODED[form](dict(zip(columns, values, strict=False)))
        except RowError as error:
            yield number, error


def _bare(cell: str) -> str:
    cell = cell.strip()
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _entities(path: Path) -> Iterator[tuple[int, Row]]:
    """Yields the entities of a file, after two passes that gather what they refer to."""
    index = events_entities.indexed(line for _, line in _lines(path))
    if index.wanted:
        events_entities.noted(index, (line for _, line in _lines(path)))
    for number, line in _lines(path):
        if not line.strip():
            continue
        try:
            found = events_entities.entity(line)
            yield number, events_entities.coded(index, found) or Passed(str(found.get("schema")))
        except RowError as error:
            yield number, error


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with opened(path) as file:
        number = 0
        try:
            while line := file.readline(LONGEST):
                number += 1
                yield number, line
        except (OSError, EOFError, zipfile.BadZipFile) as error:
            raise ReadingError(
                f"«{path}» is damaged behind line {number} ({error}): fetch it again; what was read is kept"
            ) from error


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("latin-1")


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file opened for reading, unpacked on the way: gzip, bzip2, or a zip archive with one file."""
    if not zipfile.is_zipfile(path):
        with unpacked(path) as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        if len(names) != 1:
            raise ReadingError(f"«{path}» holds {len(names)} files: unpack it, and import them one by one")
        with archive.open(names[0]) as inner:
            yield inner
