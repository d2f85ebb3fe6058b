"""When something was said: the time in the reporting clause, never that of what is said nor that of the printing."""

from __future__ import annotations

from dataclasses import replace

from dragoman.document import Document
from dragoman.model import Interval, TimeExpression
from dragoman.statements.scene import Cue, Scene
from dragoman.statements.words import end_of
from dragoman.times.lookup import dates_its_clause, event_date

# Forms of the cue whose word has a clause of its own, in which a time may stand apart from it.
VERBAL = frozenset({"finite", "participle", "gerund", "shared"})


def spoken_on(scene: Scene, cue: Cue) -> Interval | None:
    """The days on which it was said, as the reporting clause gives them; None when it gives none."""
    low, high = scene.doc[cue.first].idx, end_of(scene.doc[max(cue.last - 1, cue.at)])
    outside = [t for t in scene.document.times if not _told(scene, cue, t)]
    for time in outside:
        if low <= time.start and time.end <= high and dates_its_clause(scene.document, time):
            return time.interval
    if cue.form not in VERBAL or cue.frame in {"floating", "conditional"}:
        return None
    first, last = scene.sentence(cue.at)
    start, end = scene.doc[first].idx, end_of(scene.doc[last - 1])
    near = tuple(t for t in outside if start <= t.start < end)
    if not near:
        return None
    seen: Document = replace(scene.document, times=near)
    return event_date(seen, scene.doc[cue.at])


def _told(scene: Scene, cue: Cue, time: TimeExpression) -> bool:
    """Whether the time belongs to what is said, or to a quotation."""
    pieces = [(scene.doc[a].idx, end_of(scene.doc[b - 1])) for a, b in cue.content if a < b]
    if any(start <= time.start < end for start, end in pieces):
        return True
    return any(zone.inner_start <= time.start < zone.inner_end for zone in scene.zones)
