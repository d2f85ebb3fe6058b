"""Articles dated by their story: the reading of their own is kept, and comes back."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from dragoman.document import Document
from dragoman.model import Publication
from dragoman.register import Register

LATER = Publication(date(2019, 4, 5), date(2019, 4, 3), date(2019, 4, 8))


def content(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return sorted(connection.iterdump())
    finally:
        connection.close()


def test_the_own_reading_is_kept_and_comes_back(register_file: Path, documents: list[Document]) -> None:
    before, key = content(register_file), documents[0].article.id
    with Register(register_file) as register:
        own = register.document(key)
        register.date_anew(replace(own, publication=LATER, events=()), "first")
        register.date_anew(replace(own, publication=LATER, events=(), statements=()), "second")
        assert register.dated_by_story() == {key: "second"}
        assert (register.document(key).publication, register.document(key).events) == (LATER, ())
        assert register.document(key, alone=True) == own
        assert own in list(register.documents(alone=True))
        assert next(h.best for h in register.heads() if h.id == key) == LATER.best
        register.date_alone(key)
        assert register.dated_by_story() == {}
    assert content(register_file) == before


def test_reading_again_forgets_what_the_story_said(register_file: Path, documents: list[Document]) -> None:
    key = documents[0].article.id
    with Register(register_file) as register:
        register.date_anew(replace(documents[0], publication=LATER), "mark")
        assert register.add(documents[0], again=True)
        assert register.dated_by_story() == {}
        assert register.document(key) == register.document(key, alone=True)
        assert register.document(key).publication == documents[0].publication


def test_the_run_tells_pipeline_and_day(tmp_path: Path, documents: list[Document]) -> None:
    with Register(tmp_path / "r.db") as register:
        run = register.begin_run(datetime(2024, 5, 6), "1", "other", date(2024, 5, 7))
        register.add(documents[0], pipeline="other", run=run)
        register.add(documents[1])
        assert register.circumstances(documents[0].article.id) == ("other", date(2024, 5, 7))
        assert register.circumstances(documents[1].article.id) == (None, None)


def test_a_register_of_the_first_version_is_brought_up(register_file: Path, documents: list[Document]) -> None:
    connection = sqlite3.connect(register_file)
    connection.execute("DROP TABLE alone")
    connection.execute("ALTER TABLE run DROP COLUMN today")
    connection.execute("PRAGMA user_version=1")
    connection.commit()
    connection.close()
    with Register(register_file) as register:
        assert register.dated_by_story() == {}
        assert register.count("article") == len(documents)
        register.begin_run(datetime(2024, 5, 6), "1", None, date(2024, 5, 6))
