"""Measures story grouping on ECB+ (words only) beside the TF-IDF baseline's figure, and the growth of cost.

usage: python benchmarks/stories.py ecb FOLDER | growth [N …]
"""

from __future__ import annotations

import collections
import gzip
import json
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from dispatches import dispatches
from dragoman.stories import grouping
from dragoman.stories.digest import digest, word_digest
from dragoman.stories.stage import link_digests

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
        found = grouping.grouped(digests, grouping.apart)
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


def growth(sizes: Sequence[int]) -> None:
    """Prints dispatches a second, memory and what was found, for each number of synthetic dispatches."""
    for size in sizes:
        started = time.perf_counter()
        digests = [digest(d) for d in dispatches(size)]
        made = time.perf_counter()
        told, happened, derived = link_digests(digests, {})
        done = time.perf_counter()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{size} dispatches: light records {made - started:.1f} s, linked {done - made:.1f} s "
            f"({size / (done - made):.0f}/s), peak {peak} MiB; {len(told)} stories, {len(happened)} occurrences, "
            f"{len(derived)} derivations",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1] == "ecb":
        ecb(Path(sys.argv[2]))
    else:
        growth([int(n) for n in sys.argv[2:]] or [1000, 10_000])
