"""The accuracy gate: no coded sentence or text may come out worse than the floors say (see CONTRIBUTING.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.evaluation import floors as gate
from dragoman.evaluation.examples import examples, judge
from dragoman.evaluation.scoring import score, score_parts
from dragoman.evaluation.texts import readings
from dragoman.model import EVENT_TYPES

ROOT = Path(__file__).parents[2]
ANSWERS, SAMPLES = ROOT / "tests" / "samples" / "answers", ROOT / "samples"
UNSEEN = ROOT / "tests" / "coded" / "fr"
FLOORS = gate.load(ROOT / "tests" / "coded" / "floors.json")


def test_the_floors_are_those_of_the_coded_sentences_and_texts() -> None:
    assert gate.digest(ANSWERS) == FLOORS.coded, "coded sentences or texts have changed: run `make floors`"


@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_coded_sentences_do_not_fall(kind: str) -> None:
    verdicts = list(judge(examples(types=[kind])))
    fallen = gate.fallen_sentences(FLOORS, kind, verdicts)
    assert not fallen, "\n".join(fallen)


def test_coded_texts_do_not_fall() -> None:
    report = score(readings([ANSWERS], [SAMPLES]))
    assert report.unread == []
    fallen = gate.fallen_texts(FLOORS, report)
    assert not fallen, "\n".join(fallen)


def test_unseen_sentences_and_dispatches_do_not_fall() -> None:
    assert gate.unseen_digest(UNSEEN) == FLOORS.unseen, "unseen sentences or dispatches have changed: run `make floors`"
    parts = score_parts(readings([UNSEEN]))
    assert all(report.unread == [] for report in parts.values())
    fallen = gate.fallen_parts(FLOORS, parts)
    assert not fallen, "\n".join((*fallen, "see dragoman evaluate tests/coded/fr --misses"))
