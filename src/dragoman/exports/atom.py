"""Atom (RFC 4287): an entry a happening, for feed readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from dragoman.exports.captions import (
    URN,
    address,
    caption,
    code,
    evidence,
    happenings,
    voices,
    xml_attribute,
    xml_text,
)
from dragoman.exports.columns import Column, Format, Section, written
from dragoman.exports.selection import Report, Selection

Shown = tuple[str, Report]


def _day(shown: Shown) -> date | None:
    report = shown[1]
    return report.publication.best or (report.event.date.earliest if report.event.date else None)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _author(shown: Shown) -> str:
    article = shown[1].document.article
    return article.outlet.name if article.outlet else article.source


def _content(shown: Shown) -> str:
    event = shown[1].event
    return "\n".join(part for part in (evidence(event), voices(event)) if part)


ENTRY = Section(
    "entry",
    "One a happening, after its first report.",
    (
        Column("id", "text", "a URN with our id of the happening", lambda s: f"{URN}:occurrence:{s[0]}"),
        Column("title", "text", "who, whom, what", lambda s: caption(s[1].event)),
        Column("updated", "text", "midnight of the article's likeliest day, else of the event's",
               lambda s: _moment(_day(s))),  # type: ignore[arg-type]
        Column("author", "text", "the outlet, else where the article was read from", _author),
        Column("content", "text", "the evidence and the voices", _content),
        Column("category", "text", "type and channel", lambda s: code(s[1].event)),
        Column("link", "text", "the article's address, if it is on the web", lambda s: address(s[1])),
    ),
)  # fmt: skip


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes the feed, entry by entry; the day of the newest comes last, when it is known."""
    written((line.encode() + b"\n" for line in _lines(selection)), out)


def _lines(selection: Selection) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield f"<id>{URN}:feed</id>"
    yield "<title>Dragoman</title>"
    newest = date(1970, 1, 1)
    for shown in happenings(selection):
        day = _day(shown)
        if day is not None:
            newest = max(newest, day)
            yield f"<entry>{''.join(_elements(shown))}</entry>"
    yield f"<updated>{_moment(newest)}</updated>"
    yield "</feed>"


def _elements(shown: Shown) -> Iterator[str]:
    for name, value in ENTRY.record(shown).items():
        if name == "author":
            yield f"<author><name>{xml_text(value)}</name></author>"
        elif name == "category":
            yield f"<category term={xml_attribute(value)}/>"
        elif name == "link":
            yield f'<link rel="alternate" href={xml_attribute(value)}/>'
        else:
            yield f"<{name}>{xml_text(value)}</{name}>"


FORMAT = Format(
    "atom",
    ".atom",
    "A feed with one entry a happening; ids stay the same from one export to the next.",
    (ENTRY,),
    "all but the first report of a happening, what has no day at all, codes and offsets.",
    "feedparser",
    write,
)
