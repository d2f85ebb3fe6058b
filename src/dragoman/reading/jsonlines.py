"""JSON Lines and JSON with metadata: one article an object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from dragoman.actors.spelling import fold
from dragoman.errors import ReadingError
from dragoman.languages.base import rows, values
from dragoman.model import Reject
from dragoman.reading.dates import source_date
from dragoman.reading.draft import Draft
from dragoman.reading.markdown import looks_like_markdown

LISTS = ("articles", "items", "data", "documents", "results", "entries", "records", "dispatches", "docs", "hits")


@cache
def names() -> dict[str, tuple[str, ...]]:
    """The names that each field goes by."""
    table = rows(files("dragoman.reading").joinpath("tables/fields.tsv"))
    return {row["field"]: values(row["names"]) for row in table}


def drafts_of_json(text: str, source: str, name: str) -> Iterator[Draft | Reject]:
    """The drafts of a JSON or JSON Lines file; a bad line is set aside with its number."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from drafts_of_lines(text, source, name)
        return
    records = whole if isinstance(whole, list) else listed(whole)
    if not records:
        raise ReadingError("has no articles: an article needs at least a field «text»")
    single = len(records) == 1 and not isinstance(whole, list)
    for number, record in enumerate(records, start=1):
        yield draft_of_record(record, source, name, None if single else number)


def listed(whole: Any) -> list[Any]:
    """The records of an object: those of its list of articles, else itself."""
    if not isinstance(whole, Mapping):
        raise ReadingError("is JSON without articles: give objects with a field «text»")
    for key in LISTS:
        if isinstance(whole.get(key), list):
            return list(whole[key])
    return [whole]


def drafts_of_lines(text: str, source: str, name: str) -> Iterator[Draft | Reject]:
    """The draft of each line."""
    found = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Reject(
                f"{source}#{number}", f"line {number} is no JSON object ({error}): put one object on each line"
            )
            continue
        found = True
        yield draft_of_record(record, source, name, number)
    if not found:
        raise ReadingError("has no line that is a JSON object: put one article on each line")


def draft_of_record(record: Any, source: str, name: str, number: int | None) -> Draft | Reject:
    """The draft of one object."""
    where = source if number is None else f"{source}#{number}"
    if not isinstance(record, Mapping):
        return Reject(where, "is no object: give one with a field «text»")
    return draft_of_fields(record, where, name)


def draft_of_fields(
    record: Mapping[str, Any], source: str, name: str, markup: str | None = None, rule: str = "meta"
) -> Draft | Reject:
    """The draft of a record's fields, under whatever names they go."""
    text, page = field(record, "text"), field(record, "html")
    if not text and not page:
        fields = ", ".join(sorted(map(str, record))[:12]) or "none"
        return Reject(source, f"has no text: name the field «text» (its fields are: {fields})")
    address, key = field(record, "address"), field(record, "id")
    own = address if "://" in address else f"{PurePath(name).name}:{key}" if key else name
    day = source_date(field(record, "date"), rule, field(record, "modified") or None)
    if looks_like_page(text) or not text:
        from dragoman.reading.page import draft_of_page

        base = draft_of_page(text or page, source, own)
        text, markup = base.text, base.markup
    return Draft(
        source=source,
        name=own,
        text=text,
        markup=markup or ("markdown" if looks_like_markdown(text) else "plain"),
        title=field(record, "title") or None,
        outlet=field(record, "outlet") or None,
        address=address if "://" in address or "." in address else None,
        authors=people(value(record, "authors")),
        language=field(record, "language") or None,
        dates=(day,) if day else (),
        agencies=people(value(record, "agencies")),
    )


def looks_like_page(text: str) -> bool:
    """Whether a text is HTML."""
    from dragoman.reading.formats import SOME_TAGS

    return len(SOME_TAGS.findall(text[:3000])) > 2


def value(record: Mapping[str, Any], wanted: str) -> Any:
    """The first value that the record has under one of the names of a field; None when it has none."""
    folded = {fold(str(key)): found for key, found in record.items()}
    for name in names()[wanted]:
        found = folded.get(name)
        if found not in (None, "", [], {}):
            return found
    return None


def field(record: Mapping[str, Any], wanted: str) -> str:
    """The value of a field as text; «» when there is none."""
    return as_text(value(record, wanted))


def as_text(found: Any) -> str:
    """A value as text: paragraphs of a list, the name of an object."""
    if found is None or isinstance(found, bool):
        return ""
    if isinstance(found, str):
        return found.strip()
    if isinstance(found, (int, float)):
        return str(found)
    if isinstance(found, list):
        return "\n".join(t for t in map(as_text, found) if t)
    if isinstance(found, Mapping):
        return next((t for k in ("name", "text", "value", "title", "url", "#text") if (t := as_text(found.get(k)))), "")
    return ""


def people(found: Any) -> tuple[str, ...]:
    """The names in a field that holds one, several between commas or semicolons, or a list."""
    if isinstance(found, str):
        parts = found.replace(";", ",").split(",")
    elif isinstance(found, list):
        parts = [as_text(one) for one in found]
    else:
        parts = [as_text(found)]
    cleaned = (p.strip().removeprefix("Par ").removeprefix("par ").removeprefix("By ") for p in parts)
    return tuple(dict.fromkeys(p for p in cleaned if p))
