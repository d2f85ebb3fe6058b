"""What queries list: words, sides, types, days; pages, passages, counts; ids and names."""

from __future__ import annotations

from datetime import date

import pytest
from tests.register.conftest import Where

from dragoman.document import Document
from dragoman.errors import UsageError
from dragoman.register import Query, Register


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("presidente ETHIOPIENNE", ["press/mediation.txt"]),
        ("lettre", ["press/rewrite.txt", "press/mediation.txt"]),
        ("« remis mardi une »", ["press/rewrite.txt"]),
        ("pourparl*", ["press/mediation.txt"]),
        ("pourparl", []),
        ("lettre Quito", []),
        ("Quito OR pourparlers", ["press/mediation.txt", "press/fair.txt"]),
        ("-lettre", ["press/fair.txt"]),
        ("NEAR AND", []),
        ("outlet:courrier", ["press/mediation.txt"]),
        ("-outlet:courrier", ["press/rewrite.txt", "press/fair.txt"]),
        ("story:nairobi", ["press/rewrite.txt", "press/mediation.txt"]),
        ("kind:article type:CONSULT status:planned", ["press/mediation.txt"]),
        ("kind:article stance:negated", ["press/mediation.txt"]),
        ("since:2025-03-06", ["press/rewrite.txt"]),
    ],
)
def test_articles(register_file: Where, text: str, hits: list[str]) -> None:
    with Register(register_file, read_only=True) as register:
        page = register.search(text)
        assert page.kind == "article"
        assert [hit.record.source for hit in page.hits] == hits
        assert register.total(text) == len(hits)


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("actor:Mwangi", [0, 2]),
        ("actor:kenya", [0, 1, 2]),
        ("actor:KEN -actor:elijah-mwangi", [1]),
        ("pair:KEN-ETH", [0, 1, 2]),
        ("pair:KEN-BRA", []),
        ("pair:Mwangi/Tessema", [0, 2]),
        ("source:KEN target:Tessema", [0, 2]),
        ("source:ETH", []),
        ("bearer:Mwangi", [0]),
        ("role:addressee", [0]),
        ("type:CONSULT channel:letter", [0, 2]),
        ("-status:planned type:CONSULT", [0, 2]),
        ("status:planned,unconfirmed", [1, 2]),
        ('voice:"Agence d\'essai"', [1, 2]),
        ("voice:radio", [1]),
        ("voice:radio voice:agence", [1]),
        ("place:nairobi", [0]),
        ("place:ETH", [1]),
        ("place:Éthiopie", [1]),
        ("kind:event during:2025-03-12", [1]),
        ("type:AGREE", []),
        ("type:CONSULT outlet:courrier", [0, 1]),
        ("type:CONSULT -outlet:courrier", [2]),
        ("type:CONSULT story:nairobi remis", [0, 2]),
        ("kind:event fermerons", []),
    ],
)
def test_events(register_file: Where, documents: list[Document], text: str, which: list[int]) -> None:
    events = [*documents[0].events, *documents[1].events]
    wanted = {events[n].id for n in which}
    with Register(register_file, read_only=True) as register:
        assert {hit.id for hit in register.search(text).hits} == wanted
        assert {event.id for event in register.events(text)} == wanted


def test_statements_occurrences_stories(register_file: Where, documents: list[Document]) -> None:
    said = documents[0].statements
    with Register(register_file, read_only=True) as register:
        assert [h.record for h in register.search("speaker:Mwangi").hits] == list(said)
        assert [h.record for h in register.search("kind:statement voice:radio").hits] == list(said)
        assert register.statements("stance:asserted") == ()
        assert register.statements("kind:statement type:CONSULT") == ()
        assert len(register.search("kind:occurrence channel:letter").hits) == 1
        assert register.search("kind:occurrence channel:call").hits == ()
        assert [h.title for h in register.search("kind:story actor:Tessema").hits] == ["Une lettre de Nairobi"]


