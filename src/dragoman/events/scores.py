"""How likely an event is coded right: the share of right ones among the events that were found in the same way.

The table is measured on the open coded texts (`make calibration`): how many events of each ground agreed with a coder's
event in type and sides. An event for which the clause names both sides is right more often than one whose parties only
the discourse gives.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from dragoman.events.matching import Match
from dragoman.languages.base import rows
from dragoman.syntax.clauses import finite, is_passive

PRIOR_RIGHT, PRIOR_CODED = 2, 4  # what a ground never seen counts as: as often right as wrong


def ground_of(found: Match) -> tuple[str, str]:
    """Which sides the text names for sure (both, source, target, none), and the form of the trigger."""
    source = any(not s.doubtful for s in found.source)
    target = any(not s.doubtful for s in found.target)
    named = "both" if source and target else "source" if source else "target" if target else "none"
    if not found.slots.is_verb:
        return named, "noun"
    if is_passive(found.trigger):
        return named, "passive"
    return named, "finite" if finite(found.trigger) is not None else "infinite"


@cache
def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    table = files("dragoman.events").joinpath("tables/scores.tsv")
    return {(r["named"], r["form"]): (int(r["right"]), int(r["coded"])) for r in rows(table)}


def score_of(found: Match) -> float:
    """The probability, 0 to 1, that a coder would have the event with these sides."""
    right, coded = _counts().get(ground_of(found), (0, 0))
    return round((right + PRIOR_RIGHT) / (coded + PRIOR_CODED), 2)
