"""What an article reads as on its own, kept when its story has given it a date and so another reading."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from dragoman.document import Document
from dragoman.model import (
    Actor,
    Event,
    Mention,
    Place,
    Publication,
    Rejected,
    Statement,
    TimeExpression,
)


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of a document that a register keeps; the fields are named as in Document."""

    times: tuple[TimeExpression, ...] = ()
    publication: Publication | None = None
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    rejected: tuple[Rejected, ...] = ()


def layers_of(document: Document) -> Layers:
    """The layers of the document."""
    return Layers(**{f.name: getattr(document, f.name) for f in fields(Layers)})


def with_layers(document: Document, layers: Layers) -> Document:
    """The document with these layers in place of its own."""
    return replace(document, **{f.name: getattr(layers, f.name) for f in fields(Layers)})
