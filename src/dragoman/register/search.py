"""Full text search over titles and texts; accents and case do not matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

# A phrase in any quotation marks, or a word; a star at its end asks for words that begin so.
TERM = re.compile(r"[\"«“]\s*(?P<phrase>[^\"»”]+?)\s*[\"»”]|(?P<word>\w+)(?P<star>\*)?")
SEARCH = sa.text(
    "SELECT a.id, a.source, a.title, a.best, snippet(article_text, 1, :open, :close, '…', 24) "
    "FROM article_text JOIN article a ON a.number = article_text.rowid "
    "WHERE article_text MATCH :query ORDER BY bm25(article_text, 4.0, 1.0), a.source, a.id LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches, with the passage; the matching words stand between the marks asked for."""

    article: str
    source: str
    title: str | None
    published: date | None
    snippet: str


def search(connection: sa.Connection, text: str, *, limit: int, marks: tuple[str, str]) -> tuple[Hit, ...]:
    """The articles that contain every word and phrase of the text, the best first."""
    query = full_text_query(text)
    if not query:
        return ()
    values = {"query": query, "limit": limit, "open": marks[0], "close": marks[1]}
    return tuple(
        Hit(article, source, title, date.fromisoformat(best) if best else None, " ".join(snippet.split()))
        for article, source, title, best, snippet in connection.execute(SEARCH, values)
    )


def full_text_query(text: str) -> str:
    """The words and phrases of the text as FTS5 wants them; empty when there are none.

    Everything is quoted, so that no character of the text is taken for an operator.
    """
    terms = []
    for match in TERM.finditer(text):
        if match["phrase"]:
            words = re.findall(r"\w+", match["phrase"])
            if words:
                terms.append('"' + " ".join(words) + '"')
        else:
            terms.append(f'"{match["word"]}"' + ("*" if match["star"] else ""))
    return " ".join(terms)
