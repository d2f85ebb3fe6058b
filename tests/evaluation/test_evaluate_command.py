"""dragoman evaluate: tables on coded texts and on coded sentences, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dragoman.cli.main import app
from dragoman.evaluation.examples import Example

DISPATCH = "Le Pérou a condamné la Bolivie mardi. Le président péruvien a reçu son homologue chilien à Lima mercredi."


@pytest.fixture
def evaluate() -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(app, ["evaluate", *(str(a) for a in arguments)])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A coded text with its dispatch beside it: one event that is read, one that is not there."""
    sides = {"source": [{"name": "Pérou", "state": "PER"}], "target": [{"name": "Bolivie", "state": "BOL"}]}
    event = {**sides, "status": "actual", "date": None, "anchor": "a condamné la Bolivie"}
    entry = {
        "key": "andes", "language": "fr", "relevant": True, "published": None, "statements": [], "credits": [],
        "events": [{"type": "ACCUSE", **event}, {"type": "AID", **event, "anchor": "a livré du blé"}],
    }  # fmt: skip
    (tmp_path / "andes.txt").write_text(DISPATCH, encoding="utf-8")
    path = tmp_path / "gold.json"
    path.write_text(json.dumps([entry]), encoding="utf-8")
    return path


def test_scores_of_coded_texts(evaluate: Callable[..., Result], gold: Path) -> None:
    result = evaluate(gold, "--list")
    assert result.exit_code == 0, result.output
    lines = {line.split()[0]: line.split() for line in result.stdout.splitlines() if line.strip()}
    assert lines["ACCUSE"][1:] == ["1.000", "1.000", "1.000", "1", "0", "0"]
    assert lines["AID"][2:5] == ["0.000", "0.000", "0"]
    assert "andes  missed  AID PER>BOL actual  «a livré du blé»" in result.stdout
    assert "andes  beyond  CONSULT CHL>PER" in result.stdout
    assert "AID → " in result.stdout


def test_below_the_least_f1_the_exit_code_tells(evaluate: Callable[..., Result], gold: Path) -> None:
    assert evaluate(gold, "--least", 0.4).exit_code == 0
    assert evaluate(gold, "--least", 0.9).exit_code == 1


def test_dispatches_may_lie_elsewhere_and_their_lack_is_told(evaluate: Callable[..., Result], gold: Path) -> None:
    elsewhere = gold.parent / "elsewhere"
    elsewhere.mkdir()
    (gold.parent / "andes.txt").rename(elsewhere / "andes.txt")
    assert evaluate(gold, "--texts", elsewhere).exit_code == 0
    result = evaluate(gold)
    assert result.exit_code != 0
    assert "--texts" in str(result.exception)


def test_without_gold_the_coded_sentences_are_read(
    evaluate: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [
        Example("accuse-condamner", "ACCUSE", "Le Pérou a condamné la Bolivie.", "PER>BOL", counter=False),
        Example("accuse-wrong", "ACCUSE", "Le Pérou a condamné la Bolivie.", "BOL>PER", counter=False),
        Example("accuse-silent", "ACCUSE", "La pluie a condamné la route.", "", counter=True),
    ]
    monkeypatch.setattr("dragoman.evaluation.examples.examples", lambda: few)
    result = evaluate("--list")
    assert result.stdout.splitlines()[1].split() == ["ACCUSE", "2", "1", "50.0%", "1", "1"]
    assert "accuse-wrong: Le Pérou a condamné la Bolivie." in result.stdout
    assert "wanted ACCUSE BOL>PER; got ACCUSE PER>BOL" in result.stdout
