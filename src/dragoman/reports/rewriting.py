"""What one who took over a report cut, added and changed, sentence by sentence and figure by figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.document import Document
from dragoman.model import Span
from dragoman.reports.passages import sentences
from dragoman.stories import words
from dragoman.stories.figures import figures

# A sentence of which so much stands in the other text is in it; of which less than that, is not.
KEPT, GONE = 0.6, 0.25
# Sentences with fewer telling words are passed over.
LEAST = 4


@dataclass(frozen=True, slots=True)
class Change:
    """A change: added, cut, figure (another value), or voice (what somebody said is told without him).

    `before` and `after` are the places in the report and in the text made from it, None where there is none.
    """

    kind: str
    before: Span | None
    after: Span | None
    note: str = ""


def changes(report: Document, derived: Document) -> tuple[Change, ...]:
    """What the second made of the first, in the order of the text made."""
    mine, theirs = _sentences(report), _sentences(derived)
    found = [Change("added", None, span) for span in _missing(theirs, mine)]
    found += [Change("cut", span, None) for span in _missing(mine, theirs)]
    for span, stems in theirs:
        source = _nearest(stems, mine)
        if source is not None:
            found += _figures(source, span, report.article.language)
            found += _voices(report, source, derived, span)
    return tuple(sorted(found, key=_place))


def _place(change: Change) -> tuple[int, int, str]:
    if change.after:
        return change.after.start, 0, change.kind
    return (change.before.start if change.before else 0), 1, change.kind


Sentences = list[tuple[Span, frozenset[str]]]


def _sentences(document: Document) -> Sentences:
    """The sentences of the body with their telling stems."""
    common = words.common(document.article.language)
    body = document.article.title_span[1] if document.article.title_span else 0
    return [
        (span, frozenset(words.stem(w.form) for w in words.words_of(span.text)) - common)
        for span in sentences(document.text)
        if span.start >= body
    ]


def _missing(these: Sentences, those: Sentences) -> Iterator[Span]:
    """The sentences of the one of which little stands anywhere in the other."""
    whole = frozenset().union(*(stems for _, stems in those))
    for span, stems in these:
        if len(stems) >= LEAST and len(stems & whole) < GONE * len(stems):
            yield span


def _nearest(stems: frozenset[str], those: Sentences) -> Span | None:
    """The sentence that the stems come from, None where none has most of them."""
    if len(stems) < LEAST:
        return None
    span, best = max(((s, len(stems & t)) for s, t in those), key=lambda f: f[1], default=(None, 0))
    return span if best >= KEPT * len(stems) else None


def _figures(before: Span, after: Span, language: str) -> Iterator[Change]:
    told = dict(figures(before.text, language))
    for label, value in figures(after.text, language):
        if label in told and told[label] != value:
            yield Change("figure", before, after, f"{label}: {told[label]} → {value}")


def _voices(report: Document, before: Span, derived: Document, after: Span) -> Iterator[Change]:
    """The sentence, where the report gives it to somebody and the text made from it to nobody."""
    said = list(_within(report, before))
    if said and not list(_within(derived, after)):
        yield Change("voice", before, after, ", ".join(dict.fromkeys(said)))


def _within(document: Document, span: Span) -> Iterable[str]:
    for one in document.statements:
        inside = min(one.end, span.end) - max(one.start, span.start)
        if inside > 0 and 2 * inside >= span.end - span.start:
            yield one.speaker.name
