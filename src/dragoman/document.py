"""The document: one article with every layer that the stages have read into it so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dragoman.model import (
    Actor,
    Article,
    Event,
    Mention,
    Place,
    Publication,
    Rejected,
    Sibling,
    Statement,
    TimeExpression,
)

if TYPE_CHECKING:
    from dragoman.syntax.tree import Syntax


@dataclass(frozen=True, slots=True)
class Document:
    """Immutable: a stage returns a copy with its own layer set (`dataclasses.replace`).

    `today`, `siblings` and `library` are what is known from outside the article when it is read: the day of reading,
    after which nothing was published, the dated dispatches of its story, and the path of the user's library of actors.
    They are no layers, and the register keeps none of them.
    """

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
    today: date | None = None
    siblings: tuple[Sibling, ...] = ()
    library: str | None = None

    @property
    def text(self) -> str:
        """The cleaned text that all offsets refer to."""
        return self.article.text
