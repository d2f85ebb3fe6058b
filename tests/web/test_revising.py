"""Analysts' work from the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import settings

from dragoman.register import Register
from dragoman.web.app import make_app


@pytest.fixture
def analyst(register_file: Path) -> Iterator[TestClient]:
    with TestClient(make_app(settings(register_file, edit=True))) as client:
        yield client


def say(client: TestClient, id: str, action: str, **more: Any) -> Any:
    page = client.get(f"/en/revise/{id}").text
    mark = re.search(r'name="mark" value="(\w+)"', page)[1]  # type: ignore[index]
    return client.post(f"/en/revise/{id}", data={"mark": mark, "action": action, **more})


def test_a_correction_changes_the_record_and_is_taken_back(analyst: TestClient, ids: dict[str, str]) -> None:
    answer = say(analyst, ids["event"], "correct", status="actual", reason="it took place, says the communiqué")
    assert answer.status_code == 200 and "/en/events/" in str(answer.url)
    assert analyst.get(f"/api/v1/events/{ids['event']}").json()["status"] == "actual"
    page = analyst.get(f"/en/revise/{ids['event']}").text
    assert "says the communiqué" in page
    mark = re.search(r'name="mark" value="(\w+)"', page)[1]  # type: ignore[index]
    number = re.search(r"/en/undo/(\d+)", page)[1]  # type: ignore[index]
    assert analyst.post(f"/en/undo/{number}", data={"mark": mark}).status_code == 200
    assert analyst.get(f"/api/v1/events/{ids['event']}").json()["status"] == "planned"
    log = analyst.get("/en/revisions").text
    assert "taken back" in log and "says the communiqué" in log
    assert analyst.post(f"/en/undo/{number}", data={"mark": mark}).status_code == 422


def test_only_what_was_changed_is_kept(analyst: TestClient, ids: dict[str, str], register_file: Path) -> None:
    same = {"type": "CONSULT", "source": "ken", "channel": "meeting", "place": "Addis-Abeba", "target": "eth"}
    say(analyst, ids["event"], "correct", reason="other place", **(same | {"place": "Nairobi"}))
    with Register(register_file, read_only=True) as register:
        (one,) = register.history(ids["event"])
    assert set(one.said("changes")) == {"place"} and one.author == "analyst"


def test_a_reason_is_needed_and_mistakes_are_told(analyst: TestClient, ids: dict[str, str]) -> None:
    assert "Give a reason" in say(analyst, ids["event"], "correct", status="denied").text
    wrong = say(analyst, ids["event"], "correct", status="nonsense", reason="x")
    assert wrong.status_code == 422 and "nonsense" in wrong.text
    assert say(analyst, ids["event"], "explode", reason="x").status_code == 422
    assert say(analyst, ids["event"], "merge", into="nothing", reason="x").status_code == 422


def test_confirm_annotate_remove_add(analyst: TestClient, ids: dict[str, str]) -> None:
    assert say(analyst, ids["statement"], "confirm").status_code == 200
    assert say(analyst, ids["occurrence"], "annotate", reason="<b>look</b>").status_code == 200
    assert "&lt;b&gt;look" in analyst.get("/en/revisions").text
    added = {"new-words": "Les deux pays", "new-type": "AGREE", "new-source": "KEN", "new-target": "ETH"}
    assert say(analyst, ids["article"], "add", reason="missed", **added).status_code == 200
    events = analyst.get(f"/api/v1/articles/{ids['article']}").json()["events"]
    assert "AGREE" in {e["type"] for e in events}
    assert say(analyst, ids["event"], "remove", reason="never said").status_code == 200
    assert analyst.get(f"/en/events/{ids['event']}").status_code == 404


def test_actors_are_merged_and_happenings_split(analyst: TestClient, ids: dict[str, str]) -> None:
    assert say(analyst, "elijah-mwangi", "correct", name="Elijah K. Mwangi", reason="full name").status_code == 200
    assert "Elijah K. Mwangi" in analyst.get("/en/actors/elijah-mwangi").text
    answer = say(analyst, ids["occurrence"], "split", only=ids["letter"], reason="two letters")
    assert answer.status_code == 200
    assert analyst.get("/api/v1/occurrences").json()["total"] == 3


def test_an_article_s_day_is_given(analyst: TestClient, ids: dict[str, str]) -> None:
    assert say(analyst, ids["rewrite"], "correct", published="2025-03-06", reason="on the page").status_code == 200
    assert analyst.get(f"/api/v1/articles/{ids['rewrite']}").json()["published"]["best"] == "2025-03-06"


def test_readers_only_look(client: TestClient, ids: dict[str, str]) -> None:
    assert client.get(f"/en/revise/{ids['event']}").status_code == 403
    assert "/en/revise/" not in client.get(f"/en/events/{ids['event']}").text
    assert client.get("/en/revisions").status_code == 200
    mark = re.search(r'name="mark" value="(\w+)"', client.get("/en/read").text)[1]  # type: ignore[index]
    assert client.post(f"/en/revise/{ids['event']}", data={"mark": mark, "action": "confirm"}).status_code == 403
    assert client.post("/en/undo/1", data={"mark": mark}).status_code == 403


def test_doubts_are_ordered_by_what_they_settle(analyst: TestClient, ids: dict[str, str], register_file: Path) -> None:
    from dataclasses import replace

    with Register(register_file) as register:
        document = register.document(ids["article"])
        first, second = document.events
        unsure = (replace(first, score=0.6), replace(second, score=0.5))
        register.add(replace(document, events=unsure), again=True)
    page = analyst.get("/en/doubts").text
    assert page.index(ids["letter"]) < page.index(ids["event"])  # two reports tell of the letter
    say(analyst, ids["letter"], "confirm")
    assert f"/en/revise/{ids['letter']}" not in analyst.get("/en/doubts").text
