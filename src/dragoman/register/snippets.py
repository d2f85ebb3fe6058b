"""The passage of a text that shows what was looked for, with the words that match."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.register.folding import folded
from dragoman.register.query import TEXT, Query

WORD = re.compile(r"\w+")
# Words that a passage holds.
LENGTH = 24


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a passage; `found` when it is one of the words looked for."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage in pieces; `start` is its offset in the text."""

    pieces: tuple[Piece, ...] = ()
    start: int = 0

    def marked(self, before: str = "[", after: str = "]") -> str:
        """The passage as text, the words looked for between marks."""
        return "".join(f"{before}{p.text}{after}" if p.found else p.text for p in self.pieces)

    def __str__(self) -> str:
        return self.marked("", "")


def patterns(query: Query) -> tuple[tuple[str, ...], ...]:
    """The words and phrases of the query's free text, folded, each as its words; a star stays on the last."""
    return tuple(
        tuple(folded(value).split()) for t in query.terms if t.field == TEXT and not t.negated for value in t.values
    )


def snippet(text: str, wanted: Iterable[tuple[str, ...]], *, length: int = LENGTH) -> Snippet:
    """The stretch of so many words in which the most of what is wanted stands; the text's beginning if nothing does."""
    words = list(WORD.finditer(text))
    if not words:
        return Snippet()
    plain = [folded(w.group()) for w in words]
    hits = {n: k for k, phrase in enumerate(wanted) if phrase for n in _positions(plain, phrase)}
    first = _best(sorted(hits.items()), length, len(words))
    last = min(first + length, len(words)) - 1
    start = 0 if first == 0 else words[first].start()
    end = len(text) if last == len(words) - 1 else words[last].end()
    pieces: list[Piece] = [Piece("…")] if start else []
    at = start
    for n in range(first, last + 1):
        if n in hits:
            pieces += [Piece(_blank(text[at : words[n].start()])), Piece(words[n].group(), True)]
            at = words[n].end()
    pieces.append(Piece(_blank(text[at:end]) + ("" if end == len(text) else "…")))
    return Snippet(tuple(p for p in pieces if p.text), start)


def _positions(words: list[str], phrase: tuple[str, ...]) -> set[int]:
    """The numbers of the words that belong to an occurrence of the phrase."""
    beginning = phrase[-1].endswith("*")
    whole, last = phrase[:-1], phrase[-1].removesuffix("*")
    found: set[int] = set()
    for n in range(len(words) - len(whole)):
        final = words[n + len(whole)]
        fits = final.startswith(last) if beginning else final == last
        if fits and tuple(words[n : n + len(whole)]) == whole:
            found |= set(range(n, n + len(phrase)))
    return found


def _best(hits: list[tuple[int, int]], length: int, count: int) -> int:
    """The number of the first word of the window with the most different phrases, then the most words; the first such."""
    best, first = (0, 0), 0
    for n, (at, _) in enumerate(hits):
        inside = [k for where, k in hits[n:] if where < at + length - length // 4]
        worth = (len(set(inside)), len(inside))
        if worth > best:
            best, first = worth, at
    return max(0, min(first - length // 4, count - length))


def _blank(text: str) -> str:
    """The text on one line."""
    return re.sub(r"\s+", " ", text)
