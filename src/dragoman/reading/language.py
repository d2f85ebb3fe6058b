"""In what language a text is written."""

from __future__ import annotations

import threading
from functools import cache
from importlib.util import find_spec

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
_lock = threading.Lock()
_ready = False


def language_of(text: str, declared: str | None = None) -> str:
    """The code of the language: what the words say; what the source declares when they are too few."""
    letters = sum(c.isalpha() for c in text[:SAMPLE])
    named = (declared or "").strip().replace("_", "-").split("-")[0].lower()
    if letters < LEAST:
        return named if len(named) in (2, 3) else DEFAULT
    return classified(text[:SAMPLE]) or named or DEFAULT


@cache
def pack_for(language: str) -> str:
    """The language whose pack serves a text of that language: its own, or the default when there is none."""
    return language if find_spec(f"dragoman.languages.{language}") else DEFAULT


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
