"""FollowTheMoney: actors, offices, articles, events and mentions as entities, one JSON object a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from dragoman.crosswalk.places import codes, language3
from dragoman.document import Document
from dragoman.exports.captions import address, caption, evidence, prefix_date, voices
from dragoman.exports.columns import Column, Format, Section, written
from dragoman.exports.selection import Report, Selection
from dragoman.model import Actor, Office, content_id

SCHEMAS = {"person": "Person", "state": "PublicBody", "population": "LegalEntity", "place": "LegalEntity"}
PREFIX = "dragoman"


@dataclass(frozen=True, slots=True)
class Held:
    """An office as one actor holds it."""

    holder: Actor
    office: Office


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as one article names it."""

    actor: Actor
    document: Document


def actor_id(key: str) -> str:
    """The entity's id for an actor's id."""
    return f"{PREFIX}-actor-{key}"


def _post_id(held: Held) -> str:
    return f"{PREFIX}-post-{content_id(held.office.title, held.office.body)}"


def _article_id(key: str) -> str:
    return f"{PREFIX}-article-{key}"


def _country(state: str | None) -> list[str]:
    code = codes(state).ftm
    return [code] if code else []


def _one(value: Any) -> list[str]:
    return [str(value)] if value not in (None, "") else []


def _involved(report: Report) -> list[str]:
    event = report.event
    parties = (*event.source, *event.target, *(p for _, several in event.roles for p in several))
    return list(dict.fromkeys(actor_id(p.actor) for p in parties if p.actor))


def _described(report: Report) -> list[str]:
    event = report.event
    return list(dict.fromkeys(p.name for p in (*event.source, *event.target) if not p.actor))


def _days(report: Report, which: str) -> list[str]:
    when = report.event.date
    return _one(getattr(when, which)) if when and prefix_date(when) is None else []


ACTOR = Section(
    "Person, PublicBody, Organization, LegalEntity",
    "An actor: a person; a state (PublicBody); an organisation, armed group or medium (Organization); a population or "
    "place that acts (LegalEntity).",
    (
        Column("name", "list", "as an index would print it", lambda a: [a.name]),
        Column("alias", "list", "other names", lambda a: list(a.aliases)),
        Column("country", "list", "state or body, in FollowTheMoney's codes", lambda a: _country(a.state)),
        Column("wikidataId", "list", "item", lambda a: _one(a.wikidata)),
        Column("position", "list", "offices of a person, as worded",
               lambda a: list(dict.fromkeys(o.title for o in a.offices)) if a.type == "person" else []),
        Column("keywords", "list", "our type of the actor", lambda a: [a.type]),
    ),
)  # fmt: skip

POSITION = Section(
    "Position",
    "An office.",
    (
        Column("name", "list", "as the text or the tables word it", lambda h: [h.office.title]),
        Column("country", "list", "the state or body it belongs to", lambda h: _country(h.office.body)),
    ),
)

OCCUPANCY = Section(
    "Occupancy",
    "That an actor holds an office.",
    (
        Column("holder", "list", "the person's entity", lambda h: [actor_id(h.holder.id)]),
        Column("post", "list", "the office's entity", lambda h: [_post_id(h)]),
        Column("startDate", "list", "from", lambda h: _one(h.office.start)),
        Column("endDate", "list", "to", lambda h: _one(h.office.end)),
    ),
)

ARTICLE = Section(
    "Article",
    "A dispatch.",
    (
        Column("title", "list", "headline", lambda d: _one(d.article.title)),
        Column("author", "list", "names under or over the text", lambda d: list(d.article.authors)),
        Column("publisher", "list", "the outlet", lambda d: _one(d.article.outlet and d.article.outlet.name)),
        Column("publishedAt", "list", "likeliest day", lambda d: _one(d.publication and d.publication.best)),
        Column("language", "list", "three letters", lambda d: _one(language3(d.article.language))),
        Column("sourceUrl", "list", "its address, if it is on the web",
               lambda d: [d.article.source] if d.article.source.startswith(("http://", "https://")) else []),
        Column("fileName", "list", "else the file's path",
               lambda d: [] if d.article.source.startswith(("http://", "https://")) else [d.article.source]),
        Column("contentHash", "list", "SHA-1 of the cleaned text",
               lambda d: [hashlib.sha1(d.text.encode(), usedforsecurity=False).hexdigest()]),
        Column("bodyText", "list", "the cleaned text", lambda d: [d.text]),
    ),
)  # fmt: skip

