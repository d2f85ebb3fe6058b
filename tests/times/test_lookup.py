"""Which time dates which event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dragoman.document import Document
from dragoman.times.lookup import event_date, times_in

Reader = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "word", "earliest", "latest"),
    [
        ("Le roi a envoyé lundi son ministre à Rabat.", "envoyé", "2024-03-11", "2024-03-11"),
        ("Le sommet qui se tiendra du 16 au 18 avril à Hanoï réunira dix États.", "sommet", "2024-04-16", "2024-04-18"),
        ("Elle a évoqué l'attaque survenue dimanche à Gao.", "attaque", "2024-03-10", "2024-03-10"),
        ("Les présidents se sont rencontrés la semaine dernière à Lima, où ils ont signé un accord.", "signé",
         "2024-03-04", "2024-03-10"),
        ("Bogota a rappelé son consul mardi, deux jours après l'expulsion de trois diplomates.", "expulsion",
         "2024-03-10", "2024-03-10"),
        ("L'accord signé en 2015 à Vienne a été dénoncé en mai 2018 par Washington.", "accord",
         "2015-01-01", "2015-12-31"),
        ("L'accord signé en 2015 à Vienne a été dénoncé en mai 2018 par Washington.", "dénoncé",
         "2018-05-01", "2018-05-31"),
        ("Après sa visite à Pékin en janvier, le ministre se rendra à Tokyo le mois prochain.", "rendra",
         "2024-04-01", "2024-04-30"),
        ("Le chef rebelle tué samedi avait rejeté en novembre l'offre de trêve.", "rejeté", "2023-11-01", "2023-11-30"),
    ],
)  # fmt: skip
def test_event_date(read: Reader, text: str, word: str, earliest: str, latest: str) -> None:
    document = read(text, "2024-03-14")
    assert document.syntax is not None
    found = event_date(document, document.syntax.token_at(text.index(word)))
    assert found is not None
    assert (found.earliest, found.latest) == (date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Depuis 2021, la junte refuse de négocier.", "refuse"),
        ("Le Parlement votera la loi avant le 30 mars.", "votera"),
        ("L'armée a tué dix rebelles dans le Nord.", "tué"),
    ],
)
def test_bounds_and_silence_date_nothing(read: Reader, text: str, word: str) -> None:
    document = read(text, "2024-03-14")
    assert document.syntax is not None
    assert event_date(document, document.syntax.token_at(text.index(word))) is None


def test_times_in_a_span(read: Reader) -> None:
    text = "Il est parti lundi. Il reviendra vendredi."
    document = read(text, "2024-03-14")
    assert [t.text for t in times_in(document, 0, 19)] == ["lundi"]
