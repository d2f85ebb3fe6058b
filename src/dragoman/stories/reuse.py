"""Text that two dispatches have in common: which pairs share passages, how much, and of what kind.

An inverted index of runs of four words, with containment in both directions, finds what the usual fingerprints of whole
texts miss. What stands in quotation marks or is somebody's reported words is scored apart, for two reporters who heard
one minister write the same sentence without copying each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

import numpy as np
from numpy.typing import NDArray

from dragoman.stories import words
from dragoman.stories.digest import Digest
from dragoman.stories.media import is_agency, one_house, origin_key
from dragoman.stories.words import GRAM, NARRATIVE, QUOTED, REPORTED, Numbers

# Parts of the number range that are looked at one after the other, so that memory stays bounded.
PARTS = 16
# Up to this many dispatches with a gram, all their pairs are candidates; above, each with the first and with the next.
EVERY_PAIR = 24
# A gram in more dispatches than this is a stock phrase and finds nobody.
STOCK = 2000
# Grams that candidates must share, and grams that a copy must share outside of quotations and reported speech.
LEAST_SHARED = 4
LEAST_GRAMS = 8
LEAST_CONTAINED = 0.10
# A passage is a run of shared grams; shorter ones are names of offices and stock phrases.
LEAST_RUN = 3
# Above this containment of the whole text it is a copy, whatever zones it falls into.
WHOLE_COPY = 0.5
LEAST_QUOTED = 4

KINDS = ("agency copy", "outlet copy", "same official statement", "same quotation")


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two dispatches share. `first` and `second` are places in the list of digests, in its order.

    `in_first` is the share of the first's grams that the second has, `in_second` the other way. `narrative`,
    `reported` and `quoted` count shared grams by the zone they stand in; `narrative_share` is the share of the
    smaller narrative. `exact` says that the words are the same. `kind` is one of KINDS. `passage` holds the offsets of
    the longest shared passage in the first and in the second.
    """

    first: int
    second: int
    in_first: float
    in_second: float
    narrative: int
    reported: int
    quoted: int
    narrative_share: float
    exact: bool
    kind: str
    passage: tuple[tuple[int, int], tuple[int, int]] | None

    @property
    def copied(self) -> bool:
        """Whether one text comes from the other or both from a third, and do not merely quote the same words."""
        return self.kind in KINDS[:2]


def overlaps(digests: Sequence[Digest]) -> list[Overlap]:
    """Every pair of dispatches that share text worth telling, in the order of the digests (which callers sort by id)."""
    alone, doubles = _exact(digests)
    found = [_exact_overlap(digests, a, b) for a, b in doubles]
    ready = [np.unique(d.grams) for d in digests]
    for a, b in candidates(digests, alone):
        overlap = compare(digests, a, b, ready[a], ready[b])
        if overlap:
            found.append(overlap)
    return sorted(found, key=lambda o: (o.first, o.second))


def _exact(digests: Sequence[Digest]) -> tuple[list[int], list[tuple[int, int]]]:
    """The dispatches to compare (one of each set with the same words), and the pairs (low, high) of that one and another.

    The one is the agency's, or else the earliest, for the others come from it.
    """
    same: dict[str, list[int]] = {}
    for place, one in enumerate(digests):
        if len(one.grams):
            same.setdefault(one.exact, []).append(place)
    doubles: list[tuple[int, int]] = []
    chosen: list[int] = []
    for places in same.values():
        first = min(places, key=lambda p: (not is_agency(digests[p].outlet), *earliest(digests[p]), p))
        chosen.append(first)
        doubles.extend((min(first, p), max(first, p)) for p in places if p != first)
    return sorted(chosen), doubles


def earliest(one: Digest) -> tuple[str, str]:
    """What dispatches are put in the order of their publication by; those without a day come last."""
    return str(one.best or "9"), str(one.moment.astimezone(UTC) if one.moment else "9")


# --- candidates ------------------------------------------------------------------------------------------------------


