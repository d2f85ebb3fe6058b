"""iCalendar, Atom, TimelineJS, Web Annotation and schema.org, read by icalendar, feedparser, jsonschema and rdflib."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import jsonschema
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF

from dragoman.document import Document
from dragoman.exports.formats import export
from dragoman.exports.selection import Selection
from dragoman.model import Event, Interval, Party, Span
from dragoman.register import Register
from dragoman.register.queries import Query

SCHEMA = Namespace("https://schema.org/")
DATE = {
    "type": "object",
    "required": ["year"],
    "properties": {k: {"type": "string", "pattern": "^[0-9]+$"} for k in ("year", "month", "day")},
    "additionalProperties": False,
}
# The shape that TimelineJS documents for its JSON.
TIMELINE = {
    "type": "object",
    "required": ["events"],
    "additionalProperties": False,
    "properties": {
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["start_date", "text"],
                "additionalProperties": False,
                "properties": {
                    "start_date": DATE,
                    "end_date": DATE,
                    "text": {
                        "type": "object",
                        "properties": {"headline": {"type": "string"}, "text": {"type": "string"}},
                        "additionalProperties": False,
                    },
                    "media": {"type": "object", "required": ["url"]},
                    "group": {"type": "string"},
                    "unique_id": {"type": "string"},
                    "display_date": {"type": "string"},
                },
            },
        }
    },
}
# What the Web Annotation data model requires of an annotation, its bodies and selectors.
QUOTE = {
    "type": "object",
    "required": ["type", "exact"],
    "properties": {"type": {"const": "TextQuoteSelector"}, "exact": {"type": "string", "minLength": 1}},
}
POSITION = {
    "type": "object",
    "required": ["type", "start", "end"],
    "properties": {
        "type": {"const": "TextPositionSelector"},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 0},
    },
}
PURPOSES = ["identifying", "classifying", "describing", "tagging", "linking"]
ANNOTATIONS = {
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "properties": {
        "@context": {"type": "array", "contains": {"const": "http://www.w3.org/ns/anno.jsonld"}},
        "type": {"const": "AnnotationPage"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "type", "target"],
                "properties": {
                    "id": {"type": "string", "format": "uri"},
                    "type": {"const": "Annotation"},
                    "motivation": {"enum": PURPOSES},
                    "body": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["type"],
                            "properties": {"purpose": {"enum": PURPOSES}},
                            "oneOf": [{"required": ["source"]}, {"required": ["value"]}],
                        },
                    },
                    "target": {
                        "type": "object",
                        "required": ["source", "selector"],
                        "properties": {"selector": {"type": "array", "items": {"oneOf": [QUOTE, POSITION]}}},
                    },
                },
            },
        },
    },
}


@pytest.fixture
def told(tmp_path: Path, documents: list[Document]) -> Callable[..., bytes]:
    """The bytes of an export of one dispatch with these events."""

    def exported(name: str, *events: Event, source: str = "https://press.example/1?a=1&b=2") -> bytes:
        first = documents[0]
        document = replace(first, events=events, article=replace(first.article, source=source))
        out = io.BytesIO()
        with Register(tmp_path / f"{name}.db") as register:
            register.add(document)
            export(Selection(register), name, out)
        return out.getvalue()

    return exported


def test_the_calendar_holds_what_is_announced(write: Any) -> None:
    calendar = icalendar.Calendar.from_ical(write("icalendar"))
    (entry,) = calendar.walk("VEVENT")
    assert calendar["VERSION"] == "2.0"
    assert entry.errors == []
    assert entry.decoded("DTSTART") == date(2025, 3, 12)
    assert entry.decoded("DTEND") == date(2025, 3, 13)
    assert str(entry["SUMMARY"]) == "Kenya → Éthiopie: CONSULT/meeting 2 (planned)"
    assert str(entry["LOCATION"]) == "Addis-Abeba, ETH"
    assert (entry["GEO"].latitude, entry["GEO"].longitude) == (9.03, 38.74)
    assert "Les deux pays doivent se réunir le 12 mars à Addis-Abeba" in str(entry["DESCRIPTION"])
    assert str(entry["STATUS"]) == "TENTATIVE"


def test_calendar_lines_are_short_and_special_signs_come_back(told: Any, documents: list[Document]) -> None:
    odd = Party(None, "Comité; du fleuve, \\Sénégal\\ — " + "é" * 60, None)
    raw = told("icalendar", replace(documents[0].events[1], source=(odd,), attribution=()))
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    (entry,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert str(entry["SUMMARY"]).startswith(odd.name)
    assert str(entry["URL"]) == "https://press.example/1?a=1&b=2"
    assert str(entry["STATUS"]) == "CONFIRMED"


def test_what_may_be_on_any_day_of_a_season_is_no_entry(told: Any, documents: list[Document]) -> None:
    spring = Interval(date(2025, 3, 1), date(2025, 5, 31), "au printemps")
    raw = told("icalendar", replace(documents[0].events[1], date=spring))
    assert icalendar.Calendar.from_ical(raw).walk("VEVENT") == []


def test_feedparser_reads_the_feed(write: Any) -> None:
    feed = feedparser.parse(write("atom"))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.updated == "2025-03-04T00:00:00Z"
    letter, meeting = feed.entries
    assert letter.title == "Elijah Mwangi → Hanna Tessema: CONSULT/letter"
    assert letter.author == "Le Courrier d'essai"
    assert meeting.tags[0].term == "CONSULT/meeting"
    assert "la radio publique ‹ Agence d'essai" in meeting.content[0].value
    assert len({e.id for e in feed.entries}) == 2


def test_the_feed_links_to_the_web_and_escapes(told: Any, documents: list[Document]) -> None:
    odd = Party(None, "<b>Front & Cie</b>\x00", None)
    feed = feedparser.parse(told("atom", replace(documents[0].events[0], source=(odd,))))
    assert not feed.bozo
    assert feed.entries[0].link == "https://press.example/1?a=1&b=2"
    assert feed.entries[0].title_detail.value.startswith("<b>Front & Cie</b> → ")


def test_the_timeline_has_the_documented_shape(write: Any) -> None:
    timeline = json.loads(write("timeline"))
    jsonschema.validate(timeline, TIMELINE)
    letter, meeting = timeline["events"]
    assert letter["start_date"] == {"year": "2025", "month": "3", "day": "4"}
    assert "end_date" not in letter
    assert meeting["group"] == "CONSULT"
    assert meeting["text"]["headline"].startswith("Kenya → Éthiopie")


def test_the_timeline_of_nothing(told: Any) -> None:
    assert json.loads(told("timeline")) == {"events": []}


def test_annotations_find_their_words(write: Any, register: Register) -> None:
    page = json.loads(write("annotations"))
    jsonschema.validate(page, ANNOTATIONS)
    texts = {f"urn:dragoman:article:{d.article.id}": d.text for d in register.documents()}
    assert len(page["items"]) == 4
    for item in page["items"]:
        quote, position = item["target"]["selector"]
        text = texts[item["target"]["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        assert item["target"]["sha256"] == hashlib.sha256(text.encode()).hexdigest()


# rdflib itself still uses what it calls deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_annotations_are_json_ld(write: Any) -> None:
    page = json.loads(write("annotations"))
    # The W3C's context is on the web; these few of its terms stand in for it.
    page["@context"] = {
        "@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type",
        "body": {"@id": "hasBody"}, "target": {"@id": "hasTarget"}, "source": {"@id": "hasSource", "@type": "@id"},
    }  # fmt: skip
    graph = Graph().parse(data=json.dumps(page), format="json-ld")
    oa = Namespace("http://www.w3.org/ns/oa#")
    assert len(set(graph.subjects(RDF.type, oa.Annotation))) == 4


def test_annotations_of_a_query(write: Any) -> None:
    page = json.loads(write("annotations", Query(statuses=("planned",))))
    assert [item["body"][1]["value"] for item in page["items"]] == ["CONSULT/meeting"]


def test_evidence_in_pieces_is_several_annotations(told: Any, documents: list[Document]) -> None:
    first = documents[0]
    pieces = (Span(0, 7, first.text[:7]), Span(8, 16, first.text[8:16]))
    page = json.loads(told("annotations", replace(first.events[0], evidence=pieces)))
    exact = [item["target"]["selector"][0]["exact"] for item in page["items"]]
    assert exact[:2] == ["Nairobi", "accueille"[:8]]
    assert page["items"][0]["target"]["source"].startswith("https://press.example/")


# rdflib itself still uses what it calls deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_schema_org_is_json_ld(write: Any) -> None:
    graph = Graph().parse(data=write("schemaorg").decode(), format="json-ld")
    assert len(set(graph.subjects(RDF.type, SCHEMA.NewsArticle))) == 3
    events = set(graph.subjects(RDF.type, SCHEMA.Event))
    assert len(events) == 3
    (meeting,) = graph.subjects(SCHEMA.eventStatus, Literal("https://schema.org/EventScheduled"))
    assert meeting in events
    assert graph.value(meeting, SCHEMA.startDate) == Literal("2025-03-12")
    assert graph.value(meeting, SCHEMA.actor) == URIRef("urn:dragoman:actor:ken")
    (quotation,) = graph.subjects(RDF.type, SCHEMA.Quotation)
    speaker = graph.value(quotation, SCHEMA.spokenByCharacter)
    assert graph.value(speaker, SCHEMA.name) == Literal("Elijah Mwangi")
    assert graph.value(speaker, SCHEMA.sameAs) == Literal("https://www.wikidata.org/entity/Q999999")


def test_schema_org_of_a_query(write: Any) -> None:
    things = json.loads(write("schemaorg", Query(statuses=("planned",))))["@graph"]
    assert [t["@type"] for t in things].count("Event") == 1
    assert [t["@type"] for t in things].count("NewsArticle") == 1
