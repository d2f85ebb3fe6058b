"""The register keeps what it is given, once, and tells what it cannot do."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.register.conftest import Where, content

from dragoman.document import Document
from dragoman.errors import RegisterError
from dragoman.exports import jsonl
from dragoman.model import Reject, SourceDate
from dragoman.register import Register, schema


def test_documents_come_back_whole(register_file: Where, documents: list[Document]) -> None:
    with Register(register_file, read_only=True) as register:
        for document in documents:
            again = register.document(document.article.id)
            assert set(again.actors) == set(document.actors)
            assert replace(again, actors=()) == replace(document, actors=())


def test_documents_come_by_source(register_file: Where) -> None:
    with Register(register_file, read_only=True) as register:
        assert [d.article.source for d in register.documents()] == [
            "press/fair.txt", "press/mediation.txt", "press/rewrite.txt",
        ]  # fmt: skip


def test_portions_join_without_gap(register_file: Where, monkeypatch: pytest.MonkeyPatch) -> None:
    with Register(register_file, read_only=True) as register:
        whole = [d.article.id for d in register.documents()]
        for size in (1, 2, 3):
            monkeypatch.setattr("dragoman.register.reading.PORTION", size)
            assert [d.article.id for d in register.documents()] == whole


def test_the_same_article_twice_changes_nothing(register_file: Where, documents: list[Document]) -> None:
    before = content(register_file)
    with Register(register_file) as register:
        assert [register.add(d) for d in documents] == [False, False, False]
    assert content(register_file) == before


def test_any_order_exports_the_same_bytes(places: Callable[[str], Where], documents: list[Document]) -> None:
    exports = set()
    for n, order in enumerate(itertools.permutations(documents)):
        with Register(places(f"{n}")) as register:
            for document in order:
                register.add(document)
            exports.add("\n".join(jsonl.lines(register)))
    assert len(exports) == 1


def test_a_date_given_later_replaces_the_reading(register_file: Where, documents: list[Document]) -> None:
    first = documents[0]
    given = SourceDate(date(2025, 3, 6), "given", "2025-03-06")
    dated = replace(first, article=replace(first.article, dates=(given,)), statements=())
    with Register(register_file) as register:
        assert register.add(dated)
        again = register.document(first.article.id)
        assert again.article.dates == (given,)
        assert again.statements == ()
        assert register.count("article") == 3


def test_of_two_sources_the_first_in_the_alphabet_stands(
    places: Callable[[str], Where], documents: list[Document]
) -> None:
    one = documents[0]
    other = replace(one, article=replace(one.article, source="archive/mediation.txt"))
    for n, order in enumerate(([one, other], [other, one])):
        with Register(places(f"{n}")) as register:
            for document in order:
                register.add(document)
            assert [h.source for h in register.heads()] == ["archive/mediation.txt"]
            assert register.document(one.article.id).article.source == "archive/mediation.txt"


def test_actors_are_united_over_articles(register_file: Where) -> None:
    with Register(register_file, read_only=True) as register:
        mwangi = next(a for a in register.actors() if a.id == "elijah-mwangi")
    assert mwangi.wikidata == "Q999999"
    assert mwangi.aliases == ("M. Mwangi",)
    assert {o.title for o in mwangi.offices} == {"ministre des Affaires étrangères", "chef de la diplomatie"}


def test_an_article_read_anew_takes_its_old_actors_along(register_file: Where, documents: list[Document]) -> None:
    with Register(register_file) as register:
        assert register.add(replace(documents[1], actors=()), again=True)
        mwangi = next(a for a in register.actors() if a.id == "elijah-mwangi")
        assert mwangi.wikidata is None
        register.add(replace(documents[0], actors=()), again=True)
        assert register.actors() == ()
        assert register.count("actor_variant") == 0


def test_a_failure_in_the_middle_leaves_nothing(
    where: Where, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with Register(where) as register:
        register.add(documents[1])
        before = content(where)
        with monkeypatch.context() as patch:
            patch.setattr("dragoman.register.actors._merge", fail)
            with pytest.raises(RuntimeError, match="power cut"):
                register.add(documents[0])
        assert content(where) == before
        assert register.add(documents[0])


def test_a_reject_is_kept_until_its_source_is_read(where: Where, documents: list[Document]) -> None:
    with Register(where) as register:
        register.reject(Reject(documents[0].article.source, "is empty"))
        register.reject(Reject(documents[0].article.source, "is not text"))
        assert register.rejects() == (Reject(documents[0].article.source, "is not text"),)
        register.add(documents[0])
        assert register.rejects() == ()


def test_links_replace_the_links_before(register_file: Where, documents: list[Document]) -> None:
    with Register(register_file) as register:
        assert len(register.stories()) == len(register.occurrences()) == len(register.derivations()) == 1
        assert set(register.occurrence_of()) == {documents[0].events[0].id, documents[1].events[0].id}
        register.link((), (), (), of="nothing")
        assert register.occurrence_of() == {}
        assert register.stories() == ()
        assert register.linked() == "nothing"


def test_reading_only_means_it(register_file: Where, documents: list[Document]) -> None:
    with Register(register_file, read_only=True) as register, pytest.raises(RegisterError, match="for reading only"):
        register.add(documents[0])


def test_an_unknown_article_is_said_to_be(register_file: Where) -> None:
    with Register(register_file, read_only=True) as register, pytest.raises(RegisterError, match="no article 0000"):
        register.document("0000")


def test_a_register_of_a_newer_program_is_left_alone(register_file: Where) -> None:
    if isinstance(register_file, Path):
        pytest.skip("files are tested in test_files.py")
    with Register(register_file) as register, register.writing() as connection:
        connection.execute(sa.update(schema.meta).where(schema.meta.c.key == "schema version").values(value="99"))
    with pytest.raises(RegisterError, match="update Dragoman"):
        Register(register_file)


def test_reading_needs_a_register(places: Callable[[str], Where]) -> None:
    with pytest.raises(RegisterError, match="there is no register"):
        Register(places("none"), read_only=True)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://desk@localhost/desk", "write postgresql://user@host/database"),
        ("postgresql://desk:secret@127.0.0.1:1/desk", "cannot be reached"),
        ("postgresql://desk:secret@127.0.0.1:port/desk", "cannot be read"),
    ],
)
def test_an_address_that_leads_nowhere(address: str, words: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(RegisterError, match=words) as caught:
        Register(address)
    assert "secret" not in str(caught.value)


def test_a_register_of_the_version_before_is_brought_up(register_file: Where) -> None:
    with Register(register_file) as register, register.writing() as connection:
        wanted = content(register_file) if connection.dialect.name == "sqlite" else None
        connection.exec_driver_sql("DROP INDEX event_by_place")
        connection.exec_driver_sql("DROP TABLE place_name")
        if wanted is None:
            connection.execute(sa.update(schema.meta).where(schema.meta.c.key == "schema version").values(value="3"))
        else:
            connection.exec_driver_sql("PRAGMA user_version=3")
    with pytest.raises(RegisterError, match="older version"):
        Register(register_file, read_only=True)
    with Register(register_file) as register:
        assert len(register.search("place:Nairobi").hits) == 1
    assert wanted is None or content(register_file) == wanted
