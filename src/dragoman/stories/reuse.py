"""Text that two dispatches have in common: which pairs share passages, how much, and of what kind.

An inverted index of runs of four words, with containment in both directions, finds what the usual fingerprints of whole
texts miss. What stands in quotation marks or is somebody's reported words is scored apart, for two reporters who heard
one minister write the same sentence without copying each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC

import numpy as np
from numpy.typing import NDArray

from dragoman.stories import words
from dragoman.stories.candidates import LEAST_SHARED, candidates
from dragoman.stories.digest import Digest
from dragoman.stories.media import is_agency, named_in, one_house, origin_key
from dragoman.stories.words import GRAM, NARRATIVE, QUOTED, REPORTED, Numbers

# Grams that a copy must share outside of quotations and reported speech.
LEAST_GRAMS = 8
LEAST_CONTAINED = 0.10
# A passage is a run of shared grams; shorter ones are names of offices and stock phrases.
LEAST_RUN = 3
# Above this containment of the whole text it is a copy, whatever zones it falls into, if it is more than one sentence.
WHOLE_COPY = 0.5
# Grams of somebody's words that two dispatches must share: those of a quotation are exact, reported ones are not.
LEAST_QUOTED, LEAST_SAID = 4, 8
# Shared passages that are kept of a pair, the longest first.
PASSAGES = 3

KINDS = ("agency copy", "outlet copy", "same official statement", "same quotation")


Passage = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two dispatches share. `first` and `second` are places in the list of digests, in its order.

    `in_first` is the share of the first's grams that the second has, `in_second` the other way. `narrative`,
    `reported` and `quoted` count shared grams by the zone they stand in; `narrative_share` is the share of the
    smaller narrative. `exact` says that the words are the same. `kind` is one of KINDS and `reason` why it is that one.
    `passages` hold the offsets of the longest shared passages in the first and in the second.
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
    reason: str
    passages: tuple[Passage, ...]

    @property
    def copied(self) -> bool:
        """Whether one text comes from the other or both from a third, and do not merely quote the same words."""
        return self.kind in KINDS[:2]


def overlaps(digests: Sequence[Digest]) -> list[Overlap]:
    """Every pair of dispatches that share text worth telling, in the order of the digests (which callers sort by id)."""
    alone, doubles = _exact(digests)
    found = [_exact_overlap(digests, a, b) for a, b in doubles]
    last, ready = -1, np.zeros(0, dtype=np.uint32)
    for a, b in candidates(digests, alone):
        if a != last:  # the pairs come in order
            last, ready = a, np.unique(digests[a].grams)
        overlap = compare(digests, a, b, ready)
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
        first = min(places, key=lambda p: (*first_of_all(digests[p]), p))
        chosen.append(first)
        doubles.extend((min(first, p), max(first, p)) for p in places if p != first)
    return sorted(chosen), doubles


def earliest(one: Digest) -> tuple[str, str]:
    """What dispatches are put in the order of their publication by; those without a day come last."""
    return str(one.best or "9"), str(one.moment.astimezone(UTC) if one.moment else "9")


def first_of_all(one: Digest) -> tuple[bool, str, str]:
    """What dispatches of the same words are put in order by: agencies first, for the others come from them."""
    return (not is_agency(one.outlet), *earliest(one))


# --- comparing -------------------------------------------------------------------------------------------------------


def compare(digests: Sequence[Digest], a: int, b: int, ready: Numbers) -> Overlap | None:
    """What the two share, None when it is nothing but stock phrases. `ready` are the first's different grams."""
    one, two = digests[a], digests[b]
    known = inside(two.grams, ready)
    shared = np.unique(two.grams[known])
    here, there = _runs(inside(one.grams, shared)), _runs(known)
    kept = np.unique(one.grams[here])
    kept = kept[inside(kept, np.unique(two.grams[there]))]
    in_first, in_second = len(kept) / max(1, len(one.grams)), len(kept) / max(1, len(two.grams))
    told = None
    narrative = reported = quoted = 0
    share = 0.0
    if len(shared) >= LEAST_SHARED:
        zone = np.maximum.reduce([_zoned(one, here, shared), _zoned(two, there, shared)])
        zone = zone[np.searchsorted(shared, kept)]
        narrative, reported, quoted = (int(np.count_nonzero(zone == z)) for z in (NARRATIVE, REPORTED, QUOTED))
        share = narrative / max(1, min(int(np.count_nonzero(d.zones == NARRATIVE)) for d in (one, two)))
        contained = max(in_first, in_second)
        worth = narrative >= LEAST_GRAMS and min(share, contained) >= LEAST_CONTAINED
        if worth or (contained >= WHOLE_COPY and min(_sentences(one, here), _sentences(two, there)) > 1):
            told = who_copies(one, two)
        elif reported >= LEAST_SAID and reported >= quoted:
            told = KINDS[2], "reported"
        elif quoted >= LEAST_QUOTED:
            told = KINDS[3], "quoted"
    passages = _passages(one, two, here, there)
    if told is None:
        common = np.intersect1d(one.quotes, two.quotes)
        if not len(common):
            return None
        told, quoted, passages = (KINDS[3], "quoted"), max(quoted, len(common)), _quotations(one, two, common)
    shares = round(in_first, 4), round(in_second, 4)
    return Overlap(a, b, *shares, narrative, reported, quoted, round(share, 4), False, *told, passages)


