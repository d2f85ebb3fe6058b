"""The light record of a dispatch that the others are compared with: numbers instead of text, tellings, voices."""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.document import Document
from dragoman.model import Article, Statement, content_id
from dragoman.stories import words
from dragoman.stories.media import Origin, named_origins
from dragoman.stories.telling import Telling, tellings
from dragoman.stories.words import Numbers, Word, Zones

# What each class of features weighs against a plain word.
WEIGHTS = {"w": 1.0, "n": 1.8, "d": 2.0, "a": 1.5, "e": 4.0, "p": 1.2}
DEAR_LEAD = 60  # words of title and lead, which count double


@dataclass(frozen=True, slots=True)
class Digest:
    """A dispatch, made small.

    `features` are the numbers of words, names, actors, events and places (sorted) and `counts` how much each weighs;
    `grams` are all runs of four words in the order of the text with the zone each stands in; `sentences` are the words
    with which sentences begin, `quotes` the numbers of the quotations; `exact` is equal for texts of the same words.
    `packed` is the text itself, compressed.
    """

    id: str
    title: str
    language: str
    outlet: str | None
    first: date | None
    last: date | None
    best: date | None
    moment: datetime | None
    exact: str
    features: Numbers
    counts: NDArray[np.float32]
    grams: Numbers
    zones: Zones
    sentences: Numbers
    quotes: Numbers
    packed: bytes | memoryview
    origins: tuple[Origin, ...]
    tellings: tuple[Telling, ...]
    voices: frozenset[tuple[str, str]]

    @property
    def text(self) -> str:
        """The cleaned text."""
        return zlib.decompress(self.packed).decode("utf-8")

    @property
    def dated(self) -> bool:
        """Whether the publication is known to a fortnight."""
        return self.first is not None and self.last is not None and (self.last - self.first).days <= 14


def digest(document: Document) -> Digest:
    """The light record of the document."""
    article, published = document.article, document.publication
    found = words.words_of(article.text)
    told = tellings(document)
    features, counts = _features(_counted(document, found, told))
    marks = words.zones(found, _quoted(article.text, document.statements), _reported(document.statements))
    sentences = words.sentence_starts(article.text, found)
    return Digest(
        id=article.id,
        title=_title(article),
        language=article.language,
        outlet=article.outlet.name if article.outlet else None,
        first=published.earliest if published else None,
        last=published.latest if published else None,
        best=published.best if published else None,
        moment=_moment(article),
        exact=content_id(*(w.form for w in found)),
        features=features,
        counts=counts,
        grams=words.grams(found),
        zones=words.by_sentence(marks, sentences),
        sentences=sentences,
        quotes=words.quotes(article.text),
        packed=zlib.compress(article.text.encode("utf-8"), 1),
        origins=named_origins(document),
        tellings=told,
        voices=_voices(document.statements),
    )


def word_features(found: Iterable[Word], language: str) -> Counter[str]:
    """How often each stem and name stands in the text; words that stand everywhere are left out."""
    stop, cut_of = words.common(language), words.stem
    plain: dict[str, int] = {}
    names: dict[str, int] = {}
    for place, word in enumerate(found):
        form = word.form
        if len(form) < 2:
            continue
        cut = cut_of(form)
        if cut in stop:
            continue
        weight = 2 if place < DEAR_LEAD else 1
        plain[cut] = plain.get(cut, 0) + weight
        if word.name:
            names[cut] = names.get(cut, 0) + weight
    counts = {("d:" if cut.isdigit() else "w:") + cut: n for cut, n in plain.items()}
    counts.update(("n:" + cut, n) for cut, n in names.items())
    return Counter(counts)


def _counted(document: Document, found: list[Word], told: tuple[Telling, ...]) -> Counter[str]:
    counts = word_features(found, document.article.language)
    for mention in document.mentions:
        for party in mention.parties:
            if party.actor and mention.kind not in ("pronoun", "possessive"):
                counts["a:" + party.actor] += 1
    for one in told:
        if one.sides and one.status != "hypothetical":
            counts[f"e:{one.family}|{'|'.join(sorted(one.sides))}"] += 1
    for place in document.places:
        counts["p:" + words.plain(place.name)] += 1
    return counts


def _features(counts: Counter[str]) -> tuple[Numbers, NDArray[np.float32]]:
    numbers = np.fromiter((zlib.crc32(f.encode()) for f in counts), dtype=np.uint32, count=len(counts))
    weights = np.fromiter(
        (WEIGHTS[f[0]] * (1 + _log(n)) for f, n in counts.items()), dtype=np.float32, count=len(counts)
    )
    order = np.lexsort((weights, numbers))
    return numbers[order], weights[order]


@cache
def _log(number: int) -> float:
    return math.log(number)


def _title(article: Article) -> str:
    if article.title:
        return article.title
    first = next((line.strip(" #*\t") for line in article.text.splitlines() if line.strip(" #*-\t")), article.source)
    return first if len(first) <= 120 else first[:117].rsplit(" ", 1)[0] + "…"


def _moment(article: Article) -> datetime | None:
    """The hour of publication where the source gives one with its zone."""
    return next((d.moment for d in article.dates if d.moment and d.moment.tzinfo), None)


def _quoted(text: str, statements: tuple[Statement, ...]) -> list[tuple[int, int]]:
    told = [(s.start, s.end) for s in statements if s.form == "direct"]
    return sorted({*told, *words.quotations(text)})


def _reported(statements: tuple[Statement, ...]) -> list[tuple[int, int]]:
    return sorted({(s.start, s.end) for s in statements if s.form in ("indirect", "mixed") and s.end > s.start})


def _voices(statements: tuple[Statement, ...]) -> frozenset[tuple[str, str]]:
    """Who speaks (id and name): the voices that two dispatches may have in common."""
    return frozenset((said.speaker.actor, said.speaker.name) for said in statements if said.speaker.actor)


def word_digest(name: str, text: str, language: str) -> Digest:
    """The light record of a bare text, of which nothing is known but its words."""
    return digest(Document(Article(name, name, text, language)))
