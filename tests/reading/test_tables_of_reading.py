"""Every row of the tables does what its example says, and real sentences are left alone."""

from __future__ import annotations

import pytest

from dragoman.languages.base import language_table
from dragoman.model import Credit
from dragoman.reading.credits import credits_of
from dragoman.reading.furniture import Pattern, patterns, without_furniture
from dragoman.reading.lines import Line, joined

BODY = (
    "Le ministre guyanien a reçu lundi son homologue surinamien pour parler de la frontière sur le fleuve Courantyne.",
    "Les deux délégations doivent se revoir à Paramaribo avant la fin de l'année, a indiqué la présidence guyanienne.",
)
TITLE = "Le Guyana et le Suriname reprennent langue"
# Sentences and titles that begin or sound like furniture and are none.
REAL = (
    "Publié lundi, le rapport accuse Kigali de soutenir les rebelles.",
    "Par ailleurs, le Kenya a fermé sa frontière avec la Somalie.",
    "De Paris, le président zambien gagnera Berlin mercredi.",
    "À lire aussi entre les lignes, ce discours marque un tournant pour Séoul.",
    "Lire la suite des événements comme une victoire serait une erreur, a dit le général.",
    "Partager le pouvoir avec les anciens rebelles reste la seule issue.",
    "Suivez le regard de Djakarta : il se porte vers Canberra.",
    "La source de l'information est un diplomate indien en poste à Dacca.",
    "Les commentaires du ministre chilien ont irrité La Paz.",
    "Réduire la dette du Malawi prendra dix ans.",
    "Photos de famille et poignées de main : le sommet de Kampala commence.",
    "Inscription du mouvement sur la liste noire européenne",
    "Image d'un missile diffusée sur Twitter, Islamabad dément",
    "Numéro deux du régime, le général Sow a rencontré l'émissaire algérien.",
    "Tout le dossier nucléaire nord-coréen est sur la table.",
    "La justice a ordonné de retirer tous les messages de l'ambassade.",
    "Washington appelle Kigali à modérer ses propos.",
    "Soutenir l'indépendance du Kosovo reste la ligne de Tirana.",
    "Accord de pêche : le Sénégal et la Mauritanie signent.",
    "Évaluez les risques avant de signer, a lancé le Premier ministre fidjien.",
    "Abonnement au gaz russe : Budapest renouvelle.",
    "Sources de tension, les eaux du Nil divisent Le Caire et Addis-Abeba.",
    "Direction Hanoï pour le chef de la diplomatie cubaine.",
    "Guerre au Soudan : le Tchad ferme sa frontière.",
    "Contactée par téléphone, la présidence tunisienne n'a pas répondu.",
    "Vidéosurveillance : Quito achète chinois",
    "Suite à cet incident, Ankara a convoqué l'ambassadeur de Suède.",
    "Réagissant à cette annonce, Brasilia a rappelé son ambassadeur.",
    "Liés par un traité depuis 1961, les deux pays coopèrent peu.",
    "Dans la même journée, le président a reçu l'émissaire des Nations unies.",
    "Voir les deux Corées se parler reste rare.",
    "Il a refusé de commenter cet article du traité.",
    "Le ministre a réservé sa réponse aux négociateurs de Malabo.",
    "Selon la charte de l'Union africaine, le vote est public.",
)


@pytest.mark.parametrize("pattern", patterns("fr"), ids=lambda p: p.id)
def test_example_of_furniture_is_cut(pattern: Pattern) -> None:
    at = {"first": 0, "line": 1, "tail": 2, "last": 2}.get(pattern.where, 1)
    lines = [Line(text) for text in BODY]
    lines.insert(at, Line(pattern.example))
    text, cuts = joined(without_furniture(lines, "fr", None))
    if pattern.where in {"inside", "start", "end"}:
        assert pattern.example not in text
        assert pattern.reason in {cut.reason for cut in cuts}
    else:
        assert text == "\n".join(BODY)
        assert [cut.text for cut in cuts] == [pattern.example]


def test_there_are_enough_rows_and_ids_are_unique() -> None:
    ids = [pattern.id for pattern in patterns("fr")]
    assert len(ids) >= 120
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("sentence", REAL)
@pytest.mark.parametrize("place", range(4))
def test_real_sentence_is_kept(sentence: str, place: int) -> None:
    lines = [Line(text) for text in (TITLE, *BODY)]
    lines.insert(place, Line(sentence))
    text, cuts = joined(without_furniture(lines, "fr", None))
    assert sentence in text.split("\n")
    assert not cuts


def test_list_of_links_goes_with_its_heading_and_stops_at_a_paragraph() -> None:
    lines = [Line(t) for t in (TITLE, BODY[0], "À lire aussi", "Le Pérou élit son président", "Quito attend", BODY[1])]
    text, cuts = joined(without_furniture(lines, "fr", TITLE))
    assert text == "\n".join((TITLE, *BODY))
    assert [c.text for c in cuts] == ["À lire aussi", "Le Pérou élit son président", "Quito attend"]
    assert {c.at for c in cuts} == {text.index(BODY[1])}


RULES = language_table("fr", "credit_rules")


@pytest.mark.parametrize("row", [r for r in RULES if r["example"]], ids=lambda r: r["id"])
def test_example_of_a_credit(row: dict[str, str]) -> None:
    found = credits_of(row["example"], "fr")
    assert found
    assert all(isinstance(c, Credit) and row["example"][c.start : c.end] for c in found)
    if row["relation"] != "by kind":
        assert row["relation"] in {c.relation for c in found}


@pytest.mark.parametrize("row", [r for r in RULES if r["counter"]], ids=lambda r: r["id"])
def test_counter_example_of_a_credit(row: dict[str, str]) -> None:
    assert credits_of(row["counter"], "fr") == ()
