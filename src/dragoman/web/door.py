"""The door: who comes in, with which role, and that what is sent was meant to be sent from our own pages."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import AsyncIterator
from http.cookies import CookieError, SimpleCookie
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, Headers
from starlette.requests import ClientDisconnect
from starlette.responses import RedirectResponse, Response

from dragoman.web.api.problems import MEDIA, Problem
from dragoman.web.limits import Limiter
from dragoman.web.security import Application, Message, Receive, Send
from dragoman.web.settings import Settings
from dragoman.web.users import User, Users

COOKIE = "dragoman"
OPEN = re.compile(r"/static/.*|/(?:fr|en)/(?:login|keys)|/")
# Sendings a minute, and failed sign-ins in five.
SENT, WRONG = (120, 60.0), (5, 300.0)
# A form has no more than these.
MOST_FILES, MOST_FIELDS = 100, 200


class Door:
    """The application for those who may come in; `scope["state"]` then holds user, token and the mark of forms."""

    def __init__(self, app: Application, settings: Settings, users: Users | None) -> None:
        self.app = app
        self.settings = settings
        self.users = users
        self.secret = secrets.token_bytes(32)
        self.sent = Limiter(*SENT)
        self.wrong = Limiter(*WRONG)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        token = _cookie(headers)
        user = await run_in_threadpool(self._user, headers, token, _client(scope)) if self.users else self._anybody()
        fresh = not token
        token = token or secrets.token_urlsafe(32)
        scope.setdefault("state", {}).update(user=user, token=token, door=self, mark=self.mark(token))
        if user is None and not OPEN.fullmatch(scope["path"]):
            await self._refused(scope)(scope, receive, send)
            return
        await self.app(scope, self._bounded(receive), _with_cookie(send, token) if fresh else send)

    def _anybody(self) -> User:
        return User("", "owner" if self.settings.edit else "reader")

    def _user(self, headers: Headers, token: str, client: str) -> User | None:
        assert self.users is not None
        if token and (user := self.users.within(token)):
            return user
        name, password = _basic(headers.get("authorization", ""))
        if not name or self.wrong.wait(client) or self.wrong.wait(name):
            return None
        user = self.users.check(name, password)
        if user is None:
            self.wrong.allow(client)
            self.wrong.allow(name)
        return user

    def _refused(self, scope: Message) -> Response:
        if scope["path"].startswith("/api/"):
            problem = Problem(title="Unauthorized", status=401, detail="sign in first", instance=scope["path"])
            headers = {"www-authenticate": 'Basic realm="dragoman", charset="UTF-8"'}
            return Response(problem.model_dump_json(), 401, headers, MEDIA)
        language = scope["path"][1:3] if scope["path"][1:3] in ("fr", "en") else "fr"
        return RedirectResponse(f"/{language}/login?next={quote(scope['path'])}", 303)

    def _bounded(self, receive: Receive) -> Receive:
        """What is received, refused beyond the largest that may be sent."""
        most = self.settings.largest_file * 2
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise HTTPException(413)
            return message

        return bounded

    def mark(self, token: str) -> str:
        """What a form of this session must carry."""
        return hmac.new(self.secret, token.encode(), hashlib.sha256).hexdigest()


def _client(scope: Message) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _cookie(headers: Headers) -> str:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    found = jar.get(COOKIE)
    return found.value if found and len(found.value) <= 100 else ""


def _basic(header: str) -> tuple[str, str]:
    scheme, _, coded = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password


def cookie_header(token: str) -> str:
    """The header that keeps a session with its browser."""
    return f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict"


def _with_cookie(send: Send, token: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kinds = dict(message["headers"])
            # Only pages need it: a list of the interface stays the same for everybody.
            if kinds.get(b"content-type", b"").startswith(b"text/html") and b"set-cookie" not in kinds:
                message["headers"] = [*message["headers"], (b"set-cookie", cookie_header(token).encode())]
        await send(message)

    return sending


async def _sent(request: Request) -> AsyncIterator[FormData]:
    """The form that was sent. Raises 403 unless it comes from a page of ours, 413 when too large, 429 when too often."""
    door: Door = request.state.door
    if seconds := door.sent.allow(_client(request.scope)):
        raise HTTPException(429, headers={"retry-after": str(int(seconds) + 1)})
    origin = request.headers.get("origin")
    if origin not in (None, "null") and origin.partition("://")[2] != request.headers.get("host"):
        raise HTTPException(403)
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > door.settings.largest_file * 2:
        raise HTTPException(413)
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=4 << 20)
    except ClientDisconnect:
        raise HTTPException(400) from None
    try:
        given = form.get("mark")
        if not isinstance(given, str) or not hmac.compare_digest(given.encode(), request.state.mark.encode()):
            raise HTTPException(403)
        yield form
    finally:
        await form.close()


Sent = Annotated[FormData, Depends(_sent)]


def text_of(form: FormData, name: str, most: int = 1000) -> str:
    """A field of a form, without the blanks around it; «» if it is not there."""
    value = form.get(name)
    return value.replace("\x00", "").strip()[:most] if isinstance(value, str) else ""


def needs(role: str) -> Any:
    """A dependency that lets only those in who have the role."""

    def check(request: Request) -> User:
        user: User | None = request.state.user
        if user is None or not user.may(role):
            raise HTTPException(403)
        return user

    return Depends(check)


Analyst = Annotated[User, needs("analyst")]
Owner = Annotated[User, needs("owner")]
