"""schema.org as JSON-LD: articles, events, quotations, and those who take part in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.exports.captions import URN, caption, code, prefix_date
from dragoman.exports.columns import Column, Format, Section, json_list, written
from dragoman.exports.selection import Report, Saying, Selection
from dragoman.model import Party

TYPES = {"person": "Person", "state": "Country", "place": "Place", "media": "NewsMediaOrganization"}
STATUS = {"planned": "https://schema.org/EventScheduled", "denied": "https://schema.org/EventCancelled"}


def _ref(kind: str, key: str) -> dict[str, str]:
    return {"@id": f"{URN}:{kind}:{key}"}


def _party(party: Party) -> dict[str, str]:
    return _ref("actor", party.actor) if party.actor else {"@type": "Thing", "name": party.name}


def _day(d: Any, field: str) -> str | None:
    day = getattr(d.publication, field) if d.publication else None
    return day.isoformat() if day else None


def _address(source: str) -> str | None:
    return source if source.startswith(("http://", "https://")) else None


def _place(report: Report) -> dict[str, Any] | None:
    place = report.event.place
    if place is None:
        return None
    found: dict[str, Any] = {"@type": "Place", "name": place.name}
    if place.lat is not None and place.lon is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    if place.country:
        found["address"] = {"@type": "PostalAddress", "addressCountry": place.country}
    return found


def _roles(report: Report, role: str) -> list[dict[str, str]]:
    return [_party(p) for name, parties in report.event.roles if name == role for p in parties]


ARTICLE = Section(
    "NewsArticle",
    "One a dispatch.",
    (
        Column("@type", "text", "NewsArticle", lambda d: "NewsArticle"),
        Column("@id", "text", "a URN with our id", lambda d: f"{URN}:article:{d.article.id}"),
        Column("headline", "text", "the title", lambda d: d.article.title),
        Column("datePublished", "day", "likeliest day", lambda d: _day(d, "best")),
        Column("dateline", "text", "the dateline's place, as printed",
               lambda d: d.article.dateline.place if d.article.dateline else None),
        Column("author", "list", "names under or over the text",
               lambda d: [{"@type": "Person", "name": name} for name in d.article.authors]),
        Column("publisher", "object", "the outlet",
               lambda d: {"@type": "NewsMediaOrganization", "name": d.article.outlet.name} if d.article.outlet else None),
        Column("isBasedOn", "list", "agencies and outlets that it names as its origin",
               lambda d: [{"@type": "CreativeWork", "name": c.name} for c in d.article.credits]),
        Column("inLanguage", "text", "two letters", lambda d: d.article.language),
        Column("url", "text", "its address, if it is on the web", lambda d: _address(d.article.source)),
        Column("mentions", "list", "everyone in it", lambda d: [_ref("actor", a.id) for a in d.actors]),
        Column("articleBody", "text", "the cleaned text", lambda d: d.article.text),
    ),
)  # fmt: skip

EVENT = Section(
    "Event",
    "One an event, as one article reports it.",
    (
        Column("@type", "text", "Event", lambda r: "Event"),
        Column("@id", "text", "a URN with our id", lambda r: f"{URN}:event:{r.event.id}"),
        Column("name", "text", "who, whom, what", lambda r: caption(r.event)),
        Column("additionalType", "text", "type and channel or mode", lambda r: code(r.event)),
        Column("startDate", "text", "first possible day, or the month or year",
               lambda r: prefix_date(r.event.date) or (r.event.date and r.event.date.earliest.isoformat())),
        Column("endDate", "text", "last possible day, where it is another",
               lambda r: r.event.date.latest.isoformat()
               if r.event.date and r.event.date.earliest != r.event.date.latest else None),
        Column("eventStatus", "text", "EventScheduled for what is planned, EventCancelled for what is denied",
               lambda r: STATUS.get(r.event.status)),
        Column("location", "object", "where", _place),
        Column("actor", "list", "who acts", lambda r: [_party(p) for p in r.event.source]),
        Column("attendee", "list", "towards whom", lambda r: [_party(p) for p in r.event.target]),
        Column("organizer", "list", "hosts", lambda r: _roles(r, "host")),
        Column("sponsor", "list", "sponsors", lambda r: _roles(r, "sponsor")),
        Column("subjectOf", "object", "the article", lambda r: _ref("article", r.event.article)),
        Column("keywords", "list", "status, PLOVER's mode and contexts",
               lambda r: [k for k in (r.event.status, r.event.mode, *r.event.contexts) if k]),
    ),
)  # fmt: skip

QUOTATION = Section(
    "Quotation",
    "One a statement.",
    (
        Column("@type", "text", "Quotation", lambda s: "Quotation"),
        Column("@id", "text", "a URN with our id", lambda s: f"{URN}:statement:{s.statement.id}"),
        Column("text", "text", "what is said", lambda s: s.statement.text),
        Column("spokenByCharacter", "object", "who speaks", lambda s: _party(s.statement.speaker)),
        Column("isPartOf", "object", "the article", lambda s: _ref("article", s.statement.article)),
        Column("keywords", "list", "form and stance", lambda s: [s.statement.form, s.statement.stance]),
    ),
)

ACTOR = Section(
    "Person, Country, Organization…",
    "One an actor.",
    (
        Column("@type", "text", "Person, Country, Organization, NewsMediaOrganization or Place",
               lambda a: TYPES.get(a.type, "Organization")),
        Column("@id", "text", "a URN with our id", lambda a: f"{URN}:actor:{a.id}"),
        Column("name", "text", "as an index would print it", lambda a: a.name),
        Column("alternateName", "list", "other names", lambda a: list(a.aliases)),
        Column("sameAs", "text", "Wikidata", lambda a: f"https://www.wikidata.org/entity/{a.wikidata}" if a.wikidata else None),
        Column("jobTitle", "list", "offices of a person",
               lambda a: [o.title for o in a.offices] if a.type == "person" else None),
    ),
)  # fmt: skip


def _things(selection: Selection) -> Iterator[dict[str, Any]]:
    shown: set[str] = set()
    for document in selection.documents():
        shown.update(actor.id for actor in document.actors)
        yield ARTICLE.record(document)
    for report in selection.reports():
        shown.update(p.actor for p in (*report.event.source, *report.event.target) if p.actor)
        yield EVENT.record(report)
    if selection.whole:
        yield from map(QUOTATION.record, _sayings(selection))
    yield from (ACTOR.record(actor) for key, actor in sorted(selection.cast.items()) if selection.whole or key in shown)


def _sayings(selection: Selection) -> Iterator[Saying]:
    return selection.sayings()


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes one JSON-LD object whose graph holds everything, one thing a line."""
    out.write(b'{"@context": {"@vocab": "https://schema.org/"}, "@graph": ')
    written(json_list(_things(selection)), out)
    out.write(b"}\n")


FORMAT = Format(
    "schemaorg",
    ".jsonld",
    "schema.org as JSON-LD: a graph of NewsArticle, Event, Quotation and those who take part.",
    (ARTICLE, EVENT, QUOTATION, ACTOR),
    "the chain of voices, the status but for what is planned or denied, other roles, evidence and offsets; with a query, "
    "the statements.",
    "rdflib",
    write,
)
