"""HTML pages: the article's text, and its metadata."""

from __future__ import annotations

import re
from typing import Any

import lxml.html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from dragoman.errors import ReadingError
from dragoman.model import SourceDate
from dragoman.reading.dates import moment_of
from dragoman.reading.draft import Draft
from dragoman.reading.feeds import plain
from dragoman.reading.media import medium_named
from dragoman.reading.metadata import Metadata, metadata_of
from dragoman.reading.provenance import SEPARATOR

ENOUGH = 250  # characters of text that an article has at least
SHORT = 0.45  # a precise text that is shorter than this share of the standard one has lost paragraphs
RICHER = 1.35  # the body in the metadata is taken when it is so much longer
BYLINE = re.compile(r"\b(?:author|auteur|byline|by-line|signature)\b", re.I)
COMMA = re.compile(r"\s*[;|]\s*|,\s+(?=[A-ZÀ-Ý])")
AND = re.compile(r"\s+(?:et|and|und|y|e|en|&)\s+(?=[A-ZÀ-Ý])")
NOT_NAMES = re.compile(r"https?:|@|\d{3}|^(?:admin|redaction|rédaction|la rédaction|staff|editor|webmaster)$", re.I)


def draft_of_page(text: str, source: str, name: str) -> Draft:
    """The draft of an HTML page. Raises ReadingError when no text of an article is found in it."""
    tree = tree_of(text)
    meta = metadata_of(tree)
    address = name if "://" in name else meta.address
    body = body_of(text, tree, meta, address)
    if not body.strip():
        raise ReadingError("is a page without the text of an article: save the article's own page, or its text")
    title = title_of(tree, meta)
    return Draft(
        source=source,
        name=name,
        text=body,
        markup="page",
        title=title,
        outlet=meta.outlet or site_in_window(tree, title),
        address=address,
        authors=authors_in(tree, meta),
        language=meta.language,
        dates=meta.dates or found_date(text, address),
    )


def tree_of(text: str) -> HtmlElement:
    """The tree of a page, however broken. Raises ReadingError for one that cannot be parsed at all."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # lxml refuses text that declares an encoding
    try:
        return lxml.html.document_fromstring(text.replace("\x00", ""))
    except (ParserError, ValueError, AssertionError) as error:
        raise ReadingError(f"is HTML that cannot be parsed ({error}): save the page's text") from error


def body_of(text: str, tree: HtmlElement, meta: Metadata, address: str | None) -> str:
    """The article's text: precise extraction, the standard one where that lost too much, else what metadata give."""
    precise = body = extracted(text, address, precise=True)
    if len(precise) < max(3 * ENOUGH, SHORT * len(paragraphs(tree))):
        standard = extracted(text, address, precise=False)
        if len(precise) < max(ENOUGH, SHORT * len(standard)):
            body = standard
    ready = plain(meta.body) if meta.body else ""
    if len(ready) > max(ENOUGH, RICHER * len(body)):
        return ready
    return body if len(body) > 60 else paragraphs(tree) or body


def extracted(text: str, address: str | None, *, precise: bool) -> str:
    """The main text of a page by trafilatura, without comments, tables and links."""
    import trafilatura

    found = trafilatura.extract(
        text, url=address, favor_precision=precise, include_comments=False, include_tables=False
    )  # fmt: skip
    return found or ""


def paragraphs(tree: HtmlElement) -> str:
    """The paragraphs of the part of the page that has most of them."""
    best: list[str] = []
    for path in ("//article", "//main", "//body"):
        for part in tree.xpath(path):
            texts = [" ".join(p.text_content().split()) for p in part.iter("p")]
            long = [t for t in texts if len(t) > 40]
            if sum(map(len, long)) > sum(map(len, best)):
                best = long
        if sum(map(len, best)) > ENOUGH:
            break
    return "\n".join(best)


def title_of(tree: HtmlElement, meta: Metadata) -> str | None:
    """The title: a heading that metadata confirm, else the only heading, else what metadata or the window give."""
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    headings = [h for h in headings if 8 < len(h) < 300]
    window = [" ".join(t.text_content().split()) for t in tree.xpath("//head/title")]
    known = [letters(t) for t in (*meta.titles, *window)]
    for heading in headings:
        if any(letters(heading) == k or (len(heading) > 20 and k.startswith(letters(heading))) for k in known):
            return heading
    if meta.titles:
        return meta.titles[0]
    return next(iter([*headings[:1], *window]), None)


def site_in_window(tree: HtmlElement, title: str | None) -> str | None:
    """What the window's title has besides the article's: the site's name, as a rule."""
    for window in tree.xpath("//head/title"):
        text = " ".join(window.text_content().split())
        if title and title in text:
            rest = text.replace(title, "", 1).strip(" |–—•·»:-/")
            return rest if 2 < len(rest) <= 40 and len(SEPARATOR.split(rest)) == 1 else None
    return None


def letters(text: str) -> str:
    """The letters and figures of a text, small."""
    return re.sub(r"[\W_]+", "", text.casefold())


def authors_in(tree: HtmlElement, meta: Metadata) -> tuple[str, ...]:
    """The authors that the metadata name, else those of an element marked as such; the site itself as a last resort."""
    sites: tuple[str, ...] = ()
    for names in (meta.authors, meta.meta_authors, marked(tree)):
        found = tuple(dict.fromkeys(n for name in names for n in several(name)))
        if found and not all(map(is_site, found)):
            return found
        sites = sites or found
    return sites


def marked(tree: HtmlElement) -> tuple[str, ...]:
    """What the elements say that are marked as an author's name."""
    out: list[str] = []
    for path in ("//*[@rel='author']", "//*[@itemprop='author']//*[@itemprop='name']", "//*[@itemprop='author']"):
        out = [" ".join(e.text_content().split()) for e in tree.xpath(path)]
        out = [t for t in out if 2 < len(t) < 80]
        if out:
            break
    return tuple(dict.fromkeys(out[:4]))


def several(name: str) -> list[str]:
    """The names in one field: «Par Jean Sow, Ana Lima et Li Wei»."""
    name = re.sub(r"^\s*(?:par|by|von|de|por|di)\s*:?\s+", "", " ".join(name.split()), flags=re.I)
    if not name or NOT_NAMES.search(name) or len(name) > 150:
        return []
    parts = [p for p in (p.strip(" .,;") for p in COMMA.split(name)) if p]
    pairs = [AND.split(part) for part in parts]
    return [
        name
        for pair, part in zip(pairs, parts, strict=True)
        for name in (pair if all(" " in n for n in pair) else [part])
    ]


def is_site(name: str) -> bool:
    """Whether a name in an author's place is that of the site: «LTO», «mdr.de»; an agency's may stay."""
    medium = medium_named(name)
    return (medium is not None and not medium.is_agency) or bool(re.search(r"\w\.(?:[a-z]{2,3})\b", name))


def found_date(text: str, address: str | None) -> tuple[SourceDate, ...]:
    """The day that htmldate finds where the metadata have none."""
    import htmldate

    found: Any = htmldate.find_date(text, url=address, original_date=True, extensive_search=False)
    known = moment_of(found) if found else None
    return (SourceDate(known[0], "visible", found),) if known else ()
