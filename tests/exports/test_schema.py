"""The record against its JSON Schema, by jsonschema; and a part of it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from dragoman.model import EVENT_TYPES, STATUSES
from dragoman.register.queries import Query

SCHEMA = json.loads(files("dragoman.exports").joinpath("record.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def lines(raw: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in raw.splitlines()]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    event = SCHEMA["$defs"]["event"]["properties"]
    assert tuple(event["type"]["enum"]) == EVENT_TYPES
    assert tuple(event["status"]["enum"]) == STATUSES


def test_every_line_fits(write: Any) -> None:
    found = lines(write("jsonl"))
    assert {line["kind"] for line in found} == set(SCHEMA["properties"]["kind"]["enum"])
    for line in found:
        VALIDATOR.validate(line)


@pytest.mark.parametrize("wrong", [{"status": "certain"}, {"intensity": 11}, {"evidence": []}, {"date": "2024"}])
def test_a_wrong_line_does_not(write: Any, wrong: dict[str, Any]) -> None:
    event = next(line for line in lines(write("jsonl")) if line["kind"] == "event")
    assert VALIDATOR.is_valid(event)
    assert not VALIDATOR.is_valid(event | wrong)


def test_a_part_of_the_record_is_one_too(write: Any) -> None:
    found = lines(write("jsonl", Query(statuses=("planned",))))
    for line in found:
        VALIDATOR.validate(line)
    ids = {line["id"] for line in found}
    assert [line["kind"] for line in found].count("article") == 1
    assert [line["kind"] for line in found].count("event") == 2
    for line in found:
        assert set(line.get("events", [])) | set(line.get("articles", [])) <= ids
        assert line.get("article", next(iter(ids))) in ids


def test_all_articles_give_the_whole(write: Any) -> None:
    whole = [line for line in lines(write("jsonl")) if "press/fair.txt" not in line.values()]
    part = lines(write("jsonl", Query(types=("CONSULT",))))
    assert part == [line for line in whole if line["kind"] != "actor" or line["mentions"] or line in part]
