"""Where accounts part: figures, dates, places, who, whether; and what only looks like a contradiction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from telling import DAY, dispatch, with_event

from dragoman.document import Document
from dragoman.model import Disagreement, Interval, Occurrence, SourceDate
from dragoman.stories.figures import figures
from dragoman.stories.stage import link

RAID = "ASSAULT - SDN TCD Adré TCD"
TEXTS = (
    "L'aviation soudanaise a bombardé le marché d'Adré, au Tchad, faisant {} morts parmi les marchands de mil.",
    "Un marché de mil a été frappé à Adré : {} morts, compte l'hôpital tchadien, qui accuse l'aviation soudanaise.",
    "Adré enterre ses marchands. L'aviation soudanaise, qui a frappé le marché au mil, y a laissé {} morts, dit l'imam.",
)


def report(n: int, toll: int, *, day: int = 0, hour: int | None = None, line: str = RAID, **more: object) -> Document:
    """A report of the raid with its toll, from an outlet of its own."""
    document = with_event(
        dispatch(f"raid-{n}", TEXTS[n].format(toll), outlet=f"Journal {n}", day=day),
        line,
        **{"date": Interval(DAY, DAY), **more},
    )
    (event,) = document.events
    document = replace(document, events=(replace(event, magnitudes=(("dead", toll),)),))
    if hour is None:
        return document
    published = DAY + timedelta(days=day)
    moment = datetime(published.year, published.month, published.day, hour, tzinfo=UTC)
    dates = (SourceDate(published, "meta", "", moment),)
    return replace(document, article=replace(document.article, dates=dates))


def told(*documents: Document) -> tuple[Occurrence, ...]:
    """What happened."""
    return link(documents)[1]


def parted(*documents: Document) -> tuple[Disagreement, ...]:
    """The differences of the one happening that the reports tell."""
    (found,) = told(*documents)
    return found.disagreements


def test_two_tolls_of_one_hour_disagree() -> None:
    (found,) = parted(report(0, 12, hour=10), report(1, 31, hour=10))
    assert (found.kind, found.about, found.relation) == ("figure", "dead", "disagreement")
    assert [(r.value, r.origins) for r in found.readings] == [("12", ("Journal 0",)), ("31", ("Journal 1",))]


def test_a_toll_that_grows_is_a_development() -> None:
    (found,) = parted(report(0, 12, hour=10), report(1, 19, hour=18))
    assert found.relation == "development"
    assert [r.value for r in found.readings] == ["12", "19"]
    (found,) = parted(report(0, 12), report(1, 19, day=1))
    assert found.relation == "development"


def test_a_toll_that_shrinks_or_is_held_to_is_none() -> None:
    (found,) = parted(report(0, 19, hour=10), report(1, 12, hour=18))
    assert found.relation == "disagreement"
    (found,) = parted(report(0, 12, hour=10), report(1, 19, hour=12), report(2, 12, hour=20))
    assert found.relation == "disagreement"


def test_what_a_copyist_changes_is_an_alteration() -> None:
    original = report(0, 31, hour=10)
    wrong = TEXTS[0].format(13)
    copy = with_event(
        dispatch("copy", wrong, outlet="Le Copiste", credit="Journal 0", day=1), RAID, date=Interval(DAY, DAY)
    )
    (event,) = copy.events
    copy = replace(copy, events=(replace(event, magnitudes=(("dead", 13),)),))
    (found,) = parted(original, copy)
    assert found.relation == "alteration"


def test_one_article_that_counts_twice_does_not_contradict_itself() -> None:
    first = report(0, 31)
    twice = with_event(report(1, 31), RAID, magnitudes=(("dead", 4),))
    assert parted(first, twice) == ()


def test_places_may_differ() -> None:
    (found,) = parted(report(0, 12), report(1, 12, line="ASSAULT - SDN TCD Tiné TCD"))
    assert (found.kind, found.relation) == ("place", "disagreement")
    assert {r.value for r in found.readings} == {"Adré", "Tiné"}


def test_days_may_differ() -> None:
    other = Interval(DAY - timedelta(days=1), DAY - timedelta(days=1))
    (found,) = parted(report(0, 12), report(1, 12, date=other))
    assert (found.kind, found.relation) == ("date", "disagreement")


def test_who_did_it_may_differ() -> None:
    two = told(report(0, 12), report(1, 12, line="ASSAULT - RSF TCD Adré TCD"))
    assert len(two) == 2
    for happening in two:
        (found,) = happening.disagreements
        assert (found.kind, found.about) == ("who", "source")
        assert {r.value for r in found.readings} == {"SDN", "RSF"}
    other = told(report(0, 12), report(1, 40, line="ASSAULT - RSF TCD Tiné TCD"))
    assert all(o.disagreements == () for o in other)


def test_whether_it_happened_may_be_disputed() -> None:
    (found,) = parted(report(0, 12), report(1, 12, status="denied"))
    assert found.kind == "whether"
    assert [r.value for r in found.readings] == ["actual", "denied"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dix-neuf personnes ont été tuées samedi près de Pibor.", {"dead": 19}),
        ("Le raid a fait 3.400 déplacés et vingt et un blessés.", {"displaced": 3400, "injured": 21}),
        ("12 des 40 passagers sont morts noyés.", {"dead": 12}),
        ("Des hommes ont surgi, tuant sept villageois.", {"dead": 7}),
        ("Le texte date du 12 mai et compte 40 pages.", {}),
        ("Les uns parlent de 12 morts, les autres de 30 morts.", {}),
    ],
)
def test_figures(text: str, expected: dict[str, int]) -> None:
    assert dict(figures(text, "fr")) == expected


def test_figures_of_a_language_without_tables_are_not_guessed() -> None:
    assert figures("Twelve people were killed.", "en") == ()
