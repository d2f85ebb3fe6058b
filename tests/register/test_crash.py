"""A reading killed at any moment loses nothing that was acknowledged; two processes write without harm."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.document import Document
from dragoman.errors import RegisterError
from dragoman.model import content_id
from dragoman.register import Register, engine


def copies(document: Document, count: int) -> list[Document]:
    """The document as so many articles."""
    made = []
    for n in range(count):
        article = replace(document.article, id=content_id("copy", n), source=f"press/{n:03}.txt")
        events = tuple(replace(e, id=content_id(e.id, n), article=article.id) for e in document.events)
        made.append(replace(document, article=article, events=events))
    return made


def write_and_die(path: str, documents: list[Document], after: int) -> None:
    """Writes so many articles, tells each on the pipe, and is killed inside the next transaction."""
    with Register(path) as register:
        for document in documents[:after]:
            register.add(document)
        with register.writing() as connection:
            connection.exec_driver_sql("DELETE FROM event")
            os.kill(os.getpid(), signal.SIGKILL)


def write_all(path: str, documents: list[Document]) -> None:
    with Register(path) as register:
        for document in documents:
            register.add(document)


def test_killed_in_the_middle_of_a_transaction(tmp_path: Path, documents: list[Document]) -> None:
    path, many = tmp_path / "desk.db", copies(documents[0], 6)
    process = multiprocessing.get_context("spawn").Process(target=write_and_die, args=(str(path), many, 4))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    with Register(path) as register:
        assert register.count("article") == 4
        assert register.count("event") == 8
        assert [register.add(d) for d in many] == [False] * 4 + [True] * 2
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_two_processes_write_at_once(tmp_path: Path, documents: list[Document]) -> None:
    path, many = tmp_path / "desk.db", copies(documents[0], 30)
    context = multiprocessing.get_context("spawn")
    # The second half is written by both.
    writers = [context.Process(target=write_all, args=(str(path), part)) for part in (many[:20], many[10:])]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [w.exitcode for w in writers] == [0, 0]
    with Register(path) as register:
        assert register.count("article") == 30
        assert register.count("event") == 60
        united = next(a for a in register.actors() if a.id == "ken")
    assert united.aliases == ("République du Kenya",)


def test_a_full_disk_ends_in_a_clear_error(
    tmp_path: Path, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, many = tmp_path / "desk.db", copies(documents[0], 40)
    with Register(path) as register:
        register.add(many[0])
    connect = engine._connect

    def small(where: Path, read_only: bool) -> sqlite3.Connection:
        connection = connect(where, read_only)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 2}")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(engine, "_connect", small)
        register = Register(path)
        with pytest.raises(RegisterError, match="full: free some space"), register.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE heavy (a)")
            connection.exec_driver_sql("INSERT INTO heavy VALUES (zeroblob(100000))")
        register.close()
    with Register(path) as register:
        assert register.count("article") == 1
        assert register.add(many[1])
