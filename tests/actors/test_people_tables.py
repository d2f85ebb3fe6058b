"""The tables of people, offices and tenures: their shape, their references to each other, and facts nobody disputes."""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from datetime import date
from importlib.resources import files

import pytest

from dragoman.languages.base import language_table, rows, values

Row = dict[str, str]
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
SINGLE = (
    "supreme_leader head_of_state head_of_government foreign_minister defence_minister council_president"
    " commission_president un_secretary_general nato_secretary_general eu_high_representative security_council_secretary"
).split()
# Offices that several people hold at once: three presidents, two presidents who are spouses, a presidential council,
# a suspended president and the acting one, a secretary of state beside the secretary for relations with states,
# two governments that each claim the state.
SHARED = {
    ("head_of_state", "KOR"),
    ("head_of_state", "BIH"),
    ("head_of_state", "NIC"),
    ("head_of_state", "HTI"),
    ("head_of_government", "LBY"),
    ("foreign_minister", "VAT"),
    ("defence_minister", "YEM"),
}


def world_table(name: str) -> tuple[Row, ...]:
    return tuple(rows(files("dragoman.actors").joinpath("tables").joinpath(f"{name}.tsv")))


@pytest.fixture(scope="module")
def persons() -> tuple[Row, ...]:
    return world_table("persons")


@pytest.fixture(scope="module")
def tenures() -> tuple[Row, ...]:
    return world_table("tenures")


@pytest.fixture(scope="module")
def places_of_office() -> tuple[set[str], set[str]]:
    """The ids of which an office may be, and the codes that a person's state may be."""
    states = {r["iso3"] for r in world_table("states")}
    bodies = world_table("bodies")
    groups = {r["id"] for r in world_table("armed_groups")}
    return states | {r["id"] for r in bodies} | groups, states | {r["code"] for r in bodies if r["code"]}


def first_day(cell: str) -> date:
    parts = [int(p) for p in cell.split("-")]
    return date(*[*parts, 1, 1][:3])


