"""TimelineJS: a slide a happening, as one JSON object."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any, BinaryIO

from dragoman.exports.captions import address, caption, evidence, happenings, voices
from dragoman.exports.columns import Column, Format, Section, json_list, written
from dragoman.exports.selection import Report, Selection

Shown = tuple[str, Report]


def _date(day: date) -> dict[str, str]:
    return {"year": str(day.year), "month": str(day.month), "day": str(day.day)}


def _end(shown: Shown) -> Any:
    when = shown[1].event.date
    return _date(when.latest) if when and when.latest != when.earliest else None


def _text(shown: Shown) -> dict[str, str]:
    event, article = shown[1].event, shown[1].document.article
    said = f"<p>{escape(voices(event))}</p>" if event.attribution else ""
    source = escape(article.outlet.name if article.outlet else article.source)
    return {
        "headline": escape(caption(event)),
        "text": f"<blockquote>{escape(evidence(event))}</blockquote>{said}<p>{source}</p>",
    }


SLIDE = Section(
    "slide",
    "One a happening, after its first report.",
    (
        Column("unique_id", "text", "our id of the happening", lambda s: s[0]),
        Column("start_date", "object", "year, month and day: the first possible", lambda s: _date(s[1].event.date.earliest)),
        Column("end_date", "object", "the last possible, where it is another", _end),
        Column("display_date", "text", "the words of the date", lambda s: s[1].event.date.text),
        Column("text", "object", "headline: who, whom, what; text: the evidence, the voices, the outlet (HTML)", _text),
        Column("group", "text", "PLOVER's type", lambda s: s[1].event.type),
        Column("media", "object", "the article's address, if it is on the web",
               lambda s: {"url": address(s[1])} if address(s[1]) else None),
    ),
)  # fmt: skip


def slides(selection: Selection) -> Iterator[dict[str, Any]]:
    """A slide for every happening that has a day."""
    return (SLIDE.record(shown) for shown in happenings(selection) if shown[1].event.date)


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes one JSON object with the slides, one a line."""
    out.write(b'{"events": ')
    written(json_list(slides(selection)), out)
    out.write(b"}\n")


FORMAT = Format(
    "timeline",
    ".json",
    "One JSON object for TimelineJS, one slide a happening.",
    (SLIDE,),
    "all but the first report of a happening, what has no day, roles, codes and offsets.",
    "jsonschema, with the shape that TimelineJS documents",
    write,
)
