"""Who said what, about whom, what it denies, and the ledger of quotations, each word of which stands in its article."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from tests.conftest import AGENCY, ETHIOPIA, KENYA, MWANGI, RADIO, TESSEMA, article, mediation, span

from dragoman.document import Document
from dragoman.model import Actor, Credit, Interval, Mention, Office, Party, Publication, Statement
from dragoman.register import Register

Run = Callable[..., Result]
TEXT = (
    "Le Kenya arme les milices\n"
    "« Nairobi arme les milices », a déclaré jeudi Hanna Tessema à la presse. « C'est faux », a répondu Elijah Mwangi."
)


def statement(id: str, of: str, who: Party, words: str, cue: str, **more: object) -> Statement:
    """A direct quotation of the text."""
    where = span(TEXT, words)
    made = Statement(
        id, of, who, "direct", "dire", "asserted", where.start, where.end, words, span(TEXT, cue), "test/incise"
    )
    return replace(made, **more)  # type: ignore[arg-type]


def quarrel() -> Document:
    """An accusation, told by the title as a fact, and its denial."""
    of = article("quarrel", TEXT, credits=(Credit("Agence d'essai", "relays"),))
    said = span(TEXT, "« Nairobi").start + 2
    claimed = statement(
        "aaaa1111", of.id, TESSEMA, "Nairobi arme les milices", "a déclaré",
        headline=True, date=Interval(date(2025, 3, 6), date(2025, 3, 6), "jeudi"),
        candidates=(ETHIOPIA,),
    )  # fmt: skip
    denied = statement("bbbb2222", of.id, MWANGI, "C'est faux", "a répondu", denies="aaaa1111", endorsed="reserve")
    return Document(
        of,
        publication=Publication(date(2025, 3, 8), date(2025, 3, 7), date(2025, 3, 9)),
        actors=(
            Actor("hanna-tessema", "Hanna Tessema", "person", "ETH",
                  offices=(Office("ministre", "ETH", None, date(2020, 1, 1)), Office("présidente", "ETH"))),
            Actor("elijah-mwangi", "Elijah Mwangi", "person", "KEN"),
            Actor("ken", "Kenya", "state", "KEN"),
        ),
        mentions=(Mention(said, said + 7, said, "Nairobi", "metonym", (KENYA,), "state", "test"),),
        statements=(claimed, denied),
    )  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A register with the mediation and the quarrel."""
    path = tmp_path / "voices.db"
    with Register(path) as register:
        register.add(mediation())
        register.add(quarrel())
    return path


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), ["Nous ne fermerons aucune porte", "Nairobi arme les milices", "C'est faux"]),
        (("--side", "elijah-mwangi"), ["Nous ne fermerons aucune porte", "C'est faux"]),
        (("--side", "Elijah", "--stance", "negated"), ["Nous ne fermerons aucune porte"]),
        (("--about", "KEN"), ["Nairobi arme les milices"]),
        (("--about", "Kenya", "--about", "ETH"), []),
        (("--form", "indirect"), []),
        (("--form", "indirect", "--form", "DIRECT", "--until", "2025-03-06"),
         ["Nous ne fermerons aucune porte", "Nairobi arme les milices"]),
        (("--since", "2025-03-07"), ["C'est faux"]),
    ],
)  # fmt: skip
def test_statements_that_are_wanted(desk: Path, dragoman: Run, options: tuple[str, ...], words: list[str]) -> None:
    result = dragoman("statements", "--register", desk, "--tabs", *options)
    assert result.exit_code == 0
    assert [line.split("\t")[6] for line in result.stdout.splitlines()[1:]] == words


def test_statements_of_an_article_with_their_notes(desk: Path, dragoman: Run) -> None:
    one = quarrel().article.id[:10]
    lines = dragoman("statements", "-r", desk, "--tabs", "--article", one, "--verify").stdout.splitlines()
    columns = lines[0].split("\t")
    rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:]]
    assert [r["notes"] for r in rows] == ["headline; or Éthiopie (ETH)", "reserve; denies aaaa1111"]
    assert rows[0]["said"] == "2025-03-06"
    missing = dragoman("statements", "-r", desk, "--article", "zz")
    assert missing.exit_code == 2
    assert "no article" in missing.stderr


