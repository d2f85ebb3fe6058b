"""Where dispatches meet: stories, occurrences and derivations over all that was read."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.document import Document
from dragoman.model import Derivation, Occurrence, Story


def link(
    documents: Iterable[Document],
) -> tuple[tuple[Story, ...], tuple[Occurrence, ...], tuple[Derivation, ...]]:
    """The stories, occurrences and derivations of the documents, which come without syntax, in a fixed order."""
    return (), (), ()
