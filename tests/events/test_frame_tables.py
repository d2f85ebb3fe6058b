"""The frame tables hold to their contract: columns, ids, slots, conditions, classes, modes, examples."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pytest

from dragoman.events.frames import classes
from dragoman.events.plover import modes
from dragoman.languages.base import language_table, values
from dragoman.model import EVENT_TYPES

COLUMNS = {
    "id", "trigger", "pos", "mode", "channel", "source", "target", "conditions", "contexts", "example", "sides", "counter",
}  # fmt: skip
CHANNELS = {
    "letter", "visit", "meeting", "call", "negotiation", "envoy", "agreement", "resolution", "session", "interview",
    "mediation", "vote", "ultimatum", "statement",
}  # fmt: skip
PREPOSITIONS = {
    "à", "de", "avec", "contre", "envers", "pour", "sur", "dans", "en", "chez", "auprès de", "vis-à-vis de", "par", "vers",
    "entre", "face à", "aux côtés de", "en faveur de", "à l'encontre de", "à l'égard de", "devant", "derrière", "depuis",
    "en provenance de", "à destination de", "en direction de", "au-dessus de", "au profit de", "au sujet de", "visant",
    "comme", "via", "parmi", "autour de", "près de", "sous",
}  # fmt: skip
PLACES = {"subj", "obj", "adj", "poss", "place", "que", "voice", "host"}
FLAGS = {"refl", "norefl", "neg"}
KEYS = {"with", "without", "complement", "passive"}
# Forms whose stem is not that of the lemma («ira» of «aller»): the beginnings of the forms.
IRREGULAR = {
    "aller": ("ir", "va", "all"), "avoir": ("a", "eu", "on"), "devoir": ("doi", "dev"), "être": ("e", "son", "fu"),
    "voir": ("vu", "ver", "voi"), "faire": ("fai", "fer", "fon", "fit"), "falloir": ("fau",), "vouloir": ("veu", "vou"),
    "œuvrer": ("œuvr",), "savoir": ("sai", "su"), "joindre": ("joi",), "dire": ("dit", "dis"), "mourir": ("mort", "meu"),
    "lire": ("lu", "li"), "taire": ("tu", "tai"), "vivre": ("vi", "vé"), "ne": ("n",),
}  # fmt: skip
# Verb families whose vowel changes after the first letter of this ending («tient», «pris», «mis», «reçu»).
FAMILIES = ("tenir", "venir", "prendre", "mettre", "naître", "cevoir", "paraître")

ROWS = [(type_, row) for type_ in EVENT_TYPES for row in language_table("fr", f"frames/{type_.lower()}")]
OURS = {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST"}


def plain(text: str) -> str:
    """The text in lower case and without accents."""
    folded = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return "".join(c for c in folded if not unicodedata.combining(c))


@cache
def words(sentence: str) -> tuple[str, ...]:
    """The words of a sentence, folded; elided articles and the parts of compounds are words of their own."""
    whole = re.findall(r"[\w-]+", plain(sentence.replace("’", "'")))
    return tuple(whole + [part for word in whole for part in word.split("-")[1:]])


def occurs(lemma: str, sentence: str) -> bool:
    """Whether some word of the sentence may be a form of the lemma: it begins like it."""
    known = IRREGULAR.get(lemma)
    family = next((f for f in FAMILIES if lemma.endswith(f)), None)
    if known:
        stems = tuple(plain(s) for s in known)
    elif family:
        stems = (plain(lemma)[: len(lemma) - len(family) + 1],)
    else:
        stems = (plain(lemma)[: max(3, len(lemma) - 4)],)
    return any(w.startswith(stems) for w in words(sentence))


def test_every_type_has_frames_with_the_columns_of_the_contract() -> None:
    assert {type_ for type_, _ in ROWS} == set(EVENT_TYPES)
    for _, row in ROWS:
        assert set(row) == COLUMNS


def test_the_tables_are_wide() -> None:
    assert sum(type_ in OURS for type_, _ in ROWS) >= 1200
    nouns = sum(row["pos"] == "noun" for type_, row in ROWS if type_ in OURS)
    assert nouns >= 350


def test_ids_are_unique_over_all_types() -> None:
    seen = [row["id"] for _, row in ROWS]
    assert sorted({i for i in seen if seen.count(i) > 1}) == []


@pytest.mark.parametrize("type_", EVENT_TYPES)
def test_ids_parts_of_speech_modes_and_channels_are_known(type_: str) -> None:
    for row in (row for t, row in ROWS if t == type_):
        assert row["id"].startswith(type_.lower() + "-"), row["id"]
        assert row["pos"] in {"verb", "noun", "adj"}, row["id"]
        assert not row["mode"] or row["mode"] in modes(type_), f"{row['id']}: {row['mode']} is no mode of {type_}"
        assert not row["channel"] or row["channel"] in CHANNELS, f"{row['id']}: {row['channel']}"


@pytest.mark.parametrize("type_", EVENT_TYPES)
def test_slots_are_known(type_: str) -> None:
    for row in (row for t, row in ROWS if t == type_):
        for cell in (row["source"], row["target"]):
            if cell in {"", "-"}:
                continue
            for name in re.split(r"[|+]", cell):
                assert name.strip().rstrip("!") in PREPOSITIONS | PLACES, f"{row['id']}: slot {name}"


@pytest.mark.parametrize("type_", EVENT_TYPES)
def test_conditions_name_known_keys_and_classes(type_: str) -> None:
    known = classes("fr")
    for row in (row for t, row in ROWS if t == type_):
        for part in row["conditions"].split():
            key, sign, value = part.partition("=")
            key = key.rstrip("!")
            assert key in FLAGS if not sign else key.replace("_", " ") in KEYS | PREPOSITIONS | PLACES, (
                f"{row['id']}: {part}"
            )
            for name in (v for v in value.split(",") if v.startswith("@")):
                assert name in known, f"{row['id']}: class {name} is not in classes.tsv"
            if key == "complement":
                assert value in {"inf", "que"}, f"{row['id']}: {part}"


@pytest.mark.parametrize("type_", EVENT_TYPES)
def test_examples_contain_the_trigger_and_tell_their_sides(type_: str) -> None:
    faults = [f"{row['id']}: {fault}" for t, row in ROWS if t == type_ for fault in faults_of_example(row)]
    assert faults == []


def faults_of_example(row: dict[str, str]) -> list[str]:
    """What is wrong with the row's example, sides and counter-example."""
    faults = [] if row["example"].endswith((".", "!", "?")) else ["the example is no sentence"]
    source, _, target = row["sides"].partition(">")
    if not source or not target or (source == target == "-" and row["id"].split("-")[0].upper() in OURS):
        faults.append(f"sides {row['sides']!r}")
    lemmas = [w for w in row["trigger"].split() if w not in {"se", "s'"}]
    faults += [f"«{lemma}» is not in «{row['example']}»" for lemma in lemmas if not occurs(lemma, row["example"])]
    if row["counter"] and not occurs(lemmas[0], row["counter"]):
        faults.append(f"«{lemmas[0]}» is not in the counter-example «{row['counter']}»")
    if row["counter"] == row["example"]:
        faults.append("the counter-example is the example")
    return faults


