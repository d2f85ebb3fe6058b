"""`dragoman read`, `explain` and `date`: nothing read twice, nothing lost, nothing stopped by a bad file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from faked import BROKEN, LETTER, VISIT, fake_reading

from dragoman.errors import PipelineError
from dragoman.model import Story
from dragoman.register import Register

Run = Callable[..., Result]


def exported(dragoman: Run, register: str = "dragoman.db") -> str:
    result = dragoman("export", "--register", register)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_reading_says_where_the_register_is(press: Path, dragoman: Run) -> None:
    result = dragoman("read", "press")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert result.stderr == "2 read; the register is dragoman.db\n"


def test_reading_twice_changes_nothing(press: Path, dragoman: Run) -> None:
    dragoman("read", "press")
    before = exported(dragoman)
    with Register("dragoman.db", read_only=True) as register:
        runs = register.count("run")
    result = dragoman("read", "press")
    assert "0 read, 2 known already" in result.stderr
    assert exported(dragoman) == before
    with Register("dragoman.db", read_only=True) as register:
        assert register.count("run") == runs


def test_a_bad_file_is_set_aside(press: Path, dragoman: Run) -> None:
    (press / "broken.txt").write_text(BROKEN * 4, encoding="utf-8")
    result = dragoman("read", "press")
    assert result.exit_code == 1
    assert "broken.txt: reading failed with ValueError: a stage fell over" in result.stderr
    assert "2 read, 1 set aside" in result.stderr
    assert "broken.txt" in dragoman("articles").stderr


@pytest.mark.parametrize("arguments", [("read",), ("read", "nowhere"), ("read", "press", "--published", "mardi")])
def test_misuse(press: Path, dragoman: Run, arguments: tuple[str, ...]) -> None:
    assert dragoman(*arguments).exit_code == 2
    assert not Path("dragoman.db").exists()


def test_two_processes_write_the_same_bytes(press: Path, dragoman: Run) -> None:
    for n in range(7):
        (press / f"more{n}.txt").write_text(f"{n} fois : {LETTER if n % 2 else VISIT}" * 3, encoding="utf-8")
    (press / "broken.txt").write_text(BROKEN * 4, encoding="utf-8")
    assert dragoman("read", "press", "--register", "one.db").exit_code == 1
    assert dragoman("read", "press", "--register", "two.db", "--processes", 2).exit_code == 1
    one = exported(dragoman, "one.db")
    assert one.count('"kind": "article"') == 9
    assert exported(dragoman, "two.db") == one


def test_an_interrupted_reading_goes_on(press: Path, dragoman: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(article, **wishes):  # type: ignore[no-untyped-def]
        if "visite" in article.text:
            raise KeyboardInterrupt
        return fake_reading(article, **wishes)

    with monkeypatch.context() as patch:
        patch.setattr("dragoman.reader.read_article", interrupted)
        result = dragoman("read", "press")
    assert result.exit_code == 130
    assert "the same command goes on" in result.stderr
    result = dragoman("read", "press")
    assert "1 read, 1 known already" in result.stderr


def test_an_unfit_pipeline_ends_the_reading(press: Path, dragoman: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def unfit(article, **wishes):  # type: ignore[no-untyped-def]
        raise PipelineError("no such pipeline")

    monkeypatch.setattr("dragoman.reader.read_article", unfit)
    assert isinstance(dragoman("read", "press").exception, PipelineError)


def test_a_date_given_by_hand(press: Path, dragoman: Run) -> None:
    dragoman("read", "press/letter.txt")
    assert '"best": null' in exported(dragoman)
    assert "1 read" in dragoman("read", "press/letter.txt", "--published", "2024-05-06").stderr
    assert '"best": "2024-05-06"' in exported(dragoman)


def test_standard_input(press: Path, dragoman: Run) -> None:
    assert dragoman("read", "-", input=LETTER * 4).exit_code == 0
    assert '"source": "-"' in exported(dragoman)


def test_explain_shows_rules_and_rejections(press: Path, dragoman: Run) -> None:
    result = dragoman("explain", "press/visit.txt")
    assert result.exit_code == 0
    assert "event      CONSULT/letter: Visite (GHA) -> —, actual  [fake, «visite», 1.00]" in result.stdout
    assert "rejected   «Le»  [fake-rule]: only an article" in result.stdout


def test_date_shows_the_evidence(press: Path, dragoman: Run) -> None:
    result = dragoman("date", "press/visit.txt")
    assert result.exit_code == 0
    assert "published  unknown" in result.stdout


def test_an_endless_article_is_set_aside(press: Path, dragoman: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(article, **wishes):  # type: ignore[no-untyped-def]
        while "visite" in article.text:
            pass
        return fake_reading(article, **wishes)

    monkeypatch.setattr("dragoman.reader.read_article", endless)
    monkeypatch.setattr("dragoman.reader.PATIENCE", 0.2)
    result = dragoman("read", "press")
    assert result.exit_code == 1
    assert "visit.txt: reading failed with TimeoutError: not read within 0.2 seconds" in result.stderr
    assert "1 read, 1 set aside" in result.stderr


def test_linking_anew(press: Path, dragoman: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    dragoman("read", "press")
    with Register("dragoman.db", read_only=True) as register:
        ids = tuple(head.id for head in register.heads())
    monkeypatch.setattr("dragoman.reader.link", lambda documents, read_again: ((Story("s", ids, "Both"),), (), ()))
    assert "2 known already" in dragoman("read", "press").stderr
    assert '"kind": "story"' not in exported(dragoman)
    assert dragoman("link").stderr == "1 stories, 0 occurrences, 0 derivations\n"
    assert '"title": "Both"' in exported(dragoman)
