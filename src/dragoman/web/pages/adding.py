"""Reading from the page: a text coded as one looks at it, files, addresses and feeds with their progress."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from dragoman.document import Document
from dragoman.errors import UsageError
from dragoman.web.door import Analyst, Sent, text_of
from dragoman.web.layers import paragraphs
from dragoman.web.limits import Limiter
from dragoman.web.pages.articles import LAYERS, SHOWN, by_id, near
from dragoman.web.visit import Now, Visit
from dragoman.web.working import KINDS, Desktop, address_of

router = APIRouter(include_in_schema=False)
# Texts coded a minute, for each visitor.
CODED = Limiter(60, 60.0)


@router.get("/{language:language}/read", name="read")
def read(visit: Now) -> HTMLResponse:
    """Where texts, files and addresses are given, with the readings there were."""
    return _page(visit)


def _page(visit: Visit, status: int = 200, **more: Any) -> HTMLResponse:
    desktop: Desktop = visit.request.app.state.desktop
    context = {"text": "", "coded": None, "wrong": "", **more}
    return visit.page(
        "read.html.j2", status, jobs=list(desktop.jobs.values())[::-1], kinds=KINDS,
        longest=visit.settings.longest_paste, **context,
    )  # fmt: skip


@router.post("/{language:language}/read/text", name="read_text")
def code(visit: Now, form: Sent) -> HTMLResponse:
    """The text, coded; the register does not hear of it."""
    text = text_of(form, "text", visit.settings.longest_paste)
    coded = _coded(visit, text) if text else None
    if visit.partial:
        return visit.page("_coded.html.j2", coded=coded)
    return _page(visit, text=text, coded=coded)


def _coded(visit: Visit, text: str) -> dict[str, Any]:
    """What a template needs to show the text with its layers, or why it cannot be read."""
    client = visit.request.client.host if visit.request.client else ""
    if CODED.allow(client):
        return {"wrong": visit.t("read.too_often")}
    found = visit.request.app.state.desktop.code(text)
    if not isinstance(found, Document):
        return {"wrong": found.reason}
    return {
        "wrong": "", "document": found, "article": found.article, "published": found.publication,
        "paragraphs": paragraphs(found), "layers": LAYERS, "shown": SHOWN, "near": near(found), "records": by_id(found),
        "occurrences": {}, "kept": False,
    }  # fmt: skip


@router.post("/{language:language}/read/files", name="read_files")
def files(visit: Now, user: Analyst, form: Sent) -> Response:
    """Keeps what was dropped, and begins to read it."""
    desktop: Desktop = visit.request.app.state.desktop
    kept, names = [], []
    text = text_of(form, "text", visit.settings.longest_paste)
    try:
        for sent in form.getlist("files"):
            if isinstance(sent, UploadFile) and sent.filename:
                kept.append(str(desktop.keep(sent.filename, sent.file)))
                names.append(sent.filename)
        if text:
            kept.append(str(_noted(desktop, text)))
            names.append(text.splitlines()[0][:80])
        if not kept:
            raise UsageError(visit.t("read.nothing"))
    except UsageError as error:
        return _page(visit, 422, wrong=str(error))
    job = desktop.start(", ".join(names)[:300], kept, user.name)
    return RedirectResponse(visit.url("job", id=job.id), 303)


def _noted(desktop: Desktop, text: str) -> Any:
    """A pasted text as a file of the inbox."""
    import io

    from dragoman.model import content_id

    return desktop.keep(f"pasted-{content_id(text)[:10]}.txt", io.BytesIO(text.encode()))


@router.post("/{language:language}/read/address", name="read_address")
def address(visit: Now, user: Analyst, form: Sent) -> Response:
    """Begins to read an address: a page or a feed."""
    try:
        given = address_of(text_of(form, "address", 2000), visit.settings.private)
    except UsageError as error:
        return _page(visit, 422, wrong=str(error))
    job = visit.request.app.state.desktop.start(given, [given], user.name)
    return RedirectResponse(visit.url("job", id=job.id), 303)


@router.get("/{language:language}/read/jobs/{id}", name="job")
def job(visit: Now, id: str) -> HTMLResponse:
    """How far a reading is."""
    found = visit.request.app.state.desktop.jobs.get(id)
    if found is None:
        raise visit.missing()
    return visit.page("_job.html.j2" if visit.partial else "job.html.j2", job=found)
