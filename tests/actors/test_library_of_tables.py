"""A library that says what the tables say: reading is the same with it, and nearly the same with nothing but it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from dragoman.actors.knowledge import Knowledge, knowledge
from dragoman.actors.library import Library
from dragoman.actors.stage import find_actors
from dragoman.actors.widened import Widened
from dragoman.document import Document
from dragoman.imports.filling import import_file
from dragoman.model import Article, Publication
from dragoman.places.stage import find_places
from dragoman.syntax.parse import parse

from .coded import Coded, coded

COLUMNS = "id name aliases surnames state gender wikidata office of from to".split()


def rows(known: Knowledge) -> Iterator[list[object]]:
    """The persons and tenures of the tables as a table of one's own."""
    for p in known.persons.values():
        one = [p.id, p.name, ";".join(p.spellings), ";".join(p.surnames), p.state, p.gender, p.wikidata]
        for t in known.tenures(p):
            if t.of in known.states or known.body(t.of) or t.of in known.armed_groups:
                yield [*one, t.office.id, t.of, t.start or "", t.end or ("held" if t.held else "")]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("tables")
    with (folder / "tables.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerows([COLUMNS, *rows(knowledge("fr"))])
    path = folder / "tables.db"
    outcome = import_file(folder / "tables.csv", path, knowledge("fr"), clock=lambda: datetime(2026, 1, 1))
    assert (outcome.rejects, outcome.conflicts) == (0, 0)
    return str(path)


def texts() -> list[Coded]:
    """The coded texts, each once."""
    return list({(c.text, c.day): c for table in ("mentions", "references") for c in coded(table)}.values())


def read(text: str, day: date, own: str | None) -> Document:
    document = parse(Document(Article("coded", "coded", text, "fr"), library=own))
    return find_actors(find_places(replace(document, publication=Publication(day, day, day))))


def test_what_both_know_reads_the_same(own: str) -> None:
    for case in texts():
        with_library, without = (read(case.text, case.day, o) for o in (own, None))
        assert (with_library.actors, with_library.mentions) == (without.actors, without.mentions), case.id


def test_the_library_alone_knows_the_persons_of_a_text(own: str) -> None:
    """Of full names that the tables know in a text, the library finds nearly all, and hardly another person."""
    tables = knowledge("fr")
    bare = Knowledge()
    for name, entries in list(bare._names.items()):
        bare._names[name] = [e for e in entries if e.kind not in {"person", "surname"}]
    bare.persons, bare._of_person, bare._of_office, bare.all_tenures = {}, {}, {}, []
    library = Library(Path(own), bare.offices)
    found = missed = wrong = 0
    for case in texts():
        known = Widened(bare, library, case.text)
        expected = {p.name for a, b, p in tables.find_people(case.text) if " " in case.text[a:b]}
        got = {p.name for a, b, p in known.find_people(case.text) if " " in case.text[a:b]}
        found, missed, wrong = found + len(expected & got), missed + len(expected - got), wrong + len(got - expected)
    library.close()
    assert found > 150
    assert missed <= 0.08 * found
    assert wrong <= 0.01 * found
