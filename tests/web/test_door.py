"""Who may come in and do what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import settings

from dragoman.errors import UsageError
from dragoman.web import users as users_module
from dragoman.web.app import make_app
from dragoman.web.limits import Limiter
from dragoman.web.users import User, Users

WORDS = {"ada": "a very long secret", "bela": "another long secret", "ciro": "the third long secret"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost little: the tests make many."""
    from argon2 import PasswordHasher

    users_module._nobody.cache_clear()
    monkeypatch.setattr(users_module, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def file(tmp_path: Path) -> Users:
    found = Users(tmp_path / "users.db")
    for (name, word), role in zip(WORDS.items(), ("owner", "analyst", "reader"), strict=True):
        found.put(name, role, word)
    return found


@pytest.fixture
def visitor(register_file: Path, file: Users) -> Iterator[TestClient]:
    with TestClient(make_app(settings(register_file, users=file.path)), follow_redirects=False) as client:
        yield client


def mark(client: TestClient, path: str = "/fr/login") -> str:
    return re.search(r'name="mark" value="(\w+)"', client.get(path).text)[1]  # type: ignore[index]


def enter(client: TestClient, name: str, **more: str) -> object:
    return client.post("/fr/login", data={"mark": mark(client), "name": name, "password": WORDS[name], **more})


def test_nobody_reads_without_an_account(visitor: TestClient) -> None:
    answer = visitor.get("/fr/search")
    assert answer.status_code == 303 and answer.headers["location"] == "/fr/login?next=/fr/search"
    refused = visitor.get("/api/v1/events")
    assert refused.status_code == 401 and refused.json()["status"] == 401
    assert visitor.get("/static/dragoman.css").status_code == 200
    assert visitor.post("/fr/read/text", data={"text": "x"}).status_code == 303


def test_whoever_signs_in_is_let_in_and_out(visitor: TestClient) -> None:
    answer = enter(visitor, "ciro", next="/fr/map")
    assert answer.status_code == 303 and answer.headers["location"] == "/fr/map"  # type: ignore[attr-defined]
    cookie = answer.headers["set-cookie"]  # type: ignore[attr-defined]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    page = visitor.get("/fr/")
    assert page.status_code == 200 and "ciro" in page.text
    assert visitor.post("/fr/logout", data={"mark": mark(visitor, "/fr/")}).status_code == 303
    assert visitor.get("/fr/").status_code == 303


def test_a_session_is_new_after_signing_in(visitor: TestClient) -> None:
    visitor.get("/fr/login")
    before = visitor.cookies["dragoman"]
    enter(visitor, "ciro")
    assert visitor.cookies["dragoman"] != before


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "/api/v1/", "/fr/\\evil"])
def test_signing_in_leads_only_to_our_pages(visitor: TestClient, path: str) -> None:
    assert enter(visitor, "ciro", next=path).headers["location"] == "/fr/"  # type: ignore[attr-defined]


def test_a_form_of_another_page_is_refused(visitor: TestClient) -> None:
    enter(visitor, "ada")
    good = mark(visitor, "/fr/")
    for data, headers in (
        ({}, {}), ({"mark": "0" * 64}, {}), ({"mark": good}, {"origin": "https://evil.example"}), ({"mark": "é"}, {}),
    ):  # fmt: skip
        assert visitor.post("/fr/accounts", data={"name": "x", **data}, headers=headers).status_code == 403
    assert visitor.post("/fr/accounts", data={"name": "x", "mark": good}).status_code == 422


def test_roles_bound_what_may_be_done(visitor: TestClient) -> None:
    enter(visitor, "ciro")
    assert visitor.get("/fr/accounts").status_code == 403
    sent = {"mark": mark(visitor, "/fr/"), "address": "https://press.example/"}
    assert visitor.post("/fr/read/address", data=sent).status_code == 403
    enter(visitor, "ada")
    assert visitor.get("/fr/accounts").status_code == 200


def test_an_owner_keeps_the_accounts(visitor: TestClient, file: Users) -> None:
    enter(visitor, "ada")
    form = {"mark": mark(visitor, "/fr/accounts"), "name": "dunya", "role": "analyst", "password": "ten letters or so"}
    assert visitor.post("/fr/accounts", data=form).status_code == 303
    assert file.check("dunya", "ten letters or so") == User("dunya", "analyst")
    for wrong in ({"password": "short"}, {"role": "king"}, {"name": "<b>"}):
        assert visitor.post("/fr/accounts", data=form | wrong).status_code == 422
    assert visitor.post("/fr/accounts", data=form | {"do": "remove"}).status_code == 303
    assert file.role_of("dunya") is None
    assert visitor.post("/fr/accounts", data=form | {"do": "remove", "name": "ada"}).status_code == 422


def test_guessing_is_stopped(visitor: TestClient) -> None:
    form = {"mark": mark(visitor), "name": "ada", "password": "wrong wrong"}
    assert [visitor.post("/fr/login", data=form).status_code for _ in range(6)] == [403] * 5 + [429]
    assert visitor.post("/fr/login", data=form | {"password": WORDS["ada"]}).status_code == 429


def test_programs_sign_in_with_each_request(visitor: TestClient) -> None:
    assert visitor.get("/api/v1/events", auth=("ciro", WORDS["ciro"])).json()["total"] == 3
    assert visitor.get("/api/v1/events", auth=("ciro", "wrong wrong")).status_code == 401
    assert visitor.get("/api/v1/events", headers={"authorization": "Basic %%%"}).status_code == 401


def test_passwords_are_never_kept(file: Users) -> None:
    raw = file.path.read_bytes()
    assert b"$argon2id$" in raw
    assert not any(word.encode() in raw for word in WORDS.values())
    assert file.path.stat().st_mode & 0o077 == 0


def test_sessions_end_by_themselves(tmp_path: Path) -> None:
    moment = [datetime(2025, 3, 1, tzinfo=UTC)]
    file = Users(tmp_path / "u.db", clock=lambda: moment[0])
    file.put("ada", "owner", WORDS["ada"])
    token = file.enter(User("ada", "owner"))
    assert file.within(token) == User("ada", "owner")
    assert token.encode() not in file.path.read_bytes()
    moment[0] += timedelta(hours=13)
    assert file.within(token) is None


def test_a_new_password_ends_the_sessions(file: Users) -> None:
    token = file.enter(User("ciro", "reader"))
    file.put("ciro", "reader", "quite another secret")
    assert file.within(token) is None


def test_the_last_owner_stays(file: Users) -> None:
    with pytest.raises(UsageError, match="last owner"):
        file.remove("ada")
    with pytest.raises(UsageError, match="last owner"):
        file.put("ada", "reader", None)


def test_a_limiter_forgets() -> None:
    now = [0.0]
    limiter = Limiter(2, 10.0, clock=lambda: now[0])
    assert [limiter.allow("a") == 0 for _ in range(3)] == [True, True, False]
    assert limiter.allow("b") == 0
    now[0] = 10.5
    assert limiter.allow("a") == 0
