"""The export is what the contract says: fields, offsets, references, order, bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.exports import jsonl
from dragoman.register import Register

FIELDS = {
    "article": "source title outlet authors language place published credits text",
    "actor": "name type state wikidata aliases offices mentions",
    "event": "article type mode contexts channel ordinal source target roles place date status attribution intensity "
    "evidence occurrence",
    "statement": "article speaker via form verb stance addressee start end text",
    "time": "article type value date start end text",
    "occurrence": "events date independent_sources",
    "story": "articles title",
    "derivation": "article origin relation basis",
}


@pytest.fixture
def record(register_file: Path) -> list[dict[str, Any]]:
    with Register(register_file, read_only=True) as register:
        return [json.loads(line) for line in jsonl.lines(register)]


def of(record: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [line for line in record if line["kind"] == kind]


def test_every_kind_has_its_fields(record: list[dict[str, Any]]) -> None:
    assert {line["kind"] for line in record} == set(FIELDS)
    for line in record:
        assert list(line)[:2] == ["kind", "id"]
        assert set(FIELDS[line["kind"]].split()) <= set(line)


def test_ids_are_unique(record: list[dict[str, Any]]) -> None:
    ids = [(line["kind"], line["id"]) for line in record]
    assert len(ids) == len(set(ids))


def test_offsets_point_at_the_words(record: list[dict[str, Any]]) -> None:
    text = {line["id"]: line["text"] for line in of(record, "article")}
    spans = [(e["article"], s) for e in of(record, "event") for s in e["evidence"]]
    spans += [(line["article"], line) for line in of(record, "statement") + of(record, "time")]
    spans += [(m["article"], m) for actor in of(record, "actor") for m in actor["mentions"]]
    assert len(spans) == 11
    for article, span in spans:
        assert text[article][span["start"] : span["end"]] == span["text"]


def test_references_lead_somewhere(record: list[dict[str, Any]]) -> None:
    ids = {line["id"] for line in record}
    for line in record:
        assert line.get("article", next(iter(ids))) in ids
        assert set(line.get("events", [])) | set(line.get("articles", [])) <= ids
    for event in of(record, "event"):
        assert {p["actor"] for p in event["source"] + event["target"]} <= ids
    letter, meeting, retold = of(record, "event")
    assert letter["occurrence"] == retold["occurrence"] == of(record, "occurrence")[0]["id"]
    assert meeting["occurrence"] is None


def test_the_dateline_has_its_country(record: list[dict[str, Any]]) -> None:
    places = {line["source"]: line["place"] for line in of(record, "article")}
    assert places["press/mediation.txt"] == {"name": "Nairobi", "country": "KEN"}
    assert places["press/fair.txt"] is None


def test_not_known_is_null(record: list[dict[str, Any]]) -> None:
    fair = of(record, "article")[0]
    assert fair["published"] == {"best": None, "earliest": None, "latest": None, "basis": [], "conflict": []}
    assert fair["outlet"] is None
    assert of(record, "time")[1]["date"] is None


def test_roles_ordinal_and_chain(record: list[dict[str, Any]]) -> None:
    letter, meeting, _ = of(record, "event")
    assert letter["roles"]["bearer"] == [{"actor": "elijah-mwangi", "name": "Elijah Mwangi", "state": "KEN"}]
    assert meeting["ordinal"] == 2
    assert [v["name"] for v in meeting["attribution"]] == ["la radio publique", "Agence d'essai"]


def test_the_order_is_fixed(record: list[dict[str, Any]]) -> None:
    kinds = list(dict.fromkeys(line["kind"] for line in record))
    assert kinds == ["article", "actor", "event", "statement", "time", "occurrence", "story", "derivation"]
    assert [a["source"] for a in of(record, "article")] == sorted(a["source"] for a in of(record, "article"))


def test_accents_are_written_as_they_are(register_file: Path) -> None:
    with Register(register_file, read_only=True) as register:
        assert any("présidente éthiopienne" in line for line in jsonl.lines(register))
