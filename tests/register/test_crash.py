"""A reading killed at any moment loses nothing that was acknowledged and repeats nothing; two processes write at once."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from collections import Counter
from dataclasses import replace
from itertools import count
from typing import Any

import sqlalchemy as sa
from tests.register.conftest import Where

from dragoman.document import Document
from dragoman.model import content_id
from dragoman.register import Register, schema

KILLS = 100
# The children need nothing but the register: what is loaded already need not be loaded a hundred times.
PROCESSES: Any = multiprocessing.get_context("fork")


def copy(document: Document, n: int) -> Document:
    """The document as another article."""
    article = replace(document.article, id=content_id("copy", n), source=f"press/{n:05}.txt")
    events = tuple(replace(e, id=content_id(e.id, n), article=article.id) for e in document.events)
    return replace(document, article=article, events=events)


def write_on(where: Where, document: Document, first: int, acknowledged: int) -> None:
    """Writes copy after copy, and tells on the pipe when each is kept; until it is killed."""
    with Register(where) as register:
        for n in count(first):
            assert register.add(copy(document, n))
            os.write(acknowledged, b".")


def killed(where: Where, document: Document, first: int, after: int, delay: float) -> int:
    """How many copies a writer acknowledged that was killed so long after so many."""
    reading, writing = os.pipe()
    process = PROCESSES.Process(target=write_on, args=(where, document, first, writing))
    process.start()
    os.close(writing)
    told = 0
    while told < after:
        told += len(os.read(reading, after - told))
    process.join(delay)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    while more := os.read(reading, 65536):
        told += len(more)
    os.close(reading)
    return told


def test_killed_a_hundred_times(where: Where, documents: list[Document]) -> None:
    chance = random.Random(7)
    with Register(where):
        pass
    kept = 0
    for _ in range(KILLS):
        told = killed(where, documents[0], kept, chance.randrange(3), chance.random() / 50)
        with Register(where, read_only=True) as register:
            found = register.count("article")
        # What was acknowledged is there, and at most the one that was being acknowledged besides.
        assert found in (kept + told, kept + told + 1)
        kept = found
    whole(where, documents[0], kept)


def whole(where: Where, document: Document, kept: int) -> None:
    """Asserts that each of so many copies is there once, with all its layers, and that nothing else is there."""
    with Register(where) as register:
        assert [d.article.id for d in register.documents()] == [content_id("copy", n) for n in range(kept)]
        assert all(len(d.events) == 2 and len(d.mentions) == 3 for d in register.documents())
        assert register.total("kind:event lettre") == register.total("speaker:Mwangi") == kept
        with register.querying() as connection:
            for layer in ("event", "statement", "mention", "time", "article_actor"):
                table = schema.metadata.tables[layer]
                each = Counter(connection.execute(sa.select(table.c.article)).scalars())
                assert len(set(each.values())) == 1
                assert len(each) == kept
            if connection.dialect.name == "sqlite":
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
        # Reading on repeats nothing.
        assert [register.add(copy(document, n)) for n in (0, kept - 1, kept)] == [False, False, True]


def write_all(where: Where, documents: list[Document]) -> None:
    with Register(where) as register:
        for document in documents:
            register.add(document)


def test_two_processes_write_at_once(where: Where, documents: list[Document]) -> None:
    many = [copy(documents[0], n) for n in range(30)]
    # The second third is written by both, and both make the register.
    writers = [PROCESSES.Process(target=write_all, args=(where, part)) for part in (many[:20], many[10:])]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [w.exitcode for w in writers] == [0, 0]
    with Register(where) as register:
        united = next(a for a in register.actors() if a.id == "ken")
    assert united.aliases == ("République du Kenya",)
    whole(where, documents[0], 30)


def test_a_failure_in_the_middle_of_a_transaction_undoes_it(where: Where, documents: list[Document]) -> None:
    with Register(where) as register:
        register.add(documents[0])
        try:
            with register.writing() as connection:
                connection.execute(sa.delete(schema.event))
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
        assert register.count("event") == 2
