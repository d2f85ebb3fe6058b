"""Decisions on actors from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from dragoman.document import Document
from dragoman.register import Register

Run = Callable[..., Result]


def test_merge_and_undo(register_file: Path, dragoman: Run) -> None:
    done = dragoman(
        "actors",
        "merge",
        "Elijah Mwangi",
        "hanna tessema",
        "-r",
        register_file,
        "--reason",
        "one person",
        "--author",
        "Awa",
    )
    assert done.exit_code == 0, done.output
    assert "revision 1: merge hanna-tessema" in done.stderr
    with Register(register_file, read_only=True) as register:
        assert "hanna-tessema" not in {a.id for a in register.actors()}
        (one,) = register.history("hanna-tessema")
        assert (one.author, one.reason) == ("Awa", "one person")
    shown = dragoman("history", "hanna-tessema", "-r", register_file, "--tabs").stdout
    assert "Awa\tmerge" in shown
    assert "one person" in shown
    assert dragoman("revise", "undo", "1", "-r", register_file).exit_code == 0
    with Register(register_file, read_only=True) as register:
        assert "hanna-tessema" in {a.id for a in register.actors()}


def test_split_and_rename(register_file: Path, dragoman: Run, documents: list[Document]) -> None:
    split = ("actors", "split", "Elijah Mwangi", "--name", "Mwangi fils", "--state", "uga", "--article")
    assert dragoman(*split, documents[1].article.id, "-r", register_file).exit_code == 0
    assert dragoman("actors", "rename", "Mwangi fils", "Elijah Mwangi (fils)", "-r", register_file).exit_code == 0
    with Register(register_file, read_only=True) as register:
        (source,) = register.document(documents[1].article.id).events[0].source
    assert (source.name, source.state) == ("Elijah Mwangi (fils)", "UGA")


def test_unclear_decisions_are_misuse(register_file: Path, dragoman: Run) -> None:
    for arguments in (
        ("merge", "Elijah Mwangi", "nobody at all"),
        ("split", "Elijah Mwangi", "--article", "x"),
        ("rename", "zzz", "Abc"),
    ):
        assert dragoman("actors", *arguments, "-r", register_file).exit_code == 2


def test_actors_of_the_register_are_found_and_show_what_was_decided(register_file: Path, dragoman: Run) -> None:
    (row,) = dragoman("actors", "find", "hanna tessema", "-r", register_file, "--tabs").stdout.splitlines()[1:]
    assert row.split("\t") == ["hanna-tessema", "Hanna Tessema", "person", "ETH", "présidente (ETH)", "register"]
    assert (
        dragoman("actors", "rename", "Hanna Tessema", "Hanna T.", "-r", register_file, "--author", "Awa").exit_code == 0
    )
    merge = (
        "actors",
        "merge",
        "Hanna T.",
        "Elijah Mwangi",
        "-r",
        register_file,
        "--reason",
        "a test",
        "--author",
        "Bo",
    )
    assert dragoman(*merge).exit_code == 0
    shown = dragoman("actors", "show", "hanna-tessema", "-r", register_file).stdout
    assert "Hanna T.  hanna-tessema" in shown
    assert "présidente (ETH)" in shown
    assert "Awa, revision 1: correct name=Hanna T." in shown
    assert "Bo, revision 2: elijah-m is Hanna T.: a test" in shown
    assert dragoman("revise", "undo", "2", "-r", register_file).exit_code == 0
    assert "is Hanna T. (taken back): a test" in dragoman("actors", "show", "hanna-tessema", "-r", register_file).stdout


def test_whom_tables_and_register_have_is_shown_once(register_file: Path, dragoman: Run) -> None:
    rows = dragoman("actors", "find", "Kenya", "-r", register_file, "--tabs").stdout.splitlines()[1:]
    assert [row.split("\t")[0] for row in rows][:1] == ["KEN"]
    assert dragoman("actors", "find", "Kenya", "-r", "none.db").exit_code != 0
