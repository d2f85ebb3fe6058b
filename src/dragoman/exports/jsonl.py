"""JSON Lines: the export contract (docs/record.md). The same register always gives the same bytes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dragoman.document import Document
from dragoman.model import (
    Actor,
    Basis,
    Derivation,
    Disagreement,
    Event,
    Interval,
    Mention,
    Occurrence,
    Party,
    Place,
    Publication,
    Statement,
    Story,
    TimeExpression,
    content_id,
)
from dragoman.register import Register

Line = dict[str, Any]


def lines(register: Register) -> Iterator[str]:
    """The record, one JSON object a line (without the line break): articles, actors, then what they contain."""
    return (json.dumps(line, ensure_ascii=False) for line in objects(register))


def objects(register: Register) -> Iterator[Line]:
    """The record's objects in their order: by kind, then by source, then by position in the text."""
    mentions: dict[str, list[Line]] = defaultdict(list)
    for document in register.documents():
        yield article_line(document)
        for mention in document.mentions:
            for named in dict.fromkeys(p.actor for p in mention.parties if p.actor):
                mentions[named].append(mention_line(document.article.id, mention))
    for actor in register.actors():
        yield actor_line(actor, mentions.pop(actor.id, []))
    happening = register.occurrence_of()
    yield from (event_line(e, happening.get(e.id)) for e in register.events())
    yield from (statement_line(s) for s in register.statements())
    yield from (time_line(article, time) for article, time in register.times())
    yield from (occurrence_line(o) for o in register.occurrences())
    yield from (story_line(s) for s in register.stories())
    yield from (derivation_line(d) for d in register.derivations())


def article_line(document: Document) -> Line:
    """The article as the contract has it."""
    article = document.article
    return {
        "kind": "article",
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "outlet": {"name": article.outlet.name, "country": article.outlet.country} if article.outlet else None,
        "authors": list(article.authors),
        "language": article.language,
        "place": _dateline(document),
        "published": _published(document.publication),
        "credits": [{"name": c.name, "relation": c.relation, "start": c.start, "end": c.end} for c in article.credits],
        "text": article.text,
    }


def _dateline(document: Document) -> Line | None:
    dateline = document.article.dateline
    if dateline is None:
        return None
    # The reading knows the printed name; the places stage knows which place it is.
    for place in document.places:
        if place.start is not None and dateline.start <= place.start < dateline.end:
            return {"name": place.name, "country": place.country}
    return {"name": dateline.place, "country": None}


def _published(published: Publication | None) -> Line:
    known = published or Publication(None, None, None)
    return {
        "best": _day(known.best),
        "earliest": _day(known.earliest),
        "latest": _day(known.latest),
        "basis": [_basis(b) for b in known.basis],
        "conflict": [_basis(b) for b in known.conflict],
    }


def _basis(basis: Basis) -> Line:
    return {"rule": basis.rule, "text": basis.text, "start": basis.start, "end": basis.end, "weight": basis.weight}


def mention_line(article: str, mention: Mention) -> Line:
    """Where an article names an actor."""
    return {"article": article, "start": mention.start, "end": mention.end, "text": mention.text}


def actor_line(actor: Actor, mentions: list[Line]) -> Line:
    """The actor, united over all articles, with its mentions."""
    return {
        "kind": "actor",
        "id": actor.id,
        "name": actor.name,
        "type": actor.type,
        "state": actor.state,
        "wikidata": actor.wikidata,
        "aliases": list(actor.aliases),
        "offices": [
            {"title": o.title, "body": o.body, "from": _day(o.start), "to": _day(o.end)} for o in actor.offices
        ],
        "mentions": mentions,
    }


