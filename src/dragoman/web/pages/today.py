"""The first page: what is new, the stories, what is announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dragoman.model import Story
from dragoman.register import Query
from dragoman.register.searching import Head
from dragoman.web import counting
from dragoman.web.drawing import bars
from dragoman.web.visit import Now, Visit

router = APIRouter(include_in_schema=False)
NEW, STORIES, AHEAD, LATEST = 6, 6, 8, 14
# So many happenings next to the day are looked through for those.
LOOKED = 150


@router.get("/{language:language}/", name="today")
def today(visit: Now) -> HTMLResponse:
    """What has happened lately, what was read last, the stories told most, and what is to come."""
    desk, day = visit.desk, reference_day(visit)
    before = desk.memory.get(("before", day), lambda: desk.around(day, LOOKED, after=False))
    after = desk.memory.get(("after", day), lambda: desk.around(day, LOOKED, after=True))
    ahead = [line for line in after if "planned" in line.statuses]
    coming = ahead or [line for line in before if line.shown.status == "planned"]
    happened = [line for line in before if line.shown.status == "actual"]
    months = counting.months(desk, Query(kind="event"))
    return visit.page(
        "today.html.j2",
        day=day,
        current=day == visit.settings.today(),
        happened=happened[:LATEST],
        coming=coming[:AHEAD],
        ahead=bool(ahead),
        articles=desk.last_read(NEW),
        stories=fullest(visit),
        counts={name: desk.register.count(name) for name in ("article", "event", "statement", "actor")},
        chart=bars.histogram(months, visit, height=72),
    )


def reference_day(visit: Visit) -> date:
    """Today; in a register that ends earlier, its last day."""
    now, last = visit.settings.today(), visit.desk.last_day()
    return min(now, last) if last else now


def fullest(visit: Visit, most: int = STORIES) -> list[tuple[Story, list[Head]]]:
    """The stories with the most articles, and of these the latest; with the heads of their articles."""
    links = visit.desk.links()
    several = sorted((s for s in links.stories.values()), key=lambda s: (-len(s.articles), s.id))
    chosen = [replace(s, articles=s.articles[:200]) for s in several[:most] if len(s.articles) > 1]
    heads = visit.desk.heads(a for s in chosen for a in s.articles)
    return [
        (s, sorted((heads[a] for a in s.articles if a in heads), key=lambda h: (h.best or date.max, h.id)))
        for s in chosen
    ]
