"""The register as a file of SQLite: how it is opened, its full text index, what its errors mean."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool

from dragoman.errors import RegisterError
from dragoman.register.migrations import MIGRATIONS
from dragoman.register.schema import APPLICATION_ID, POSITION_BITS, SCHEMA_VERSION, metadata

FOLDING = 'tokenize="unicode61 remove_diacritics 2"'
TITLES = (
    f"CREATE VIRTUAL TABLE article_text USING fts5(title, text, content='article', content_rowid='number', {FOLDING})",
    "CREATE TRIGGER article_added AFTER INSERT ON article BEGIN "
    "INSERT INTO article_text(rowid, title, text) VALUES (new.number, new.title, new.text); END",
    "CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN "
    "INSERT INTO article_text(article_text, rowid, title, text) "
    "VALUES ('delete', old.number, old.title, old.text); END",
)
# What is indexed is in the record already, so the index keeps no copy of it; a row that goes takes its words along.
EVIDENCE = "(SELECT group_concat(json_extract(value, '$.text'), ' ') FROM json_each({row}.record, '$.evidence'))"
SAID = "json_extract({row}.record, '$.text')"


def _words_of(table: str, words: str) -> tuple[str, ...]:
    number = f"{{row}}.article << {POSITION_BITS} | {{row}}.position"
    new, old = ((number.format(row=row), words.format(row=row)) for row in ("new", "old"))
    return (
        f"CREATE VIRTUAL TABLE {table}_text USING fts5(words, content='', columnsize=0, {FOLDING})",
        f"CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN "
        f"INSERT INTO {table}_text(rowid, words) VALUES ({new[0]}, {new[1]}); END",
        f"CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN "
        f"INSERT INTO {table}_text({table}_text, rowid, words) VALUES ('delete', {old[0]}, {old[1]}); END",
    )


RECORDS = (*_words_of("event", EVIDENCE), *_words_of("statement", SAID))
# For records that were there before their index.
INDEXED = tuple(
    f"INSERT INTO {table}_text(rowid, words) SELECT article << {POSITION_BITS} | position, {words.format(row=table)} "
    f"FROM {table}"
    for table, words in (("event", EVIDENCE), ("statement", SAID))
)


def check(path: Path, read_only: bool) -> None:
    """Nothing; raises RegisterError when there is no register to be opened or made at the path."""
    if read_only and not path.exists():
        raise RegisterError(f"there is no register at «{path}»: make one with `dragoman read FOLDER --register {path}`")
    if path.is_dir():
        raise RegisterError(f"«{path}» is a folder, not a register: name a file, such as {path / 'dragoman.db'}")
    if not path.parent.is_dir():
        raise RegisterError(f"the folder «{path.parent}» does not exist: make it first, or name another register")


def engine(path: Path, read_only: bool, patience: float) -> Engine:
    """An engine on the file; every use has a connection of its own, so that threads and processes do not meet."""
    made = sa.create_engine(
        "sqlite+pysqlite://", creator=lambda: connect(path, read_only, patience), poolclass=NullPool
    )
    event.listen(made, "begin", _begin)
    return made


def connect(path: Path, read_only: bool, patience: float) -> sqlite3.Connection:
    """A connection to the file."""
    uri = path.absolute().as_uri()
    if read_only:
        # In a folder that cannot be written SQLite could not make the files it shares with writers; there are none.
        uri += "?mode=ro" if os.access(path.parent, os.W_OK) else "?mode=ro&immutable=1"
    # isolation_level None: SQLAlchemy says when a transaction begins and ends, not the driver's guesses.
    connection = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "cache_size=-64000", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: two processes then wait for each other instead of failing half-way.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def prepare(engine: Engine, name: str, read_only: bool) -> None:
    """Makes the tables, or brings them to this program's version. Raises RegisterError for what is no register."""
    if _version(engine, name) == SCHEMA_VERSION:
        return
    if read_only:
        raise RegisterError(
            f"the register «{name}» is empty or of an older version: `dragoman read` or `dragoman link` brings it up"
        )
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA journal_mode=WAL")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        # Looked at again under the lock: another process may have made it meanwhile.
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if version == 0:
            metadata.create_all(connection)
            for statement in (*TITLES, *RECORDS):
                connection.exec_driver_sql(statement)
        for step in range(version or SCHEMA_VERSION, SCHEMA_VERSION):
            MIGRATIONS[step](connection, (*RECORDS, *INDEXED))
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def _version(engine: Engine, name: str) -> int:
    """The file's schema version, 0 for an empty file; raises RegisterError for a foreign or newer one."""
    with engine.connect() as connection:
        mark = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        tables = int(connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one())
    if mark == 0 and version == 0 and tables == 0:
        return 0
    if mark != APPLICATION_ID:
        raise RegisterError(f"«{name}» is an SQLite file but not a register of Dragoman: name another file")
    if version > SCHEMA_VERSION:
        raise RegisterError(
            f"the register «{name}» has schema version {version}, this Dragoman knows {SCHEMA_VERSION}: update Dragoman"
        )
    return version


def explained(name: str, error: Any, patience: float) -> str:
    """What the database's error means, and what to do."""
    said = str(getattr(error, "orig", None) or error)
    if "not a database" in said or "malformed" in said:
        return f"«{name}» is not a register, or is damaged ({said}): name another file, or restore a copy"
    if "readonly" in said or "read-only" in said:
        return f"the register «{name}» cannot be written ({said}): check the rights of the file and of its folder"
    if "disk is full" in said:
        return f"the disk of the register «{name}» is full: free some space and read again, nothing was lost"
    if "locked" in said:
        return f"the register «{name}» is being written by another program for over {patience:g} s: try again later"
    if "unable to open" in said:
        return f"the register «{name}» cannot be opened ({said}): check that its folder exists and may be written"
    return f"the register «{name}» refuses: {said}"
