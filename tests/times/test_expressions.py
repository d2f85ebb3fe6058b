"""What is a time expression and what is not, and the days each stands for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from dragoman.document import Document
from dragoman.errors import TableError
from dragoman.model import TimeExpression
from dragoman.times.calendar import feast_day, from_hijri, from_persian, interval_of, real_day
from dragoman.times.expressions import expressions
from dragoman.times.grounding import fixed, grounded
from dragoman.times.numbers import roman_value
from dragoman.times.symbols import parse_symbol
from dragoman.times.viewpoint import Reading

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONDAY = date(2024, 3, 11)
Reader = Callable[..., Document]


def value(words: str, day: date, direction: str = "past", before: str = "") -> str:
    """The value of the only expression in the words."""
    text = before + words
    found = expressions(text, "fr")
    assert len(found) == 1, [f.text for f in found]
    return grounded(found[0], Reading(day, direction)).value


@pytest.mark.parametrize("published", [MONDAY + timedelta(days=k) for k in range(7)])
@pytest.mark.parametrize("number", range(7))
def test_a_weekday_of_the_past_is_the_last_one_today_included(published: date, number: int) -> None:
    found = date.fromisoformat(value(WEEKDAYS[number], published, "past"))
    assert found.weekday() == number and 0 <= (published - found).days <= 6


@pytest.mark.parametrize("published", [MONDAY + timedelta(days=k) for k in range(7)])
@pytest.mark.parametrize("number", range(7))
def test_a_weekday_of_the_future_is_the_next_one(published: date, number: int) -> None:
    found = date.fromisoformat(value(WEEKDAYS[number], published, "future"))
    assert found.weekday() == number and 0 <= (found - published).days <= 6


@pytest.mark.parametrize("published", [MONDAY + timedelta(days=k) for k in range(7)])
@pytest.mark.parametrize("number", range(7))
def test_last_and_next_never_mean_today(published: date, number: int) -> None:
    last = date.fromisoformat(value(f"{WEEKDAYS[number]} dernier", published))
    following = date.fromisoformat(value(f"{WEEKDAYS[number]} prochain", published))
    assert 1 <= (published - last).days <= 7
    assert 1 <= (following - published).days <= 7


@pytest.mark.parametrize(
    ("words", "published", "direction", "expected"),
    [
        ("le 28 décembre", date(2025, 1, 3), "past", "2024-12-28"),
        ("le 5 janvier", date(2024, 12, 30), "future", "2025-01-05"),
        ("le 18 février", date(2026, 1, 30), "future", "2026-02-18"),
        ("en décembre dernier", date(2025, 1, 10), "past", "2024-12"),
        ("le mois dernier", date(2025, 1, 10), "past", "2024-12"),
        ("l'an dernier", date(2025, 1, 1), "past", "2024"),
        ("l’année prochaine", date(2024, 12, 31), "future", "2025"),
        ("la semaine dernière", date(2025, 1, 1), "past", "2024-W52"),
        ("avant-hier", date(2025, 1, 1), "past", "2024-12-30"),
        ("le 29 février", date(2025, 6, 1), "past", "2024-02-29"),
    ],
)
def test_year_ends(words: str, published: date, direction: str, expected: str) -> None:
    before = "avant " if words.startswith("en ") else ""
    assert value(words, published, direction, before) == expected


@pytest.mark.parametrize("words", ["le 31 avril", "le 30 février", "le 31 juin 2022", "le 29 février 2023"])
def test_days_that_no_calendar_has_get_no_value(words: str) -> None:
    assert value(words, MONDAY) == ""


def test_a_day_that_does_not_exist_is_left_out_of_the_document(read: Reader) -> None:
    document = read("Le sommet a eu lieu le 31 avril à Lomé. Il avait été annoncé le 3 mars.", "2024-05-02")
    assert [t.value for t in document.times] == ["2024-03-03"]


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_both_apostrophes(apostrophe: str) -> None:
    assert value(f"aujourd{apostrophe}hui", MONDAY) == "2024-03-11"
    assert value(f"l{apostrophe}année dernière", MONDAY) == "2023"


@pytest.mark.parametrize(
    "text",
    [
        "Un homme de 43 ans a été interpellé à Dakar.",
        "Les 2018 personnes déplacées ont regagné leurs villages.",
        "La résolution 2231 impose une limite.",
        "Le S-2000 vole bas.",
        "La fillette de six ans est saine et sauve.",
        "Il a parlé une seconde fois.",
        "Amina Sow, 52 ans, dirige la mission.",
        "Le pays a importé 1950 tonnes de riz.",
    ],
)
def test_ages_and_numbers_are_no_dates(text: str) -> None:
    assert expressions(text, "fr") == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("il y a trois semaines", "2024-02-19"),
        ("dans dix jours", "2024-03-21"),
        ("hier soir", "2024-03-10TEV"),
        ("22 bahman 1403", "2025-02-10"),
        ("le 3 mai 1998", "1998-05-03"),
        ("2023-05-14", "2023-05-14"),
        ("14/05/2023", "2023-05-14"),
    ],
)
def test_values(words: str, expected: str) -> None:
    assert value(words, MONDAY) == expected


@pytest.mark.parametrize("day", range(7))
def test_this_week_end_in_the_past_tense_is_over_or_running(day: int) -> None:
    published = MONDAY + timedelta(days=day)
    span = interval_of(value("ce week-end", published, "past"))
    assert span is not None and span.earliest.isoweekday() == 6
    assert span.earliest <= published and (published - span.earliest).days <= 7


def test_ranges_share_their_month_and_their_days(read: Reader) -> None:
    document = read("La session se tiendra à Quito du 16 au 18 février.", "2026-01-30")
    first, last = document.times
    assert (first.value, last.value) == ("2026-02-16", "2026-02-18")
    assert first.interval is not None and first.interval.latest == date(2026, 2, 18)


def test_the_day_before_is_counted_from_the_day_the_text_spoke_of(read: Reader) -> None:
    document = read("Le roi est rentré le 12 mai. La veille, il avait reçu les chefs rebelles.", "2024-06-01")
    assert [t.value for t in document.times] == ["2024-05-12", "2024-05-11"]


def test_a_count_of_days_after_an_event_dates_the_event(read: Reader) -> None:
    document = read(
        "Le 19 avril, deux jours seulement après la visite du ministre à Lima, Quito a réagi.", "2025-04-21"
    )
    counted = document.times[1]
    assert counted.interval is not None and counted.interval.earliest == date(2025, 4, 17)


def test_calendars() -> None:
    assert from_persian(1403, 1, 1) == date(2024, 3, 20)
    assert from_persian(1404, 1, 1) == date(2025, 3, 21)
    assert from_persian(1357, 11, 22) == date(1979, 2, 11)
    assert abs((from_hijri(1445, 9, 1) - date(2024, 3, 11)).days) <= 1
    assert feast_day("easter+49", 1999) == date(1999, 5, 23)
    assert real_day(2023, 2, 29) is None
    assert roman_value("XIX") == 19


def test_what_needs_no_day_is_fixed() -> None:
    kept = fixed(expressions("signé le 4 avril 2019", "fr")[0])
    assert kept.value == "2019-04-04"
    loose = fixed(expressions("signé lundi", "fr")[0])
    assert loose.value == "" and loose.interval is None


def test_a_symbol_without_its_bracket_is_refused() -> None:
    with pytest.raises(TableError):
        parse_symbol("weekday(5")


def test_offsets_are_those_of_the_text() -> None:
    text = "À Séoul, l’émissaire a parlé jeudi dernier puis le 1er juin."
    for found in expressions(text, "fr"):
        assert isinstance(found, TimeExpression) and text[found.start : found.end] == found.text
