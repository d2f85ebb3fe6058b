"""Cues and statements, each once: one cue a token, one statement an id."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.model import Statement
from dragoman.statements.scene import Cue


def distinct(cues: list[Cue]) -> list[Cue]:
    """The cues in text order: one a token, and none that only supports a noun of saying."""
    begun = {c.content[0][0] for c in cues if c.content and c.form not in {"noun", "marker"}}
    cues = [c for c in cues if c.form != "noun" or c.frame not in {"noun-que", "noun"} or c.content[0][0] not in begun]
    nouns = {c.at: c for c in cues if c.form == "noun" or c.frame == "noun"}
    out: dict[int, Cue] = {}
    for cue in sorted(cues, key=lambda c: (c.at, c.frame != "noun")):
        if cue.frame == "np" and any(
            a <= n < min(b, a + 4) for a, b in cue.content for n in nouns if nouns[n].frame in {"noun", "silent"}
        ):
            continue
        out.setdefault(cue.at, cue)
    return [out[k] for k in sorted(out)]


def distinct_statements(statements: Iterable[Statement]) -> list[Statement]:
    """The statements, each id once."""
    found: dict[str, Statement] = {}
    for s in statements:
        found.setdefault(s.id, s)
    return list(found.values())
