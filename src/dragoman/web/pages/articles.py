"""The page of an article: its text with every layer, its date, its origin, and why each code is there."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dragoman.document import Document
from dragoman.model import Event, Rejected, Statement
from dragoman.reports.passages import sentences
from dragoman.web.layers import around, paragraphs, rejected_near
from dragoman.web.visit import Now, Visit

router = APIRouter(include_in_schema=False)
LAYERS = ("event", "said", "actor", "time", "rejected", "cut")
SHOWN = frozenset({"event", "said"})


@router.get("/{language:language}/articles/{id}", name="article")
def article(visit: Now, id: str, at: int | None = None) -> HTMLResponse:
    """The article; with `at`, what was read at that offset."""
    document = _document(visit, id)
    links = visit.desk.links()
    derived = (*links.derivations.get(id, ()), *links.taken_from.get(id, ()))
    story = links.stories.get(links.story_of.get(id, ""))
    others = [
        *(d.origin_article or "" for d in derived),
        *(d.article for d in derived),
        *(story.articles if story else ()),
    ]
    return visit.page(
        "article.html.j2",
        document=document,
        article=document.article,
        published=document.publication,
        paragraphs=paragraphs(document),
        layers=LAYERS,
        shown=SHOWN,
        here=_around(document, at),
        links=links,
        story=story,
        heads=visit.desk.heads(others),
        occurrences=visit.desk.occurrences_of(e.id for e in document.events),
        near=near(document),
        records=by_id(document),
        kept=True,
    )


@router.get("/{language:language}/articles/{id}/at/{at}", name="why")
def why(visit: Now, id: str, at: int) -> HTMLResponse:
    """What was read at one place of the text, and what was rejected in its sentence."""
    document = _document(visit, id)
    return visit.page("_why.html.j2", document=document, article=document.article, here=_around(document, at))


def _document(visit: Visit, id: str) -> Document:
    document = visit.desk.document(id)
    if document is None:
        raise visit.missing()
    return document


def _around(document: Document, at: int | None) -> object:
    if at is None or not 0 <= at < len(document.text):
        return None
    return around(document, at, sentences(document.text))


def near(document: Document) -> dict[str, tuple[Rejected, ...]]:
    """For each event the readings that were rejected in its sentences."""
    spans = sentences(document.text)
    found = {}
    for event in document.events:
        here = [s for s in spans if s.start <= event.trigger.start < s.end] or [event.trigger]
        found[event.id] = rejected_near(document, here[0].start, here[0].end)
    return found


def by_id(document: Document) -> dict[str, Event | Statement]:
    """The events and statements of the article by id, for those that deny one another."""
    events = {event.id: event for event in document.events}
    return {**events, **{said.id: said for said in document.statements}}
