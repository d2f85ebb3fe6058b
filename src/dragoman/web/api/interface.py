"""The interface's application: one route for lists, one for records, one for whole lists in a format."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Path, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel

from dragoman import __version__
from dragoman.model import Derivation
from dragoman.web.api import lists
from dragoman.web.api.asking import SINGULAR, Ask, Filters, Kind
from dragoman.web.api.problems import FAILURES, Problem, described, failed
from dragoman.web.asking import Asked
from dragoman.web.desk import Desk
from dragoman.web.settings import Settings


class Form(StrEnum):
    """A format of whole lists."""

    csv = "csv"
    jsonl = "jsonl"
    atom = "atom"
    ics = "ics"


MEDIA = {
    "csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "atom": "application/atom+xml",
    "ics": "text/calendar; charset=utf-8",
}  # fmt: skip
DESCRIPTION = "/api/openapi.json"
EXPORTS = {"atom": "atom", "ics": "icalendar"}
Key = Annotated[str, Path(min_length=1, max_length=100, description="the record's id")]


class FacetCount(BaseModel):
    """A value and how many records have it."""

    value: str
    count: int


class Listing(BaseModel):
    """A part of a list. The items are those of the export, described in docs/record.md."""

    items: list[dict[str, Any]]
    total: int
    next: str | None
    notes: list[str]
    facets: dict[str, list[FacetCount]]


class Entry(BaseModel):
    """Where the interface begins."""

    version: str
    lists: dict[str, str]
    description: str


def make_interface(desk: Desk, settings: Settings) -> FastAPI:
    """The interface for a register."""
    api = FastAPI(
        title="Dragoman",
        version=__version__,
        description="The register of a desk: who did what to whom, when, where, and who says so. "
        "Queries are those of the command line (docs/search.md); records those of the export (docs/record.md).",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        responses=described(400, 422, 503),
        servers=[{"url": "/api/v1"}],
    )
    for error in FAILURES:
        api.add_exception_handler(error, failed)
    _routes(api, desk, settings)
    _describe(api)
    return api


def _routes(api: FastAPI, desk: Desk, settings: Settings) -> None:
    @api.get("/", operation_id="entry")
    def entry(request: Request) -> Entry:
        """The lists there are."""
        root = request.scope.get("root_path", "")
        return Entry(
            version=__version__,
            lists={kind.value: f"{root}/{kind.value}" for kind in Kind},
            description=DESCRIPTION,
        )

    @api.get("/{kind}.{form}", operation_id="export", responses=_written(), response_class=Response)
    def export(kind: Kind, form: Form, filters: Annotated[Filters, Query()]) -> Response:
        """A whole list in a format. Atom and iCalendar are of events; the calendar holds what is announced."""
        asked = filters.asked(settings.today())
        return _exported(desk, kind, form.value, asked)

    @api.get("/{kind}", operation_id="list", response_model=Listing, responses=_unchanged())
    def listing(request: Request, kind: Kind, ask: Annotated[Ask, Query()]) -> Response:
        """A part of a list, the newest first, with the cursor of the next part."""
        return _answer(request, lists.listed(desk, kind, ask, ask.asked(settings.today())))

    @api.get("/{kind}/{id}", operation_id="record", response_model=dict[str, Any], responses=_unchanged(404))
    def record(request: Request, kind: Kind, id: Key) -> Response:
        """One record. An article's also names its events, statements and derivations."""
        found = _record(desk, kind, id)
        if found is None:
            raise HTTPException(404, f"there is no such {SINGULAR[kind]}: «{id}»")
        return _answer(request, found)


def _exported(desk: Desk, kind: Kind, form: str, asked: Asked) -> Response:
    name = f'attachment; filename="{kind.value}.{form}"'
    headers = {"content-disposition": name}
    if form in EXPORTS:
        if kind is not Kind.events:
            raise HTTPException(404, f"{form} is a format of events")
        return Response(lists.written(desk, EXPORTS[form], asked), media_type=MEDIA[form])
    made = lists.as_jsonl(desk, kind, asked) if form == "jsonl" else lists.as_csv(desk, kind, asked)
    return StreamingResponse(made, media_type=MEDIA[form], headers=headers)


def _record(desk: Desk, kind: Kind, id: str) -> dict[str, Any] | None:
    if kind is Kind.articles:
        return _article(desk, id)
    found: Any = {
        Kind.events: desk.event,
        Kind.statements: desk.statement,
        Kind.occurrences: desk.occurrence,
        Kind.stories: lambda key: desk.links().stories.get(key),
        Kind.actors: desk.actor,
    }[kind](id)
    return lists.lines_of(desk, [found])[0] if found else None


def _article(desk: Desk, id: str) -> dict[str, Any] | None:
    from dragoman.exports import jsonl

    document = desk.document(id)
    if document is None:
        return None
    derivations: tuple[Derivation, ...] = desk.links().derivations.get(id, ())
    return {
        **jsonl.article_line(document),
        "events": lists.lines_of(desk, list(document.events)),
        "statements": lists.lines_of(desk, list(document.statements)),
        "times": [jsonl.time_line(id, time) for time in document.times],
        "derivations": [jsonl.derivation_line(d) for d in derivations],
        "story": desk.links().story_of.get(id),
    }


def _answer(request: Request, content: dict[str, Any]) -> Response:
    """The content as JSON with its mark; nothing but the mark when the asker has it already."""
    answer = JSONResponse(content)
    mark = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:32]}"'
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    headers = {"etag": mark, "cache-control": "no-cache"}
    if mark in known or known == ["*"]:
        return Response(status_code=304, headers=headers)
    answer.headers.update(headers)
    return answer


# --- the description -------------------------------------------------------------------------------------------------


def _unchanged(*failures: int) -> dict[int | str, dict[str, Any]]:
    return {304: {"description": "not changed since the mark (If-None-Match)"}, **described(404, *failures)}


def _written() -> dict[int | str, dict[str, Any]]:
    content = {media.partition(";")[0]: {"schema": {"type": "string"}} for media in MEDIA.values()}
    return {200: {"description": "the list", "content": content}, **described(404)}


def _describe(api: FastAPI) -> None:
    """Adds the form of problems to the description: no route answers with it when all is well."""
    made = api.openapi()
    made.setdefault("components", {}).setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
    for path in made["paths"].values():
        for operation in path.values():
            operation["responses"].get("422", {}).get("content", {}).pop("application/json", None)
    made["components"]["schemas"].pop("HTTPValidationError", None)
    made["components"]["schemas"].pop("ValidationError", None)
    api.openapi_schema = made
