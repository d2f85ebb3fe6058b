"""An event under construction: the match it came from beside the record it will become."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.events.matching import Match
from dragoman.model import Event


@dataclass(slots=True)
class Draft:
    """A match, its event so far, and the word that gave the event its status (if another word did)."""

    match: Match
    event: Event
    governor: Token | None
