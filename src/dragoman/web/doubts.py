"""The queue of doubtful cases: where a person's word would settle most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dragoman.model import Event, Mention, Occurrence, Party, Statement
from dragoman.register import schema
from dragoman.register.codec import decode
from dragoman.register.revising import in_force
from dragoman.register.searching import Head
from dragoman.web.desk import HEAD, Desk

# Doubts are looked for in so many articles, those that were read last.
ARTICLES = 1000
MOST = 50
# An article whose day of publication is known to no better than so many days is doubtful.
DAYS = 10
# Below this an event's reading had to infer a side.
SURE = 0.9
SETTLING = frozenset({"confirm", "correct", "merge", "split", "remove"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful case: of which kind, about which record, how many records a decision would settle."""

    kind: str  # date | who | speaker | side | accounts
    id: str
    settles: int
    record: Head | Statement | Event | Occurrence | Mention
    choices: tuple[Party, ...] = ()
    article: str = ""


def doubts(desk: Desk) -> list[Doubt]:
    """The doubtful cases that nobody has decided, those first that settle most."""
    newest = desk.rows(sa.select(sa.func.max(schema.article.c.number)))[0][0] or 0
    since = newest - ARTICLES
    decided = {r.of for r in in_force(desk.register.history()) if r.action in SETTLING}
    found = [
        *_dates(desk, since),
        *_people(desk, since),
        *_speakers(desk, since),
        *_sides(desk, since),
        *_accounts(desk),
    ]
    open_ones = (d for d in found if d.id not in decided)
    return sorted(open_ones, key=lambda d: (-d.settles, d.kind, d.id))[:MOST]


def _dates(desk: Desk, since: int) -> Iterator[Doubt]:
    """Articles whose day is wide open: everything they tell hangs on it."""
    a, event = schema.article.c, schema.event.c
    told = sa.select(sa.func.count()).where(event.article == a.number).scalar_subquery()
    for row in desk.rows(sa.select(*HEAD, told.label("told")).where(a.number > since)):
        head = Head(*row[: len(HEAD)])
        wide = head.earliest is None or head.latest is None or (head.latest - head.earliest).days > DAYS
        if wide and row.told:
            yield Doubt("date", head.id, row.told, head, article=head.id)


def _people(desk: Desk, since: int) -> Iterator[Doubt]:
    """Names that may mean somebody else, gathered by what they are taken for."""
    grouped: dict[str, list[tuple[Mention, str]]] = {}
    for mention, article in _marked(desk, schema.mention, Mention, '"candidates":[{', since):
        if mention.parties and mention.parties[0].actor:
            grouped.setdefault(mention.parties[0].actor, []).append((mention, article))
    for actor, several in sorted(grouped.items()):
        mention, article = several[0]
        yield Doubt("who", actor, len(several), mention, (*mention.parties, *mention.candidates), article)


def _speakers(desk: Desk, since: int) -> Iterator[Doubt]:
    for said, article in _marked(desk, schema.statement, Statement, '"candidates":[{', since):
        yield Doubt("speaker", said.id, 1, said, (said.speaker, *said.candidates), article)


def _sides(desk: Desk, since: int) -> Iterator[Doubt]:
    """Events of which a side was inferred; others report the same happening, and are settled with it."""
    unsure = [(e, a) for e, a in _marked(desk, schema.event, Event, '"score":', since) if e.score < SURE]
    of = desk.occurrences_of(e.id for e, _ in unsure)
    sizes: dict[str, int] = {}
    member = schema.occurrence_event.c
    if of:
        counted = sa.select(member.occurrence, sa.func.count()).where(member.occurrence.in_(sorted(set(of.values()))))
        sizes = {row[0]: row[1] for row in desk.rows(counted.group_by(member.occurrence))}
    for event, article in unsure:
        yield Doubt("side", event.id, sizes.get(of.get(event.id, ""), 1), event, article=article)


def _accounts(desk: Desk) -> Iterator[Doubt]:
    """Happenings of which the accounts contradict one another."""
    o = schema.occurrence.c
    query = sa.select(o.record).where(o.record.contains('"disagreements":[{')).order_by(o.id).limit(500)
    for row in desk.rows(query):
        happening = decode(Occurrence, row[0])
        if any(d.relation == "disagreement" for d in happening.disagreements):
            yield Doubt("accounts", happening.id, len(happening.events), happening)


def _marked(desk: Desk, table: sa.Table, kind: type[Any], mark: str, since: int) -> Iterator[tuple[Any, str]]:
    """The records of a layer in whose text the mark stands, with the ids of their articles."""
    article = schema.article.c
    query = (
        sa.select(table.c.record, article.id)
        .join(schema.article, article.number == table.c.article)
        .where(table.c.article > since, table.c.record.contains(mark))
        .order_by(table.c.article, table.c.position)
        .limit(2000)
    )
    return ((decode(kind, row[0]), row[1]) for row in desk.rows(query))
