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
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from dispatches import dispatches
from dragoman.document import Document
from dragoman.stories import grouping
from dragoman.stories.digest import Digest, digest, word_digest
from dragoman.stories.drawer import Drawer
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


def growth(sizes: Sequence[int], processes: int = 2) -> None:
    """Prints dispatches a second, memory and what was found, for each number of synthetic dispatches.

    Light records are made by two processes while the dispatches are generated; indexing, grouping and linking by one.
    Each number is measured in a process of its own.
    """
    for size in sizes:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            print(alone.submit(grown, size, processes).result(), flush=True)


def grown(size: int, processes: int) -> str:
    """The line for one number of dispatches."""
    started = time.perf_counter()
    with Drawer() as drawer:
        with ProcessPoolExecutor(processes) as pool:
            digests = drawer.fill(d for several in _ahead(pool, dispatches(size), processes) for d in several)
        made = time.perf_counter()
        told, happened, derived = link_digests(digests, {}, rest=drawer.rest)
        done = time.perf_counter()
    peak, kept = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, _anonymous()
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return (
        f"{size} dispatches: light records {made - started:.1f} s, linked {done - made:.1f} s "
        f"({size / (done - made):.0f}/s; {size / (done - started):.0f}/s in all), "
        f"computing {spent.ru_utime + spent.ru_stime:.0f} s, peak {peak} MiB, of it not in files {kept} MiB at the end; "
        f"{len(told)} stories, {len(happened)} occurrences, {len(derived)} derivations"
    )


def _ahead(pool: ProcessPoolExecutor, made: Iterator[Document], processes: int) -> Iterator[list[Digest]]:
    """The light records in the order of the dispatches; a few lots are in the making ahead."""
    waiting: collections.deque[Future[list[Digest]]] = collections.deque()
    while lot := list(islice(made, 200)):
        waiting.append(pool.submit(_digests, lot))
        if len(waiting) > 2 * processes:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _digests(lot: list[Document]) -> list[Digest]:
    return [digest(document) for document in lot]


def _anonymous() -> int:
    """MiB of memory that lies in no file, where the system tells."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("RssAnon")), 0)


if __name__ == "__main__":
    if sys.argv[1] == "ecb":
        ecb(Path(sys.argv[2]))
    else:
        growth([int(n) for n in sys.argv[2:]] or [1000, 10_000])
