"""Takes a file of people and offices over into a library: line by line, to go on where it was interrupted.

What is taken over and how far the file was read are kept together, in one transaction for each portion of lines: killed at
any moment, the same command goes on from the last portion and ends with the same library.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from dragoman.actors.knowledge import Knowledge
from dragoman.actors.library import FAMILY, UNSURE, WHOLE, heard, opened, plain_words
from dragoman.actors.spelling import key
from dragoman.errors import ReadingError, UsageError
from dragoman.imports import opensanctions, people_csv, wikidata
from dragoman.imports.claims import Claim, ClaimError, PersonClaim, PostClaim, TenureClaim, latin
from dragoman.imports.lines import Line, head, lines, mark
from dragoman.imports.positions import Positions
from dragoman.imports.settling import settle

PORTION = 5000  # lines in one transaction
CACHE = 64_000  # KiB that SQLite may hold
FORMATS = ("opensanctions", "wikidata", "csv")
Reader = Callable[[bytes], Iterator[Claim]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: its number, what it took over, what it set aside; `known` when the file was taken over before."""

    number: int
    persons: int
    posts: int
    tenures: int
    rejects: int
    conflicts: int
    known: bool = False
    resumed: int = 0


@dataclass(slots=True)
class Batch:
    """The rows of a portion of lines, and the counts of the import so far."""

    persons: list[tuple[object, ...]] = field(default_factory=list)
    names: list[tuple[object, ...]] = field(default_factory=list)
    posts: dict[str, tuple[object, ...]] = field(default_factory=dict)
    tenures: list[tuple[object, ...]] = field(default_factory=list)
    rejects: list[tuple[object, ...]] = field(default_factory=list)

    def add_person(self, claim: PersonClaim, number: int, source: int, run: int) -> None:
        """Adds a person with the keys of his names."""
        forms = {"spellings": claim.spellings, "weak": claim.weak, "surnames": claim.surnames, "said": claim.said}
        record = json.dumps({k: v for k, v in forms.items() if v}, ensure_ascii=False, separators=(",", ":"))
        row = (claim.wikidata, claim.name, claim.state, claim.gender, claim.born, record)
        self.persons.append((number, source, claim.id, *row, run))
        keys: dict[str, tuple[str, int]] = {}
        # Family names are for finding people; reading takes them from the persons whom the text names in full.
        family = claim.surnames or tuple(claim.name.split()[-1:] if latin(claim.name) else ())
        for names, weak in (((claim.name, *claim.spellings), WHOLE), (claim.weak, UNSURE), (family, FAMILY)):
            for name in names:
                if folded := key(name):
                    several = " " in folded and not weak and latin(name)
                    keys.setdefault(folded, (heard(folded) if several else "", weak))
        self.names.extend((folded, sound, number, weak) for folded, (sound, weak) in keys.items())


def form_of(path: Path) -> str:
    """Which format a file has, by its beginning. Raises ReadingError when it is none of ours."""
    text = head(path).lstrip()
    first = text.lstrip("[ \r\n\t").split("\n", 1)[0]
    if first.startswith("{"):
        if '"schema"' in first and '"properties"' in first:
            return "opensanctions"
        if '"claims"' in text or '"labels"' in text:
            return "wikidata"
        raise ReadingError(f"«{path}» holds JSON of neither OpenSanctions nor Wikidata: say which with --format")
    if "name" in first.lower():
        return "csv"
    raise ReadingError(f"«{path}» is in none of the formats {', '.join(FORMATS)}: see docs/actors.md")


def import_file(
    path: Path,
    target: Path,
    known: Knowledge,
    *,
    clock: Callable[[], datetime],
    form: str | None = None,
    name: str | None = None,
    again: bool = False,
    notice: Callable[[int], None] = lambda line: None,
) -> Outcome:
    """What the import of a file into the library at `target` did.

    `name` is that of the source, for which the format stands if there is none (a CSV file's own name): what a source
    told of an entity before gives way to what it tells now. `notice` is called with the number of lines read.
    Raises ReadingError for a file that cannot be read, LibraryError for a library that cannot be written.
    """
    form = form or form_of(path)
    if form not in FORMATS:
        raise UsageError(f"«{form}» is no format of actors: choose {', '.join(FORMATS)}")
    reader = _reader(form, path, Positions(known))
    name = name or (path.name.split(".")[0] if form == "csv" else form)
    connection = opened(target, read_only=False)
    try:
        with plain_words(target):
            connection.execute(f"PRAGMA cache_size=-{CACHE}")
            connection.execute("PRAGMA temp_store=FILE")
            source = _source(connection, name, form)
            number, at, offset, done = _begun(connection, source, path, clock(), again=again)
            if done:
                return _outcome(connection, number, known_already=True)
            _load(connection, number, source, reader, lines(path, number=at, start=offset), notice)
            settle(connection, known)
            connection.execute("UPDATE import SET finished = ? WHERE number = ?", (clock().isoformat(), number))
            return _outcome(connection, number, resumed=at)
    finally:
        connection.close()


