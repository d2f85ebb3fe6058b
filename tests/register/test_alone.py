"""Articles dated by their story: the reading of their own is kept, and comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tests.register.conftest import Where, content

from dragoman.document import Document
from dragoman.model import Publication
from dragoman.register import Register

LATER = Publication(date(2019, 4, 5), date(2019, 4, 3), date(2019, 4, 8))


def test_the_own_reading_is_kept_and_comes_back(register_file: Where, documents: list[Document]) -> None:
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


def test_reading_again_forgets_what_the_story_said(register_file: Where, documents: list[Document]) -> None:
    key = documents[0].article.id
    with Register(register_file) as register:
        register.date_anew(replace(documents[0], publication=LATER), "mark")
        assert register.add(documents[0], again=True)
        assert register.dated_by_story() == {}
        assert register.document(key) == register.document(key, alone=True)
        assert register.document(key).publication == documents[0].publication


def test_the_run_tells_pipeline_and_day(where: Where, documents: list[Document]) -> None:
    with Register(where) as register:
        run = register.begin_run(datetime(2024, 5, 6), "1", "other", date(2024, 5, 7))
        register.add(documents[0], pipeline="other", run=run)
        register.add(documents[1])
        assert register.circumstances(documents[0].article.id) == ("other", date(2024, 5, 7))
        assert register.circumstances(documents[1].article.id) == (None, None)
