"""What is skipped to save time could not have matched."""

from __future__ import annotations

import pytest

from dragoman.document import Document
from dragoman.model import Article
from dragoman.times.expressions import grammar
from dragoman.times.landmarks import Sighting, folded, landmarks, sentence_spans, sighted, sightings
from dragoman.times.needs import Present, needs_of

TEXT = (
    "Le sommet de l'OTAN s'est ouvert à Prague mardi 12 mars. L'Arabie saoudite a rompu ses relations avec l'Iran en "
    "janvier 2016.\nHIER SOIR, la semaine dernière, il y a deux ans : le retrait américain de l'accord nucléaire décidé "
    "par M. Trump. Depuis longtemps, les Émirats normalisent avec Israël ; chaque année, à 14 h 30, pendant trois mois."
)


@pytest.mark.parametrize(
    ("pattern", "words", "slots"),
    [
        (r"la nuit dernière", {"la nuit dernière"}, set()),
        (r"(?:le )?week-end <dir>", {"week-end"}, {"dir"}),
        (r"<n> heures?(?= à venir)", {"heure"}, {"n"}),
        (r"hier(?:,? <wd>)?", {"hier"}, set()),
        (r"l'année|l'an <year>", set(), set()),
        (r"(?:voici|voilà) (?P<unit>mois|an) <dur>?", set(), set()),
        (r"[|(]mois\.<mon:tomon>", {"mois"}, {"mon"}),
    ],
)
def test_needed_is_what_no_match_lacks(pattern: str, words: set[str], slots: set[str]) -> None:
    needs = needs_of(pattern)
    assert (set(needs.words), set(needs.slots)) == (words, slots)


def test_a_rule_that_matches_has_what_it_needs() -> None:
    rules = grammar("fr")
    matching = [rule for rule in rules.rules if rule.pattern.search(TEXT)]
    assert len(matching) > 10
    for text in (TEXT, TEXT.upper().replace("I", "İ")):
        present = Present(text, rules.words.forms)
        assert all(present.meets(rule.needs) for rule in rules.rules if rule.pattern.search(text))


def test_most_rules_need_something() -> None:
    rules = grammar("fr")
    empty = Present("", rules.words.forms)
    assert sum(empty.meets(rule.needs) for rule in rules.rules) < len(rules.rules) / 2


def test_the_index_passes_over_no_landmark() -> None:
    document = Document(Article("a", "a.txt", TEXT, "fr"))
    tried = [
        sighting
        for landmark in landmarks("fr")
        for sentence in sentence_spans(document)
        if (sighting := sighted(landmark, folded(TEXT), sentence))
    ]
    found = list(sightings(document))
    assert len(found) >= 3
    assert [key_of(s) for s in found] == [key_of(s) for s in tried]


def key_of(sighting: Sighting) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """What tells a sighting from others."""
    return sighting.landmark.id, sighting.words, sighting.sentence
