"""Inherited errors: a spelling or a figure that two dispatches share against the others of their story.

Two who report for themselves do not make the same slip; who copies takes it over (what textual criticism calls a common
error). It says that one derives from the other, or both from a third, and not which from which.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.model import Basis, Derivation
from dragoman.stories import words
from dragoman.stories.digest import Digest

# Shorter words differ by a letter without being one another.
LONG = re.compile(r"[^\W\d_]{6,}")
# A reading is odd when at most this share of those who have the word have it so.
ODD = 0.5
# Stories with more dispatches are not collated.
MOST = 60
SHOWN = 3

# How each dispatch spells a word (by its plain form), and the figures that it alone gives for a label.
Spellings = dict[str, frozenset[str]]


def with_inherited(
    digests: Sequence[Digest], derived: Iterable[Derivation], story_of: Mapping[str, str]
) -> list[Derivation]:
    """The derivations, those that are no plain copies with the errors that both texts share."""
    known = list(derived)
    by_id = {one.id: one for one in digests}
    wanted = {story_of.get(d.article) for d in known if _asked(d)}
    members: dict[str, list[Digest]] = defaultdict(list)
    for one in digests:
        story = story_of.get(one.id)
        if story is not None and story in wanted:
            members[story].append(one)
    collated = {s: Collation(m) for s, m in members.items() if 2 < len(m) <= MOST}
    out: list[Derivation] = []
    for tie in known:
        collation = collated.get(story_of.get(tie.article, ""))
        origin = by_id.get(tie.origin_article or "")
        if _asked(tie) and collation and origin and story_of.get(origin.id) == story_of.get(tie.article):
            found = collation.shared(origin.id, tie.article)
            tie = replace(tie, basis=(*tie.basis, *found)) if found else tie
        out.append(tie)
    return out


def _asked(one: Derivation) -> bool:
    return one.origin_article is not None and one.relation == "rewrites"


class Collation:
    """The spellings and figures of the dispatches of one story, side by side."""

    def __init__(self, members: Sequence[Digest]) -> None:
        self.spellings = {one.id: _spellings(one.text) for one in members}
        self.figures = {one.id: _figures(one) for one in members}

    def shared(self, first: str, second: str) -> list[Basis]:
        """The odd readings that these two share."""
        found = []
        for label, value in sorted(self.figures[first] & self.figures[second]):
            others = [v for one in self.figures.values() for n, v in one if n == label]
            if _is_odd(others.count(value), len(others)):
                found.append(Basis("inherited:figure", f"{label} {value}", weight=0.5))
        mine, theirs = self.spellings[first], self.spellings[second]
        for form in sorted(mine.keys() & theirs.keys()):
            if mine[form] != theirs[form] or len(mine[form]) > 1:
                continue
            readings = [next(iter(s)) for one in self.spellings.values() if len(s := self._like(one, form)) == 1]
            (reading,) = mine[form]
            if _is_odd(readings.count(reading), len(readings)):
                found.append(Basis("inherited:spelling", reading, weight=0.5))
        return found[:SHOWN]

    def _like(self, one: Spellings, form: str) -> frozenset[str]:
        """How the dispatch spells the word, or one that differs from it by a single letter where both are names."""
        if form in one:
            return one[form]
        if not any(f[0].isupper() for several in self.spellings.values() for f in several.get(form, ())):
            return frozenset()
        near = [f for f in one if abs(len(f) - len(form)) < 2 and f[0] == form[0] and one_letter_apart(f, form)]
        return frozenset(s for f in near for s in one[f] if s[0].isupper())


def _is_odd(same: int, total: int) -> bool:
    return 1 < same < total and same <= ODD * total


def _spellings(text: str) -> Spellings:
    found: dict[str, set[str]] = defaultdict(set)
    for match in LONG.finditer(text):
        form = match.group()
        found[words.plain(form)].add(form)
    return {plain: _one_case(forms) for plain, forms in found.items()}


def _one_case(forms: set[str]) -> frozenset[str]:
    """The forms, a word that also begins sentences once."""
    lower = {f for f in forms if f[0].islower()}
    return frozenset(lower | {f for f in forms if f[0].isupper() and f.lower() not in lower})


def _figures(one: Digest) -> set[tuple[str, int]]:
    told: dict[str, set[int]] = defaultdict(set)
    for telling in one.tellings:
        for label, value in telling.figures:
            told[label].add(value)
    return {(label, next(iter(values))) for label, values in told.items() if len(values) == 1}


def one_letter_apart(first: str, second: str) -> bool:
    """Whether one becomes the other when a letter is added, left out, changed, or two are exchanged."""
    if len(first) > len(second):
        first, second = second, first
    start = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    if len(first) < len(second):
        return len(second) - len(first) == 1 and first[start:] == second[start + 1 :]
    if first[start + 1 :] == second[start + 1 :]:
        return first != second
    swapped = first[start : start + 2] == second[start : start + 2][::-1]
    return swapped and first[start + 2 :] == second[start + 2 :]
