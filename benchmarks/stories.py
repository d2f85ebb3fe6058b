"""Measures story grouping on ECB+ (words only) beside the TF-IDF baseline's figure, and the growth of cost.

usage: python benchmarks/stories.py ecb FOLDER | growth [N …]
"""

from __future__ import annotations

import collections
import gzip
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from dragoman.stories import grouping
from dragoman.stories.digest import word_digest

BASELINE = 0.854


def ecb(folder: Path) -> None:
    """Prints B-cubed figures on the development and test topics."""
    with gzip.open(folder / "ecbplus.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for name, chosen in (
        ("dev", [r for r in rows if r["topic"] <= 22]),
        ("test", [r for r in rows if r["topic"] > 22]),
    ):
        started = time.perf_counter()
        digests = sorted((word_digest(r["doc"], " ".join(r["tokens"]), "en") for r in chosen), key=lambda d: d.id)
        found = grouping.grouped(digests, grouping.vectors(digests), grouping.apart)
        spent = time.perf_counter() - started
        told = {digests[m].id: n for n, members in enumerate(found) for m in members}
        gold = {r["doc"]: r["event"] for r in chosen}
        p, r, f = b_cubed(told, gold)
        print(
            f"{name}: {len(gold)} dispatches, {len(set(gold.values()))} stories, {len(found)} found; "
            f"B-cubed P {p:.3f} R {r:.3f} F1 {f:.3f} (TF-IDF {BASELINE}), {len(gold) / spent:.0f} dispatches/s"
        )


def b_cubed(told: Mapping[str, object], gold: Mapping[str, object]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the members."""
    mine: dict[object, set[str]] = collections.defaultdict(set)
    true: dict[object, set[str]] = collections.defaultdict(set)
    for one in gold:
        mine[told[one]].add(one)
        true[gold[one]].add(one)
    shared = {one: len(mine[told[one]] & true[gold[one]]) for one in gold}
    precision = float(np.mean([shared[one] / len(mine[told[one]]) for one in gold]))
    recall = float(np.mean([shared[one] / len(true[gold[one]]) for one in gold]))
    return precision, recall, 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    if sys.argv[1] == "ecb":
        ecb(Path(sys.argv[2]))
