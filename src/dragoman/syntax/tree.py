"""The syntax layer: spaCy's parse of the cleaned text, found by character offset."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from spacy.tokens import Doc, Span, Token


class Syntax:
    """One article's parse. Tokens, sentences and relations are spaCy's own (Universal Dependencies labels).

    Contractions (du, des, au, aux) are one token with POS ADP; apostrophes were straightened for the parser without
    moving an offset, so `token.idx` is an offset into `Article.text`.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    @cached_property
    def _starts(self) -> list[int]:
        return [t.idx for t in self.doc]

    def token_at(self, offset: int) -> Token:
        """The token that covers the offset, or the last one before it."""
        return self.doc[max(bisect_right(self._starts, offset) - 1, 0)]

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that lie in or overlap `[start, end)`."""
        if start >= end:
            return []
        span = self.doc[self.token_at(start).i : self.token_at(end - 1).i + 1]
        return [t for t in span if t.idx + len(t) > start and t.idx < end]

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences in order; a line break always ends one."""
        return list(self.doc.sents)

    @cached_property
    def _sentence_numbers(self) -> list[int]:
        return [number for number, sentence in enumerate(self.sentences) for _ in range(len(sentence))]

    def sentence_number(self, token: Token) -> int:
        """The place of a token's sentence among the sentences, from 0; `token.sent` searches for it each time."""
        return self._sentence_numbers[token.i]

    def sentence_at(self, offset: int) -> Span:
        """The sentence that covers the offset."""
        return self.sentences[self.sentence_number(self.token_at(offset))]
