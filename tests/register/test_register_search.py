"""Words, phrases, beginnings of words; sides, types, days; ids and names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.document import Document
from dragoman.register import Register
from dragoman.register.queries import Query
from dragoman.register.search import full_text_query


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("presidente ETHIOPIENNE", ["press/mediation.txt"]),
        ("lettre", ["press/rewrite.txt", "press/mediation.txt"]),
        ("« remis mardi une »", ["press/rewrite.txt"]),
        ("pourparl*", ["press/mediation.txt"]),
        ("pourparl", []),
        ("lettre Quito", []),
        ('NEAR( OR "', []),
        ("?!", []),
    ],
)
def test_full_text(register_file: Path, text: str, hits: list[str]) -> None:
    with Register(register_file, read_only=True) as register:
        assert [hit.source for hit in register.search(text)] == hits


def test_the_snippet_marks_the_words(register_file: Path) -> None:
    with Register(register_file, read_only=True) as register:
        assert "[lecteurs]" in register.search("lecteurs")[0].snippet


def test_operators_are_only_words() -> None:
    assert full_text_query("a AND b* «c d") == '"a" "AND" "b"* "c" "d"'


def test_events_by_side_pair_status_and_day(register_file: Path, documents: list[Document]) -> None:
    letter, meeting = documents[0].events
    retold = documents[1].events[0]
    with Register(register_file, read_only=True) as register:
        assert register.events() == (letter, meeting, retold)
        assert register.events(Query(sides=("KEN", "ETH"))) == (letter, meeting, retold)
        assert register.events(Query(sides=("hanna-tessema",))) == (letter, retold)
        assert register.events(Query(sides=("KEN", "BRA"))) == ()
        assert register.events(Query(statuses=("planned",), types=("CONSULT",))) == (meeting,)
        assert register.events(Query(since=date(2025, 3, 5))) == (meeting,)
        assert register.events(Query(until=date(2025, 3, 5), channels=("letter",))) == (letter,)
        # The agency is a voice, not a side.
        assert register.events(Query(sides=("agence-d-essai",))) == ()


def test_statements_by_speaker(register_file: Path, documents: list[Document]) -> None:
    with Register(register_file, read_only=True) as register:
        assert register.statements(Query(sides=("KEN",))) == documents[0].statements
        assert register.statements(Query(sides=("ETH",))) == ()


def test_ids_beginnings_and_names(register_file: Path, documents: list[Document]) -> None:
    event = documents[0].events[0]
    with Register(register_file, read_only=True) as register:
        assert [(f.kind, f.id) for f in register.find(event.id[:10])] == [("event", event.id)]
        assert [f.kind for f in register.find(documents[2].article.id)] == ["article"]
        assert [f.id for f in register.find("ethiopie")] == ["eth"]
        assert [f.id for f in register.find("m. mwangi")] == ["elijah-mwangi"]
        assert [f.id for f in register.find("tessema")] == ["hanna-tessema"]
        assert register.find("Atlantide") == ()
