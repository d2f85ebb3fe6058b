"""How names are compared: without accents, apostrophes, hyphens; and by sound when alphabets were crossed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Titles that are printed with a full stop, by some at least.
ABBREVIATED = frozenset({"MM", "Mme", "Mmes", "Mlle", "Dr", "Pr", "Me", "Mgr", "St", "Ste", "Gén", "Col", "Cdt", "Lt"})
WORD = re.compile(r"\w+")
# What may stand between two words of one name: «Tel-Aviv», «Quai d'Orsay», «George W. Bush».
JOINT = re.compile(r"(?:[-‐‑'’ʼ‘`]|\.?[  \u202f\u2009]|\.-?)[  '’ʼ‘`]?")
# Rewritten in this order; what is left are the sounds that all transliterations of a name share.
SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tch|tsch|dsch", "c"), (r"sch|sh|ch|š|sz", "s"), (r"dj|dzh|zh|gi(?=[ao])|j", "j"),
        (r"gh|q|kh|ck|c(?=[aoukrl])", "k"),
        (r"gu(?=[eiy])|g", "k"), (r"ph", "f"), (r"v|w", "v"), (r"ou|oo|u|o|w", "o"), (r"ee|ij|iy|yi|ii|y|i|e", "i"),
        (r"ts|tz|z", "z"), (r"h(?=\b|[^aeiou])", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in small letters without accents: «Téhéran» -> «teheran»."""
    if text.isascii():
        return text.lower()
    return text.translate(LATIN) if max(text) < LAST_LATIN else _bare(text)


def _bare(text: str) -> str:
    """The same for letters of any script."""
    text = text.replace("œ", "oe").replace("Œ", "Oe").replace("ı", "i").replace("ł", "l").replace("ø", "o")
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """The folded words of a name, one space between them: «l'Élysée» -> «l elysee»."""
    return " ".join(WORD.findall(fold(name)))


@lru_cache(maxsize=16384)
def sound(name: str) -> str:
    """What transliterations of one name have in common: «Qalibaf» and «Ghalibaf» give the same."""
    heard = key(name)
    for pattern, replacement in SOUNDS:
        heard = pattern.sub(replacement, heard)
    return heard


LAST_LATIN = "\u0250"
LATIN = {i: _bare(chr(i)) for i in range(ord(LAST_LATIN))}  # letter by letter, which is much faster


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, cut at hyphens and apostrophes, with its offsets.

    `joined` says that it may continue the name of the word before it.
    """

    start: int
    end: int
    text: str
    folded: str
    joined: bool


def words(text: str) -> list[Word]:
    """The words of a text in order."""
    return list(_cut(text))


@lru_cache(maxsize=4)  # several rooms ask for the words of the same article
def _cut(text: str) -> tuple[Word, ...]:
    out: list[Word] = []
    before = 0
    for found in WORD.finditer(text):
        start, end = found.span()
        joined = bool(out) and JOINT.fullmatch(text, before, start) is not None
        # A full stop joins only after an abbreviation: «M. Diop», «George W. Bush», «J.-Y. Le Drian».
        if joined and text[before] == ".":
            joined = out[-1].text in ABBREVIATED or (len(out[-1].text) == 1 and out[-1].text.isupper())
        out.append(Word(start, end, found.group(), fold(found.group()), joined))
        before = end
    return tuple(out)
