"""Makes registers of any size: articles, actors, events, as a desk's archive has them, from a seed.

Rows are written as `Register.add` writes them (a test compares the two), but many at a time and without waiting for the
disk; indexes are made at the end.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex

from dragoman.document import Document
from dragoman.model import (
    EVENT_TYPES,
    STATUSES,
    Actor,
    Article,
    Event,
    Interval,
    Outlet,
    Party,
    Publication,
    Span,
    content_id,
)
from dragoman.register import Register, schema
from dragoman.register.codec import encode
from dragoman.register.rows import Row, actor_name_rows, article_row, layer_rows

# What a desk's archive is like: events in an article, words in a sentence, states, people and bodies, outlets, words.
EVENTS, WORDS = 5, 18
STATES, ACTORS, OUTLETS, VOCABULARY = 190, 20_000, 300, 30_000
FIRST, DAYS = date(2000, 1, 1), 9000
CHANNELS = (None, None, None, "meeting", "letter", "visit", "call", "negotiation", "agreement")
SYLLABLES = "ba ce di fo gu ha ji ka le mi no pu ra se ti vo xa yo zu lan mer tor".split()
# Articles written at a time.
PORTION = 2000


@dataclass(frozen=True)
class World:
    """Who and what there is: the frequent first, each about as often as its rank tells (Zipf)."""

    states: tuple[Party, ...]
    actors: tuple[Party, ...]
    outlets: tuple[Outlet, ...]
    words: tuple[str, ...]
    weights: dict[int, list[float]]

    def pick(self, chance: random.Random, of: tuple[Any, ...], number: int = 1) -> list[Any]:
        """Some of these, the frequent more often."""
        return chance.choices(of, cum_weights=self.weights[len(of)], k=number)


def world(seed: int = 1) -> World:
    """The world of a seed."""
    chance = random.Random(seed)
    codes = [
        f"{chr(65 + n // 26 // 26 % 26)}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}" for n in range(700, 700 + STATES)
    ]
    states = tuple(Party(f"state-{code.lower()}", _name(chance, 3), code) for code in codes)
    weights = {size: _zipf(size) for size in (STATES, ACTORS, OUTLETS, VOCABULARY)}
    of = chance.choices(codes, cum_weights=weights[STATES], k=ACTORS)
    actors = tuple(
        Party(content_id("actor", n), f"{_name(chance, 2)} {_name(chance, 3)}", of[n]) for n in range(ACTORS)
    )
    outlets = tuple(Outlet(f"Le {_name(chance, 3)}", chance.choice(codes)) for _ in range(OUTLETS))
    words = tuple(f"{_name(chance, 3).lower()}{n % 7 or ''}" for n in range(VOCABULARY))
    return World(states, actors, outlets, words, weights)


def _name(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choices(SYLLABLES, k=syllables)).capitalize()


def _zipf(size: int) -> list[float]:
    return list(accumulate(1 / (rank + 3) for rank in range(size)))


def documents(count: int, of: World, seed: int = 2) -> Iterator[Document]:
    """Yields articles with so many events in all."""
    chance = random.Random(seed)
    for number in range(-(-count // EVENTS)):
        yield _document(number, min(EVENTS, count - number * EVENTS), of, chance, DAYS * number * EVENTS // count)


def _document(number: int, events: int, of: World, chance: random.Random, day: int) -> Document:
    printed = date.fromordinal(FIRST.toordinal() + day)
    sentences = [" ".join(of.pick(chance, of.words, WORDS)) for _ in range(events + 1)]
    text = "\n".join(sentences)
    key = content_id("bench", number)
    (outlet,) = of.pick(chance, of.outlets)
    article = Article(key, f"archive/{number:07}.txt", text, "fr", sentences[0], outlet)
    told, start = [], len(sentences[0]) + 1
    for position, sentence in enumerate(sentences[1:]):
        told.append(_event(key, position, Span(start, start + len(sentence), sentence), of, chance, printed))
        start += len(sentence) + 1
    parties = {p.actor: p for e in told for p in (*e.source, *e.target, *e.attribution)}
    actors = tuple(
        Actor(str(p.actor), p.name, "state" if "state-" in str(p.actor) else "person", p.state)
        for p in parties.values()
    )
    return Document(article, publication=Publication(printed, printed, printed), actors=actors, events=tuple(told))


def _event(article: str, position: int, words: Span, of: World, chance: random.Random, printed: date) -> Event:
    def someone() -> Party:
        one: Party = of.pick(chance, of.states if chance.random() < 0.4 else of.actors)[0]
        return one

    first = date.fromordinal(printed.toordinal() - chance.randrange(4))
    last = date.fromordinal(first.toordinal() + chance.choice((0, 0, 0, 0, 6, 30)))
    trigger = Span(words.start, words.start + 8, words.text[:8])
    return Event(
        id=content_id(article, position), article=article, type=chance.choice(EVENT_TYPES), mode=None, contexts=(),
        channel=chance.choice(CHANNELS), ordinal=None, source=(someone(),),
        target=(someone(),) if chance.random() < 0.8 else (), roles=(), place=None,
        date=Interval(first, last, words.text[:5]) if chance.random() < 0.9 else None,
        status=STATUSES[min(int(chance.expovariate(1.2)), len(STATUSES) - 1)],
        attribution=(someone(),) if chance.random() < 0.6 else (), intensity=1.0, evidence=(words,), trigger=trigger,
        rule="bench",
    )  # fmt: skip


def fill(path: Path, count: int) -> None:
    """Makes a register of so many events at the path."""
    Register(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in (
            "journal_mode=OFF",
            "synchronous=OFF",
            "cache_size=-400000",
            "temp_store=MEMORY",
            "foreign_keys=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")
        indexes = [index for table in schema.metadata.sorted_tables for index in table.indexes]
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
        for index in indexes:
            if index.name in there:
                connection.execute(f"DROP INDEX {index.name}")
        actors: dict[str, list[Any]] = {}
        stream = enumerate(documents(count, world()), start=1)
        while portion := list(islice(stream, PORTION)):
            _write(connection, portion, actors)
        _cast(connection, actors)
        dialect = sa.create_engine("sqlite://").dialect
        for index in indexes:
            if index.name in there:
                connection.execute(str(CreateIndex(index).compile(dialect=dialect)))
        connection.execute("PRAGMA journal_mode=WAL")


def _write(connection: sqlite3.Connection, portion: list[tuple[int, Document]], actors: dict[str, list[Any]]) -> None:
    """Puts the articles in; notes how often an actor is shown."""
    rows: dict[str, list[Row]] = {"article": [], "article_actor": []}
    for number, document in portion:
        rows["article"].append({"number": number, **article_row(document, content_id(number), None)})
        for name, several in layer_rows(document, number).items():
            rows.setdefault(name, []).extend(several)
        for actor in document.actors:
            record = encode(actor)
            variant = content_id(record)
            rows["article_actor"].append({"article": number, "actor": actor.id, "variant": variant})
            actors.setdefault(actor.id, [actor, record, variant, 0])[3] += 1
    connection.execute("BEGIN")
    for name, several in rows.items():
        insert(connection, name, several)
    connection.execute("COMMIT")


def _cast(connection: sqlite3.Connection, actors: dict[str, list[Any]]) -> None:
    connection.execute("BEGIN")
    ones = [(key, *several) for key, several in sorted(actors.items())]
    insert(connection, "actor_variant", [{"id": k, "variant": v, "articles": n, "record": r} for k, _, r, v, n in ones])
    insert(
        connection,
        "actor",
        [
            {"id": k, "name": a.name, "type": a.type, "state": a.state, "wikidata": None, "record": r}
            for k, a, r, _, _ in ones
        ],
    )
    insert(connection, "actor_name", [row for _, actor, *_ in ones for row in actor_name_rows(actor)])
    connection.execute("COMMIT")


def insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    """Puts rows in, without the words that only PostgreSQL keeps."""
    if not rows:
        return
    columns = [name for name in rows[0] if name != "words"]
    marks = ", ".join("?" for _ in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    plain = ([v.isoformat() if isinstance(v := row[name], date) else v for name in columns] for row in rows)
    connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', plain)
