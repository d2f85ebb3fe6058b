"""Synthetic dispatches with the shape of the real ones: stories, agency reports, their reprints and rewrites."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.document import Document
from dragoman.model import (
    Article,
    Credit,
    Event,
    Interval,
    Outlet,
    Party,
    Publication,
    Span,
    content_id,
)

AGENCIES = ("AFP", "Reuters", "AP", "TASS", "Xinhua", "APS")
STATES = (
    "FRA DEU GBR USA RUS CHN IRN ISR EGY DZA MAR TUN SEN MLI NER TCD CMR KEN ETH SOM ZAF NGA GHA CIV COD RWA UGA TZA "
    "IND PAK AFG BGD LKA THA VNM IDN PHL JPN KOR PRK AUS NZL BRA ARG CHL PER COL VEN CUB MEX CAN TUR GRC SRB UKR POL"
).split()
TYPES = (("CONSULT", "meeting"), ("CONSULT", "visit"), ("AGREE", "agreement"), ("ACCUSE", None), ("ASSAULT", None),
         ("AID", None), ("REQUEST", None), ("SANCTION", None))  # fmt: skip
FIRST = date(2015, 1, 1)
SYLLABLES = (
    "ba be bi bo bu da de di do fa fi fo ga go ka ke ki ko la le li lo ma me mi mo na ne no pa po ra re ri".split()
)


def dispatches(count: int, seed: int = 1) -> Iterator[Document]:
    """So many dispatches, some four to a story, the days going on as the number grows."""
    chance = random.Random(seed)
    words = [_word(chance) for _ in range(30_000)]
    weights = [1 / (rank + 8) for rank in range(len(words))]
    heaps: list[float] = []
    total = 0.0
    for weight in weights:
        total += weight
        heaps.append(total)
    made = story = 0
    while made < count:
        day = FIRST + timedelta(days=story // 8)
        for document in _story(chance, words, heaps, day, story):
            if made == count:
                return
            made += 1
            yield document
        story += 1


def _story(chance: random.Random, words: list[str], heaps: list[float], day: date, number: int) -> Iterator[Document]:
    sides = chance.sample(STATES, 2)
    kind = chance.choice(TYPES)
    topic = chance.sample(words[300:], 45)
    report = _text(chance, words, heaps, topic, 320)
    agency = chance.choice(AGENCIES)
    for telling in range(1 + min(int(chance.expovariate(1 / 3.0)), 30)):
        way = chance.random()
        if telling == 0:
            text, outlet = report, agency
        elif way < 0.35:
            text, outlet = _cut(chance, report), f"Journal {chance.randrange(900)}"
        elif way < 0.6:
            text, outlet = _reworded(chance, report, words, heaps), f"Journal {chance.randrange(900)}"
        else:
            text, outlet = _text(chance, words, heaps, topic, 320), f"Journal {chance.randrange(900)}"
        own = telling == 0 or way >= 0.6
        yield _document(f"{number}-{telling}", text, outlet, day, sides, kind, None if own else agency)


def _document(
    name: str, text: str, outlet: str, day: date, sides: list[str], kind: tuple[str, str | None], agency: str | None
) -> Document:
    where = Span(0, min(80, len(text)), text[:80])
    article = Article(
        content_id(name, text), f"{name}.txt", text, "fr", outlet=Outlet(outlet),
        credits=(Credit(agency, "relays"),) if agency else (),
    )  # fmt: skip
    event = Event(
        id=content_id(article.id, "event"), article=article.id, type=kind[0], mode=None, contexts=(), channel=kind[1],
        ordinal=None, source=(Party(sides[0], sides[0], sides[0]),), target=(Party(sides[1], sides[1], sides[1]),),
        roles=(), place=None, date=Interval(day, day), status="actual", attribution=(), intensity=1.0,
        evidence=(where,), trigger=where, rule="synthetic",
    )  # fmt: skip
    return Document(article, publication=Publication(day, day, day), events=(event,))


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))


def _text(chance: random.Random, words: list[str], heaps: list[float], topic: list[str], length: int) -> str:
    drawn = chance.choices(words, cum_weights=heaps, k=length)
    for place in range(0, length, 6):
        drawn[place] = chance.choice(topic)
    return " ".join(drawn)


def _cut(chance: random.Random, text: str) -> str:
    words = text.split()
    return " ".join(words[: chance.randint(len(words) // 3, len(words))])


def _reworded(chance: random.Random, text: str, words: list[str], heaps: list[float]) -> str:
    other = chance.choices(words, cum_weights=heaps, k=len(text.split()))
    return " ".join(new if chance.random() < 0.2 else old for old, new in zip(text.split(), other, strict=True))
