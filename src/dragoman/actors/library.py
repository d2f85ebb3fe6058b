"""The user's own library of actors: a file with the people and offices that `dragoman actors import` took over.

It stands beside the shipped tables and never inside them. Names are looked up in an index on the disk, so that memory
does not grow with the library. What is being imported shows only once it is settled.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.actors.entities import OfficeKind, Person, Tenure, Wording, first_day, last_day
from dragoman.actors.spelling import key, sound
from dragoman.errors import LibraryError

APPLICATION_ID = 0x64726C69  # «drli»
SCHEMA_VERSION = 1
PORTION = 400  # names asked for in one query
PATIENCE = 60
IMPORTED_RANK = 9  # of an office that no table of ours has
WHOLE, UNSURE, FAMILY = 0, 1, 2  # how weak a name is: a name, one that its source is unsure of, a family name alone
MANY = 64  # holders of one office asked for: an office that hundreds hold at once says nothing of who it is

SCHEMA = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE source(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL)",
    "CREATE TABLE import(number INTEGER PRIMARY KEY, source INTEGER NOT NULL, file TEXT NOT NULL, mark TEXT NOT NULL,"
    " started TEXT NOT NULL, finished TEXT, line INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,"
    " persons INTEGER NOT NULL DEFAULT 0, posts INTEGER NOT NULL DEFAULT 0, tenures INTEGER NOT NULL DEFAULT 0,"
    " rejects INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE person(number INTEGER PRIMARY KEY, source INTEGER NOT NULL, id TEXT NOT NULL, wikidata TEXT NOT NULL,"
    " name TEXT NOT NULL, state TEXT NOT NULL, gender TEXT NOT NULL, born TEXT NOT NULL, forms TEXT NOT NULL,"
    " import INTEGER NOT NULL, leader INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE name(key TEXT NOT NULL, sound TEXT NOT NULL, person INTEGER NOT NULL, weak INTEGER NOT NULL)",
    "CREATE TABLE post(number INTEGER PRIMARY KEY, source INTEGER NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL,"
    " office TEXT NOT NULL, of TEXT NOT NULL)",
    "CREATE TABLE tenure(number INTEGER PRIMARY KEY, source INTEGER NOT NULL, id TEXT NOT NULL, holder TEXT NOT NULL,"
    " post TEXT NOT NULL, start TEXT NOT NULL, end TEXT NOT NULL, held INTEGER NOT NULL, import INTEGER NOT NULL)",
    "CREATE TABLE reject(import INTEGER NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL)",
    "CREATE TABLE conflict(kind TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL)",
)
# Made when all is loaded: sorting once is far cheaper than keeping them in order on the way.
INDEXES = (
    "CREATE INDEX IF NOT EXISTS person_by_id ON person(source, id)",
    "CREATE INDEX IF NOT EXISTS person_by_wikidata ON person(wikidata) WHERE wikidata <> ''",
    "CREATE INDEX IF NOT EXISTS person_by_leader ON person(leader)",
    "CREATE INDEX IF NOT EXISTS name_by_key ON name(key, person)",
    "CREATE INDEX IF NOT EXISTS name_by_person ON name(person)",
    "CREATE INDEX IF NOT EXISTS name_by_sound ON name(sound) WHERE sound <> ''",
    "CREATE INDEX IF NOT EXISTS post_by_id ON post(source, id)",
    "CREATE INDEX IF NOT EXISTS post_by_office ON post(office, of)",
    "CREATE INDEX IF NOT EXISTS tenure_by_id ON tenure(source, id)",
    "CREATE INDEX IF NOT EXISTS tenure_by_holder ON tenure(source, holder)",
    "CREATE INDEX IF NOT EXISTS tenure_by_post ON tenure(source, post)",
)


@dataclass(frozen=True, slots=True)
class Imported:
    """A person of the library: united over the sources that have him, with his tenures and the sources' names."""

    person: Person
    tenures: tuple[Tenure, ...]
    weak: tuple[str, ...]
    said: tuple[str, ...]
    sources: tuple[str, ...]
    born: str = ""


