"""Whom a name in a query means: actors of the register, states, and those whom the articles only describe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from dragoman.model import Actor
from dragoman.register import schema
from dragoman.register.codec import decode
from dragoman.register.folding import folded


@dataclass(frozen=True, slots=True)
class Whom:
    """What a name means: ids of actors, codes of states (all who act for them), words of a description."""

    name: str
    actors: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    described: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.actors or self.states or self.described)


def whom(connection: sa.Connection, name: str) -> Whom:
    """What the name means: an id, a state's code, the actors that bear it whole or, if none does, in part.

    Someone without an id, whom articles only describe («des sources proches du dossier»), is found by the description.
    """
    table = schema.actor.c
    row = connection.execute(sa.select(table.id, table.type, table.state).where(table.id == name)).one_or_none()
    if row is not None:
        return _meant(name, [(row.type, row.id, row.state)])
    if name.isupper() and name.isalpha() and len(name) <= 6:
        return Whom(name, states=(name,))
    wanted = folded(name)
    whole: list[tuple[str, str, str | None]] = []
    part: list[tuple[str, str, str | None]] = []
    for record in connection.execute(sa.select(table.record).order_by(table.id)).scalars():
        actor = decode(Actor, record)
        names = [folded(one) for one in (actor.name, *actor.aliases)]
        if wanted in names:
            whole.append((actor.type, actor.id, actor.state))
        elif any(f" {wanted} " in f" {one} " for one in names):
            part.append((actor.type, actor.id, actor.state))
    return _meant(name, whole or part, described=(wanted,))


def _meant(name: str, found: Sequence[tuple[str, str, str | None]], described: tuple[str, ...] = ()) -> Whom:
    """Whoever asks for a state asks for all who act for it."""
    states = tuple(dict.fromkeys(state for kind, _, state in found if kind == "state" and state))
    actors = tuple(one for kind, one, state in found if not (kind == "state" and state))
    return Whom(name, actors, states, described)
