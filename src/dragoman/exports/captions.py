"""Short words for an event, and texts made safe for XML and calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from dragoman.exports.selection import Report, Selection
from dragoman.model import Event, Interval, Party

# What XML 1.0 does not allow at all, not even as a reference.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
URN = "urn:dragoman"


def caption(event: Event) -> str:
    """The event in few words: «Elijah Mwangi → Hanna Tessema: CONSULT/letter (planned)»."""
    sides = " → ".join(part for part in (names(event.source), names(event.target)) if part)
    what = f"{code(event)} {event.ordinal}" if event.ordinal else code(event)
    status = "" if event.status == "actual" else f" ({event.status})"
    return f"{sides}: {what}{status}" if sides else f"{what}{status}"


def code(event: Event) -> str:
    """The type with its channel or mode: «CONSULT/letter»."""
    return "/".join(part for part in (event.type, event.channel or event.mode) if part)


def names(parties: Sequence[Party]) -> str:
    """The parties' names, by commas."""
    return ", ".join(party.name for party in parties)


def evidence(event: Event) -> str:
    """The words that the event rests on; what was left out between them as […]."""
    return " […] ".join(" ".join(span.text.split()) for span in event.evidence)


def voices(event: Event) -> str:
    """Who vouches for the event, from the nearest to the farthest; empty when the article itself does."""
    return " ‹ ".join(party.name for party in event.attribution)


def prefix_date(interval: Interval | None) -> str | None:
    """The interval as one date with its precision (2024, 2024-05, 2024-05-06), None when it is no such unit."""
    if interval is None:
        return None
    first, last = interval.earliest, interval.latest
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}"
    after = date.fromordinal(last.toordinal() + 1) if last < date.max else last
    one_month = (first.year, first.month) == (last.year, last.month)
    return f"{first:%Y-%m}" if one_month and first.day == after.day == 1 else None


def address(report: Report) -> str | None:
    """The web address of the report's article, None when it was read from a file."""
    source = report.document.article.source
    return source if source.startswith(("http://", "https://")) else None


def happenings(selection: Selection) -> Iterator[tuple[str, Report]]:
    """The first report of every happening, with the happening's id; events that are in none stand for themselves."""
    seen: set[str] = set()
    for report in selection.reports():
        key = selection.occurrence(report.event.id) or report.event.id
        if key not in seen:
            seen.add(key)
            yield key, report


def xml_text(value: object) -> str:
    """The value as XML text."""
    return escape(FORBIDDEN.sub("", str(value)))


def xml_attribute(value: object) -> str:
    """The value as a quoted XML attribute."""
    return quoteattr(FORBIDDEN.sub("", str(value)))
