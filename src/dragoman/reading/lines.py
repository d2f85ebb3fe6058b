"""Lines of a text from which stretches are cut, remembering what was cut and where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.model import Cut

# One character for one, so that patterns written with plain marks find the same offsets.
STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
)
INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\x00-\x08\x0e-\x1f\x7f]"
)
BLANKS = re.compile(r"[ \t\u3000\u2000-\u2008\u200a]+")
BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
STOP = re.compile(r"[.!?…:;»”\"')\]]\s*$")
WRAPPED = (55, 95)  # the widths at which mail programs and old terminals break lines
LEAST_WRAPPED = 6  # lines


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `cuts` have offsets inside the line. `heading` is the level of a heading, 0 for none."""

    text: str
    cuts: tuple[Cut, ...] = ()
    heading: int = 0

    @property
    def straight(self) -> str:
        """The text with plain apostrophes and spaces, offsets unchanged."""
        return self.text.translate(STRAIGHT)

    @property
    def stopped(self) -> bool:
        """Whether the line ends as a sentence does."""
        return bool(STOP.search(self.text))

    def without(self, start: int, end: int, reason: str, *, mark: bool = True) -> Line:
        """The line with the stretch taken out and, with `mark`, noted among the cuts."""
        removed = self.text[start:end]
        moved = [replace(c, at=c.at if c.at <= start else max(start, c.at - (end - start))) for c in self.cuts]
        if mark and removed.strip():
            place = next((i for i, c in enumerate(moved) if c.at > start), len(moved))
            moved.insert(place, Cut(start, removed.strip(), reason))
        return replace(self, text=self.text[:start] + self.text[end:], cuts=tuple(moved))

    def trimmed(self) -> Line:
        """The line without blanks at its ends."""
        line = self
        if tail := len(line.text) - len(line.text.rstrip()):
            line = line.without(len(line.text) - tail, len(line.text), "", mark=False)
        if head := len(line.text) - len(line.text.lstrip()):
            line = line.without(0, head, "", mark=False)
        return line

    def emptied(self, reason: str) -> Line:
        """The line with all its text cut."""
        return self.without(0, len(self.text), reason)


def tidy(text: str) -> str:
    """The text composed (NFC), with one kind of line break, without invisible characters and doubled blanks."""
    text = unicodedata.normalize("NFC", text)
    return BLANKS.sub(" ", INVISIBLE.sub("", BREAKS.sub("\n", text)))


def lines_of(text: str) -> list[str]:
    """The paragraphs of a tidy text; lines that were broken at a fixed width are put together again."""
    raw = text.split("\n")
    full = [line.strip() for line in raw if line.strip()]
    if hard_wrapped(full) and any(not line.strip() for line in raw[1:-1]):
        return list(unwrapped(raw))
    return full


def hard_wrapped(lines: list[str]) -> bool:
    """Whether most lines are of one common width and break in the middle of a sentence."""
    if len(lines) < LEAST_WRAPPED or max(map(len, lines)) > WRAPPED[1] + 5:
        return False
    filled = [line for line in lines if WRAPPED[0] <= len(line) <= WRAPPED[1] + 5]
    inside = [line for line in filled if not STOP.search(line)]
    return len(filled) >= 0.5 * len(lines) and len(inside) >= 0.5 * len(filled)


def unwrapped(raw: list[str]) -> Iterator[str]:
    """The paragraphs between blank lines, each on one line."""
    block: list[str] = []
    for line in [*raw, ""]:
        if line.strip():
            block.append(line.strip())
        elif block:
            yield " ".join(block)
            block = []


def joined(lines: Iterable[Line]) -> tuple[str, tuple[Cut, ...]]:
    """The text of the lines that are left, one a line, and all cuts with offsets into it."""
    kept: list[str] = []
    cuts: list[Cut] = []
    at = 0
    for line in lines:
        cuts.extend(replace(c, at=at + c.at) for c in line.cuts)
        if line.text:
            kept.append(line.text)
            at += len(line.text) + 1
    text = "\n".join(kept)
    return text, tuple(replace(c, at=min(c.at, len(text))) for c in cuts)
