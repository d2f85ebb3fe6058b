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
    scores, _, confusions = result.stdout.partition("read as")
    lines = {line.split()[0]: line.split() for line in scores.splitlines() if line.strip()}
    assert lines["ACCUSE"][1:] == ["1.000", "1.000", "1.000", "1", "0", "0"]
    assert lines["AID"][2:5] == ["0.000", "0.000", "0"]
    assert "andes  missed  AID PER>BOL actual  «a livré du blé»" in result.stdout
    assert "andes  beyond  CONSULT CHL>PER" in result.stdout
    table = [line.split() for line in confusions.splitlines()[:5]]
    assert table[0] == ["CONS", "AID", "ACCU", "nothing"]
    assert table[2] == ["AID", "·", "·", "·", "1"]
    assert table[4] == ["nothing", "1", "·", "·", "·"]


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


SENTENCES = """
- id: accuse-001
  day: 2024-03-12
  region: south-america
  text: "Le Pérou a condamné mardi la Bolivie."
  events:
    - {type: ACCUSE, mode: disapprove, source: [PER], target: [BOL], status: actual, date: "2024-03-12", anchor: a condamné}
    - {type: AID, source: [Caricom], target: [BOL], status: actual, optional: true}
- id: aid-001
  region: south-america
  text: "Lima se montre bon voisin."
  events:
    - {type: AID, source: [PER], target: [BOL], status: actual, anchor: bon voisin}
- id: none-001
  text: "Le joueur a condamné le but de la tête. Il pleuvait."
  events: []
"""


def test_sentences_open_and_put_aside_are_scored_apart(evaluate: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "sentences.yaml").write_text(SENTENCES, encoding="utf-8")
    (tmp_path / "sentences-aside.yaml").write_text(SENTENCES, encoding="utf-8")
    result = evaluate(tmp_path, "--misses")
    assert result.exit_code == 0, result.output
    seen, _, aside = result.stdout.partition("== aside")
    assert seen.startswith("== open")
    for part in (seen, aside):
        assert "3 coded texts" in part
        assert "date of the events that agree     1 of 1" in part
        assert "mode of the events that agree     1 of 1" in part
        assert "0 on 1 texts, 0.0 in a thousand sentences" in part
    assert "aid-001  missed  AID PER>BOL actual  «bon voisin»" in seen
    assert "missed  AID" not in aside


def test_a_sentence_that_breaks_the_format_is_named(evaluate: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "sentences.yaml"
    changes = (("anchor: bon voisin", "anchor: nowhere"), ("type: AID", "type: HELP"), ("target: [BOL], ", ""))
    for old, new in changes:
        path.write_text(SENTENCES.replace(old, new), encoding="utf-8")
        assert "sentence a" in str(evaluate(path).exception)
    path.write_text(SENTENCES + "]", encoding="utf-8")
    assert "cannot be read as YAML" in str(evaluate(path).exception)


def test_what_is_coded_on_treebanks_without_politics(evaluate: Callable[..., Result], tmp_path: Path) -> None:
    treebank = tmp_path / "fr_test.conllu"
    lines = (
        ("emea-fr-test_00001", "Le médecin arrête le traitement."),
        ("FQB_1", "Citez le jour où le Pérou a condamné la Bolivie."),
        ("frwiki_1", "Le Pérou a condamné la Bolivie."),
        ("Europar.550_1", "Le Pérou a condamné la Bolivie."),
    )
    treebank.write_text("".join(f"# sent_id = {i}\n# text = {t}\n1\t_\n\n" for i, t in lines), encoding="utf-8")
    result = evaluate("--calm", tmp_path, "--misses")
    assert result.exit_code == 0, result.output
    rows = [line.split() for line in result.stdout.splitlines()[1:5]]
    assert rows == [
        ["medicines", "1", "0", "0.0"], ["questions", "1", "1", "1000.0"], ["affairs", "1", "1", "1000.0"],
        ["all", "without", "politics", "2", "1", "500.0"],
    ]  # fmt: skip
    assert "FQB_1  ACCUSE PER>BOL" in result.stdout
    treebank.write_text("# sent_id = x\n# text = Oui.\n", encoding="utf-8")
    assert evaluate("--calm", treebank).exit_code != 0