def test_no_two_frames_of_a_type_are_the_same() -> None:
    seen: set[tuple[str, ...]] = set()
    for type_, row in ROWS:
        key = (type_, row["trigger"], row["pos"], row["source"], row["target"], row["conditions"])
        assert key not in seen, row["id"]
        seen.add(key)


def test_classes_hold_single_lemmas_once() -> None:
    rows = [(row["class"], row["lemma"]) for row in language_table("fr", "classes")]
    assert all(name.startswith("@") and lemma and not lemma.startswith("@") for name, lemma in rows)
    assert len(rows) == len(set(rows))


def test_support_verbs_name_a_slot_a_source_and_a_known_effect() -> None:
    table = language_table("fr", "support_verbs")
    assert len(table) >= 100
    assert len({row["id"] for row in table}) == len(table)
    for row in table:
        assert row["slot"] in {"obj", "subj"} | PREPOSITIONS, row["id"]
        assert row["source"] in {"subj", "-"} | PREPOSITIONS, row["id"]
        assert row["effect"] in {
            "",
            "planned",
            "requested",
            "hypothetical",
            "denied",
            "negated",
            "unconfirmed",
            "actual",
        }
        assert values(row["passes"]) or row["passes"] == "*", row["id"]
        head = next(w for w in row["verb"].split() if w not in {"se", "s'"})
        assert occurs(head, row["example"]), f"{row['id']}: «{head}» is not in its example"
