"""A CSV file of one's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sources_made import KNOWN, one, taken

from dragoman.actors.library import Library
from dragoman.errors import ReadingError

HEADER = "name,aliases,state,gender,wikidata,office,of,from,to\n"


def csv(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_lines_of_one_person_are_one_person(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    text = HEADER + (
        'Aïssata Koné,"Aissata Kone;A. Koné",MLI,f,,ministre des Affaires étrangères,,2024-03-01,2025\n'
        "Aïssata Koné,,Mali,,,spokesperson_presidency,MLI,2025-02,held\n"
    )
    taken(csv(tmp_path / "desk.csv", text), library)
    someone = one(library, "aissata kone")
    assert (someone.person.name, someone.person.gender, someone.sources) == ("Aïssata Koné", "f", ("desk",))
    assert [(t.office.id, t.of, t.start, t.end, t.held) for t in someone.tenures] == [
        ("foreign_minister", "MLI", date(2024, 3, 1), date(2025, 12, 31), False),
        ("spokesperson_presidency", "MLI", date(2025, 2, 1), None, True),
    ]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators(tmp_path: Path, separator: str) -> None:
    library = tmp_path / "library.db"
    lines = [["name", "state", "office", "from"], ["Vikram Rao", "IND", "National Security Adviser", "2021"]]
    taken(csv(tmp_path / "desk.csv", "".join(separator.join(cells) + "\n" for cells in lines)), library)
    assert one(library, "vikram rao").tenures[0].office.id == "national_security_adviser"


def test_bad_lines_are_set_aside(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    rows = [
        "Ana Souza,,BRA,f,,,,,", ",,BRA,,,,,,", "Bo Li,,Atlantis,,,,,,", "Cy Ng,,SGP,x,,,,,", "Di Ko,,KEN,,12,,,,",
        "Ed Obi,,NGA,,,président,,2020-13,", "Fa Sy,,SEN,,,président,,2020,2019", "Gi Ro,,ITA,,,,,,,,too,many",
    ]  # fmt: skip
    outcome = taken(csv(tmp_path / "desk.csv", HEADER + "\n".join(rows)), library)
    opened = Library(library, KNOWN.offices)
    rejects = dict(opened.rejects(outcome.number))
    opened.close()
    assert outcome.persons == 1
    assert sorted(rejects) == [3, 4, 5, 6, 7, 8, 9]
    assert "«Atlantis» is no state, body or armed group" in rejects[4]


def test_a_file_without_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no column «name»"):
        taken(csv(tmp_path / "desk.csv", "person,state\nX,FRA\n"), tmp_path / "library.db", form="csv")
    with pytest.raises(ReadingError, match="unknown columns \\(party\\)"):
        taken(csv(tmp_path / "desk.csv", "name,party\nX,Y\n"), tmp_path / "library.db")


def test_what_the_next_version_of_the_file_does_not_say_is_gone(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    desk = csv(tmp_path / "desk.csv", HEADER + "Ana Souza,,BRA,f,,ministre,,2020,\nBeto Reis,,BRA,m,,ministre,,2021,\n")
    taken(desk, library)
    taken(csv(desk, HEADER + "Ana Souza,,BRA,f,,ministre,,2019,\n"), library)
    assert [t.start for t in one(library, "ana souza").tenures] == [date(2019, 1, 1)]
    opened = Library(library, KNOWN.offices)
    assert opened.people(["beto reis"]) == {}
    assert opened.counts() == {"person": 1, "post": 1, "tenure": 1, "conflict": 0, "reject": 0}
    opened.close()


def test_codes_are_ours_first(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    rows = "A Ba,AU,commissioner,AU\nC De,AUS,ambassador,\nF Go,Hamas,,\nH Io,LBN,leader_of_movement,hezbollah\n"
    outcome = taken(csv(tmp_path / "desk.csv", "name,state,office,of\n" + rows), library)
    assert outcome.rejects == 1
    found = [one(library, n) for n in ("a ba", "c de", "h io")]
    assert [f.person.state for f in found] == ["AU", "AUS", "LBN"]
    assert [f.tenures[0].of for f in found] == ["au", "AUS", "hezbollah"]
