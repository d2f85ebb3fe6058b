"""The day of publication: from the source, and from each kind of evidence alone and together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dragoman.actors.knowledge import knowledge
from dragoman.document import Document
from dragoman.model import Article, Dateline, Publication, SourceDate
from dragoman.times.evidence import DAYS, FIRST, LAST, bits, evidence, shared, since, within
from dragoman.times.landmarks import folded, landmarks
from dragoman.times.posterior import conflicting, posterior, solve, without_each
from dragoman.times.publication import ablations, publication_of

Reader = Callable[..., Document]


def published(read: Reader, text: str) -> Publication:
    """The publication that the text alone gives."""
    found = read(text).publication
    assert found is not None
    return found


def holds(found: Publication, day: str, width: int) -> bool:
    """Whether the interval has the day and no more days than `width`."""
    assert found.earliest is not None and found.latest is not None
    inside = found.earliest <= date.fromisoformat(day) <= found.latest
    return inside and (found.latest - found.earliest).days < width


def source(day: str, rule: str) -> SourceDate:
    return SourceDate(date.fromisoformat(day), rule, day)


# --- what the source says -----------------------------------------------------------------------------------------------


def of_sources(text: str, *dates: SourceDate) -> Publication:
    return publication_of(Document(Article("a", "a", text, "fr", dates=dates)))


def test_the_most_trusted_source_wins_and_a_contradiction_is_told() -> None:
    found = of_sources("Rien.", source("2022-05-03", "address"), source("2022-06-19", "json-ld"))
    assert found.best == found.earliest == found.latest == date(2022, 6, 19)
    assert {b.rule for b in found.conflict} == {"json-ld", "address"}


def test_a_day_apart_or_a_later_crawl_is_no_contradiction() -> None:
    assert not of_sources("Rien.", source("2022-05-03", "meta"), source("2022-05-04", "address")).conflict
    assert not of_sources("Rien.", source("2022-05-03", "meta"), source("2023-01-01", "warc")).conflict


def test_words_younger_than_the_source_date_are_a_conflict(read: Reader) -> None:
    text = "Le président français Emmanuel Macron a parlé lundi du COVID-19 et de Truth Social."
    assert {b.rule for b in publication_of(read(text, "2009-04-02")).conflict} & {"office", "first-attested"}
    assert not publication_of(read(text, "2022-04-05")).conflict


# --- evidence in the text, one kind at a time ---------------------------------------------------------------------------


def test_no_evidence_gives_no_day(read: Reader) -> None:
    found = published(read, "Les éleveurs réclament un forage. La pluie tarde dans toute la province.")
    assert (found.best, found.earliest, found.latest, found.basis) == (None, None, None, ())


def test_a_bare_weekday_alone_narrows_nothing(read: Reader) -> None:
    found = published(read, "Les éleveurs ont manifesté lundi devant la préfecture.")
    assert found.best is None and found.earliest is None
    assert [b.rule for b in found.basis] == ["weekday"]


def test_a_day_without_a_year_alone_gives_no_day(read: Reader) -> None:
    assert published(read, "Les éleveurs ont manifesté le 12 mai devant la préfecture.").best is None


def test_a_full_date_in_the_lead(read: Reader) -> None:
    found = published(read, "Le général a pris jeudi 4 avril 2019 le commandement de la région.")
    assert found.best is not None and 0 <= (found.best - date(2019, 4, 4)).days <= 3
    assert found.earliest is not None and found.earliest >= date(2018, 12, 1)


def test_a_full_date_to_come_bounds_from_above(read: Reader) -> None:
    found = published(read, "La conférence se tiendra le 4 septembre 2019 à Lomé.")
    assert found.latest is not None and found.latest <= date(2019, 9, 4)


def test_joint_tenures_intersect(read: Reader) -> None:
    found = published(
        read,
        "Le secrétaire d'État américain John Kerry a reçu le ministre français des Affaires étrangères Laurent Fabius. "
        "Ils ont parlé du climat.",
    )
    assert found.earliest is not None and found.latest is not None
    assert date(2012, 11, 1) <= found.earliest and found.latest <= date(2016, 5, 1)


def test_a_former_office_turns_the_tenure_round(read: Reader) -> None:
    found = published(read, "L'ancien président français Nicolas Sarkozy a reçu l'ambassadeur de Mongolie.")
    assert found.earliest is not None and found.earliest >= date(2011, 6, 1)


def test_an_office_in_a_sentence_about_the_past_counts_nothing(read: Reader) -> None:
    found = published(read, "En 2003, le président français Jacques Chirac avait refusé. Les archives sont ouvertes.")
    assert "office" not in {b.rule for b in found.basis}


def test_homonyms_are_told_apart_by_their_full_names() -> None:
    text = "Le président américain George H. W. Bush a reçu le Premier ministre britannique."
    for _, _, person in knowledge().find_people(text):
        assert person.id != "george-w-bush"


def test_a_known_event_as_news_dates_to_the_day(read: Reader) -> None:
    found = published(
        read,
        "Fidji : le chef de l'armée prend le pouvoir\n"
        "Le chef de l'armée fidjienne, Frank Bainimarama, a pris le pouvoir mardi à Suva.",
    )
    assert holds(found, "2006-12-06", 8)


def test_a_weekday_beside_a_known_event_chooses_the_week(read: Reader) -> None:
    text = "Pékin a rejeté la sentence rendue mardi par la Cour permanente d'arbitrage sur la mer de Chine aux Philippines."
    assert holds(published(read, text), "2016-07-13", 8)


def test_days_counted_after_a_known_event(read: Reader) -> None:
    text = "Le ministre s'est rendu mercredi à Kahramanmaras, deux jours après le séisme en Turquie."
    assert holds(published(read, text), "2023-02-08", 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Des milliers de Libanais ont marqué le premier anniversaire de l'explosion du port de Beyrouth.", "2021-08-04"),
        ("Donald Trump s'est dit satisfait, au lendemain de son sommet avec Kim Jong-un à Singapour.", "2018-06-13"),
        ("La région s'est réunie à Dar es Salaam, dix jours après la prise de Goma par le M23. "
         "Le président congolais Félix Tshisekedi y était.", "2025-02-08"),
        ("Les combats durent dans le Haut-Karabakh, deux semaines après le début des combats entre l'Arménie et "
         "l'Azerbaïdjan.", "2020-10-10"),
    ],
)  # fmt: skip
def test_anniversaries_and_days_counted(read: Reader, text: str, day: str) -> None:
    assert holds(published(read, text), day, 62)


def test_who_is_only_designated_holds_no_office_yet(read: Reader) -> None:
    found = published(read, "Le Premier ministre désigné Najib Mikati a consulté les députés libanais.")
    assert "office" not in {b.rule for b in found.basis}


def test_a_threat_of_what_later_happened_is_not_the_event(read: Reader) -> None:
    found = published(read, "Le Caire redoute de possibles frappes américaines contre l'Iran. La région s'inquiète.")
    assert not any(b.rule.startswith("event") and "strikes" in b.rule for b in found.basis)


def test_an_event_announced_lies_ahead(read: Reader) -> None:
    found = published(
        read,
        "La prochaine conférence sur le climat, la COP29, se tiendra à Bakou du 11 au 22 novembre. Ilham Aliev s'en réjouit.",
    )
    assert found.latest is not None and date(2024, 1, 1) <= found.latest <= date(2024, 11, 24)


def test_years_counted_from_a_war(read: Reader) -> None:
    found = published(read, "La guerre en Ukraine, qui entre dans sa quatrième année, pèse sur les prix du blé.")
    assert found.earliest is not None and found.latest is not None
    assert date(2025, 2, 24) <= found.latest and found.earliest <= date(2026, 2, 24)
    assert any(b.rule.startswith("years-of") for b in found.basis)


def test_new_words_bound_from_below(read: Reader) -> None:
    found = published(read, "L'OMS a livré des vaccins contre le COVID-19 au Malawi.")
    assert found.earliest is not None and found.earliest >= date(2020, 2, 1)


def test_a_dateline_needs_other_evidence_for_its_year(read: Reader) -> None:
    text = "Bamako, 20 août (APA) Le président Ibrahim Boubacar Keïta a été renversé mardi par un coup d'État au Mali, à Kati."
    assert holds(published(read, text), "2020-08-20", 5)


def test_the_dateline_of_the_article_is_read(read: Reader) -> None:
    text = "LIMA, 12 mai 2014 - Le ministre a reçu les mineurs."
    document = read(text)
    line = Dateline("LIMA", 0, 12, "12 mai 2014")
    found = publication_of(replace(document, article=replace(document.article, dateline=line)))
    assert holds(found, "2014-05-12", 4) and found.best == date(2014, 5, 12)


def test_evidence_that_cannot_be_true_together_is_named(read: Reader) -> None:
    found = published(
        read,
        "Le président Jacques Chirac a reçu le Premier ministre Dominique de Villepin. Ils ont parlé du COVID-19.",
    )
    assert len(found.conflict) == 2 and "first-attested" in {b.rule for b in found.conflict}


def test_each_reason_has_words_place_and_weight(read: Reader) -> None:
    text = "Le secrétaire d'État américain John Kerry est arrivé mardi à Oslo."
    for basis in published(read, text).basis:
        assert basis.start is not None and basis.end is not None and text[basis.start : basis.end] == basis.text
        assert basis.weight is not None and basis.weight >= 0


def test_ablations_say_what_remains(read: Reader) -> None:
    document = read("Le secrétaire d'État américain John Kerry est arrivé mardi à Oslo.")
    without = {a.basis.rule: a.result for a in ablations(document)}
    assert without["office"] is None and without["weekday"] is not None


def test_the_same_words_give_the_same_publication(read: Reader) -> None:
    text = "Le coup d'État au Niger a renversé mercredi le président Mohamed Bazoum. La Cédéao se réunira dimanche."
    assert published(read, text) == published(read, text)


def test_an_uncertain_day_leaves_deictic_words_without_value(read: Reader) -> None:
    document = read("Le secrétaire d'État américain John Kerry est arrivé mardi à Oslo, avant le vote du 3 mai 2015.")
    assert {t.text: t.value for t in document.times}["mardi"] == ""


# --- the solver -----------------------------------------------------------------------------------------------------------


def test_the_interval_holds_95_percent() -> None:
    item = evidence("x", "", None, within(date(2010, 1, 1), date(2010, 4, 10), 1, 1e-9))
    result = solve([item])
    assert result is not None and 94 <= result.width <= 96
    mass = posterior([item])
    inside = (result.earliest.toordinal() <= DAYS) & (result.latest.toordinal() >= DAYS)
    assert float(mass[inside].sum()) >= 0.949


def test_refining_evidence_cannot_locate() -> None:
    item = evidence("weekday", "", None, np.where(DAYS % 7 == 1, 1.0, 0.1), kind="refines")
    assert solve([item]) is None


def test_conflicts_need_two_exclusions() -> None:
    late = evidence("late", "", None, since(date(2020, 1, 1), 1e-4))
    early = evidence("early", "", None, within(date(2001, 1, 1), date(2003, 1, 1), 30, 1e-3))
    loose = evidence("loose", "", None, shared(within(date(2001, 1, 1), date(2003, 1, 1), 30, 0.0), 0.9))
    assert {e.rule for e in conflicting([late, early])} == {"late", "early"}
    assert conflicting([late, loose]) == ()
    assert [e.rule for e, _ in without_each([late, early])] == ["late", "early"]


def test_bits_measure_narrowing() -> None:
    assert bits(np.zeros(len(DAYS))) == pytest.approx(0.0, abs=1e-9)
    assert bits(np.log(np.where(DAYS[len(DAYS) // 2] > DAYS, 1.0, 1e-300))) == pytest.approx(1.0, abs=0.01)


# --- the tables -----------------------------------------------------------------------------------------------------------


def test_landmarks_are_sound() -> None:
    marks = landmarks("fr")
    assert len(marks) >= 400 and len({m.id for m in marks}) == len(marks)
    for mark in marks:
        assert FIRST <= mark.start <= mark.end <= LAST, mark.id
        assert mark.groups, mark.id
    assert len({m.start.year for m in marks}) >= 27


def test_folding_keeps_offsets() -> None:
    text = "L’Œuvre à Téhéran\u00a0: İstanbul, Łódź, ½"
    assert len(folded(text)) == len(text)
