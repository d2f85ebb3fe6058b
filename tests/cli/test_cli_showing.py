"""Commands that show and write what a register holds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from dragoman.cli.main import main

Run = Callable[..., Result]


def test_chronology_as_table_and_with_tabs(register_file: Path, dragoman: Run) -> None:
    drawn = dragoman("chronology", "--register", register_file)
    assert drawn.exit_code == 0
    assert "CONSULT/letter" in drawn.stdout
    tabs = dragoman("chronology", "--register", register_file, "--tabs", "--evidence").stdout.splitlines()
    assert tabs[0].split("\t")[:3] == ["date", "who", "whom"]
    assert [line.split("\t")[0] for line in tabs[1:]] == ["2025-03-04", "2025-03-12"]
    assert tabs[1].split("\t")[7] == "1 of 2"
    assert "une lettre" in tabs[1].split("\t")[9]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--side", "Kenya"), 2),
        (("--side", "Kenya", "--side", "tessema"), 1),
        (("--side", "BRA"), 0),
        (("--status", "planned"), 1),
        (("--type", "assault"), 0),
        (("--since", "2025-03-05"), 1),
    ],
)
def test_chronology_of_what_is_wanted(register_file: Path, dragoman: Run, options: tuple[str, ...], count: int) -> None:
    result = dragoman("chronology", "--register", register_file, "--tabs", *options)
    assert len(result.stdout.splitlines()) - 1 == count


def test_a_side_that_nobody_is(register_file: Path, dragoman: Run) -> None:
    result = dragoman("chronology", "--register", register_file, "--side", "Atlantide")
    assert result.exit_code == 2
    assert "no actor" in result.stderr


def test_show_by_id_beginning_and_name(register_file: Path, dragoman: Run) -> None:
    event = dragoman("chronology", "--register", register_file, "--tabs").stdout.splitlines()[1].split("\t")[8]
    shown = dragoman("show", event, "--register", register_file).stdout
    assert "bearer     Elijah Mwangi (KEN)" in shown
    assert "[a remis mardi à la présidente éthiopienne Hanna Tessema une lettre]" in shown
    assert "one happening" in shown
    actor = dragoman("show", "m. mwangi", "--register", register_file).stdout
    assert "office     chef de la diplomatie (KEN)" in actor
    assert "mentions   2 in 2 articles" in actor
    article = dragoman("articles", "--register", register_file, "--tabs").stdout.splitlines()[3].split("\t")[0]
    assert "derivation rewrites" in dragoman("show", article, "--register", register_file).stdout


def test_statements_and_search(register_file: Path, dragoman: Run) -> None:
    said = dragoman("statements", "--register", register_file, "--tabs").stdout.splitlines()[1].split("\t")
    assert said[1:4] == ["Elijah Mwangi (KEN)", "la radio publique", "direct"]
    hits = dragoman("search", "ethiopienne", "--register", register_file, "--tabs").stdout.splitlines()
    assert len(hits) == 2
    assert "[éthiopienne]" in hits[1]


def test_who_held_an_office(dragoman: Run) -> None:
    result = dragoman("actors", "who", "présidente", "--of", "France", "--on", "2009-04-01")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("Nicolas Sarkozy")


def test_export_to_a_file_is_the_same(register_file: Path, dragoman: Run, tmp_path: Path) -> None:
    out = tmp_path / "record.jsonl"
    assert dragoman("export", "--register", register_file, "--output", out).exit_code == 0
    assert out.read_text(encoding="utf-8") == dragoman("export", "--register", register_file).stdout
    assert dragoman("export", "--register", register_file, "--format", "tsv").exit_code == 2


def test_dossier_to_a_file(register_file: Path, dragoman: Run, tmp_path: Path) -> None:
    out = tmp_path / "dossier.html"
    assert dragoman("dossier", "--register", register_file, "--output", out).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (
        "# Diplomatic record" in dragoman("dossier", "-r", register_file, "--format", "md", "--language", "en").stdout
    )


def test_errors_are_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["dragoman", "chronology", "--register", str(tmp_path / "none.db")])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("dragoman: there is no register at")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom dragoman.cli.main import app\n"
        "from typer.testing import CliRunner\nassert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        "assert not {'spacy', 'sqlalchemy', 'jinja2', 'trafilatura', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