def tamper(path: Path) -> None:
    """Changes a letter in the stored text of the quarrel."""
    with sqlite3.connect(path) as register:
        register.execute("UPDATE article SET text = replace(text, 'arme les milices »', 'aide les milices »')")
    register.close()


def test_a_word_that_does_not_stand_in_the_article_is_told(desk: Path, dragoman: Run) -> None:
    assert dragoman("statements", "-r", desk, "--verify").exit_code == 0
    tamper(desk)
    result = dragoman("statements", "-r", desk, "--verify")
    assert result.exit_code == 1
    assert "aaaa1111: content" in result.stderr
    assert "«Nairobi aide les milices» in the text" in result.stderr
    assert dragoman("statements", "-r", desk).exit_code == 0
    assert dragoman("ledger", "Hanna Tessema", "-r", desk).exit_code == 1


def test_the_ledger_of_a_person(desk: Path, dragoman: Run) -> None:
    result = dragoman("ledger", "mwangi", "-r", desk, "--tabs")
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows[0][:6] == ["date", "speaker", "office", "words", "to", "through"]
    assert [r[3] for r in rows[1:]] == ["Nous ne fermerons aucune porte", "C'est faux"]
    assert rows[1][0:3] == ["2025-03-04", "Elijah Mwangi (KEN)", "ministre des Affaires étrangères (KEN)"]
    assert [r[5] for r in rows[1:]] == [f"{RADIO.name} ‹ {AGENCY.name}", AGENCY.name]
    assert "2 statements are as the articles have them" in result.stderr


def test_the_ledger_keeps_what_a_state_may_have_said_and_the_period(desk: Path, dragoman: Run) -> None:
    lines = dragoman("ledger", "ETH", "-r", desk, "--format", "jsonl").stdout.splitlines()
    (said,) = (json.loads(line) for line in lines)
    assert (said["text"], said["office"], said["open"]) == ("Nairobi arme les milices", "présidente (ETH)", False)
    assert TEXT[said["start"] : said["end"]] == said["text"]
    assert said["date"] == {"earliest": "2025-03-06", "latest": "2025-03-06"}
    assert said["candidates"][0]["name"] == "Éthiopie"
    assert dragoman("ledger", "ETH", "-r", desk, "--since", "2025-03-07", "--format", "jsonl").stdout == ""


def test_a_reading_that_is_open_has_a_question_mark(tmp_path: Path, dragoman: Run) -> None:
    document = quarrel()
    open_reading = replace(document.statements[0], candidates=(MWANGI,))
    with Register(tmp_path / "open.db") as register:
        register.add(replace(document, statements=(open_reading,)))
    rows = dragoman("ledger", "elijah-mwangi", "-r", tmp_path / "open.db", "--tabs").stdout.splitlines()
    assert rows[1].split("\t")[1] == "Hanna Tessema (ETH) ?"


def test_the_ledger_in_markdown_and_in_no_other_format(desk: Path, dragoman: Run) -> None:
    lines = dragoman("ledger", "ETH", "-r", desk, "--format", "md").stdout.splitlines()
    assert lines[0].startswith("| date | speaker |")
    assert "« Nairobi arme les milices »" in lines[2]
    assert dragoman("ledger", "ETH", "-r", desk, "--format", "html").exit_code == 2


def test_show_tells_what_is_denied_by_whom_and_what_the_title_makes_of_it(desk: Path, dragoman: Run) -> None:
    claim = dragoman("show", "aaaa1111", "-r", desk).stdout
    assert "headline   the title tells it as a fact" in claim
    assert "denied by  bbbb2222" in claim
    denial = dragoman("show", "bbbb2222", "-r", desk).stdout
    assert "denies     aaaa1111" in denial
    assert "article    reserve" in denial
    shown = dragoman("show", quarrel().article.id, "-r", desk).stdout
    assert (
        "headline   told as a fact, said in the body by Hanna Tessema (ETH) only: «Nairobi arme les milices»" in shown
    )


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_dossier_shows_it_too(desk: Path, dragoman: Run, form: str) -> None:
    page = dragoman("dossier", "-r", desk, "--format", form, "--language", "en").stdout
    assert "the title tells as a fact what is said only by Hanna Tessema (ETH)" in page
    assert "told as a fact in the title" in page
    assert "denied by Elijah Mwangi" in page
    assert "denies Hanna Tessema («Nairobi arme les milices»)" in page
    assert "with reserve" in page
