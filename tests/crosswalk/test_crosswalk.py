"""The tables of other data sets' codes agree with ours and among themselves."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dragoman.crosswalk.folding import cameo, cameo_code
from dragoman.crosswalk.places import codes, is_body, state_named, state_of
from dragoman.crosswalk.sectors import actor_type, sector, sector_of_cameo, sector_of_icews, sectors
from dragoman.events.plover import modes
from dragoman.languages.base import rows
from dragoman.model import EVENT_TYPES, Actor, Office, Party


def table(room: str, name: str) -> list[dict[str, str]]:
    return list(rows(files(f"dragoman.{room}").joinpath(f"tables/{name}.tsv")))


STATES = [row["iso3"] for row in table("actors", "states")]
BODIES = {row["code"] for row in table("actors", "bodies")} - {""}


def test_every_state_and_body_has_codes() -> None:
    assert {row["iso3"] for row in table("crosswalk", "countries")} == set(STATES)
    assert {row["code"] for row in table("crosswalk", "bodies")} == BODIES
    assert all(codes(code).plover and codes(code).cameo for code in (*STATES, *BODIES))


@pytest.mark.parametrize("scheme", ["plover", "cow", "fips", "cameo"])
def test_codes_lead_back(scheme: str) -> None:
    for code in ("FRA", "COD", "COG", "SRB", "XKX", "ROU", "MNE", "TLS", "KOR", "PRK", "VNM", "CZE"):
        theirs = getattr(codes(code), scheme)
        assert state_of(scheme, theirs) == code, (code, theirs)


def test_names_lead_to_states_and_bodies() -> None:
    named = {row["name"]: row["code"] for row in table("crosswalk", "names")}
    assert set(named.values()) <= set(STATES) | BODIES
    assert state_named("Russian Federation") == "RUS"
    assert state_named("kenya") == "KEN"
    assert state_named("Atlantis") is None


def test_a_kind_of_actor_is_no_state() -> None:
    assert state_of("plover", "IGO") is None
    assert state_of("plover", "UNO") == "UN"
    assert is_body("ECOWAS")
    assert not is_body("GHA")
    assert not is_body(None)


def test_every_cameo_code_is_plover() -> None:
    for row in table("crosswalk", "cameo"):
        assert row["type"] in ("", *EVENT_TYPES), row
        assert row["mode"] == "" or row["mode"] in modes(row["type"]), row


def test_every_plover_type_and_mode_has_a_cameo_code_that_leads_back() -> None:
    # CAMEO has no code of its own for these: the nearest belongs to another type.
    elsewhere = {("ASSAULT", "destroy"), ("RETREAT", "resign")}
    for kind in EVENT_TYPES:
        for mode in (None, *sorted(modes(kind))):
            found = cameo(cameo_code(kind, mode, None, (), kind))
            assert found is not None
            assert found.name
            assert found.type == kind or (kind, mode) in elsewhere, (kind, mode, found)


def test_an_unknown_code_is_read_as_the_coarser_one() -> None:
    found = cameo("0319")
    assert found is not None
    assert found.code == "031"
    assert cameo("99") is None
    assert cameo("") is None


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("ministre de la Défense", "GOV"), ("chef d'état-major des armées", "MIL"), ("présidente de l'Assemblée", "LEG"),
        ("ancien président", "ELI"), ("procureur général", "JUD"), ("président de la République", "GOV"),
    ],
)  # fmt: skip
def test_sectors_of_offices(title: str, code: str) -> None:
    someone = Actor("x", "X", "person", "GHA", offices=(Office(title),))
    assert sector(Party("x", "X", "GHA"), someone) == code


def test_sectors_of_others() -> None:
    assert sector(Party(None, "des manifestants", "PER"), None) == "CVL"
    assert sector(Party("f", "FARC", "COL"), Actor("f", "FARC", "armed group")) == "REB"
    assert sector(Party("un", "ONU", "UN"), Actor("un", "ONU", "organisation", "UN")) is None
    assert sector(Party(None, "personne", None), None) is None
    assert sector(Party("y", "Y", "FJI"), Actor("y", "Y", "person", "FJI")) == "GOV"


def test_sectors_of_other_data_sets() -> None:
    assert sector_of_icews("Executive,Government") == "GOV"
    assert sector_of_icews("Nothing,Rebel") == "REB"
    assert sector_of_icews("") is None
    assert sector_of_cameo("MIL") == "MIL"
    assert sector_of_cameo("XYZ") is None
    assert {s.actor for s in sectors().values()} <= {
        "person", "state", "organisation", "armed group", "media", "population",
    }  # fmt: skip
    assert actor_type("REB", "COL") == "armed group"
    assert actor_type(None, "UN") == "organisation"
    assert actor_type(None, "TON") == "state"