def candidates(digests: Sequence[Digest], chosen: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs that share at least LEAST_SHARED grams, from an inverted index over the chosen dispatches."""
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
    if not keys:
        return
    values, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    times = np.bincount(inverse, weights=np.concatenate(counts))
    for key in values[times >= LEAST_SHARED].tolist():
        yield chosen[key >> 32], chosen[key & 0xFFFFFFFF]


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


# --- comparing -------------------------------------------------------------------------------------------------------


def compare(
    digests: Sequence[Digest], a: int, b: int, grams_a: Numbers | None = None, grams_b: Numbers | None = None
) -> Overlap | None:
    """What the two share, None when it is nothing but stock phrases."""
    one, two = digests[a], digests[b]
    shared = np.intersect1d(
        np.unique(one.grams) if grams_a is None else grams_a,
        np.unique(two.grams) if grams_b is None else grams_b,
        assume_unique=True,
    )
    if len(shared) < LEAST_SHARED:
        return None
    here, there = _runs(np.isin(one.grams, shared)), _runs(np.isin(two.grams, shared))
    zone = np.maximum.reduce([_zoned(one, here, shared), _zoned(two, there, shared)])
    kept = np.intersect1d(np.unique(one.grams[here]), np.unique(two.grams[there]))
    zone = zone[np.searchsorted(shared, kept)]
    narrative, reported, quoted = (int(np.count_nonzero(zone == z)) for z in (NARRATIVE, REPORTED, QUOTED))
    smaller = max(1, min(int(np.count_nonzero(d.zones == NARRATIVE)) for d in (one, two)))
    in_first, in_second = len(kept) / max(1, len(one.grams)), len(kept) / max(1, len(two.grams))
    share = narrative / smaller
    kind = _kind(one, two, narrative, reported, quoted, min(1.0, share), max(in_first, in_second))
    if kind is None:
        return None
    passage = _passages(one, two, here, there)
    return Overlap(
        a,
        b,
        round(in_first, 4),
        round(in_second, 4),
        narrative,
        reported,
        quoted,
        round(share, 4),
        False,
        kind,
        passage,
    )


def _runs(shared: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of the shared grams those that stand in runs of LEAST_RUN or more."""
    padded = np.r_[False, shared, False].astype(np.int8)
    edges = np.flatnonzero(np.diff(padded))
    out = np.zeros(len(shared), dtype=np.bool_)
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start >= LEAST_RUN:
            out[start:end] = True
    return out


def _zoned(one: Digest, inside: NDArray[np.bool_], shared: Numbers) -> NDArray[np.uint8]:
    """For each shared gram the zone it stands in here; the most narrative one where it stands in several."""
    zone = np.full(len(shared), 255, dtype=np.uint8)
    np.minimum.at(zone, np.searchsorted(shared, one.grams[inside]), one.zones[inside])
    zone[zone == 255] = NARRATIVE
    return zone


def _kind(
    one: Digest, two: Digest, narrative: int, reported: int, quoted: int, share: float, contained: float
) -> str | None:
    copied = narrative >= LEAST_GRAMS and share >= LEAST_CONTAINED and contained >= LEAST_CONTAINED
    if copied or contained >= WHOLE_COPY:
        return _who_copies(one, two)
    if reported >= LEAST_QUOTED and reported >= quoted:
        return "same official statement"
    return "same quotation" if quoted >= LEAST_QUOTED else None


def _who_copies(one: Digest, two: Digest) -> str:
    """Whether an agency stands behind the common text, or one outlet took it from the other."""
    if is_agency(one.outlet) or is_agency(two.outlet):
        return "agency copy"
    named = {o.key for o in one.origins if is_agency(o.name)} | {o.key for o in two.origins if is_agency(o.name)}
    if named:
        return "agency copy"
    return (
        "outlet copy"
        if names_other(one, two) or names_other(two, one) or one_house(one.outlet, two.outlet)
        else "agency copy"
    )


def names_other(one: Digest, two: Digest) -> bool:
    """Whether the one names the outlet of the other as its origin."""
    return two.outlet is not None and any(o.key == origin_key(two.outlet) for o in one.origins)


def _exact_overlap(digests: Sequence[Digest], a: int, b: int) -> Overlap:
    one = digests[a]
    narrative, reported, quoted = (int(np.count_nonzero(one.zones == z)) for z in (NARRATIVE, REPORTED, QUOTED))
    whole = ((0, len(one.text)), (0, len(digests[b].text)))
    kind = _who_copies(one, digests[b])
    return Overlap(a, b, 1.0, 1.0, narrative, reported, quoted, 1.0, True, kind, whole)


def _passages(
    one: Digest, two: Digest, here: NDArray[np.bool_], there: NDArray[np.bool_]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The offsets of the longest passage of the first that the second has, and of the same in the second."""
    padded = np.r_[False, here, False].astype(np.int8)
    edges = np.flatnonzero(np.diff(padded))
    if not len(edges):
        return None
    start, end = max(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True), key=lambda r: (r[1] - r[0], -r[0]))
    theirs = np.flatnonzero(there & np.isin(two.grams, one.grams[start:end]))
    if not len(theirs):
        return None
    # The run in the second text may be broken by a word: from its first gram to the end of that run.
    last = first = int(theirs[0])
    while last + 1 < len(there) and there[last + 1]:
        last += 1
    return words.stretch(one.text, start, end + GRAM - 2), words.stretch(two.text, first, last + GRAM - 1)
