"""The commands about actors: who, find, show, coverage, import, conflicts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from faked import LETTER, VISIT, fake_reading

from dragoman.document import Document
from dragoman.errors import LibraryError
from dragoman.model import Article

Run = Callable[..., Result]
CSV = (
    "name,aliases,state,gender,office,of,from,to\n"
    "Thabiso Mokoena,T. J. Mokoena,LSO,m,ministre des Affaires étrangères,LSO,2027-11-03,held\n"
    "Jean Sans-Terre,,Atlantide,,,,,\n"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dragoman: Run) -> Path:
    """A folder with a library made of a table of one's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_LIBRARY", raising=False)
    monkeypatch.delenv("DRAGOMAN_REGISTER", raising=False)
    path = tmp_path / "desk.csv"
    path.write_text(CSV, encoding="utf-8")
    result = dragoman("actors", "import", path)
    assert result.exit_code == 1
    assert "line 3: «Atlantide» is no state, body" in result.stderr
    assert "1 persons, 1 offices, 1 tenures" in result.stderr
    assert (tmp_path / "dragoman-actors.db").is_file()
    return path


def test_importing_again_says_so(desk: Path, dragoman: Run) -> None:
    result = dragoman("actors", "import", desk)
    assert result.exit_code == 0
    assert "already" in result.stderr


def test_import_names_what_it_cannot_do(tmp_path: Path, dragoman: Run) -> None:
    assert dragoman("actors", "import", tmp_path / "none.json").exit_code == 2
    assert dragoman("actors", "find", "Lavrov", "--library", tmp_path / "none.db").exit_code == 2


def test_find_prints_tables_and_library(desk: Path, dragoman: Run) -> None:
    rows = [line.split("\t") for line in dragoman("actors", "find", "t j mokoena", "--tabs").stdout.splitlines()]
    assert rows[0] == ["id", "name", "what", "state", "office", "known from"]
    assert rows[1][1:] == ["Thabiso Mokoena", "person", "LSO", "ministre des Affaires étrangères (LSO)", "desk"]
    assert dragoman("actors", "find", "Guterres", "--tabs").stdout.splitlines()[1].split("\t")[1] == "Antonio Guterres"
    assert dragoman("actors", "find", "Ouagadougou", "--tabs").stdout.splitlines()[1].startswith("BFA")
    assert "\tThabiso Mokoena\t" in dragoman("actors", "find", "mokoena", "--tabs").stdout
    assert dragoman("actors", "find", "Zzyzx Qqq").exit_code == 1


def test_find_on_a_day(dragoman: Run) -> None:
    row = dragoman("actors", "find", "Nicolas Sarkozy", "--on", "2009-05-01", "--tabs").stdout.splitlines()[1]
    assert "(FRA)" in row.split("\t")[4]


def test_show_prints_offices_with_their_sources(desk: Path, dragoman: Run) -> None:
    shown = dragoman("actors", "show", "Thabiso Mokoena").stdout
    assert "2027-11-03 to …  ministre des Affaires étrangères (LSO)  [desk]" in shown
    assert "also T. J. Mokoena" in shown
    assert "Wikidata Q57336" in dragoman("actors", "show", "ali-khamenei").stdout
    assert dragoman("actors", "show", "Khamenei").exit_code != 0


def test_who_asks_the_library_where_the_tables_are_silent(desk: Path, dragoman: Run) -> None:
    asked = ("actors", "who", "ministre des Affaires étrangères", "--of", "Lesotho", "--on")
    assert dragoman(*asked, "2028-01-01").stdout.splitlines()[0].startswith("Thabiso Mokoena")
    assert not dragoman(*asked, "2023-01-01").stdout.splitlines()[0].startswith("Thabiso Mokoena")


def test_conflicts_by_kind(desk: Path, dragoman: Run, tmp_path: Path) -> None:
    label = "President of the French Republic"
    rows = [
        {"id": "p", "schema": "Position", "caption": label, "properties": {"name": [label], "country": ["fr"]}},
        {"id": "NK-1", "schema": "Person", "caption": "Jean Testard", "properties": {"country": ["fr"]}},
        {
            "id": "o", "schema": "Occupancy",
            "properties": {"holder": ["NK-1"], "post": ["p"], "startDate": ["2008"], "endDate": ["2010"]},
        },
    ]  # fmt: skip
    (tmp_path / "peps.json").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert "1 conflicts" in dragoman("actors", "import", tmp_path / "peps.json").stderr
    (row,) = dragoman("actors", "conflicts", "--kind", "holder", "--tabs").stdout.splitlines()[1:]
    assert row.startswith("holder\topensanctions:NK-1\tJean Testard")
    assert "Nicolas Sarkozy" in row
    assert dragoman("actors", "conflicts", "--kind", "days", "--tabs").stdout.splitlines()[1:] == []


def test_coverage_by_country_and_in_detail(desk: Path, dragoman: Run) -> None:
    lines = dragoman("actors", "coverage", "--tabs").stdout.splitlines()
    columns = lines[0].split("\t")
    rows = {line.split("\t")[0]: dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:]}
    assert rows["FRA"]["president"] == "100 %"
    assert int(rows["LSO"]["persons"]) > 1
    by_gaps = [
        line.split("\t")[-1] for line in dragoman("actors", "coverage", "--sort", "gaps", "--tabs").stdout.splitlines()
    ]
    known = [float(cell.split()[0]) for cell in by_gaps[1:] if cell != "–"]
    assert known == sorted(known, reverse=True)
    detail = dragoman("actors", "coverage", "France", "--since", "2000", "--until", "2020").stdout
    assert "head_of_state  100 % known" in detail
    assert dragoman("actors", "coverage", "--sort", "colour").exit_code != 0


def test_reading_uses_the_library_of_the_folder(desk: Path, dragoman: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[object] = []

    def reading(article: Article, **wishes: object) -> Document:
        used.append(wishes["library"])
        return fake_reading(article)

    monkeypatch.setattr("dragoman.reader.read_article", reading)
    monkeypatch.setattr("dragoman.reader.link", lambda documents, read_again: ((), (), ()))
    (desk.parent / "letter.txt").write_text(LETTER * 4, encoding="utf-8")
    (desk.parent / "visit.txt").write_text(VISIT * 4, encoding="utf-8")
    assert dragoman("read", "letter.txt").exit_code == 0
    (desk.parent / "dragoman-actors.db").rename(desk.parent / "mine.db")
    assert dragoman("read", "visit.txt").exit_code == 0
    assert dragoman("read", "visit.txt", "--again", "--library", "mine.db").exit_code == 0
    assert used == ["dragoman-actors.db", None, "mine.db"]


def test_a_library_that_is_none_stops_the_reading(desk: Path, dragoman: Run) -> None:
    (desk.parent / "letter.txt").write_text(LETTER * 4, encoding="utf-8")
    result = dragoman("read", "letter.txt", "--library", "letter.txt")
    assert isinstance(result.exception, LibraryError)
    assert dragoman("read", "letter.txt", "--library", "none.db").exit_code == 2
