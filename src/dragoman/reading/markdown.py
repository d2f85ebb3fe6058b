"""Markdown into lines of plain text: marks are cut, words stay."""

from __future__ import annotations

import re

from dragoman.reading.lines import Line, lines_of

HEADING = re.compile(r"(#{1,6})\s+")
CLOSING = re.compile(r"\s+#+\s*$")
UNDERLINE = re.compile(r"(=|-)\1{2,}\s*")
BULLET = re.compile(r"\s*(?:[*+•]|-(?=\s))\s+")
QUOTE = re.compile(r"(?:>\s?)+")
RULE = re.compile(r"\s*(?:[-*_=~]\s?){3,}\s*")
IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
LINK = re.compile(r"(?<!!)\[([^\]\n]+)\](?:\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])")
TAG = re.compile(r"</?(?:br|p|b|i|em|strong|u|sup|sub|figure|figcaption|div|span|a|img|center|hr|small)\b[^>]*>", re.I)
FOOTNOTE = re.compile(r"\[\^\w+\]:?")
COMMENT = re.compile(r"<!--.*?-->", re.S)
EMPHASIS = tuple(
    re.compile(p)
    for p in (
        r"(\*\*\*|___)(?=\S)(.+?)(?<=\S)\1",
        r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1",
        r"(?<![\w*])(\*)(?=[^\s*])(.+?)(?<=[^\s*])\1(?![\w*])",
        r"(?<!\w)(_)(?=[^\s_])(.+?)(?<=[^\s_])\1(?!\w)",
        r"(~~)(?=\S)(.+?)(?<=\S)\1",
        r"(`)([^`\n]+)\1",
    )
)
ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!>~|])")
FRONT = re.compile(r"\A---\s*\n((?:[\w-]+\s*:.*\n|\s+-?.*\n)+?)(?:---|\.\.\.)\s*(?:\n|\Z)")
SIGNS = re.compile(
    r"^#{1,6} \S|^(?:\*\*|__)\S.*(?:\*\*|__)\s*$|\[[^\]\n]+\]\(https?:|^!\[|^\s*<https?://[^>]+>\s*$|^(?:---|\*\*\*|___)\s*$|\*\*\S[^*\n]*\*\*",
    re.M,
)
REASON = "Markdown mark"


def looks_like_markdown(text: str) -> bool:
    """Whether the text has marks that only Markdown has."""
    return bool(SIGNS.search(text))


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The metadata between the first two rules (empty when there are none), and the text after it."""
    found = FRONT.match(text)
    if not found:
        return {}, text
    fields: dict[str, str] = {}
    last = ""
    for line in found.group(1).splitlines():
        if item := re.match(r"\s+-\s*(.+)|\s*-\s+(.+)", line):
            value = (item.group(1) or item.group(2)).strip().strip("\"'")
            fields[last] = f"{fields[last]}; {value}" if fields.get(last) else value
        elif ":" in line:
            last, value = (part.strip() for part in line.split(":", 1))
            fields[last.lower()] = value.strip("\"'[]")
    return fields, text[found.end() :]


def markdown_lines(text: str) -> list[Line]:
    """The lines of a tidy Markdown text, without its marks; each mark with content is noted as a cut."""
    raw = lines_of(COMMENT.sub("", text))
    lines: list[Line] = []
    for one in raw:
        under = UNDERLINE.fullmatch(one)
        above = lines[-1] if lines else Line("")
        if under and (level := underlined(above, under.group())):
            lines[-1] = Line(above.text, above.cuts, level)
            continue
        lines.append(markdown_line(one))
    return lines


def underlined(above: Line, marks: str) -> int:
    """The level of the heading that a row of marks makes of the line above it; 0 for a mere rule."""
    if not above.text or above.heading or len(above.text) > 200:
        return 0
    if marks.startswith("="):
        return 1
    return 2 if len(marks.strip()) > 3 and not above.stopped else 0


def markdown_line(raw: str) -> Line:
    """One line without its marks."""
    line, heading = Line(raw), 0
    if RULE.fullmatch(raw):
        return line.emptied("horizontal rule")
    if found := HEADING.match(raw):
        heading = len(found.group(1))
        line = line.without(0, found.end(), REASON)
        if closing := CLOSING.search(line.text):
            line = line.without(closing.start(), len(line.text), REASON)
    else:
        for pattern in (QUOTE, BULLET):
            if found := pattern.match(line.text):
                line = line.without(0, found.end(), REASON)
    for pattern, reason in ((IMAGE, "image"), (TAG, "HTML tag"), (FOOTNOTE, "footnote mark")):
        while found := pattern.search(line.text):
            line = line.without(*found.span(), reason)
    while found := LINK.search(line.text):
        line = line.without(found.end(1), found.end(), "link")
        line = line.without(found.start(), found.start() + 1, REASON, mark=False)
    for pattern in EMPHASIS:
        while found := pattern.search(line.text):
            line = line.without(found.end(2), found.end(), REASON, mark=False)
            line = line.without(found.start(), found.start(2), REASON)
    while found := ESCAPE.search(line.text):
        line = line.without(*found.span(), REASON, mark=False)
    line = line.trimmed()
    return Line(line.text, line.cuts, heading)
