"""The interface over HTTP."""

from __future__ import annotations

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient

KINDS = ("articles", "events", "statements", "occurrences", "stories", "actors")


@pytest.mark.parametrize("kind", KINDS)
def test_lists_hold_the_records_of_the_export(client: TestClient, kind: str) -> None:
    from dragoman.web.api.asking import SINGULAR

    answer = client.get(f"/api/v1/{kind}")
    assert answer.status_code == 200
    body = answer.json()
    assert body["total"] == len(body["items"]) > 0
    for item in body["items"]:
        assert item["kind"] == SINGULAR[kind]
        record = client.get(f"/api/v1/{kind}/{item['id']}").json()
        assert {key: record[key] for key in item if kind != "actors"} == (item if kind != "actors" else {})


def test_cursors_go_through_the_whole_list_once(client: TestClient) -> None:
    for kind in ("events", "articles", "actors"):
        seen: list[str] = []
        cursor = None
        while True:
            params = {"limit": 1} | ({"cursor": cursor} if cursor else {})
            body = client.get(f"/api/v1/{kind}", params=params).json()
            seen += [item["id"] for item in body["items"]]
            cursor = body["next"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == body["total"]


def test_filters_repeat_and_facets_count(client: TestClient) -> None:
    both = client.get("/api/v1/events?status=planned&status=actual&facets=status&facets=channel").json()
    assert both["total"] == 2
    assert {c["value"]: c["count"] for c in both["facets"]["status"]} == {"planned": 1, "actual": 1}
    assert client.get("/api/v1/events?side=KEN&side=ETH&type=CONSULT&type=AGREE&since=2025-03-10").json()["total"] == 1
    assert client.get("/api/v1/events", params={"q": "channel:letter status:actual"}).json()["total"] == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("events?type=CONSUL", 422), ("events?limit=0", 422), ("events?since=12", 422), ("events?nothing=1", 422),
        ("events?q=type:CONSUL", 400), ("events?cursor=W10", 400), ("events/none", 404), ("nothing", 404),
        ("stories?facets=type", 400), ("actors.atom", 404), ("actors?cursor=W10", 400), ("a/b/c", 404),
        ("events/%0A", 404), ("events.xml", 404),
    ],
)  # fmt: skip
def test_problems_are_told_as_the_standard_has_it(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status and problem["detail"]
    assert "content-security-policy" in answer.headers


def test_what_has_not_changed_is_not_sent_again(client: TestClient, ids: dict[str, str]) -> None:
    path = f"/api/v1/articles/{ids['article']}"
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_an_article_comes_with_its_records(client: TestClient, ids: dict[str, str]) -> None:
    body = client.get(f"/api/v1/articles/{ids['article']}").json()
    assert {e["id"] for e in body["events"]} == {ids["letter"], ids["event"]}
    assert body["events"][0]["occurrence"]
    assert body["times"] and body["story"] == ids["story"]


@pytest.mark.parametrize("kind", KINDS)
def test_any_list_as_lines_and_as_a_table(client: TestClient, kind: str) -> None:
    total = client.get(f"/api/v1/{kind}").json()["total"]
    lines = client.get(f"/api/v1/{kind}.jsonl").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] and len(lines) == total
    table = list(csv.DictReader(io.StringIO(client.get(f"/api/v1/{kind}.csv").text)))
    assert len(table) == total and table[0]["id"]


def test_a_list_as_lines_holds_what_is_asked_for(client: TestClient) -> None:
    assert len(client.get("/api/v1/events.jsonl?status=planned").text.splitlines()) == 1
    assert client.get("/api/v1/events.csv?status=planned").text.count("\r\n") == 2


def test_events_as_a_feed_and_announced_ones_as_a_calendar(client: TestClient) -> None:
    import feedparser

    answer = client.get("/api/v1/events.atom")
    assert answer.headers["content-type"] == "application/atom+xml"
    assert len(feedparser.parse(answer.content).entries) >= 2
    calendar = client.get("/api/v1/events.ics")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert calendar.text.startswith("BEGIN:VCALENDAR") and calendar.text.count("BEGIN:VEVENT") == 1


def test_the_search_page_leads_to_its_whole_list(client: TestClient) -> None:
    page = client.get("/fr/search?status=planned&in=happenings").text
    assert 'href="/api/v1/events.csv?status=planned"' in page
    assert client.get("/api/v1/events.csv?status=planned").text.count("\r\n") == 2


def test_the_description_is_of_openapi_3_1(client: TestClient) -> None:
    found = client.get("/api/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    assert set(found["paths"]) == {"/", "/{kind}", "/{kind}/{id}", "/{kind}.{form}"}
    assert client.get("/api/v1/").json()["lists"]["events"] == "/api/v1/events"


def test_nothing_can_be_written_through_it(client: TestClient) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = client.request(method, "/api/v1/events")
        assert answer.status_code == 405 and "GET" in answer.headers["allow"]
