"""When the article was published."""

from __future__ import annotations

from dragoman.document import Document
from dragoman.model import Basis, Publication


def publication_of(document: Document) -> Publication:
    """The day of publication, from what the source says of itself."""
    for source in document.article.dates:
        return Publication(source.day, source.day, source.day, (Basis(source.rule, source.text),))
    return Publication(None, None, None)
