"""The dossier: self-contained, escaped, every line tied to its sentence, in two languages and two formats."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dragoman.document import Document
from dragoman.errors import UsageError
from dragoman.model import Outlet, Party, Reject
from dragoman.register import Register
from dragoman.register.queries import Query
from dragoman.reports.dossier import dossier
from dragoman.reports.wording import LANGUAGES, labels


class Page(HTMLParser):
    """Collects the ids, links and open elements of a page."""

    VOID = frozenset({"meta", "br", "link", "img", "hr"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.tags.add(tag)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def made(path: Path, **wishes: str) -> str:
    with Register(path, read_only=True) as register:
        return dossier(register, **wishes)


def test_the_page_is_sound_and_every_link_leads_into_it(register_file: Path) -> None:
    page = Page(made(register_file))
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert page.links
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert all(link.startswith("#") for link in page.links)


def test_the_page_asks_nothing_of_the_outside(register_file: Path) -> None:
    page = made(register_file)
    assert not {"script", "img", "link", "iframe", "object"} & Page(page).tags
    assert not re.search(r"https?://|url\(|@import", page)


def test_a_line_leads_to_its_sentence(register_file: Path) -> None:
    page = made(register_file)
    anchor = re.search(r'une lettre</em></mark>.*?<a class="ref" href="#([^"]+)"', page, re.DOTALL)
    assert anchor
    sentence = re.search(rf'<span id="{anchor[1]}">([^<]*)</span>', page)
    assert sentence
    assert "a remis mardi" in sentence[1]


@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_have_every_section(register_file: Path, form: str, language: str) -> None:
    page = made(register_file, form=form, language=language)
    words = labels(language)
    for key in ("chronology", "letters", "meetings", "calendar", "agreements", "demands", "voices", "sources"):
        assert words[f"word.{key}"] in page
    assert words["channel.letter"] in page
    assert words["status.planned"] in page


def test_every_label_has_both_languages() -> None:
    french, english = labels("fr"), labels("en")
    assert french.keys() == english.keys()
    assert all(french.values())
    assert all(english.values())


def test_what_a_dispatch_says_is_never_markup(tmp_path: Path, documents: list[Document]) -> None:
    evil = "<script>alert(1)</script> [x](http://a.example) `b` | *c*"
    first = documents[0]
    event = replace(first.events[0], source=(Party(None, evil, None),))
    article = replace(first.article, title=evil, outlet=Outlet(evil))
    with Register(tmp_path / "desk.db") as register:
        register.add(replace(first, article=article, events=(event,)))
        register.reject(Reject(evil, evil))
        page = dossier(register)
        text = dossier(register, form="md")
    assert "<script" not in page
    assert Page(page).open == []
    assert not re.search(r"(?<!\\)<script", text)
    assert "[x](http" not in text
    assert "\\[x\\](http" in text


def test_a_dossier_of_one_actor_holds_only_what_bears_on_it(register_file: Path) -> None:
    with Register(register_file, read_only=True) as register:
        whole, part = dossier(register), dossier(register, Query(sides=("hanna-tessema",)))
    assert "foire aux livres" in whole
    assert "foire aux livres" not in part
    assert "une lettre</em></mark>" in part
    assert "se réunir le 12 mars à Addis-Abeba</em></mark>" not in part


def test_sources_show_their_dates_with_the_evidence(register_file: Path) -> None:
    page = made(register_file, language="en")
    assert re.search(r"5 March 2025 \(4\s–\s9 March 2025\), inferred", page)
    assert "«mardi» <small>weekday</small>" in page
    assert "rewrites [2]" in page


def test_an_empty_register_gives_a_page(tmp_path: Path) -> None:
    with Register(tmp_path / "desk.db") as register:
        assert Page(dossier(register)).open == []
        assert "Rien dans les dépêches lues." in dossier(register, form="md")


def test_an_unknown_format_or_language_is_misuse(register_file: Path) -> None:
    with pytest.raises(UsageError, match="format"):
        made(register_file, form="pdf")
    with pytest.raises(UsageError, match="speak fr and en"):
        made(register_file, language="la")
