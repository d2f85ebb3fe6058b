"""`dragoman export`: formats, tables, queries, dictionary, and what happens when it fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from dragoman.exports import comma

Run = Callable[..., Result]


def test_a_table_to_the_terminal(dragoman: Run, register_file: Path) -> None:
    result = dragoman("export", "-r", register_file, "--format", "csv", "--table", "party")
    assert result.stdout.splitlines()[0] == "event,side,actor,name,state"
    assert ",bearer,elijah-mwangi,Elijah Mwangi,KEN" in result.stdout


def test_what_bears_on_a_pair(dragoman: Run, register_file: Path) -> None:
    arguments = ("export", "-r", register_file, "--format", "csv", "--side", "KEN", "--side", "ETH")
    assert len(dragoman(*arguments).stdout.splitlines()) == 4
    assert len(dragoman(*arguments, "--status", "planned").stdout.splitlines()) == 2


def test_a_query_in_words(dragoman: Run, register_file: Path) -> None:
    arguments = ("export", "-r", register_file, "--format", "csv", "--query", "pair:KEN-ETH status:planned")
    assert len(dragoman(*arguments).stdout.splitlines()) == 2
    assert len(dragoman(*arguments, "--type", "AID").stdout.splitlines()) == 1


def test_all_tables_into_a_folder(dragoman: Run, register_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    assert dragoman("export", "-r", register_file, "--format", "csv", "-o", folder).exit_code == 0
    assert (folder / "statement.csv").is_file()


def test_the_dictionary(dragoman: Run) -> None:
    assert "| `source_ids` | list |" in dragoman("export", "--dictionary", "csv").stdout
    assert dragoman("export", "--dictionary", "tsv").exit_code == 2


def test_a_table_that_is_not_there(dragoman: Run, register_file: Path) -> None:
    assert dragoman("export", "-r", register_file, "--format", "csv", "--table", "events").exit_code == 2
    assert dragoman("export", "-r", register_file, "--table", "event").exit_code == 2


def test_a_failed_export_leaves_the_file_as_it_was(
    dragoman: Run, register_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "events.csv"
    out.write_text("before", encoding="utf-8")

    def failing(*_: object) -> object:
        raise OSError("no space left")

    monkeypatch.setattr(comma, "csv_lines", failing)
    assert dragoman("export", "-r", register_file, "--format", "csv", "-o", out).exit_code == 1
    assert out.read_text(encoding="utf-8") == "before"
    assert [p.name for p in tmp_path.glob("events*")] == ["events.csv"]
