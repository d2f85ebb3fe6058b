"""What positions in foreign sources mean."""

from __future__ import annotations

import pytest
from sources_made import KNOWN

from dragoman.actors import entities
from dragoman.imports.positions import Known, Positions
from dragoman.languages.base import values

POSITIONS = Positions(KNOWN)


@pytest.mark.parametrize(
    ("label", "places", "office", "of"),
    [
        ("Minister of Foreign Affairs of Peru", ["pe"], "foreign_minister", "PER"),
        ("Minister of Foreign Affairs", ["td"], "foreign_minister", "TCD"),
        ("Min. of Foreign Affairs", ["np"], "foreign_minister", "NPL"),
        ("ministre des Affaires étrangères du Sénégal", ["Q1041"], "foreign_minister", "SEN"),
        ("President of the Republic of Zambia", [], "head_of_state", "ZMB"),
        ("President of the French Republic", ["Q142"], "head_of_state", "FRA"),
        ("Prime Minister of Nepal", ["np"], "head_of_government", "NPL"),
        ("Federal Chancellor", ["de"], "head_of_government", "DEU"),
        ("Secretary-General of the United Nations", ["un"], "un_secretary_general", "un"),
        ("Ambassador of Kenya to France", ["fr"], "ambassador", "KEN"),
        ("Ambassador to France", ["fr"], "ambassador", ""),
        ("Member of the National Assembly of Zambia", ["zm"], "parliament_member", "ZMB"),
        ("Minister of Fisheries (Senegal)", ["sn"], "minister", "SEN"),
        ("Mayor of Tbilisi", ["ge"], "mayor", "GEO"),
        ("Keeper of the Seals and of the Swans", ["gb"], "", "GBR"),
        ("Minister of Defence", ["fr", "de"], "defence_minister", ""),
    ],
)
def test_labels(label: str, places: list[str], office: str, of: str) -> None:
    assert POSITIONS.known([label], places) == Known(office, of)


def test_classes_and_topics_help_where_words_do_not() -> None:
    assert POSITIONS.known(["Kansleri"], ["fi"], classes=["Q7330070"]).office == "foreign_minister"
    assert POSITIONS.known(["Kansanedustaja"], ["fi"], topics={"gov.legislative"}).office == "parliament_member"


def test_offices_of_a_part_are_none_of_the_state() -> None:
    assert POSITIONS.known(["Minister of Finance"], ["de"], below=True) == Known("", "DEU")
    assert POSITIONS.known(["Governor of Lagos State"], ["ng"], below=True) == Known("governor", "NGA")


def test_codes_of_states() -> None:
    found = [POSITIONS.state_of(c) for c in ("fr", "FRA", "Q142", "su", "eu", "un", "zz", "", "sk")]
    assert found == ["FRA", "FRA", "FRA", "SUN", "eu", "un", "", "", "SVK"]


def test_the_table_names_offices_that_there_are() -> None:
    rows = entities.read("imports", "tables/positions.tsv")
    assert {r["kind"] for r in rows} == {"label", "begins", "class", "topic", "realm"}
    assert {r["office"] for r in rows if r["kind"] != "realm"} <= set(KNOWN.offices)
    wordings = [v for r in rows if r["kind"] == "label" for v in values(r["values"])]
    assert len(wordings) == len(set(wordings))
