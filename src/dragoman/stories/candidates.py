"""Which dispatches may share text: the pairs that an inverted index of runs of four words brings together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.stories.digest import Digest
from dragoman.stories.words import Numbers

# Parts of the number range that are looked at one after the other, so that memory stays bounded.
PARTS = 16
# Up to this many dispatches with a gram, all their pairs are candidates; above, each with the first and with the next.
EVERY_PAIR = 24
# A gram in more dispatches than this is a stock phrase and finds nobody.
STOCK = 2000
# Grams that candidates must share.
LEAST_SHARED = 4


def candidates(digests: Sequence[Digest], chosen: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs that share at least LEAST_SHARED grams, or a quotation, in order, of the chosen dispatches."""
    keys: list[NDArray[np.uint64]] = []
    counts: list[NDArray[np.int64]] = []
    if len(chosen) < 2:
        return
    grams = [np.unique(digests[place].grams) for place in chosen]
    for part in range(PARTS):
        low, high = part * (2**32 // PARTS), (part + 1) * (2**32 // PARTS) - 1
        cut = [g[np.searchsorted(g, low) : np.searchsorted(g, high, side="right")] for g in grams]
        owners = np.repeat(np.arange(len(chosen), dtype=np.uint64), [len(c) for c in cut])
        pairs = _pairs(np.concatenate(cut), owners)
        if len(pairs):
            values, times = np.unique(pairs, return_counts=True)
            keys.append(values)
            counts.append(times.astype(np.int64))
    quoting = _quoting(digests, chosen)
    if len(quoting):
        keys.append(quoting)
        counts.append(np.full(len(quoting), LEAST_SHARED, dtype=np.int64))
    if not keys:
        return
    values, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    times = np.bincount(inverse, weights=np.concatenate(counts))
    for key in values[times >= LEAST_SHARED].tolist():
        yield chosen[key >> 32], chosen[key & 0xFFFFFFFF]


def _quoting(digests: Sequence[Digest], chosen: Sequence[int]) -> NDArray[np.uint64]:
    """The pairs that have a quotation in common."""
    quotes = [digests[place].quotes for place in chosen]
    owners = np.repeat(np.arange(len(chosen), dtype=np.uint64), [len(q) for q in quotes])
    values = np.concatenate(quotes)
    return np.unique(_pairs(values, owners)) if len(values) else np.zeros(0, dtype=np.uint64)


def _pairs(values: Numbers, owners: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The pairs (low owner << 32 | high owner) of those that have the same value, once for each value."""
    order = np.lexsort((owners, values))
    values, owners = values[order], owners[order]
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    sizes = np.diff(np.r_[starts, len(values)])
    out: list[NDArray[np.uint64]] = []
    for size in np.unique(sizes[(sizes > 1) & (sizes <= STOCK)]).tolist():
        rows = owners[starts[sizes == size][:, None] + np.arange(size)]
        if size <= EVERY_PAIR:
            a, b = np.triu_indices(size, 1)
        else:
            a = np.r_[np.zeros(size - 1, dtype=np.int64), np.arange(1, size - 1)]
            b = np.r_[np.arange(1, size), np.arange(2, size)]
        out.append(((rows[:, a] << np.uint64(32)) | rows[:, b]).ravel())
    return np.concatenate(out) if out else np.zeros(0, dtype=np.uint64)
