"""What denials deny, how the article stands to what it reports, and what the title makes of a single voice."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.document import Document
from dragoman.languages.base import language_table
from dragoman.model import Article, Statement
from dragoman.pipeline import read_article


@cache
def weighed(text: str, title: str = "") -> Document:
    """The document of a text, its title first."""
    whole = f"{title}\n{text}" if title else text
    span = (0, len(title)) if title else None
    return read_article(Article("a", "a.txt", whole, "fr", title=title or None, title_span=span))


def told(document: Document, words: str) -> Statement:
    """The statement that says just these words."""
    return next(s for s in document.statements if s.text == words)


@pytest.mark.parametrize(
    ("text", "denial", "denied"),
    [
        (
            "Kinshasa accuse Kigali d'armer les rebelles. Le Rwanda a rejeté ces accusations.",
            "ces accusations",
            "armer les rebelles",
        ),
        (
            "Selon l'opposition, le scrutin a été truqué dans dix provinces. Le roi est resté muet. "
            "La commission électorale dément tout trucage du scrutin.",
            "tout trucage du scrutin",
            "le scrutin a été truqué dans dix provinces",
        ),
        (
            "Kiev affirme avoir coulé une frégate russe. « C'est faux », a répondu le ministère russe de la Défense.",
            "C'est faux",
            "avoir coulé une frégate russe",
        ),
        (
            "L'armée pakistanaise a affirmé que cinq drones indiens avaient été abattus. "
            "New Delhi assure qu'aucun drone indien n'a été abattu.",
            "aucun drone indien n'a été abattu",
            "cinq drones indiens avaient été abattus",
        ),
        (
            "Le Pérou a rejeté les allégations selon lesquelles ses douaniers ont tiré.",
            "les allégations selon lesquelles ses douaniers ont tiré",
            "ses douaniers ont tiré",
        ),
    ],
)
def test_a_denial_knows_what_it_denies(text: str, denial: str, denied: str) -> None:
    document = weighed(text)
    assert told(document, denial).denies == told(document, denied).id


def test_a_denial_told_only_as_an_event_is_linked() -> None:
    document = weighed(
        "Khartoum a affirmé que les Émirats livraient des armes aux paramilitaires. Abou Dhabi l'a démenti."
    )
    (rejection,) = (e for e in document.events if e.type == "REJECT")
    assert rejection.denies == document.statements[0].id


@pytest.mark.parametrize(
    "text",
    [
        "Le Chili a affirmé que la route était ouverte. Le Kenya a refusé de signer le traité.",
        "Le Brésil annonce un plan pour la forêt. L'Inde nie toute implication dans l'attentat.",
        "Le ministre a dit que la paix était loin. « La porte n'est pas fermée », a déclaré l'ambassadeur.",
    ],
)
def test_what_has_nothing_to_deny_is_not_linked(text: str) -> None:
    assert [s.denies for s in weighed(text).statements if s.denies] == []


def test_nobody_denies_himself() -> None:
    document = weighed("Le Mali affirme que le pont est libre. Le Mali dément que le pont soit libre.")
    assert [s.denies for s in document.statements if s.denies] == []


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Le président a reconnu que la trêve était rompue.", "endorsement"),
        ("Le chef rebelle prétend que l'aéroport est pris.", "reserve"),
        ("À en croire la radio, le roi est parti.", "reserve"),
        ("Le général a affirmé, sans preuve, que le vote était truqué.", "reserve"),
        ("Selon des diplomates, le roi aurait quitté la ville.", "reserve"),
        ("La ministre kényane dénonce une « ingérence » de son voisin.", "reserve"),
        ("La ministre kényane dénonce la prétendue ingérence de son voisin.", "reserve"),
        ("Le ministre a indiqué que le pont était ouvert.", "none"),
        ("« Le pont est ouvert », a déclaré le ministre.", "none"),
        ("Le ministre n'a pas confirmé que le pont était ouvert.", "none"),
    ],
)
def test_the_articles_own_stance(text: str, reading: str) -> None:
    assert [s.endorsed for s in weighed(text).statements] == [reading]


def test_a_reserve_that_somebody_else_voices_is_not_the_articles() -> None:
    document = weighed("Le Pérou a dénoncé des taxes « sans aucun fondement » et Lima a promis de les combattre.")
    assert told(document, "les combattre").endorsed == "none"


@pytest.mark.parametrize(
    "text",
    [
        "L'Inde a évacué ses soldats. Le ministre indien a assuré que l'Inde n'abandonnerait pas ses soldats.",
        "Le Tchad a exhorté le Soudan à cesser de lui nuire « sans aucun fondement ».",
        "L'Iran a réaffirmé son engagement envers l'Irak. L'Irak assure que l'Iran n'aurait pas d'engagement.",
        "Le Mexique a demandé des excuses. L'Équateur a exclu toute excuse.",
    ],
)
def test_a_refusal_or_a_promise_denies_nothing(text: str) -> None:
    assert [s.denies for s in weighed(text).statements if s.denies] == []


def test_the_claim_within_a_denial_comes_before_any_other() -> None:
    document = weighed(
        "Le Togo accuse le Bénin de vol. Le Bénin a rejeté les allégations selon lesquelles ses douaniers ont tiré."
    )
    denial = next(s for s in document.statements if s.stance == "denied")
    assert denial.denies == told(document, "ses douaniers ont tiré").id


def test_what_another_voice_takes_as_true_is_not_the_articles() -> None:
    document = weighed("Le porte-parole affirme que le roi a reconnu que la guerre était perdue.")
    assert told(document, "la guerre était perdue").endorsed == "none"


TITLE = "L'armée ukrainienne détruit quarante drones russes"


def test_a_title_that_tells_as_a_fact_what_one_voice_says() -> None:
    body = "L'armée ukrainienne a affirmé lundi avoir détruit quarante drones russes. Moscou n'a pas commenté."
    assert [s.text for s in weighed(body, TITLE).statements if s.headline] == ["avoir détruit quarante drones russes"]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (TITLE, "L'armée ukrainienne a détruit quarante drones russes lundi. « C'est un succès », a dit le général."),
        (TITLE + ", selon Kiev", "L'armée ukrainienne a affirmé avoir détruit quarante drones russes."),
        (
            TITLE,
            "L'armée ukrainienne a affirmé avoir détruit quarante drones russes. "
            "Selon la Pologne, quarante drones russes ont été détruits.",
        ),
        ("La foire de Quito ouvre ses portes", "Le maire a dit que la route était coupée."),
    ],
)
def test_a_title_that_the_body_bears_out_or_that_names_its_voice(title: str, body: str) -> None:
    assert [s for s in weighed(body, title).statements if s.headline] == []


def test_the_tables_hold_only_what_the_stage_knows() -> None:
    assert {r["where"] for r in language_table("fr", "endorsement")} == {"cue", "clause", "content"}
    assert {r["reading"] for r in language_table("fr", "endorsement")} == {"reserve", "endorsement"}
    assert {r["class"] for r in language_table("fr", "denied_words")} == {"claim", "retort", "none", "relative"}
