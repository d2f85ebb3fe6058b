"""Hand-made dispatches for the tests of stories/: texts with days, credits, reported speech and an event or two."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dragoman.document import Document
from dragoman.model import (
    Article,
    Credit,
    Event,
    Interval,
    Outlet,
    Party,
    Place,
    Publication,
    Span,
    Statement,
    content_id,
)

DAY = date(2024, 5, 7)


def dispatch(
    name: str,
    text: str,
    *,
    outlet: str | None = None,
    credit: str | None = None,
    day: int | None = 0,
    event: str | None = None,
) -> Document:
    """A document; what stands in braces is reported speech."""
    clean, reported = _unbraced(text)
    credits = (Credit(credit, "relays"),) if credit else ()
    article = Article(
        content_id(name, clean), f"{name}.txt", clean, "fr", outlet=Outlet(outlet) if outlet else None, credits=credits
    )
    published = None if day is None else DAY + timedelta(days=day)
    statements = tuple(
        Statement(
            content_id(article.id, s.start), article.id, Party(None, "le ministère", None), "indirect", "dire",
            "asserted", s.start, s.end, s.text, Span(s.start, s.start, ""), "test",
        )
        for s in reported
    )  # fmt: skip
    document = Document(
        article, statements=statements, publication=Publication(published, published, published) if published else None
    )
    return with_event(document, event) if event else document


def _unbraced(text: str) -> tuple[str, list[Span]]:
    out, spans, opened = "", [], 0
    for piece in re.split(r"([{}])", text.strip()):
        if piece == "{":
            opened = len(out)
        elif piece == "}":
            spans.append(Span(opened, len(out), out[opened:]))
        else:
            out += piece
    return out, spans


def with_event(document: Document, line: str, **more: object) -> Document:
    """The document with one more event, from «TYPE channel source target place country» (- for none)."""
    kind, channel, source, target, place, country = (None if p == "-" else p for p in line.split())
    here = document.article
    first = here.text[: here.text.find(".") + 1] or here.text
    evidence = Span(0, len(first), first)
    day = document.publication.best if document.publication else None
    event = Event(
        id=content_id(here.id, line, len(document.events)), article=here.id, type=kind or "", mode=None, contexts=(),
        channel=channel, ordinal=None, source=_parties(source), target=_parties(target), roles=(),
        place=Place(place, country) if place else None, date=Interval(day, day) if day else None, status="actual",
        attribution=(), intensity=1.0, evidence=(evidence,), trigger=Span(0, 1, first[:1]), rule="test",
    )  # fmt: skip
    return replace(document, events=(*document.events, replace(event, **more)))  # type: ignore[arg-type]


def _parties(codes: str | None) -> tuple[Party, ...]:
    return tuple(Party(code.lower(), code, code) for code in (codes or "").split("+") if code)
