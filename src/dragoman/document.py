"""The document: one article with every layer that the stages have read into it so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.model import (
    Actor,
    Article,
    Event,
    Mention,
    Place,
    Publication,
    Rejected,
    Statement,
    TimeExpression,
)

if TYPE_CHECKING:
    from dragoman.syntax.tree import Syntax


@dataclass(frozen=True, slots=True)
class Document:
    """Immutable: a stage returns a copy with its own layer set (`dataclasses.replace`)."""

    article: Article
    syntax: Syntax | None = None
    times: tuple[TimeExpression, ...] = ()
    publication: Publication | None = None
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    @property
    def text(self) -> str:
        """The cleaned text that all offsets refer to."""
        return self.article.text
