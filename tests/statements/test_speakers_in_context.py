"""Who speaks when the sentence alone does not tell: pronouns, mouthpieces, names behind titles, remarks around quotations."""

from __future__ import annotations

import pytest
from tests.statements.reading import read

CASES = [
    (
        "« Le port restera fermé », a dit le ministre Antonio Tajani. Emmanuel Macron a pris l'avion pour Lima. "
        "« Nous reviendrons vite », a-t-il promis.",
        "Nous reviendrons vite",
        "Emmanuel Macron",
    ),
    (
        "Le Front de libération de Kasso a rejeté les accusations. Il a soutenu que ses hommes étaient restés chez eux.",
        "ses hommes étaient restés chez eux",
        "Front de libération de Kasso",
    ),
    (
        "Le Kremlin a de son côté confirmé, par la voix de son porte-parole, Dmitri Peskov, que le texte était prêt.",
        "le texte était prêt",
        "Dmitri Peskov",
    ),
    (
        "Des sources militaires affirment que le pont est tombé. La trêve est finie, a dit l'une d'elles.",
        "La trêve est finie",
        "sources militaires",
    ),
    (
        "« Les nuages arrivent toujours par l'ouest », sourit la vigneronne.",
        "Les nuages arrivent toujours par l'ouest",
        "vigneronne",
    ),
    (
        "Un ancien juge y voit un précédent : « Le mur est fissuré pour longtemps. »",
        "Le mur est fissuré pour longtemps",
        "ancien juge",
    ),
]


@pytest.mark.parametrize(("text", "said", "speaker"), CASES, ids=[c[2] for c in CASES])
def test_speaker_found_in_context(text: str, said: str, speaker: str) -> None:
    found = {s.text.rstrip("."): s.speaker.name for s in read(text).statements}
    assert found.get(said) == speaker, found


def test_quoted_words_make_a_told_act_mixed_and_bare_ones_leave_it_narrated() -> None:
    forms = {s.verb: s.form for s in read("Le Pérou a salué un geste « historique » et condamné l'attaque.").statements}
    assert forms == {"saluer": "mixed", "condamner": "narrated"}


def test_an_infinitive_of_what_is_claimed_is_indirect_and_one_of_what_is_promised_narrated() -> None:
    assert [s.form for s in read("L'armée kényane dit avoir repris la ville.").statements] == ["indirect"]
    assert [s.form for s in read("L'armée kényane promet de reprendre la ville.").statements] == ["narrated"]


def test_content_goes_on_behind_an_incise_that_parts_subject_and_verb() -> None:
    found = read("Le président de l'Équateur est à Lima. Quito, a-t-il dit, continuera de payer ses dettes.").statements
    assert [s.text for s in found] == ["Quito, a-t-il dit, continuera de payer ses dettes"]


def test_what_a_body_is_said_to_see_is_no_statement() -> None:
    assert not read("Pour l'Union européenne, c'est un succès net.").statements


@pytest.mark.parametrize(
    ("text", "speaker", "says"),
    [
        ("Mercredi soir, le ministre a annoncé que la trêve tenait.", "ministre", "la trêve tenait"),
        ("« La route est libre », prévenait la veille leur capitaine.", "capitaine", "La route est libre"),
        ("La décision a surpris l'amiral Kofi Mensah, pour qui la flotte partira.", "Kofi Mensah", "la flotte partira"),
        ("Les blessés seront échangés, a annoncé M. Mensah.", "Mensah", "Les blessés seront échangés"),
        ("Le général affirme pour sa part avoir repoussé une attaque.", "général", "avoir repoussé une attaque"),
        ("Turquie : le parti kurde réclame la libération des élus.", "parti kurde", "la libération des élus"),
    ],
)
def test_who_speaks_whatever_the_parse(text: str, speaker: str, says: str) -> None:
    assert any(speaker in s.speaker.name and says in s.text for s in read(text).statements), read(text).statements


def test_a_subject_that_denies_negates_what_is_said() -> None:
    found = read("Le maire de Mitrovica l'affirme : « Personne ici ne veut d'un retour aux barricades. »").statements
    assert [s.stance for s in found] == ["negated"]