class Library:
    """A library opened for reading. Raises LibraryError when the file is none, or comes from a newer Dragoman."""

    def __init__(self, path: Path, offices: dict[str, OfficeKind]) -> None:
        self.path = path
        self._offices = offices
        self._connection = opened(path, read_only=True)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def _rows(self, query: str, values: Iterable[object] = ()) -> list[Any]:
        with plain_words(self.path):
            return self._connection.execute(query, tuple(values)).fetchall()

    def people(self, names: Iterable[str], *, weak: int = WHOLE) -> dict[str, tuple[Imported, ...]]:
        """The persons of each name (accents and hyphens aside) that the library has.

        With `weak` UNSURE also by names that a source calls weak, with FAMILY also by the family name alone.
        """
        wanted = sorted({key(n) for n in names})
        leaders: dict[str, dict[int, None]] = {}
        for at in range(0, len(wanted), PORTION):
            portion = wanted[at : at + PORTION]
            marks = ",".join("?" * len(portion))
            rows = self._rows(
                f"SELECT n.key, p.leader FROM name n JOIN person p ON p.number = n.person WHERE n.key IN ({marks})"
                " AND n.weak <= ? AND p.leader > 0 ORDER BY n.key, p.leader",
                (*portion, weak),
            )
            for name, leader in rows:
                leaders.setdefault(name, {})[leader] = None
        return {name: tuple(self.united(leader) for leader in found) for name, found in leaders.items()}

    def alike(self, name: str) -> tuple[Imported, ...]:
        """The persons whose name sounds the same whatever the transliteration."""
        rows = self._rows(
            "SELECT DISTINCT p.leader FROM name n JOIN person p ON p.number = n.person"
            " WHERE n.sound = ? AND n.sound <> '' AND n.weak = 0 AND p.leader > 0 ORDER BY p.leader LIMIT 50",
            (heard(key(name)),),
        )
        return tuple(self.united(leader) for (leader,) in rows)

    def by_wikidata(self, qid: str) -> tuple[Imported, ...]:
        """The persons with that Wikidata id (one, unless sources quarrel)."""
        rows = self._rows(
            "SELECT DISTINCT leader FROM person WHERE wikidata = ? AND wikidata <> '' AND leader > 0 ORDER BY 1", (qid,)
        )
        return tuple(self.united(leader) for (leader,) in rows)

    def by_source(self, source: str, own: str) -> tuple[Imported, ...]:
        """The person whom a source has under an id of its own."""
        rows = self._rows(
            "SELECT DISTINCT p.leader FROM person p JOIN source s ON s.number = p.source"
            " WHERE s.name = ? AND p.id = ? AND p.leader > 0",
            (source, own),
        )
        return tuple(self.united(leader) for (leader,) in rows)

    @lru_cache(maxsize=4096)  # noqa: B019 - a process opens a library once
    def holders(self, office: str, of: str) -> tuple[Imported, ...]:
        """The persons who held an office of a state or body; () for one that more hold than can be told."""
        rows = self._rows(
            "SELECT DISTINCT p.leader FROM post o JOIN tenure t ON t.source = o.source AND t.post = o.id"
            " JOIN person p ON p.source = t.source AND p.id = t.holder"
            " WHERE o.office = ? AND o.of IN (?, '') AND p.leader > 0 ORDER BY p.leader LIMIT ?",
            (office, of, MANY + 1),
        )
        found = (self.united(leader) for (leader,) in rows[:MANY])
        held = tuple(one for one in found if any((t.office.id, t.of) == (office, of) for t in one.tenures))
        return held if len(rows) <= MANY else ()

    @lru_cache(maxsize=4096)  # noqa: B019 - a process opens a library once
    def united(self, leader: int) -> Imported:
        """The person whom a group of the library's rows is about."""
        rows = self._rows(
            "SELECT p.id, p.wikidata, p.name, p.state, p.gender, p.forms, s.name, p.source, p.born FROM person p"
            " JOIN source s ON s.number = p.source WHERE p.leader = ? ORDER BY p.number",
            (leader,),
        )
        forms = [json.loads(row[5]) for row in rows]
        wikidata = next((row[1] for row in rows if row[1]), "")
        names = [row[2] for row in rows]
        spellings = [n for one, row in zip(forms, rows, strict=True) for n in (row[2], *one.get("spellings", ()))]
        person = Person(
            wikidata or f"{rows[0][6]}:{rows[0][0]}",
            names[0],
            next((row[3] for row in rows if row[3]), ""),
            next((row[4] for row in rows if row[4]), ""),
            tuple(n for n in dict.fromkeys(spellings) if n != names[0]),
            tuple(dict.fromkeys(s for one in forms for s in one.get("surnames", ()))),
            wikidata,
        )
        tenures = dict.fromkeys(t for row in rows for t in self._tenures(person, row[7], row[0], row[6]))
        return Imported(
            person,
            tuple(tenures),
            tuple(dict.fromkeys(n for one in forms for n in one.get("weak", ()))),
            tuple(dict.fromkeys(n for one in forms for n in one.get("said", ()))),
            tuple(dict.fromkeys(row[6] for row in rows)),
            next((row[8] for row in rows if row[8]), ""),
        )

    def _tenures(self, person: Person, source: int, holder: str, name: str) -> Iterator[Tenure]:
        rows = self._rows(
            "SELECT o.id, o.label, o.office, o.of, t.start, t.end, t.held FROM tenure t"
            " JOIN post o ON o.source = t.source AND o.id = t.post"
            " WHERE t.source = ? AND t.holder = ? ORDER BY t.start, t.end, o.label, t.number",
            (source, holder),
        )
        for post, label, office, of, start, end, held in rows:
            kind = self._offices.get(office) or OfficeKind(f"post:{post}", IMPORTED_RANK, False, (Wording(label),))
            yield Tenure(person, kind, of or person.state, first_day(start), last_day(end), bool(held), name)

    # --- what is there -----------------------------------------------------------------------------------------------

    def everyone(self) -> Iterator[Imported]:
        """Every person, in the order of the library, without keeping them."""
        last = 0
        while rows := self._rows("SELECT DISTINCT leader FROM person WHERE leader > ? ORDER BY 1 LIMIT 500", (last,)):
            for (last,) in rows:
                yield Library.united.__wrapped__(self, last)

    def places(self) -> dict[str, tuple[int, int, int]]:
        """For each state and body the number of persons, of different offices, and of tenures that the library has."""
        persons = dict(self._rows("SELECT state, count(DISTINCT leader) FROM person WHERE leader > 0 GROUP BY state"))
        offices = {
            of: (kinds, tenures)
            for of, kinds, tenures in self._rows(
                "SELECT o.of, count(DISTINCT o.id), count(*) FROM post o JOIN tenure t"
                " ON t.source = o.source AND t.post = o.id GROUP BY o.of"
            )
        }
        return {
            place: (persons.get(place, 0), *offices.get(place, (0, 0)))
            for place in sorted({*persons, *offices})
            if place
        }

    def conflicts(self) -> Iterator[tuple[str, str, str, str]]:
        """Yields kind, person's id, name and words of what sources tell differently."""
        query = "SELECT kind, person, name, text FROM conflict ORDER BY kind, name, person, text"
        with plain_words(self.path):
            yield from self._connection.execute(query)

    def rejects(self, number: int) -> Iterator[tuple[int, str]]:
        """Yields the line and the reason of what an import set aside."""
        with plain_words(self.path):
            yield from self._connection.execute(
                "SELECT line, reason FROM reject WHERE import = ? ORDER BY line, reason", (number,)
            )

    def counts(self) -> dict[str, int]:
        """How many persons, posts, tenures, conflicts and rejects it has."""
        tables = ("post", "tenure", "conflict", "reject")
        found = {name: self._rows(f"SELECT count(*) FROM {name}")[0][0] for name in tables}
        return {"person": self._rows("SELECT count(DISTINCT leader) FROM person WHERE leader > 0")[0][0], **found}


