"""The stage of the reading that finds actors: from tokens and parse to mentions and actors."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.coreference import Coreference
from dragoman.actors.drafts import Draft
from dragoman.actors.mentions import Finder
from dragoman.actors.view import view_of
from dragoman.document import Document
from dragoman.model import unique


def find_actors(document: Document) -> Document:
    """The document with `actors` (those mentioned) and `mentions` (sorted; an outer one before those inside it)."""
    if not document.text.strip():
        return replace(document, actors=(), mentions=())
    finder = Finder(view_of(document))
    drafts = Coreference(finder).run()
    for draft in drafts:
        if draft.record is not None:
            draft.parties = (finder.cast.person(draft.record),)
            draft.type = "person"
        elif draft.records:
            draft.parties = tuple(finder.cast.person(r) for r in draft.records)
        others = tuple(c for c in unique(draft.candidates) if c not in draft.parties)
        draft.doubtful &= bool(others) or not draft.candidates
        draft.candidates = others
    mentions = tuple(d.mention(document.text) for d in unique_drafts(drafts))
    mentioned = {p.actor for m in mentions for p in (*m.parties, *m.candidates) if p.actor}
    return replace(document, actors=finder.cast.actors(mentioned), mentions=mentions)


def unique_drafts(drafts: list[Draft]) -> list[Draft]:
    """The drafts sorted by offset, the widest first, one for each stretch of text."""
    kept: dict[tuple[int, int], Draft] = {}
    pairs = [(d.start, d.end) for d in drafts if d.rule.startswith("pair-")]
    for draft in drafts:
        if draft.rule == "group" and any(start < draft.start and draft.end <= end for start, end in pairs):
            continue  # «ministres» in «les deux ministres»
        kept.setdefault((draft.start, draft.end), draft)
    return sorted(kept.values(), key=lambda d: (d.start, -d.end))
