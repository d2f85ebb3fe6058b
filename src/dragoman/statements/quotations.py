"""Quotation zones: where the text puts words between quotation marks, whatever marks it uses."""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENERS = {"«": "»", "“": "”", "„": "“", "‹": "›", "‘": "’"}
CLOSERS = set(OPENERS.values()) - set(OPENERS)
SPACES = " \u00a0\u202f\u2009\t\n"
BLANK = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Zone:
    """A quotation: `start` and `end` take the marks in, `inner` leaves them (and the spaces inside them) out.

    `depth` is 0 for an outermost quotation. `open` tells that its closing mark is missing: it then ends with its
    paragraph. A quotation over several paragraphs, each of which repeats the opening mark, is one zone.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    open: bool = False

    def covers(self, start: int, end: int) -> bool:
        """Whether the span lies inside the zone."""
        return self.start <= start and end <= self.end


def find_zones(text: str) -> tuple[Zone, ...]:
    """The quotation zones of the text in order of their start, inner ones after those that hold them."""
    zones: list[Zone] = []
    stack: list[tuple[str, int]] = []
    for at, mark in enumerate(text):
        if mark == "\n" and stack and not goes_on(text, at, stack[0][0]):
            zones += [closed(text, begin, at, depth, True) for depth, (_, begin) in enumerate(stack)]
            stack.clear()
        elif stack and closes(text, at, stack[-1][0]):
            zones.append(closed(text, stack.pop()[1], at + 1, len(stack), False))
        elif stack and mark in "»”" and any(closes(text, at, opener) for opener, _ in stack):
            while stack and not closes(text, at, stack[-1][0]):
                stack.pop()
            zones.append(closed(text, stack.pop()[1], at + 1, len(stack), False))
        elif opens(text, at) and not repeats(text, at, stack):
            stack.append((mark, at))
    zones += [closed(text, begin, len(text.rstrip()), depth, True) for depth, (_, begin) in enumerate(stack)]
    return tuple(sorted((z for z in zones if z.inner_end > z.inner_start), key=lambda z: (z.start, -z.end)))


def opens(text: str, at: int) -> bool:
    """Whether an opening mark stands there; straight and single marks must stand before a word, not inside one."""
    mark = text[at]
    before = text[at - 1] if at else "\n"
    after = text[at + 1] if at + 1 < len(text) else "\n"
    if mark in "«“„‹":
        return True
    free = before in SPACES or before in "([«“—–-'’"
    if mark == '"':
        return free and after not in SPACES
    if mark == "‘":
        return free and after.isalnum()
    # A straight single mark opens only where a partner closes it before the line ends.
    if mark == "'" and before in SPACES + "([«“" and after.isalnum():
        return re.match(r"'\w[^'\n]*(?:\w'\w[^'\n]*)*\w'(?=[\s,.;:!?)»”]|$)", text[at : at + 400]) is not None
    return False


def closes(text: str, at: int, opener: str) -> bool:
    """Whether the mark there closes a quotation that began with `opener`."""
    mark = text[at]
    after = text[at + 1] if at + 1 < len(text) else "\n"
    if opener == '"':
        return mark == '"'
    if opener in "'‘":
        return mark in "'’" and not after.isalnum() and text[at - 1] not in SPACES
    if opener == "“":
        return mark in "”"
    if opener == "„":
        return mark in "“”"
    return mark == OPENERS.get(opener)


def goes_on(text: str, at: int, opener: str) -> bool:
    """Whether the quotation carries on after the line break: the next paragraph repeats a mark (or a closing one)."""
    match = BLANK.match(text, at)
    following = text[match.end()] if match and match.end() < len(text) else ""
    rest = text[match.end() :] if match else ""
    if following in CLOSERS and following == OPENERS.get(opener):
        return True
    if following != opener or opener not in OPENERS:
        return False
    # A repeated opening mark carries on only if the paragraph before it did not close: true here, the stack is open.
    return OPENERS[opener] in rest


def repeats(text: str, at: int, stack: list[tuple[str, int]]) -> bool:
    """Whether the opening mark only repeats the one that is open, at the start of a paragraph."""
    return bool(stack) and text[at] == stack[0][0] and text[:at].rstrip(" \u00a0\u202f\t").endswith("\n")


def closed(text: str, start: int, end: int, depth: int, left_open: bool) -> Zone:
    """The zone between two offsets, with the inside trimmed."""
    inner_start, inner_end = start + 1, end if left_open else end - 1
    while inner_start < inner_end and text[inner_start] in SPACES:
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1] in SPACES:
        inner_end -= 1
    return Zone(start, end, inner_start, inner_end, depth, left_open)


def zone_at(zones: tuple[Zone, ...], offset: int) -> Zone | None:
    """The innermost zone that holds the offset."""
    holding = [z for z in zones if z.start <= offset < z.end]
    return holding[-1] if holding else None
