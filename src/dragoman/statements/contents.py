"""What two stretches of a text have in common: the beginnings of their content words, the actors that they mention."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import cached_property

from dragoman.document import Document
from dragoman.errors import PipelineError
from dragoman.model import Party, Statement
from dragoman.statements.lexicon import lexicon

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
# «libération» and «libérer», «attaque» and «attaqué» meet in their first letters.
BEGINNING = 5


class Contents:
    """One document, asked what its stretches are about."""

    def __init__(self, document: Document) -> None:
        if document.syntax is None:
            raise PipelineError("what is said can be compared only with the syntax layer: run the parser before")
        self.document = document
        self.syntax = document.syntax
        self.lexicon = lexicon(document.article.language)

    def stems(self, start: int, end: int) -> frozenset[str]:
        """The beginnings of the content words of a stretch."""
        found = (t.lower_ for t in self.syntax.tokens(start, end) if t.pos_ in CONTENT or t.dep_ == "nummod")
        return frozenset(beginning(word) for word in found if len(word) > 3 or not word.isalpha())

    def said(self, statement: Statement) -> frozenset[str]:
        """The beginnings of the content words of what a statement says."""
        pieces = [(p.start, p.end) for p in statement.segments] or [(statement.start, statement.end)]
        return frozenset().union(*(self.stems(a, b) for a, b in pieces))

    def parties(self, start: int, end: int) -> frozenset[Party]:
        """The parties mentioned in a stretch."""
        inside = (m for m in self.document.mentions if start <= m.start and m.end <= end)
        return frozenset(p for m in inside for p in m.parties)

    def sentence(self, offset: int) -> tuple[int, int]:
        """First and last offset of the sentence."""
        span = self.syntax.sentence_at(offset)
        return int(span.start_char), int(span.end_char)

    def distance(self, first: int, second: int) -> int:
        """How many sentences lie between two offsets."""
        return abs(bisect_left(self._starts, first + 1) - bisect_left(self._starts, second + 1))

    @cached_property
    def _starts(self) -> list[int]:
        return [int(s.start_char) for s in self.syntax.sentences]

    @cached_property
    def acts(self) -> dict[str, str]:
        """Rule -> the act of its verb or noun."""
        verbs = {v.id: v.act for several in self.lexicon.verbs.values() for v in several}
        return verbs | {f"noun-{n.id}": n.act for n in self.lexicon.nouns.values()}

    def act(self, statement: Statement) -> str:
        """The speech act of a statement's reporting word, «» if its rule is no row of the lexicon."""
        return self.acts.get(rule_of(statement), "")


def rule_of(statement: Statement) -> str:
    """The row of the lexicon by which the statement was found."""
    return statement.rule.partition("/")[0]


def beginning(word: str) -> str:
    """The first letters of a word, without accents and capitals."""
    letters = unicodedata.normalize("NFKD", word.replace("œ", "oe"))
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()[:BEGINNING]


def common(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set that both have, 0 when one is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def same(one: Party, other: Party) -> bool:
    """Whether two parties are one: the same actor, or the same description."""
    return one.actor == other.actor and (one.actor is not None or one.name == other.name)


def alike(one: Party, other: Party) -> bool:
    """Whether two parties are one or act for the same state."""
    return same(one, other) or (one.state is not None and one.state == other.state)


def within(inner: Statement, outer: Statement) -> bool:
    """Whether a statement, with its reporting word, stands in what another one says."""
    return outer.start <= inner.cue.start and inner.end <= outer.end and inner.id != outer.id
