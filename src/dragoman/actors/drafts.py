"""A mention being read, before it is finished: what the finder writes and coreference completes."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.actors.people import PersonRecord
from dragoman.actors.titles import TitlePhrase
from dragoman.model import Mention, Party


@dataclass(eq=False)
class Draft:
    """A mention being read: character offsets, syntactic head, parties, and what coreference needs to know of it."""

    start: int
    end: int
    head: Token
    kind: str
    type: str
    rule: str
    parties: tuple[Party, ...] = ()
    gender: str = ""  # m, f or «» for not known
    number: str = "s"
    record: PersonRecord | None = None
    records: tuple[PersonRecord, ...] = ()  # several, of «les présidents Poutine et Erdogan»
    title: TitlePhrase | None = None
    doubtful: bool = False
    candidates: tuple[Party, ...] = ()
    open: bool = False  # still to be resolved from the context

    def mention(self, text: str) -> Mention:
        """The finished record."""
        return Mention(
            self.start, self.end, self.head.idx, text[self.start : self.end], self.kind, self.parties, self.type,
            self.rule, self.doubtful, self.candidates,
        )  # fmt: skip


def state_gender(name: str, article: str) -> tuple[str, str]:
    """Gender and number of a state's French name, by its article, else by its last letter."""
    if article == "les":
        return "m", "p"
    if article in {"le", "la"}:
        return ("m" if article == "le" else "f"), "s"
    return ("f" if name.endswith("e") else "m"), "s"


def token_gender(token: Token) -> str:
    """m, f or «»."""
    found = token.morph.get("Gender", [])
    return {"Masc": "m", "Fem": "f"}.get(found[0], "") if found else ""


def token_number(token: Token) -> str:
    """p or s."""
    return "p" if "Plur" in token.morph.get("Number", []) else "s"