def _sentences(one: Digest, inside: NDArray[np.bool_]) -> int:
    """In how many sentences the shared grams stand."""
    return len(np.unique(np.searchsorted(one.sentences, np.flatnonzero(inside), side="right")))


def inside(values: Numbers, among: Numbers) -> NDArray[np.bool_]:
    """Which of the values are among others, which come sorted."""
    if not len(among):
        return np.zeros(len(values), dtype=np.bool_)
    places = np.minimum(np.searchsorted(among, values), len(among) - 1)
    found: NDArray[np.bool_] = among[places] == values
    return found


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


def who_copies(one: Digest, two: Digest) -> tuple[str, str]:
    """Whether an agency stands behind what two have in common, or one outlet took it from the other; and the reason."""
    if is_agency(one.outlet) or is_agency(two.outlet):
        return KINDS[0], "agency"
    if names_other(one, two) or names_other(two, one):
        return KINDS[1], "credit"
    if any(is_agency(o.name) for o in (*one.origins, *two.origins)):
        return KINDS[0], "credited"
    if one_house(one.outlet, two.outlet, one.best or two.best):
        return KINDS[1], "house"
    # Most reports that two houses share are an agency's, and often neither says so.
    return KINDS[0], "unnamed"


def names_other(one: Digest, two: Digest) -> bool:
    """Whether the one names the outlet of the other as its origin, or anywhere in its text."""
    if two.outlet is None or (one.outlet and origin_key(one.outlet) == origin_key(two.outlet)):
        return False
    return any(o.key == origin_key(two.outlet) for o in one.origins) or named_in(one.text, two.outlet)


def _exact_overlap(digests: Sequence[Digest], a: int, b: int) -> Overlap:
    one = digests[a]
    narrative, reported, quoted = (int(np.count_nonzero(one.zones == z)) for z in (NARRATIVE, REPORTED, QUOTED))
    whole = ((0, len(one.text)), (0, len(digests[b].text)))
    told = who_copies(one, digests[b])
    return Overlap(a, b, 1.0, 1.0, narrative, reported, quoted, 1.0, True, *told, (whole,))


def _passages(one: Digest, two: Digest, here: NDArray[np.bool_], there: NDArray[np.bool_]) -> tuple[Passage, ...]:
    """The offsets of the longest passages of the first that the second has, and of the same in the second."""
    edges = np.flatnonzero(np.diff(np.r_[False, here, False].astype(np.int8))).tolist()
    runs = sorted(zip(edges[::2], edges[1::2], strict=True), key=lambda r: (r[0] - r[1], r[0]))[:PASSAGES]
    found = []
    for start, end in sorted(runs):
        theirs = np.flatnonzero(there & inside(two.grams, np.sort(one.grams[start:end])))
        if not len(theirs):
            continue
        # The run in the second text may be broken by a word: from its first gram to the end of that run.
        last = first = int(theirs[0])
        while last + 1 < len(there) and there[last + 1]:
            last += 1
        mine = words.stretch(one.text, start, end + GRAM - 2)
        found.append((mine, words.stretch(two.text, first, last + GRAM - 1)))
    return tuple(sorted(found, key=lambda p: (p[0][0] - p[0][1], p)))


def _quotations(one: Digest, two: Digest, common: Numbers) -> tuple[Passage, ...]:
    """The offsets of the quotations that both have."""
    found = ((words.quotation_of(one.text, n), words.quotation_of(two.text, n)) for n in common.tolist()[:PASSAGES])
    return tuple((a, b) for a, b in found if a and b)
