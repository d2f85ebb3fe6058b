"""iCalendar (RFC 5545): what is announced, meetings, visits, sessions, as all-day entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import BinaryIO

from dragoman.exports.captions import FORBIDDEN, address, caption, code, evidence, happenings, voices
from dragoman.exports.columns import Column, Format, Section, written
from dragoman.exports.selection import Report, Selection

Shown = tuple[str, Report]
# A line holds so many octets; the rest goes on the next, after a blank.
LINE = 75
# An entry that might lie on any day of more than a month is no entry for a calendar.
WIDEST = 31


def _text(value: str) -> str:
    plain = FORBIDDEN.sub("", value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _description(shown: Shown) -> str:
    event, article = shown[1].event, shown[1].document.article
    source = article.outlet.name if article.outlet else article.source
    return _text("\n".join(part for part in (evidence(event), voices(event), source) if part))


def _location(shown: Shown) -> str | None:
    place = shown[1].event.place
    return _text(", ".join(part for part in (place.name, place.country) if part)) if place else None


def _geo(shown: Shown) -> str | None:
    place = shown[1].event.place
    return f"{place.lat};{place.lon}" if place and place.lat is not None and place.lon is not None else None


def _status(shown: Shown) -> str:
    when = shown[1].event.date
    sure = when and when.earliest == when.latest and not shown[1].event.attribution
    return "CONFIRMED" if sure else "TENTATIVE"


def _stamp(shown: Shown) -> str:
    day = shown[1].publication.best or shown[1].event.date.earliest  # type: ignore[union-attr]
    return f"{_day(day)}T000000Z"


ENTRY = Section(
    "VEVENT",
    "One an announced happening with a day.",
    (
        Column("UID", "text", "our id of the happening", lambda s: f"{s[0]}@dragoman"),
        Column("DTSTAMP", "text", "midnight of the article's likeliest day", _stamp),
        Column("DTSTART;VALUE=DATE", "day", "first possible day", lambda s: _day(s[1].event.date.earliest)),
        Column("DTEND;VALUE=DATE", "day", "the day after the last possible one",
               lambda s: _day(s[1].event.date.latest + timedelta(days=1))),
        Column("SUMMARY", "text", "who, whom, what", lambda s: _text(caption(s[1].event))),
        Column("DESCRIPTION", "text", "the evidence, the voices, the outlet", _description),
        Column("LOCATION", "text", "where, with the state", _location),
        Column("GEO", "text", "latitude and longitude", _geo),
        Column("URL", "text", "the article's address, if it is on the web", lambda s: address(s[1])),
        Column("CATEGORIES", "text", "type and channel", lambda s: _text(code(s[1].event))),
        Column("STATUS", "text", "CONFIRMED when the article itself says the day, else TENTATIVE", _status),
    ),
)  # fmt: skip


def announced(selection: Selection) -> Iterator[Shown]:
    """What is planned and done together, or has the channel of a meeting, and is known to a month."""
    for shown in happenings(selection):
        event = shown[1].event
        if event.status != "planned" or event.date is None:
            continue
        meeting = event.type == "CONSULT" or event.channel in ("meeting", "session", "visit", "negotiation", "vote")
        if meeting and (event.date.latest - event.date.earliest).days <= WIDEST:
            yield shown


def _lines(selection: Selection) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dragoman//export//EN", "CALSCALE:GREGORIAN")
    for shown in announced(selection):
        yield "BEGIN:VEVENT"
        yield from (f"{name}:{value}" for name, value in ENTRY.record(shown).items())
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, never through a character."""
    pieces: list[bytes] = [b""]
    for character in line:
        raw = character.encode()
        if len(pieces[-1]) + len(raw) > LINE:
            pieces.append(b" ")
        pieces[-1] += raw
    return b"\r\n".join(pieces) + b"\r\n"


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes the calendar, entry by entry."""
    written((_folded(line) for line in _lines(selection)), out)


FORMAT = Format(
    "icalendar",
    ".ics",
    "Announced meetings, visits, sessions, negotiations and votes as all-day entries of a calendar.",
    (ENTRY,),
    "whatever is not planned, has no day, or might lie on any day of more than a month; all but the first report.",
    "icalendar",
    write,
)
