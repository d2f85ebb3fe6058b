"""The sectors of parties: government, military, rebels, media… by PLOVER, with the codes of CAMEO and ICEWS."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.crosswalk.places import is_body
from dragoman.languages.base import language_table, rows, values
from dragoman.model import Actor, Party

BY_TYPE = {"armed group": "REB", "media": "JRN", "population": "CVL", "state": "GOV", "place": "GOV"}


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector: PLOVER's code, CAMEO's, the words of ICEWS (the first is written), our type of actor."""

    code: str
    cameo: str
    icews: tuple[str, ...]
    actor: str


@cache
def sectors() -> dict[str, Sector]:
    """Every sector by PLOVER's code."""
    table = files("dragoman.crosswalk").joinpath("tables/sectors.tsv")
    return {r["sector"]: Sector(r["sector"], r["cameo"], values(r["icews"]), r["actor"]) for r in rows(table)}


def sector(party: Party, actor: Actor | None, language: str = "fr") -> str | None:
    """The party's sector, None when nothing tells it and for an international body.

    What the record says of the actor (its type) counts first, then the words of the offices, of the name, or of the
    description («des manifestants»); a person without any of these acts for the state, if for one: GOV.
    """
    kind = actor.type if actor else None
    if kind in BY_TYPE:
        return BY_TYPE[kind]
    if kind != "person" and is_body(party.state):
        return None
    texts = [party.name]
    if actor is not None and kind == "person":
        texts = [office.title for office in reversed(actor.offices)]
    elif actor is not None:
        texts = [actor.name, *actor.aliases]
    for text in texts:
        found = _sector_of_words(text, language)
        if found:
            return found
    return "GOV" if kind == "person" and party.state else None


def _sector_of_words(text: str, language: str) -> str | None:
    plain = _folded(text)
    return next((code for code, pattern in _patterns(language) if pattern.search(plain)), None)


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = language_table(language, "sector_words")
    return tuple(
        (row["sector"], re.compile(r"\b(?:" + "|".join(re.escape(_folded(w)) for w in values(row["words"])) + r")\b"))
        for row in table
    )


@cache
def sector_of_icews(words: str) -> str | None:
    """PLOVER's sector for ICEWS's sector words (several, by commas: the first that is known); None when none is."""
    known = {word.casefold(): s.code for s in sectors().values() for word in s.icews}
    return next((known[w] for w in (part.strip().casefold() for part in words.split(",")) if w in known), None)


@cache
def sector_of_cameo(code: str) -> str | None:
    """PLOVER's sector for CAMEO's type code (three letters); None when there is none."""
    return next((s.code for s in sectors().values() if s.cameo == code), None) if code else None


def actor_type(sector_code: str | None, state: str | None) -> str:
    """Our type for an actor of which only the sector and the state or body are known."""
    if sector_code is None:
        return "organisation" if is_body(state) or state is None else "state"
    return sectors()[sector_code].actor if sector_code in sectors() else "organisation"


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()