EVENT = Section(
    "Event",
    "An event, as one article reports it.",
    (
        Column("name", "list", "who, whom, what", lambda r: [caption(r.event)]),
        Column("date", "list", "day, month or year, where it is one", lambda r: _one(prefix_date(r.event.date))),
        Column("startDate", "list", "else the first possible day", lambda r: _days(r, "earliest")),
        Column("endDate", "list", "and the last", lambda r: _days(r, "latest")),
        Column("country", "list", "the place's state", lambda r: _country(r.event.place and r.event.place.country)),
        Column("location", "list", "where it takes place", lambda r: _one(r.event.place and r.event.place.name)),
        Column("involved", "list", "the entities of both sides and of every role", _involved),
        Column("organizer", "list", "the entities of its hosts",
               lambda r: [actor_id(p.actor) for role, ps in r.event.roles if role == "host" for p in ps if p.actor]),
        Column("namesMentioned", "list", "parties that are only described", _described),
        Column("keywords", "list", "PLOVER's type, mode and contexts, the channel and the status, each after its name: "
               "type:CONSULT", lambda r: _keywords(r)),
        Column("summary", "list", "the evidence", lambda r: _one(evidence(r.event))),
        Column("notes", "list", "who vouches for it", lambda r: _one(voices(r.event))),
        Column("recordId", "list", "our id", lambda r: [r.event.id]),
        Column("proof", "list", "the article's entity", lambda r: [_article_id(r.event.article)]),
        Column("sourceUrl", "list", "its address, if it is on the web", lambda r: _one(address(r))),
    ),
)  # fmt: skip

MENTION = Section(
    "Mention",
    "That an article names an actor.",
    (
        Column("document", "list", "the article's entity", lambda n: [_article_id(n.document.article.id)]),
        Column("name", "list", "the actor's name", lambda n: [n.actor.name]),
        Column("resolved", "list", "the actor's entity", lambda n: [actor_id(n.actor.id)]),
        Column("detectedSchema", "list", "its schema", lambda n: [SCHEMAS.get(n.actor.type, "Organization")]),
        Column("contextCountry", "list", "its state or body", lambda n: _country(n.actor.state)),
    ),
)


def _keywords(report: Report) -> list[str]:
    event = report.event
    named = (("type", event.type), ("mode", event.mode), ("channel", event.channel), ("status", event.status))
    return [f"{name}:{value}" for name, value in named if value] + [f"context:{c}" for c in event.contexts]


def entity(schema: str, key: str, caption: str, section: Section, of: Any) -> dict[str, Any]:
    """An entity of a schema, with the properties that are known."""
    return {
        "id": key,
        "caption": caption,
        "schema": schema,
        "properties": section.record(of),
        "referents": [],
        "datasets": [PREFIX],
    }


def entities(selection: Selection) -> Iterator[dict[str, Any]]:
    """Actors and their offices, then articles with their mentions, then events."""
    wanted = None if selection.whole else {p.actor for _, _, p in selection.parties() if p.actor}
    posts: set[str] = set()
    for key, actor in sorted(selection.cast.items()):
        if wanted is None or key in wanted:
            yield entity(SCHEMAS.get(actor.type, "Organization"), actor_id(key), actor.name, ACTOR, actor)
            if actor.type == "person":
                yield from _offices(actor, posts)
    for document in selection.documents():
        article = document.article
        yield entity("Article", _article_id(article.id), article.title or article.source, ARTICLE, document)
        for actor in document.actors:
            if wanted is None or actor.id in wanted:
                named = f"{PREFIX}-mention-{content_id(article.id, actor.id)}"
                yield entity("Mention", named, actor.name, MENTION, Named(actor, document))
    for report in selection.reports():
        yield entity("Event", f"{PREFIX}-event-{report.event.id}", caption(report.event), EVENT, report)


def _offices(actor: Actor, posts: set[str]) -> Iterator[dict[str, Any]]:
    for office in actor.offices:
        held = Held(actor, office)
        key = _post_id(held)
        if key not in posts:
            posts.add(key)
            yield entity("Position", key, office.title, POSITION, held)
        tenure = f"{PREFIX}-occupancy-{content_id(actor.id, key, office.start, office.end)}"
        yield entity("Occupancy", tenure, office.title, OCCUPANCY, held)


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes the entities, one a line."""
    written((json.dumps(e, ensure_ascii=False).encode() + b"\n" for e in entities(selection)), out)


FORMAT = Format(
    "followthemoney",
    ".ftm.json",
    "Entities of FollowTheMoney, one JSON object a line; every property is a list of strings.",
    (ACTOR, POSITION, OCCUPANCY, ARTICLE, MENTION, EVENT),
    "which side of an event an actor is on, the other roles' names, intensity, offsets, statements; codes are only "
    "keywords.",
    "followthemoney, where it is installed, and always checked against its schema as published",
    write,
)
