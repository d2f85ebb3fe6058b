"""The pages on the hand-made register of three dispatches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.conftest import links

from dragoman.document import Document
from dragoman.model import Occurrence, content_id
from dragoman.register import Register
from dragoman.web.app import make_app
from dragoman.web.settings import Settings


def settings(register: Path, **more: object) -> Settings:
    """The settings of a test: the day is fixed."""
    return Settings(register=register, today=lambda: date(2025, 3, 10), **more)  # type: ignore[arg-type]


@pytest.fixture
def register_file(tmp_path: Path, documents: list[Document]) -> Path:
    """A register with the three dispatches, linked as a reading would: every event belongs to an occurrence."""
    path = tmp_path / "desk.db"
    stories, happened, derived = links(documents)
    planned = documents[0].events[1]
    happened.append(Occurrence(content_id("o", planned.id), (planned.id,), planned.date, 1))
    with Register(path) as register:
        for document in documents:
            register.add(document)
        register.link(stories, happened, derived, of=register.state())
    return path


@pytest.fixture
def client(register_file: Path) -> Iterator[TestClient]:
    """A reader of the pages."""
    with TestClient(make_app(settings(register_file))) as reader:
        yield reader


@pytest.fixture
def ids(register_file: Path) -> dict[str, str]:
    """An id of each kind of record."""
    with Register(register_file, read_only=True) as register:
        told = register.stories()[0].articles
        return {
            "article": told[0],
            "rewrite": told[1],
            "event": next(e.id for e in register.events() if e.status == "planned"),
            "letter": next(e.id for e in register.events() if e.channel == "letter" and e.status == "actual"),
            "statement": register.statements()[0].id,
            "occurrence": max(register.occurrences(), key=lambda o: len(o.events)).id,
            "story": register.stories()[0].id,
        }
