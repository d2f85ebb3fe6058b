"""Signing in and out, and the accounts."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.errors import UsageError
from dragoman.web.door import Door, Owner, Sent, cookie_header, text_of
from dragoman.web.users import MOST_PASSWORD, ROLES, Users
from dragoman.web.visit import Now, Visit

router = APIRouter(include_in_schema=False)


@router.get("/{language:language}/login", name="login")
def login(visit: Now) -> HTMLResponse:
    """Where one signs in."""
    return _login(visit)


def _login(visit: Visit, status: int = 200, wrong: str = "") -> HTMLResponse:
    return visit.page("login.html.j2", status, wrong=wrong, next=_within(visit.first("next")))


@router.post("/{language:language}/login", name="sign_in")
def sign_in(visit: Now, form: Sent) -> Response:
    """Lets somebody in, with a new session."""
    door: Door = visit.request.state.door
    users = _users(door)
    name, password = text_of(form, "name", 100), form.get("password")
    client = visit.request.client.host if visit.request.client else ""
    if seconds := max(door.wrong.wait(client), door.wrong.wait(name)):
        answer = _login(visit, 429, visit.t("login.too_often"))
        answer.headers["retry-after"] = str(int(seconds) + 1)
        return answer
    user = users.check(name, password if isinstance(password, str) else "")
    if user is None:
        door.wrong.allow(client)
        door.wrong.allow(name)
        return _login(visit, 403, visit.t("login.wrong"))
    door.wrong.forget(name)
    door.wrong.forget(client)
    return _sent_on(_within(text_of(form, "next")) or visit.url("today"), users.enter(user))


@router.post("/{language:language}/logout", name="logout")
def logout(visit: Now, form: Sent) -> Response:
    """Ends the session."""
    door: Door = visit.request.state.door
    _users(door).leave(visit.request.state.token)
    return _sent_on(visit.url("login"), "")


def _sent_on(path: str, token: str) -> RedirectResponse:
    over = "" if token else "; Max-Age=0"
    return RedirectResponse(path, 303, headers={"set-cookie": cookie_header(token) + over})


def _within(path: str) -> str:
    """The path, if it is one of our pages."""
    fine = path.startswith(("/fr/", "/en/")) and "\\" not in path and len(path) < 500
    return path if fine else ""


def _users(door: Door) -> Users:
    if door.users is None:
        raise HTTPException(404)
    return door.users


@router.get("/{language:language}/accounts", name="accounts")
def accounts(visit: Now, user: Owner) -> HTMLResponse:
    """Everybody's accounts."""
    return _accounts(visit)


def _accounts(visit: Visit, status: int = 200, wrong: str = "") -> HTMLResponse:
    everyone = _users(visit.request.state.door).everyone()
    return visit.page("accounts.html.j2", status, everyone=everyone, roles=ROLES, wrong=wrong)


@router.post("/{language:language}/accounts", name="change_account")
def change(visit: Now, user: Owner, form: Sent) -> Response:
    """Makes, changes or removes an account."""
    users = _users(visit.request.state.door)
    name, password = text_of(form, "name", 100), form.get("password")
    given = password[:MOST_PASSWORD] if isinstance(password, str) and password else None
    try:
        if text_of(form, "do") == "remove":
            users.remove(name)
        else:
            users.put(name, text_of(form, "role"), given)
    except UsageError as error:
        return _accounts(visit, 422, str(error))
    return RedirectResponse(visit.url("accounts"), 303)
