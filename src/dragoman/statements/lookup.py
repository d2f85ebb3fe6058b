"""Which voices stand behind a stretch of text: what events/ asks of the statements."""

from __future__ import annotations

from dragoman.document import Document
from dragoman.model import Party, Statement, unique


def voices(document: Document, start: int, end: int) -> tuple[Statement, ...]:
    """The statements whose content covers the span, the innermost first. Silence voices nothing."""
    found = [s for s in document.statements if s.stance != "no_statement" and covers(s, start, end)]
    return tuple(sorted(found, key=lambda s: (s.end - s.start, s.start)))


def covers(statement: Statement, start: int, end: int) -> bool:
    """Whether the statement's content holds the span; of discontinuous content, one of its pieces must."""
    pieces = [(p.start, p.end) for p in statement.segments] or [(statement.start, statement.end)]
    return any(a <= start and end <= b for a, b in pieces)


def attribution(document: Document, start: int, end: int) -> tuple[Party, ...]:
    """Who says what stands in the span, from the nearest voice to the farthest."""
    found = voices(document, start, end)
    parties = [p for s in found for p in (s.speaker, *s.via)]
    return unique(p for p in parties if p.name)


def whole_chain(document: Document, statement: Statement) -> tuple[Party, ...]:
    """Speaker, relays, and last those whom the article relays or republishes as a whole, each once.

    `Statement.via` holds only the relays that the text names for this very statement.
    """
    credited = (Party(None, c.name, None) for c in document.article.credits if c.relation in {"relays", "republishes"})
    named = unique((statement.speaker, *statement.via))
    outlet = document.article.outlet.name if document.article.outlet else None
    known = {p.name for p in named} | {outlet}
    return (*named, *(p for p in unique(credited) if p.name not in known))
