"""The day on which something was said: of the reporting clause, apart from what is said and from the publication."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import Article, SourceDate
from dragoman.pipeline import read_article

THURSDAY = SourceDate(date(2024, 3, 7), "given", "2024-03-07")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Le ministre péruvien de la Défense a déclaré mardi que son pays enverrait des observateurs vendredi.", "2024-03-05"),
        ("« Nous ne céderons pas », a affirmé dimanche le président kényan William Ruto.", "2024-03-03"),
        ("Lundi, le porte-parole du Kremlin, Dmitri Peskov, a indiqué que les négociations reprendraient le 12 mars.",
         "2024-03-04"),
        ("Le 3 mars 2020, l'Argentine avait demandé au FMI de reporter l'échéance.", "2020-03-03"),
        ("Les pourparlers ont échoué lundi, a reconnu mercredi l'envoyé de l'ONU, Hans Grundberg.", "2024-03-06"),
        ("Le Vietnam a dénoncé jeudi les manœuvres chinoises.", "2024-03-07"),
        ("Selon un communiqué publié jeudi par le ministère indien de la Défense, l'exercice durera deux semaines.",
         "2024-03-07"),
    ],
)  # fmt: skip
def test_the_reporting_clause_gives_the_day(sentence: str, day: str) -> None:
    said = read_article(Article("a", "a.txt", sentence, "fr", dates=(THURSDAY,))).statements
    assert [s.date and s.date.earliest.isoformat() for s in said] == [day]
    spoken = said[0].date
    assert spoken is not None and spoken.text is not None and spoken.text in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Le Brésil a annoncé que la conférence se tiendrait samedi.",
        "La Haye a confirmé que le procès s'ouvrirait lundi à l'aube.",
        "Le Soudan a accusé les Émirats d'avoir livré des armes mardi.",
        "« Le scrutin du 12 mai sera libre », a promis la commission électorale malawite.",
        "Depuis mardi, le gouvernement éthiopien affirme que la ville est calme.",
    ],
)
def test_the_time_of_what_is_said_is_not_that_of_saying_it(sentence: str) -> None:
    said = read_article(Article("a", "a.txt", sentence, "fr", dates=(THURSDAY,))).statements
    assert said and all(s.date is None for s in said)
