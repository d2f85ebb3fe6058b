"""Whom a name in a query means: actors of the register, states, and those whom the articles only describe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dragoman.register import schema
from dragoman.register.folding import folded

# A description that fits more of them than this is too general to be looked for.
MOST = 500
LONGEST_CODE = 6


@dataclass(frozen=True, slots=True)
class Whom:
    """What a name means: ids of actors, codes of states (all who act for them), whole descriptions."""

    name: str
    actors: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    described: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.actors or self.states or self.described)

    def single(self) -> tuple[str, str] | None:
        """The column and the value, where it is one actor or one state and nobody else."""
        found = [("actor", a) for a in self.actors] + [("state", s) for s in self.states]
        return found[0] if len(found) == 1 and not self.described else None


def whom(connection: sa.Connection, name: str) -> Whom:
    """What the name means: an id, a state's code, the actors that bear it whole or, if none does, in part.

    Someone without an id, whom articles only describe («des sources proches du dossier»), is found by the description.
    """
    actor, names, wanted = schema.actor.c, schema.actor_name.c, folded(name)
    row = connection.execute(sa.select(actor.type, actor.id, actor.state).where(actor.id == name)).one_or_none()
    if row is not None:
        return _meant(name, [row])
    if name.isupper() and name.isalpha() and len(name) <= LONGEST_CODE:
        return Whom(name, states=(name,))
    bearing = sa.select(actor.type, actor.id, actor.state).join(schema.actor_name, names.actor == actor.id).distinct()
    whole = connection.execute(bearing.where(names.folded == wanted).order_by(actor.id)).all()
    described = _described(connection, wanted)
    if whole or not wanted:
        return _meant(name, whole, described)
    inside = bearing.where((" " + names.folded + " ").contains(f" {wanted} ", autoescape=True))
    return _meant(name, connection.execute(inside.order_by(actor.id).limit(MOST)).all(), described)


def _described(connection: sa.Connection, wanted: str) -> tuple[str, ...]:
    table = schema.described.c
    inside = (" " + table.folded + " ").contains(f" {wanted} ", autoescape=True)
    found = connection.execute(sa.select(table.name).where(inside).order_by(table.name).limit(MOST)).scalars()
    return tuple(found) if wanted else ()


def _meant(name: str, found: Iterable[Any], described: tuple[str, ...] = ()) -> Whom:
    """Whoever asks for a state asks for all who act for it."""
    rows = list(found)
    states = tuple(dict.fromkeys(r.state for r in rows if r.type == "state" and r.state))
    actors = tuple(r.id for r in rows if not (r.type == "state" and r.state))
    return Whom(name, actors, states, described)
