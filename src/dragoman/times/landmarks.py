"""Known events of recent history, and the places where a text speaks of one of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from dragoman.actors.entities import first_day, last_day
from dragoman.document import Document
from dragoman.errors import TableError
from dragoman.languages.base import language_table, rows, values
from dragoman.syntax.parse import STRAIGHT

Span = tuple[int, int]
WORD = re.compile(r"\w+")
INFLECTIONS = ("", "e", "es", "s", "x")


class Folding(dict[int, str]):
    """Letter -> the small letter without its accent, worked out when first asked for."""

    def __missing__(self, code: int) -> str:
        small = self[code] = unicodedata.normalize("NFKD", chr(code).translate(STRAIGHT))[0].lower()
        return small


FOLDING = Folding()


@dataclass(frozen=True, slots=True)
class Landmark:
    """A dated event: its days, kinds, the states that took part, and the words that tell of it, group by group."""

    id: str
    start: date
    end: date
    types: frozenset[str]
    actors: frozenset[str]
    country: str
    groups: tuple[str, ...]  # cells of the table
    leads: bool


@dataclass(frozen=True, slots=True)
class Sighting:
    """A landmark that a sentence tells of: the words of its first group, all the words, and the sentence's bounds."""

    landmark: Landmark
    trigger: Span
    words: Span
    sentence: Span
    hits: frozenset[Span]


def folded(text: str) -> str:
    """The text in small letters without accents, character for character, so that offsets hold."""
    return text.translate(FOLDING)


@cache
def group_pattern(cell: str) -> re.Pattern[str]:
    """The pattern of a group of words; each may be inflected by a final e, s or x, and `*` stands for any ending."""
    forms = []
    for form in sorted(values(cell), key=lambda f: (-len(f), f)):
        plain = re.escape(folded(form)).replace(r"\ ", "[ '-]").replace(r"\*", r"\w*").replace(r"\-", "[ -]")
        forms.append(plain if form.endswith("*") else rf"{plain}(?:e|es|s|x)?")
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")


@cache
def landmarks(language: str) -> tuple[Landmark, ...]:
    """Every landmark that the language has words for. Raises TableError for words of an unknown landmark."""
    table = files("dragoman.actors").joinpath("tables", "landmarks.tsv")
    world = {row["id"]: row for row in rows(table)}
    out = []
    for row in language_table(language, "landmarks"):
        fact = world.get(row["id"])
        start = first_day(fact["from"]) if fact else None
        if fact is None or start is None:
            raise TableError(
                f"landmarks.tsv of «{language}»: «{row['id']}» has no row with a day in the table of the world"
            )
        end = last_day(fact["to"] or fact["from"]) or start
        out.append(
            Landmark(
                row["id"], start, end, frozenset(values(fact["types"])), frozenset(values(fact["actors"])),
                fact["country"], tuple(row["words"].split("|")), row["lead"] == "y",
            )
        )  # fmt: skip
    return tuple(out)


class Index:
    """The landmarks by the words that tell of them, so that few patterns need to be tried on a sentence.

    Of each form only its longest word is kept; a sentence without one of a group's words cannot match that group.
    """

    def __init__(self, marks: tuple[Landmark, ...]) -> None:
        self.marks = marks
        self.whole = [(1 << len(mark.groups)) - 1 for mark in marks]
        self._words: dict[str, dict[int, int]] = {}  # word -> landmark -> its groups, as bits
        self._stems: dict[str, dict[int, int]] = {}
        for number, mark in enumerate(marks):
            for bit, cell in enumerate(mark.groups):
                for form in values(cell):
                    self._add(folded(form), number, 1 << bit)
        self._lengths = sorted({len(stem) for stem in self._stems})

    def _add(self, form: str, number: int, bit: int) -> None:
        words = [m for m in WORD.finditer(form) if form[m.start() - 1 : m.start()] != "*"]
        longest = max(words, key=lambda m: len(m[0]), default=None)
        if longest is None:
            raise TableError(f"landmarks.tsv: «{form}» has no word")
        if form[longest.end() : longest.end() + 1] == "*":
            found = [self._stems.setdefault(longest[0], {})]
        else:
            endings = INFLECTIONS if longest.end() == len(form) else ("",)
            found = [self._words.setdefault(longest[0] + ending, {}) for ending in endings]
        for groups in found:
            groups[number] = groups.get(number, 0) | bit

    def of_word(self, word: str) -> list[dict[int, int]]:
        """Landmark -> groups, as bits, for each way in which the folded word may belong to a form."""
        found = [self._stems.get(word[:length]) for length in self._lengths if length <= len(word)]
        return [groups for groups in (self._words.get(word), *found) if groups]

    def possible(self, words: Mapping[str, list[dict[int, int]]]) -> list[int]:
        """The numbers of the landmarks, in order, of which each group has one of the words (with their groups)."""
        had: dict[int, int] = {}
        for ways in words.values():
            for groups in ways:
                for number, bits in groups.items():
                    had[number] = had.get(number, 0) | bits
        return sorted(number for number, bits in had.items() if bits == self.whole[number])


@cache
def landmark_index(language: str) -> Index:
    """The index of all landmarks of a language."""
    return Index(landmarks(language))


def sightings(document: Document) -> Iterator[Sighting]:
    """Yields each landmark in each sentence that has a word of every one of its groups."""
    text = folded(document.text)
    index = landmark_index(document.article.language)
    of_word: dict[str, list[dict[int, int]]] = {}
    seen: list[tuple[int, int, Sighting]] = []
    for order, (start, end) in enumerate(sentence_spans(document)):
        here = {}
        for word in WORD.findall(text, start, end):
            if word not in of_word:
                of_word[word] = index.of_word(word)
            here[word] = of_word[word]
        for number in index.possible(here):
            if sighting := sighted(index.marks[number], text, (start, end)):
                seen.append((number, order, sighting))
    yield from (sighting for _, _, sighting in sorted(seen, key=lambda s: s[:2]))


def sighted(landmark: Landmark, text: str, sentence: Span) -> Sighting | None:
    """The landmark as the sentence of the folded text tells of it; None when the words of a group are missing."""
    groups = [group_pattern(cell) for cell in landmark.groups]
    hits: list[Span] = []
    for group in groups:
        match = group.search(text, *sentence)
        if match is None:
            return None
        hits.append(match.span())
    # A sentence that ends inside a word shows a form that the text does not have.
    if not all(group.search(text) for group in groups):
        return None
    whole = (min(a for a, _ in hits), max(b for _, b in hits))
    return Sighting(landmark, hits[0], whole, sentence, frozenset(hits))


def sentence_spans(document: Document) -> tuple[Span, ...]:
    """The sentences as offsets; a line or a full stop ends one where there is no parse."""
    if document.syntax is not None:
        spans = [(s.start_char, s.end_char) for s in document.syntax.sentences]
        return tuple((a, b) for a, b in spans if document.text[a:b].strip())
    ends = [m.end() for m in re.finditer(r"[.!?]\s|\n", document.text)] + [len(document.text)]
    return tuple((a, b) for a, b in zip([0, *ends], ends, strict=False) if document.text[a:b].strip())
