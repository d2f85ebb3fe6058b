"""RSS and Atom files: one draft an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from dragoman.errors import ReadingError
from dragoman.model import Reject
from dragoman.reading.dates import source_date
from dragoman.reading.draft import Draft

BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr|table|figure|figcaption|section)\b[^>]*>", re.I)
DROPPED = re.compile(r"<(script|style|figure|iframe)\b.*?</\1>", re.I | re.S)
TAG = re.compile(r"<[^>]+>")


def drafts_of_feed(text: str, source: str, name: str) -> Iterator[Draft | Reject]:
    """The drafts of a feed's entries. Raises ReadingError for a feed without entries."""
    import feedparser

    # The text is decoded already; what the file declares of its encoding no longer holds.
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    feed = feedparser.parse(body.encode("utf-8"), response_headers={"content-type": "application/xml; charset=utf-8"})
    if not feed.entries:
        raise ReadingError("is a feed without entries: nothing to read")
    for entry in feed.entries:
        yield draft_of_entry(entry, feed.feed, source, name)


def draft_of_entry(entry: Any, feed: Any, source: str, name: str) -> Draft | Reject:
    """The draft of one entry: its whole content if the feed gives it, else its summary."""
    address = entry.get("link") or ""
    own = address or entry.get("id") or name
    where = f"{source}#{own}"
    bodies = [c.get("value", "") for c in entry.get("content", [])] + [entry.get("summary", "")]
    body = max((plain(b) for b in bodies), key=len, default="")
    if not body:
        return Reject(where, "is an entry without text: read its address instead")
    origin = entry.get("source") or {}
    outlet = origin.get("title") or feed.get("title") or ""
    changed = dict.get(entry, "updated")  # the parser's own access stands in for it with the publication
    day = entry.get("published") or changed or entry.get("date")
    found = source_date(day, "feed", changed if entry.get("published") else None)
    authors = [a.get("name", "") for a in entry.get("authors", [])] or [entry.get("author", "")]
    return Draft(
        source=where,
        name=own,
        text=body,
        markup="page",
        title=plain(entry.get("title", "")).replace("\n", " ") or None,
        outlet=re.split(r"\s+[-|:–—]\s+", plain(outlet))[0] or None,
        address=address or None,
        authors=tuple(dict.fromkeys(a.strip() for a in authors if a and a.strip())),
        language=(entry.get("language") or feed.get("language") or None),
        dates=(found,) if found else (),
        agencies=tuple(t.get("term", "") for t in entry.get("tags", []) if t.get("term", "").isupper()),
    )


def plain(markup: str) -> str:
    """The text of a piece of HTML, a paragraph a line."""
    text = BLOCK.sub("\n", DROPPED.sub("\n", markup))
    text = unescape(TAG.sub("", text))
    return "\n".join(line for line in (" ".join(part.split()) for part in text.split("\n")) if line)
