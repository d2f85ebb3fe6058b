"""ICEWS's rows: CAMEO events in 20 columns, by the names of the header."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.crosswalk.folding import cameo
from dragoman.crosswalk.places import state_named
from dragoman.crosswalk.sectors import sector_of_icews
from dragoman.imports.events_polecat import NOTHING, number
from dragoman.imports.events_rows import Coded, Named, RowError, day_of, known_mode
from dragoman.model import Interval, Place

REQUIRED = ("Event ID", "Event Date", "CAMEO Code")


def coded(cells: Mapping[str, str]) -> Coded:
    """What a row says. Raises RowError for one without id, day or code, and for a mere statement (CAMEO 01)."""
    found = {name: value for name, value in cells.items() if value.strip().lower() not in NOTHING}
    for name in REQUIRED:
        if name not in found:
            raise RowError(f"has no «{name}»")
    kind, mode, contexts, name = plover(found["CAMEO Code"])
    day = day_of(found["Event Date"], "Event Date")
    return Coded(
        key=f"{found['Event ID']} {day}",  # the ids of the public files are not unique; with the day they are
        code=f"{name} ({found['CAMEO Code']})",
        type=kind,
        mode=mode,
        contexts=contexts,
        day=Interval(day, day),
        source=_side(found, "Source"),
        target=_side(found, "Target"),
        place=_place(found),
        published=None,
        publisher=found.get("Publisher"),
        cells=found,
    )


def plover(code: str) -> tuple[str, str | None, tuple[str, ...], str]:
    """Type, mode, contexts and name of a CAMEO code. Raises RowError for one that PLOVER has no type for."""
    code = code.strip().removesuffix(".0")
    # A spreadsheet has taken the leading zero away: CAMEO's roots 10 to 20 have no such codes.
    found = cameo(code) or cameo(f"0{code}")
    if found is None:
        raise RowError(f"has the CAMEO code «{code}», which is none")
    if found.type is None:
        raise RowError(f"is a mere statement (CAMEO {found.code}, {found.name or 'make statement'}): no type in PLOVER")
    return found.type, known_mode(found.type, found.mode), found.contexts, found.name or found.type


def _side(cells: Mapping[str, str], side: str) -> tuple[Named, ...]:
    name, country = cells.get(f"{side} Name", ""), cells.get(f"{side} Country", "")
    state = state_named(country)
    if not name and not state:
        return ()
    # «Citizen (Kenya)», «Military (Peru)»: the country is a column of its own.
    plain = name.removesuffix(f" ({country})") if country else name
    sector = sector_of_icews(cells.get(f"{side} Sectors", ""))
    return (Named(plain or state or "", state, sector),)


def _place(cells: Mapping[str, str]) -> Place | None:
    state = state_named(cells.get("Country", ""))
    for column, kind in (("City", "city"), ("District", "region"), ("Province", "region"), ("Country", "country")):
        if column in cells:
            return Place(cells[column], state, number(cells.get("Latitude")), number(cells.get("Longitude")), kind)
    return None
