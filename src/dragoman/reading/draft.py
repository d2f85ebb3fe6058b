"""What the readers of formats hand on: the raw text of one article with what its source says of it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import SourceDate


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before cleaning.

    `source` is the path or address as it was given, `name` the part of it that is the same on every machine.
    `markup` is plain, markdown or page (text taken from HTML). `outlet` is a name or a domain, as metadata gives it.
    """

    source: str
    name: str
    text: str
    markup: str = "plain"
    title: str | None = None
    outlet: str | None = None
    address: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    dates: tuple[SourceDate, ...] = ()
    agencies: tuple[str, ...] = ()
