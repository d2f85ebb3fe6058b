"""What bounds and dates an article from outside its text: the day of reading, and dated dispatches of its story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dragoman.document import Document
from dragoman.model import Publication, Sibling
from dragoman.reports.dating import dating_lines
from dragoman.times.outside import BOUND, COPY, SIBLING
from dragoman.times.publication import publication_of
from dragoman.times.stage import ground_times

Reader = Callable[..., Document]
MALAWI = "L'OMS a livré des vaccins contre le COVID-19 au Malawi."
KERRY = "Le secrétaire d'État américain John Kerry a reçu lundi le ministre norvégien de la Pêche."
NOTHING = "Les éleveurs ont manifesté lundi devant la préfecture. La pluie tarde dans toute la province."


def sibling(first: str, last: str | None = None, *, copied: bool = False, name: str = "b") -> Sibling:
    return Sibling(
        name, "Kerry reçoit un Norvégien", date.fromisoformat(first), date.fromisoformat(last or first), copied
    )


def dated(document: Document, *siblings: Sibling, today: str | None = None) -> Publication:
    return publication_of(
        replace(document, siblings=siblings, today=date.fromisoformat(today) if today else None),
    )


def rules(found: Publication) -> set[str]:
    return {basis.rule for basis in found.basis}


# --- the day of reading -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("today", ["2020-06-30", "2021-03-04", "2024-02-29"])
def test_nothing_is_dated_after_the_day_of_reading(read: Reader, today: str) -> None:
    found = dated(read(MALAWI), today=today)
    assert found.latest is not None and found.latest <= date.fromisoformat(today)
    assert found.earliest is not None and found.earliest >= date(2020, 2, 1)
    assert BOUND in rules(found)


def test_the_day_of_reading_is_no_evidence_where_it_changes_nothing(read: Reader) -> None:
    document = read(KERRY)
    assert dated(document, today="2025-01-01") == dated(document, today="2026-12-31") == publication_of(document)


def test_the_day_of_reading_alone_dates_nothing(read: Reader) -> None:
    assert dated(read(NOTHING), today="2019-05-06") == publication_of(read(NOTHING))


def test_words_that_speak_of_days_after_the_reading_conflict_with_it(read: Reader) -> None:
    found = dated(read(MALAWI), today="2015-06-07")
    assert {basis.rule for basis in found.conflict} == {BOUND, "first-attested"}


def test_a_source_date_after_the_day_of_reading_is_kept_and_told(read: Reader) -> None:
    document = read(NOTHING, "2019-05-20")
    late = dated(document, today="2019-05-10")
    assert (late.best, [b.rule for b in late.conflict]) == (date(2019, 5, 20), ["given", BOUND])
    assert not dated(document, today="2019-05-19").conflict  # a day of time zones
    assert not dated(document, today="2019-05-20").conflict


# --- dispatches of the same story ---------------------------------------------------------------------------------------


def test_a_dated_sibling_dates_to_days(read: Reader) -> None:
    found = dated(read(KERRY), sibling("2014-09-16"))
    assert found.best is not None and abs((found.best - date(2014, 9, 16)).days) <= 3
    assert found.earliest is not None and found.latest is not None
    assert found.earliest <= date(2014, 9, 16) <= found.latest and (found.latest - found.earliest).days < 60
    told = next(b for b in found.basis if b.rule == SIBLING)
    assert told.start is None and told.weight is not None and told.weight > 5
    assert told.text == "Kerry reçoit un Norvégien (2014-09-16, b)"


def test_a_print_of_the_same_text_says_more_and_several_say_more_than_one(read: Reader) -> None:
    def width(*siblings: Sibling) -> int:
        found = dated(read(KERRY), *siblings)
        assert found.earliest is not None and found.latest is not None
        return (found.latest - found.earliest).days

    one = width(sibling("2014-09-16"))
    assert width(sibling("2014-09-16", copied=True)) < one
    assert width(*(sibling("2014-09-16", name=n) for n in "bcd")) < one
    assert rules(dated(read(KERRY), sibling("2014-09-16", copied=True))) >= {COPY}


def test_siblings_count_the_same_in_any_order(read: Reader) -> None:
    several = [sibling("2014-09-16", name="b"), sibling("2014-09-14", "2014-09-18", name="c")]
    assert dated(read(KERRY), *several) == dated(read(KERRY), *reversed(several))


def test_a_sibling_against_the_words_is_a_conflict(read: Reader) -> None:
    found = dated(read(MALAWI), sibling("2012-09-16"))
    assert {b.rule for b in found.conflict} == {SIBLING, "first-attested"}


def test_the_source_stands_above_siblings(read: Reader) -> None:
    assert dated(read(NOTHING, "2019-05-20"), sibling("2014-09-16")).best == date(2019, 5, 20)


def test_times_follow_the_sibling(read: Reader) -> None:
    document = read(KERRY)
    again = replace(document, publication=dated(document, sibling("2014-09-16", copied=True)))
    assert {t.text: t.value for t in ground_times(again).times}["lundi"] == "2014-09-15"


# --- what `dragoman date` prints ----------------------------------------------------------------------------------------


def test_the_explanation_has_weights_ablations_and_conflicts(read: Reader) -> None:
    text = "Le président Jacques Chirac a reçu le Premier ministre Dominique de Villepin. Ils ont parlé du COVID-19."
    document = read(text)
    lines = list(dating_lines(document))
    published = document.publication
    assert published is not None and lines[0] == "a.txt"
    assert lines[1] == f"published  unknown  ({published.earliest} to {published.latest}, 95 %)"
    where = next(n for n, line in enumerate(lines) if "[first-attested]" in line)
    assert "«COVID-19»" in lines[where] and "weight" in lines[where]
    assert lines[where + 1].startswith("      without it: 200")
    at = lines.index("the evidence conflicts; these fit each other least")
    assert len(lines) == at + 3 and any("COVID-19" in line for line in lines[at:])


def test_the_explanation_of_no_evidence(read: Reader) -> None:
    assert list(dating_lines(read("La pluie tarde."))) == ["a.txt", "published  unknown", "    no evidence"]


def test_the_explanation_of_a_given_date_tells_what_the_words_say(read: Reader) -> None:
    lines = list(dating_lines(read(KERRY, "2014-09-16")))
    assert lines[1] == "published  2014-09-16  (the source says so)"
    assert any(line.startswith("its words alone say 201") for line in lines)
    assert any("without it: unknown" in line for line in lines)
