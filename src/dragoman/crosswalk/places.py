"""States and bodies in the codes of other data sets: PLOVER, Correlates of War, FIPS 10-4, CAMEO, FollowTheMoney."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.languages.base import rows

UNKNOWN_BODY = "IGO"


@dataclass(frozen=True, slots=True)
class Codes:
    """A state's or body's codes elsewhere; empty where a data set has none. `group` is CAMEO's known group of a body."""

    plover: str = ""
    cow: str = ""
    fips: str = ""
    cameo: str = ""
    group: str = ""
    ftm: str = ""
    name: str = ""


@cache
def _all() -> dict[str, Codes]:
    found: dict[str, Codes] = {}
    here = files("dragoman.crosswalk").joinpath("tables")
    states = {row["iso3"]: row for row in rows(files("dragoman.actors").joinpath("tables/states.tsv"))}
    for row in rows(here.joinpath("countries.tsv")):
        state = states[row["iso3"]]
        found[row["iso3"]] = Codes(
            row["plover"], row["cow"], row["fips"], row["cameo"], "", state["iso2"].lower(), state["name_en"]
        )
    names = {row["id"]: row["name_en"] for row in rows(files("dragoman.actors").joinpath("tables/bodies.tsv"))}
    for row in rows(here.joinpath("bodies.tsv")):
        name = names.get(row["code"].lower(), row["code"])
        found[row["code"]] = Codes(row["plover"], "", "", row["cameo"], row["group"], row["ftm"], name)
    return found


def codes(state: str | None) -> Codes:
    """The codes of a state or body by our code; all empty when there are none."""
    return _all().get(state or "", Codes())


def is_body(state: str | None) -> bool:
    """Whether our code is that of an international body, not of a state."""
    return bool(codes(state).group) or codes(state).plover == UNKNOWN_BODY


@cache
def _reverse(scheme: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for ours, theirs in _all().items():
        code = getattr(theirs, scheme)
        if code:
            # Former states and dependencies share codes with others; the state itself, then the first row, stands.
            if code == ours:
                found[code] = ours
            found.setdefault(code, ours)
    return found


def state_of(scheme: str, code: str) -> str | None:
    """Our code for a code of a scheme (plover, cow, fips, cameo, ftm), None when no state or body has it.

    PLOVER's UNO and EUR are bodies; its IGO, NGO, IMG, ISM and MNC say only what kind of actor it is, so they give None.
    """
    return None if code in ("", UNKNOWN_BODY) else _reverse(scheme).get(code)


def state_named(name: str) -> str | None:
    """Our code for a state or body by its English name, as ICEWS writes them; None for a name that no table has."""
    return _names().get(name.strip().casefold())


@cache
def _names() -> dict[str, str]:
    found = {theirs.name.casefold(): ours for ours, theirs in _all().items() if theirs.name}
    table = files("dragoman.crosswalk").joinpath("tables/names.tsv")
    return found | {row["name"].casefold(): row["code"] for row in rows(table)}


@cache
def language3(code: str) -> str | None:
    """The three letters (ISO 639-3) of a language by its two, None for one that the table lacks."""
    table = files("dragoman.crosswalk").joinpath("tables/languages.tsv")
    return {row["iso2"]: row["iso3"] for row in rows(table)}.get(code)


@cache
def language2(code: str) -> str | None:
    """The two letters of a language by its three or its English name, None for one that the table lacks."""
    table = files("dragoman.crosswalk").joinpath("tables/languages.tsv")
    known = {key.casefold(): row["iso2"] for row in rows(table) for key in row.values()}
    return known.get(code.strip().casefold())
