"""What a text must have for a rule of the grammar to match at all: most rules need not be tried on most texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# A piece of a rule's pattern: an escape, a class of characters, a slot, a bracket, a run of letters, another sign; and
# what may follow it to make it optional.
PIECE = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[(?:\\.|[^\]\\])*\])|<(?P<slot>\w+)(?::\w+)?>|(?P<open>\()|(?P<close>\))"
    r"|(?P<word>[^\W\d_](?![?*{])(?:[^\W\d_](?![?*{])|[ '-](?![?*{]))*)|(?P<sign>.)"
)
OPTIONAL = re.compile(r"[?*{]")
LEAST = 3  # letters; shorter words are in every text
# IGNORECASE lets these stand for i, unlike `casefold`.
DOTS = str.maketrans({"ı": "i", "İ": "i"})


@dataclass(frozen=True, slots=True)
class Needs:
    """The words, and the word classes of which some form, that each match of a pattern contains."""

    words: frozenset[str]
    slots: frozenset[str]


def needs_of(pattern: str) -> Needs:
    """What stands in the pattern outside of all brackets and is not optional; nothing where it has alternatives."""
    depth = 0
    words: set[str] = set()
    slots: set[str] = set()
    for piece in PIECE.finditer(pattern):
        kind = piece.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif depth == 0 and kind == "sign" and piece[0] == "|":
            return Needs(frozenset(), frozenset())
        elif depth == 0 and kind == "word" and len(piece[0].strip()) >= LEAST:
            words.add(piece[0].strip().casefold())
        elif depth == 0 and kind == "slot" and not OPTIONAL.match(pattern, piece.end()):
            slots.add(piece["slot"])
    return Needs(frozenset(words), frozenset(slots))


class Present:
    """Which words and classes a text has."""

    def __init__(self, text: str, forms: Mapping[str, Mapping[str, str]]) -> None:
        self.text = text.translate(DOTS).casefold()
        self._forms = forms
        self._slots: dict[str, bool] = {}

    def meets(self, needs: Needs) -> bool:
        """Whether the text has all that is needed; letters in any case, and parts of words count too."""
        return all(self._has(slot) for slot in needs.slots) and all(word in self.text for word in needs.words)

    def _has(self, slot: str) -> bool:
        if slot not in self._slots:
            self._slots[slot] = slot not in self._forms or any(form in self.text for form in self._forms[slot])
        return self._slots[slot]
