"""The stage as a whole: the coded passages with their floors, the words verbatim, chains, silence, the voices of a span."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from tests.statements.coded import PASSAGES, score
from tests.statements.reading import read

from dragoman.model import Credit, Outlet
from dragoman.statements.lookup import attribution, voices, whole_chain

FLOORS = {"f1": 0.95, "speaker": 0.95, "chain": 0.95, "stance": 0.95, "form": 0.97}


@pytest.mark.parametrize("paragraphs", [False, True], ids=["sentences", "paragraphs"])
def test_coded_passages_stay_above_their_floors(paragraphs: bool) -> None:
    total = score(paragraphs=paragraphs)
    found = {"f1": total.f1, **{n: getattr(total, n) / total.right for n in ("speaker", "chain", "stance", "form")}}
    assert all(found[n] >= floor for n, floor in FLOORS.items()), (found, total.differences)


def test_passages_come_from_many_kinds_of_outlets_and_hold_negatives() -> None:
    passages = yaml.safe_load(PASSAGES.read_text(encoding="utf-8"))
    assert len(passages) >= 80
    assert len({p["kind"] for p in passages}) >= 8
    assert sum(not p["statements"] for p in passages) >= 15


@pytest.mark.parametrize("passage", yaml.safe_load(PASSAGES.read_text(encoding="utf-8")), ids=lambda p: p["id"])
def test_every_quoted_character_is_the_texts_own(passage: dict[str, str]) -> None:
    document = read(passage["text"])
    for s in document.statements:
        for span in (s, s.cue, *s.segments):
            assert document.text[span.start : span.end] == span.text


def test_reading_twice_gives_the_same_records() -> None:
    text = "Le roi a dit que la paix viendrait. « Elle est proche », a-t-il ajouté."
    first = read(text).statements
    read.cache_clear()
    assert read(text).statements == first


def test_chain_goes_from_the_nearest_voice_to_the_farthest() -> None:
    text = "Selon Le Monde, le porte-parole a indiqué que le roi avait rejeté la proposition."
    document = read(text)
    at = text.index("la proposition")
    assert [s.speaker.name for s in voices(document, at, at + 14)] == ["roi", "porte-parole", "Le Monde"]
    assert [p.name for p in attribution(document, at, at + 14)] == ["roi", "porte-parole", "Le Monde"]


def test_silence_voices_nothing() -> None:
    text = "Le ministère n'a pas précisé si les otages étaient libres."
    at = text.index("otages")
    assert read(text).statements[0].stance == "no_statement"
    assert voices(read(text), at, at + 6) == ()


def test_a_pronoun_keeps_its_other_reading() -> None:
    text = "Selon Jean Dupont, le président Emmanuel Macron a promis une aide. Il a ajouté que le vote serait libre."
    said = next(s for s in read(text).statements if s.verb == "ajouter")
    assert {said.speaker.name, *(c.name for c in said.candidates)} == {"Jean Dupont", "Emmanuel Macron"}


def test_a_sentence_in_the_conditional_keeps_the_source_before_it() -> None:
    text = "Selon des sources militaires citées par Reuters, le pont serait détruit. La ville serait privée d'eau."
    carried = read(text).statements[-1]
    assert (carried.speaker.name, [v.name for v in carried.via], carried.stance) == (
        "sources militaires",
        ["Reuters"],
        "unconfirmed",
    )


def test_a_verb_without_anyone_who_speaks_goes_to_the_rejected() -> None:
    document = read("La chaleur a refusé de tomber.")
    assert document.statements == ()
    assert [r.reason for r in document.rejected] == ["its subject is no one who speaks"]


def test_the_articles_own_credit_closes_the_whole_chain() -> None:
    document = read("Un diplomate a confié à l'AFP que la trêve tenait.")
    credited = replace(
        document.article,
        outlet=Outlet("La Gazette"),
        credits=(Credit("HispanTV", "republishes"), Credit("La Gazette", "relays"), Credit("TASS", "cites")),
    )
    said = document.statements[0]
    chain = [p.name for p in whole_chain(replace(document, article=credited), said)]
    assert chain == ["diplomate", "AFP", "HispanTV"]
