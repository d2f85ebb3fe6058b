"""Small files in the exact shapes of the sources that users fetch, and a library made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from dragoman.actors.knowledge import knowledge
from dragoman.actors.library import UNSURE, Imported, Library
from dragoman.imports.filling import Outcome, import_file

KNOWN = knowledge("fr")
NOW = datetime(2026, 3, 1, 12)


def taken(path: Path, library: Path, **wishes: Any) -> Outcome:
    """Takes a file over at a fixed time."""
    return import_file(path, library, KNOWN, clock=lambda: NOW, **wishes)


def one(library: Path, name: str) -> Imported:
    """The only person of that name in the library."""
    opened = Library(library, KNOWN.offices)
    (found,) = opened.people([name], weak=UNSURE).get(name.lower(), ())
    opened.close()
    return found


# --- FollowTheMoney --------------------------------------------------------------------------------------------------


def ftm(id: str, schema: str, caption: str = "", *, referents: Iterable[str] = (), **properties: Any) -> dict[str, Any]:
    """An entity as OpenSanctions exports it: every property is a list of strings."""
    values = {k: v if isinstance(v, list) else [v] for k, v in properties.items()}
    return {
        "id": id, "caption": caption or id, "schema": schema, "properties": values, "referents": list(referents),
        "datasets": ["peps"], "first_seen": "2024-01-01T00:00:00", "last_seen": "2026-02-01T00:00:00",
        "last_change": "2025-01-01T00:00:00", "target": schema == "Person",
    }  # fmt: skip


def minister(
    person: str = "NK-minister", *, name: str = "Thabiso Mokoena", start: str = "2024-11-03", **more: Any
) -> list[dict[str, Any]]:
    """A person, the office and the occupancy between them."""
    label = "Minister of Foreign Affairs of Lesotho"
    properties = {"name": name, "country": "ls", "gender": "male", "lastName": name.split()[-1], "topics": "role.pep"}
    return [
        ftm(person, "Person", name, **{**properties, **more}),
        ftm("NK-post", "Position", label, name=label, country="ls", topics=["gov.executive", "gov.national"]),
        ftm(f"{person}-held", "Occupancy", holder=person, post="NK-post", startDate=start, status="current"),
    ]


def json_lines(path: Path, entities: Iterable[Any]) -> Path:
    """The entities as JSON Lines; texts stand as they are."""
    lines = (e if isinstance(e, str) else json.dumps(e, ensure_ascii=False) for e in entities)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


# --- Wikidata --------------------------------------------------------------------------------------------------------


def snak(prop: str, value: Any, kind: str) -> dict[str, Any]:
    """A snak with a value."""
    return {"snaktype": "value", "property": prop, "datavalue": {"value": value, "type": kind}, "datatype": kind}


def item_snak(prop: str, qid: str) -> dict[str, Any]:
    """A snak that names an item."""
    return snak(prop, {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid}, "wikibase-entityid")


def time_snak(prop: str, day: str) -> dict[str, Any]:
    """A snak with a day as precise as it is written: months and days are 00 below the precision."""
    precision = {4: 9, 7: 10, 10: 11}[len(day)]
    year, month, dayed = (*day.split("-"), "00", "00")[:3]
    value = {
        "time": f"+{year}-{month}-{dayed}T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": precision,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727",
    }  # fmt: skip
    return snak(prop, value, "time")


def claim(main: dict[str, Any], rank: str = "normal", **qualifiers: list[dict[str, Any]]) -> dict[str, Any]:
    """A statement with its rank and qualifiers."""
    order = list(qualifiers)
    return {
        "mainsnak": main, "type": "statement", "qualifiers": qualifiers, "qualifiers-order": order,
        "id": f"X${main['property']}-{json.dumps(main['datavalue']['value'], sort_keys=True)[:80]}-{rank}-{qualifiers}",
        "rank": rank, "references": [],
    }  # fmt: skip


def held(post: str, start: str = "", end: str = "", rank: str = "normal") -> dict[str, Any]:
    """A P39 statement; `end` «novalue» says that it is still held."""
    qualifiers: dict[str, list[dict[str, Any]]] = {}
    if start:
        qualifiers["P580"] = [time_snak("P580", start)]
    if end == "novalue":
        qualifiers["P582"] = [{"snaktype": "novalue", "property": "P582", "datatype": "time"}]
    elif end:
        qualifiers["P582"] = [time_snak("P582", end)]
    return claim(item_snak("P39", post), rank, **qualifiers)


def item(
    qid: str, labels: dict[str, str], aliases: dict[str, list[str]] | None = None, **claims: Any
) -> dict[str, Any]:
    """An item of a dump."""
    return {
        "type": "item", "id": qid, "labels": {k: {"language": k, "value": v} for k, v in labels.items()},
        "descriptions": {}, "claims": claims, "sitelinks": {}, "lastrevid": 1, "modified": "2026-01-01T00:00:00Z",
        "aliases": {k: [{"language": k, "value": v} for v in several] for k, several in (aliases or {}).items()},
    }  # fmt: skip


def human(
    qid: str, labels: dict[str, str], *offices: dict[str, Any], country: str = "Q1013", **more: Any
) -> dict[str, Any]:
    """A person of a state (Lesotho if none is named)."""
    own = {"P31": [claim(item_snak("P31", "Q5"))], "P27": [claim(item_snak("P27", country))], "P39": list(offices)}
    aliases = more.pop("aliases", None)
    return item(qid, labels, aliases, **own, **more)


def post(qid: str, label: str, of: str = "Q1013", language: str = "en") -> dict[str, Any]:
    """An office of a jurisdiction (Lesotho if none is named)."""
    return item(qid, {language: label}, P31=[claim(item_snak("P31", "Q294414"))], P1001=[claim(item_snak("P1001", of))])


def dump(path: Path, entities: Iterable[dict[str, Any]]) -> Path:
    """The entities as a dump: an array with one entity a line."""
    lines = ",\n".join(json.dumps(e, ensure_ascii=False) for e in entities)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    return path
