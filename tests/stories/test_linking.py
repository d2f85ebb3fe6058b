"""The whole linking: the same in any order and every time; named origins; nothing from nothing."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from telling import dispatch
from test_story_pairs import GROUPS, PAIRS, report, told

from dragoman.document import Document
from dragoman.languages.base import rows
from dragoman.model import Actor, Credit, Party, Span, Statement
from dragoman.stories import words
from dragoman.stories.candidates import candidates
from dragoman.stories.digest import digest
from dragoman.stories.media import named_in, named_origins, one_house, owner_of
from dragoman.stories.reuse import overlaps
from dragoman.stories.stage import link

UNNAMED = "Une source diplomatique a dit à Reuters que les troupes du Rwanda quitteraient Goma. Kigali se tait."
KIN = "Goma : le retrait rwandais approche, selon des diplomates interrogés par Reuters. Kinshasa attend de voir."


def relaying(name: str, text: str, *, day: int = 0, speaker: Party | None = None) -> Document:
    """A dispatch that relays somebody through Reuters."""
    document = dispatch(name, text, outlet=f"Journal {name}", day=day, event="RETREAT - RWA COD Goma COD")
    said = Statement(
        f"said-{name}", document.article.id, speaker or Party(None, "une source diplomatique", None), "indirect",
        "dire", "asserted", 5, 30, text[5:30], Span(0, 5, text[:5]), "test",
        via=(Party("reuters", "Reuters", "GBR"),), anonymity="named" if speaker else "sources",
    )  # fmt: skip
    return replace(document, statements=(said,), actors=(Actor("reuters", "Reuters", "media", "GBR"),))


def test_any_order_gives_the_same() -> None:
    everything = [report(g) for g in GROUPS] + [told(g, v) for g, v in PAIRS]
    expected = link(everything)
    for seed in range(3):
        random.Random(seed).shuffle(everything)
        assert link(everything) == expected


def test_nothing_from_nothing() -> None:
    assert link([]) == ((), (), ())
    (story,), happened, derived = link([dispatch("empty", "Rien.", day=None)])
    assert story.title == "Rien." and happened == () and derived == ()


def test_every_dispatch_is_in_one_story() -> None:
    everything = [report(g) for g in GROUPS] + [told(g, v) for g, v in PAIRS]
    members = [a for story in link(everything)[0] for a in story.articles]
    assert sorted(members) == sorted(d.article.id for d in everything)


def test_unnamed_source_of_one_agency_ties_two_rewrites() -> None:
    first, second = relaying("un", UNNAMED), relaying("deux", KIN, day=1)
    stories, happened, derived = link([first, second])
    assert len(stories) == 1
    named = {(d.article, d.origin_name, d.relation) for d in derived if d.origin_name}
    assert named == {(first.article.id, "Reuters", "rewrites"), (second.article.id, "Reuters", "rewrites")}
    (pair,) = (d for d in derived if d.origin_article)
    assert (pair.article, pair.origin_article, pair.relation) == (second.article.id, first.article.id, "same source")
    assert [o.independent_sources for o in happened] == [1] and happened[0].origins == ("Reuters",)


def test_agency_that_only_quotes_a_known_person_is_no_origin() -> None:
    quoted = relaying("un", UNNAMED, speaker=Party("nduhungirehe", "Olivier Nduhungirehe", "RWA"))
    assert named_origins(quoted) == ()


@pytest.mark.parametrize(("relation", "expected"), [("relays", "rewrites"), ("republishes", "copies"), ("cites", None)])
def test_credits_become_origins(relation: str, expected: str | None) -> None:
    document = dispatch("credited", "Le Laos et la Thaïlande rouvrent un pont. (Xinhua)", outlet="Vientiane Presse")
    document = replace(document, article=replace(document.article, credits=(Credit("Xinhua", relation),)))
    assert [o.relation for o in named_origins(document)] == ([expected] if expected else [])


def test_agency_cited_in_the_lead_is_an_origin() -> None:
    text = "Oulan-Bator a fermé sa frontière, rapporte Xinhua. " + "Les camions attendent au poste de Zamyn-Uud. " * 12
    document = dispatch("lead", text, outlet="Steppe Info")
    lead, late = text.index("Xinhua"), text.rindex("Zamyn-Uud")
    for start, expected in ((lead, ["Xinhua"]), (late, [])):
        credit = Credit("Xinhua", "cites", start, start + 6)
        cited = replace(document, article=replace(document.article, credits=(credit,)))
        assert [o.name for o in named_origins(cited)] == expected


def test_outlet_that_names_an_outlet_of_the_story_rewrites_its_report() -> None:
    report = dispatch("scoop", "Le Tadjikistan louera une base à l'Inde, selon trois ministres interrogés à Douchanbé.",
                      outlet="Radio Ozodi", event="AGREE agreement TJK IND - -")  # fmt: skip
    text = "Douchanbé s'apprête à céder un aérodrome à New Delhi contre loyer, révèle Radio Ozodi. Ministres gênés."
    rewrite = dispatch("echo", text, outlet="Steppe Info", credit="Radio Ozodi", event="AGREE agreement TJK IND - -")
    _, happened, derived = link([report, rewrite])
    tied = [(d.article, d.origin_article, d.relation) for d in derived if d.origin_article]
    assert tied == [(rewrite.article.id, report.article.id, "rewrites")]
    assert [o.independent_sources for o in happened] == [1]


def test_of_many_prints_each_comes_from_the_report() -> None:
    report_ = (
        "Le Laos a rouvert vendredi son consulat de Kunming, fermé depuis la crue du Mékong en septembre dernier. "
    )
    report_ += (
        "Le vice-ministre Khamphao a coupé le ruban en présence de trois gouverneurs du Yunnan et d'un orchestre."
    )
    prints = [dispatch(f"print{n}", f"{report_} Lu {n} fois.", outlet=f"Journal {n}", day=1) for n in range(4)]
    derived = link([dispatch("agency", report_, outlet="Xinhua"), *prints])[2]
    assert {d.origin_article for d in derived} == {dispatch("agency", report_).article.id}
    assert sorted(d.article for d in derived) == sorted(p.article.id for p in prints)


def test_background_of_an_older_story_makes_no_copy_of_a_report() -> None:
    background = (
        "La mine de Simandou, dont le minerai compte parmi les plus riches du monde, oppose depuis vingt ans l'État "
        "guinéen à trois groupes étrangers et devait ouvrir en 2015."
    )
    old = dispatch("old", f"Un train a déraillé à Kérouané, sans victime. {background}", outlet="Nimba Info",
                   event="COERCE - GIN AUS - -")  # fmt: skip
    new = dispatch("new", f"Conakry taxe les exportations vers Sydney. {background} Les banques hésitent.",
                   outlet="Le Lynx", day=60, event="SANCTION - GIN AUS - -")  # fmt: skip
    stories, happened, _ = link([old, new])
    assert len(stories) == 2
    assert sorted(o.origins[0] for o in happened) == ["Le Lynx", "Nimba Info"]


def test_an_agency_is_not_its_own_origin() -> None:
    document = dispatch("own", "PARIS (AFP) - Le Sénat vote.", outlet="Agence France-Presse", credit="AFP")
    assert named_origins(document) == ()


def test_basis_words_stand_in_the_article() -> None:
    everything = {d.article.id: d for d in [report(g) for g in GROUPS] + [told(g, v) for g, v in PAIRS]}
    checked = 0
    for derivation in link(everything.values())[2]:
        for basis in derivation.basis:
            if basis.rule.startswith("overlap") and basis.start is not None:
                text = everything[derivation.article].text
                assert text[basis.start : basis.end] == basis.text
                checked += 1
    assert checked >= 20


def test_longest_common_passage_survives_the_digest() -> None:
    assert digest(report(GROUPS[0])).text == report(GROUPS[0]).text


def test_one_house() -> None:
    assert one_house("AFP", "Agence France-Presse")
    assert one_house("Reuters", "agence Reuters")
    assert not one_house("Reuters", "AFP")
    assert not one_house(None, None)


def test_owners_change_with_the_years() -> None:
    assert one_house("L'Avenir", "La Libre Belgique", date(2022, 3, 1))
    assert not one_house("L'Avenir", "La Libre Belgique", date(2019, 3, 1))
    assert owner_of("Le Temps", date(2016, 1, 1)) == "Ringier"
    assert owner_of("Le Temps", date(2022, 1, 1)) == owner_of("Heidi.news") == "Aventinus"


def test_every_row_of_owners_is_about_two_outlets_at_least_or_a_change() -> None:
    groups = Counter(row["owner"] for row in rows(files("dragoman.stories").joinpath("tables", "owners.tsv")))
    outlets = Counter(row["outlet"] for row in rows(files("dragoman.stories").joinpath("tables", "owners.tsv")))
    assert sum(1 for n in groups.values() if n > 1) >= 15
    assert max(outlets.values()) >= 2


def test_a_credit_that_says_so_makes_a_translation() -> None:
    text = "Le Kirghizstan renonce à son barrage, faute d'acheteurs.\nTraduit de l'anglais, The Diplomat"
    for words_, expected in ((text, "translates"), (text.replace("Traduit de l'anglais", "Article paru"), "copies")):
        document = dispatch("other tongue", words_, outlet="Bichkek Matin")
        at = words_.index("The Diplomat")
        credit = Credit("The Diplomat", "republishes", at, at + 12)
        credited = replace(document, article=replace(document.article, credits=(credit,)))
        assert [o.relation for o in named_origins(credited)] == [expected]


def test_an_outlet_is_named_with_its_capitals_and_without_its_article() -> None:
    assert named_in("C'est ce qu'écrit le Maseru Post.", "Maseru Post")
    assert named_in("On lit dans les colonnes du Temps que la trêve tient.", "Le Temps")
    assert not named_in("Il fallait du temps et de la patience.", "Le Temps")


def test_a_short_quotation_is_known_again() -> None:
    first = dispatch(
        "a", "« La mer rend ce qu'on lui prête », a dit le ministre à Apia. Les plongeurs cherchent encore."
    )
    second = dispatch("b", "Le thème du salon : « La mer rend ce qu'on lui prête ». Trois peintres y exposent.", day=9)
    (shared,) = overlaps(sorted((digest(first), digest(second)), key=lambda d: d.id))
    assert shared.kind == "same quotation"
    ((mine, _),) = shared.passages
    text = next(d.text for d in (first, second) if d.article.id == min(first.article.id, second.article.id))
    assert text[slice(*mine)].strip("« »") == "La mer rend ce qu'on lui prête"


def test_stems_meet_and_numbers_stay() -> None:
    assert words.stem("iraniennes") == words.stem("iranien") == words.stem(words.plain("Iraniens"))
    assert words.stem("2015") == "2015"
    assert words.plain("Éthiopie") == "ethiopie"


def test_names_are_capitals_within_a_sentence() -> None:
    found = {w.form for w in words.words_of("Selon Dakar, la pêche reprend. Les pirogues de Joal sortent.") if w.name}
    assert found == {"dakar", "joal"}


def test_zones_follow_quotations() -> None:
    text = "Le ministre a dit : « nous ne céderons pas un seul mètre de cette rive » avant de partir."
    found = words.words_of(text)
    marks = words.zones(found, words.quotations(text), [])
    assert len(marks) == len(words.grams(found))
    assert marks[0] == words.NARRATIVE and words.QUOTED in marks and marks[-1] == words.NARRATIVE


def test_stock_phrases_make_no_candidates() -> None:
    phrase = "le ministre des affaires étrangères"
    ordered = [digest(dispatch("x", f"Hier {phrase} dormait.")), digest(dispatch("y", f"Demain {phrase} voyagera."))]
    assert list(candidates(ordered, [0, 1])) == []
