"""Reading from the page: texts, files, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.cli.faked import BROKEN, LETTER, VISIT, fake_reading
from tests.web.conftest import settings

from dragoman.register import Register
from dragoman.web.app import make_app
from dragoman.web.pages import adding
from dragoman.web.working import Desktop, safe_name


@pytest.fixture(autouse=True)
def faked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.reader.read_article", fake_reading)


@pytest.fixture
def editor(register_file: Path) -> Iterator[TestClient]:
    with TestClient(make_app(settings(register_file, edit=True)), follow_redirects=False) as client:
        yield client


def mark(client: TestClient) -> str:
    return re.search(r'name="mark" value="(\w+)"', client.get("/fr/read").text)[1]  # type: ignore[index]


def finished(client: TestClient, path: str) -> str:
    """The page of the reading when it is over."""
    desktop: Desktop = client.app.state.desktop  # type: ignore[attr-defined]
    assert all(job.finished.wait(30) for job in desktop.jobs.values())
    return client.get(path).text


def send(client: TestClient, path: str, **more: Any) -> Any:
    return client.post(f"/fr/read/{path}", data={"mark": mark(client), **more.pop("data", {})}, **more)


def test_a_pasted_text_is_coded_and_not_kept(client: TestClient, shown: Path) -> None:
    page = send(client, "text", data={"text": LETTER}).text
    assert '<a class="brand"' in page and "CONSULT" in page and "<mark" not in page.split('class="text"')[0]
    piece = send(client, "text", data={"text": VISIT}, headers={"hx-request": "true"}).text
    assert "<html" not in piece and "visite" in piece and "/fr/events/" not in piece
    with Register(shown, read_only=True) as register:
        assert register.count("article") == 3


def test_a_text_that_cannot_be_read_says_why(client: TestClient) -> None:
    assert "a stage fell over" in send(client, "text", data={"text": BROKEN}).text
    assert "<script>" not in send(client, "text", data={"text": "<script>alert(1)</script>"}).text


def test_texts_are_limited(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.web.limits import Limiter

    monkeypatch.setattr(adding, "CODED", Limiter(1, 60.0))
    assert "attendez" not in send(client, "text", data={"text": LETTER}).text
    assert "attendez" in send(client, "text", data={"text": LETTER}).text


def test_a_register_that_is_only_shown_takes_nothing(client: TestClient) -> None:
    assert send(client, "files", files={"files": ("a.txt", LETTER)}).status_code == 403
    assert send(client, "address", data={"address": "https://press.example/"}).status_code == 403
    assert "lecture seule" in client.get("/fr/read").text


def test_files_are_read_into_the_register(editor: TestClient, register_file: Path) -> None:
    answer = send(editor, "files", files=[("files", ("../../a.txt", LETTER)), ("files", ("b.txt", BROKEN))])
    assert answer.status_code == 303
    page = finished(editor, answer.headers["location"])
    assert "1 lues" in page and "a stage fell over" in page and "hx-trigger" not in page
    with Register(register_file, read_only=True) as register:
        assert register.count("article") == 4
        kept = [h.source for h in register.heads() if h.source.endswith("a.txt")]
    assert kept == [str(Path(f"{register_file}.inbox") / "a.txt")]


def test_a_pasted_text_is_kept_when_asked(editor: TestClient) -> None:
    answer = send(editor, "files", data={"text": LETTER})
    assert "1 lues" in finished(editor, answer.headers["location"])


@pytest.mark.parametrize("name", ["evil.exe", "a.txt.sh", "noext"])
def test_other_kinds_of_files_are_refused(editor: TestClient, name: str) -> None:
    answer = send(editor, "files", files={"files": (name, b"x")})
    assert answer.status_code == 422 and "such files are not read" in answer.text


def test_large_files_are_refused(register_file: Path) -> None:
    small = settings(register_file, edit=True, largest_file=2000)
    with TestClient(make_app(small)) as client:
        assert send(client, "files", files={"files": ("a.txt", b"x" * 2500)}).status_code == 422
        assert send(client, "files", files={"files": ("a.txt", b"x" * 9000)}).status_code == 413
        streamed = (part for part in [b"x" * 3000] * 3)
        headers = {"content-type": "application/x-www-form-urlencoded"}
        assert client.post("/fr/read/text", content=streamed, headers=headers).status_code == 413


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost:8765/fr/", "http://[::1]/", "http://10.0.0.1/x", "http://169.254.169.254/",
     "file:///etc/passwd", "ftp://press.example/", "http://192.168.1.1", "", "http://0x7f000001/"],
)  # fmt: skip
def test_addresses_of_the_own_network_are_refused(editor: TestClient, address: str) -> None:
    assert send(editor, "address", data={"address": address}).status_code == 422


def test_the_own_network_may_be_allowed(register_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desktop, "_work", lambda self: None)
    with TestClient(make_app(settings(register_file, edit=True, private=True)), follow_redirects=False) as client:
        answer = send(client, "address", data={"address": "http://127.0.0.1:1/feed"})
        assert answer.status_code == 303
        page = client.get(answer.headers["location"])
        assert "<noscript>" in page.text and 'hx-trigger="every 1s"' in page.text
        piece = client.get(answer.headers["location"], headers={"hx-request": "true"}).text
        assert "<html" not in piece and "en attente" in piece


def test_readings_wait_for_one_another_and_not_too_many(register_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.web.working import MOST_WAITING, BusyError

    monkeypatch.setattr(Desktop, "_work", lambda self: None)
    desktop = Desktop(settings(register_file))
    start = partial(desktop.start, "a", ["a.txt"], "")
    ids = {start().id for _ in range(MOST_WAITING)}
    assert len(ids) == MOST_WAITING
    with pytest.raises(BusyError):
        start()


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../etc/passwd", "passwd"), ("..", "text.txt"), ("C:\\x\\é à.txt", "é-à.txt"), ("a\x00b.txt", "a-b.txt"),
     (".hidden.txt", "hidden.txt"), ("-rf.txt", "rf.txt")],
)  # fmt: skip
def test_names_lead_nowhere(given: str, kept: str) -> None:
    assert safe_name(given) == kept
