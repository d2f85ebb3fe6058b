"""The dossier: self-contained, escaped, every line tied to its sentence, in two languages and two formats."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dragoman.document import Document
from dragoman.errors import UsageError
from dragoman.model import Disagreement, Interval, Occurrence, Outlet, Party, Reading, Reject, Turn
from dragoman.register import Register
from dragoman.register.queries import Query
from dragoman.reports.dossier import dossier
from dragoman.reports.pdf import pdf
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
    for key in (
        "chronology", "relations", "letters", "meetings", "calendar", "agreements", "demands", "disagreements", "voices",
        "sources",
    ):  # fmt: skip
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


def full(register_file: Path, tmp_path: Path) -> Path:
    """A register in which the meeting was put off, accounts part, and one dispatch copies another."""
    with Register(register_file, read_only=True) as register:
        documents, (happening,) = list(register.documents()), register.occurrences()
        stories, derivations = register.stories(), register.derivations()
    first = next(d for d in documents if any(e.status == "planned" for e in d.events))
    meeting = next(e for e in first.events if e.status == "planned")
    moved = Interval(date(2025, 5, 2), date(2025, 5, 2))
    turns = (
        Turn(date(2025, 3, 4), "planned", meeting.id),
        Turn(date(2025, 3, 9), "postponed", happening.events[1], moved),
    )
    announced = Occurrence("planned", (meeting.id,), meeting.date, 1, history=turns)
    letter, other = happening.events
    parted = Disagreement(
        "figure", "dead", "disagreement",
        (Reading("12", (letter,), ("AFP",), None), Reading("31", (other,), ("Reuters",), None)),
    )  # fmt: skip
    path = tmp_path / "full.db"
    with Register(path) as register:
        for one in documents:
            register.add(one)
        register.link(stories, [replace(happening, disagreements=(parted,)), announced], derivations, of="x")
    return path


def test_the_calendar_says_what_became_of_it(register_file: Path, tmp_path: Path) -> None:
    page = made(full(register_file, tmp_path))
    assert '<span class="outcome postponed">reporté (2 mai 2025)</span>' in page
    assert "statuts successifs : annoncé (4 mars 2025), reporté au 2 mai 2025 (9 mars 2025)" in page


def test_disagreements_name_the_readings_with_their_origins(register_file: Path, tmp_path: Path) -> None:
    page = made(full(register_file, tmp_path), language="en")
    assert re.search(r"reports disagree<br><small>figure : dead</small>", page)
    assert re.search(r"12 <small>\(AFP\)</small> <a class=\"ref\" href=\"#d\d-\d\">", page)
    assert "31 <small>(Reuters)</small>" in page
    text = made(full(register_file, tmp_path), form="md")
    assert "les relations divergent, chiffre : morts" in text


def test_relations_are_drawn_in_the_page(register_file: Path, tmp_path: Path) -> None:
    with Register(register_file, read_only=True) as register:
        first = next(d for d in register.documents() if len(d.events) > 1)
    later = [
        replace(
            e, id=f"later{n}", date=Interval(date(2025, 4 + n, 2), date(2025, 4 + n, 2)), intensity=(-4.0, 3.0)[n % 2]
        )
        for n, e in enumerate(first.events * 2)
    ]
    with Register(tmp_path / "drawn.db") as register:
        register.add(replace(first, events=(*first.events, *(replace(e, status="actual") for e in later))))
        page = dossier(register, Query(sides=("KEN", "ETH")))
    assert Page(page).open == []
    assert page.count("<rect") >= 8
    assert "Kenya – Éthiopie" in page
    assert "avril 2025" in page


def test_a_gap_and_uncertain_days_are_shown(register_file: Path, tmp_path: Path) -> None:
    with Register(register_file, read_only=True) as register:
        first = next(d for d in register.documents() if len(d.events) > 1)
    wide = Interval(date(2025, 6, 1), date(2025, 6, 20))
    later = replace(first.events[0], id="later", date=wide)
    with Register(tmp_path / "gap.db") as register:
        register.add(replace(first, events=(*first.events, later)))
        page = dossier(register)
    assert '<li class="gap">81 jours sans fait relevé</li>' in page
    assert page.count("when uncertain") == 1


def test_the_dossier_of_a_story_bears_its_title(register_file: Path) -> None:
    with Register(register_file, read_only=True) as register:
        (story,) = register.stories()
        page = dossier(register, Query(articles=story.articles), subject=story.title)
    assert f"<h1>{story.title}</h1>" in page
    assert "foire aux livres" not in page


def test_a_pdf_is_made_with_the_same_bytes_every_time(register_file: Path, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    with Register(full(register_file, tmp_path), read_only=True) as register:
        first, second = (pdf(register, language=language) for language in ("fr", "fr"))
        english = pdf(register, language="en")
    assert first.startswith(b"%PDF-") and first == second
    assert english != first


def test_nothing_in_a_dispatch_is_markup_of_the_pdf(tmp_path: Path, documents: list[Document]) -> None:
    pytest.importorskip("typst")
    evil = '#panic("no") $x$ *b* _i_ <s1> @s1 \\ [ ] `r` = // /*'
    first = documents[0]
    event = replace(first.events[0], source=(Party(None, evil, None),))
    with Register(tmp_path / "desk.db") as register:
        register.add(replace(first, article=replace(first.article, title=evil), events=(event,)))
        register.reject(Reject(evil, evil))
        assert pdf(register, subject=evil).startswith(b"%PDF-")


def test_a_pdf_of_nothing(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    with Register(tmp_path / "desk.db") as register:
        assert pdf(register).startswith(b"%PDF-")


def test_without_typst_a_pdf_is_misuse(register_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with Register(register_file, read_only=True) as register, pytest.raises(UsageError, match="dragoman\\[pdf\\]"):
        pdf(register)
