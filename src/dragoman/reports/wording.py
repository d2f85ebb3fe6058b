"""How records are worded for readers, in French or in English: labels, days, parties, chains of voices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from dragoman.errors import UsageError
from dragoman.languages.base import rows
from dragoman.model import Event, Interval, Party

LANGUAGES = ("fr", "en")
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
NARROW = "\u202f"


@cache
def labels(language: str) -> dict[str, str]:
    """Every label in the language, by key. Raises UsageError for a language that the reports do not speak."""
    if language not in LANGUAGES:
        raise UsageError(f"the reports speak {' and '.join(LANGUAGES)}, not «{language}»: choose one of them")
    table = files("dragoman.reports").joinpath("tables", "labels.tsv")
    return {row["key"]: row[language] for row in rows(table)}


class Wording:
    """Words in one language."""

    def __init__(self, language: str = "fr") -> None:
        self.language = language
        self.labels = labels(language)

    def label(self, group: str, key: str | None) -> str:
        """The label of a key in its group; a key without one is shown as it is."""
        return self.labels.get(f"{group}.{key}", key or "")

    def word(self, key: str) -> str:
        """A word of the page."""
        return self.labels[f"word.{key}"]

    def day(self, day: date | None) -> str:
        """The day in words: «1er mars 2024»."""
        if day is None:
            return self.word("unknown")
        first = "1er" if self.language == "fr" and day.day == 1 else str(day.day)
        return f"{first} {self.month(day)}"

    def month(self, day: date) -> str:
        """The month and year: «mars 2024»."""
        return f"{MONTHS[self.language][day.month - 1]} {day.year}"

    def days(self, interval: Interval | None) -> str:
        """The interval, as short as it can be said: a day, a month, a year, or «16 – 18 février 2026»."""
        if interval is None:
            return self.word("undated")
        first, last = interval.earliest, interval.latest
        if first == last:
            return self.day(first)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year}{NARROW}–{NARROW}{last.year}"
        after = last + timedelta(days=1)
        if first.day == after.day == 1:
            if (first.year, first.month) == (last.year, last.month):
                return self.month(first)
            return f"{self.month(first)}{NARROW}–{NARROW}{self.month(last)}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{self.day(first).split()[0]}{NARROW}–{NARROW}{self.day(last)}"
        return f"{self.day(first)}{NARROW}–{NARROW}{self.day(last)}"

    def what(self, event: Event) -> str:
        """What happened, in few words: «consultation, lettre», «négociations n° 2»."""
        parts = [self.label("type", event.type)]
        if event.channel:
            parts.append(self.label("channel", event.channel))
        elif event.mode:
            parts.append(self.label("mode", event.mode))
        if event.ordinal:
            parts.append(f"{self.word('round')}{NARROW}{event.ordinal}")
        return ", ".join(dict.fromkeys(parts))

    def count_of_sources(self, count: int) -> str:
        """«2 sources indépendantes»."""
        return f"{count} {self.word('source_one' if count == 1 else 'source_many')}"


def party(someone: Party, states: frozenset[str] = frozenset()) -> str:
    """The name, with the state where the name does not say it: «Elijah Mwangi (KEN)».

    `states` are the ids of the actors that are states themselves.
    """
    if someone.state in (None, someone.name) or someone.actor in states:
        return someone.name
    return f"{someone.name} ({someone.state})"


def parties(several: Iterable[Party], states: frozenset[str] = frozenset(), *, none: str = "—") -> str:
    """The parties, separated by commas."""
    return ", ".join(party(p, states) for p in several) or none


def chain(voices: Iterable[Party]) -> str:
    """Voices from the nearest to the farthest: «Elijah Mwangi ‹ la radio publique»."""
    return " ‹ ".join(v.name for v in voices)


def chains(several: Iterable[Iterable[Party]]) -> str:
    """The chains of several reports, separated by semicolons."""
    return "; ".join(chain(voices) for voices in several)
