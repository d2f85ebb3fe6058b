"""In what language a text is written."""

from __future__ import annotations

import re
import threading
from functools import cache
from importlib.util import find_spec

from dragoman.languages.base import language_table

LIKELY = (
    "fr",
    "en",
    "es",
    "pt",
    "de",
    "it",
    "nl",
    "ar",
    "ru",
    "zh",
    "fa",
    "tr",
    "uk",
    "pl",
    "ro",
    "el",
    "he",
    "ja",
    "ko",
    "sw",
)
SAMPLE = 4000  # characters
LEAST = 25  # letters; shorter texts say too little
DEFAULT = "fr"
ENOUGH = 0.14  # share of small words from which a text is surely in the default language
_lock = threading.Lock()
_ready = False


def language_of(text: str, declared: str | None = None) -> str:
    """The code of the language: what the words say; what the source declares when they are too few."""
    letters = sum(c.isalpha() for c in text[:SAMPLE])
    named = (declared or "").strip().replace("_", "-").split("-")[0].lower()
    if share_of_small_words(text[:SAMPLE], DEFAULT) >= ENOUGH:
        return DEFAULT
    if letters < LEAST:
        return named if len(named) in (2, 3) else DEFAULT
    return classified(text[:SAMPLE]) or named or DEFAULT


@cache
def pack_for(language: str) -> str:
    """The language whose pack serves a text of that language: its own, or the default when there is none."""
    return language if find_spec(f"dragoman.languages.{language}") else DEFAULT


def share_of_small_words(text: str, language: str) -> float:
    """The share of the words that are small words of the language."""
    found = re.findall(r"\w+", text.casefold())
    known = small_words(language)
    return sum(word in known for word in found) / len(found) if found else 0.0


@cache
def small_words(language: str) -> frozenset[str]:
    """The small words of a language."""
    return frozenset(row["word"] for row in language_table(language, "frequent_words"))


def classified(text: str) -> str:
    """The likeliest of the languages that the press of the world is read in here."""
    global _ready
    import py3langid

    with _lock:
        if not _ready:
            py3langid.set_languages(list(LIKELY))
            _ready = True
    code, _ = py3langid.classify(text)
    return str(code)
