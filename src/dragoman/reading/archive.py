"""WARC archives: the pages among their records, one after the other, however large the archive."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from dragoman.errors import ReadingError
from dragoman.model import Reject
from dragoman.reading.dates import source_date
from dragoman.reading.draft import Draft
from dragoman.reading.encoding import MOST_BYTES

READABLE = ("html", "text/plain", "json", "rss", "atom", "xml")


def drafts_of_archive(path: Path) -> Iterator[Draft | Reject]:
    """The drafts of the pages in an archive file."""
    with path.open("rb") as stream:
        yield from drafts_of_stream(stream, str(path))


def drafts_of_records(raw: bytes, source: str) -> Iterator[Draft | Reject]:
    """The drafts of the pages in an archive that is in memory."""
    yield from drafts_of_stream(BytesIO(raw), source)


def drafts_of_stream(stream: IO[bytes], source: str) -> Iterator[Draft | Reject]:
    """The drafts of every page that was fetched well; other records (images, requests) are passed over."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    seen = False
    kinds = WarcRecordType.response | WarcRecordType.resource
    for record in ArchiveIterator(stream, record_types=kinds, parse_http=True):
        seen = True
        http = record.http_headers
        if http is not None and http.status_code is not None and int(http.status_code) != 200:
            continue
        kind = record.http_content_type or record.headers.get("Content-Type") or ""
        if not any(known in kind for known in READABLE):
            continue
        yield from drafts_of_record(record, source, kind, http)
    if not seen:
        raise ReadingError("is an archive without pages, or a broken one: fetch it again")


def drafts_of_record(record: Any, source: str, kind: str, http: Any) -> Iterator[Draft | Reject]:
    """The drafts of one record, with the day of the crawl as the latest it can be from."""
    from dragoman.reading.formats import drafts_of

    address = record.headers.get("WARC-Target-URI") or ""
    where = f"{source}#{address.strip('<>')}"
    try:
        raw = record.reader.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            yield Reject(where, "is too large for one page: read it from a file of its own")
            return
        crawled = source_date(record.headers.get("WARC-Date"), "warc")
        charset = f"; charset={record.http_charset}" if http is not None and record.http_charset else ""
        for draft in drafts_of(where, address.strip("<>") or where, raw, f"{kind}{charset}"):
            yield draft if isinstance(draft, Reject) or crawled is None else with_crawl(draft, crawled)
    except ReadingError as error:
        yield Reject(where, str(error))
    except Exception as error:  # a broken record must not stop the archive
        yield Reject(where, f"could not be read ({type(error).__name__}: {error}): fetch the page again")


def with_crawl(draft: Draft, crawled: Any) -> Draft:
    """The draft with the moment of the crawl after its own dates."""
    from dataclasses import replace

    return replace(draft, dates=(*draft.dates, crawled))