def _reader(form: str, path: Path, positions: Positions) -> Reader:
    if form == "opensanctions":
        return partial(opensanctions.claims, positions=positions)
    if form == "wikidata":
        return partial(wikidata.claims, positions=positions)
    return partial(people_csv.claims, positions=positions, layout=people_csv.columns(head(path)))


def _source(connection: sqlite3.Connection, name: str, form: str) -> int:
    """The number of the source of that name. Raises UsageError when it is of another format."""
    connection.execute("INSERT OR IGNORE INTO source(name, kind) VALUES (?, ?)", (name, form))
    number, kind = connection.execute("SELECT number, kind FROM source WHERE name = ?", (name,)).fetchone()
    if kind != form:
        raise UsageError(f"the source «{name}» of this library is of the format {kind}: give another --name")
    return int(number)


def _begun(
    connection: sqlite3.Connection, source: int, path: Path, now: datetime, *, again: bool
) -> tuple[int, int, int, bool]:
    """The import's number, the line and offset to go on from, and whether the file was taken over before."""
    state = mark(path)
    query = (
        "SELECT number, line, offset, finished FROM import WHERE source = ? AND mark = ? ORDER BY number DESC LIMIT 1"
    )
    row = connection.execute(query, (source, state)).fetchone()
    latest = connection.execute("SELECT max(number) FROM import WHERE source = ?", (source,)).fetchone()[0]
    if row and row[3] is None:
        return row[0], row[1], row[2], False
    if row and not again and row[0] == latest:
        return row[0], row[1], row[2], True
    number = connection.execute(
        "INSERT INTO import(source, file, mark, started) VALUES (?, ?, ?, ?)",
        (source, path.name, state, now.isoformat()),
    ).lastrowid
    return int(number or 0), 0, 0, False


def _load(
    connection: sqlite3.Connection,
    number: int,
    source: int,
    reader: Reader,
    found: Iterator[Line],
    notice: Callable[[int], None],
) -> None:
    """Takes the lines over, a portion at a time."""
    last = connection.execute("SELECT coalesce(max(number), 0) FROM person").fetchone()[0]
    batch, line = Batch(), None
    for line in found:
        last = _take(batch, number, source, reader, line, last)
        if line.number % PORTION == 0:
            _write(connection, number, batch, line)
            notice(line.number)
            batch = Batch()
    if line is not None:
        _write(connection, number, batch, line)


def _take(batch: Batch, number: int, source: int, reader: Reader, line: Line, last: int) -> int:
    """Puts what a line claims into the batch; returns the number of the last person."""
    if line.text is None:
        batch.rejects.append((number, line.number, "the line is longer than 64 MiB"))
        return last
    try:
        for claim in list(reader(line.text)):  # all of a line, or nothing of it
            if isinstance(claim, PersonClaim):
                last += 1
                batch.add_person(claim, last, source, number)
            elif isinstance(claim, PostClaim):
                batch.posts[claim.id] = (source, claim.id, claim.label, claim.office, claim.of)
            elif isinstance(claim, TenureClaim):
                days = (claim.start, claim.end, int(claim.held))
                batch.tenures.append((source, claim.id, claim.holder, claim.post, *days, number))
    except ClaimError as error:
        batch.rejects.append((number, line.number, str(error)))
    except (TypeError, AttributeError, KeyError, ValueError, RecursionError) as error:
        # Foreign data may be odd in ways that no check foresees; one line must not end a night's import.
        batch.rejects.append((number, line.number, f"not in the shape of its format ({type(error).__name__}: {error})"))
    return last


def _write(connection: sqlite3.Connection, number: int, batch: Batch, line: Line) -> None:
    """Keeps a portion, and how far the file is read, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.executemany(
            "INSERT INTO person(number, source, id, wikidata, name, state, gender, born, forms, import)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            batch.persons,
        )
        connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", batch.names)
        connection.executemany(
            "INSERT INTO post(source, id, label, office, of) VALUES (?, ?, ?, ?, ?)", batch.posts.values()
        )
        connection.executemany(
            "INSERT INTO tenure(source, id, holder, post, start, end, held, import) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            batch.tenures,
        )
        connection.executemany("INSERT INTO reject VALUES (?, ?, ?)", batch.rejects)
        connection.execute(
            "UPDATE import SET line = ?, offset = ?, persons = persons + ?, posts = posts + ?, tenures = tenures + ?,"
            " rejects = rejects + ? WHERE number = ?",
            (
                line.number,
                line.end,
                len(batch.persons),
                len(batch.posts),
                len(batch.tenures),
                len(batch.rejects),
                number,
            ),
        )
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _outcome(connection: sqlite3.Connection, number: int, *, known_already: bool = False, resumed: int = 0) -> Outcome:
    persons, posts, tenures, rejects = connection.execute(
        "SELECT persons, posts, tenures, rejects FROM import WHERE number = ?", (number,)
    ).fetchone()
    conflicts = connection.execute("SELECT count(*) FROM conflict").fetchone()[0]
    return Outcome(number, persons, posts, tenures, rejects, conflicts, known_already, resumed)
