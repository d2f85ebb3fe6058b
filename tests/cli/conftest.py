"""Commands run in a folder of their own, with a reading that needs no pipeline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from faked import LETTER, VISIT, fake_reading
from typer.testing import CliRunner

from dragoman.cli.main import app


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two dispatches; the working directory is its parent, and stages are faked."""
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "letter.txt").write_text(LETTER * 4, encoding="utf-8")
    (folder / "visit.txt").write_text(VISIT * 4, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_REGISTER", raising=False)
    monkeypatch.setattr("dragoman.reader.read_article", fake_reading)
    monkeypatch.setattr("dragoman.pipeline.read_article", fake_reading)
    monkeypatch.setattr("dragoman.reader.link", lambda documents, read_again: ((), (), ()))
    return folder


@pytest.fixture
def dragoman() -> Callable[..., Result]:
    """Runs a command and returns its result."""
    runner = CliRunner()
    return lambda *arguments, input=None: runner.invoke(app, [str(a) for a in arguments], input=input)
