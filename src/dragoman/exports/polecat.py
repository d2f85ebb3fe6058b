"""POLECAT: the 40 tab separated columns of the PLOVER data set, with a header; one row an event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from dragoman import __version__
from dragoman.exports.coded import Coded, Side, coded, raw_names
from dragoman.exports.columns import Column, Format, Section, tab_lines, written
from dragoman.exports.selection import Selection


def _joined(values: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(v for v in values if v))


def _event_id(c: Coded) -> str:
    return f"{c.day:%Y%m%d}-{c.start}-{c.report.event.id}_{c.folded.type}_R"


def _titles(sides: Sequence[Side]) -> str:
    return _joined(s.actor.offices[-1].title for s in sides if s.actor and s.actor.offices)


def _people(c: Coded, *types: str) -> str:
    return _joined(actor.name for actor in c.report.document.actors if actor.type in types)


def _place(c: Coded, field: str) -> Any:
    return getattr(c.report.event.place, field) if c.report.event.place else None


def _city(c: Coded, kind: str) -> str | None:
    return _place(c, "name") if _place(c, "kind") == kind else None


def _side(prefix: str, which: str, wikipedia: str) -> tuple[Column, ...]:
    """The eight columns of a side."""

    def sides(c: Coded) -> Sequence[Side]:
        found: Sequence[Side] = getattr(c, which)
        return found

    return (
        Column(f"{prefix} Name", "text", "names, by semicolons", lambda c: _joined(s.party.name for s in sides(c))),
        Column(f"{prefix} Country", "text", "PLOVER's countries: ISO 3166 alpha-3, KOS, or UNO, EUR, IGO",
               lambda c: _joined(s.codes.plover for s in sides(c))),
        Column(f"{prefix} COW", "text", "numbers of the Correlates of War",
               lambda c: _joined(s.codes.cow for s in sides(c))),
        Column(f"Primary {prefix} Sector", "text", "PLOVER's sector of the first",
               lambda c: next((s.sector for s in sides(c) if s.sector), None)),
        Column(f"{prefix} Sectors", "text", "all sectors", lambda c: _joined(s.sector for s in sides(c))),
        Column(f"{prefix} Title", "text", "offices, in the language of the dispatch", lambda c: _titles(sides(c))),
        Column(f"{prefix} Name Raw", "text", "how the sentence names them", lambda c: _joined(raw_names(c, sides(c)))),
        Column(wikipedia, "text", "always empty: we know Wikidata items, not Wikipedia pages", lambda c: None),
    )  # fmt: skip


COLUMNS = (
    Column("Event ID", "text", "day, offset of the words, our id and the type", _event_id),
    Column("Event Date", "day", "first possible day, else the article's; the article's for what is announced",
           lambda c: c.day),
    Column("Event Type", "text", "PLOVER's type after folding", lambda c: c.folded.type),
    Column("Event Mode", "text", "PLOVER's mode", lambda c: c.folded.mode),
    Column("Intensity", "number", "PLOVER's expert score of mode or type", lambda c: c.folded.intensity),
    Column("Quad Code", "integer", "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict",
           lambda c: c.folded.quad),
    Column("Contexts", "text", "PLOVER's contexts, by semicolons", lambda c: ";".join(c.folded.contexts)),
    *_side("Actor", "sources", "Wikipedia Actor ID"),
    *_side("Recipient", "targets", "Wikipedia Recipient ID"),
    Column("Placename", "text", "where it takes place", lambda c: _place(c, "name")),
    Column("City", "text", "the place, if it is a city", lambda c: _city(c, "city")),
    Column("District", "text", "always empty", lambda c: None),
    Column("Province", "text", "the place, if it is a region", lambda c: _city(c, "region")),
    Column("Country", "text", "the place's state, ISO 3166 alpha-3", lambda c: _place(c, "country")),
    Column("Latitude", "number", "degrees north", lambda c: _place(c, "lat")),
    Column("Longitude", "number", "degrees east", lambda c: _place(c, "lon")),
    Column("GeoNames ID", "text", "always empty", lambda c: None),
    Column("Raw Placename", "text", "the place's words, where the text names it",
           lambda c: c.report.document.text[_place(c, "start") : _place(c, "end")]
           if _place(c, "start") is not None else None),
    Column("Feature Type", "text", "country, city, region, site or seat", lambda c: _place(c, "kind")),
    Column("Source", "text", "who printed the article, else where it was read from",
           lambda c: c.report.document.article.outlet.name if c.report.document.article.outlet
           else c.report.document.article.source),
    Column("Publication Date", "day", "the article's likeliest day", lambda c: c.report.publication.best),
    Column("Story People", "text", "people in the article, by semicolons", lambda c: _people(c, "person")),
    Column("Story Organizations", "text", "organisations, armed groups and media in it",
           lambda c: _people(c, "organisation", "armed group", "media")),
    Column("Story Locations", "text", "places in it", lambda c: _joined(p.name for p in c.report.document.places)),
    Column("Language", "text", "the article's, two letters", lambda c: c.report.document.article.language),
    Column("Version", "text", "the program's version", lambda c: f"dragoman {__version__}"),
)  # fmt: skip


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes a header and one row for every event that PLOVER can say."""
    written(tab_lines(COLUMNS, coded(selection), header=True), out)


FORMAT = Format(
    "polecat",
    ".txt",
    "Plain PLOVER in the 40 columns of POLECAT, tab separated, with a header; one row an event, lists by semicolons. "
    "What is announced folds to AGREE (a planned visit) or CONCEDE, a planned or supposed attack to THREATEN, a signed "
    "agreement to SUPPORT.",
    (Section("event", "One row an event.", COLUMNS),),
    "channel, ordinal, roles, status, the chain of voices, the interval of days, evidence and its offsets; events that are "
    "denied, requested or supposed, and those without any day, are left out; a rumour looks like a fact.",
    "pandas",
    write,
)
