"""Offices that one person holds at a time: where they are shared all the same, and of what they are."""

from __future__ import annotations

from functools import cache

from dragoman.actors.entities import read
from dragoman.languages.base import values


@cache
def single_offices(kind: str | None = None) -> dict[str, frozenset[str]]:
    """Each such office with the states and bodies in which several hold it at once; those of states or bodies on wish."""
    rows = read("actors", "tables/single_offices.tsv")
    return {row["office"]: frozenset(values(row["shared"])) for row in rows if kind in (None, row["kind"])}
