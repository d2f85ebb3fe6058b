"""What the parse says of forms that the tagger gets wrong: told by the ending, the lexicon and the words around."""

from __future__ import annotations

import pytest

from dragoman.document import Document
from dragoman.model import Article
from dragoman.syntax.forms import form_by_ending
from dragoman.syntax.parse import parse


def token(text: str, form: str) -> tuple[str, str, list[str]]:
    """Part of speech, lemma and VerbForm of the first token with that form."""
    syntax = parse(Document(Article(id="a", source="a.txt", text=text, language="fr"))).syntax
    assert syntax is not None
    found = next(t for t in syntax.doc if t.text == form)
    return found.pos_, found.lemma_, list(found.morph.get("VerbForm", []))


@pytest.mark.parametrize(
    ("form", "lemma", "allowed"),
    [
        ("invoque", "invoquer", "Fin"),
        ("invoquée", "invoquer", "Part"),
        ("réjoui", "réjouir", "Part"),
        ("avertit", "avertir", "Fin"),
        ("croit", "croire", "Fin"),
        ("dément", "démentir", "Fin"),
        ("tienne", "tenir", "Fin"),
    ],
)
def test_what_an_ending_tells(form: str, lemma: str, allowed: str) -> None:
    row = form_by_ending(form, lemma, "fr")
    assert row is not None and row.form == allowed


def test_an_ending_tells_nothing_of_another_verb() -> None:
    assert form_by_ending("ouvert", "ouvrir", "fr") is None
    assert form_by_ending("couvent", "couver", "fr") is not None
    assert form_by_ending("parvis", "parvenir", "fr") is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("L'intéressé affirme que la trêve tient.", "intéressé"),
        ("Une déplacée de la région a raconté que la route était coupée.", "déplacée"),
        ("Le participant affirme que la trêve tient.", "participant"),
    ],
)
def test_a_participle_behind_an_article_is_a_noun(text: str, form: str) -> None:
    assert token(text, form)[0] == "NOUN"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("La route coupée mardi a rouvert.", "coupée"),
        ("Le ministre a reçu son homologue et salué sa visite.", "salué"),
        ("La trêve a été signée à Doha.", "signée"),
    ],
)
def test_a_participle_elsewhere_stays_a_verb(text: str, form: str) -> None:
    assert token(text, form)[0] == "VERB"


def test_a_participle_that_opens_a_sentence_is_no_name() -> None:
    assert (
        token("Le roi est venu. Détaillant les discussions, M. Ba a dit que tout allait bien.", "Détaillant")[0]
        == "VERB"
    )
