"""Offices that one person holds at a time: of what they are, and where they are shared all the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.actors.entities import read
from dragoman.languages.base import values


@dataclass(frozen=True, slots=True)
class SingleOffice:
    """Such an office: every state has one (state), some have (leader), or bodies do; `shared` are the exceptions."""

    id: str
    kind: str
    short: str
    shared: frozenset[str]


@cache
def single_offices() -> tuple[SingleOffice, ...]:
    """Those offices in the order of their table."""
    rows = read("actors", "tables/single_offices.tsv")
    return tuple(SingleOffice(r["office"], r["kind"], r["short"], frozenset(values(r["shared"]))) for r in rows)
