"""Every page answers, in both languages, with what it is for."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import settings

from dragoman.register import Register
from dragoman.web.app import make_app

PAGES = (
    "", "search", "search?q=lettre", "search?q=lettre&in=articles", "search?in=statements", "search?q=type:CONSULT",
    "search?type=CONSULT&status=planned&side=KEN&since=2025-01&until=2025", "search?order=oldest", "stories",
    "stories/{story}", "occurrences/{occurrence}", "articles/{article}", "articles/{article}?at=120",
    "articles/{article}/at/120", "articles/{rewrite}", "events/{event}", "events/{letter}", "statements/{statement}",
    "actors", "actors?kind=person", "actors?q=mwangi", "actors/KEN", "actors/elijah-mwangi", "pairs/KEN/ETH",
    "pairs/ken/hanna-tessema", "map", "network", "sources", "collection", "keys", "dossier", "dossier?side=KEN&side=ETH",
    "dossier/page?side=KEN", "dossier/page?form=md", "r/{event}",
)  # fmt: skip
VOID = {"meta", "link", "input", "br", "img", "hr", "line", "rect", "circle", "path"}


class Balance(HTMLParser):
    """Finds elements that are closed wrongly, ids given twice, and anything that would run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        self.wrong += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        if tag == "script" and not given.get("src", "").startswith("/static/"):  # type: ignore[union-attr]
            self.wrong.append(str(given))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_page_answers_with_sound_markup(client: TestClient, ids: dict[str, str], language: str, path: str) -> None:
    answer = client.get(f"/{language}/{path.format(**ids)}")
    assert answer.status_code == 200, answer.text[:300]
    if answer.headers["content-type"].startswith("text/html") and "/page" not in path:
        found = Balance()
        found.feed(answer.text)
        assert found.wrong == []
        assert len(found.ids) == len(set(found.ids))
        if "/at/" not in path:
            assert found.open == []
            assert f'<html lang="{language}">' in answer.text


def test_both_languages_have_every_word() -> None:
    from dragoman.web.wording import words

    french, english = words("fr"), words("en")
    assert [k for k in french if not french[k].strip() or not english[k].strip()] == []
    for key in french:
        assert sorted(re.findall(r"{\w+}", french[key])) == sorted(re.findall(r"{\w+}", english[key])), key


def test_first_page_follows_the_reader_s_language(client: TestClient) -> None:
    for header, path in (("en-GB,fr;q=0.5", "/en/"), ("de, fr;q=0.4, en;q=0.2", "/fr/"), ("", "/fr/")):
        answer = client.get("/", headers={"accept-language": header}, follow_redirects=False)
        assert answer.headers["location"] == path


def test_today_shows_what_happened_and_what_is_announced(client: TestClient, ids: dict[str, str]) -> None:
    text = client.get("/fr/").text
    assert "5 mars 2025, dernier jour du registre" in text
    assert "Rien n’est annoncé" not in text
    assert text.index("Ce qui est annoncé") < text.index("12 mars 2025")
    assert f"/fr/occurrences/{ids['occurrence']}" in text
    assert "Une lettre de Nairobi" in text


def test_states_are_named_in_the_language_of_the_page(client: TestClient) -> None:
    assert ">Éthiopie</a>" in client.get("/fr/search").text
    assert ">Ethiopia</a>" in client.get("/en/search").text


def test_search_by_words_facets_and_days(client: TestClient) -> None:
    planned = client.get("/fr/search?status=planned").text
    assert "1 fait" in planned and "Addis-Abeba" in planned
    assert "Rien ne répond" in client.get("/fr/search?until=2024").text
    found = client.get("/fr/search?q=porte&in=articles").text
    assert "<mark>porte</mark>" in found and "2 dépêches" not in found


def test_a_wrong_query_is_explained(client: TestClient) -> None:
    answer = client.get("/fr/search?q=type:CONSUL")
    assert answer.status_code == 200
    assert "did you mean CONSULT?" in answer.text


def test_an_article_shows_its_layers_and_why(client: TestClient, ids: dict[str, str]) -> None:
    text = client.get(f"/fr/articles/{ids['article']}").text
    for layer in ("event", "said", "actor", "time", "rejected", "cut"):
        assert f'id="layer-{layer}"' in text
    assert "À lire aussi" in text
    assert f'id="e-{ids["letter"]}"' in text
    assert 'class="said rejected"' in text
    offset = text.split('data-at="')[1].split('"')[0]
    assert client.get(offset).status_code == 200


def test_why_tells_mentions_times_and_rejected_readings(client: TestClient, ids: dict[str, str]) -> None:
    from tests.conftest import MEDIATION

    at = MEDIATION.index("ne fermerons")
    text = client.get(f"/fr/articles/{ids['article']}/at/{at}").text
    assert "negated idiom" in text and "<html" not in text
    at = MEDIATION.index("Elijah Mwangi")
    assert "/fr/actors/elijah-mwangi" in client.get(f"/fr/articles/{ids['article']}?at={at}").text


def test_an_occurrence_shows_every_report_and_disagreement(client: TestClient, ids: dict[str, str]) -> None:
    text = client.get(f"/fr/occurrences/{ids['occurrence']}").text
    assert text.count('class="history"') == 1
    assert "non confirmé" in text and "effectif" in text
    assert "Une lettre du Kenya" in text


def test_a_story_shows_the_tree_the_grid_and_the_changes(client: TestClient, ids: dict[str, str]) -> None:
    text = client.get(f"/en/stories/{ids['story']}").text
    assert "rewrites" in text
    assert text.count("<thead>") == 1
    assert "Added" in text and "Cut" in text


def test_an_actor_and_a_pair(client: TestClient) -> None:
    text = client.get("/fr/actors/elijah-mwangi").text
    assert "ministre des Affaires étrangères" in text and "M. Mwangi" in text
    pair = client.get("/fr/pairs/KEN/ETH").text
    assert pair.index("Calendrier") < pair.index("12 mars 2025", pair.index("Calendrier"))


def test_the_collection_shows_rejects_with_reasons(register_file: Path) -> None:
    from dragoman.model import Reject

    with Register(register_file) as register:
        register.reject(Reject("press/<b>bad</b>.txt", "not a text: <script>alert(1)</script>"))
    with TestClient(make_app(settings(register_file))) as client:
        text = client.get("/fr/collection").text
    assert "not a text: &lt;script&gt;" in text and "<script>alert" not in text


def test_what_is_not_there_is_said_in_the_language_asked(client: TestClient) -> None:
    for path in ("articles/0000", "events/0000", "statements/x", "occurrences/x", "stories/x", "actors/nobody-at-all",
                 "pairs/nobody/noone", "r/abcdef99", "r/x", "nothing", "articles/x/at/3"):  # fmt: skip
        answer = client.get(f"/en/{path}")
        assert answer.status_code == 404, path
        assert "There is no such page" in answer.text
    assert client.get("/en/articles/x?at=boo").status_code == 422
    assert client.get("/de/").status_code == 404


def test_the_pages_of_an_empty_register(tmp_path: Path) -> None:
    Register(tmp_path / "new.db").close()
    with TestClient(make_app(settings(tmp_path / "new.db"))) as client:
        for path in ("", "search", "stories", "actors", "map", "network", "sources", "collection", "dossier"):
            assert client.get(f"/fr/{path}").status_code == 200, path
        assert "Le registre est vide" in client.get("/fr/").text
