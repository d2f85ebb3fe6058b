"""Who does it and to whom, over voices and constructions; sentences of our own."""

from __future__ import annotations

import pytest
from spacy.tokens import Token

from dragoman.document import Document
from dragoman.model import Article
from dragoman.syntax.arguments import agents, patients, recipients_of
from dragoman.syntax.clauses import is_passive, mood, negated, reflexive, tense
from dragoman.syntax.parse import parse


def verb(text: str, lemma: str) -> Token:
    """The first token of the text with the lemma."""
    syntax = parse(Document(Article("a", "a", text, "fr"))).syntax
    assert syntax is not None
    return next(t for t in syntax.doc if t.lemma_ == lemma and t.pos_ in {"VERB", "AUX"})


def words(tokens: list[Token]) -> list[str]:
    return [t.text for t in tokens]


@pytest.mark.parametrize(
    ("text", "lemma", "who", "whom"),
    [
        ("La Turquie a condamné les frappes.", "condamner", ["Turquie"], ["frappes"]),
        ("Les frappes ont été condamnées par la Turquie.", "condamner", ["Turquie"], ["frappes"]),
        ("Le Pérou et le Chili ont signé un traité.", "signer", ["Pérou", "Chili"], ["traité"]),
        ("L'armée, qui a bombardé Khartoum, avance vers Omdourman.", "bombarder", ["armée"], ["Khartoum"]),
        ("Les raids menés par l'aviation ont détruit un pont.", "mener", ["aviation"], ["raids"]),
        ("Le ministre est arrivé à Lomé et a rencontré le président.", "rencontrer", ["ministre"], ["président"]),
        ("La crise a poussé le Nigeria à négocier avec Yaoundé.", "négocier", ["Nigeria"], []),
        ("Le roi a promis de libérer les otages.", "libérer", ["roi"], ["otages"]),
    ],
)
def test_sides_by_grammar(text: str, lemma: str, who: list[str], whom: list[str]) -> None:
    token = verb(text, lemma)
    assert words(agents(token)) == who
    assert words(patients(token)) == whom


def test_the_one_who_is_charged_does_it() -> None:
    text = "Le ministre kényan a été chargé par l'Union africaine de remettre une lettre au roi."
    assert words(agents(verb(text, "remettre"))) == ["ministre"]


def test_recipient_under_the_object() -> None:
    assert "président" in words(recipients_of(verb("Il a remis une lettre du pape au président.", "remettre")))


def test_voice_and_negation() -> None:
    assert is_passive(verb("Deux villages ont été attaqués.", "attaquer"))
    assert not is_passive(verb("Le ministre est arrivé à Quito.", "arriver"))
    assert negated(verb("Bamako n'a pas condamné le coup d'État.", "condamner"))
    assert not negated(verb("Bamako ne condamne que le coup d'État.", "condamner"))
    assert reflexive(verb("Les deux présidents se sont entretenus à Doha.", "entretenir"))


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("Le roi recevra le ministre.", "recevoir", ("Fut", "Ind")),
        ("Le roi a reçu le ministre.", "recevoir", ("Past", "Ind")),
        ("Le roi recevrait le ministre.", "recevoir", ("Pres", "Cnd")),
    ],
)
def test_tense_and_mood(text: str, lemma: str, expected: tuple[str, str]) -> None:
    token = verb(text, lemma)
    assert mood(token) == expected[1]
    if expected[1] == "Ind":
        assert tense(token) == expected[0]


def test_offsets_and_sentences() -> None:
    text = "M. Sonko a parlé.\nTitre sans point\nL’armée avance."
    syntax = parse(Document(Article("a", "a", text, "fr"))).syntax
    assert syntax is not None
    assert [s.text.strip() for s in syntax.sentences] == ["M. Sonko a parlé.", "Titre sans point", "L'armée avance."]
    assert text[syntax.token_at(text.index("armée")).idx :].startswith("armée")
