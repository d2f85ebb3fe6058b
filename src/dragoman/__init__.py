"""Dragoman reads press dispatches and rebuilds the diplomatic record: who did what to whom, when, and who says so.

    import dragoman

    document = dragoman.read("clippings/treaty.txt")
    with dragoman.Register("dragoman.db") as register:
        dragoman.read_into(register, "clippings/")
        events = dragoman.frame(register, "pair:KEN-ETH since:2024")

What stands here is the whole of the public interface (docs/recipes.md); everything is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.api import export, formats, frame, import_events, read, read_all, read_into, tables
    from dragoman.document import Document
    from dragoman.errors import DragomanError
    from dragoman.model import (
        Actor,
        Article,
        Basis,
        Credit,
        Dateline,
        Derivation,
        Event,
        Interval,
        Mention,
        Occurrence,
        Office,
        Outlet,
        Party,
        Place,
        Publication,
        Reject,
        Rejected,
        Span,
        Statement,
        Story,
        TimeExpression,
    )
    from dragoman.register import Query, QueryError, Register, parse

__version__ = "0.1.0"

# Name -> the module that it stands in.
_HOMES = {
    **dict.fromkeys("export formats frame import_events read read_all read_into tables".split(), "dragoman.api"),
    **dict.fromkeys("Query QueryError Register parse".split(), "dragoman.register"),
    "Document": "dragoman.document",
    "DragomanError": "dragoman.errors",
    **dict.fromkeys(
        "Actor Article Basis Credit Dateline Derivation Event Interval Mention Occurrence Office Outlet Party Place "
        "Publication Reject Rejected Span Statement Story TimeExpression".split(),
        "dragoman.model",
    ),
}

__all__ = [
    "Actor",
    "Article",
    "Basis",
    "Credit",
    "Dateline",
    "Derivation",
    "Document",
    "DragomanError",
    "Event",
    "Interval",
    "Mention",
    "Occurrence",
    "Office",
    "Outlet",
    "Party",
    "Place",
    "Publication",
    "Query",
    "QueryError",
    "Register",
    "Reject",
    "Rejected",
    "Span",
    "Statement",
    "Story",
    "TimeExpression",
    "__version__",
    "export",
    "formats",
    "frame",
    "import_events",
    "parse",
    "read",
    "read_all",
    "read_into",
    "tables",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
