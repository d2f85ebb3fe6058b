"""OpenSanctions' export of politically exposed persons: what is taken over, and what is set aside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sources_made import KNOWN, ftm, json_lines, minister, one, taken

from dragoman.actors.library import Library


def test_persons_get_their_offices_through_occupancies(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    outcome = taken(json_lines(tmp_path / "peps.json", minister()), library)
    assert (outcome.persons, outcome.posts, outcome.tenures, outcome.rejects) == (1, 1, 1, 0)
    someone = one(library, "thabiso mokoena")
    assert (someone.person.name, someone.person.state, someone.person.gender) == ("Thabiso Mokoena", "LSO", "m")
    assert someone.person.surnames == ("Mokoena",)
    (tenure,) = someone.tenures
    assert (tenure.office.id, tenure.of, tenure.start, tenure.end, tenure.held) == (
        "foreign_minister", "LSO", date(2024, 11, 3), None, True,
    )  # fmt: skip


def test_an_occupancy_may_stand_before_its_person_and_its_post(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    taken(json_lines(tmp_path / "peps.json", reversed(minister())), library)
    assert len(one(library, "thabiso mokoena").tenures) == 1


def test_aliases_are_spellings_and_weak_ones_are_not(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    names = {"alias": ["Thabiso J. Mokoena", "Табисо Мокоэна"], "weakAlias": "Tabi", "previousName": "MOKOENA, Thabo"}
    taken(json_lines(tmp_path / "peps.json", minister(**names)), library)
    opened = Library(library, KNOWN.offices)
    assert set(opened.people(["Thabiso J Mokoena", "Табисо Мокоэна", "Thabo Mokoena", "Tabi"])) == {
        "thabiso j mokoena", "табисо мокоэна", "thabo mokoena",
    }  # fmt: skip
    assert one(library, "tabi").weak == ("Tabi",)
    opened.close()


def test_wikidata_ids_come_from_the_id_the_property_or_the_referents(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    rows = [
        ftm("Q901", "Person", "Palesa Ntho", name="Palesa Ntho"),
        ftm("NK-2", "Person", "Lebo Thamae", name="Lebo Thamae", wikidataId="Q902"),
        ftm("NK-3", "Person", "Neo Phiri", name="Neo Phiri", referents=["us-cia-1", "Q903"]),
        ftm("NK-4", "Person", "Tau Sello", name="Tau Sello", referents=["us-cia-2"]),
    ]
    taken(json_lines(tmp_path / "peps.json", rows), library)
    names = ("palesa ntho", "lebo thamae", "neo phiri", "tau sello")
    assert [one(library, n).person.id for n in names] == ["Q901", "Q902", "Q903", "opensanctions:NK-4"]


def test_nobodys_state_is_told_by_a_post(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    rows = [
        ftm("NK-1", "Person", "Amina Diallo", name="Amina Diallo", citizenship="ml"),
        ftm("NK-p", "Position", "Ambassador to Japan", name="Ambassador to Japan", country="jp", topics="role.diplo"),
        ftm("o", "Occupancy", holder="NK-1", post="NK-p", startDate="2023", status="current"),
        ftm("NK-2", "Person", "Issa Keita", name="Issa Keita"),
        ftm("o2", "Occupancy", holder="NK-2", post="NK-p", startDate="2019", endDate="2022-05", status="ended"),
    ]
    taken(json_lines(tmp_path / "peps.json", rows), library)
    (tenure,) = one(library, "amina diallo").tenures
    assert (tenure.office.id, tenure.of) == ("ambassador", "MLI")
    stateless = one(library, "issa keita")
    assert (stateless.person.state, stateless.tenures[0].of) == ("", "")
    assert (stateless.tenures[0].start, stateless.tenures[0].end) == (date(2019, 1, 1), date(2022, 5, 31))


def test_offices_of_a_part_of_a_state_are_kept_by_their_words(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    rows = [
        ftm("NK-1", "Person", "Jonas Huber", name="Jonas Huber", country="de"),
        ftm(
            "p", "Position", "Minister of Finance", name="Minister of Finance", country="de", subnationalArea="Bavaria"
        ),
        ftm("o", "Occupancy", holder="NK-1", post="p", startDate="2023"),
    ]
    taken(json_lines(tmp_path / "peps.json", rows), library)
    (tenure,) = one(library, "jonas huber").tenures
    assert (tenure.office.id, tenure.office.title(), tenure.of) == ("post:p", "Minister of Finance", "DEU")


def test_nested_exports_are_read_too(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    person, post, occupancy = minister()
    del occupancy["properties"]["holder"]
    occupancy["properties"]["post"] = [post]
    person["properties"]["positionOccupancies"] = [occupancy]
    taken(json_lines(tmp_path / "targets.nested.json", [person]), library)
    assert [t.office.id for t in one(library, "thabiso mokoena").tenures] == ["foreign_minister"]


def test_what_cannot_be_read_is_set_aside_with_line_and_reason(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    rows = [
        *minister(),
        '{"schema": "Person", "broken',
        ftm("o-1", "Occupancy", post="NK-post"),
        ftm("o-2", "Occupancy", holder="NK-minister", post="NK-post", startDate="hier"),
        ftm("o-3", "Occupancy", holder="NK-minister", post="NK-post", startDate="2020-05", endDate="2019"),
        {"id": "NK-9", "schema": "Person", "caption": None, "properties": {}},
        {"id": "c-1", "schema": "Company", "caption": "Mines SA", "properties": {"name": ["Mines SA"]}},
        {"schema": "Person", "properties": "none"},
    ]
    outcome = taken(json_lines(tmp_path / "peps.json", rows), library)
    opened = Library(library, KNOWN.offices)
    rejects = dict(opened.rejects(outcome.number))
    opened.close()
    assert (outcome.persons, outcome.tenures, outcome.rejects) == (1, 1, 6)
    assert sorted(rejects) == [4, 5, 6, 7, 8, 10]
    assert "no JSON" in rejects[4]
    assert "no holder" in rejects[5]
    assert "«hier» is no day" in rejects[6]
    assert "before it begins" in rejects[7]


def test_positions_without_occupancy_are_offices_without_days(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    taken(json_lines(tmp_path / "peps.json", minister(position="Senator")[:1]), library)
    someone = one(library, "thabiso mokoena")
    assert (someone.tenures, someone.said) == ((), ("Senator",))
