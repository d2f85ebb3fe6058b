"""Decisions on actors: what they make of a reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.document import Document
from dragoman.model import Actor, Article, Event, Mention, Office, Party, Publication, Span, Statement
from dragoman.register.deciding import Decision, bears_on, decided, merge, rename, split

ABBAS = Actor("p1", "Abbas Kone", "person", "MLI", "Q71", ("A. Kone",), (Office("ministre", "MLI"),))
OTHER = Actor("p2", "Abass Koné", "person", None, None, ("Koné",))
STATE = Actor("s1", "Mali", "state", "MLI")
HERE, THERE = Party("p1", "Abbas Kone", "MLI"), Party("p2", "Abass Koné", "MLI")
WORDS = Span(0, 4, "Koné")


def document(*parties: Party, article: str = "a1", day: date | None = date(2024, 5, 1)) -> Document:
    """A reading in which these parties meet, are mentioned, and the first speaks to the last."""
    event = Event(
        "e", article, "CONSULT", None, (), None, None, parties[:1], parties, (("mediator", parties),), None, None, "actual",
        parties, 0.0, (WORDS,), WORDS, "r",
    )  # fmt: skip
    said = Statement(
        "s", article, parties[0], "direct", "dire", "asserted", 0, 4, "Koné", WORDS, "r", parties, parties[-1],
        candidates=parties,
    )  # fmt: skip
    mention = Mention(0, 4, 0, "Koné", "name", parties, "person", "r", candidates=parties)
    known = {a.id: a for a in (ABBAS, OTHER, STATE)}
    return Document(
        Article(article, f"{article}.txt", "Koné", "fr"),
        publication=Publication(day, day, day) if day else None,
        actors=tuple(known[p.actor] for p in parties if p.actor in known),
        mentions=(mention,), statements=(said,), events=(event,),
    )  # fmt: skip


def test_merged_they_are_one_everywhere() -> None:
    found = decided(document(THERE, HERE), [merge(ABBAS, OTHER)])
    (event,), (said,), (mention,) = found.events, found.statements, found.mentions
    assert event.source == event.target == event.attribution == (HERE,)
    assert event.roles == (("mediator", (HERE,)),)
    assert (said.speaker, said.addressee, said.via, said.candidates) == (HERE, HERE, (HERE,), (HERE,))
    assert mention.parties == mention.candidates == (HERE,)
    (actor,) = found.actors
    assert (actor.id, actor.name, actor.wikidata, actor.offices) == ("p1", "Abbas Kone", "Q71", ABBAS.offices)
    assert actor.aliases == ("A. Kone", "Abass Koné", "Koné")


def test_an_actor_acts_for_whom_the_text_says() -> None:
    found = decided(document(replace(THERE, state="GIN")), [merge(ABBAS, OTHER)])
    assert found.events[0].source == (Party("p1", "Abbas Kone", "GIN"),)


def test_renamed_the_old_name_is_a_spelling() -> None:
    found = decided(document(HERE), [rename(ABBAS, "Abbas Koné")])
    assert found.mentions[0].parties == (Party("p1", "Abbas Koné", "MLI"),)
    assert (found.actors[0].name, found.actors[0].aliases) == ("Abbas Koné", ("A. Kone", "Abbas Kone"))


@pytest.mark.parametrize(
    ("bounds", "held"),
    [
        ({"articles": ["a1", "a9"]}, True),
        ({"articles": ["a9"]}, False),
        ({"since": date(2024, 5, 1)}, True),
        ({"since": date(2024, 5, 2)}, False),
        ({"until": date(2024, 4, 30)}, False),
        ({"since": date(2020, 1, 1), "until": date(2024, 12, 31)}, True),
    ],
)
def test_a_split_holds_in_its_articles_or_period(bounds: dict[str, object], held: bool) -> None:
    decision = split(ABBAS, "Abbas Kone (fils)", state="GIN", **bounds)  # type: ignore[arg-type]
    found = decided(document(HERE), [decision])
    (actor,) = found.actors
    assert (actor.name == "Abbas Kone (fils)") is held
    assert (actor.wikidata is None) is held
    assert (found.events[0].source[0].state == "GIN") is held
    assert bears_on(document(HERE), [decision]) is held


def test_a_period_says_nothing_of_an_undated_article() -> None:
    decision = split(ABBAS, "Abbas Kone (fils)", since=date(2000, 1, 1))
    assert not bears_on(document(HERE, day=None), [decision])


def test_a_split_may_give_an_article_to_someone_known() -> None:
    found = decided(document(HERE), [split(ABBAS, "", into=OTHER, articles=["a1"])])
    assert found.events[0].source == (Party("p2", "Abass Koné", "MLI"),)


def test_decisions_follow_each_other() -> None:
    steps = [merge(ABBAS, OTHER), rename(ABBAS, "Abbas Koné"), merge(STATE, ABBAS)]
    found = decided(document(THERE), steps)
    assert found.events[0].source == (Party("s1", "Mali", "MLI"),)
    assert decided(document(THERE), steps[:2]).events[0].source == (Party("p1", "Abbas Koné", "MLI"),)


def test_what_no_decision_bears_on_is_the_same_object() -> None:
    reading = document(Party("s1", "Mali", "MLI"))
    assert decided(reading, [merge(ABBAS, OTHER), Decision("rename", "p9", "p9", "X")]) is reading
    assert decided(reading, []) is reading


def test_merging_in_a_ring_comes_to_an_end() -> None:
    found = decided(document(HERE, THERE), [merge(ABBAS, OTHER), merge(OTHER, ABBAS)])
    assert {p.actor for p in found.mentions[0].parties} == {"p2"}
