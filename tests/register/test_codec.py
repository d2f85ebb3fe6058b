"""Every record comes back as it was written."""

from __future__ import annotations

from dataclasses import replace

from dragoman.document import Document
from dragoman.model import Article, Event, Interval, Publication, Statement
from dragoman.register.codec import decode, encode


def test_records_come_back_equal(documents: list[Document]) -> None:
    for document in documents:
        assert decode(Article, encode(document.article)) == document.article
        for event in document.events:
            assert decode(Event, encode(event)) == event
        for said in document.statements:
            assert decode(Statement, encode(said)) == said
        if document.publication:
            assert decode(Publication, encode(document.publication)) == document.publication


def test_magnitudes_and_roles_stay_tuples(documents: list[Document]) -> None:
    event = replace(documents[0].events[0], magnitudes=(("killed", 3),))
    again = decode(Event, encode(event))
    assert again.magnitudes == (("killed", 3),)
    assert again.roles == event.roles


def test_a_field_of_a_newer_program_is_passed_over() -> None:
    assert decode(Interval, '{"earliest":"2024-01-02","latest":"2024-01-03","certainty":0.5}').latest.day == 3
