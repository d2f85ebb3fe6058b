"""Articles that mean harm: 200 of them, each page of which stays harmless and readable."""

from __future__ import annotations

import html
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import settings
from tests.web.test_pages import Balance

from dragoman.document import Document
from dragoman.model import (
    Actor,
    Article,
    Credit,
    Cut,
    Dateline,
    Derivation,
    Event,
    Interval,
    Mention,
    Occurrence,
    Outlet,
    Party,
    Place,
    Publication,
    Rejected,
    Span,
    Statement,
    Story,
    TimeExpression,
    content_id,
)
from dragoman.register import Register
from dragoman.web.app import make_app

EVIL = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onmouseover='alert(1)",
    "</textarea></title><script>x</script>", "{{ 7*7 }}{% raw %}", "javascript:alert(1)", "<style>*{display:none}</style>",
    "<iframe src=//evil.example></iframe>", "&lt;script&gt;",
    "<!-- --><![CDATA[ x ]]>", "\u202eexe.txt\u202c", "\u2066\u200f\u200e",
    "a\u0300" * 60, "W" * 1_000, "\x01\x02\x1b[31m", "<a href=//evil.example>", "<base href=//evil.example>", "\ufeff\u2028\u2029",
    "<meta http-equiv=refresh content=0;url=//evil.example>", "<form action=//evil.example><input name=q>", "💣👩‍👩‍👧‍👦🏳️‍🌈",
    "hx-get=//evil.example hx-trigger=load", "<div hx-get='//evil.example' hx-trigger=load></div>", "%00%0d%0aSet-Cookie: a=b",
)  # fmt: skip
FORBIDDEN = {"img", "iframe", "object", "embed", "base", "style", "math", "video", "audio"}


