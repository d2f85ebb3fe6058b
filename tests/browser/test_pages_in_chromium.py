"""Every page in a real browser: nothing fails, axe finds nothing, and the flows of a reader go through."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.screenshots import addresses

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
NAMES = (
    "today", "search", "search-words", "articles", "statements", "article", "why", "event", "statement", "stories",
    "story", "occurrence", "actors", "actor", "state", "pair", "map", "network", "read", "sources", "collection",
    "dossier", "keys", "missing", "doubts", "revisions", "revise-event", "revise-statement", "revise-article",
    "revise-actor", "revise-story",
)  # fmt: skip


@pytest.fixture(scope="module")
def paths(sample: Path) -> dict[str, str]:
    return addresses(sample)


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page whose errors fail the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=False)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda m: wrong.append(m.text) if m.type == "error" and "404" not in m.text else None)
    opened.on("request", lambda r: wrong.append(r.url) if "127.0.0.1" not in r.url else None)
    yield opened
    context.close()
    assert wrong == []


def violations(page: Any) -> list[str]:
    """What axe finds, each with the first element that it is about."""
    page.evaluate(AXE)  # the page's own policy does not bind the tester
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']}: {json.dumps([n['html'][:160] for n in v['nodes'][:3]])}" for v in found["violations"]]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(page: Any, root: str, paths: dict[str, str], name: str, language: str) -> None:
    page.goto(f"{root}/{language}/{paths[name]}")
    assert violations(page) == []


@pytest.mark.parametrize("name", ["today", "article", "search", "network", "story"])
def test_axe_finds_nothing_in_the_dark_and_on_a_narrow_screen(
    chromium: Any, root: str, paths: dict[str, str], name: str
) -> None:
    context = chromium.new_context(viewport={"width": 380, "height": 800}, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{root}/fr/{paths[name]}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_read_without_javascript(chromium: Any, root: str, paths: dict[str, str], language: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}/{language}/")
    page.locator(".happening .evidence summary").first.click()
    assert page.locator(".happening .grounds").first.is_visible()
    page.goto(f"{root}/{language}/{paths['article']}")
    assert page.locator(".notes .note").count() > 5
    page.locator(".text a.event").first.click()
    assert page.locator("#why .why").is_visible()
    box = page.locator("#layer-event")
    assert page.locator(".notes .note:not(.saying)").first.is_visible()
    box.uncheck()
    assert not page.locator(".notes .note:not(.saying)").first.is_visible()
    page.goto(f"{root}/{language}/search?q=accord&in=happenings")
    assert page.locator(".happening").count() > 0
    page.locator(".facets a").nth(1).click()
    assert page.locator(".happening").count() > 0
    context.close()


def test_the_histogram_is_brushed(page: Any, root: str) -> None:
    page.goto(f"{root}/fr/search")
    box = page.locator("[data-brush] svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + box["height"] * 0.4, steps=5)
    with page.expect_navigation():
        page.mouse.up()
    assert "since=202" in page.url and "until=202" in page.url
    assert page.locator(".happening").count() > 0


def test_a_month_of_the_histogram_is_clicked(page: Any, root: str) -> None:
    page.goto(f"{root}/en/search")
    bar = page.locator("[data-brush] a").last.locator("rect.cooperation").bounding_box()
    with page.expect_navigation():
        page.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] - 1)
    assert "since=2025" in page.url


def test_a_month_of_the_histogram_is_a_link(page: Any, root: str) -> None:
    page.goto(f"{root}/en/search")
    page.locator("[data-brush] a").last.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "since=2025" in page.url


def test_the_keys(page: Any, root: str, paths: dict[str, str]) -> None:
    page.goto(f"{root}/fr/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-row].at").count() == 1
    page.keyboard.press("e")
    assert page.locator("[data-row].at details").evaluate("d => d.open")
    with page.expect_navigation():
        page.keyboard.press("w")
    assert "/fr/events/" in page.url
    page.goto(f"{root}/fr/{paths['article']}")
    before = page.locator("#layer-actor").is_checked()
    page.keyboard.press("3")
    assert page.locator("#layer-actor").is_checked() is not before
    page.reload()
    assert page.locator("#layer-actor").is_checked() is not before
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"


def test_why_opens_in_place(page: Any, root: str, paths: dict[str, str]) -> None:
    page.goto(f"{root}/fr/{paths['article']}")
    page.locator(".text a.event").first.click()
    page.locator("#why .why").wait_for()
    assert "?at=" not in page.url
    assert "pourquoi" in page.locator("#why").inner_text().lower()
    page.keyboard.press("Escape")
    assert page.locator("#why .why").count() == 0


def test_a_pasted_text_is_coded_while_one_looks(page: Any, root: str) -> None:
    page.goto(f"{root}/en/read")
    page.locator("#text").fill(
        "Le Sénégal a rappelé lundi son ambassadeur au Mali.\nLe ministre sénégalais des Affaires étrangères a remis "
        "à Nouakchott une lettre au président mauritanien."
    )
    page.locator("#coded .note").first.wait_for(timeout=60_000)
    assert violations(page) == []


def test_a_correction_with_its_reason_and_back(page: Any, root: str, paths: dict[str, str]) -> None:
    page.goto(f"{root}/en/{paths['event']}")
    page.get_by_role("link", name="correct or annotate").click()
    form = page.locator("form:has(input[name=action][value=correct])")
    form.locator("select[name=status]").select_option("denied")
    form.locator("input[name=reason]").fill("the ministry denied it the same evening")
    form.get_by_role("button").click()
    page.wait_for_url("**/en/events/**")
    assert page.locator(".lead .status.denied").is_visible()
    page.get_by_role("link", name="correct or annotate").click()
    assert "the ministry denied it" in page.locator(".log").inner_text()
    assert violations(page) == []
    page.get_by_role("button", name="Take back").first.click()
    page.wait_for_url("**/en/events/**")
    assert page.locator(".lead .status.denied").count() == 0


def test_files_are_read_with_progress(page: Any, root: str) -> None:
    page.goto(f"{root}/fr/read")
    text = "Le Chili a remis une lettre au Pérou\nSANTIAGO, 3 mars — Le Chili a remis lundi une lettre au Pérou.\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "chili.txt", "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.locator("[data-drop]").get_by_role("button", name="Lire").click()
    page.wait_for_url("**/fr/read/jobs/**")
    page.locator(".job.done").wait_for(timeout=120_000)
    assert "1 lues" in page.locator(".job").inner_text()


def test_the_map_is_zoomed_by_dragging(page: Any, root: str) -> None:
    page.goto(f"{root}/fr/map")
    page.locator(".world svg").dblclick(position={"x": 300, "y": 200})
    page.wait_for_function("document.querySelector('[data-zoomed]').getAttribute('transform') !== null")
