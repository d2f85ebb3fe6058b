"""Small things that templates ask of records: the colour of an event, the words around a trigger, shares of a bar."""

from __future__ import annotations

from dragoman.model import Event, Span
from dragoman.web.counting import NEUTRAL

# A passage in a list is cut to so many characters on either side of the word that tells it.
AROUND = 260


def tone(intensity: float) -> str:
    """`cooperation`, `conflict` or `neutral`: the class that gives a mark its colour."""
    if intensity > NEUTRAL:
        return "cooperation"
    return "conflict" if intensity < -NEUTRAL else "neutral"


def pieces(event: Event) -> tuple[str, str, str]:
    """The event's first evidence cut in three, with the words that tell it in the middle."""
    span = event.evidence[0] if event.evidence else event.trigger
    return split(span, event.trigger)


def split(span: Span, inner: Span) -> tuple[str, str, str]:
    """The span's words before the inner one, the inner one, and after it, shortened when they are very long."""
    first, last = inner.start - span.start, inner.end - span.start
    if not 0 <= first < last <= len(span.text):
        return shortened(span.text, 2 * AROUND), "", ""
    before, after = span.text[:first], span.text[last:]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    return before, span.text[first:last], shortened(after, AROUND)


def shortened(text: str, length: int) -> str:
    """The text, cut at a word when it is longer."""
    if len(text) <= length:
        return text
    cut = text[:length].rpartition(" ")[0] or text[:length]
    return cut + " …"


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def share(count: int, most: int) -> int:
    """The count in per cent of the greatest, at least 1."""
    return max(round(100 * count / most), 1) if most else 0


def shown(value: object) -> str:
    """A value of a revision's JSON as words: the names of parties, the days of an interval."""
    if isinstance(value, list):
        return ", ".join(shown(one) for one in value) or "—"
    if isinstance(value, dict):
        if "earliest" in value:
            return " – ".join(dict.fromkeys(str(value[k]) for k in ("earliest", "latest")))
        return str(value.get("name", value))
    return "—" if value is None else str(value)
