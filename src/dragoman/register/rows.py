"""The rows that a document becomes: for each table, what is looked up by, and the whole record beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dragoman.document import Document
from dragoman.model import Actor, Article, Derivation, Event, Interval, Occurrence, Party, Statement, Story, content_id
from dragoman.register import schema
from dragoman.register.codec import encode
from dragoman.register.folding import folded
from dragoman.register.fulltext import told

Row = dict[str, Any]


def ordinal(day: date | None) -> int:
    """The day as a number, 0 when it is not known."""
    return day.toordinal() if day else 0


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
        "first": ordinal(published.best if published else None),
        "words": f"{article.title or ''} {article.text}",
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
        "statement": [_statement_row(number, n, s, _said_on(document, s)) for n, s in enumerate(document.statements)],
        "statement_party": [
            row for n, s in enumerate(document.statements) for row in _speaking(number, n, s, document)
        ],
        "event": [_event_row(number, n, e) for n, e in enumerate(events)],
        "event_party": [row for n, e in enumerate(events) for row in _party_rows(number, n, e)],
    }


def _row(number: int, position: int, record: object, **columns: Any) -> Row:
    return {"article": number, "position": position, "record": encode(record), **columns}


def _said_on(document: Document, said: Statement) -> tuple[int, int]:
    """First and last day on which it may have been said: its own, else those of the article."""
    if said.date:
        return ordinal(said.date.earliest), ordinal(said.date.latest)
    published = document.publication
    return (ordinal(published.earliest), ordinal(published.latest)) if published else (0, 0)


def _statement_row(number: int, position: int, said: Statement, days: tuple[int, int]) -> Row:
    who = said.speaker
    return _row(
        number, position, said,
        id=said.id, speaker=who.name, actor=who.actor, state=who.state,
        form=said.form, stance=said.stance, start=said.start, first=days[0], last=days[1], words=said.text,
    )  # fmt: skip


def _speaking(number: int, position: int, said: Statement, document: Document) -> list[Row]:
    """Everyone in the statement: who speaks, relays, is spoken to, may speak instead, is mentioned in what is said."""
    sides = [("speaker", said.speaker), *(("via", p) for p in said.via), *(("candidate", p) for p in said.candidates)]
    if said.addressee:
        sides.append(("addressee", said.addressee))
    sides += [("about", p) for p in _mentioned(said, document)]
    days = _said_on(document, said)
    return [{"statement": position, **row} for row in _parties(number, sides, days)]


def _mentioned(said: Statement, document: Document) -> tuple[Party, ...]:
    pieces = [(p.start, p.end) for p in said.segments] or [(said.start, said.end)]
    inside = (m for m in document.mentions if any(a <= m.start and m.end <= b for a, b in pieces))
    return tuple(dict.fromkeys(p for m in inside for p in m.parties))


def _event_row(number: int, position: int, event: Event) -> Row:
    return _row(
        number,
        position,
        event,
        id=event.id,
        type=event.type,
        mode=event.mode,
        channel=event.channel,
        ordinal=event.ordinal,
        status=event.status,
        earliest=event.date.earliest if event.date else None,
        latest=event.date.latest if event.date else None,
        place=event.place.name if event.place else None,
        country=event.place.country if event.place else None,
        intensity=event.intensity,
        start=event.evidence[0].start if event.evidence else event.trigger.start,
        first=_days(event.date)[0],
        last=_days(event.date)[1],
        words=told(event),
    )


def sides(event: Event) -> Iterator[tuple[str, Party]]:
    """Everyone in the event with the side they are on: source, target, a role's name, or voice."""
    yield from (("source", p) for p in event.source)
    yield from (("target", p) for p in event.target)
    yield from ((role, p) for role, parties in event.roles for p in parties)
    yield from (("voice", p) for p in event.attribution)


def _party_rows(number: int, event: int, record: Event) -> list[Row]:
    return [{"event": event, **row} for row in _parties(number, sides(record), _days(record.date))]


def _days(interval: Interval | None) -> tuple[int, int]:
    return (ordinal(interval.earliest), ordinal(interval.latest)) if interval else (0, 0)


def _parties(number: int, several: Iterable[tuple[str, Party]], days: tuple[int, int]) -> list[Row]:
    return [
        {
            "article": number, "position": n, "side": side, "actor": p.actor, "name": p.name, "state": p.state,
            "first": days[0], "last": days[1],
        }
        for n, (side, p) in enumerate(several)
    ]  # fmt: skip


def describe(connection: Connection, document: Document) -> None:
    """Notes the names of those whom the document only describes, and of places, so that they are found by such a name."""
    parties = [p for e in document.events for _, p in sides(e)]
    parties += [p for s in document.statements for p in (s.speaker, s.addressee, *s.via, *s.candidates) if p]
    note_names(connection, schema.described, {p.name for p in parties if p.actor is None})
    note_names(connection, schema.place_name, {e.place.name for e in document.events if e.place})


def note_names(connection: Connection, table: sa.Table, names: set[str]) -> None:
    """Puts those of the names into the table that it does not have."""
    if not names:
        return
    wanted = table.c.folded.in_(sorted({folded(name) for name in names}))
    new = names - set(connection.execute(sa.select(table.c.name).where(wanted)).scalars())
    if new:
        connection.execute(sa.insert(table), [{"folded": folded(name), "name": name} for name in sorted(new)])


def actor_name_rows(actor: Actor) -> list[Row]:
    """The rows of an actor's names."""
    names = sorted({folded(name) for name in (actor.name, *actor.aliases)})
    return [{"folded": name, "actor": actor.id} for name in names]


def story_row(story: Story) -> Row:
    """The row of a story."""
    return {"id": story.id, "title": story.title, "record": encode(story)}


def story_article_rows(story: Story) -> list[Row]:
    """The rows that tie a story to its articles."""
    return [{"story": story.id, "article": article} for article in dict.fromkeys(story.articles)]


def date_stories(connection: Connection) -> None:
    """Gives each story the day of its first article."""
    story, member, article = schema.story, schema.story_article, schema.article
    earliest = (
        sa.select(sa.func.min(article.c.first))
        .join(member, member.c.article == article.c.id)
        .where(member.c.story == story.c.id, article.c.first > 0)
    )
    connection.execute(sa.update(story).values(first=sa.func.coalesce(earliest.scalar_subquery(), 0)))


def occurrence_row(happening: Occurrence) -> Row:
    """The row of an occurrence."""
    return {
        "id": happening.id,
        "earliest": happening.date.earliest if happening.date else None,
        "latest": happening.date.latest if happening.date else None,
        "independent_sources": happening.independent_sources,
        "first": _days(happening.date)[0],
        "record": encode(happening),
    }


def derivation_row(derivation: Derivation) -> Row:
    """The row of a derivation."""
    return {"id": derivation.id, "article": derivation.article, "record": encode(derivation)}
