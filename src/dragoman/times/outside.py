"""Evidence from outside the text: the day of reading, and the dated dispatches of the same story."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dragoman.document import Document
from dragoman.model import Sibling
from dragoman.times.evidence import DAYS, FIRST, LAST, Evidence, Weights, evidence, shared, softened

BOUND, SIBLING, COPY = "today", "sibling", "sibling-copy"
# Nothing is published after it is read: no other evidence, however strong, outweighs this.
IMPOSSIBLE = -1000.0
# Shares and mean lengths in days: how far apart two dispatches of one story are printed, and two prints of one text.
STORY = ((0.75, 2.0), (0.25, 10.0))
PRINTS = ((0.85, 0.7), (0.15, 5.0))
# The share of dispatches that were put into a story by error, or tell it again long after.
STRAY, STRAY_PRINT = 0.03, 0.02


def bound_evidence(document: Document) -> Iterator[Evidence]:
    """Yields the day of reading, after which the article cannot have been published. It locates nothing alone."""
    today = document.today
    if today is not None and FIRST <= today < LAST:
        weights = np.where(today.toordinal() >= DAYS, 0.0, IMPOSSIBLE)
        yield Evidence(BOUND, today.isoformat(), None, None, weights, "bound")


def sibling_evidence(document: Document) -> Iterator[Evidence]:
    """Yields, for each dated dispatch of the story, that this one was published in the days around it.

    Siblings follow one another, so several say less than as many independent witnesses: each counts by one over the
    root of their number.
    """
    several = [s for s in document.siblings if s.earliest >= FIRST and s.latest <= LAST]
    for sibling in several:
        item = evidence(
            COPY if sibling.copied else SIBLING,
            f"{sibling.title} ({_days(sibling)}, {sibling.article})",
            None,
            around(sibling),
        )
        yield softened(item, len(several) ** -0.5)


def around(sibling: Sibling) -> Weights:
    """The likelihood of publication days around those of the sibling."""
    first, last = sibling.earliest.toordinal(), sibling.latest.toordinal()
    gap = np.maximum(np.maximum(first - DAYS, DAYS - last), 0)
    shares, stray = (PRINTS, STRAY_PRINT) if sibling.copied else (STORY, STRAY)
    near = np.sum([(share / mean) * np.exp(-gap / mean) for share, mean in shares], axis=0)
    return shared(near, stray)


def _days(sibling: Sibling) -> str:
    if sibling.earliest == sibling.latest:
        return sibling.earliest.isoformat()
    return f"{sibling.earliest} to {sibling.latest}"
