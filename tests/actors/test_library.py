"""The user's library in reading: imported people resolve with their offices at the date; the tables go first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from dragoman.actors.knowledge import knowledge
from dragoman.actors.library import library
from dragoman.actors.stage import find_actors
from dragoman.actors.widened import candidates, family_first, known_to
from dragoman.document import Document
from dragoman.imports.filling import import_file
from dragoman.model import Actor, Article, Publication
from dragoman.syntax.parse import parse

HEADER = "name,aliases,state,gender,wikidata,office,of,from,to\n"
ROWS = (
    "Guo Yanhong,,CHN,f,,ministre,CHN,2022,held\n"
    "Thabiso Mokoena,Thabiso J. Mokoena,LSO,m,,ministre des Affaires étrangères,LSO,2024-11-03,held\n"
    "Thabiso Mokoena,,LSO,m,,ministre de la Santé,LSO,2019-01-10,2022-05-31\n"
    "Jean Martin,,FRA,m,,maire,FRA,2014,2020\n"
    "Ana Lucía Ferro,,URY,f,,ministre de la Défense,URY,2031-03-01,held\n"
    "Macron Emmanuel,Emmanuel Macron;Manu Macron,FRA,m,Q3052772,président d'Andorre,AND,2017-05-14,held\n"
    "Santa Cruz,,BOL,f,,ministre,BOL,2020,held\n"
    "Qassem Radhwan,,YEM,m,,député,YEM,2003,held\n"
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A library with a few people."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "desk.csv").write_text(HEADER + ROWS, encoding="utf-8")
    import_file(folder / "desk.csv", folder / "own.db", knowledge("fr"), clock=lambda: datetime(2026, 1, 1))
    return str(folder / "own.db")


def read(text: str, day: str, own: str | None) -> Document:
    on = date.fromisoformat(day)
    document = Document(Article("a", "a", text, "fr"), library=own)
    return find_actors(replace(parse(document), publication=Publication(on, on, on)))


def actor(document: Document, name: str) -> Actor:
    (found,) = [a for a in document.actors if a.name == name]
    return found


def meant(document: Document, words: str) -> list[str]:
    (mention,) = [m for m in document.mentions if m.text == words]
    return [p.name for p in mention.parties]


MASERU = "Thabiso Mokoena a reçu lundi à Maseru l'ambassadeur de Chine. M. Mokoena a salué la coopération du Lesotho."


def test_an_imported_person_has_the_office_of_the_day(own: str) -> None:
    now = actor(read(MASERU, "2025-06-02", own), "Thabiso Mokoena")
    assert now.state == "LSO"
    assert [(o.title, o.start) for o in now.offices] == [("ministre des Affaires étrangères", date(2024, 11, 3))]
    then = actor(read(MASERU, "2020-06-02", own), "Thabiso Mokoena")
    assert [o.title for o in then.offices] == ["ministre"]
    assert then.id == now.id


def test_short_names_and_spellings_lead_to_him(own: str) -> None:
    document = read(MASERU.replace("Thabiso Mokoena", "Thabiso J. Mokoena"), "2025-06-02", own)
    assert meant(document, "M. Mokoena") == ["Thabiso Mokoena"]


def test_family_names_come_first_where_they_do_in_the_tables(own: str) -> None:
    assert {"CHN", "KOR"} <= family_first(knowledge("fr"))
    assert not {"FRA", "TUR", "BRA"} & family_first(knowledge("fr"))
    text = "Guo Yanhong a quitté Pékin vendredi. Mme Guo se rend en Malaisie."
    assert meant(read(text, "2024-06-07", own), "Mme Guo") == ["Guo Yanhong"]


def test_an_office_without_a_name_is_held_by_whom_the_library_knows(own: str) -> None:
    text = "Le ministre uruguayen de la Défense est arrivé mardi à Santiago."
    assert meant(read(text, "2031-06-02", own), "Le ministre uruguayen de la Défense") == ["Ana Lucía Ferro"]
    assert meant(read(text, "2031-06-02", None), "Le ministre uruguayen de la Défense") != ["Ana Lucía Ferro"]


def test_transliterations_are_found(own: str) -> None:
    text = "Le député yéménite Kassem Radwan a quitté Sanaa pour Mascate."
    assert actor(read(text, "2015-06-02", own), "Qassem Radhwan").state == "YEM"


def test_a_name_counts_only_where_its_state_is_concerned(own: str) -> None:
    text = "Jean Martin, ministre canadien des Pêches, a rencontré à Ottawa une délégation du Japon."
    assert actor(read(text, "2018-06-02", own), "Jean Martin").state == "CAN"
    french = "Jean Martin a reçu en France une délégation du Japon."
    assert actor(read(french, "2018-06-02", own), "Jean Martin").state == "FRA"


def test_whom_the_tables_know_stays_theirs(own: str) -> None:
    text = "Emmanuel Macron a reçu à Paris le président de la Côte d'Ivoire."
    with_library, without = (actor(read(text, "2022-03-01", o), "Emmanuel Macron") for o in (own, None))
    assert with_library.id == without.id
    assert with_library.offices[0] == without.offices[0]
    assert meant(read(f"{text} Manu Macron a souri.", "2022-03-01", own), "Manu Macron") == ["Emmanuel Macron"]


def test_without_a_library_nothing_is_looked_up() -> None:
    document = Document(Article("a", "a", MASERU, "fr"))
    assert known_to(document) is knowledge("fr")


def test_a_library_that_says_nothing_of_a_text_changes_nothing(own: str) -> None:
    text = (
        "Le Kenya et l'Ouganda ont signé vendredi à Kampala un accord sur le commerce. William Ruto s'en est félicité."
    )
    assert read(text, "2024-06-02", own).mentions == read(text, "2024-06-02", None).mentions
    assert read(text, "2024-06-02", own).actors == read(text, "2024-06-02", None).actors


def test_runs_of_capitals_may_be_names() -> None:
    found = candidates("Mohamed Ould Ghazouani a reçu M. Abdel Fattah al-Sissi, puis Lula. Le Caire attend.")
    assert "mohamed ould ghazouani" in found
    assert "abdel fattah al sissi" in found
    assert "lula" not in found
    assert "al sissi" not in found


def test_names_are_looked_up_without_accents_and_by_sound(own: str) -> None:
    opened = library(own)
    assert [one.person.name for one in opened.people(["ANA-LUCIA FERRO"])["ana lucia ferro"]] == ["Ana Lucía Ferro"]
    assert [one.person.name for one in opened.alike("Kassim Radwan")] == ["Qassem Radhwan"]
    assert opened.people(["Nobody Atall"]) == {}
