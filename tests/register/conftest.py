"""Every test of the register runs over SQLite, and over PostgreSQL where DRAGOMAN_TEST_POSTGRESQL names a server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.conftest import links

from dragoman.document import Document
from dragoman.model import content_id
from dragoman.register import Register, schema

SERVER = os.environ.get("DRAGOMAN_TEST_POSTGRESQL")
ENGINES = ("sqlite", "postgresql") if SERVER else ("sqlite",)
Where = str | Path


@pytest.fixture(params=ENGINES)
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Where]]:
    """A function that gives for each name a place where no register is yet."""
    if request.param == "sqlite":
        yield lambda name: tmp_path / f"{name}.db"
        return
    assert SERVER
    made: list[str] = []
    server = sa.create_engine(SERVER.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")

    def place(name: str) -> str:
        database = f"t{content_id(str(tmp_path), name)}"
        with server.connect() as connection:
            if database not in made:
                connection.exec_driver_sql(f"CREATE DATABASE {database}")
        made.append(database)
        return sa.make_url(SERVER).set(database=database).render_as_string(hide_password=False)

    yield place
    with server.connect() as connection:
        for database in set(made):
            connection.exec_driver_sql(f"DROP DATABASE {database} WITH (FORCE)")
    server.dispose()


@pytest.fixture
def where(places: Callable[[str], Where]) -> Where:
    """A place where no register is yet."""
    return places("desk")


@pytest.fixture
def register_file(where: Where, documents: list[Document]) -> Where:
    """A register with the three dispatches, linked."""
    with Register(where) as register:
        for document in documents:
            register.add(document)
        register.link(*links(documents), of=register.state())
    return where


def content(where: Where) -> dict[str, list[str]]:
    """Every row of every table, to see that nothing changed; row numbers aside, which a second writing may move."""
    found: dict[str, list[str]] = {}
    with Register(where) as register, register.querying() as connection:
        for name, table in schema.metadata.tables.items():
            numbers = isinstance(c := table.c.get("article"), sa.Column) and isinstance(c.type, sa.Integer)
            moving = {"number", "words", *(("article",) if numbers else ())}
            columns = [column for column in table.c if column.name not in moving]
            found[name] = sorted(repr(tuple(row)) for row in connection.execute(sa.select(*columns)))
    return found