def heard(folded: str) -> str:
    """The sound of a folded name, word by word: what `alike` compares."""
    return " ".join(map(_heard, folded.split()))


@lru_cache(maxsize=1 << 17)
def _heard(word: str) -> str:
    return sound(word)


@contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """A context in which the database's errors become LibraryErrors that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise LibraryError(_explained(path, str(error))) from error


def _explained(path: Path, said: str) -> str:
    if "not a database" in said or "malformed" in said:
        return f"«{path}» is no library of actors, or is damaged ({said}): name another file, or import anew"
    if "locked" in said:
        return f"the library «{path}» is being written by another program for over {PATIENCE} s: try again later"
    if "full" in said:
        return f"the disk of the library «{path}» is full: free some space and import again, it goes on from there"
    if "readonly" in said or "unable to open" in said:
        return f"the library «{path}» cannot be opened or written ({said}): check the rights of the file and its folder"
    return f"the library «{path}» refuses: {said}"


def opened(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection to the library; made if it is not there, unless `read_only`. Raises LibraryError for another file."""
    if read_only and not path.is_file():
        raise LibraryError(f"there is no library of actors at «{path}»: make one with `dragoman actors import FILE`")
    if not path.parent.is_dir():
        raise LibraryError(f"the folder «{path.parent}» does not exist: make it first, or name another library")
    uri = path.absolute().as_uri() + ("?mode=ro" if read_only else "")
    with plain_words(path):
        connection = sqlite3.connect(
            uri, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=not read_only
        )
        try:
            _prepare(connection, path, read_only)
        except (LibraryError, sqlite3.Error):
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, read_only: bool) -> None:
    mark, version, tables = (
        connection.execute(query).fetchone()[0]
        for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if (mark, tables) == (0, 0) and not read_only:
        connection.execute("BEGIN IMMEDIATE")
        for statement in SCHEMA:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        connection.execute("COMMIT")
    elif mark != APPLICATION_ID:
        raise LibraryError(f"«{path}» is no library of actors: name another file with --library")
    elif version > SCHEMA_VERSION:
        raise LibraryError(f"the library «{path}» was made by a newer Dragoman: update Dragoman")


@lru_cache(maxsize=4)
def _shared(path: str, process: int, stamp: tuple[int, int]) -> Library:
    from dragoman.actors.knowledge import knowledge

    return Library(Path(path), knowledge("fr").offices)


def library(path: str) -> Library:
    """The library at that path, opened once in each process and anew when the file has changed."""
    try:
        stat = Path(path).stat()
    except OSError:
        raise LibraryError(
            f"there is no library of actors at «{path}»: make one with `dragoman actors import FILE`"
        ) from None
    return _shared(path, os.getpid(), (stat.st_mtime_ns, stat.st_size))