def test_the_snippet_marks_the_words(register_file: Where) -> None:
    with Register(register_file, read_only=True) as register:
        hit = register.search("lecteurs").hits[0]
    assert "[lecteurs]" in hit.snippet.marked()
    assert [p.text for p in hit.snippet.pieces if p.found] == ["lecteurs"]


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_join_without_gap(register_file: Where, order: str) -> None:
    for text in ("", "type:CONSULT"):
        with Register(register_file, read_only=True) as register:
            whole = [h.id for h in register.search(text, order=order).hits]
            found, cursor = [], None
            for _ in whole:
                page = register.search(text, limit=1, order=order, cursor=cursor)
                found += [h.id for h in page.hits]
                cursor = page.cursor
        assert len(whole) == 3
        assert (found, cursor) == (whole, None)


def test_a_foreign_cursor_is_refused(register_file: Where) -> None:
    with Register(register_file, read_only=True) as register:
        cursor = register.search("", limit=1).cursor
        with pytest.raises(UsageError, match="no cursor"):
            register.search("", cursor="x")
        with pytest.raises(UsageError, match="other order"):
            register.search("", cursor=cursor, order="oldest")


def test_facets(register_file: Where) -> None:
    with Register(register_file, read_only=True) as register:
        found = register.facets("type:CONSULT")
        assert {c.value: c.count for c in found["status"]} == {"actual": 1, "planned": 1, "unconfirmed": 1}
        assert [(c.value, c.count) for c in found["month"]] == [("2025-03", 2)]
        assert [(c.value, c.count) for c in found["state"]] == [("ETH", 3), ("KEN", 3)]
        assert [(c.value, c.count) for c in found["channel"]] == [("letter", 2), ("meeting", 1)]
        assert [c.value for c in register.facets("", ["outlet"])["outlet"]] == ["Le Courrier d'essai"]
        with pytest.raises(UsageError, match="no facet of article"):
            register.facets("", ["stance"])


def test_who_is_unknown_is_said(register_file: Where) -> None:
    with Register(register_file, read_only=True) as register:
        assert register.search("actor:Atlantide").notes == ("nobody in this register is called «Atlantide»",)
        assert register.search("actor:Kenya").notes == ()


def test_fields_that_no_record_has_together(register_file: Where) -> None:
    with Register(register_file, read_only=True) as register:
        for text in ("stance:denied type:AGREE", "kind:event stance:denied", "kind:statement type:AGREE"):
            with pytest.raises(UsageError, match=r"of (events|statements)"):
                register.search(text)


def test_events_by_side_pair_status_and_day(register_file: Where, documents: list[Document]) -> None:
    letter, meeting = documents[0].events
    retold = documents[1].events[0]
    with Register(register_file, read_only=True) as register:
        assert register.events() == (letter, meeting, retold)
        assert register.events(Query(sides=("KEN", "ETH"))) == (letter, meeting, retold)
        assert register.events(Query(sides=("hanna-tessema",))) == (letter, retold)
        assert register.events(Query(sides=("KEN", "BRA"))) == ()
        assert register.events(Query(statuses=("planned",), types=("CONSULT",))) == (meeting,)
        assert register.events(Query(since=date(2025, 3, 5))) == (meeting,)
        assert register.events(Query(until=date(2025, 3, 5), channels=("letter",))) == (letter,)
        # The agency is a voice, not a side.
        assert register.events(Query(sides=("agence-d-essai",))) == ()


def test_statements_by_speaker(register_file: Where, documents: list[Document]) -> None:
    with Register(register_file, read_only=True) as register:
        assert register.statements(Query(sides=("KEN",))) == documents[0].statements
        assert register.statements(Query(sides=("ETH",))) == ()


def test_ids_beginnings_and_names(register_file: Where, documents: list[Document]) -> None:
    event = documents[0].events[0]
    with Register(register_file, read_only=True) as register:
        assert [(f.kind, f.id) for f in register.find(event.id[:10])] == [("event", event.id)]
        assert [f.kind for f in register.find(documents[2].article.id)] == ["article"]
        assert [f.id for f in register.find("ethiopie")] == ["eth"]
        assert [f.id for f in register.find("m. mwangi")] == ["elijah-mwangi"]
        assert [f.id for f in register.find("tessema")] == ["hanna-tessema"]
        assert register.find("Atlantide") == ()
