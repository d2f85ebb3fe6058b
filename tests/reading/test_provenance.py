"""Little texts in the manner of outlets of all regions: title, outlet, authors, dateline, credits, dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from dragoman.model import Article
from dragoman.reading import article_of_text

MORE = (
    "\nLes deux pays avaient rompu leurs relations il y a trois ans après un différend sur la pêche côtière."
    "\nUne nouvelle rencontre est prévue avant la fin du mois, selon la présidence, mais son lieu reste à fixer."
)


@dataclass(frozen=True)
class Case:
    """A text and what is to be read in it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    place: str | None = None
    day: str | None = None
    agency: str | None = None
    credits: tuple[tuple[str, str], ...] = ()
    published: date | None = None
    absent: tuple[str, ...] = ()


CASES = {
    "agency, Mali": Case(
        "BAMAKO, 3 mars (Reuters) – Le Mali a rappelé son ambassadeur en Algérie, a annoncé le ministère." + MORE,
        place="BAMAKO", day="3 mars", agency="Reuters", credits=(("Reuters", "relays"),),
    ),
    "agency, France": Case(
        "PARIS (AFP) – La France a convoqué lundi l'ambassadeur d'Azerbaïdjan, a indiqué une source diplomatique." + MORE,
        place="PARIS", agency="AFP", credits=(("AFP", "relays"),),
    ),
    "state agency, China": Case(
        "Le Laos et la Chine étendent leur accord ferroviaire\nBEIJING, 12 mai (Xinhua) -- Les deux gouvernements ont signé "
        "mardi un nouvel accord." + MORE,
        title="Le Laos et la Chine étendent leur accord ferroviaire", outlet="Xinhua", place="BEIJING", day="12 mai",
        agency="Xinhua",
    ),
    "state agency, Algeria": Case(
        "ALGER- Le ministre des Affaires étrangères a reçu mercredi l'ambassadeur du Ghana à Alger." + MORE, place="ALGER",
    ),
    "Senegal, byline": Case(
        "Dakar renoue avec Banjul\nPar Awa Cissé\nPublié le 12 mars 2023 à 14h05\nDakar – Le Sénégal et la Gambie ont rouvert "
        "dimanche leurs postes de frontière, a indiqué le gouvernement." + MORE,
        title="Dakar renoue avec Banjul", authors=("Awa Cissé",), place="Dakar", published=date(2023, 3, 12),
        absent=("Publié", "Awa"),
    ),
    "New York": Case(
        "New York, le 4 mai 2023 – Le Conseil de sécurité a prolongé jeudi le mandat de la mission au Soudan du Sud." + MORE,
        place="New York", day="4 mai 2023",
    ),
    "Russia, cites": Case(
        "Moscou dément\nLe Kremlin a démenti mardi tout accord avec l'Arménie, a rapporté l'agence Interfax, citant le "
        "porte-parole de la présidence." + MORE,
        title="Moscou dément", credits=(("Interfax", "relays"),),
    ),
    "United States, paper": Case(
        "Selon le New York Times, la Colombie aurait offert d'accueillir les pourparlers entre Caracas et Georgetown." + MORE,
        credits=(("The New York Times", "cites"),),
    ),
    "Chile, interview": Case(
        "Dans un entretien au Monde, la présidente chilienne a proposé une médiation à la Bolivie et au Pérou." + MORE,
        credits=(("Le Monde", "cites"),),
    ),
    "Ecuador, to the agency": Case(
        "L'Équateur enverra une lettre au Vatican, a déclaré à l'AFP un conseiller du président équatorien." + MORE,
        credits=(("AFP", "relays"),),
    ),
    "Belgium, with agency": Case(
        "Bruxelles et Kigali se parlent de nouveau\nLa Belgique a rouvert vendredi son ambassade au Rwanda." + MORE
        + "\n(avec Belga)",
        title="Bruxelles et Kigali se parlent de nouveau", credits=(("Belga", "relays"),),
    ),
    "Turkey, source line": Case(
        "Ankara et Athènes reprennent langue\nLes deux ministres se sont vus samedi à Nicosie." + MORE + "\nSource : Anadolu",
        title="Ankara et Athènes reprennent langue", credits=(("Anadolu", "republishes"),),
    ),
    "two agencies": Case(
        "Le Japon a condamné mercredi le tir du missile nord-coréen, ont rapporté Kyodo et Yonhap." + MORE,
        credits=(("Kyodo", "relays"), ("Yonhap", "relays")),
    ),
    "unknown agency": Case(
        "Les Maldives ont retiré leur ambassadeur, selon l'agence de presse Dhivaru, qui cite un conseiller." + MORE,
        credits=(("Dhivaru", "relays"),),
    ),
    "subject is no credit": Case(
        "Reuters a licencié douze personnes à Nairobi, ce que le gouvernement kényan regrette beaucoup." + MORE,
    ),
    "photo is no credit": Case(
        "Le président philippin à la tribune de Manille (Photo : AFP)\nLe président philippin a reçu jeudi l'émissaire de "
        "Pékin pour parler des récifs." + MORE,
        title="Le président philippin à la tribune de Manille", absent=("Photo",),
    ),
    "correspondent": Case(
        "Le Tchad ferme sa frontière\nDe notre correspondant à N'Djamena\nLe Tchad a fermé lundi sa frontière avec le "
        "Soudan, a annoncé le Premier ministre tchadien." + MORE,
        title="Le Tchad ferme sa frontière", absent=("correspondant",),
    ),
    "special envoy": Case(
        "À Erevan, la paix se négocie\nPar Nora Haddad, envoyée spéciale à Erevan\nL'Arménie et l'Azerbaïdjan ont repris "
        "dimanche leurs pourparlers." + MORE,
        title="À Erevan, la paix se négocie", authors=("Nora Haddad",), absent=("envoyée spéciale",),
    ),
    "section and date": Case(
        "Diplomatie\nLe Honduras reçoit un émissaire cubain\nMardi 14 février 2023 - 18:40\nLe Honduras a reçu lundi un "
        "émissaire du président cubain." + MORE,
        title="Le Honduras reçoit un émissaire cubain", published=date(2023, 2, 14), absent=("Diplomatie", "18:40"),
    ),
    "site at the end": Case(
        "Abuja et Niamey échangent leurs prisonniers\nLe Nigeria et le Niger ont échangé hier douze prisonniers." + MORE
        + "\nSimilaire\nPartager\nJeune Afrique",
        title="Abuja et Niamey échangent leurs prisonniers", outlet="Jeune Afrique", absent=("Similaire", "Partager"),
    ),
    "markdown with address": Case(
        "# **Cuba et le Mexique** signent un accord\n\n![](a.jpg)\n\nCuba et le Mexique ont signé *mardi* un accord "
        "sanitaire à La Havane." + MORE.replace("\n", "\n\n") + "\n\n<https://www.rfi.fr/fr/ameriques/20230314-cuba>",
        title="Cuba et le Mexique signent un accord", outlet="RFI", published=date(2023, 3, 14), absent=("*", "#", "http"),
    ),
    "republished": Case(
        "La Suisse offre ses bons offices\nBerne a offert mardi ses bons offices à Tbilissi et à Moscou." + MORE
        + "\nArticle publié par Le Temps",
        title="La Suisse offre ses bons offices", credits=(("Le Temps", "republishes"),),
    ),
    "seen by a reporter": Case(
        "Les chars ont quitté Goma dans la nuit, a constaté un journaliste de l'AFP sur place." + MORE,
        credits=(("AFP", "relays"),),
    ),
    "on television": Case(
        "« Nous n'enverrons personne à Kaboul », a déclaré le ministre pakistanais sur Al Jazeera dimanche." + MORE,
        credits=(("Al-Jazeera", "cites"),),
    ),
    "two places": Case(
        "NAIROBI/KAMPALA, 5 juin (Reuters) – Le Kenya a proposé à l'Ouganda de partager le port de Mombasa." + MORE,
        place="NAIROBI", day="5 juin", agency="Reuters", credits=(("Reuters", "relays"),),
    ),
    "no dateline": Case(
        "Emmanuel Macron – Le président français se rendra au Maroc la semaine prochaine, selon l'Élysée, pour trois jours." + MORE,
    ),
    "sentence first": Case(
        "Le Bangladesh et la Birmanie ont signé mercredi un accord sur le retour des réfugiés rohingyas." + MORE,
    ),
    "rights": Case(
        "Tonga remercie l'Australie\nTonga a remercié lundi l'Australie pour son aide après le cyclone." + MORE
        + "\n© 2022 Pacifique Matin. Tous droits réservés",
        title="Tonga remercie l'Australie", outlet="Pacifique Matin", absent=("©",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_provenance(case: Case) -> None:
    article = article_of_text(case.text, name="note.txt")
    assert isinstance(article, Article)
    assert article.language == "fr"
    assert article.title == case.title
    assert (article.outlet.name if article.outlet else None) == case.outlet
    assert article.authors == case.authors
    line = article.dateline
    assert (line.place, line.day, line.agency) == (case.place, case.day, case.agency) if line else case.place is None
    assert tuple((c.name, c.relation) for c in article.credits) == case.credits
    assert (article.dates[0].day if article.dates else None) == case.published
    assert not any(words in article.text for words in case.absent)
    assert MORE in article.text.replace("\n\n", "\n")


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_offsets_point_at_their_words(case: Case) -> None:
    article = article_of_text(case.text, name="note.txt")
    assert isinstance(article, Article)
    text = article.text
    assert text == text.strip() and "\n\n" not in text
    if article.title_span:
        assert text[slice(*article.title_span)] == article.title
    if article.dateline:
        assert text[article.dateline.start :].startswith(article.dateline.place)
    assert all(0 <= cut.at <= len(text) for cut in article.cuts)
    assert [cut.at for cut in article.cuts] == sorted(cut.at for cut in article.cuts)


def test_same_text_has_the_same_id_and_another_name_another() -> None:
    one = article_of_text(CASES["New York"].text, name="a.txt")
    assert isinstance(one, Article)
    assert article_of_text(CASES["New York"].text, name="a.txt") == one
    other = article_of_text(CASES["New York"].text, name="b.txt")
    assert isinstance(other, Article) and other.id != one.id


def test_given_day_comes_first() -> None:
    article = article_of_text(CASES["Senegal, byline"].text, name="2020-01-02.txt", published=date(2024, 5, 6))
    assert isinstance(article, Article)
    assert [(d.rule, d.day.year) for d in article.dates] == [("given", 2024), ("visible", 2023), ("file", 2020)]
    assert article.dates[1].moment is not None and article.dates[1].moment.hour == 14
