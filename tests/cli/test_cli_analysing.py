"""`dragoman revise`, `history`, `reread`, `watch`, `search`: what analysts say and look for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from faked import LETTER, fake_reading

from dragoman.document import Document
from dragoman.model import Article
from dragoman.register import Register

Run = Callable[..., Result]


def test_a_correction_is_shown_and_taken_back(
    register_file: Path, documents: list[Document], dragoman: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_AUTHOR", "Awa Diop")
    letter = documents[0].events[0].id
    done = dragoman(
        "revise", "correct", letter[:8], "status=denied", "source=ETH", "--reason", "AFP", "-r", register_file
    )
    assert done.exit_code == 0, done.output
    assert "revision 1: correct event" in done.stderr
    lines = dragoman("history", letter[:8], "-r", register_file, "--tabs").stdout.splitlines()
    assert lines[1].split("\t")[2:] == [
        "Awa Diop",
        "correct",
        f"event {letter[:8]}",
        "status=denied; source=Éthiopie",
        "AFP",
    ]
    assert "denied" in dragoman("chronology", "-r", register_file, "--status", "denied").stdout
    assert dragoman("revise", "undo", "1", "-r", register_file).exit_code == 0
    lines = dragoman("history", "-r", register_file, "--tabs").stdout.splitlines()
    assert [line.split("\t")[3] for line in lines[1:]] == ["correct (taken back)", "undo 1"]


def test_every_way_of_revising(register_file: Path, documents: list[Document], dragoman: Run) -> None:
    article, (letter, meeting), retold = documents[0].article.id, documents[0].events, documents[1].events[0]
    for command in (
        ("confirm", letter.id),
        ("annotate", letter.id, "to be looked at again"),
        ("add", article, "type=AGREE", "source=KEN", "words=aucune porte"),
        ("merge", meeting.id, letter.id),
        ("remove", letter.id, "--reason", "no letter"),
        ("split", retold.id, "--part", "source=KEN target=ETH", "--part", "source=ETH target=KEN"),
        ("split", "elijah-mwangi", "--name", "Mwangi fils", "--only", documents[1].article.id),
    ):
        done = dragoman("revise", *command, "--author", "Awa", "-r", register_file)
        assert done.exit_code == 0, done.output
    with Register(register_file, read_only=True) as register:
        assert [e.type for e in register.document(article).events] == ["AGREE"]
        assert len(register.document(documents[1].article.id).events) == 2
        assert len(register.history()) == 7


def test_a_change_without_a_value_is_misuse(register_file: Path, documents: list[Document], dragoman: Run) -> None:
    done = dragoman("revise", "correct", documents[0].events[0].id, "denied", "-r", register_file)
    assert done.exit_code == 2
    assert "FIELD=VALUE" in done.stderr
    assert "nobody has revised anything" in dragoman("history", "-r", register_file).stderr


def test_search_lists_pages_and_counts(register_file: Path, dragoman: Run) -> None:
    first = dragoman("search", "pair:KEN-ETH", "type:CONSULT", "--limit", "2", "--tabs", "-r", register_file)
    assert first.exit_code == 0, first.output
    assert len(first.stdout.splitlines()) == 3
    cursor = first.stderr.split("--cursor ")[1].strip()
    rest = dragoman("search", "pair:KEN-ETH", "type:CONSULT", "--cursor", cursor, "--tabs", "-r", register_file)
    assert len(rest.stdout.splitlines()) == 2
    assert "more" not in rest.stderr
    counts = dragoman("search", "type:CONSULT", "--facets", "--tabs", "-r", register_file).stdout.splitlines()
    assert "all\t\t3" in counts
    assert "channel\tletter\t2" in counts
    for words in (("-lettre",), ("lettre", "-radio"), ("NOT", "lettre")):
        assert len(dragoman("search", *words, "--tabs", "-r", register_file).stdout.splitlines()) == 2, words
    for kind in ("statement", "occurrence", "story"):
        assert len(dragoman("search", f"kind:{kind}", "--tabs", "-r", register_file).stdout.splitlines()) == 2
    assert (
        "nobody in this register is called «Atlantide»"
        in dragoman("search", "actor:Atlantide", "-r", register_file).stderr
    )


def test_watching(register_file: Path, dragoman: Run) -> None:
    def asked(*words: str) -> list[str]:
        return dragoman("watch", *words, "--tabs", "-r", register_file).stdout.splitlines()

    assert asked() == ["name\tquery\tlast looked at"]
    assert len(asked("channel:letter")) == 3
    assert asked("channel:letter") == []
    assert len(asked("--name", "ogaden", "pair:KEN-ETH")) == 4
    assert asked("--name", "ogaden") == asked("@ogaden") == []
    assert [line.split("\t")[:2] for line in asked()[1:]] == [
        ["channel:letter", "channel:letter"],
        ["ogaden", "pair:KEN-ETH"],
    ]
    assert len(dragoman("search", "@ogaden", "--tabs", "-r", register_file).stdout.splitlines()) == 4
    assert "kept no longer" in dragoman("watch", "--name", "ogaden", "--forget", "-r", register_file).stderr
    assert len(asked()) == 2


def other_reading(article: Article, **wishes: object) -> Document:
    """A newer version: what was CONSULT is AGREE, and the last visit is not read any more."""
    document = fake_reading(article, **wishes)
    events = tuple(replace(e, type="AGREE", status="planned") for e in document.events)
    return replace(document, events=events if "lettre" in article.text else events[:-1])


def test_reread_tells_what_changed_and_keeps_analysts_words(
    press: Path, dragoman: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LETTER
    dragoman("read", "press")
    with Register("dragoman.db") as register:
        confirmed = register.search("source:gha").hits[0].id
        register.revise("confirm", confirmed, author="Awa")
    assert "0 read anew" in dragoman("reread").stderr
    monkeypatch.setattr("dragoman.program.mark", lambda: "newer")
    monkeypatch.setattr("dragoman.reader.read_article", other_reading)
    with Register("dragoman.db", read_only=True) as register:
        before = register.events()
    dry = dragoman("reread", "--dry", "--tabs")
    with Register("dragoman.db", read_only=True) as register:
        assert register.events() == before
    done = dragoman("reread", "--tabs")
    assert done.exit_code == 0, done.output
    assert done.stdout == dry.stdout
    assert "2 read anew, 2 of them read otherwise" in done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert {tuple(row[3:7]) for row in rows if row[3] == "changed"} == {
        ("changed", "type", "CONSULT", "AGREE"), ("changed", "status", "actual", "planned"),
    }  # fmt: skip
    assert len({row[2] for row in rows if row[3] == "gone"}) == 1
    with Register("dragoman.db", read_only=True) as register:
        assert {e.type for e in register.events() if e.id != confirmed} == {"AGREE"}
        assert next(e for e in register.events() if e.id == confirmed).type == "CONSULT"
    assert "0 read anew" in dragoman("reread").stderr
    assert "2 read anew, 0 of them" in dragoman("reread", "--all").stderr
