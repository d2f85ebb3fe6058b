"""Which tellings are one happening: channels, dates, numbers, people, places; and what was announced and then held."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from telling import DAY, dispatch, with_event

from dragoman.document import Document
from dragoman.model import Actor, Interval, Occurrence, Party, Span, TimeExpression
from dragoman.stories.stage import link

TEXT = {
    "a": "Le ministre togolais a reçu l'envoyé ghanéen au sujet du corridor routier d'Aflao.",
    "b": "Au sujet du corridor routier d'Aflao, l'envoyé ghanéen a été reçu par le ministre togolais.",
    "c": "Corridor d'Aflao : Lomé et Accra discutent encore du péage routier, dit l'envoyé du Ghana.",
}


def told(name: str, line: str, *, day: int = 0, words: str | None = None, **more: object) -> Document:
    """A dispatch of that day with one event."""
    return with_event(dispatch(name, words or TEXT[name], outlet=f"Journal {name}", day=day), line, **more)


def days(first: int, last: int | None = None) -> Interval:
    """Days counted from the first dispatch's."""
    return Interval(DAY + timedelta(days=first), DAY + timedelta(days=first if last is None else last))


def happenings(*documents: Document) -> tuple[Occurrence, ...]:
    """What happened according to the dispatches."""
    return link(documents)[1]


MEETING = "CONSULT meeting TGO GHA - -"


def test_one_meeting_told_twice_is_one() -> None:
    (found,) = happenings(told("a", MEETING), told("b", "CONSULT meeting GHA TGO - -"))
    assert len(found.events) == 2
    assert found.independent_sources == 2 and found.origins == ("Journal a", "Journal b")


def test_announced_and_then_held_is_one() -> None:
    held = told("b", MEETING, day=3, date=days(3))
    (found,) = happenings(told("a", MEETING, status="planned", date=days(2, 4)), held)
    assert found.date == Interval(DAY + timedelta(days=3), DAY + timedelta(days=3))


def test_held_and_to_come_in_one_dispatch_are_two() -> None:
    both = with_event(told("a", MEETING), MEETING, status="planned", date=days(20))
    assert len(happenings(both)) == 2


def test_another_round_is_another_happening() -> None:
    line = "CONSULT negotiation TGO GHA - -"
    assert len(happenings(told("a", line, ordinal=2), told("b", line, ordinal=3))) == 2
    assert len(happenings(told("a", line, ordinal=2), told("b", line, ordinal=2))) == 1


@pytest.mark.parametrize(
    "other",
    [
        "CONSULT meeting TGO BEN - -",
        "CONSULT letter TGO GHA - -",
        "CONSULT meeting TGO GHA Accra GHA",
        "ACCUSE - TGO GHA - -",
    ],
    ids=["another partner", "another channel", "another city", "another type"],
)
def test_what_forbids_that_two_tellings_are_one(other: str) -> None:
    assert len(happenings(told("a", "CONSULT meeting TGO GHA Lomé TGO"), told("b", other))) == 2


def test_days_that_do_not_meet_are_two_happenings() -> None:
    apart = happenings(told("a", MEETING, date=days(-9)), told("b", MEETING, date=days(-2)))
    assert len(apart) == 2
    (one,) = happenings(told("a", MEETING, date=days(-9, -1)), told("b", MEETING, date=days(-2)))
    assert one.date == Interval(DAY - timedelta(days=2), DAY - timedelta(days=2))


def test_agreement_is_one_whatever_type_it_was_coded_as() -> None:
    (found,) = happenings(told("a", "AGREE agreement TGO GHA - -"), told("b", "COOPERATE agreement TGO GHA - -"))
    assert len(found.events) == 2


def test_treaty_is_known_again_months_later_by_its_words() -> None:
    signed = told("a", "AGREE agreement TGO GHA - -", words="Lomé et Accra ont signé un traité de bornage maritime.")
    recalled = told(
        "b", "AGREE agreement GHA TGO - -", day=150, date=None,
        words="Le Ghana dragua le chenal. Le bornage maritime convenu par traité avec le Togo tient.",
    )  # fmt: skip
    recalled = replace(recalled, events=(replace(recalled.events[0], evidence=_whole(recalled), date=None),))
    (found,) = happenings(signed, recalled)
    assert found.date == days(0)
    other = told("c", "AGREE agreement TGO GHA - -", day=150, date=None, words="Un pacte laitier lie Lomé à Accra.")
    assert len(happenings(signed, other)) == 2


def _whole(document: Document) -> tuple[object, ...]:
    first = document.events[0].evidence[0]
    return (replace(first, end=len(document.text), text=document.text),)


def test_two_letters_of_two_authors_are_two() -> None:
    line = "CONSULT letter TGO GHA - -"
    one = told("a", line, roles=(("author", (Party("faure", "Faure", "TGO"),)),))
    answer = told("b", line, roles=(("author", (Party("akufo", "Akufo", "GHA"),)),))
    assert len(happenings(one, answer)) == 2


