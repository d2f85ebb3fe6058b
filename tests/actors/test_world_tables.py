"""The world tables hold to their contract: unique ids, known codes, no name of two owners but those that share it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from importlib.resources import files

import pytest

from dragoman.languages.base import language_table, rows, values

Row = dict[str, str]
# Two states that share a name or an adjective; the text decides.
SHARED_BY_STATES = re.compile(r"^(?:Congo|[Cc]ongolaise?s?|[Cc]oréens?|[Cc]oréennes?)$")
# The seat of the European institutions is also the capital of Belgium.
SHARED_BY_ALL = {"Bruxelles"}
CODES_OF_BODIES = set("UN EU NATO AU ECOWAS SADC OAS ASEAN LAS OIC OSCE GCC BRICS G7 G20 OPEC ICC".split())
NAME_COLUMNS = ("name", "aliases", "adjectives", "nouns", "capital", "metonyms")


def world(name: str, room: str = "actors") -> list[Row]:
    """The rows of a world table."""
    return list(rows(files(f"dragoman.{room}").joinpath(f"tables/{name}.tsv")))


def codes() -> set[str]:
    """Every state code."""
    return {row["iso3"] for row in world("states")}


def owners(table: list[Row], key: str, columns: tuple[str, ...]) -> dict[str, set[str]]:
    """name -> the ids of the rows that have it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in table:
        for column in columns:
            for name in values(row.get(column, "")):
                found[name].add(row[key])
    return found


@pytest.mark.parametrize(
    ("table", "least"),
    [("states", 250), ("bodies", 280), ("media", 800), ("armed_groups", 260)],
)
def test_ids_are_unique_and_tables_wide(table: str, least: int) -> None:
    ids = [row["iso3" if table == "states" else "id"] for row in world(table)]
    assert [i for i, n in Counter(ids).items() if n > 1] == []
    assert len(ids) >= least


@pytest.mark.parametrize(("table", "key"), [("states", "iso3"), ("bodies", "id"), ("armed_groups", "id")])
def test_french_table_has_the_same_ids(table: str, key: str) -> None:
    assert {r[key] for r in language_table("fr", table)} == {r[key] for r in world(table)}


def test_state_codes_and_successors_are_known() -> None:
    known = codes()
    for row in world("states"):
        assert re.fullmatch(r"[A-Z]{3}", row["iso3"]), row
        assert not row["successor"] or row["successor"] in known, row
        assert not row["to"] or row["successor"], f"{row['iso3']} ended without a successor"


@pytest.mark.parametrize(
    ("table", "column"),
    [("bodies", "seat_country"), ("bodies", "members"), ("media", "country"), ("armed_groups", "states")],
)
def test_states_named_in_other_tables_are_known(table: str, column: str) -> None:
    known = codes()
    assert [(r["id"], c) for r in world(table) for c in values(r[column]) if c not in known] == []


def test_codes_of_bodies_are_those_of_the_record() -> None:
    assert {r["code"] for r in world("bodies") if r["code"]} == CODES_OF_BODIES


def test_every_state_of_today_has_adjectives_and_capital() -> None:
    today = {r["iso3"] for r in world("states") if not r["to"] and r["iso2"]}
    sovereign = [r for r in language_table("fr", "states") if r["iso3"] in today and r["capital"]]
    assert len(sovereign) > 200
    without = {r["iso3"] for r in sovereign if not r["adjectives"]}
    assert without <= {"SXM", "MAF", "BLM", "VGB", "VIR", "TCA", "MNP", "ASM"}


def test_no_name_belongs_to_two_states() -> None:
    found = owners(list(language_table("fr", "states")), "iso3", NAME_COLUMNS)
    assert {n: o for n, o in found.items() if len(o) > 1 and not SHARED_BY_STATES.match(n)} == {}


def test_no_name_belongs_to_a_state_a_body_and_a_group_at_once() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for table, key in (("states", "iso3"), ("bodies", "id"), ("armed_groups", "id")):
        columns = NAME_COLUMNS if table == "states" else ("name", "aliases")
        for name, ids in owners(list(language_table("fr", table)), key, columns).items():
            found[name] |= ids
    clashes = {n for n, o in found.items() if len(o) > 1 and not SHARED_BY_STATES.match(n)}
    assert clashes <= SHARED_BY_ALL


def test_media_share_no_name_and_no_domain() -> None:
    found = owners(world("media"), "id", ("name", "aliases", "domains"))
    assert {n: o for n, o in found.items() if len(o) > 1} == {}
    kinds = {"state agency", "private agency", "newspaper", "broadcaster", "magazine", "site"}
    assert {r["kind"] for r in world("media")} == kinds


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Kremlin", "RUS"),
        ("Maison-Blanche", "USA"),
        ("Etats-Unis", "USA"),
        ("Quai d'Orsay", "FRA"),
        ("Itamaraty", "BRA"),
        ("Aso Villa", "NGA"),
        ("Tsahal", "ISR"),
        ("burkinabè", "BFA"),
        ("nigériane", "NGA"),
        ("nigérienne", "NER"),
        ("sud-coréenne", "KOR"),
        ("Centrafrique", "CAF"),
        ("Birmanie", "MMR"),
        ("URSS", "SUN"),
        ("Sahraouis", "ESH"),
    ],
)
def test_words_for_states(word: str, state: str) -> None:
    assert owners(list(language_table("fr", "states")), "iso3", NAME_COLUMNS)[word] == {state}


def test_compound_prefixes() -> None:
    found = owners(list(language_table("fr", "states")), "iso3", ("compound",))
    expected = {"américano": "USA", "russo": "RUS", "sino": "CHN", "nippo": "JPN", "indo": "IND", "syro": "SYR"}
    assert {p: found[p] for p in expected} == {p: {s} for p, s in expected.items()}


def test_places_are_on_earth_and_in_known_states() -> None:
    known = codes()
    table = world("places", "places")
    assert len(table) >= 2500
    for row in table:
        assert not row["country"] or row["country"] in known, row
        assert abs(float(row["lat"])) <= 90 and abs(float(row["lon"])) <= 180, row
        assert row["kind"] in {"city", "region", "site", "seat", "sea"}, row
        assert 1 <= int(row["weight"]) <= 9, row
    assert max(Counter((r["name"], r["country"]) for r in table).values()) == 1
