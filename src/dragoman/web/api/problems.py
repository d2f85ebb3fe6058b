"""What goes wrong, said as the standard has it (RFC 9457, application/problem+json)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from dragoman.errors import DragomanError, UsageError

MEDIA = "application/problem+json"


class Problem(BaseModel):
    """Why a request was not answered."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    instance: str = ""


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The description of these failures, for the interface's own description."""
    schema = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": schema} for status in statuses}


async def failed(request: Request, error: Exception) -> JSONResponse:
    """The answer to a request that failed."""
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if isinstance(error, HTTPException):
        status, detail = error.status_code, str(error.detail)
    elif isinstance(error, RequestValidationError):
        wrong = error.errors()
        # What the path cannot name is not there; what the query cannot say is misunderstood.
        status = 404 if any(one["loc"][0] == "path" for one in wrong) else 422
        detail = "; ".join(_wrong(one) for one in wrong)
    else:
        status, detail = (400 if isinstance(error, UsageError) else 503), str(error)
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, instance=request.url.path)
    return JSONResponse(problem.model_dump(), status, headers=headers, media_type=MEDIA)


def _wrong(error: dict[str, Any]) -> str:
    return f"{'.'.join(str(part) for part in error['loc'][1:]) or error['loc'][0]}: {error['msg']}"


FAILURES = (HTTPException, RequestValidationError, DragomanError)