def test_what_is_only_imagined_is_told_apart() -> None:
    assert len(happenings(told("a", MEETING), told("b", MEETING, status="hypothetical"))) == 2


def test_frequent_acts_of_a_pair_need_a_day_or_a_word_in_common() -> None:
    line = "SUPPORT - TGO GHA - -"
    first = told("a", line, words="Lomé loue la candidature ghanéenne au siège.", date=days(-5, 0))
    other = told("c", line, day=1, words="Lomé applaudit le barrage d'Akosombo.", date=days(-5, 1))
    again = told("b", line, day=1, words="Candidature ghanéenne : Lomé approuve.", date=days(-5, 1))
    assert len(happenings(first, other)) == 2
    assert len(happenings(first, again)) == 1


def test_direction_matters_where_the_type_has_one() -> None:
    there = told("a", "ACCUSE - TGO GHA - -")
    assert len(happenings(there, told("b", "ACCUSE - GHA TGO - -"))) == 2
    assert len(happenings(there, told("b", "ACCUSE - TGO GHA - -"))) == 1


def test_one_minister_heard_by_three_papers_is_one_origin() -> None:
    minister = Party("ablassey", "Okudzeto Ablakwa", "GHA")
    three = [told(n, "AID - TGO GHA - -", attribution=(minister,)) for n in "abc"]
    found = happenings(*three)
    assert {o.independent_sources for o in found} == {1}


def test_a_side_that_speaks_of_itself_is_no_origin() -> None:
    own = Party("tgo", "TGO", "TGO")
    (found,) = happenings(told("a", "ACCUSE - TGO GHA - -", attribution=(own,)))
    assert found.origins == ("Journal a",)


def test_the_history_keeps_each_change_once() -> None:
    (found,) = happenings(
        told("a", MEETING, status="planned", date=days(4), day=1),
        told("b", MEETING, status="planned", date=days(4), day=2),
        told("c", MEETING, date=days(4), day=5),
    )
    assert [(t.day, t.status) for t in found.history] == [
        (DAY + timedelta(days=1), "planned"),
        (DAY + timedelta(days=5), "actual"),
    ]


def test_place_and_participants_are_merged() -> None:
    minister = Party("ablassey", "Okudzeto Ablakwa", "GHA")
    first = told("a", "CONSULT meeting TGO GHA Lomé TGO")
    second = told("b", MEETING, source=(Party("tgo", "TGO", "TGO"),), target=(minister,))
    second = replace(second, actors=(Actor("ablassey", "Okudzeto Ablakwa", "person", "GHA"),))
    (found,) = happenings(first, second)
    assert found.place and found.place.name == "Lomé"
    assert {p.name for p in found.participants} == {"TGO", "Okudzeto Ablakwa"}


CALLED_OFF = "La rencontre prévue à Lomé au sujet du corridor routier d'Aflao a été {} par le ministre ghanéen."


def refusal(turn: str, **more: object) -> Document:
    """A dispatch that tells that the meeting is off."""
    words = CALLED_OFF.format(turn)
    document = told("c", "REJECT meeting GHA TGO - -", day=2, words=words, mode="meet", **more)
    (event,) = document.events
    span = Span(0, len(document.text), document.text)
    return replace(document, events=(replace(event, evidence=(span,)),))


def test_a_meeting_that_is_called_off_has_it_in_its_history() -> None:
    planned = told("a", MEETING, status="planned", date=days(4))
    found = happenings(planned, refusal("annulée", date=days(4)))
    announced = next(o for o in found if planned.events[0].id in o.events)
    assert [t.status for t in announced.history] == ["planned", "cancelled"]
    other = told("a", "CONSULT meeting BEN GHA - -", status="planned", date=days(4))
    found = happenings(other, refusal("annulée", date=days(4)))
    assert [t.status for t in next(o for o in found if other.events[0].id in o.events).history] == ["planned"]


def test_a_meeting_that_is_put_off_and_held_later_is_one() -> None:
    planned = told("a", MEETING, status="planned", date=days(4))
    moved = refusal("reportée au 27 mai 2024", date=days(4))
    start = moved.text.index("27 mai 2024")
    day = Interval(DAY + timedelta(days=20), DAY + timedelta(days=20))
    time = TimeExpression(start, start + 11, "27 mai 2024", "DATE", "", "2024-05-27", day, "test")
    held = told("b", MEETING, day=21, date=days(20))
    found = happenings(planned, replace(moved, times=(time,)), held)
    one = next(o for o in found if planned.events[0].id in o.events)
    assert held.events[0].id in one.events
    assert [t.status for t in one.history] == ["planned", "postponed", "actual"]
    assert one.history[1].moved == day and one.date == day
