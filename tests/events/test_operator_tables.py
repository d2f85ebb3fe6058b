"""The tables of conflict: every frame and operator is well formed, and its example shows the word it is about."""

from __future__ import annotations

import re
import unicodedata

import pytest

from dragoman.events.frames import frames, operators, parse_conditions, parse_slots
from dragoman.events.plover import modes
from dragoman.languages.base import language_table, values

TYPES = ("accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault")
EFFECTS = {"planned", "requested", "hypothetical", "denied", "negated", "unconfirmed", "actual"}
SLOTS = {
    *{
        "subj",
        "obj",
        "adj",
        "poss",
        "place",
        "par",
        "de",
        "à",
        "en",
        "dans",
        "sur",
        "sous",
        "vers",
        "contre",
        "en faveur de",
        "à destination de",
        "avec",
    },
    *{"entre", "pour", "envers", "chez", "devant", "depuis", "parmi", "visant", "auprès de", "face à", "près de"},
    *{"autour de", "en direction de", "vis-à-vis de", "à l'égard de", "à l'encontre de"},
}
# Forms whose stem does not begin like the infinitive or the masculine singular.
IRREGULAR = {
    "aller": "va|vont",
    "avoir": "a|ont",
    "être": "est|sont|sera",
    "faire": "fai|fass|fera|font",
    "prendre": "pri",
    "mettre": "mis",
    "émettre": "emis",
    "devoir": "doi",
    "pouvoir": "pour",
    "vouloir": "veu",
    "falloir": "fau",
    "venir": "vien",
    "tenir": "tien",
    "mourir": "mor",
}
SHORT = {"à", "de", "en", "se", "sous"}


def plain(text: str) -> str:
    """The text in lower case without accents; œ written oe."""
    text = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return "".join(c for c in text if not unicodedata.combining(c))


def shows(word: str, sentence: str) -> bool:
    """Whether the sentence has a word that begins like this lemma."""
    stem = plain(word)[: max(2, min(3, len(word) - 3))]
    starts = [stem, *(plain(s) for s in IRREGULAR.get(word, "").split("|") if s)]
    return any(w.startswith(s) for w in re.findall(r"[\w-]+", plain(sentence)) for s in starts)


def lemmas_of(trigger: str) -> list[str]:
    """The words of a trigger that carry meaning."""
    return [w for w in trigger.split() if w not in SHORT]


@pytest.mark.parametrize("type_", TYPES)
def test_frames_are_well_formed(type_: str) -> None:
    known = {row["class"] for row in language_table("fr", "classes")}
    for row in language_table("fr", f"frames/{type_}"):
        name = row["id"]
        assert name.startswith(f"{type_}-"), name
        assert row["pos"] in {"verb", "noun", "adj"}, name
        assert not row["mode"] or row["mode"] in modes(type_.upper()), f"{name}: no mode {row['mode']}"
        for slot in (*parse_slots(row["source"]), *parse_slots(row["target"])):
            assert set(slot.names) <= SLOTS, f"{name}: {slot.names}"
        for condition in parse_conditions(row["conditions"]):
            for value in condition.values:
                assert not value.startswith("@") or value in known, f"{name}: no class {value}"
        assert re.fullmatch(r"[^>]+>[^>]+", row["sides"]), name
        assert row["sides"] != "->-", f"{name}: the example has no party"


@pytest.mark.parametrize("type_", TYPES)
def test_examples_show_their_trigger(type_: str) -> None:
    for row in language_table("fr", f"frames/{type_}"):
        missing = [w for w in lemmas_of(row["trigger"]) if not shows(w, row["example"])]
        assert not missing, f"{row['id']}: {missing} not in «{row['example']}»"
        if row["counter"]:
            assert shows(lemmas_of(row["trigger"])[0], row["counter"]), f"{row['id']}: «{row['counter']}»"


def test_ids_are_unique() -> None:
    ids = [row["id"] for type_ in TYPES for row in language_table("fr", f"frames/{type_}")]
    ids += [row["id"] for row in language_table("fr", "operators")]
    assert len(ids) == len(set(ids))


def test_each_type_is_wide_and_has_nouns() -> None:
    for type_ in TYPES:
        rows = language_table("fr", f"frames/{type_}")
        assert len({row["trigger"] for row in rows}) >= 80, type_
        assert sum(row["pos"] == "noun" for row in rows) >= 15, type_


def test_operators_are_well_formed() -> None:
    rows = language_table("fr", "operators")
    assert len(rows) >= 150
    for row in rows:
        assert row["effect"] in EFFECTS, row["id"]
        assert row["pos"] in {"verb", "noun", "adj"}, row["id"]
        assert set(values(row["takes"])) <= {"inf", "que", "noun", "any"} and row["takes"], row["id"]
        missing = [w for w in lemmas_of(row["lemma"]) if not shows(w, row["example"])]
        assert not missing, f"{row['id']}: {missing} not in «{row['example']}»"
    assert {row["effect"] for row in rows} == EFFECTS


def test_an_operator_has_one_effect() -> None:
    seen: dict[tuple[str, str], str] = {}
    for row in language_table("fr", "operators"):
        assert seen.setdefault((row["lemma"], row["pos"]), row["effect"]) == row["effect"], row["id"]


def test_the_engine_reads_the_tables() -> None:
    assert ("frappe", "noun") in frames("fr")
    assert frames("fr")["mettre", "verb"][0].others, "the longest expression comes first"
    assert operators("fr")["démentir", "verb"][0].effect == "denied"
