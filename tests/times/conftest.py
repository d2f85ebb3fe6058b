"""Documents made from a few words, dated or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dragoman.document import Document
from dragoman.model import Article, SourceDate
from dragoman.syntax.parse import parse
from dragoman.times.stage import date_publication, find_times, ground_times

Reader = Callable[..., Document]


@pytest.fixture(scope="session")
def read() -> Reader:
    """A function that reads a text through the stages of this room, published on a day or on one to be found."""

    def reader(text: str, day: str | None = None) -> Document:
        dates = (SourceDate(date.fromisoformat(day), "given", day),) if day else ()
        article = Article("a", "a.txt", text, "fr", dates=dates)
        return ground_times(date_publication(find_times(parse(Document(article)))))

    return reader
