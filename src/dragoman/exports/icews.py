"""ICEWS: the 20 tab separated columns of the coded event data, with a header; one row a pair of parties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO

from dragoman.crosswalk.folding import cameo
from dragoman.crosswalk.places import codes
from dragoman.crosswalk.sectors import sectors
from dragoman.exports.coded import Pair, Side, coded, pairs
from dragoman.exports.columns import Column, Format, Section, tab_lines, written
from dragoman.exports.selection import Selection


def _of(which: str, value: Callable[[Side], Any]) -> Callable[[Pair], Any]:
    def found(pair: Pair) -> Any:
        side = getattr(pair, which)
        return value(side) if side is not None else None

    return found


def _sector_words(side: Side) -> str | None:
    if side.sector is None:
        return None
    words = sectors()[side.sector].icews
    return words[0] if words else None


def _place(pair: Pair, field: str) -> Any:
    place = pair.coded.report.event.place
    return getattr(place, field) if place else None


def _name(pair: Pair) -> str:
    found = cameo(pair.coded.folded.cameo)
    return found.name if found else ""


COLUMNS = (
    Column("Event ID", "integer", "made from our id and the number of the pair", lambda p: p.id),
    Column("Event Date", "day", "first possible day, else the article's", lambda p: p.coded.day),
    Column("Source Name", "text", "who acts", _of("source", lambda s: s.party.name)),
    Column("Source Sectors", "text", "in ICEWS's words", _of("source", _sector_words)),
    Column("Source Country", "text", "state or body, in English", _of("source", lambda s: s.codes.name)),
    Column("Event Text", "text", "the name of the CAMEO code", _name),
    Column("CAMEO Code", "text", "with its leading zeros", lambda p: p.coded.folded.cameo),
    Column("Intensity", "number", "the code's Goldstein score", lambda p: p.coded.folded.goldstein),
    Column("Target Name", "text", "towards whom", _of("target", lambda s: s.party.name)),
    Column("Target Sectors", "text", "in ICEWS's words", _of("target", _sector_words)),
    Column("Target Country", "text", "state or body, in English", _of("target", lambda s: s.codes.name)),
    Column("Story ID", "text", "our id of the article", lambda p: p.coded.report.event.article),
    Column("Sentence Number", "integer", "counted by full stops and line breaks from 1", lambda p: p.coded.sentence),
    Column("Publisher", "text", "who printed the article",
           lambda p: p.coded.report.document.article.outlet and p.coded.report.document.article.outlet.name),
    Column("City", "text", "the place, if it is a city",
           lambda p: _place(p, "name") if _place(p, "kind") == "city" else None),
    Column("District", "text", "always empty", lambda p: None),
    Column("Province", "text", "the place, if it is a region",
           lambda p: _place(p, "name") if _place(p, "kind") == "region" else None),
    Column("Country", "text", "the place's state, in English", lambda p: codes(_place(p, "country")).name),
    Column("Latitude", "number", "degrees north", lambda p: _place(p, "lat")),
    Column("Longitude", "number", "degrees east", lambda p: _place(p, "lon")),
)  # fmt: skip


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes a header and one row for every pair of parties of every event that CAMEO can say."""
    written(tab_lines(COLUMNS, (pair for c in coded(selection) for pair in pairs(c)), header=True), out)


FORMAT = Format(
    "icews",
    ".tab",
    "CAMEO codes in the 20 columns of the ICEWS coded event data, tab separated, with a header; one row a pair of parties.",
    (Section("event", "One row a pair of parties of an event.", COLUMNS),),
    "what `polecat` loses, and PLOVER's modes and contexts where CAMEO has no code for them; an event with several parties "
    "becomes several rows.",
    "pandas",
    write,
)
