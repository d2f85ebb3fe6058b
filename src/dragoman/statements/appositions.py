"""Names beside titles: in apposition behind a comma, known to the actors' layer or to nobody."""

from __future__ import annotations

from typing import Protocol

from spacy.tokens import Token

from dragoman.model import Mention, Party
from dragoman.statements.scene import Scene
from dragoman.statements.words import lemma


class Mentions(Protocol):
    """What statements need of the actors' layer."""

    def at(self, token: Token) -> Mention | None:
        """The mention whose phrase the token heads or names."""

    def parties(self, token: Token) -> tuple[Party, ...]:
        """The actors that the token's mention stands for."""

    def owner(self, token: Token) -> tuple[Party, ...]:
        """The actors to whom the noun belongs («sa lettre», «la lettre du Guide»)."""


def runs_on(scene: Scene, head: int, mention: Mention) -> bool:
    """Whether the mention takes in the subject of the clause behind it («selon un élu, M. X a menti»)."""
    doc = scene.doc
    end = scene.token_from(mention.end)
    comma = any(doc[k].text == "," for k in range(head, end))
    return comma and end < len(doc) and scene.is_finite(end) and doc[max(head - 2, 0)].lower_ in {"selon", "d'"}


def apposed(scene: Scene, index: Mentions, head: int) -> Mention | None:
    """The person whose name stands behind the title and a comma, also where the parser lost it."""
    doc, (_, last) = scene.doc, scene.sentence(head)
    for k in range(head + 1, min(head + 16, last - 1)):
        if doc[k].text == ",":
            named = index.at(doc[k + 1])
            person = named is not None and named.type == "person" and named.kind == "name"
            return named if named is not None and person and closes(scene, head, named) else None
        if scene.is_finite(k) or doc[k].text in {";", ":", "(", "«", "»"}:
            return None
    return None


def bare_name(scene: Scene, head: int) -> str | None:
    """A name that no layer knows, in apposition between commas («la défenseure du peuple, Iris Marín, qui»)."""
    doc, (_, last) = scene.doc, scene.sentence(head)
    if doc[head].pos_ != "NOUN" and not scene.lexicon.levels.get(lemma(doc[head])):
        return None
    for k in range(head + 1, min(head + 12, last - 1)):
        if doc[k].text == ",":
            end = k + 1
            while end < last and doc[end].pos_ in {"PROPN", "X"} and doc[end].text[0].isupper():
                end += 1
            closed = end >= last or doc[end].text in {",", ".", "»", ")"} or doc[end].is_space
            return str(doc[k + 1 : end].text) if end - k > 2 and closed else None
        if scene.is_finite(k) or doc[k].is_punct:
            return None
    return None


def closes(scene: Scene, head: int, named: Mention) -> bool:
    """Whether a name behind a comma is an apposition: a mark follows it, no verb («selon un élu, M. X a menti»)."""
    doc = scene.doc
    start, end = scene.token_from(named.start), scene.token_from(named.end)
    if not any(doc[k].text == "," for k in range(head, start)):
        return True
    return end >= len(doc) or doc[end].is_punct or doc[end].is_space or doc[end].lower_ in {"qui", "dont", "et"}
