"""Page furniture: what stands around an article and is no part of it, cut with a reason.

The patterns are tables: `reading/tables/marks.tsv` for every language, `languages/<language>/furniture.tsv` for one.
A pattern cuts a whole line, or a stretch of one, never a sentence of the article; headings of lists of links take with
them the titles that follow, but stop at the first thing that looks like a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.errors import TableError
from dragoman.languages.base import language_table, rows
from dragoman.reading.lines import Line

TOP = 7  # lines that count as near the top
BOTTOM = 8  # lines that count as near the end
LONGEST = 420  # characters: a longer line is a paragraph, whatever it begins with
PARAGRAPH = 90  # characters from which a stopped line is a paragraph and not a title
# What may not be cut from the first line, which is most often the title.
NOT_FIRST = frozenset(
    "related articles;player;update note;tags;embedded post;photo credit;read more;comments;site notice".split(";")
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of a table of furniture."""

    id: str
    where: str
    regex: re.Pattern[str]
    reason: str
    example: str


@cache
def patterns(language: str) -> tuple[Pattern, ...]:
    """The patterns for texts of that language: its own, if its pack has any, and those of every language."""
    general = rows(files("dragoman.reading").joinpath("tables/marks.tsv"))
    try:
        own = language_table(language, "furniture")
    except (TableError, ModuleNotFoundError):
        own = ()
    found = [compiled(row) for row in (*own, *general)]
    return tuple(sorted(found, key=lambda p: p.where != "tail"))  # a heading of links before a single link


def compiled(row: dict[str, str]) -> Pattern:
    """The pattern of a row. Raises TableError, naming the row, for a bad expression."""
    whole = row["where"] not in {"inside", "start", "end"}
    text = rf"[\W_]{{0,8}}(?:{row['pattern']})[\W_]{{0,12}}" if whole else row["pattern"]
    try:
        return Pattern(row["id"], row["where"], re.compile(text, re.IGNORECASE), row["reason"], row["example"])
    except re.error as error:
        raise TableError(f"furniture «{row['id']}»: the pattern is no regular expression ({error})") from error


def without_furniture(lines: Iterable[Line], language: str, title: str | None = None) -> list[Line]:
    """The lines without furniture; a line that is all furniture stays as an empty line with its cut."""
    known = patterns(language)
    out = list(lines)
    full = [i for i, line in enumerate(out) if line.text]
    for rank, index in enumerate(full):
        line = out[index]
        if not line.text or line.text == title:
            continue
        found = whole_line(line, known, rank, len(full))
        if found is None:
            out[index] = line = pruned(line, known)
            found = whole_line(line, known, rank, len(full)) if line.text else None
        if found and not (found.reason in NOT_FIRST and rank == 0 and title is None):
            out[index] = line.emptied(found.reason)
            if found.where == "tail" and rank > 0:
                cut_tail(out, full[rank + 1 :], found.reason)
    return out


def pruned(line: Line, known: tuple[Pattern, ...]) -> Line:
    """The line without the stretches that the patterns for parts of a line find."""
    for pattern in known:
        if pattern.where not in {"inside", "start", "end"}:
            continue
        while found := pattern.regex.search(line.straight):
            at_end = not line.straight[found.end() :].strip()
            fits = {"inside": True, "start": found.start() == 0, "end": at_end}[pattern.where]
            if not fits or found.end() == found.start():
                break
            line = line.without(*found.span(), pattern.reason)
    return line.trimmed()


def whole_line(line: Line, known: tuple[Pattern, ...], rank: int, count: int) -> Pattern | None:
    """The first pattern that fits the whole line at its place in the text."""
    straight = line.straight.strip()
    if len(straight) > LONGEST:
        return None
    for pattern in known:
        if (pattern.where == "first" and rank >= TOP) or (pattern.where == "last" and rank < count - BOTTOM):
            continue
        if pattern.where not in {"inside", "start", "end"} and pattern.regex.fullmatch(straight):
            return pattern
    return None


def cut_tail(lines: list[Line], following: list[int], reason: str) -> None:
    """Empties the titles and short lines that follow the heading of a list, up to the next paragraph."""
    if any(is_paragraph(lines[i]) for i in following) and len(following) > 12:
        following = following[:6]  # a box in the middle of the article: a few titles at most
    for index in following:
        if is_paragraph(lines[index]) or lines[index].heading in (1, 2):
            return
        lines[index] = lines[index].emptied(reason)


def is_paragraph(line: Line) -> bool:
    """Whether a line looks like a paragraph of an article, not like a title or a label."""
    return len(line.text) >= PARAGRAPH and line.stopped


def is_label(line: Line, language: str) -> bool:
    """Whether the line is a label of pages («L'essentiel»), though an outlet may bear that name too."""
    found = whole_line(line, patterns(language), 0, BOTTOM)
    return found is not None and found.reason == "section"
