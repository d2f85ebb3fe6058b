"""Opens a register, whichever engine keeps it: a file of SQLite, or the address of a PostgreSQL database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

from dragoman.errors import RegisterError
from dragoman.register import postgresql, sqlite

# How long a writer waits for another process that is writing, in seconds.
PATIENCE = 60
# What makes a connection a writer's. On PostgreSQL a writer must see what those wrote for whom it waited.
WRITING: dict[str, dict[str, Any]] = {
    "sqlite": {"writes": True},
    "postgresql": {"writes": True, "isolation_level": "READ COMMITTED"},
}


def is_address(where: str | Path) -> bool:
    """Whether this is the address of a database rather than a file."""
    return isinstance(where, str) and "://" in where


def shown(where: str | Path) -> str:
    """How the register is called in messages: an address without its password."""
    if not is_address(where):
        return str(where)
    try:
        return make_url(str(where)).render_as_string(hide_password=True)
    except (sa.exc.ArgumentError, ValueError):
        return str(where).split("://")[0] + "://…"


def open_engine(where: str | Path, *, read_only: bool = False) -> Engine:
    """An engine on the register, made if it is not there, brought to this program's schema version.

    Raises RegisterError when there is no register, it comes from a newer program, or cannot be opened or written.
    """
    if not is_address(where):
        path = Path(where)
        sqlite.check(path, read_only)
        engine = sqlite.engine(path, read_only, PATIENCE)
    elif str(where).startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        engine = postgresql.engine(str(where), read_only, PATIENCE)
    else:
        raise RegisterError(f"«{shown(where)}» is no address of a register: write postgresql://user@host/database")
    room = sqlite if engine.dialect.name == "sqlite" else postgresql
    try:
        with plain_words(where):
            room.prepare(engine, shown(where), read_only)
    except RegisterError:
        engine.dispose()
        raise
    return engine


@contextmanager
def plain_words(where: str | Path) -> Iterator[None]:
    """A context in which the database's errors become RegisterErrors that say what to do."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        room = postgresql if is_address(where) else sqlite
        raise RegisterError(room.explained(shown(where), error, PATIENCE)) from error
