"""Passages that no rule was made from: the floors are those of their first reading."""

from __future__ import annotations

from pathlib import Path

import yaml
from tests.statements.coded import PASSAGES, Score, compare
from tests.statements.reading import read

MORE = Path(PASSAGES).with_name("statements-more.yaml")
# First reading: F1 0.815, speaker 0.909, chain 0.970, stance 0.879, form 0.985 (84 coded, 78 found, 66 agree).
FLOORS = {"f1": 0.81, "speaker": 0.9, "chain": 0.96, "stance": 0.87, "form": 0.97}


def passages(path: Path) -> list[dict[str, object]]:
    return list(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_passages_stay_above_their_first_reading() -> None:
    total = Score()
    for passage in passages(MORE):
        compare(passage, list(read(str(passage["text"])).statements), total)
    found = {"f1": total.f1, **{n: getattr(total, n) / total.right for n in ("speaker", "chain", "stance", "form")}}
    assert all(found[n] >= floor for n, floor in FLOORS.items()), (found, total.differences)


def test_there_are_two_hundred_coded_passages_each_with_its_own_words() -> None:
    both = [*passages(PASSAGES), *passages(MORE)]
    assert len(both) >= 200
    assert len({p["id"] for p in both}) == len({p["text"] for p in both}) == len(both)


def test_what_is_coded_stands_in_the_text() -> None:
    for passage in passages(MORE):
        for said in passage["statements"]:  # type: ignore[attr-defined]
            for piece in said["says"].split(" ~ "):
                assert piece in str(passage["text"]), passage["id"]
