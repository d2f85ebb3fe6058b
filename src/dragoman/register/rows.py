"""The rows that a document becomes: for each table, what is looked up by, and the whole record beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dragoman.document import Document
from dragoman.model import Article, Derivation, Event, Occurrence, Party, Statement, Story, content_id
from dragoman.register.codec import encode

Row = dict[str, Any]


def fingerprint(article: Article, pipeline: str | None = None) -> str:
    """What a reading depends on: equal fingerprints give equal documents. The source's path is not part of it."""
    return content_id(encode(replace(article, source="")), pipeline or "")


def article_row(document: Document, mark: str, run: int | None) -> Row:
    """The row of the article itself."""
    article, published = document.article, document.publication
    return {
        "id": article.id,
        "source": article.source,
        "fingerprint": mark,
        "title": article.title,
        "outlet": article.outlet.name if article.outlet else None,
        "language": article.language,
        "best": published.best if published else None,
        "earliest": published.earliest if published else None,
        "latest": published.latest if published else None,
        "text": article.text,
        "record": encode(replace(article, text="")),
        "publication": encode(published) if published else None,
        "run": run,
    }


def layer_rows(document: Document, number: int) -> dict[str, list[Row]]:
    """The rows of each layer, by the table's name."""
    events = document.events
    return {
        "time": [
            _row(number, n, t, earliest=t.interval and t.interval.earliest, latest=t.interval and t.interval.latest)
            for n, t in enumerate(document.times)
        ],
        "place": [_row(number, n, p, name=p.name, country=p.country) for n, p in enumerate(document.places)],
        "mention": [_row(number, n, m, start=m.start, end=m.end) for n, m in enumerate(document.mentions)],
        "rejected": [_row(number, n, r, rule=r.rule) for n, r in enumerate(document.rejected)],
        "statement": [_statement_row(number, n, s) for n, s in enumerate(document.statements)],
        "event": [_event_row(number, n, e) for n, e in enumerate(events)],
        "event_party": [row for n, e in enumerate(events) for row in _party_rows(number, n, e)],
    }


def _row(number: int, position: int, record: object, **columns: Any) -> Row:
    return {"article": number, "position": position, "record": encode(record), **columns}


def _statement_row(number: int, position: int, said: Statement) -> Row:
    who = said.speaker
    return _row(
        number, position, said,
        id=said.id, speaker=who.name, actor=who.actor, state=who.state,
        form=said.form, stance=said.stance, start=said.start,
    )  # fmt: skip


def _event_row(number: int, position: int, event: Event) -> Row:
    return _row(
        number,
        position,
        event,
        id=event.id,
        type=event.type,
        channel=event.channel,
        status=event.status,
        earliest=event.date.earliest if event.date else None,
        latest=event.date.latest if event.date else None,
        place=event.place.name if event.place else None,
        country=event.place.country if event.place else None,
        intensity=event.intensity,
        start=event.evidence[0].start if event.evidence else event.trigger.start,
    )


def sides(event: Event) -> Iterator[tuple[str, Party]]:
    """Everyone in the event with the side they are on: source, target, a role's name, or voice."""
    yield from (("source", p) for p in event.source)
    yield from (("target", p) for p in event.target)
    yield from ((role, p) for role, parties in event.roles for p in parties)
    yield from (("voice", p) for p in event.attribution)


def _party_rows(number: int, event: int, record: Event) -> list[Row]:
    return [
        {
            "article": number, "event": event, "position": n,
            "side": side, "actor": p.actor, "name": p.name, "state": p.state,
        }
        for n, (side, p) in enumerate(sides(record))
    ]  # fmt: skip


def story_row(story: Story) -> Row:
    """The row of a story."""
    return {"id": story.id, "title": story.title, "record": encode(story)}


def occurrence_row(happening: Occurrence) -> Row:
    """The row of an occurrence."""
    return {
        "id": happening.id,
        "earliest": happening.date.earliest if happening.date else None,
        "latest": happening.date.latest if happening.date else None,
        "independent_sources": happening.independent_sources,
        "record": encode(happening),
    }


def derivation_row(derivation: Derivation) -> Row:
    """The row of a derivation."""
    return {"id": derivation.id, "article": derivation.article, "record": encode(derivation)}
