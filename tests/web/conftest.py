"""The pages on the hand-made register of three dispatches."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.conftest import fair, links, mediation, rewrite

from dragoman.model import Occurrence, content_id
from dragoman.register import Register
from dragoman.web.app import make_app
from dragoman.web.settings import Settings


def settings(register: Path, **more: object) -> Settings:
    """The settings of a test: the day is fixed."""
    return Settings(register=register, today=lambda: date(2025, 3, 10), **more)  # type: ignore[arg-type]


def filled(path: Path) -> Path:
    """A register with the three dispatches, linked as a reading would: every event belongs to an occurrence."""
    documents = [mediation(), rewrite(), fair()]
    stories, happened, derived = links(documents)
    planned = documents[0].events[1]
    happened.append(Occurrence(content_id("o", planned.id), (planned.id,), planned.date, 1))
    with Register(path) as register:
        for document in documents:
            register.add(document)
        register.link(stories, happened, derived, of=register.state())
    return path


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register that tests only look at."""
    return filled(tmp_path_factory.mktemp("web") / "desk.db")


@pytest.fixture
def register_file(shown: Path, tmp_path: Path) -> Path:
    """A register of the test's own."""
    return Path(shutil.copy(shown, tmp_path / "desk.db"))


@pytest.fixture(scope="session")
def client(shown: Path) -> Iterator[TestClient]:
    """A reader of the pages, who can change nothing."""
    with TestClient(make_app(settings(shown))) as reader:
        yield reader


@pytest.fixture(scope="session")
def ids(shown: Path) -> dict[str, str]:
    """An id of each kind of record."""
    with Register(shown, read_only=True) as register:
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
