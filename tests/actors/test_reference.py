"""Who referring words mean: pairs, counterparts, echoes, things, and institutions without a country."""

from __future__ import annotations

from datetime import date

import pytest

from .coded import read
from .test_mentions import DAY, mention, names, states


@pytest.mark.parametrize(
    ("text", "phrase", "wanted"),
    [
        (
            "Le Pérou et l'Équateur ont signé un traité à Washington. Les États-Unis ont salué l'effort des deux pays.",
            "deux pays",
            {"PER", "ECU"},
        ),
        (
            "La Thaïlande et le Cambodge se sont accusés de tirs. Kuala Lumpur a offert sa médiation. "
            "Les deux voisins ont accepté.",
            "Les deux voisins",
            {"THA", "KHM"},
        ),
        ("La guerre a séparé les deux Corées.", "les deux Corées", {"KOR", "PRK"}),
    ],
)
def test_a_pair_is_the_one_that_the_text_joins(text: str, phrase: str, wanted: set[str]) -> None:
    assert set(states(text, phrase)) == wanted


def test_a_host_is_not_one_of_the_two_ministers_he_receives() -> None:
    text = (
        "Le ministre kényan des Affaires étrangères, Musalia Mudavadi, et le ministre tanzanien des Affaires étrangères, "
        "Mahmoud Thabit Kombo, sont à Doha. L'émir du Qatar, Tamim ben Hamad Al Thani, a reçu les deux ministres."
    )
    assert set(states(text, "les deux ministres")) == {"KEN", "TZA"}


def test_the_parties_may_be_a_state_and_an_armed_group() -> None:
    text = "Israël et le Hamas négocient au Caire. Le Qatar a appelé les parties à conclure."
    found = mention(text, "les parties")
    assert [p.name for p in found.parties] == ["Israël", "Hamas"]


@pytest.mark.parametrize(
    ("text", "phrase", "state"),
    [
        ("Le Soudan et l'Éthiopie se disputent une plaine. Khartoum accuse son voisin.", "son voisin", "ETH"),
        ("Le Chili et la Bolivie négocient. Le Chili reproche à son voisin d'avoir tardé.", "son voisin", "BOL"),
        ("L'Australie a reçu son allié japonais.", "son allié japonais", "JPN"),
    ],
)
def test_a_neighbour_faces_the_possessor(text: str, phrase: str, state: str) -> None:
    assert states(text, phrase) == [state]


def test_the_group_is_the_one_last_named() -> None:
    text = "Le M23 a pris une ville. Le groupe réclame un dialogue."
    assert names(text, "Le groupe") == names(text, "M23")


def test_an_emphatic_pronoun_repeats_its_subject() -> None:
    text = "Vladimir Poutine a salué l'accord. Emmanuel Macron a, lui, demandé un sommet."
    assert names(text, "lui") == ["Emmanuel Macron"]


def test_a_pronoun_for_a_thing_is_nobody() -> None:
    text = "Gustavo Petro a signé vendredi. Le texte compte dix articles. Il prévoit un retrait."
    assert not any(m.text == "Il" for m in read(text, DAY).mentions)


def test_north_and_south_are_states_only_where_both_are_named() -> None:
    both = "La Corée du Nord et la Corée du Sud ont rompu. Le Nord a menacé Tokyo."
    assert states(both, "Nord") == ["PRK"]
    alone = "La Corée du Sud a protesté. Le Nord a menacé Tokyo."
    assert not any(m.text == "Nord" for m in read(alone, DAY).mentions)


def test_brussels_is_the_union_unless_belgium_is_the_matter() -> None:
    assert states("Bruxelles menace de taxer les voitures chinoises.", "Bruxelles") == ["EU"]
    assert states("La Belgique hésite. Bruxelles a promis une aide à Kinshasa.", "Bruxelles") == ["BEL"]


def test_one_acts_for_the_office_held_that_day() -> None:
    text = "Le Premier ministre Mark Rutte a téléphoné à Kiev."
    assert states(text, "Le Premier ministre Mark Rutte", date(2014, 7, 24)) == ["NLD"]
    text = "Le secrétaire général de l'Otan, Mark Rutte, a téléphoné à Kiev."
    assert states(text, "Le secrétaire général de l'Otan, Mark Rutte", date(2025, 7, 24)) == ["NATO"]


def test_the_pope_is_known_by_his_title() -> None:
    assert states("Le pape François a prié pour Gaza.", "Le pape François", date(2024, 3, 1)) == ["VAT"]


def test_an_ambassador_summoned_comes_from_the_other_side() -> None:
    text = "Le Ghana et le Togo se disputent une île. Accra a convoqué l'ambassadeur."
    assert states(text, "l'ambassadeur") == ["TGO"]


def test_an_office_belongs_to_the_possessor_behind_it() -> None:
    text = "L'Inde a rejeté la demande du Bangladesh, par la voix de la porte-parole de sa diplomatie."
    assert states(text, "la porte-parole") == ["IND"]
