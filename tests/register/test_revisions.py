"""What analysts say of records: it is done, kept with who and when and why, survives re-reading, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.conftest import ETHIOPIA, KENYA, MWANGI, links
from tests.register.conftest import Where, content

from dragoman.document import Document
from dragoman.errors import DragomanError, RegisterError, UsageError
from dragoman.model import Occurrence, Party, Publication, Span, content_id
from dragoman.register import Register

WHEN = datetime(2025, 4, 1, 9, 30)
WHO = {"author": "Awa Diop", "moment": WHEN}


@pytest.fixture
def desk(register_file: Where) -> Iterator[Register]:
    with Register(register_file) as register:
        yield register


def effective(register: Register, document: Document) -> Document:
    return register.document(document.article.id)


def better(document: Document) -> Document:
    """The document as a better version might read it: other ids, other triggers, a type changed, an event lost."""
    letter, _ = document.events
    trigger = Span(letter.trigger.start + 2, letter.trigger.end, letter.trigger.text[2:])
    again = replace(letter, id=content_id("better"), type="AGREE", channel="envoy", trigger=trigger, ordinal=3)
    return replace(document, events=(again,))


def test_confirmed_it_stays_as_it_was(desk: Register, documents: list[Document]) -> None:
    letter, meeting = documents[0].events
    one = desk.revise("confirm", letter.id[:10], reason="seen on the ministry's page", **WHO)
    desk.revise("confirm", meeting.id, **WHO)
    assert effective(desk, documents[0]).events == (letter, meeting)
    assert desk.add(better(documents[0]), again=True)
    assert effective(desk, documents[0]).events == (letter, meeting)
    (told,) = desk.history(letter.id)
    assert (told.author, told.moment, told.reason, told.action) == (
        "Awa Diop", WHEN, "seen on the ministry's page", "confirm",
    )  # fmt: skip
    assert told == one


def test_corrected_it_keeps_its_id_and_what_else_a_better_version_reads(
    desk: Register, documents: list[Document]
) -> None:
    letter, meeting = documents[0].events
    changes = {"status": "Denied", "target": "Hanna Tessema, Haïlé", "date": "2025-03", "place": "nairobi"}
    desk.revise("correct", letter.id, changes, reason="AFP", **WHO)
    corrected = effective(desk, documents[0]).events[0]
    assert (corrected.id, corrected.status, corrected.channel) == (letter.id, "denied", "letter")
    assert corrected.target == (letter.target[0], Party(None, "Haïlé", None))
    assert corrected.date and corrected.date.latest == date(2025, 3, 31)
    assert corrected.place and corrected.place.country == "KEN"
    assert [h.id for h in desk.search("status:denied").hits] == [letter.id]
    assert [h.id for h in desk.search("target:haile").hits] == [letter.id]
    desk.add(better(documents[0]), again=True)
    again = effective(desk, documents[0]).events[0]
    assert (again.id, again.status, again.type, again.ordinal) == (letter.id, "denied", "AGREE", 3)
    assert meeting not in effective(desk, documents[0]).events


def test_a_type_takes_its_intensity_along(desk: Register, documents: list[Document]) -> None:
    letter = documents[0].events[0]
    desk.revise("correct", letter.id, {"type": "assault"}, **WHO)
    event = effective(desk, documents[0]).events[0]
    assert (event.type, event.mode) == ("ASSAULT", None)
    assert event.intensity < 0
    with pytest.raises(UsageError, match="has no mode"):
        desk.revise("correct", letter.id, {"mode": "yodel"}, **WHO)


def test_removed_it_does_not_come_back(desk: Register, documents: list[Document]) -> None:
    letter, meeting = documents[0].events
    desk.revise("remove", letter.id, **WHO)
    assert effective(desk, documents[0]).events == (meeting,)
    assert desk.search("channel:letter status:actual").hits == ()
    desk.add(documents[0], again=True)
    assert effective(desk, documents[0]).events == (meeting,)
    # Where a better version sees something else in those words, that is another claim.
    desk.add(better(documents[0]), again=True)
    assert [e.type for e in effective(desk, documents[0]).events] == ["AGREE"]


def test_added_events_and_statements(desk: Register, documents: list[Document]) -> None:
    key = documents[0].article.id
    new = {"type": "REJECT", "source": "KEN", "words": "Nous ne fermerons aucune porte", "status": "denied"}
    one = desk.revise("add", key[:12], new, **WHO)
    event = next(e for e in effective(desk, documents[0]).events if e.id == one.of)
    assert (event.type, event.source, event.rule) == ("REJECT", (KENYA,), "analyst")
    assert documents[0].text[event.trigger.start : event.trigger.end] == "Nous ne fermerons aucune porte"
    said = desk.revise("add", key, {"speaker": "Tessema", "words": "Les deux pays", "stance": "planned"}, **WHO)
    assert [h.id for h in desk.search("speaker:Tessema stance:planned").hits] == [said.of]
    desk.add(replace(documents[0], events=(), statements=()), again=True)
    assert [e.id for e in effective(desk, documents[0]).events] == [one.of]
    for wrong in ({"type": "REJECT"}, {"type": "REJECT", "words": "Atlantide"}, {"words": "Les deux pays"}):
        with pytest.raises(UsageError):
            desk.revise("add", key, wrong, **WHO)


def test_events_merged_and_split(desk: Register, documents: list[Document]) -> None:
    letter, meeting = documents[0].events
    desk.revise("merge", meeting.id, into=letter.id, **WHO)
    (one,) = effective(desk, documents[0]).events
    assert one.id == letter.id
    assert set(one.evidence) == {*letter.evidence, *meeting.evidence}
    retold = documents[1].events[0]
    parts = [{"type": "ACCUSE", "source": "KEN", "target": "ETH"}, {"type": "ACCUSE", "source": "ETH", "target": "KEN"}]
    desk.revise("split", retold.id, parts=parts, **WHO)
    there, back = effective(desk, documents[1]).events
    assert (there.source, there.target) == (back.target, back.source) == ((KENYA,), (ETHIOPIA,))
    assert there.id != back.id
    with pytest.raises(UsageError, match="merge their occurrences"):
        desk.revise("merge", there.id, into=letter.id, **WHO)


def test_statements_corrected(desk: Register, documents: list[Document]) -> None:
    said = documents[0].statements[0]
    desk.revise("correct", said.id, {"speaker": "ETH", "stance": "asserted", "addressee": "Mwangi"}, **WHO)
    again = effective(desk, documents[0]).statements[0]
    assert (again.speaker, again.stance, again.addressee, again.text) == (ETHIOPIA, "asserted", MWANGI, said.text)


def test_actors_merged_split_corrected(desk: Register, documents: list[Document]) -> None:
    first, second = documents[0].article.id, documents[1].article.id
    desk.revise("merge", "hanna-tessema", into="elijah-mwangi", **WHO)
    assert desk.find("hanna-tessema") == desk.find("elijah-mwangi")[:0]
    assert {p.actor for e in desk.events("type:CONSULT channel:letter") for p in (*e.source, *e.target)} == {
        "elijah-mwangi"
    }
    assert "Hanna Tessema" in next(a for a in desk.actors() if a.id == "elijah-mwangi").aliases
    desk.undo(desk.history("hanna-tessema")[0].number, **WHO)
    assert effective(desk, documents[0]).events == documents[0].events
    desk.revise("split", "elijah-mwangi", {"name": "Elijah Mwangi (fils)"}, only=[second[:10]], **WHO)
    assert desk.document(first).events[0].source == (MWANGI,)
    younger = desk.document(second).events[0].source[0]
    assert younger.name == "Elijah Mwangi (fils)"
    assert younger.actor != "elijah-mwangi"
    desk.revise("correct", "eth", {"name": "Abyssinie"}, **WHO)
    assert desk.document(first).events[1].target[0].name == "Abyssinie"
    assert desk.add(documents[1], again=True)
    assert desk.document(second).events[0].source == (younger,)


def test_a_day_of_publication(desk: Register, documents: list[Document]) -> None:
    key = documents[1].article.id
    desk.revise("correct", key, {"published": "2025-03-08"}, reason="the paper copy", **WHO)
    assert next(h.best for h in desk.heads() if h.id == key) == date(2025, 3, 8)
    desk.date_anew(replace(documents[1], publication=Publication(date(2019, 1, 1), None, None)), "mark")
    assert desk.document(key).publication.best == date(2025, 3, 8)  # type: ignore[union-attr]
    assert desk.document(key, alone=True).publication.best == date(2025, 3, 8)  # type: ignore[union-attr]
    assert desk.document(key, alone=True, unrevised=True).publication == documents[1].publication


def test_occurrences_and_stories_merged_and_split(desk: Register, documents: list[Document]) -> None:
    (letter, meeting), (retold,) = documents[0].events, documents[1].events
    stories, (told,), derivations = links(documents)
    other = Occurrence(content_id("o", meeting.id), (meeting.id,), meeting.date, 1, ("Agence",))
    desk.link(stories, [told, other], derivations, of="before")
    desk.revise("merge", other.id, into=told.id, **WHO)
    (one,) = desk.occurrences()
    assert (one.id, set(one.events), one.independent_sources) == (told.id, {letter.id, retold.id, meeting.id}, 2)
    # The analyst's word outlives a linking, under whatever ids that gives.
    desk.link(stories, [replace(told, id="a"), replace(other, id="b")], derivations, of="after")
    assert [(o.id, set(o.events)) for o in desk.occurrences()] == [("a", {letter.id, retold.id, meeting.id})]
    desk.revise("split", "a", only=[retold.id], **WHO)
    assert {frozenset(o.events) for o in desk.occurrences()} == {
        frozenset({letter.id, meeting.id}),
        frozenset({retold.id}),
    }
    desk.revise("split", stories[0].id, only=[documents[1].article.id], **WHO)
    assert sorted(len(s.articles) for s in desk.stories()) == [1, 1]
    assert desk.linked() is None
    desk.undo(desk.history()[-1].number, **WHO)
    assert [s.articles for s in desk.stories()] == [stories[0].articles]


def test_taken_back_and_taken_back_again(desk: Register, documents: list[Document]) -> None:
    letter = documents[0].events[0]
    one = desk.revise("correct", letter.id, {"status": "denied"}, **WHO)
    two = desk.undo(one.number, reason="too fast", **WHO)
    assert effective(desk, documents[0]) == desk.document(documents[0].article.id, unrevised=True)
    assert effective(desk, documents[0]).events == documents[0].events
    with pytest.raises(RegisterError, match="already"):
        desk.undo(one.number, **WHO)
    desk.undo(two.number, **WHO)
    assert effective(desk, documents[0]).events[0].status == "denied"
    assert [(r.action, r.undone) for r in desk.history(documents[0].article.id)] == [
        ("correct", False), ("undo", True), ("undo", False),
    ]  # fmt: skip


def test_undoing_everything_leaves_what_was_read(register_file: Where, documents: list[Document]) -> None:
    before = content(register_file)
    with Register(register_file) as desk:
        letter, meeting = documents[0].events
        desk.revise("correct", letter.id, {"source": "ETH"}, **WHO)
        desk.revise("remove", meeting.id, **WHO)
        desk.revise("annotate", "ken", reason="see also the file of 2019", **WHO)
        for revision in reversed(desk.history()):
            desk.undo(revision.number, **WHO)
    after = content(register_file)
    assert len(after.pop("revision")) == 6
    before.pop("revision")
    assert {k: v for k, v in after.items() if v != before[k]} == {}


@pytest.mark.parametrize(
    ("action", "of", "more", "words"),
    [
        ("confirm", "0000", {}, "is the id of no record"),
        ("split", "press", {}, "no record"),
        ("merge", "EVENT", {}, "into what"),
        ("merge", "EVENT", {"into": "hanna-tessema"}, "no other record"),
        ("split", "EVENT", {"parts": [{"type": "AGREE"}]}, "two or more"),
        ("remove", "hanna-tessema", {}, "nothing that is done with"),
        ("correct", "EVENT", {}, "nothing is to be changed"),
        ("correct", "EVENT", {"changes": {"colour": "red"}}, "has no field colour"),
        ("correct", "EVENT", {"changes": {"status": "perhaps"}}, "is no status"),
        ("correct", "EVENT", {"changes": {"type": "WEDDING"}}, "is no type"),
        ("correct", "EVENT", {"changes": {"date": "soon"}}, "no date"),
        ("correct", "ARTICLE", {"changes": {"title": "x"}}, "day of publication"),
        ("confirm", "EVENT", {"author": "  "}, "needs an author"),
        ("split", "elijah-mwangi", {}, "which part"),
    ],
)
def test_what_cannot_be_done(
    desk: Register, documents: list[Document], action: str, of: str, more: dict[str, object], words: str
) -> None:
    ids = {"EVENT": documents[0].events[0].id, "ARTICLE": documents[0].article.id}
    with pytest.raises(DragomanError, match=words):
        desk.revise(action, ids.get(of, of), **{"author": "Awa", **more})  # type: ignore[arg-type]
    assert desk.history() == ()
