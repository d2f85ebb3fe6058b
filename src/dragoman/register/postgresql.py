"""The register as a database of PostgreSQL, for a team: how it is opened, what its errors mean."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, make_url

from dragoman.errors import RegisterError
from dragoman.register.migrations import MIGRATIONS
from dragoman.register.schema import APPLICATION_ID, SCHEMA_VERSION, meta, metadata

VERSION = "schema version"
# What the states of an error mean: https://www.postgresql.org/docs/current/errcodes-appendix.html
STATES = {
    "53100": "the disk of the register «{name}» is full: free some space and read again, nothing was lost",
    "25006": "the register «{name}» cannot be written ({said}): name the server that takes writes",
    "42501": "the register «{name}» may not be used so ({said}): ask its owner for the right",
    "55P03": "the register «{name}» is being written by another program for over {patience:g} s: try again later",
    "3D000": "the register «{name}» cannot be opened ({said}): make the database first, with `createdb`",
    "28P01": "the register «{name}» cannot be opened ({said}): check user and password",
    "28000": "the register «{name}» cannot be opened ({said}): check user and password",
    "XX001": "the register «{name}» is damaged ({said}): restore a copy",
    "XX002": "the register «{name}» is damaged ({said}): restore a copy",
}


def engine(address: str, read_only: bool, patience: float) -> Engine:
    """An engine on the database; raises RegisterError when the driver is not there, or the address is none."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise RegisterError(
            "a register on PostgreSQL needs psycopg, which is not installed: pip install 'dragoman[postgresql]'"
        ) from None
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError):
        raise RegisterError(
            "this address of a register cannot be read: write postgresql://user@host/database"
        ) from None
    options = f"-c lock_timeout={int(patience * 1000)}" + (" -c default_transaction_read_only=on" if read_only else "")
    made = sa.create_engine(
        url,
        # One state of the register from the beginning of a question to its end.
        isolation_level="REPEATABLE READ",
        connect_args={"options": options, "connect_timeout": 10},
        pool_pre_ping=True,
    )
    event.listen(made, "begin", _begin)
    return made


def _begin(connection: Connection) -> None:
    # Writers come one after the other, as with SQLite: no one fails half-way because another was faster.
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")


def prepare(engine: Engine, name: str, read_only: bool) -> None:
    """Makes the tables, or brings them to this program's version. Raises RegisterError for what is no register."""
    version = _version(engine, name)
    if version == SCHEMA_VERSION:
        return
    if read_only and version:
        raise RegisterError(f"the register «{name}» is of an older version: `dragoman link` brings it up to date")
    if read_only:
        raise RegisterError(f"there is no register at «{name}»: make one with `dragoman read FOLDER --register {name}`")
    options = engine.connect().execution_options
    with options(writes=True, isolation_level="READ COMMITTED") as connection, connection.begin():
        # Looked at again under the lock: another process may have made it meanwhile.
        if not sa.inspect(connection).has_table(meta.name):
            metadata.create_all(connection)
            connection.execute(sa.insert(meta).values(key=VERSION, value=str(SCHEMA_VERSION)))
        version = int(connection.execute(sa.select(meta.c.value).where(meta.c.key == VERSION)).scalar_one())
        for step in range(version, SCHEMA_VERSION):
            MIGRATIONS[step](connection, ())
        connection.execute(sa.update(meta).where(meta.c.key == VERSION).values(value=str(SCHEMA_VERSION)))


def _version(engine: Engine, name: str) -> int:
    """The database's schema version, 0 where there are no tables; raises RegisterError for a foreign or newer one."""
    with engine.connect() as connection, connection.begin():
        tables = set(sa.inspect(connection).get_table_names())
        if not tables:
            return 0
        found = None
        if meta.name in tables:
            found = connection.execute(sa.select(meta.c.value).where(meta.c.key == VERSION)).scalar_one_or_none()
    if found is None:
        raise RegisterError(f"«{name}» has tables but is not a register of Dragoman: name an empty database")
    version = int(found)
    if version > SCHEMA_VERSION:
        raise RegisterError(
            f"the register «{name}» has schema version {version}, this Dragoman knows {SCHEMA_VERSION}: update Dragoman"
        )
    return version


def explained(name: str, error: Any, patience: float) -> str:
    """What the database's error means, and what to do."""
    cause = getattr(error, "orig", None) or error
    said = " ".join(str(cause).split())
    known = STATES.get(getattr(cause, "sqlstate", None) or "")
    if known:
        return known.format(name=name, said=said, patience=patience)
    if "does not exist" in said and "database" in said:
        return STATES["3D000"].format(name=name, said=said)
    if "password" in said or "authentication" in said:
        return STATES["28P01"].format(name=name, said=said)
    if "connect" in said or "timeout" in said or "closed the connection" in said:
        return f"the register «{name}» cannot be reached ({said}): check the address, and that PostgreSQL runs there"
    return f"the register «{name}» refuses: {said}"
