"""POLECAT's rows: PLOVER events in up to 40 columns, by the names of the header."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import isfinite

from dragoman.crosswalk.places import state_named, state_of
from dragoman.imports.events_rows import Coded, Named, RowError, day_of, known_mode, listed
from dragoman.languages.base import rows
from dragoman.model import EVENT_TYPES, Interval, Place

# What stands for nothing in the public files.
NOTHING = frozenset({"", "none", "null", "nan", "na", "n/a", "unspecified"})
REQUIRED = ("Event ID", "Event Date", "Event Type")


def coded(cells: Mapping[str, str]) -> Coded:
    """What a row says. Raises RowError for one without id, day or a type that PLOVER knows."""
    found = {name: value for name, value in cells.items() if value.strip().lower() not in NOTHING}
    for name in REQUIRED:
        if name not in found:
            raise RowError(f"has no «{name}»")
    kind, mode = _type(found["Event Type"], found.get("Event Mode", ""))
    day = day_of(found["Event Date"], "Event Date")
    published = found.get("Publication Date")
    return Coded(
        key=found["Event ID"],
        code="/".join(part for part in (kind, mode) if part),
        type=kind,
        mode=mode,
        contexts=tuple(c.strip().lower().replace(" ", "_") for c in found.get("Contexts", "").split(";") if c.strip()),
        day=Interval(day, day),
        source=_side(found, "Actor"),
        target=_side(found, "Recipient"),
        place=_place(found),
        published=day_of(published, "Publication Date") if published else None,
        publisher=found.get("Source"),
        cells=found,
    )


@cache
def _old_types() -> dict[str, tuple[str, str]]:
    table = files("dragoman.crosswalk").joinpath("tables/old_types.tsv")
    return {row["type"]: (row["to"], row["mode"]) for row in rows(table)}


def _type(kind: str, mode: str) -> tuple[str, str | None]:
    kind, mode = kind.strip().upper(), mode.strip().lower()
    if kind in _old_types():
        kind, old = _old_types()[kind]
        mode = mode or old
    if kind not in EVENT_TYPES:
        raise RowError(f"has the type «{kind}», which PLOVER does not know")
    return kind, known_mode(kind, mode)


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip().lower() not in NOTHING]


def _side(cells: Mapping[str, str], side: str) -> tuple[Named, ...]:
    names, countries = _parts(cells.get(f"{side} Name")), _parts(cells.get(f"{side} Country"))
    states = [_state(country) for country in countries]
    sectors: list[str | None] = [*_parts(cells.get(f"{side} Sectors"))] or [cells.get(f"Primary {side} Sector")]
    if not names:  # only the country is known
        return tuple(Named(state, state) for state in states if state)
    return listed(names, states, sectors)


def _state(country: str) -> str | None:
    """The state of a country cell; None where the file leaves it open («FRA|MCO»)."""
    return None if "|" in country else state_of("plover", country) or state_named(country)


def number(text: str | None) -> float | None:
    """The number in a cell, None when there is none (NaN and infinity are none)."""
    try:
        found = float(text) if text and text.strip() else None
    except ValueError:
        return None
    return found if found is not None and isfinite(found) else None


def _place(cells: Mapping[str, str]) -> Place | None:
    country = cells.get("Country", "")
    state = _state(country)
    name, kind = next(
        ((cells[c], k) for c, k in (("City", "city"), ("Placename", "site"), ("Province", "region")) if c in cells),
        (country, "country"),
    )
    if not name:
        return None
    return Place(name, state, number(cells.get("Latitude")), number(cells.get("Longitude")), kind)
