"""Analysts' work: confirm, correct, merge, split, annotate, with a reason; history, undo; the queue of doubts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from dragoman.errors import DragomanError, UsageError
from dragoman.model import EVENT_TYPES, STATUSES, Actor, Event, Party, Statement
from dragoman.register import Register
from dragoman.register.revised import ACTIONS
from dragoman.reports.wording import labels
from dragoman.web.door import Analyst, Sent, text_of
from dragoman.web.doubts import doubts
from dragoman.web.users import User
from dragoman.web.visit import Now, Visit

router = APIRouter(include_in_schema=False)
# Who signs where there are no accounts.
NOBODY = "analyst"
ACTOR_TYPES = ("person", "state", "organisation", "armed group", "media", "population", "place")
LOG = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a record as a form shows it: its value as text, and the values there are, if they are few."""

    name: str
    value: str
    choices: tuple[str, ...] = ()
    group: str = ""


@router.get("/{language:language}/doubts", name="doubts")
def queue(visit: Now) -> HTMLResponse:
    """The doubtful cases, those first that settle most."""
    found = doubts(visit.desk)
    heads = visit.desk.heads(d.article for d in found if d.article)
    return visit.page("doubts.html.j2", found=found, heads=heads)


@router.get("/{language:language}/revisions", name="revisions")
def revisions(visit: Now) -> HTMLResponse:
    """What analysts have said, the latest first."""
    return visit.page("revisions.html.j2", log=visit.desk.register.history()[::-1][:LOG])


@router.get("/{language:language}/revise/{id}", name="revise")
def revise(visit: Now, user: Analyst, id: str) -> HTMLResponse:
    """What may be said of a record."""
    return _form(visit, id)


def _form(visit: Visit, id: str, status: int = 200, wrong: str = "", given: FormData | None = None) -> HTMLResponse:
    kind, record = _record(visit, id)
    return visit.page(
        "revise.html.j2", status, id=id, kind=kind, record=record, entries=entries(kind, record, visit),
        actions=[a for a in ACTIONS[kind] if a != "add"], adding=kind == "article",
        log=visit.desk.register.history(id)[::-1], wrong=wrong, given=given or {},
        parts=_parts(kind, record),
    )  # fmt: skip


def _record(visit: Visit, id: str) -> tuple[str, Any]:
    found = [f for f in visit.desk.register.find(id) if f.id == id and f.kind in ACTIONS]
    if not found:
        raise visit.missing()
    kind, desk = found[0].kind, visit.desk
    readers: dict[str, Any] = {
        "event": desk.event, "statement": desk.statement, "actor": desk.actor, "occurrence": desk.occurrence,
        "story": lambda key: desk.links().stories.get(key), "article": desk.document,
    }  # fmt: skip
    return kind, readers[kind](id)


def entries(kind: str, record: Any, visit: Visit) -> list[Entry]:
    """The fields that can be corrected, as they stand."""
    if isinstance(record, Event):
        channels = tuple(k.partition(".")[2] for k in labels("fr") if k.startswith("channel."))
        return [
            Entry("type", record.type, EVENT_TYPES, "type"), Entry("mode", record.mode or ""),
            Entry("channel", record.channel or "", ("", *channels), "channel"),
            Entry("status", record.status, STATUSES, "status"), Entry("source", _named(record.source)),
            Entry("target", _named(record.target)), Entry("date", _days(record)),
            Entry("place", record.place.name if record.place else ""),
        ]  # fmt: skip
    if isinstance(record, Statement):
        stances = tuple(k.partition(".")[2] for k in labels("fr") if k.startswith("stance."))
        return [
            Entry("speaker", _named([record.speaker])), Entry("stance", record.stance, stances, "stance"),
            Entry("addressee", _named([record.addressee] if record.addressee else [])),
        ]  # fmt: skip
    if isinstance(record, Actor):
        return [
            Entry("name", record.name), Entry("type", record.type, ACTOR_TYPES, "actor"),
            Entry("state", record.state or ""), Entry("aliases", "; ".join(record.aliases)),
        ]  # fmt: skip
    if kind == "article":
        best = record.publication.best if record.publication else None
        return [Entry("published", best.isoformat() if best else "")]
    return []


def _named(parties: Iterable[Party]) -> str:
    return "; ".join(p.actor or p.name for p in parties)


def _days(event: Event) -> str:
    if event.date is None:
        return ""
    return event.date.earliest.isoformat() if event.date.earliest == event.date.latest else ""


def _parts(kind: str, record: Any) -> tuple[str, ...]:
    """The ids of which some may be split off."""
    if kind == "occurrence":
        return tuple(record.events)
    return tuple(record.articles) if kind == "story" else ()


@router.post("/{language:language}/revise/{id}", name="say")
def say(visit: Now, user: Analyst, form: Sent, id: str) -> Response:
    """Puts in the log what the analyst says of the record; the record then is as it says."""
    kind, record = _record(visit, id)
    action = text_of(form, "action", 20)
    try:
        if not text_of(form, "reason") and action != "confirm":
            raise UsageError(visit.t("revise.reason_needed"))
        key = _said(visit, user, form, action, id, kind, record)
        visit.desk.memory.forget()
    except DragomanError as error:
        return _form(visit, id, 422, str(error), form)
    return _shown(visit, key)


def _shown(visit: Visit, key: str) -> Response:
    """The page of the record, or the log where it is no longer there."""
    there = any(f.id == key for f in visit.desk.register.find(key))
    return RedirectResponse(visit.url("permalink", id=key) if there else visit.url("revisions"), 303)


def _said(visit: Visit, user: User, form: FormData, action: str, id: str, kind: str, record: Any) -> str:
    """The id of the record to show afterwards."""
    changes = _changes(form, entries(kind, record, visit), action)
    only = [one for one in form.getlist("only") if isinstance(one, str)]
    with Register(visit.settings.register) as register:
        done = register.revise(
            action, id, changes, author=user.name or NOBODY, reason=text_of(form, "reason"),
            into=text_of(form, "into", 100) or None, only=only,
        )  # fmt: skip
    if action == "merge":
        return str(done.said("into") or id)
    return (done.article or id) if action == "remove" else done.of


def _changes(form: FormData, known: list[Entry], action: str) -> dict[str, Any]:
    """The fields that were changed; of what is added or split, those that are given."""
    if action == "correct":
        given = {one.name: text_of(form, one.name) for one in known if one.name in form}
        return {name: value for name, value in given.items() if value != next(e.value for e in known if e.name == name)}
    if action in ("add", "split"):
        names = ("words", "type", "channel", "status", "source", "target", "date", "place", "speaker", "stance", "name",
                 "state", "since", "until")  # fmt: skip
        return {name: text_of(form, f"new-{name}", 4000) for name in names if text_of(form, f"new-{name}")}
    return {}


@router.post("/{language:language}/undo/{number}", name="undo")
def undo(visit: Now, user: Analyst, form: Sent, number: int) -> Response:
    """Takes a revision back."""
    try:
        with Register(visit.settings.register) as register:
            done = register.undo(number, author=user.name or NOBODY, reason=text_of(form, "reason"))
        visit.desk.memory.forget()
    except DragomanError as error:
        log = visit.desk.register.history()[::-1][:LOG]
        return visit.page("revisions.html.j2", 422, log=log, wrong=str(error))
    return _shown(visit, done.of)
