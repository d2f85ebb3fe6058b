"""FollowTheMoney entities against its schema: by the library where it is installed, always by the schema's facts.

`followthemoney_schema.json` has the names, types and required properties of followthemoney 4.11.2 (MIT). The library
itself needs the ICU headers to install: `make test-followthemoney` installs it and runs this file.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dragoman.exports.followthemoney import ACTOR, ARTICLE, EVENT, MENTION, OCCUPANCY, POSITION
from dragoman.register.queries import Query

SCHEMA = json.loads((Path(__file__).parent / "followthemoney_schema.json").read_text(encoding="utf-8"))
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
CODES = {"country": re.compile("[a-z]{2}"), "language": re.compile("[a-z]{3}"), "checksum": re.compile("[0-9a-f]{40}")}
# Schema -> what it descends from, as far as a property's range asks for it.
PARENTS = {
    "Person": {"Person", "LegalEntity", "Thing"},
    "PublicBody": {"PublicBody", "Organization", "LegalEntity", "Thing"},
    "Organization": {"Organization", "LegalEntity", "Thing"},
    "LegalEntity": {"LegalEntity", "Thing"},
    "Article": {"Article", "Document", "Thing"},
    "Event": {"Event", "Thing"},
    "Position": {"Position", "Thing"},
}


def entities(raw: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in raw.splitlines()]


def of(found: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [e["properties"] | {"id": e["id"]} for e in found if e["schema"] == schema]


def check(found: list[dict[str, Any]]) -> None:
    """Every property is one of its schema, required ones are there, values fit their types, references lead on."""
    schemas = {e["id"]: e["schema"] for e in found}
    assert len(schemas) == len(found)
    for e in found:
        known = SCHEMA[e["schema"]]
        assert set(known["required"]) <= set(e["properties"]), e
        for name, values in e["properties"].items():
            kind = known["properties"][name]
            assert values and all(isinstance(v, str) and v for v in values), (e["schema"], name)
            for value in values:
                if kind == "date":
                    assert DATE.fullmatch(value), (name, value)
                elif kind in CODES:
                    assert CODES[kind].fullmatch(value), (name, value)
                elif kind[0].isupper():
                    assert kind in PARENTS[schemas[value]], (name, value)


def test_the_schema_allows_every_entity(write: Any) -> None:
    check(entities(write("followthemoney")))
    check(entities(write("followthemoney", Query(statuses=("planned",)))))


def test_every_declared_property_is_one_of_the_schema() -> None:
    for section in (ACTOR, POSITION, OCCUPANCY, ARTICLE, MENTION, EVENT):
        for schema in section.name.split(", "):
            used = {c.name for c in section.columns} - ({"position"} if schema != "Person" else set())
            assert used <= set(SCHEMA[schema]["properties"]), schema


def test_people_hold_offices(write: Any) -> None:
    found = entities(write("followthemoney"))
    (minister, president) = of(found, "Person")
    assert minister["name"] == ["Elijah Mwangi"]
    assert minister["country"] == ["ke"]
    posts = {p["id"]: p["name"][0] for p in of(found, "Position")}
    held = {posts[o["post"][0]] for o in of(found, "Occupancy") if o["holder"] == [minister["id"]]}
    assert held == {"ministre des Affaires étrangères", "chef de la diplomatie"}
    assert president["position"] == ["présidente"]


def test_events_lead_to_actors_and_articles(write: Any) -> None:
    found = entities(write("followthemoney"))
    letter, meeting, retold = of(found, "Event")
    names = {e["id"]: e["caption"] for e in found}
    assert [names[i] for i in letter["involved"]] == ["Elijah Mwangi", "Hanna Tessema"]
    assert letter["date"] == ["2025-03-04"]
    assert {"type:CONSULT", "channel:letter", "status:actual"} <= set(letter["keywords"])
    assert names[letter["proof"][0]] == "Nairobi accueille les pourparlers sur l'Ogaden"
    assert meeting["country"] == ["et"]
    assert "date" not in retold


def test_articles(write: Any) -> None:
    first = of(entities(write("followthemoney")), "Article")[1]
    assert (first["language"], first["publishedAt"], first["fileName"]) == (
        ["fra"],
        ["2025-03-04"],
        ["press/mediation.txt"],
    )


def test_the_library_accepts_every_value(write: Any) -> None:
    followthemoney = pytest.importorskip("followthemoney")
    for entity in entities(write("followthemoney")):
        proxy = followthemoney.model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        for name, values in entity["properties"].items():
            kind = proxy.schema.get(name).type
            assert [kind.clean(v, proxy=proxy) for v in values] == values, (entity["schema"], name)
