"""An article's text cut into pieces, each with the layers that cover it, and the notes that stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dragoman.document import Document
from dragoman.model import Cut, Event, Mention, Rejected, Span, Statement, TimeExpression
from dragoman.web.marks import tone


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that a layer covers; `opens` tells that a click on it asks why."""

    start: int
    end: int
    layer: str
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with the same layers from end to end; `note` is the record that it leads to, if any."""

    start: int
    text: str
    layers: tuple[str, ...]
    opens: bool
    cut: Cut | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its pieces, and the events and statements that it tells."""

    start: int
    pieces: tuple[Piece, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    title: bool


@dataclass(frozen=True, slots=True)
class Around:
    """Everything that was read into one place of the text, and what was rejected there."""

    at: int
    sentence: Span
    times: tuple[TimeExpression, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    rejected: tuple[Rejected, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing was read there."""
        return not (self.times or self.mentions or self.statements or self.events or self.rejected)


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs of the article, in order; blank ones are left out."""
    text = document.text
    every = sorted(_marks(document), key=lambda m: (m.start, -m.end, m.layer))
    cuts = sorted(document.article.cuts, key=lambda c: c.at)
    found: list[Paragraph] = []
    start = 0
    title = document.article.title_span
    for line in text.split("\n"):
        end = start + len(line)
        last = end == len(text)
        here = [c for c in cuts if start <= c.at <= end and (c.at < end + 1 or last)]
        cuts = [c for c in cuts if c not in here]
        if line.strip() or here:
            found.append(
                Paragraph(
                    start,
                    tuple(_pieces(text, start, end, every, here)),
                    tuple(e for e in document.events if start <= e.trigger.start <= end),
                    tuple(s for s in document.statements if start <= s.start <= end),
                    title is not None and title[0] <= start < title[1],
                )
            )
        start = end + 1
    return tuple(found)


def _marks(document: Document) -> Iterator[Mark]:
    for time in document.times:
        yield Mark(time.start, time.end, "time", True)
    for mention in document.mentions:
        yield Mark(mention.start, mention.end, "actor", True)
        if mention.doubtful:
            yield Mark(mention.start, mention.end, "doubtful", True)
    for said in document.statements:
        for piece in said.segments or (Span(said.start, said.end, said.text),):
            yield Mark(piece.start, piece.end, "said")
        yield Mark(said.cue.start, said.cue.end, "cue", True)
    for event in document.events:
        for span in event.evidence:
            yield Mark(span.start, span.end, "evidence")
        yield Mark(event.trigger.start, event.trigger.end, f"event {tone(event.intensity)}", True)
    for reading in document.rejected:
        yield Mark(reading.start, reading.end, "rejected", True)
    if document.article.dateline:
        yield Mark(document.article.dateline.start, document.article.dateline.end, "dateline")


def _pieces(text: str, start: int, end: int, every: Iterable[Mark], cuts: Iterable[Cut]) -> Iterator[Piece]:
    here = [m for m in every if m.start < end and m.end > start and m.start < m.end]
    waiting = sorted(cuts, key=lambda c: c.at)
    edges = {start, end, *(min(max(c.at, start), end) for c in waiting)}
    edges |= {min(max(edge, start), end) for m in here for edge in (m.start, m.end)}
    ordered = sorted(edges)
    for first, last in pairwise(ordered):
        yield from _cut_marks(waiting, first)
        covering = [m for m in here if m.start <= first and m.end >= last]
        layers = tuple(dict.fromkeys(word for m in covering for word in m.layer.split()))
        piece = text[first:last]
        yield Piece(first, piece, layers, any(m.opens for m in covering) and bool(piece.strip()))
    yield from _cut_marks(waiting, end)


def _cut_marks(waiting: list[Cut], offset: int) -> Iterator[Piece]:
    while waiting and waiting[0].at <= offset:
        yield Piece(offset, "", ("cut",), False, waiting.pop(0))


def around(document: Document, at: int, sentences: tuple[Span, ...]) -> Around:
    """What was read at an offset of the text; the rejected readings are those of its whole sentence."""
    sentence = next((s for s in sentences if s.start <= at < s.end), Span(at, at, ""))

    def covers(start: int, end: int) -> bool:
        return start <= at < end

    return Around(
        at,
        sentence,
        tuple(t for t in document.times if covers(t.start, t.end)),
        tuple(m for m in document.mentions if covers(m.start, m.end)),
        tuple(s for s in document.statements if covers(s.cue.start, s.cue.end) or covers(s.start, s.end)),
        tuple(e for e in document.events if covers(e.trigger.start, e.trigger.end)),
        tuple(r for r in document.rejected if r.start < sentence.end and r.end > sentence.start),
    )


def rejected_near(document: Document, start: int, end: int) -> tuple[Rejected, ...]:
    """The readings that were rejected between two offsets."""
    return tuple(r for r in document.rejected if r.start < end and r.end > start)