def event_line(event: Event, occurrence: str | None) -> Line:
    """The event, and the occurrence that it reports."""
    return {
        "kind": "event",
        "id": event.id,
        "article": event.article,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "channel": event.channel,
        "ordinal": event.ordinal,
        "source": _parties(event.source),
        "target": _parties(event.target),
        "roles": {role: _parties(parties) for role, parties in event.roles},
        "place": _place(event.place),
        "date": _interval(event.date),
        "status": event.status,
        "attribution": _parties(event.attribution),
        "intensity": event.intensity,
        "evidence": [{"start": s.start, "end": s.end, "text": s.text} for s in event.evidence],
        "occurrence": occurrence,
        "magnitudes": dict(event.magnitudes),
        "denies": event.denies,
        "trigger": {"start": event.trigger.start, "end": event.trigger.end, "text": event.trigger.text},
        "rule": event.rule,
        "score": event.score,
    }


def statement_line(said: Statement) -> Line:
    """The statement with its speaker and the chain of those who relay it."""
    return {
        "kind": "statement",
        "id": said.id,
        "article": said.article,
        "speaker": _party(said.speaker),
        "via": _parties(said.via),
        "form": said.form,
        "verb": said.verb,
        "stance": said.stance,
        "addressee": _party(said.addressee) if said.addressee else None,
        "start": said.start,
        "end": said.end,
        "text": said.text,
        "segments": [{"start": s.start, "end": s.end, "text": s.text} for s in said.segments],
        "cue": {"start": said.cue.start, "end": said.cue.end, "text": said.cue.text},
        "candidates": _parties(said.candidates),
        "anonymity": said.anonymity,
        "date": _interval(said.date),
        "denies": said.denies,
        "endorsed": said.endorsed,
        "headline": said.headline,
        "rule": said.rule,
    }


def time_line(article: str, time: TimeExpression) -> Line:
    """The temporal expression with its value and days."""
    span = time.interval
    return {
        "kind": "time",
        "id": content_id("time", article, time.start, time.end, time.type, time.value),
        "article": article,
        "type": time.type,
        "value": time.value,
        "date": {"earliest": _day(span.earliest), "latest": _day(span.latest)} if span else None,
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "vague": time.vague,
        "rule": time.rule,
    }


def occurrence_line(happening: Occurrence) -> Line:
    """The occurrence with the events that report it."""
    return {
        "kind": "occurrence",
        "id": happening.id,
        "events": list(happening.events),
        "date": _interval(happening.date),
        "independent_sources": happening.independent_sources,
        "origins": list(happening.origins),
        "place": _place(happening.place),
        "participants": _parties(happening.participants),
        "history": [
            {"day": _day(t.day), "status": t.status, "event": t.event, "moved": _interval(t.moved)}
            for t in happening.history
        ],
        "disagreements": [_disagreement(d) for d in happening.disagreements],
    }


def _disagreement(found: Disagreement) -> Line:
    readings = [
        {"value": r.value, "events": list(r.events), "origins": list(r.origins), "told": _day(r.told)}
        for r in found.readings
    ]
    return {"kind": found.kind, "about": found.about, "relation": found.relation, "readings": readings}


def story_line(story: Story) -> Line:
    """The story with its articles."""
    return {"kind": "story", "id": story.id, "articles": list(story.articles), "title": story.title}


def derivation_line(derivation: Derivation) -> Line:
    """The derivation: from another article, or from an origin that is only named."""
    origin = {"article": derivation.origin_article} if derivation.origin_article else {"name": derivation.origin_name}
    return {
        "kind": "derivation",
        "id": derivation.id,
        "article": derivation.article,
        "origin": origin,
        "relation": derivation.relation,
        "basis": [_basis(b) for b in derivation.basis],
    }


def _parties(parties: Iterable[Party]) -> list[Line]:
    return [_party(p) for p in parties]


def _party(party: Party) -> Line:
    return {"actor": party.actor, "name": party.name, "state": party.state}


def _place(place: Place | None) -> Line | None:
    if place is None:
        return None
    return {"name": place.name, "country": place.country, "lat": place.lat, "lon": place.lon}


def _interval(interval: Interval | None) -> Line | None:
    if interval is None:
        return None
    return {"earliest": _day(interval.earliest), "latest": _day(interval.latest), "text": interval.text}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