class Harmless(Balance):
    """Also finds elements that load or lead elsewhere."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag in FORBIDDEN:
            self.wrong.append(tag)
        for name, value in attrs:
            if name in ("href", "src", "action", "hx-get", "hx-post", "formaction", "xlink:href"):
                fine = (value or "").startswith(("/fr/", "/en/", "/static/", "#", "/api/")) and not (
                    value or ""
                ).startswith("//")
                self.wrong += [] if fine else [f"{tag} {name}={value}"]


def hostile(number: int) -> Document:
    """A document with harm in every field."""
    chance = random.Random(number)

    def evil() -> str:
        return " ".join(chance.sample(EVIL, 2))

    title = evil().replace("\n", " ")
    title = title + "W" * 100_000 if number == 7 else title
    text = f"{title}\n" + "\n".join(f"{evil()} a remis une lettre à {evil()}. « {evil()} »" for _ in range(4))
    article = Article(
        content_id("hostile", number), f"press/{evil()[:300]}-{number}", text, "fr", title, Outlet(evil()[:200], "<b>"),
        (evil()[:200],), Dateline(evil()[:50], 0, 3), (), (Credit(evil()[:200], "relays"),), (Cut(5, evil(), evil()),),
        (0, len(title)),
    )  # fmt: skip
    who, whom = (Party(content_id(number, n), evil()[:300], "<X>") for n in (1, 2))
    places = [text.index("remis", len(title)), text.index("lettre", len(title))]
    trigger = Span(places[0], places[0] + 5, "remis")
    evidence = Span(
        len(title) + 1, text.index("\n", len(title) + 1), text[len(title) + 1 : text.index("\n", len(title) + 1)]
    )
    day = Interval(date(2025, 3, 1), date(2025, 3, 1), evil())
    event = Event(
        content_id(article.id, "e"), article.id, "CONSULT", "<m>", (evil(),), "letter", 2, (who,), (whom,),
        (("bearer", (who,)),), Place(evil()[:100], "<c>", 1.0, 2.0), day, "actual", (whom,), 1.0, (evidence,), trigger,
        evil()[:90], 0.5, (("<dead>", 3),),
    )  # fmt: skip
    said = Statement(
        content_id(article.id, "s"), article.id, who, "direct", evil()[:50], "asserted", places[1], len(text) - 2,
        text[places[1] : len(text) - 2], trigger, evil()[:50], (whom,), whom, (), (whom,), denies=event.id,
    )  # fmt: skip
    return Document(
        article,
        times=(TimeExpression(places[1], places[1] + 6, "lettre", "DATE", "x", evil()[:50], day, evil()[:50]),),
        publication=Publication(date(2025, 3, 2), date(2025, 3, 1), date(2025, 3, 3)),
        actors=tuple(Actor(p.actor or "", p.name, "person", "<X>", evil()[:50], (evil()[:80],)) for p in (who, whom)),
        mentions=(Mention(places[1], places[1] + 6, places[1], "lettre", "name", (who,), "person", evil()[:50], True, (whom,)),),
        statements=(said,),
        events=(event,),
        rejected=(Rejected(places[1], places[1] + 6, evil(), evil()[:50], evil()),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [hostile(n) for n in range(200)]


@pytest.fixture(scope="module")
def visitor(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path: Path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with Register(path) as register:
        for document in documents:
            register.add(document)
        events = [d.events[0] for d in documents]
        happened = [Occurrence(content_id("o", e.id), (e.id,), e.date, 1, (EVIL[0],)) for e in events]
        first, second = documents[0].article, documents[1].article
        story = Story("hostile-story", (first.id, second.id), EVIL[1] + EVIL[4])
        taken = Derivation("hostile-derivation", second.id, first.id, None, "rewrites")
        named = Derivation("hostile-origin", first.id, None, EVIL[2], "copies")
        register.link([story], happened, [taken, named], of=register.state())
    with TestClient(make_app(settings(path, edit=True))) as client:
        yield client


def check(text: str) -> None:
    found = Harmless()
    found.feed(text)
    assert found.wrong == []
    assert found.open == []


def test_the_page_of_every_hostile_article(visitor: TestClient, documents: list[Document]) -> None:
    for document in documents:
        answer = visitor.get(f"/fr/articles/{document.article.id}")
        assert answer.status_code == 200
        check(answer.text)
        assert "a remis" in html.unescape(answer.text) or "remis</" in answer.text


@pytest.mark.parametrize("number", range(0, 200, 23))
def test_every_other_page_of_a_hostile_article(visitor: TestClient, documents: list[Document], number: int) -> None:
    document = documents[number]
    event, said, actor = document.events[0], document.statements[0], document.actors[0]
    at = event.trigger.start
    for path in (f"events/{event.id}", f"statements/{said.id}", f"actors/{actor.id}", f"occurrences/{content_id('o', event.id)}",
                 f"articles/{document.article.id}?at={at}", f"revise/{event.id}", f"revise/{document.article.id}"):  # fmt: skip
        answer = visitor.get(f"/en/{path}")
        assert answer.status_code == 200, path
        check(answer.text)


@pytest.mark.parametrize(
    "path",
    ["", "search", "search?in=articles", "search?in=statements", "stories", "stories/hostile-story", "actors?kind=person",
     "map", "network", "sources", "collection", "doubts", "search?q=%3Cscript%3E", "search?outlet=%22%3E%3Cscript%3E"],
)  # fmt: skip
def test_every_list_of_hostile_articles(visitor: TestClient, path: str) -> None:
    answer = visitor.get(f"/fr/{path}")
    assert answer.status_code == 200
    check(answer.text)


def test_the_interface_gives_them_as_they_are(visitor: TestClient, documents: list[Document]) -> None:
    for document in documents[::40]:
        answer = visitor.get(f"/api/v1/articles/{document.article.id}")
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["text"] == document.article.text


def test_an_article_of_five_megabytes(tmp_path: Path) -> None:
    text = "Titre\n" + "\n".join(f"Le Chili a écrit au Pérou, numéro {n}. " + "mot " * 240 for n in range(5000))
    assert len(text) > 4_900_000
    article = replace(
        hostile(1).article, id="large", text=text, title="Titre", title_span=(0, 5), dateline=None, cuts=()
    )
    with Register(tmp_path / "r.db") as register:
        register.add(Document(article))
    with TestClient(make_app(settings(tmp_path / "r.db"))) as client:
        begun = time.monotonic()
        answer = client.get("/fr/articles/large")
        assert answer.status_code == 200 and "numéro 4999" in answer.text
        assert time.monotonic() - begun < 10
