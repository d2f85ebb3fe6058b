"""GDELT's rows: CAMEO events in 61 columns (2.0) or 58 (1.0, without ADM2), mostly without a header."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from dragoman.crosswalk.places import state_of
from dragoman.crosswalk.sectors import sector_of_cameo
from dragoman.imports.events_icews import plover
from dragoman.imports.events_polecat import number
from dragoman.imports.events_rows import Coded, Named, RowError, day_of
from dragoman.model import Interval, Place

ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
)
GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
COLUMNS = (
    *"GLOBALEVENTID Day MonthYear Year FractionDate".split(),
    *(f"{actor}{name}" for actor in ("Actor1", "Actor2") for name in ACTOR),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
    *"NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{which}Geo_{name}" for which in ("Actor1", "Actor2", "Action") for name in GEO),
    *"DATEADDED SOURCEURL".split(),
)
FIRST_VERSION = tuple(name for name in COLUMNS if not name.endswith("ADM2Code"))
KINDS = {"1": "country", "2": "region", "3": "city", "4": "city", "5": "region"}
# Figures that say nothing of their own; they are in the file.
DERIVED = frozenset({"MonthYear", "Year", "FractionDate", "EventBaseCode", "EventRootCode", "QuadClass"})


def header_for(cells: list[str]) -> tuple[str, ...]:
    """The names of the columns of a row. Raises RowError when it is no row of GDELT's."""
    if len(cells) == len(COLUMNS):
        return COLUMNS
    if len(cells) in (len(FIRST_VERSION), len(FIRST_VERSION) - 1):  # before April 2013 there was no address
        return FIRST_VERSION
    raise RowError(f"has {len(cells)} cells: GDELT's have {len(COLUMNS)} (2.0) or {len(FIRST_VERSION)} (1.0)")


def coded(cells: Mapping[str, str]) -> Coded:
    """What a row says. Raises RowError for one without id, day or code, and for a mere statement (CAMEO 01)."""
    found = {name: value for name, value in cells.items() if value.strip()}
    for name in ("GLOBALEVENTID", "Day", "EventCode"):
        if name not in found:
            raise RowError(f"has no «{name}»")
    kind, mode, contexts, name = plover(found["EventCode"])
    day = day_of(found["Day"], "Day")
    added, address = found.get("DATEADDED"), found.get("SOURCEURL", "")
    return Coded(
        key=found["GLOBALEVENTID"],
        code=f"{name} ({found['EventCode']})",
        type=kind,
        mode=mode,
        contexts=contexts,
        day=Interval(day, day),
        source=_side(found, "Actor1"),
        target=_side(found, "Actor2"),
        place=_place(found),
        published=day_of(added, "DATEADDED") if added else None,
        publisher=_host(address),
        cells={name: value for name, value in found.items() if name not in DERIVED},
    )


def _host(address: str) -> str | None:
    """The host of a web address, None for what is none."""
    try:
        return urlsplit(address).hostname if "://" in address else None
    except ValueError:  # «http://[»
        return None


def _side(cells: Mapping[str, str], side: str) -> tuple[Named, ...]:
    state = state_of("cameo", cells.get(f"{side}CountryCode", ""))
    group = cells.get(f"{side}KnownGroupCode", "")
    state = state or (state_of("group", group) if group else None)
    state = state or state_of("cameo", cells.get(f"{side}Code", ""))
    name = cells.get(f"{side}Name", "").title()
    if not name and not state:
        return ()
    return (Named(name or state or "", state, sector_of_cameo(cells.get(f"{side}Type1Code", ""))),)


def _place(cells: Mapping[str, str]) -> Place | None:
    name = cells.get("ActionGeo_FullName")
    if not name:
        return None
    state = state_of("fips", cells.get("ActionGeo_CountryCode", ""))
    kind = KINDS.get(cells.get("ActionGeo_Type", ""), "site")
    where = name if kind == "country" else name.split(",")[0]
    return Place(where, state, number(cells.get("ActionGeo_Lat")), number(cells.get("ActionGeo_Long")), kind)
