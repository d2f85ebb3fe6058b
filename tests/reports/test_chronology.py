"""One line a happening, by its day, with everything that its reports know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.document import Document
from dragoman.model import Interval, Occurrence
from dragoman.register import Register
from dragoman.reports.chronology import chronology, lines


def test_reports_of_one_happening_are_one_line(register_file: Path) -> None:
    with Register(register_file, read_only=True) as register:
        letter, meeting = chronology(register)
    assert letter.statuses == ("actual", "unconfirmed")
    assert len(letter.articles) == 2
    assert letter.independent == 1
    assert letter.shown.status == "actual"
    assert [[v.name for v in chain] for chain in letter.voices] == [["Agence d'essai"]]
    assert meeting.date == Interval(date(2025, 3, 12), date(2025, 3, 12), "le 12 mars")


def test_what_has_no_day_stands_at_the_end(documents: list[Document]) -> None:
    first, second = documents[0].events
    undated = replace(first, date=None)
    assert [line.shown.id for line in lines([undated, second], [])] == [second.id, first.id]


def test_a_place_and_a_day_from_another_report(documents: list[Document]) -> None:
    full, bare = documents[0].events[0], documents[1].events[0]
    bare = replace(bare, status="actual")
    full = replace(full, status="planned")
    (line,) = lines([bare, full], [Occurrence("o", (bare.id, full.id), None, 2)])
    assert line.shown.id == bare.id
    assert line.shown.place == full.place
    assert line.date == full.date
    assert line.independent == 2


def test_the_order_of_the_events_does_not_matter(documents: list[Document]) -> None:
    events = [e for d in documents for e in d.events]
    assert lines(events, []) == lines(events[::-1], [])


def test_an_event_of_two_occurrences_is_one_line(documents: list[Document]) -> None:
    event = documents[0].events[0]
    twice = [Occurrence("a", (event.id,), None, 1), Occurrence("b", (event.id,), None, 1)]
    assert len(lines([event], twice)) == 1
