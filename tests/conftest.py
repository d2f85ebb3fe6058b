"""Hand-made documents: what a reading of three short dispatches would give, without any pipeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman.document import Document
from dragoman.model import (
    Actor,
    Article,
    Basis,
    Credit,
    Cut,
    Dateline,
    Derivation,
    Event,
    Interval,
    Mention,
    Occurrence,
    Office,
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

MEDIATION = (
    "Nairobi accueille les pourparlers sur l'Ogaden\n"
    "NAIROBI, 4 mars (Agence d'essai) — Le ministre kényan des Affaires étrangères, Elijah Mwangi, a remis mardi à la "
    "présidente éthiopienne Hanna Tessema une lettre du président kényan.\n"
    "« Nous ne fermerons aucune porte », a déclaré M. Mwangi, cité par la radio publique. Les deux pays doivent se "
    "réunir le 12 mars à Addis-Abeba."
)
REWRITE = (
    "Une lettre du Kenya pour Hanna Tessema\n"
    "Selon l'Agence d'essai, Elijah Mwangi a remis mardi une lettre à la présidente Hanna Tessema <hier & demain>."
)
FAIR = "La foire aux livres de Quito ouvre ses portes\nDes milliers de lecteurs étaient attendus samedi."

KENYA = Party("ken", "Kenya", "KEN")
ETHIOPIA = Party("eth", "Éthiopie", "ETH")
MWANGI = Party("elijah-mwangi", "Elijah Mwangi", "KEN")
TESSEMA = Party("hanna-tessema", "Hanna Tessema", "ETH")
AGENCY = Party("agence-d-essai", "Agence d'essai", None)
RADIO = Party(None, "la radio publique", "KEN")


def span(text: str, words: str) -> Span:
    """Where the words stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words), words)


def article(name: str, text: str, **more: object) -> Article:
    """An article with its first line as title."""
    title = text.split("\n")[0]
    made = Article(content_id(name, text), f"press/{name}.txt", text, "fr", title, title_span=(0, len(title)))
    return replace(made, **more)  # type: ignore[arg-type]


