"""What is followed over time: the calendar and what became of it, meetings by pair, relations by month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.model import Event, Interval, Occurrence, Party, Span, Turn
from dragoman.reports.calendar import announced
from dragoman.reports.chronology import Line, lines
from dragoman.reports.meetings import paired
from dragoman.reports.relations import chart, over_time

NAMES = {"PER": "Pérou", "CHL": "Chili", "BOL": "Bolivie"}


def event(number: int, day: date | None, **more: object) -> Event:
    """An event of Peru and Chile."""
    word = Span(0, 4, "mots")
    made = Event(
        f"e{number}", f"a{number}", "CONSULT", None, (), "meeting", None, (Party("per", "Pérou", "PER"),),
        (Party("chl", "Chili", "CHL"),), (), None, Interval(day, day) if day else None, "actual", (), 2.0, (word,),
        word, "test",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def planned(day: date | None, *turns: Turn, **more: object) -> Line:
    """A line for a meeting announced on 1 March, with what followed."""
    one = event(1, day, status="planned", **more)
    history = (Turn(date(2024, 3, 1), "planned", one.id), *turns)
    (line,) = lines([one], [Occurrence("o", (one.id,), one.date, 1, history=history)])
    return line


def turn(status: str, moved: date | None = None) -> Turn:
    """A later report."""
    return Turn(date(2024, 3, 5), status, "e2", Interval(moved, moved) if moved else None)


@pytest.mark.parametrize(
    ("turns", "day", "outcome"),
    [
        ((), date(2024, 3, 20), "expected"),
        ((), date(2024, 3, 8), "silent"),
        ((), None, "expected"),
        ((turn("actual"),), date(2024, 3, 4), "held"),
        ((turn("cancelled"),), date(2024, 3, 20), "cancelled"),
        ((turn("postponed", date(2024, 4, 2)),), date(2024, 3, 8), "postponed"),
        ((turn("denied"),), date(2024, 3, 8), "denied"),
        ((turn("postponed", date(2024, 3, 9)), turn("actual")), date(2024, 3, 8), "held"),
    ],
)
def test_outcomes(turns: tuple[Turn, ...], day: date | None, outcome: str) -> None:
    (found,) = announced((planned(day, *turns),), date(2024, 3, 10))
    assert found.outcome == outcome
    assert found.announced == date(2024, 3, 1)


def test_what_is_long_not_spoken_of_is_silent() -> None:
    (found,) = announced((planned(None),), date(2024, 12, 1))
    assert found.outcome == "silent"


def test_what_was_never_announced_is_not_in_the_calendar() -> None:
    done = lines([event(1, date(2024, 3, 4)), event(2, None, status="planned", type="AID", channel=None)], [])
    assert announced(done, date(2024, 3, 10)) == ()


def test_meetings_by_pair() -> None:
    bolivia = (Party("bol", "Bolivie", "BOL"),)
    told = lines(
        [
            event(1, date(2024, 3, 4)),
            event(2, date(2024, 3, 9), channel="call"),
            event(3, date(2024, 3, 9), target=bolivia),
            event(4, date(2024, 3, 12), status="planned"),
            event(5, date(2024, 3, 13), channel="letter"),
        ],
        [],
    )
    found = paired(told, NAMES)
    assert [(p.sides, len(p.meetings)) for p in found] == [(("Chili", "Pérou"), 2), (("Bolivie", "Pérou"), 1)]


def test_a_conference_is_no_meeting_of_each_pair() -> None:
    many = tuple(Party(c.lower(), c, c) for c in ("BOL", "ECU", "COL", "BRA"))
    assert paired(lines([event(1, date(2024, 3, 4), target=many)], []), NAMES) == ()


def test_relations_by_month_have_no_gaps_and_count_happenings_once() -> None:
    twice = [event(1, date(2024, 1, 4), intensity=3.0), event(2, date(2024, 1, 4), intensity=3.0)]
    joined = Occurrence("o", ("e1", "e2"), twice[0].date, 2)
    others = [
        event(3, date(2024, 3, 9), intensity=-4.5),
        event(4, date(2024, 3, 10), intensity=1.0),
        event(5, date(2024, 3, 11), intensity=-9.0, status="planned"),
        event(6, None, intensity=5.0),
    ]
    found = over_time(lines([*twice, *others], [joined]), ("PER", "CHL"))
    assert [(m.first.month, m.cooperation, m.conflict, m.happenings) for m in found.months] == [
        (1, 3.0, 0.0, 1), (2, 0.0, 0.0, 0), (3, 1.0, -4.5, 2),
    ]  # fmt: skip
    assert found.undated == 1 and found.happenings == 4


def test_the_chart_keeps_its_bounds() -> None:
    several = [event(n, date(2024, 1 + n, 3), intensity=(-1) ** n * n * 1.5) for n in range(1, 9)]
    found = over_time(lines(several, []), ())
    drawn = chart(found)
    assert drawn is not None and len(drawn.bars) == len(found.months)
    for bar in drawn.bars:
        assert bar.over[0] >= 0 and bar.under[0] + bar.under[1] <= drawn.height
        assert bar.x >= 0 and bar.x + bar.width <= drawn.width
    assert chart(over_time(lines([event(1, date(2024, 1, 4))], []), ())) is None


def test_long_times_are_drawn_by_year() -> None:
    found = over_time(lines([event(1, date(2010, 1, 4)), event(2, date(2024, 1, 4))], []), ())
    drawn = chart(found)
    assert drawn is not None and len(drawn.bars) == 15
