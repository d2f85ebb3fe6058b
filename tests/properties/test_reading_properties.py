"""Whatever sentences stand beside one another: offsets hold, reading twice gives the same, nothing falls over."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.document import Document
from dragoman.evaluation.examples import examples
from dragoman.model import EVENT_TYPES, STATUSES, Article
from dragoman.pipeline import read_article, read_together

SENTENCES = sorted({example.text for example in examples()})
ODDITIES = [
    "",
    " ",
    "—",
    "«",
    "»",
    "« »",
    "…",
    "M.",
    "\u00a0",
    "12",
    "ONU",
    "\u200b",
    "?!",
    "-t-il",
    "\ufeff",
    "😀",
    "http://a.b",
]

sentences = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5)
separators = st.sampled_from([" ", "\n", "\n\n", "  ", "\u00a0"])
thorough = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def read(text: str) -> Document:
    return read_article(Article("a", "a.txt", text, "fr"))


def layers(document: Document) -> tuple[object, ...]:
    return (document.times, document.publication, document.mentions, document.statements, document.events)


def check(document: Document) -> None:
    """Offsets are those of the words, and values are those of the model."""
    text = document.text
    spans = [(t.start, t.end, t.text) for t in document.times]
    spans += [(m.start, m.end, m.text) for m in document.mentions]
    for event in document.events:
        assert event.type in EVENT_TYPES
        assert event.status in STATUSES
        assert event.evidence
        assert -10 <= event.intensity <= 10
        spans += [(s.start, s.end, s.text) for s in (*event.evidence, event.trigger)]
    for said in document.statements:
        spans += [(s.start, s.end, s.text) for s in (*said.segments, said.cue)]
    for start, end, words in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == words


@thorough
@given(sentences, separators)
def test_offsets_hold_and_reading_is_repeatable(chosen: list[str], between: str) -> None:
    text = between.join(chosen)
    document = read(text)
    check(document)
    assert layers(read(text)) == layers(document)


@thorough
@given(st.lists(st.sampled_from(SENTENCES + ODDITIES), max_size=6), separators)
def test_odd_marks_do_no_harm(chosen: list[str], between: str) -> None:
    check(read(between.join(chosen)))


@thorough
@given(st.sampled_from(SENTENCES))
def test_typographic_apostrophes_and_spaces_change_no_event(sentence: str) -> None:
    dressed = sentence.replace("'", "’")
    plain, printed = read(sentence), read(dressed)
    assert [(e.type, e.status, e.rule) for e in plain.events] == [(e.type, e.status, e.rule) for e in printed.events]


@thorough
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    check(read(text))


def test_read_together_they_come_out_as_one_by_one() -> None:
    texts = [*SENTENCES[::60], *ODDITIES, "\n".join(SENTENCES[:4])]
    articles = [Article(f"a{n}", "a.txt", text, "fr") for n, text in enumerate(texts)]
    together = [replace(document, syntax=None) for document in read_together(articles)]
    assert together == [replace(read_article(article), syntax=None) for article in articles]
