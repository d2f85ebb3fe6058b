"""The words of dating_words.tsv and first_attested.tsv as patterns, made once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.languages.base import language_table, values


@cache
def dating_words(language: str, kind: str, behind: str = r"(?!\w)") -> re.Pattern[str]:
    """The pattern of the words of a class, whole words; `behind` is the pattern of what must follow them."""
    rows = language_table(language, "dating_words")
    forms = "|".join(re.escape(f) for row in rows if row["class"] == kind for f in values(row["forms"]))
    return re.compile(rf"(?<!\w)(?:{forms}){behind}")


@dataclass(frozen=True, slots=True)
class NewWord:
    """A word with the first day on which it can have been printed."""

    day: date
    forms: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        """The word in the text; None when it is not there."""
        if not any(form in text for form in self.forms):
            return None
        return re.search(rf"(?<!\w)(?:{'|'.join(re.escape(f) for f in self.forms)})(?!\w)", text)


@cache
def new_words(language: str) -> tuple[NewWord, ...]:
    """The words that are known not to have existed before a day, the newest first."""
    found = [
        NewWord(date.fromisoformat(r["from"]), values(r["forms"])) for r in language_table(language, "first_attested")
    ]
    return tuple(sorted(found, key=lambda w: w.day, reverse=True))
