"""The README's own commands run, on a folder with a few dispatches of the sample."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.main import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.+?)```", README, flags=re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines() if line]
CLIPPINGS = ("05-niger-ultimatum-cedeao.md", "34-meteo-orages-offensive.md")


@pytest.fixture
def clippings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "clippings"
    folder.mkdir()
    for name in CLIPPINGS:
        shutil.copy(ROOT / "samples" / name, folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_REGISTER", raising=False)
    return tmp_path


def test_the_commands_run_in_their_order(clippings: Path) -> None:
    commands = [shlex.split(line)[1:] for line in LINES if line.startswith("dragoman ")]
    assert len(commands) >= 8
    printed = {}
    for arguments in commands:
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, f"dragoman {' '.join(arguments)}: {result.output} {result.exception!r}"
        printed[" ".join(arguments)] = result.stdout
    header = next(line for line in README.splitlines() if line.startswith("date  ")).split()
    assert printed["chronology"].splitlines()[0].split() == header
    assert "Niger" in printed["chronology"]
    assert "</html>" in (clippings / "dossier.html").read_text(encoding="utf-8")
    assert (clippings / "record.jsonl").read_text(encoding="utf-8").startswith("{")


def test_the_targets_of_make_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    pages = [README, *(p.read_text(encoding="utf-8") for p in (ROOT / "docs").glob("*.md"))]
    pages.append((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    for target in {t for page in pages for t in re.findall(r"(?:^ *|`)make ([a-z]+)", page, flags=re.MULTILINE)}:
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


def test_the_sample_is_as_large_as_the_readme_says() -> None:
    said = re.search(r"(\d+) dispatches", README)
    assert said
    assert len([p for p in (ROOT / "samples").iterdir() if p.is_file()]) == int(said[1])
