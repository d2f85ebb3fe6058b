"""Decisions on actors in a register: they hold for what is there and what is yet to be read, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.conftest import MWANGI, TESSEMA
from tests.register.conftest import Where

from dragoman.document import Document
from dragoman.errors import UsageError
from dragoman.model import Party, Publication
from dragoman.register import Register

WHO = {"author": "Awa Diop", "moment": datetime(2025, 4, 1, 9, 30)}


@pytest.fixture
def desk(register_file: Where) -> Iterator[Register]:
    with Register(register_file) as register:
        yield register


def parties(register: Register, document: Document) -> set[str | None]:
    return {p.actor for e in register.document(document.article.id).events for p in (*e.source, *e.target)}


def dated(document: Document, day: date) -> Document:
    return replace(document, publication=Publication(day, day, day))


def test_a_merge_holds_for_what_is_read_later(desk: Register, documents: list[Document]) -> None:
    one = desk.revise("merge", "hanna-tessema", into="elijah-mwangi", reason="for the test", **WHO)
    later = replace(documents[1].article, id="later", source="press/later.txt")
    events = tuple(replace(e, article="later") for e in documents[1].events)
    assert desk.add(replace(documents[1], article=later, events=events))
    assert "hanna-tessema" not in {a.id for a in desk.actors()}
    assert desk.document("later").events[0].target == (MWANGI,)
    desk.undo(one.number, **WHO)
    assert desk.document("later").events[0].target == (TESSEMA,)
    assert {"hanna-tessema", "elijah-mwangi"} <= {a.id for a in desk.actors()}
    assert [(r.action, r.reason, r.undone) for r in desk.history("hanna-tessema")] == [
        ("merge", "for the test", True),
        ("undo", "", False),
    ]


def test_what_decisions_change_is_linked_anew(desk: Register) -> None:
    desk.link((), (), (), of=desk.state())
    desk.revise("correct", "elijah-mwangi", {"name": "E. Mwangi"}, **WHO)
    assert desk.linked() != desk.state()


def test_a_new_name_leaves_the_old_one_as_a_spelling(desk: Register, documents: list[Document]) -> None:
    desk.revise("correct", "elijah-mwangi", {"name": "Elijah Mwangi Kamau"}, **WHO)
    (actor,) = [a for a in desk.actors() if a.id == "elijah-mwangi"]
    assert actor.name == "Elijah Mwangi Kamau"
    assert "Elijah Mwangi" in actor.aliases
    assert [f.id for f in desk.find("elijah mwangi")] == ["elijah-mwangi"]


def test_a_split_by_period_holds_for_articles_of_that_time(desk: Register, documents: list[Document]) -> None:
    changes = {"name": "Elijah Mwangi (fils)", "state": "UGA", "since": "2030"}
    desk.revise("split", "elijah-mwangi", changes, **WHO)
    assert "elijah-mwangi" in parties(desk, documents[1])
    assert desk.add(dated(documents[1], date(2031, 5, 1)), again=True)
    source = desk.document(documents[1].article.id).events[0].source[0]
    assert (source.name, source.state) == ("Elijah Mwangi (fils)", "UGA")
    assert desk.add(dated(documents[1], date(2029, 5, 1)), again=True)
    assert desk.document(documents[1].article.id).events[0].source == documents[1].events[0].source
    undated = replace(documents[1], publication=None)
    assert desk.add(undated, again=True)
    assert "elijah-mwangi" in parties(desk, documents[1])


def test_a_split_may_give_an_article_to_someone_who_is_there(desk: Register, documents: list[Document]) -> None:
    article = documents[1].article.id
    desk.revise("split", "elijah-mwangi", {"name": "Hanna Tessema"}, only=[article], **WHO)
    assert parties(desk, documents[1]) == {"hanna-tessema"}
    assert "elijah-mwangi" in parties(desk, documents[0])
    assert desk.document(article).events[0].source == (Party("hanna-tessema", "Hanna Tessema", "ETH"),)


def test_a_split_says_where_and_into_whom(desk: Register, documents: list[Document]) -> None:
    with pytest.raises(UsageError, match="which part"):
        desk.revise("split", "elijah-mwangi", {"name": "X"}, **WHO)
    with pytest.raises(UsageError, match="what is the other one called"):
        desk.revise("split", "elijah-mwangi", only=[documents[1].article.id], **WHO)
