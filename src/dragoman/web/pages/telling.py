"""Stories and occurrences: who tells what, after whom, and where the accounts part."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dragoman.document import Document
from dragoman.model import Event
from dragoman.register.searching import Head
from dragoman.reports.chronology import Line
from dragoman.web import accounts
from dragoman.web.desk import PORTION, Portion
from dragoman.web.visit import Now, Visit

router = APIRouter(include_in_schema=False)
# A story page shows so many articles beside one another.
MOST_ARTICLES = 24


@router.get("/{language:language}/stories", name="stories")
def stories(visit: Now) -> HTMLResponse:
    """The stories with several dispatches, the fullest first."""
    several = [s for s in visit.desk.links().stories.values() if len(s.articles) > 1]
    several.sort(key=lambda s: (-len(s.articles), s.id))
    given = visit.cursor() or "0"
    start = int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0
    shown = several[start : start + PORTION]
    heads = visit.desk.heads(a for s in shown for a in s.articles[:MOST_ARTICLES])
    rows = tuple((s, [heads[a] for a in s.articles if a in heads]) for s in shown)
    more = str(start + PORTION) if start + PORTION < len(several) else None
    return visit.page("stories.html.j2", found=Portion(rows, len(several), more))


@router.get("/{language:language}/stories/{id}", name="story")
def story(visit: Now, id: str) -> HTMLResponse:
    """A story: the accounts side by side, who copies whom, the origins, where they disagree, what each adds."""
    found = visit.desk.links().stories.get(id)
    if found is None:
        raise visit.missing()
    documents = _documents(visit, found.articles)
    lines = _lines(visit, documents)
    derivations = [d for doc in documents for d in visit.desk.links().derivations.get(doc.article.id, ())]
    return visit.page(
        "story.html.j2",
        story=found,
        documents=documents,
        more=len(found.articles) - len(documents),
        lines=lines,
        grid=accounts.grid(lines, documents),
        tree=accounts.tree(documents, derivations),
        origins=sorted({o for line in lines for o in line.origins}),
        disagreements=[d for line in lines for d in accounts.partings(line)],
        changes=accounts.rewritings(documents, derivations),
        titles={d.article.id: d.article.title or d.article.source for d in documents},
    )


def _documents(visit: Visit, articles: tuple[str, ...]) -> list[Document]:
    found = (visit.desk.document(a) for a in articles[:MOST_ARTICLES])
    return sorted((d for d in found if d), key=accounts.order)


def _lines(visit: Visit, documents: list[Document]) -> tuple[Line, ...]:
    ids = visit.desk.occurrences_of(e.id for d in documents for e in d.events)
    happenings = (visit.desk.occurrence(o) for o in dict.fromkeys(ids.values()))
    lines = visit.desk.lines([h for h in happenings if h])
    return tuple(sorted(lines, key=accounts.by_day))


@router.get("/{language:language}/occurrences/{id}", name="occurrence")
def occurrence(visit: Now, id: str) -> HTMLResponse:
    """One happening: every report, its status from announced to held, the voices for and against."""
    found = visit.desk.occurrence(id)
    if found is None:
        raise visit.missing()
    lines = visit.desk.lines([found])
    if not lines:
        raise visit.missing()
    line = lines[0]
    heads = visit.desk.heads(line.articles)
    return visit.page(
        "occurrence.html.j2",
        line=line,
        reports=sorted(line.events, key=lambda e: _printed(heads, e)),
        heads=heads,
        disagreements=accounts.partings(line),
        history=line.happening.history if line.happening else (),
        sides=accounts.voices(line, visit.desk),
    )


def _printed(heads: dict[str, Head], event: Event) -> tuple[bool, str, str]:
    head = heads.get(event.article)
    best = head.best if head else None
    return best is None, best.isoformat() if best else "", event.id
