"""The words of a text as dispatches are compared by them: numbers for words, the zones they stand in, names, stems."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import TableError
from dragoman.languages.base import language_table

Numbers = NDArray[np.uint32]
Zones = NDArray[np.uint8]

GRAM = 4  # words in a gram: 5 lose recall on rewrites, 3 find stock phrases
STEM = 7  # letters that are kept of a word: «iranien», «iraniennes» and «iranienne» meet
NARRATIVE, REPORTED, QUOTED = 0, 1, 2

WORD = re.compile(r"[^\W_]+")
QUOTATION = re.compile(r"«[^«»]{12,1500}»|“[^“”]{12,1500}”|\"[^\"\n]{12,900}\"")
# What may stand between a full stop, a bracket or a line's beginning and the first word of a sentence.
OPENING = re.compile(r"(?:^|[.!?:…\n«“\"(\[–—-])\W*$")


# The end of a sentence: a mark (not the full stop of «M.» or of an initial), closing marks, then a capital; or a new line.
STOP = re.compile(
    r"(?:[.!?…](?<!\bM\.)(?<!\bMM\.)(?<!\bDr\.)(?<!\b[A-Z]\.)[.!?…]*[»”\"]?(?=\s+\W{0,2}[A-ZÀ-ÖØ-Þ0-9])|\n)"
)
# A quotation of so many words is known again wherever it stands.
LEAST_QUOTED_WORDS = 5
# From this share of its words on, what is reported or quoted makes the whole sentence, with who says it, count as such.
MOSTLY = 0.35


class Word(NamedTuple):
    """A word of the text: plain form (no accents, lower case), offsets, and whether it is written like a name."""

    form: str
    start: int
    end: int
    name: bool


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """The word without accents and capitals."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


@lru_cache(maxsize=400_000)
def number(form: str) -> int:
    """A number for a form, the same on every run and machine."""
    return zlib.crc32(form.encode("utf-8"))


@lru_cache(maxsize=200_000)
def stem(form: str) -> str:
    """What is left of a plain form when endings are cut: enough for two forms of one word to meet."""
    if form.isdigit() or len(form) <= 4:
        return form
    while len(form) > 4 and form[-1] in "esx":
        form = form[:-1]
    return form[:STEM]


def words_of(text: str) -> list[Word]:
    """Every word of the text, in order."""
    found = []
    for match in WORD.finditer(text):
        start, token = match.start(), match.group()
        capital = token[0].isupper() and (len(token) > 1 or start + 1 == len(text))
        opens = capital and bool(OPENING.search(text, max(0, start - 6), start) if start else True)
        found.append(Word(plain(token), start, match.end(), capital and not opens))
    return found


def stretch(text: str, first: int, last: int) -> tuple[int, int]:
    """The offsets from the beginning of one word to the end of another, by their numbers in the text."""
    found = list(islice(WORD.finditer(text), first, last + 1))
    return found[0].start(), found[-1].end()


def quotations(text: str) -> list[tuple[int, int]]:
    """The offsets of what stands between quotation marks, where it is longer than a word or two."""
    return [match.span() for match in QUOTATION.finditer(text)]


def quotes(text: str) -> Numbers:
    """A number for each quotation of some length, sorted: equal where the words are."""
    found = ([w.form for w in words_of(text[start:end])] for start, end in quotations(text))
    return np.array(sorted({number(" ".join(q)) for q in found if len(q) >= LEAST_QUOTED_WORDS}), dtype=np.uint32)


def quotation_of(text: str, wanted: int) -> tuple[int, int] | None:
    """The offsets of the quotation that has this number."""
    for start, end in quotations(text):
        if number(" ".join(w.form for w in words_of(text[start:end]))) == wanted:
            return start, end
    return None


def sentence_starts(text: str, found: Sequence[Word]) -> Numbers:
    """The numbers of the words with which the sentences begin, sorted, the first word's always among them."""
    ends = np.array([match.end() for match in STOP.finditer(text)], dtype=np.int64)
    starts = np.fromiter((w.start for w in found), dtype=np.int64, count=len(found))
    first = np.unique(np.r_[0, np.searchsorted(starts, ends)])
    return first[first < len(found)].astype(np.uint32)


def by_sentence(marks: Zones, sentences: Numbers) -> Zones:
    """The zones, with each sentence that mostly is reported or quoted taken whole.

    «Le ministère a précisé que…» stands the same in every report of what the ministry said.
    """
    out = marks.copy()
    for start, end in zip(sentences.tolist(), [*sentences[1:].tolist(), len(marks)], strict=True):
        piece = marks[start:end]
        said = int(np.count_nonzero(piece))
        if len(piece) and said >= MOSTLY * len(piece):
            zone = REPORTED if 2 * int(np.count_nonzero(piece == REPORTED)) >= said else QUOTED
            out[start:end] = np.where(piece == NARRATIVE, zone, piece)
    return out


def grams(words: Sequence[Word]) -> Numbers:
    """A number for each run of four words, in the order of the text."""
    if len(words) < GRAM:
        return np.zeros(0, dtype=np.uint32)
    numbers = np.fromiter((number(w.form) for w in words), dtype=np.uint64, count=len(words))
    mixed = np.zeros(len(words) - GRAM + 1, dtype=np.uint64)
    for k in range(GRAM):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + numbers[k : k + len(mixed)] + np.uint64(0x7F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def zones(words: Sequence[Word], quoted: Iterable[tuple[int, int]], reported: Iterable[tuple[int, int]]) -> Zones:
    """For each gram the zone it stands in: the narrative, what someone is reported to say, or a quotation.

    A gram belongs to a zone when at least three of its words stand in it.
    """
    if len(words) < GRAM:
        return np.zeros(0, dtype=np.uint8)
    of_word = np.zeros(len(words), dtype=np.uint8)
    starts = np.fromiter((w.start for w in words), dtype=np.int64, count=len(words))
    for zone, spans in ((REPORTED, reported), (QUOTED, quoted)):
        for start, end in spans:
            of_word[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = zone
    out = np.zeros(len(words) - GRAM + 1, dtype=np.uint8)
    for zone in (REPORTED, QUOTED):
        inside = (of_word >= zone).astype(np.int64)
        within = np.convolve(inside, np.ones(GRAM, dtype=np.int64), mode="valid")
        out[within >= GRAM - 1] = zone
    return out


@cache
def shares(language: str) -> dict[str, float]:
    """How many of a thousand ordinary texts have a stem, for the commoner stems of the language; empty if not known.

    Few dispatches cannot tell by themselves which words are common; this table can.
    """
    try:
        table = language_table(language, "word_shares")
    except (TableError, ModuleNotFoundError):
        return {}
    return {row["stem"]: float(row["share"]) for row in table}


@cache
def common(language: str) -> frozenset[str]:
    """The stems that stand in more than a quarter of all texts: they say nothing of the matter."""
    return frozenset(s for s, share in shares(language).items() if share > 250)