def event(of: Article, kind: str, words: str, **more: object) -> Event:
    """An event whose evidence is these words."""
    where = span(of.text, words)
    made = Event(
        id=content_id(of.id, kind, where.start), article=of.id, type=kind, mode=None, contexts=(), channel=None,
        ordinal=None, source=(), target=(), roles=(), place=None, date=None, status="actual", attribution=(),
        intensity=1.0, evidence=(where,), trigger=where, rule="test",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def mediation() -> Document:
    """The agency's report: a letter delivered, a meeting announced, a quotation relayed."""
    text = MEDIATION
    here = article(
        "mediation",
        text,
        outlet=Outlet("Le Courrier d'essai", "KEN"),
        dateline=Dateline("NAIROBI", *_at(text, "NAIROBI"), "4 mars", "Agence d'essai"),
        credits=(Credit("Agence d'essai", "relays", *_at(text, "Agence d'essai")),),
        cuts=(Cut(len(text), "À lire aussi", "link list"),),
    )
    nairobi = Place("Nairobi", "KEN", -1.29, 36.82, start=text.index("NAIROBI"), end=text.index("NAIROBI") + 7)
    addis = Place("Addis-Abeba", "ETH", 9.03, 38.74, start=text.index("Addis"), end=text.index("Addis") + 11)
    quote = span(text, "Nous ne fermerons aucune porte")
    tuesday = Interval(date(2025, 3, 4), date(2025, 3, 4), "mardi")
    return Document(
        here,
        times=(
            TimeExpression(*_at(text, "mardi"), "mardi", "DATE", "last(TUE)", "2025-03-04", tuesday, "weekday"),
            TimeExpression(*_at(text, "le 12 mars"), "le 12 mars", "DATE", "XXXX-03-12", "2025-03-12", None, "day"),
        ),
        publication=Publication(
            date(2025, 3, 4), date(2025, 3, 4), date(2025, 3, 5), (Basis("dateline", "4 mars", *_at(text, "4 mars")),)
        ),
        places=(nairobi, addis),
        actors=(
            Actor("elijah-mwangi", "Elijah Mwangi", "person", "KEN", aliases=("M. Mwangi",),
                  offices=(Office("ministre des Affaires étrangères", "KEN", date(2024, 1, 9)),)),
            Actor("hanna-tessema", "Hanna Tessema", "person", "ETH", offices=(Office("présidente", "ETH"),)),
            Actor("ken", "Kenya", "state", "KEN", "Q114", ("République du Kenya",)),
            Actor("eth", "Éthiopie", "state", "ETH"),
            Actor("agence-d-essai", "Agence d'essai", "media"),
        ),
        mentions=(
            _mention(text, "Elijah Mwangi", "name", MWANGI),
            _mention(text, "Hanna Tessema", "name", TESSEMA),
            _mention(text, "Les deux pays", "group", KENYA, ETHIOPIA, type="state"),
        ),
        statements=(
            Statement(
                content_id(here.id, "said"), here.id, MWANGI, "direct", "déclarer", "negated", quote.start, quote.end,
                quote.text, span(text, "a déclaré"), "quotation", via=(RADIO,),
            ),
        ),
        events=(
            event(here, "CONSULT", "a remis mardi à la présidente éthiopienne Hanna Tessema une lettre",
                  channel="letter", source=(MWANGI,), target=(TESSEMA,), date=tuesday, place=nairobi,
                  roles=(("bearer", (MWANGI,)), ("addressee", (TESSEMA,)))),
            event(here, "CONSULT", "Les deux pays doivent se réunir le 12 mars à Addis-Abeba", channel="meeting",
                  ordinal=2, source=(KENYA,), target=(ETHIOPIA,), status="planned", place=addis,
                  date=Interval(date(2025, 3, 12), date(2025, 3, 12), "le 12 mars"), attribution=(RADIO, AGENCY)),
        ),
        rejected=(Rejected(*_at(text, "ne fermerons"), "ne fermerons", "close", "negated idiom"),),
    )  # fmt: skip


def rewrite() -> Document:
    """A newspaper's rewriting of the agency's report."""
    text = REWRITE
    here = article("rewrite", text, credits=(Credit("Agence d'essai", "cites", *_at(text, "Agence d'essai")),))
    return Document(
        here,
        publication=Publication(
            date(2025, 3, 5), date(2025, 3, 4), date(2025, 3, 9), (Basis("weekday", "mardi", *_at(text, "mardi"), 0.6),)
        ),
        actors=(
            Actor("elijah-mwangi", "Elijah Mwangi", "person", "KEN", "Q999999",
                  offices=(Office("chef de la diplomatie", "KEN"),)),
            Actor("hanna-tessema", "Hanna Tessema", "person", "ETH", offices=(Office("présidente", "ETH"),)),
        ),
        mentions=(_mention(text, "Elijah Mwangi", "name", MWANGI),),
        events=(
            event(here, "CONSULT", "a remis mardi une lettre", channel="letter", source=(MWANGI,), target=(TESSEMA,),
                  attribution=(AGENCY,), status="unconfirmed"),
        ),
    )  # fmt: skip


def fair() -> Document:
    """A dispatch without politics."""
    return Document(article("fair", FAIR))


def links(documents: list[Document]) -> tuple[list[Story], list[Occurrence], list[Derivation]]:
    """The layers between the three dispatches."""
    first, second = documents[0], documents[1]
    told = (first.events[0].id, second.events[0].id)
    happened = Occurrence(content_id("o", *told), told, first.events[0].date, 1, ("Agence d'essai",))
    story = Story(content_id("s", first.article.id), (first.article.id, second.article.id), "Une lettre de Nairobi")
    basis = (Basis("4-grams", "a remis mardi"),)
    mark = content_id("d", second.article.id)
    copied = Derivation(mark, second.article.id, first.article.id, None, "rewrites", basis)
    return [story], [happened], [copied]


def _at(text: str, words: str) -> tuple[int, int]:
    where = span(text, words)
    return where.start, where.end


def _mention(text: str, words: str, kind: str, *parties: Party, type: str = "person") -> Mention:
    where = span(text, words)
    return Mention(where.start, where.end, where.start, words, kind, parties, type, "test")


@pytest.fixture
def documents() -> list[Document]:
    """The agency's report, its rewriting, and a dispatch without politics."""
    return [mediation(), rewrite(), fair()]


@pytest.fixture
def register_file(tmp_path: Path, documents: list[Document]) -> Path:
    """A register with the three dispatches, linked."""
    path = tmp_path / "desk.db"
    with Register(path) as register:
        for document in documents:
            register.add(document)
        register.link(*links(documents), of=register.state())
    return path
