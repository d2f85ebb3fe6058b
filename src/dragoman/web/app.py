"""The application: pages, interface and files, with every answer guarded."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from dragoman import __version__
from dragoman.errors import DragomanError, UsageError
from dragoman.web import counting
from dragoman.web.api.interface import DESCRIPTION, make_interface
from dragoman.web.api.problems import failed
from dragoman.web.desk import Desk
from dragoman.web.door import Door
from dragoman.web.pages import (
    adding,
    articles,
    entering,
    keeping,
    people,
    records,
    revising,
    searching,
    telling,
    today,
    world,
)
from dragoman.web.security import Guard
from dragoman.web.settings import Settings
from dragoman.web.users import Users
from dragoman.web.visit import Visit
from dragoman.web.wording import preferred
from dragoman.web.working import Desktop

# A register of more events is counted ahead.
LARGE = 20_000
STATIC = Path(__file__).parent / "static"
PAGES = (today, searching, articles, records, telling, people, world, keeping, adding, revising, entering)


def make_app(settings: Settings) -> FastAPI:
    """The application for a register. Raises RegisterError when there is none, or it cannot be read."""
    desk = Desk(settings.register)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if desk.register.count("event") > LARGE:
            threading.Thread(target=counting.warm, args=(desk,), name="counting", daemon=True).start()
        yield
        app.state.desktop.close()
        desk.close()

    app = FastAPI(
        title="Dragoman", version=__version__, openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan
    )
    app.state.settings, app.state.desk = settings, desk
    app.state.desktop = Desktop(settings, changed=desk.memory.forget)
    app.add_middleware(Door, settings=settings, users=Users(settings.users) if settings.users else None)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(Guard, hosts=settings.hosts)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    interface = make_interface(desk, settings)
    app.mount("/api/v1", interface, name="api")
    app.get(DESCRIPTION, include_in_schema=False)(lambda: JSONResponse(interface.openapi_schema))
    for room in PAGES:
        app.include_router(room.router)
    app.get("/", include_in_schema=False)(_entrance)
    for error in (HTTPException, RequestValidationError, DragomanError):
        app.add_exception_handler(error, _failed)
    return app


def _entrance(request: Request) -> RedirectResponse:
    """The first page in the reader's language."""
    language = preferred(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{language}/", 302, headers={"vary": "accept-language"})


async def _failed(request: Request, error: Exception) -> Response:
    """A page that says what is wrong, in the language of the page that was asked for."""
    if request.url.path.startswith("/api/"):  # what no route of the interface takes
        return await failed(request, error)
    status = error.status_code if isinstance(error, HTTPException) else 422
    if isinstance(error, DragomanError) and not isinstance(error, UsageError):
        status = 503
    said = str(error) if isinstance(error, DragomanError) else ""
    return await run_in_threadpool(_error_page, request, status, said)


def _error_page(request: Request, status: int, said: str) -> Response:
    code = request.url.path[1:3]
    request.scope.setdefault("path_params", {}).setdefault(
        "language", code if code in ("fr", "en") else preferred(request.headers.get("accept-language", ""))
    )
    visit = Visit(request)
    return visit.page("error.html.j2", status, code=status, said=said)
