"""Several sources in one library: who is joined, what is reported, and that nothing is resolved in silence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sources_made import KNOWN, dump, ftm, held, human, json_lines, minister, one, post, taken

from dragoman.actors.library import Library
from dragoman.errors import LibraryError, UsageError

FOREIGN = post("Q700", "Minister of Foreign Affairs of Lesotho")


def conflicts(library: Path) -> list[tuple[str, str, str]]:
    opened = Library(library, KNOWN.offices)
    found = [(kind, person, text) for kind, person, _, text in opened.conflicts()]
    opened.close()
    return found


def persons(library: Path) -> int:
    opened = Library(library, KNOWN.offices)
    counted = opened.counts()["person"]
    opened.close()
    return counted


@pytest.mark.parametrize("first", ["opensanctions", "wikidata"])
def test_one_wikidata_id_is_one_person(tmp_path: Path, first: str) -> None:
    library = tmp_path / "library.db"
    files = [
        json_lines(tmp_path / "peps.json", minister(wikidataId="Q901", name="Thabiso Mokoena")),
        dump(tmp_path / "dump.json", [human("Q901", {"en": "T. J. Mokoena"}, held("Q700", "2024-11-03")), FOREIGN]),
    ]
    for path in files if first == "opensanctions" else reversed(files):
        taken(path, library)
    assert persons(library) == 1
    found = one(library, "thabiso mokoena")
    assert found.person.id == "Q901"
    assert set(found.sources) == {"opensanctions", "wikidata"}
    assert {found.person.name, *found.person.spellings} == {"Thabiso Mokoena", "T. J. Mokoena"}
    assert conflicts(library) == []


def test_name_state_and_office_make_one_person_of_two_sources(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    taken(json_lines(tmp_path / "peps.json", minister()), library)
    taken(
        dump(tmp_path / "d.json", [human("Q901", {"en": "Thabiso Mokoena"}, held("Q700", "2024-11-03")), FOREIGN]),
        library,
    )
    assert persons(library) == 1
    assert one(library, "thabiso mokoena").person.id == "Q901"


@pytest.mark.parametrize(
    ("country", "office", "born"),
    [("Q258", "Q700", None), ("Q1013", "Q701", None), ("Q1013", "Q700", "1950")],
    ids=["another state", "another office", "another birth"],
)
def test_a_name_alone_is_not_enough(tmp_path: Path, country: str, office: str, born: str | None) -> None:
    library = tmp_path / "library.db"
    taken(json_lines(tmp_path / "peps.json", minister(birthDate="1971-05-05")), library)
    from sources_made import claim, time_snak

    birth = {"P569": [claim(time_snak("P569", born))]} if born else {}
    other = human("Q901", {"en": "Thabiso Mokoena"}, held(office, "2024"), country=country, **birth)
    taken(dump(tmp_path / "d.json", [other, FOREIGN, post("Q701", "Minister of Health of Lesotho")]), library)
    assert persons(library) == 2


def test_two_persons_of_one_source_stay_two(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    taken(json_lines(tmp_path / "peps.json", [*minister("NK-1"), *minister("NK-2", start="2001-01-01")]), library)
    assert persons(library) == 2


def test_different_days_of_one_term_are_reported_and_both_kept(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    taken(json_lines(tmp_path / "peps.json", minister("Q901", start="2024-11-03")), library)
    taken(
        dump(tmp_path / "d.json", [human("Q901", {"en": "Thabiso Mokoena"}, held("Q700", "2024-10-12")), FOREIGN]),
        library,
    )
    (found,) = conflicts(library)
    assert found[:2] == ("days", "Q901")
    assert "opensanctions has 2024-11-03 to …, wikidata has 2024-10-12 to …" in found[2]
    assert [t.start for t in one(library, "thabiso mokoena").tenures] == [date(2024, 11, 3), date(2024, 10, 12)]


@pytest.mark.parametrize("other", ["2024", "2024-11", "2024-11-04"])
def test_vaguer_days_and_days_of_handover_do_not_differ(tmp_path: Path, other: str) -> None:
    library = tmp_path / "library.db"
    taken(json_lines(tmp_path / "peps.json", minister("Q901", start="2024-11-03")), library)
    taken(dump(tmp_path / "d.json", [human("Q901", {"en": "Thabiso Mokoena"}, held("Q700", other)), FOREIGN]), library)
    assert conflicts(library) == []


def test_state_gender_and_birth_that_differ_are_reported(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    taken(json_lines(tmp_path / "a.json", [ftm("Q901", "Person", "A. Sello", country="ls", birthDate="1960")]), library)
    other = ftm("Q901", "Person", "A. Sello", country="za", gender="female", birthDate="1961-01-01")
    taken(json_lines(tmp_path / "b.json", [other]), library, name="another")
    assert [(kind, text) for kind, _, text in conflicts(library)] == [
        ("birth", "opensanctions has 1960, another has 1961"),
        ("state", "opensanctions has LSO, another has ZAF"),
    ]


def test_two_wikidata_ids_for_one_office_holder_are_kept_apart_and_reported(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    taken(json_lines(tmp_path / "peps.json", minister("Q902")), library)
    taken(
        dump(tmp_path / "d.json", [human("Q901", {"en": "Thabiso Mokoena"}, held("Q700", "2024-11-03")), FOREIGN]),
        library,
    )
    assert persons(library) == 2
    assert [kind for kind, _, _ in conflicts(library)] == ["identity"]


def test_what_differs_from_the_shipped_tables_is_reported(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    president = post("Q191954", "President of the French Republic", "Q142")
    rows = [
        human("Q3052772", {"fr": "Emmanuel Macron"}, held("Q191954", "2016-01-14"), country="Q142"),
        human("Q990", {"fr": "Jean Testard"}, held("Q191954", "2008-01-01", "2010-01-01"), country="Q142"),
        president,
    ]
    taken(dump(tmp_path / "d.json", rows), library)
    found = {(kind, person) for kind, person, _ in conflicts(library)}
    assert ("holder", "Q990") in found
    days = [text for kind, _, text in conflicts(library) if kind == "days"]
    assert not days or "tables has" in days[0]


def test_a_newer_export_replaces_what_its_source_told(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    taken(json_lines(tmp_path / "peps.json", [*minister("NK-1"), *minister("NK-2", name="Palesa Ntho")]), library)
    newer = minister("NK-1", name="Thabiso Mokoena", start="2024-11-05", alias="T. J. Mokoena")
    newer[2]["properties"] |= {"status": ["ended"], "endDate": ["2026-01-02"]}
    outcome = taken(json_lines(tmp_path / "peps2.json", newer), library)
    assert not outcome.known
    (tenure,) = one(library, "t j mokoena").tenures
    assert (tenure.start, tenure.end, tenure.held) == (date(2024, 11, 5), date(2026, 1, 2), False)
    assert one(library, "palesa ntho").tenures  # exports leave out whoever left: what they told is kept


def test_an_office_that_wikidata_drops_is_dropped(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    premier = post("Q701", "Prime Minister of Lesotho")
    before = human("Q901", {"en": "Palesa Ntho"}, held("Q700", "2015"), held("Q701", "2016"))
    taken(dump(tmp_path / "d.json", [before, FOREIGN, premier]), library)
    after = human("Q901", {"en": "Palesa Ntho"}, held("Q701", "2016"))
    taken(dump(tmp_path / "d.json", [after, FOREIGN, premier]), library)
    assert [t.office.id for t in one(library, "palesa ntho").tenures] == ["head_of_government"]


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    library, path = tmp_path / "library.db", json_lines(tmp_path / "peps.json", minister())
    taken(path, library)
    before = repr(one(library, "thabiso mokoena"))
    assert taken(path, library).known
    assert not taken(path, library, again=True).known
    assert repr(one(library, "thabiso mokoena")) == before
    assert persons(library) == 1


def test_a_source_has_one_format(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    taken(json_lines(tmp_path / "peps.json", minister()), library, name="mine")
    (tmp_path / "mine.csv").write_text("name\nAna Souza\n", encoding="utf-8")
    with pytest.raises(UsageError, match="another --name"):
        taken(tmp_path / "mine.csv", library)


def test_another_file_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no library, but words enough to be taken for one\n" * 20, encoding="utf-8")
    for path in (tmp_path / "notes.txt", tmp_path / "none.db"):
        with pytest.raises(LibraryError):
            Library(path, KNOWN.offices)
