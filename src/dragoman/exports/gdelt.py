"""GDELT 2.0: the 61 tab separated columns of the event files, without a header; one row a pair of parties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, BinaryIO

from dragoman.crosswalk.places import codes, is_body
from dragoman.exports.coded import Coded, Pair, Side, coded, pairs
from dragoman.exports.columns import Column, Format, Section, tab_lines, written
from dragoman.exports.selection import Selection

# GDELT's kinds of place: country, US state, US city, city elsewhere, state elsewhere.
COUNTRY, US_STATE, US_CITY, CITY, STATE = 1, 2, 3, 4, 5
# CAMEO's roots by class: up to 05 words of cooperation, up to 08 deeds, up to 13 words of conflict, then deeds.
CLASSES = ((5, 1), (8, 2), (13, 3), (20, 4))


def _fraction(day: date) -> str:
    return f"{day.year + day.timetuple().tm_yday / 365:.4f}"


def _class(pair: Pair) -> int:
    root = int(pair.coded.folded.cameo[:2])
    return next(number for last, number in CLASSES if root <= last)


def _is_root(c: Coded) -> int:
    title = c.report.document.article.title_span
    lead = c.report.document.text.find("\n", title[1] + 1 if title else 0)
    return int(lead < 0 or c.start < lead)


def _country(side: Side) -> str | None:
    return None if is_body(side.party.state) else side.codes.cameo


def _actor(prefix: str, which: str) -> tuple[Column, ...]:
    """The ten columns of an actor."""

    def of(value: Callable[[Side], Any]) -> Callable[[Pair], Any]:
        def found(pair: Pair) -> Any:
            side = getattr(pair, which)
            return value(side) if side is not None else None

        return found

    empty = "always empty"
    return (
        Column(f"{prefix}Code", "text", "CAMEO's actor code: state and type, or the body's", of(lambda s: s.cameo)),
        Column(f"{prefix}Name", "text", "the name, in capitals", of(lambda s: s.party.name.upper())),
        Column(f"{prefix}CountryCode", "text", "CAMEO's country", of(_country)),
        Column(f"{prefix}KnownGroupCode", "text", "of a body: its CAMEO group", of(lambda s: s.codes.group)),
        Column(f"{prefix}EthnicCode", "text", empty, lambda p: None),
        Column(f"{prefix}Religion1Code", "text", empty, lambda p: None),
        Column(f"{prefix}Religion2Code", "text", empty, lambda p: None),
        Column(f"{prefix}Type1Code", "text", "CAMEO's type of the sector, IGO for a body", of(lambda s: s.cameo_type)),
        Column(f"{prefix}Type2Code", "text", empty, lambda p: None),
        Column(f"{prefix}Type3Code", "text", empty, lambda p: None),
    )


def _place_type(pair: Pair) -> int:
    place = pair.coded.report.event.place
    if place is None:
        return 0
    if place.kind == "country":
        return COUNTRY
    if place.kind == "region":
        return US_STATE if place.country == "USA" else STATE
    return US_CITY if place.country == "USA" else CITY


def _place_name(pair: Pair) -> str | None:
    place = pair.coded.report.event.place
    if place is None:
        return None
    country = codes(place.country).name
    return f"{place.name}, {country}" if country and place.kind != "country" else place.name


def _place(pair: Pair, field: str) -> Any:
    place = pair.coded.report.event.place
    return getattr(place, field) if place else None


def _geo(prefix: str, known: bool) -> tuple[Column, ...]:
    """The eight columns of a place; only that of the action is known."""

    def of(value: Callable[[Pair], Any]) -> Callable[[Pair], Any]:
        return value if known else lambda pair: None

    said = "" if known else " (always empty: only the action's place is known)"
    return (
        Column(f"{prefix}_Type", "integer", "1 country, 2 US state, 3 US city, 4 city, 5 region, 0 none",
               _place_type if known else lambda pair: 0),
        Column(f"{prefix}_FullName", "text", f"place and country{said}", of(_place_name)),
        Column(f"{prefix}_CountryCode", "text", f"FIPS 10-4{said}",
               of(lambda p: codes(_place(p, "country")).fips)),
        Column(f"{prefix}_ADM1Code", "text", f"the country again: regions have no code here{said}",
               of(lambda p: codes(_place(p, "country")).fips)),
        Column(f"{prefix}_ADM2Code", "text", "always empty", lambda p: None),
        Column(f"{prefix}_Lat", "number", f"degrees north{said}", of(lambda p: _place(p, "lat"))),
        Column(f"{prefix}_Long", "number", f"degrees east{said}", of(lambda p: _place(p, "lon"))),
        Column(f"{prefix}_FeatureID", "text", "always empty", lambda p: None),
    )  # fmt: skip


COLUMNS = (
    Column("GLOBALEVENTID", "integer", "made from our id and the number of the pair", lambda p: p.id),
    Column("Day", "integer", "YYYYMMDD: first possible day, else the article's", lambda p: f"{p.coded.day:%Y%m%d}"),
    Column("MonthYear", "integer", "YYYYMM", lambda p: f"{p.coded.day:%Y%m}"),
    Column("Year", "integer", "YYYY", lambda p: f"{p.coded.day:%Y}"),
    Column("FractionDate", "number", "year and fraction of the year", lambda p: _fraction(p.coded.day)),
    *_actor("Actor1", "source"),
    *_actor("Actor2", "target"),
    Column("IsRootEvent", "integer", "1 in the title or the first paragraph, else 0", lambda p: _is_root(p.coded)),
    Column("EventCode", "text", "CAMEO's code", lambda p: p.coded.folded.cameo),
    Column("EventBaseCode", "text", "its first three figures", lambda p: p.coded.folded.cameo[:3]),
    Column("EventRootCode", "text", "its first two", lambda p: p.coded.folded.cameo[:2]),
    Column("QuadClass", "integer", "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict", _class),
    Column("GoldsteinScale", "number", "the code's Goldstein score", lambda p: p.coded.folded.goldstein),
    Column("NumMentions", "integer", "always 1: a row is one report", lambda p: 1),
    Column("NumSources", "integer", "always 1", lambda p: 1),
    Column("NumArticles", "integer", "always 1", lambda p: 1),
    Column("AvgTone", "number", "always empty: tone is not measured", lambda p: None),
    *_geo("Actor1Geo", False),
    *_geo("Actor2Geo", False),
    *_geo("ActionGeo", True),
    Column("DATEADDED", "integer", "YYYYMMDDHHMMSS: midnight of the article's likeliest day, else of the event's",
           lambda p: f"{p.coded.report.publication.best or p.coded.day:%Y%m%d}000000"),
    Column("SOURCEURL", "text", "path or address from which the article was read",
           lambda p: p.coded.report.document.article.source),
)  # fmt: skip


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes one row for every pair of parties of every event that CAMEO can say, without a header, as GDELT does."""
    written(tab_lines(COLUMNS, (pair for c in coded(selection) for pair in pairs(c)), header=False), out)


FORMAT = Format(
    "gdelt",
    ".export.CSV",
    "CAMEO codes in the 61 columns of GDELT 2.0's event files, tab separated, without a header; one row a pair of parties.",
    (Section("event", "One row a pair of parties of an event.", COLUMNS),),
    "what `icews` loses; every report is a row of its own, although GDELT counts reports of one event; the actors' places, "
    "tone, ethnic and religious groups are not known.",
    "pandas, with the 61 names of the GDELT 2.0 codebook",
    write,
)
