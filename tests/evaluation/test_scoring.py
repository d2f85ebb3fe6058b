"""Scores by the definitions: what agrees, what is optional, what was taken for what."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman.document import Document
from dragoman.errors import UsageError
from dragoman.evaluation.agreement import dates_agree, pair, share, sides_agree, statuses_agree, words
from dragoman.evaluation.coded import CodedEvent, CodedStatement, CodedText, coded_texts
from dragoman.evaluation.scoring import NOTHING, score
from dragoman.model import Article, Credit, Event, Interval, Party, Publication, Span, Statement

CHILE, PERU, BOLIVIA = (Party(c.lower(), c, c) for c in ("CHL", "PER", "BOL"))
TEXT = "Santiago a condamné Lima. Santiago et La Paz se sont rencontrés. La Paz a menacé Lima."


def event(kind: str, source: Party, target: Party | None, words_: str, status: str = "actual") -> Event:
    start = TEXT.index(words_)
    where = Span(start, start + len(words_), words_)
    return Event(
        id=f"{kind}{start}", article="a", type=kind, mode=None, contexts=(), channel=None, ordinal=None, source=(source,),
        target=(target,) if target else (), roles=(), place=None, date=None, status=status, attribution=(), intensity=0.0,
        evidence=(where,), trigger=where, rule="test",
    )  # fmt: skip


def coded(kind: str, source: Party, target: Party | None, anchor: str, **more: object) -> CodedEvent:
    made = CodedEvent(kind, (source,), (target,) if target else (), "actual", None, anchor)
    return replace(made, **more)  # type: ignore[arg-type]


def text(*events: CodedEvent, **more: object) -> CodedText:
    made = CodedText("a", "fr", True, None, events, (), ())
    return replace(made, **more)  # type: ignore[arg-type]


def document(*events: Event, **more: object) -> Document:
    made = Document(Article("a", "a.txt", TEXT, "fr"), events=events)
    return replace(made, **more)  # type: ignore[arg-type]


def test_right_missed_and_beyond_are_counted_by_type() -> None:
    gold = text(coded("ACCUSE", CHILE, PERU, "a condamné Lima"), coded("THREATEN", BOLIVIA, PERU, "a menacé Lima"))
    read = document(event("ACCUSE", CHILE, PERU, "a condamné Lima"), event("ASSAULT", BOLIVIA, PERU, "a menacé Lima"))
    report = score([(gold, [read])])
    assert (report.events.right, report.events.missed, report.events.beyond) == (1, 1, 1)
    assert report.events.f1 == report.events.precision == report.events.recall == 0.5
    assert report.sides.f1 == 1.0
    assert report.by_type["ACCUSE"].f1 == 1.0
    assert (report.by_type["THREATEN"].missed, report.by_type["ASSAULT"].beyond) == (1, 1)
    assert dict(report.confusions) == {("THREATEN", "ASSAULT"): 1}


def test_the_direction_counts_except_where_a_type_has_none() -> None:
    assert not sides_agree(coded("ACCUSE", PERU, CHILE, ""), event("ACCUSE", CHILE, PERU, "a condamné Lima"))
    assert sides_agree(coded("CONSULT", BOLIVIA, CHILE, ""), event("CONSULT", CHILE, BOLIVIA, "se sont rencontrés"))
    assert not sides_agree(coded("CONSULT", BOLIVIA, PERU, ""), event("CONSULT", CHILE, BOLIVIA, "se sont rencontrés"))


def test_a_meeting_whose_guests_stand_in_a_role_agrees() -> None:
    read = replace(event("CONSULT", CHILE, None, "se sont rencontrés"), roles=(("mediator", (BOLIVIA,)),))
    assert sides_agree(coded("CONSULT", BOLIVIA, CHILE, ""), read)


def test_other_types_held_as_good_agree_and_optional_events_count_neither_way() -> None:
    gold = text(
        coded("REJECT", CHILE, PERU, "a condamné Lima", alt=("ACCUSE",)),
        coded("CONSULT", CHILE, BOLIVIA, "se sont rencontrés", optional=True),
        coded("THREATEN", BOLIVIA, PERU, "a menacé Lima", optional=True),
    )
    report = score(
        [(gold, [document(event("ACCUSE", CHILE, PERU, "a condamné"), event("CONSULT", CHILE, BOLIVIA, "se"))])]
    )
    assert (report.events.right, report.events.missed, report.events.beyond) == (1, 0, 0)


def test_the_event_at_the_anchor_is_paired_first() -> None:
    near = event("ACCUSE", CHILE, PERU, "a condamné Lima", status="denied")
    far = event("ACCUSE", CHILE, PERU, "a menacé Lima")
    report = score([(text(coded("ACCUSE", CHILE, PERU, "a condamné Lima")), [document(far, near)])])
    assert (report.status.right, report.status.all) == (0, 1)


def test_a_side_without_state_agrees_by_name_in_any_spelling() -> None:
    assert share((Party(None, "Vladimir Poutine", None),), (Party(None, "Putin", None),))
    assert share((Party(None, "FDLR", "ARM:FDLR"),), (Party("fdlr", "FDLR", None),))
    assert not share((Party(None, "Pérou", "PER"),), (Party(None, "Pérou", None),))
    assert "putin" in words("Poutine")


@pytest.mark.parametrize(
    ("gold", "earliest", "latest", "agree"),
    [
        ("2024-05-03", "2024-05-03", "2024-05-03", True),
        ("2024-05-03", "2024-05-01", "2024-05-31", True),
        ("2024-05-03", "2024-04-01", "2024-05-31", False),
        ("2024-05", "2024-05-09", "2024-05-09", True),
        ("2024", "2023-01-01", "2023-12-31", False),
    ],
)
def test_dates(gold: str, earliest: str, latest: str, agree: bool) -> None:
    assert dates_agree(gold, Interval(date.fromisoformat(earliest), date.fromisoformat(latest))) is agree
    assert not dates_agree(gold, None)


def test_unconfirmed_passes_for_actual_but_not_for_denied() -> None:
    assert statuses_agree("actual", "unconfirmed")
    assert not statuses_agree("denied", "unconfirmed")
    assert not statuses_agree("unconfirmed", "actual")


def test_statements_credits_publication_and_noise() -> None:
    said = Statement(
        "s", "a", Party(None, "Michelle Bachelet", "CHL"), "indirect", "dire", "asserted", 0, 24, TEXT[:24],
        Span(0, 8, "Santiago"), "test",
    )  # fmt: skip
    gold = text(
        relevant=False,
        published="2024-03-09",
        statements=(CodedStatement("Bachelet", "Santiago a condamné"), CodedStatement("Lima", "autre chose")),
        credits=("EFE",),
    )
    read = document(
        event("ACCUSE", CHILE, PERU, "a condamné"),
        statements=(said, replace(said, form="narrated")),
        publication=Publication(date(2024, 3, 10), date(2024, 3, 8), date(2024, 3, 12)),
    )
    read = replace(read, article=replace(read.article, credits=(Credit("Agencia EFE", "relays"),)))
    report = score([(gold, [read])])
    assert (report.statements.right, report.statements.missed, report.statements.beyond) == (1, 1, 0)
    assert report.credits.f1 == 1.0
    assert (report.published.right, report.enclosed.right) == (0, 1)
    assert (report.noise, report.calm) == (1, 1)
    assert dict(report.confusions) == {(NOTHING, "ACCUSE"): 1}


def test_a_text_without_dispatch_is_unread_and_its_events_missed() -> None:
    report = score([(text(coded("ACCUSE", CHILE, PERU, "a condamné")), [])])
    assert report.unread == ["a"]
    assert report.events.missed == 1


def test_pairing_is_one_to_one() -> None:
    found = pair([1, 1], [1, 2], lambda one, other: one == other)
    assert (found.pairs, found.missed, found.beyond) == (((1, 1),), (1,), (2,))


def test_coded_texts_are_read_from_files_and_folders_and_errors_name_the_entry(tmp_path: Path) -> None:
    entry = {
        "key": "fair", "language": "fr", "relevant": True, "published": "2024-01-02", "credits": [], "statements": [],
        "events": [{"type": "AID", "source": [{"name": "Chili", "state": "CHL"}], "target": [], "status": "actual",
                    "date": None, "anchor": "a livré"}],
    }  # fmt: skip
    (tmp_path / "one.json").write_text(json.dumps(entry), encoding="utf-8")
    (tmp_path / "two.json").write_text(json.dumps([entry, entry]), encoding="utf-8")
    found = list(coded_texts([tmp_path]))
    assert len(found) == 3
    assert found[0].events[0].source == (Party(None, "Chili", "CHL"),)
    entry["events"][0]["type"] = "HELP"  # type: ignore[index]
    (tmp_path / "two.json").write_text(json.dumps([entry]), encoding="utf-8")
    with pytest.raises(UsageError, match=r"two\.json, entry fair: type HELP"):
        list(coded_texts([tmp_path]))
