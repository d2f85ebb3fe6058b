"""Writing and reading in portions, and exchange, over every engine."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from tests.conftest import links

from dragoman.document import Document
from dragoman.exports.formats import export
from dragoman.exports.selection import Selection
from dragoman.imports.events import import_events
from dragoman.model import Reject
from dragoman.register import Register, parse, queries

Where = str | Path
HEADER = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tActor Country\tRecipient Name\tRecipient Country\n"
ROWS = "1\t2019-03-04\tAID\t\tJapan\tJPN\tSamoa\tWSM\n2\tsoon\tAID\t\tJapan\tJPN\tSamoa\tWSM\n"


def exported(register: Register, name: str, query: str | None = None) -> bytes:
    out = io.BytesIO()
    export(Selection(register, parse(query)) if query else Selection(register), name, out)
    return out.getvalue()


def test_several_at_once_are_as_one_by_one(places: Callable[[str], Where], documents: list[Document]) -> None:
    found = [*documents, Reject("broken.txt", "is empty")]
    with Register(places("one")) as one, Register(places("all")) as together:
        for document in documents:
            one.add(document)
        assert together.add_all(found) == 3
        assert together.add_all(found) == 0
        assert together.rejects() == (Reject("broken.txt", "is empty"),)
        assert exported(one, "jsonl") == exported(together, "jsonl")


def test_all_or_none(where: Where, documents: list[Document]) -> None:
    def broken() -> object:
        yield documents[0]
        raise ZeroDivisionError

    with Register(where) as register:
        with pytest.raises(ZeroDivisionError):
            register.add_all(broken())  # type: ignore[arg-type]
        assert register.count("article") == 0


def test_records_come_one_after_the_other(register_file: Where, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PORTION", 1)
    with Register(register_file, read_only=True) as register:
        assert tuple(register.each_event()) == register.events()
        assert tuple(register.each_event("status:planned")) == register.events("status:planned")
        assert tuple(register.each_statement()) == register.statements()


def test_occurrences_of_some_events(register_file: Where, documents: list[Document]) -> None:
    (happening,) = links(documents)[1]
    with Register(register_file, read_only=True) as register:
        letter, meeting, _ = register.events()
        assert register.occurrence_of([letter.id, meeting.id]) == {letter.id: happening.id}
        assert register.occurrence_of([]) == {}
        assert len(register.occurrence_of()) == 2


@pytest.mark.parametrize("name", ["jsonl", "csv", "polecat", "followthemoney", "gexf", "icalendar"])
def test_every_engine_exports_the_same(
    register_file: Where, tmp_path: Path, documents: list[Document], name: str
) -> None:
    with Register(tmp_path / "plain.db") as plain, Register(register_file, read_only=True) as register:
        for document in documents:
            plain.add(document)
        plain.link(*links(documents), of=plain.state())
        assert exported(register, name) == exported(plain, name)
        assert exported(register, name, "status:planned") == exported(plain, name, "status:planned")


def test_every_engine_imports(where: Where, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(HEADER + ROWS, encoding="utf-8")
    with Register(where) as register:
        for taken, known in ((1, 0), (0, 1)):
            done = import_events(register, tmp_path / "old.txt", clock=lambda: datetime(2026, 1, 2), version="test")
            assert (done.taken, done.known, done.rejects) == (taken, known, 1)
        (event,) = register.events("pair:JPN-WSM")
        assert event.type == "AID"
