"""What kind of file some bytes are, and the drafts of articles in them."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator

from dragoman.errors import ReadingError
from dragoman.model import Reject
from dragoman.reading.draft import Draft
from dragoman.reading.encoding import MOST_BYTES, decoded
from dragoman.reading.lines import tidy
from dragoman.reading.markdown import front_matter, looks_like_markdown

ARCHIVES = (".warc", ".warc.gz", ".warc.bz2", ".warc.zst", ".warc.lz4")
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
PAGE = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<meta\s", re.I)
SOME_TAGS = re.compile(r"<(?:p|div|span|h[1-6]|br|a\s|section|table|ul)\b[^>]*>", re.I)
FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.I)
OBJECT = re.compile(r"^\s*[\[{]\s*(?:[\[{]\s*)?\"")
KNOWN_TYPES = ("text/", "html", "json", "xml", "rss", "atom", "warc", "octet-stream")


def is_archive(name: str) -> bool:
    """Whether a file of that name is a WARC archive."""
    return name.lower().endswith(ARCHIVES)


def drafts_of(source: str, name: str, raw: bytes, content_type: str | None = None) -> Iterator[Draft | Reject]:
    """The drafts of the articles in the bytes. Raises ReadingError when they hold none that can be read."""
    lower = name.lower()
    kind = (content_type or "").lower()
    if kind and not any(known in kind for known in KNOWN_TYPES):
        decoded(raw)  # says it better when the bytes are of a known kind
        raise ReadingError(f"is of type {kind.split(';')[0]}: save it as text or HTML and read that")
    if raw.startswith(b"\x1f\x8b"):
        raw, lower = unpacked(raw), lower.removesuffix(".gz")
    if raw.startswith(b"WARC/"):
        from dragoman.reading.archive import drafts_of_records

        yield from drafts_of_records(raw, source)
        return
    charset = re.search(r"charset=[\"']?([\w.:-]+)", kind)
    text = decoded(raw, charset.group(1) if charset else None)
    head = text[:3000]
    if FEED.search(head) and not PAGE.search(head):
        from dragoman.reading.feeds import drafts_of_feed

        yield from drafts_of_feed(text, source, name)
    elif (OBJECT.match(text) and not lower.endswith((*MARKDOWN, ".txt", ".html", ".htm"))) or lower.endswith(
        (".jsonl", ".ndjson", ".json")
    ):
        from dragoman.reading.jsonlines import drafts_of_json

        yield from drafts_of_json(text, source, name)
    elif PAGE.search(head) or lower.endswith((".html", ".htm", ".xhtml")) or len(SOME_TAGS.findall(head)) > 4:
        from dragoman.reading.page import draft_of_page

        yield draft_of_page(text, source, name)
    else:
        yield draft_of_text(text, source, name)


def unpacked(raw: bytes) -> bytes:
    """The bytes of a gzip file. Raises ReadingError when it is broken or unpacks into too much."""
    engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        out = engine.decompress(raw, MOST_BYTES + 1)
        if len(out) <= MOST_BYTES and engine.unused_data:
            out = gzip.decompress(raw) if len(raw) < MOST_BYTES // 20 else out
    except (zlib.error, OSError, EOFError) as error:
        raise ReadingError(f"is a broken gzip file ({error}): fetch it again") from error
    if len(out) > MOST_BYTES:
        raise ReadingError("unpacks into too much: unpack it and read the files one by one")
    return out


def draft_of_text(text: str, source: str, name: str) -> Draft | Reject:
    """The draft of plain text or Markdown, with the metadata of its front matter."""
    clean = tidy(text)
    fields, rest = front_matter(clean)
    marked = bool(fields) or name.lower().endswith(MARKDOWN) or looks_like_markdown(rest)
    if not fields:
        return Draft(source, name, rest, "markdown" if marked else "plain")
    from dragoman.reading.jsonlines import draft_of_fields

    return draft_of_fields({**fields, "text": rest}, source, name, "markdown", "meta")
