"""Queries that are kept, and what is new to them since they were last looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from dragoman.errors import UsageError
from dragoman.register import schema
from dragoman.register.query import Query
from dragoman.register.searching import Page, search

saved, seen = schema.saved, schema.seen


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept query: its name, its text, when it was made, and when it was last looked at."""

    name: str
    query: str
    made: datetime
    looked: datetime | None


def kept(connection: sa.Connection) -> tuple[Kept, ...]:
    """Every kept query, by name."""
    rows = connection.execute(
        sa.select(saved.c.name, saved.c.query, saved.c.made, saved.c.looked).order_by(saved.c.name)
    )
    return tuple(Kept(*row) for row in rows)


def text_of(connection: sa.Connection, name: str) -> str:
    """The text of a kept query. Raises UsageError when none has this name."""
    found: str | None = connection.execute(sa.select(saved.c.query).where(saved.c.name == name)).scalar_one_or_none()
    if found is None:
        names = [one.name for one in kept(connection)]
        known = f"the kept ones are {', '.join(names)}" if names else "none is kept yet"
        raise UsageError(f"no query is kept as «{name}»; {known}")
    return found


def keep(connection: sa.Connection, name: str, text: str, moment: datetime) -> None:
    """Keeps the query under the name; another query of that name goes, with what it has shown."""
    if not name.strip() or name.startswith("@"):
        raise UsageError("give the query a name of a letter or more, without @")
    before = connection.execute(sa.select(saved.c.query).where(saved.c.name == name)).scalar_one_or_none()
    if before == text:
        return
    forget(connection, name)
    connection.execute(sa.insert(saved).values(name=name, query=text, made=moment))


def forget(connection: sa.Connection, name: str) -> bool:
    """Whether there was a query of that name; it is kept no longer."""
    connection.execute(sa.delete(seen).where(seen.c.name == name))
    gone: Any = connection.execute(sa.delete(saved).where(saved.c.name == name))
    return bool(gone.rowcount)


def news(connection: sa.Connection, name: str, query: Query, moment: datetime, limit: int) -> Page:
    """What the query lists and has not shown before, at most so many; from now on it has."""
    shown = sa.select(seen.c.id).where(seen.c.name == name)
    page = search(connection, query, limit=limit, cursor=None, order="newest", but=shown)
    if page.hits:
        connection.execute(
            sa.insert(seen), [{"name": name, "id": one} for one in dict.fromkeys(h.id for h in page.hits)]
        )
    connection.execute(sa.update(saved).where(saved.c.name == name).values(looked=moment))
    return page
