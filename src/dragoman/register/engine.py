"""Opens the file of a register: transactions, durability, schema version, migrations, and errors in plain words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool

from dragoman.errors import RegisterError
from dragoman.register.schema import APPLICATION_ID, SCHEMA_VERSION, alone, metadata

# How long a writer waits for another process that is writing, in seconds.
PATIENCE = 60

FULL_TEXT = (
    "CREATE VIRTUAL TABLE article_text USING fts5(title, text, content='article', content_rowid='number', "
    'tokenize="unicode61 remove_diacritics 2")',
    "CREATE TRIGGER article_added AFTER INSERT ON article BEGIN "
    "INSERT INTO article_text(rowid, title, text) VALUES (new.number, new.title, new.text); END",
    "CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN "
    "INSERT INTO article_text(article_text, rowid, title, text) "
    "VALUES ('delete', old.number, old.title, old.text); END",
)


def _second_version(connection: Connection) -> None:
    """Adds the day of reading, and the readings that articles dated by their story have on their own."""
    connection.exec_driver_sql("ALTER TABLE run ADD COLUMN today DATE")
    alone.create(connection)


# From each version to the next. A register that is as new as the program is not touched.
MIGRATIONS: dict[int, Callable[[Connection], None]] = {1: _second_version}


def open_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine on the register at `path`, made if it is not there, brought to this program's schema version.

    Raises RegisterError when the file is no register, comes from a newer program, or cannot be opened or written.
    """
    if read_only and not path.exists():
        raise RegisterError(f"there is no register at «{path}»: make one with `dragoman read FOLDER --register {path}`")
    if path.is_dir():
        raise RegisterError(f"«{path}» is a folder, not a register: name a file, such as {path / 'dragoman.db'}")
    if not path.parent.is_dir():
        raise RegisterError(f"the folder «{path.parent}» does not exist: make it first, or name another register")
    engine = sa.create_engine("sqlite+pysqlite://", creator=lambda: _connect(path, read_only), poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    try:
        with plain_words(path):
            _prepare(engine, path, read_only)
    except RegisterError:
        engine.dispose()
        raise
    return engine


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    if read_only:
        # In a folder that cannot be written SQLite could not make the files it shares with writers; there are none.
        uri += "?mode=ro" if os.access(path.parent, os.W_OK) else "?mode=ro&immutable=1"
    # isolation_level None: SQLAlchemy says when a transaction begins and ends, not the driver's guesses.
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "cache_size=-64000", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: two processes then wait for each other instead of failing half-way.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(engine: Engine, path: Path, read_only: bool) -> None:
    if _version(engine, path) == SCHEMA_VERSION:
        return
    if read_only:
        raise RegisterError(
            f"the register «{path}» is empty or of an older version: `dragoman read` brings it up to date"
        )
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA journal_mode=WAL")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        # Looked at again under the lock: another process may have made it meanwhile.
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if version == 0:
            metadata.create_all(connection)
            for statement in FULL_TEXT:
                connection.exec_driver_sql(statement)
        for step in range(version or SCHEMA_VERSION, SCHEMA_VERSION):
            MIGRATIONS[step](connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def _version(engine: Engine, path: Path) -> int:
    """The file's schema version, 0 for an empty file; raises RegisterError for a foreign or newer one."""
    with engine.connect() as connection:
        mark = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        tables = int(connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one())
    if mark == 0 and version == 0 and tables == 0:
        return 0
    if mark != APPLICATION_ID:
        raise RegisterError(f"«{path}» is an SQLite file but not a register of Dragoman: name another file")
    if version > SCHEMA_VERSION:
        raise RegisterError(
            f"the register «{path}» has schema version {version}, this Dragoman knows {SCHEMA_VERSION}: update Dragoman"
        )
    return version


@contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """A context in which the database's errors become RegisterErrors that say what to do."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        raise RegisterError(_explained(path, error)) from error


def _explained(path: Path, error: Any) -> str:
    said = str(getattr(error, "orig", None) or error)
    if "not a database" in said or "malformed" in said:
        return f"«{path}» is not a register, or is damaged ({said}): name another file, or restore a copy"
    if "readonly" in said or "read-only" in said:
        return f"the register «{path}» cannot be written ({said}): check the rights of the file and of its folder"
    if "disk is full" in said:
        return f"the disk of the register «{path}» is full: free some space and read again, nothing was lost"
    if "locked" in said:
        return f"the register «{path}» is being written by another program for over {PATIENCE} s: try again later"
    if "unable to open" in said:
        return f"the register «{path}» cannot be opened ({said}): check that its folder exists and may be written"
    return f"the register «{path}» refuses: {said}"
