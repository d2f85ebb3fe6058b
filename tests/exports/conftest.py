"""What every format is tried with: the hand-made register, and one with text that formats trip over."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.document import Document
from dragoman.exports.formats import export
from dragoman.exports.selection import Selection
from dragoman.register import Register
from dragoman.register.queries import EVERYTHING, Query

Write = Callable[..., bytes]


@pytest.fixture
def register(register_file: Path) -> Iterator[Register]:
    with Register(register_file, read_only=True) as opened:
        yield opened


@pytest.fixture
def write(register: Register) -> Write:
    """The bytes of an export."""

    def written(name: str, query: Query = EVERYTHING, table: str | None = None) -> bytes:
        out = io.BytesIO()
        export(Selection(register, query, table), name, out)
        return out.getvalue()

    return written


@pytest.fixture
def many(tmp_path: Path, documents: list[Document]) -> Iterator[Register]:
    """A register with 300 copies of the agency's report under other ids: for streaming."""
    with Register(tmp_path / "many.db") as opened:
        for n in range(300):
            one = documents[0]
            name = f"{n:03}"
            opened.add(
                replace(
                    one,
                    article=replace(one.article, id=f"article-{name}", source=f"press/{name}.txt"),
                    events=tuple(replace(e, id=f"{e.id}-{name}", article=f"article-{name}") for e in one.events),
                    statements=tuple(
                        replace(s, id=f"{s.id}-{name}", article=f"article-{name}") for s in one.statements
                    ),
                )
            )
        yield opened
