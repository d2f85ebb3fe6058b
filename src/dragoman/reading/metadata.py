"""What a page says of itself: JSON-LD, OpenGraph and other meta elements, with hour, zone and modified date kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any

from lxml.html import HtmlElement

from dragoman.languages.base import rows, values
from dragoman.model import SourceDate
from dragoman.reading.dates import source_date

ARTICLES = re.compile(r"Article|Report|BlogPosting|LiveBlog|Review|OpinionNews|WebPage|VideoObject", re.I)
PROPER = re.compile(r"Article|Report|BlogPosting|LiveBlog|Review|OpinionNews", re.I)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the metadata of a page give; None and () for what they do not."""

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    meta_authors: tuple[str, ...] = ()
    outlet: str | None = None
    address: str | None = None
    language: str | None = None
    body: str | None = None
    dates: tuple[SourceDate, ...] = ()


def metadata_of(tree: HtmlElement) -> Metadata:
    """The metadata of a page."""
    meta = meta_fields(tree)
    article = best_object(tree)
    day = text_of(article.get("datePublished") or article.get("dateCreated"))
    json_date = source_date(day, "json-ld", text_of(article.get("dateModified")) or None)
    published = first_of(meta, "published") or time_element(tree)
    meta_date = source_date(published, "meta", first_of(meta, "modified"))
    publisher = text_of(article.get("publisher")) or text_of(article.get("sourceOrganization"))
    canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None) or meta.get("og:url")
    return Metadata(
        titles=tuple(
            t for t in (text_of(article.get("headline")), meta.get("og:title"), meta.get("twitter:title")) if t
        ),
        authors=tuple(dict.fromkeys(author_names(article.get("author")) or author_names(article.get("creator")))),
        meta_authors=tuple(v for k in field_names()["author"] if (v := meta.get(k)) and "://" not in v),
        outlet=first_of(meta, "outlet") or publisher or None,
        address=canonical if canonical and "://" in canonical else None,
        language=(tree.get("lang") or tree.get("xml:lang") or meta.get("og:locale") or None),
        body=text_of(article.get("articleBody")) or None,
        dates=tuple(d for d in (json_date, meta_date) if d),
    )


@cache
def field_names() -> dict[str, tuple[str, ...]]:
    """The names of the meta elements that give each field."""
    table = rows(files("dragoman.reading").joinpath("tables/meta_fields.tsv"))
    return {row["field"]: values(row["names"]) for row in table}


def first_of(meta: dict[str, str], field: str) -> str | None:
    """The first value of a field among the meta elements."""
    return next((meta[name] for name in field_names()[field] if meta.get(name)), None)


def meta_fields(tree: HtmlElement) -> dict[str, str]:
    """The meta elements by name, property or itemprop in small letters; the first of each counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = unescape(element.get("content") or "").strip()
        if key and content:
            found.setdefault(key.lower(), content)
    return found


def time_element(tree: HtmlElement) -> str | None:
    """The moment of the element that marks the publication, or of the first time element of the page's head line."""
    for path in (
        "//time[@itemprop='datePublished' or @pubdate]/@datetime",
        "//*[@itemprop='datePublished']/@content",
        "//*[@itemprop='datePublished']/@datetime",
        "//time[contains(@class, 'publi') or contains(@class, 'entry-date')]/@datetime",
    ):
        for value in tree.xpath(path):
            if str(value).strip():
                return str(value)
    return None


def best_object(tree: HtmlElement) -> dict[str, Any]:
    """The JSON-LD object of the page's article; {} when there is none."""
    candidates: list[dict[str, Any]] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        candidates.extend(objects(parsed(script.text_content())))
    proper = [c for c in candidates if PROPER.search(kind_of(c)) and ("headline" in c or "datePublished" in c)]
    others = [c for c in candidates if ARTICLES.search(kind_of(c)) and "datePublished" in c]
    return max(
        proper, key=lambda c: len(c.keys() & {"headline", "datePublished", "author", "articleBody"}), default=None
    ) or (others[0] if others else {})


def parsed(text: str) -> Any:
    """The JSON of a script, as browsers' users write it: with comments, line breaks in strings, trailing commas."""
    text = re.sub(r"^\s*(?://<!\[CDATA\[|<!--|<!\[CDATA\[)|(?://\]\]>|-->|\]\]>)\s*$", "", text.strip())
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text), unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def objects(found: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object in a JSON-LD document."""
    if depth > 4:
        return
    if isinstance(found, list):
        for one in found:
            yield from objects(one, depth + 1)
    elif isinstance(found, dict):
        yield found
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from objects(found.get(key), depth + 1)


def kind_of(found: dict[str, Any]) -> str:
    """The type of an object, several joined."""
    kind = found.get("@type")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind or "")


def text_of(found: Any) -> str:
    """A value as clean text: the name of an object, the first of a list."""
    if isinstance(found, list):
        return next((t for t in map(text_of, found) if t), "")
    if isinstance(found, dict):
        return text_of(found.get("name") or found.get("@value"))
    if not isinstance(found, str):
        return ""
    return unescape(unescape(found)).strip()


def author_names(found: Any) -> list[str]:
    """The names of authors in a JSON-LD value."""
    if isinstance(found, list):
        return [name for one in found for name in author_names(one)]
    if isinstance(found, dict) and isinstance(found.get("name"), list):
        return author_names(found["name"])
    name = text_of(found)
    return [name] if name and "://" not in name else []
