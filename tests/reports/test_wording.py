"""Days, intervals, parties and passages in words."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import Interval, Party
from dragoman.reports.passages import passage, sentences
from dragoman.reports.wording import Wording, parties


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        ((2024, 3, 1), (2024, 3, 1), "1er mars 2024", "1 March 2024"),
        ((2024, 2, 1), (2024, 2, 29), "février 2024", "February 2024"),
        ((2024, 1, 1), (2024, 12, 31), "2024", "2024"),
        ((2019, 1, 1), (2021, 12, 31), "2019 – 2021", "2019 – 2021"),
        ((2026, 2, 16), (2026, 2, 18), "16 – 18 février 2026", "16 – 18 February 2026"),
        ((2026, 1, 1), (2026, 2, 28), "janvier 2026 – février 2026", "January 2026 – February 2026"),
        ((2025, 12, 30), (2026, 1, 2), "30 décembre 2025 – 2 janvier 2026", "30 December 2025 – 2 January 2026"),
    ],
)
def test_intervals(first: tuple[int, ...], last: tuple[int, ...], french: str, english: str) -> None:
    interval = Interval(date(*first), date(*last))
    assert Wording("fr").days(interval).replace("\u202f", " ") == french
    assert Wording("en").days(interval).replace("\u202f", " ") == english


def test_no_day_is_said() -> None:
    assert Wording("fr").days(None) == "sans date"
    assert Wording("en").day(None) == "unknown"


def test_a_key_without_label_is_shown_as_it_is() -> None:
    assert Wording("fr").label("channel", "semaphore") == "semaphore"


def test_parties() -> None:
    assert parties((Party("x", "Ana Souza", "BRA"), Party(None, "UN", "UN"))) == "Ana Souza (BRA), UN"
    assert parties(()) == "—"


def test_sentences_end_where_they_should() -> None:
    text = "Un titre\nM. Okeke est arrivé. « Nous verrons. » Il repart le 3 mai… Puis rien !"
    assert [s.text for s in sentences(text)] == [
        "Un titre",
        "M. Okeke est arrivé.",
        "« Nous verrons. »",
        "Il repart le 3 mai…",
        "Puis rien !",
    ]
    assert all(text[s.start : s.end] == s.text for s in sentences(text))


def test_a_passage_is_the_whole_sentence() -> None:
    text = "Avant. Le Bhoutan a salué l'accord hier. Après."
    start = text.index("a salué")
    found = passage(text, sentences(text), start, start + 7)
    assert (found.before, found.evidence, found.after, found.sentence) == (
        "Le Bhoutan ",
        "a salué",
        " l'accord hier.",
        1,
    )
