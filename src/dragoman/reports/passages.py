"""The sentence around a piece of evidence, and its neighbours: enough to judge it without opening the dispatch."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from dragoman.model import Span

# An end of sentence: a mark, perhaps closing quotation marks, a blank, and something that begins a sentence.
END = re.compile(r"(?<!\bM)(?<!\bMM)(?<!\bDr)(?<!\bMgr)[.!?…]+(?:\s?[»”\"])?(?=\s+[«“\"—–-]?\s?[A-ZÀ-ÖØ-Þ0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text cut in three: what stands before the evidence, the evidence, what follows; and the sentence's number."""

    before: str
    evidence: str
    after: str
    sentence: int


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of the text, without the blanks between them."""
    found: list[Span] = []
    start = 0
    for match in [*END.finditer(text), None]:
        end = match.end() if match else len(text)
        piece = text[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            found.append(Span(first, first + len(piece.strip()), piece.strip()))
        start = end
    return tuple(found)


def sentence_number(spans: tuple[Span, ...], offset: int) -> int:
    """The number of the sentence that covers the offset, from 0."""
    return max(bisect_right([s.start for s in spans], offset) - 1, 0)


def passage(text: str, spans: tuple[Span, ...], start: int, end: int, *, around: int = 0) -> Passage:
    """The whole sentences that hold `[start, end)`, with so many sentences on either side."""
    number, last = sentence_number(spans, start), sentence_number(spans, max(end - 1, start))
    first_shown, last_shown = spans[max(number - around, 0)], spans[min(last + around, len(spans) - 1)]
    return Passage(
        text[first_shown.start : max(start, first_shown.start)],
        text[start:end],
        text[end : max(last_shown.end, end)],
        number,
    )
