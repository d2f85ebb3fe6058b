"""Reads a passage into statements, as the pipeline does up to that stage."""

from __future__ import annotations

from functools import cache

from dragoman.actors.stage import find_actors
from dragoman.document import Document
from dragoman.model import Article
from dragoman.statements.stage import find_statements
from dragoman.syntax.parse import parse


@cache
def read(text: str) -> Document:
    """The document of a French text with its statements."""
    document = parse(Document(Article(id="a", source="a.txt", text=text, language="fr")))
    return find_statements(find_actors(document))
