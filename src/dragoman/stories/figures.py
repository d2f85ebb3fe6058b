"""Figures that a passage gives, by what they count: so many dead, injured, arrested, so many trucks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.errors import TableError
from dragoman.languages.base import language_table, values
from dragoman.times.numbers import number_value

# Between people who are counted and what happened to them no other figure and no end of a sentence may stand.
BETWEEN = r"[^0-9.;:!?«»]{0,60}?"
# A description between the number and what is counted: «12 autres civils».
AN_ADJECTIVE = r"(?:autres? |jeunes? |nouveaux |nouvelles )?"

# «12 des 40 passagers sont morts»: the first figure is theirs.
OF_SO_MANY = r"(?:(?:des|sur(?: les)?) \S+ )?"


@dataclass(frozen=True, slots=True)
class Counting:
    """How a language counts: the words for numbers, and a pattern with its labels for each kind of word."""

    numbers: dict[str, int]
    patterns: tuple[tuple[re.Pattern[str], dict[str, str]], ...]


@cache
def counting(language: str) -> Counting | None:
    """How the language counts; None when its pack does not say."""
    try:
        table = language_table(language, "counted_words")
        words = language_table(language, "time_words")
    except (TableError, ModuleNotFoundError):
        return None
    numbers = {form: int(row["value"]) for row in words if row["class"] == "num" for form in values(row["forms"])}
    spelt = "|".join(re.escape(w) for w in sorted(numbers, key=lambda w: (-len(w), w)))
    digits = r"\d{1,3}(?:[\u202f\u00a0 .]\d{3})+|\d+"
    number = rf"(?<![\w,.])(?P<n>{digits}|(?:{spelt})(?:[- ](?:et[- ])?(?:{spelt}))*)(?![\w,])"
    forms = {
        kind: {row["form"]: row["label"] for row in table if row["kind"] == kind}
        for kind in ("noun", "done", "doing", "people")
    }
    people = _any(forms["people"])
    whole = rf"(?<!des )(?<!sur )(?<!sur les ){number} {OF_SO_MANY}{AN_ADJECTIVE}{people}\b"
    whole += rf"{BETWEEN}\b(?P<word>{_any(forms['done'])})\b"
    patterns = (
        (re.compile(rf"{number} {AN_ADJECTIVE}(?P<word>{_any(forms['noun'])})\b", re.I), forms["noun"]),
        (re.compile(whole, re.I), forms["done"]),
        (re.compile(rf"\b(?P<word>{_any(forms['doing'])}) (?:au moins )?{number} \w", re.I), forms["doing"]),
    )
    return Counting(numbers, patterns)


def _any(forms: dict[str, str]) -> str:
    return "(?:" + "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f))) + ")"


def figures(text: str, language: str) -> tuple[tuple[str, int], ...]:
    """The figures of the passage by label; of several of one label only one that stands alone is told."""
    known = counting(language)
    if known is None:
        return ()
    found: dict[str, set[int]] = {}
    for label, value in _found(text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'"), known):
        found.setdefault(label, set()).add(value)
    return tuple(sorted((label, next(iter(several))) for label, several in found.items() if len(several) == 1))


def _found(text: str, known: Counting) -> Iterator[tuple[str, int]]:
    for pattern, labels in known.patterns:
        for match in pattern.finditer(text):
            value = number_value(match["n"], known.numbers)
            if value is not None and value == int(value):
                yield labels[match["word"].casefold()], int(value)
