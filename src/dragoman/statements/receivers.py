"""Who is told: the «à …» and «auprès de …» phrases of a reporting verb."""

from __future__ import annotations

from dataclasses import replace

from dragoman.statements.scene import Cue, Scene, head_noun
from dragoman.statements.words import lemma


def is_receiver(scene: Scene, j: int, closing: int) -> bool:
    """Whether «à …» at j names someone who is told: a person, a state, a body, the press."""
    head = head_noun(scene, j + 1, closing)
    return head is not None and scene_actor(scene, head)


def scene_actor(scene: Scene, head: int) -> bool:
    """Whether the noun is someone: a proper noun, or a noun that anonymity.tsv lists."""
    token = scene.doc[head]
    titled = head + 1 < len(scene.doc) and scene.doc[head + 1].pos_ == "PROPN" and scene.doc[head + 1].head == token
    return token.pos_ == "PROPN" or titled or lemma(token) in scene.lexicon.levels


def receivers(scene: Scene, start: int, end: int) -> tuple[int, ...]:
    """The heads of the «à …» and «auprès de …» phrases between two tokens."""
    out = []
    for j in range(start, end):
        if scene.is_in(scene.doc[j], "dative"):
            k = j + 2 if scene.doc[j].lower_ == "auprès" else j + 1
            head = head_noun(scene, k, end)
            if head is not None and scene_actor(scene, head):
                out.append(head)
    return tuple(out)


def with_receivers(scene: Scene, cue: Cue, start: int, end: int, *, objects: bool = False) -> Cue:
    """The cue with those who are told: who of them is press is for the chain to decide."""
    found = receivers(scene, start, end)
    addressee = found[0] if found else None
    if objects and addressee is None:
        first = next((k for k in range(start, end) if scene.doc[k].pos_ in {"DET", "PROPN", "NOUN"}), None)
        head = head_noun(scene, first, end) if first is not None else None
        addressee = head if head is not None and scene_actor(scene, head) else None
    return replace(cue, relays=cue.relays + found, addressee=addressee)
