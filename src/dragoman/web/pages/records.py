"""The page of one event or statement: the record in full, the words it rests on, and what was rejected beside it."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dragoman.register.rows import sides
from dragoman.reports.passages import passage, sentences
from dragoman.web.pages.articles import by_id, near
from dragoman.web.visit import Now

router = APIRouter(include_in_schema=False)


@router.get("/{language:language}/events/{id}", name="event")
def event(visit: Now, id: str) -> HTMLResponse:
    """The event with its evidence."""
    found = visit.desk.event(id)
    document = visit.desk.document(found.article) if found else None
    if found is None or document is None:
        raise visit.missing()
    spans = sentences(document.text)
    return visit.page(
        "event.html.j2",
        event=found,
        article=document.article,
        published=document.publication,
        parties=sides(found),
        passages=[passage(document.text, spans, s.start, s.end, around=1) for s in found.evidence or (found.trigger,)],
        rejected=near(document).get(id, ()),
        occurrence=visit.desk.occurrences_of([id]).get(id),
        records=by_id(document),
        denials=[s for s in document.statements if s.denies == id],
    )


@router.get("/{language:language}/statements/{id}", name="statement")
def statement(visit: Now, id: str) -> HTMLResponse:
    """The statement with the words around it."""
    found = visit.desk.statement(id)
    document = visit.desk.document(found.article) if found else None
    if found is None or document is None:
        raise visit.missing()
    return visit.page(
        "statement.html.j2",
        said=found,
        article=document.article,
        published=document.publication,
        passage=passage(document.text, sentences(document.text), found.start, found.end, around=1),
        records=by_id(document),
        denials=[s for s in document.statements if s.denies == id],
    )
