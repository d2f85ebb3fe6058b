"""The bundled sample and its coded answers fit together: files, anchors, sides, dates, groups."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from dragoman.languages.base import rows

SAMPLES = Path(__file__).parents[2] / "samples"
ANSWERS = Path(__file__).parent / "answers"
FORMS = {".txt", ".md", ".html"}
TYPES = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)
STATUSES = {"actual", "planned", "requested", "denied", "unconfirmed", "hypothetical"}
MARKS = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
PART_OF_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

sample_files = sorted(path for path in SAMPLES.iterdir() if path.suffix in FORMS)
answer_files = sorted(ANSWERS.glob("*.json"))


def plain(text: str) -> str:
    """The text with one kind of apostrophe and single spaces: anchors are compared without regard to either."""
    return " ".join(text.translate(MARKS).split())


def visible(page: str) -> str:
    """What a reader sees of an HTML page, furniture included."""
    page = re.sub(r"(?s)<(head|script|style)\b.*?</\1>", " ", page)
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def texts() -> dict[str, str]:
    """Answer key (the file's stem) -> the text it codes."""
    found: dict[str, str] = {}
    for path in sample_files:
        content = path.read_text(encoding="utf-8")
        found[path.stem] = plain(visible(content) if path.suffix == ".html" else content)
    return found


def answers() -> dict[str, dict[str, Any]]:
    """Answer key -> the coded answer."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in answer_files}


TEXTS, CODED = texts(), answers()
each_answer = pytest.mark.parametrize("key", sorted(CODED))


def known_codes() -> set[str]:
    """Every code a side may carry: states, territories and former states, and bodies; «» for whom none stands."""
    world = files("dragoman.actors.tables")
    states = {row["iso3"] for row in rows(world.joinpath("states.tsv"))}
    bodies = {row["code"] for row in rows(world.joinpath("bodies.tsv"))}
    return states | bodies | {""}


def test_every_sample_has_an_answer_and_every_answer_a_sample() -> None:
    assert set(TEXTS) == set(CODED)


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_sample_is_of_press_length(key: str) -> None:
    assert 350 <= len(TEXTS[key].split()) <= 700


@each_answer
def test_an_answer_is_keyed_by_its_file(key: str) -> None:
    assert CODED[key]["key"] == key
    assert CODED[key]["language"] == "fr"


@each_answer
def test_an_answer_was_coded_on_the_text_that_stands(key: str) -> None:
    whole = [path for path in sample_files if path.stem == key]
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == CODED[key]["sha256"] for path in whole)


@each_answer
def test_anchors_occur_in_the_text(key: str) -> None:
    anchors = [item["anchor"] for item in CODED[key]["events"] + CODED[key]["statements"]]
    assert [anchor for anchor in anchors if plain(anchor) not in TEXTS[key]] == []


@each_answer
def test_credits_occur_in_the_text(key: str) -> None:
    assert [name for name in CODED[key]["credits"] if plain(name).casefold() not in TEXTS[key].casefold()] == []


@each_answer
def test_sides_carry_known_codes(key: str) -> None:
    sides = [side for event in CODED[key]["events"] for side in event["source"] + event["target"]]
    assert {side["state"] or "" for side in sides} - known_codes() == set()
    assert all(side["name"].strip() for side in sides)


@each_answer
def test_events_are_of_the_codebook(key: str) -> None:
    for event in CODED[key]["events"]:
        assert {event["type"], *event.get("alt", [])} <= TYPES
        assert event["status"] in STATUSES
        assert event["type"] not in event.get("alt", [])
    assert {statement["kind"] for statement in CODED[key]["statements"]} <= {"direct", "indirect"}


@each_answer
def test_dates_are_days_months_or_years(key: str) -> None:
    answer = CODED[key]
    assert answer["published_from"] in {"metadata", "dateline", "inferred", "none"}
    assert (answer["published"] is None) == (answer["published_from"] == "none")
    if answer["published"]:
        date.fromisoformat(answer["published"])
    for day in filter(None, (event["date"] for event in answer["events"])):
        assert PART_OF_DAY.fullmatch(day)
        date.fromisoformat((day + "-01-01")[:10])


@each_answer
def test_what_happened_did_not_happen_after_it_was_told(key: str) -> None:
    answer = CODED[key]
    if answer["published"]:
        actual = [event for event in answer["events"] if event["status"] == "actual" and event["date"]]
        assert [event["anchor"] for event in actual if event["date"] > answer["published"]] == []


@each_answer
def test_events_stand_where_the_text_is_relevant_and_only_there(key: str) -> None:
    assert bool(CODED[key]["events"]) == CODED[key]["relevant"]


def test_rewrite_groups_name_each_other() -> None:
    groups = {key: answer["groups"] for key, answer in CODED.items() if answer.get("groups")}
    for key, group in groups.items():
        assert key in group["members"]
        assert all(groups[member] == group for member in group["members"])


def test_the_sample_is_as_varied_as_it_claims() -> None:
    assert len(TEXTS) == 34
    assert Counter(answer["relevant"] for answer in CODED.values())[False] == 4
    assert len({tuple(a["groups"]["members"]) for a in CODED.values() if a.get("groups")}) == 3
    assert {answer["published_from"] for answer in CODED.values()} == {"metadata", "dateline", "inferred", "none"}
    assert {path.suffix for path in sample_files} == FORMS
