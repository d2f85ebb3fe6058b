"""From a draft to an article: clean text, title, and everything that the source says of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dragoman.model import Article, Credit, Reject, SourceDate, content_id
from dragoman.reading import dates as reading_dates
from dragoman.reading.credits import RANK, credits_of
from dragoman.reading.dateline import dateline_of, is_dateline
from dragoman.reading.draft import Draft
from dragoman.reading.furniture import BOTTOM, is_label, without_furniture
from dragoman.reading.language import language_of, pack_for
from dragoman.reading.lines import Line, joined, lines_of, tidy
from dragoman.reading.markdown import markdown_lines
from dragoman.reading.media import medium_named
from dragoman.reading.provenance import (
    authors_of,
    folded,
    outlet_of,
    signature_credits,
    split_title,
    title_line,
)  # fmt: skip

LONGEST = 400_000  # characters of one article; a book is none
LEAST = 20  # letters
TOP = 3


def article_of(draft: Draft, published: date | None = None) -> Article | Reject:
    """The article of a draft, or why it is none."""
    text = tidy(draft.text)
    if len(text) > LONGEST:
        return Reject(
            draft.source,
            f"is too long for one article ({len(text):,} characters): split it into its articles".replace(",", " "),
        )
    language = language_of(text, draft.language)
    lines = markdown_lines(text) if draft.markup == "markdown" else [Line(line) for line in lines_of(text)]
    title = split_title(tidy(draft.title).strip(), draft.outlet, draft.address) if draft.title else None
    lines = without_site_names(
        lines, draft, title, language
    )  # before lists of links swallow it, and after they are gone
    lines = without_site_names(without_furniture(lines, language, title), draft, title, language)
    if sum(c.isalpha() for line in lines for c in line.text) < LEAST:
        return Reject(draft.source, "has no text of an article: give the page's main text, or another source")
    title, lines = titled(title, lines, language)
    clean, cuts = joined(lines)
    span = (0, len(title)) if title and clean.startswith(title) else None
    dateline = dateline_of(clean, language, span[1] + 1 if span else 0)
    outlet, medium = outlet_of(draft, lines, dateline.agency if dateline else None)
    found = credits_of(clean, language, frozenset({medium.id}) if medium else frozenset())
    outside = signature_credits(draft, lines, medium)
    if dateline and dateline.agency:
        agency = medium_named(dateline.agency)
        found = tuple(c for c in found if not dateline.start <= (c.start or 0) < dateline.end)
        if agency is None or agency != medium:
            at = clean.find(dateline.agency, dateline.start)
            name = agency.name if agency else dateline.agency
            outside = (*outside, Credit(name, "relays", at, at + len(dateline.agency)))
    return Article(
        content_id(draft.name, clean), draft.source, clean, language, title, outlet, authors_of(draft, lines), dateline,
        dates_of(draft, lines, language, published), merged((*found, *outside)), cuts, span,
    )  # fmt: skip


def without_site_names(lines: list[Line], draft: Draft, title: str | None, language: str) -> list[Line]:
    """The lines without those, near the top or the end, that are nothing but the name of the outlet or of a known one."""
    own = {folded(name) for name in (draft.outlet,) if name}
    full = [i for i, line in enumerate(lines) if line.text]
    out = list(lines)
    for rank, index in enumerate(full):
        line = out[index]
        if line.text == title or len(line.text) > 60 or TOP <= rank < len(full) - BOTTOM or is_label(line, language):
            continue
        medium = medium_named(line.text)
        known = medium is not None and (not medium.is_agency or rank == 0)
        if folded(line.text) in own or known or (index == full[-1] and rank > 2 and is_bold(line)):
            out[index] = line.emptied("site name")
    return out


def is_bold(line: Line) -> bool:
    """Whether a line of Markdown begins in bold and does not end as a sentence does."""
    return any(cut.text in {"**", "__"} and cut.at == 0 for cut in line.cuts) and not line.stopped


def titled(title: str | None, lines: list[Line], language: str) -> tuple[str | None, list[Line]]:
    """The title, and the lines with the title first; what stood before the title is cut."""
    if title is None:
        index = title_line(lines, language)
        if index is None:
            return None, lines
        above = [i for i, line in enumerate(lines[:index]) if line.text]
        if len(above) == 1 and is_dateline(lines[above[0]].text, language):  # the dateline goes under the title
            lines = [
                *lines[: above[0]],
                lines[index],
                lines[above[0]],
                *lines[above[0] + 1 : index],
                *lines[index + 1 :],
            ]
            index = above[0]
        kept = [line if i >= index or not line.text else line.emptied("section") for i, line in enumerate(lines)]
        return lines[index].text, kept
    wanted = folded(title)
    for index in [i for i, line in enumerate(lines) if line.text][:TOP]:
        if folded(lines[index].text) == wanted:
            lines = [*lines[:index], *lines[index + 1 :]]
            break
    return title, [Line(title), *lines]


def dates_of(draft: Draft, lines: list[Line], language: str, published: date | None) -> tuple[SourceDate, ...]:
    """Every publication time that the source gives, the caller's first, each rule once."""
    found: list[SourceDate | None] = [reading_dates.given(published)] if published else []
    found.extend(draft.dates)
    if draft.address:
        found.append(reading_dates.from_address(draft.address))
    for line in lines:
        for cut in line.cuts:
            if cut.reason in {"publication line", "byline and date"}:
                found.append(reading_dates.visible(cut.text, pack_for(language)))
            elif cut.reason == "link" and not draft.address and re.search(r"/\w", cut.text):
                found.append(reading_dates.from_address(cut.text.strip("<>() ")))
    if draft.source == draft.name or not draft.address:
        found.append(reading_dates.from_file_name(draft.name.split("?")[0].rsplit("/", 1)[-1]))
    kept: dict[str, SourceDate] = {}
    for one in found:
        if one and one.rule not in kept:
            kept[one.rule] = one
    return tuple(kept.values())


def merged(found: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """One credit a medium: the closest relation, with offsets where one of them has some."""
    best: dict[str, Credit] = {}
    for credit in found:
        known = best.get(credit.name)
        if known is None or RANK[credit.relation] < RANK[known.relation]:
            start, end = (
                (credit.start, credit.end) if credit.start is not None or known is None else (known.start, known.end)
            )
            best[credit.name] = replace(credit, start=start, end=end)
        elif known.start is None:
            best[credit.name] = replace(known, start=credit.start, end=credit.end)
    return tuple(sorted(best.values(), key=lambda c: (c.start is None, c.start or 0, c.name)))
