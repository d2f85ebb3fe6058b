"""The query language: what a text asks for, and what is said of a text that cannot be understood."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.register import Query, QueryError, Term, parse
from dragoman.register.periods import period
from dragoman.register.query import known_fields

TODAY = date(2024, 5, 17)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("lettre", [Term("text", ("lettre",))]),
        (
            '"nouvelle proposition" «cessez-le-feu»',
            [Term("text", ("nouvelle proposition",)), Term("text", ("cessez le feu",))],
        ),
        ("pourparl*", [Term("text", ("pourparl*",))]),
        ("l'Ogaden", [Term("text", ("l Ogaden",))]),
        ("type:consult", [Term("type", ("CONSULT",))]),
        ("type:AGREE,CONSULT", [Term("type", ("AGREE", "CONSULT"))]),
        ("type:(AGREE OR CONSULT)", [Term("type", ("AGREE", "CONSULT"))]),
        ("type:AGREE OR type:CONSULT", [Term("type", ("AGREE", "CONSULT"))]),
        ("type:AGREE type:CONSULT", [Term("type", ("AGREE", "CONSULT"))]),
        ("actor:Petro actor:Boric", [Term("actor", ("Petro",)), Term("actor", ("Boric",))]),
        ("-status:denied", [Term("status", ("denied",), negated=True)]),
        ("NOT place:Doha SAUF lieu:Oslo", [Term("place", ("Doha", "Oslo"), negated=True)]),
        ('voice:"Agence d\'essai"', [Term("voice", ("Agence d'essai",))]),
        ("lettre OU message", [Term("text", ("lettre", "message"))]),
        ("(lettre OR message)", [Term("text", ("lettre", "message"))]),
        ("pair:KEN-ETH", [Term("pair", ("KEN/ETH",))]),
        ('paire:"Guinée-Bissau / Sénégal"', [Term("pair", ("Guinée-Bissau/Sénégal",))]),
        ("acteur:Museveni statut:planned", [Term("actor", ("Museveni",)), Term("status", ("planned",))]),
        ("https://example.org/a", [Term("text", ("https example org a",))]),
        ("à 10:30", [Term("text", ("à",)), Term("text", ("10 30",))]),
        ("", []),
    ],
)
def test_what_a_text_asks_for(text: str, terms: list[Term]) -> None:
    assert list(parse(text).terms) == terms


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("since:2024-02", date(2024, 2, 1), None),
        ("until:2024-02", None, date(2024, 2, 29)),
        ("during:2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("depuis:30d jusque:hier", date(2024, 4, 17), date(2024, 5, 16)),
        ("since:2024 since:2024-03-02", date(2024, 3, 2), None),
    ],
)
def test_periods(text: str, since: date | None, until: date | None) -> None:
    query = parse(text, today=TODAY)
    assert (query.since, query.until) == (since, until)


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("aktor:Petro", 1, "did you mean actor:"),
        ("lettre xyzzy:3", 8, "the fields are"),
        ("type:CONSUL", 1, "did you mean CONSULT"),
        ("type:wedding", 1, "choose from AGREE"),
        ("kind:statement kind:event", 16, "one kind"),
        ("actor:", 7, "such as actor:Lavrov"),
        ('voice:"', 7, "quotation mark is not closed"),
        ("type:(AGREE", 1, "bracket"),
        ("(lettre message)", 9, "parted by OR"),
        ("(lettre", 1, "not closed"),
        ("lettre)", 7, "closes none"),
        ("lettre »", 8, "not opened"),
        ("lettre OR type:AGREE", 11, "one field"),
        ("lettre OR ", 8, "nothing follows OR"),
        ("since:2024-13", 1, "no such day"),
        ("since:soon", 1, "write YYYY"),
        ("-since:2024", 1, "not negated"),
        ("since:2025 until:2024", 1, "exchange the two"),
        ("pair:KEN", 1, "does not name two"),
        ("ordinal:third", 1, "no number"),
        ("?!", 1, "no word to look for"),
    ],
)  # fmt: skip
def test_mistakes_are_named_with_their_place(text: str, at: int, words: str) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        parse(text)
    assert (caught.value.text, caught.value.at + 1) == (text, at)
    assert str(caught.value).startswith(f"query, character {at}: ")


@given(st.text(alphabet='abé:-"«»()* ,/ORtype2024sinckd', max_size=40))
def test_a_query_written_as_text_is_the_same_query(text: str) -> None:
    try:
        query = parse(text, today=TODAY)
    except QueryError as error:
        assert 0 <= error.at <= len(text)
        return
    assert parse(str(query)) == query


def test_the_fields_of_the_record_are_written_too() -> None:
    query = Query(sides=("KEN", "hanna-tessema"), types=("AGREE",), since=date(2024, 1, 2))
    assert str(query) == "actor:KEN actor:hanna-tessema type:AGREE since:2024-01-02"


def test_a_wrong_day_says_so() -> None:
    with pytest.raises(ValueError, match="no such day"):
        period("2023-02-29")


def test_every_field_is_explained() -> None:
    page = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
    for field in known_fields().values():
        assert f"| `{field.name}:` |" in page
        assert all(f"`{alias}`" in page for alias in field.aliases)
        if field.name != "kind":
            parse(field.example)
