"""What keeps the pages harmless."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

STATIC = Path(__file__).parents[2] / "src" / "dragoman" / "web" / "static"


def test_every_answer_forbids_what_is_not_ours(client: TestClient) -> None:
    for path in ("/fr/", "/fr/nothing", "/static/dragoman.css", "/"):
        headers = client.get(path, follow_redirects=False).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy, path
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_text_is_never_markup(client: TestClient, ids: dict[str, str]) -> None:
    text = client.get(f"/fr/articles/{ids['rewrite']}").text
    assert "&lt;hier &amp; demain&gt;" in text
    assert "<hier" not in text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "[::2]:80", ""])
def test_another_site_s_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/fr/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9999", "[::1]:8765", "LOCALHOST:1"])
def test_our_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/fr/", headers={"host": host}).status_code == 200


def test_strange_addresses_stay_harmless(client: TestClient) -> None:
    for query in (
        "q=%00", "q=%22%3Cscript%3E", "since=9999-99&until=x", "cursor=!!!", "cursor=W10", "side=%27%20OR%201%3D1--",
        "in=nothing", "q=" + "a" * 5000, "type=" + "&type=".join("A" * 3 for _ in range(200)), "q=type:", "q=(((",
    ):  # fmt: skip
        answer = client.get(f"/fr/search?{query}")
        assert answer.status_code in (200, 400, 422), query
        assert "<script>" not in answer.text


def test_nothing_that_is_shipped_asks_for_another_address() -> None:
    for path in (STATIC / "dragoman.css", STATIC / "dragoman.js"):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
        assert "http://" not in text and "https://" not in text and "url(" not in text


def test_everything_that_is_shipped_has_its_licence_and_is_listed() -> None:
    listed = (Path(__file__).parents[2] / "docs" / "web.md").read_text(encoding="utf-8")
    names = {p.name for p in (STATIC / "vendor").iterdir() if not p.name.endswith(".LICENSE")}
    assert names == {"htmx.min.js", "d3.min.js", "countries-110m.json"}
    for licence in ("htmx", "d3", "world-atlas"):
        assert (STATIC / "vendor" / f"{licence}.LICENSE").exists()
        assert f"{licence}.LICENSE" in listed