def last_day(cell: str) -> date:
    parts = [int(p) for p in cell.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def test_ids_of_persons_are_unique_slugs(persons: tuple[Row, ...]) -> None:
    ids = [p["id"] for p in persons]
    assert [i for i, n in Counter(ids).items() if n > 1] == []
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []


def test_every_person_has_name_gender_and_surname(persons: tuple[Row, ...]) -> None:
    assert [p["id"] for p in persons if not p["name"] or p["gender"] not in {"m", "f"} or not p["surnames"]] == []
    assert [p["id"] for p in persons if p["wikidata"] and not re.fullmatch(r"Q\d+", p["wikidata"])] == []


def test_a_name_of_one_state_belongs_to_one_person(persons: tuple[Row, ...]) -> None:
    owners = defaultdict(set)
    for p in persons:
        for spelling in (p["name"], *values(p["spellings"])):
            owners[spelling.casefold(), p["state"]].add(p["id"])
    assert {k: v for k, v in owners.items() if len(v) > 1} == {}


def test_one_wikidata_item_is_one_person(persons: tuple[Row, ...]) -> None:
    counts = Counter(p["wikidata"] for p in persons if p["wikidata"])
    assert [q for q, n in counts.items() if n > 1] == []


def test_states_of_persons_are_known(persons: tuple[Row, ...], places_of_office: tuple[set[str], set[str]]) -> None:
    assert [p["id"] for p in persons if p["state"] and p["state"] not in places_of_office[1]] == []


def test_tenures_refer_to_persons_offices_and_places(
    persons: tuple[Row, ...], tenures: tuple[Row, ...], places_of_office: tuple[set[str], set[str]]
) -> None:
    people = {p["id"] for p in persons}
    offices = {o["office"] for o in world_table("offices")}
    assert [t for t in tenures if t["person"] not in people] == []
    assert {t["office"] for t in tenures} - offices == set()
    assert {t["of"] for t in tenures} - places_of_office[0] == set()


def test_tenures_have_dates_in_order(tenures: tuple[Row, ...]) -> None:
    assert [t for t in tenures for c in (t["from"], t["to"]) if c and not DATE.fullmatch(c)] == []
    assert [t for t in tenures if t["from"] and t["to"] and first_day(t["from"]) > last_day(t["to"])] == []


def test_the_end_says_what_the_dates_say(tenures: tuple[Row, ...]) -> None:
    assert {t["end"] for t in tenures} == {"held", "left", "unknown"}
    assert [t for t in tenures if t["to"] and t["end"] != "left"] == []


def test_single_offices_have_one_holder_at_a_time(tenures: tuple[Row, ...]) -> None:
    """Compares only what is certain: from the last possible first day to the first possible last day."""
    held = defaultdict(list)
    for t in tenures:
        if t["office"] in SINGLE and (t["office"], t["of"]) not in SHARED and t["from"] and t["to"]:
            held[t["office"], t["of"]].append((last_day(t["from"]), first_day(t["to"]), t["person"]))
    clashes = [
        (office, one, other)
        for office, spans in held.items()
        for i, one in enumerate(spans)
        for other in spans[i + 1 :]
        if max(one[0], other[0]) < min(one[1], other[1])
    ]
    assert clashes == []


def test_no_single_office_has_two_present_holders(tenures: tuple[Row, ...]) -> None:
    now = defaultdict(set)
    for t in tenures:
        if t["office"] in SINGLE and t["end"] == "held" and (t["office"], t["of"]) not in SHARED:
            now[t["office"], t["of"]].add(t["person"])
    assert {k: v for k, v in now.items() if len(v) > 1} == {}


def test_the_tables_are_wide(persons: tuple[Row, ...], tenures: tuple[Row, ...]) -> None:
    assert len(persons) >= 7000
    assert len({p["state"] for p in persons}) >= 200
    of_office = defaultdict(set)
    for t in tenures:
        of_office[t["office"]].add(t["of"])
    assert len(of_office["head_of_state"] | of_office["head_of_government"]) >= 190
    assert len(of_office["foreign_minister"]) >= 180 and len(of_office["defence_minister"]) >= 140


def test_foreign_ministers_are_known_through_the_years(tenures: tuple[Row, ...]) -> None:
    for year in range(2002, 2026, 3):
        on = date(year, 7, 1)
        known = {
            t["of"]
            for t in tenures
            if t["office"] == "foreign_minister" and t["from"] and first_day(t["from"]) <= on
            and (on <= last_day(t["to"]) if t["to"] else True)
        }  # fmt: skip
        assert len(known) >= 120, year


@pytest.mark.parametrize(
    ("office", "of", "day", "person"),
    [
        ("supreme_leader", "IRN", "2026-02-27", "ali-khamenei"),
        ("foreign_minister", "IRN", "2024-01-01", "hossein-amir-abdollahian"),
        ("head_of_state", "USA", "2018-05-08", "donald-trump"),
        ("head_of_state", "USA", "2023-01-01", "joe-biden"),
        ("head_of_state", "FRA", "2003-03-20", "jacques-chirac"),
        ("head_of_government", "GBR", "2016-06-23", "david-cameron"),
        ("head_of_state", "ZWE", "2008-06-27", "robert-mugabe"),
        ("head_of_state", "VEN", "2013-03-04", "hugo-chavez"),
        ("un_secretary_general", "un", "2011-03-17", "ban-ki-moon"),
        ("eu_high_representative", "eu", "2015-07-14", "federica-mogherini"),
        ("head_of_government", "JPN", "2020-01-01", "shinzo-abe"),
        ("head_of_government", "THA", "2005-01-01", "thaksin-shinawatra"),
    ],
)
def test_who_held_the_office_that_day(tenures: tuple[Row, ...], office: str, of: str, day: str, person: str) -> None:
    on = date.fromisoformat(day)
    holders = {
        t["person"]
        for t in tenures
        if (t["office"], t["of"]) == (office, of)
        and t["from"]
        and t["to"]
        and first_day(t["from"]) <= on <= last_day(t["to"])
    }
    assert holders == {person}


def test_offices_have_a_rank_and_french_wordings() -> None:
    offices = world_table("offices")
    worded: defaultdict[str, set[str]] = defaultdict(set)
    for row in language_table("fr", "offices"):
        worded[row["office"]] |= set(values(row["titles"]))
    assert [o["office"] for o in offices if not o["rank"].isdigit()] == []
    assert {o["office"] for o in offices} - set(worded) == set()
    assert set(worded) - {o["office"] for o in offices} == set()
    assert "cheffe de la diplomatie" in worded["foreign_minister"]
    assert "chancelière" in worded["head_of_government"]


def test_wordings_of_some_states_name_known_states(places_of_office: tuple[set[str], set[str]]) -> None:
    for row in language_table("fr", "offices"):
        assert set(values(row["states"])) <= places_of_office[1], row["office"]


def test_titles_say_whom_they_introduce() -> None:
    titles = language_table("fr", "titles")
    keys = Counter((t["title"], t["gender"], t["type"]) for t in titles)
    assert [k for k, n in keys.items() if n > 1] == []
    assert {t["type"] for t in titles} == {"person", "group"}
    assert {t["kind"] for t in titles} <= {"office", "rank", "honorific", "religious", "group", "role"}
    assert len(titles) >= 700
