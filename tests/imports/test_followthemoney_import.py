"""FollowTheMoney entities into a register; and what our own exports become when they are imported again."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from dragoman.exports.formats import export
from dragoman.exports.selection import Selection
from dragoman.imports.events import Outcome, import_events
from dragoman.model import content_id
from dragoman.register import Register


def entity(key: str, schema: str, **properties: Any) -> str:
    return json.dumps({"id": key, "schema": schema, "properties": properties}, ensure_ascii=False) + "\n"


PEOPLE = (
    entity("occ-1", "Occupancy", holder=["p-1"], post=["pos-1"], startDate=["2019-03"], endDate=["2021"])
    + entity("p-1", "Person", name=["Ama Osei", "Ama A. Osei"], country=["gh"], alias=["A. Osei"])
    + entity("pos-1", "Position", name=["Minister of Transport"], country=["gh"])
    + entity("own-1", "Ownership", owner=["p-1"], asset=["c-1"])
    + entity("e-1", "Event", name=["A visit"], keywords=["type:CONSULT", "channel:visit", "context:economic"],
             date=["2020-06"], involved=["p-1"], namesMentioned=["une délégation"], location=["Suva"], country=["fj"])
    + entity("e-2", "Event", name=["A party"])
    + entity("p-2", "Person", country=["gh"])
    + "not json\n"
)  # fmt: skip


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "old.db") as register:
        yield register


def take(register: Register, path: Path, content: bytes) -> Outcome:
    path.write_bytes(content)
    return import_events(register, path, clock=lambda: datetime(2026, 1, 2), version="test")


def test_actors_offices_and_events(old: Register, tmp_path: Path) -> None:
    done = take(old, tmp_path / "x.ftm.json", PEOPLE.encode())
    assert done == Outcome(2, 0, 3, {"Occupancy": 1, "Ownership": 1, "Position": 1})
    (osei,) = [a for a in old.actors() if a.type == "person"]
    assert (osei.name, osei.state, osei.aliases) == ("Ama Osei", "GHA", ("A. Osei", "Ama A. Osei"))
    (office,) = osei.offices
    assert (office.title, office.body, office.start, office.end) == (
        "Minister of Transport", "GHA", date(2019, 3, 1), date(2021, 12, 31),
    )  # fmt: skip
    (visit,) = old.events()
    assert (visit.type, visit.channel, visit.contexts) == ("CONSULT", "visit", ("economic",))
    assert [p.name for p in visit.source] == ["Ama Osei", "une délégation"]
    assert visit.source[0].actor == osei.id
    assert visit.date is not None
    assert (visit.date.earliest, visit.date.latest) == (date(2020, 6, 1), date(2020, 6, 30))
    assert visit.place is not None
    assert (visit.place.name, visit.place.country) == ("Suva", "FJI")


def test_reasons(old: Register, tmp_path: Path) -> None:
    take(old, tmp_path / "x.ftm.json", PEOPLE.encode())
    reasons = {r.source.split(":")[-1]: r.reason for r in old.rejects()}
    assert reasons["6"].startswith("is an Event without a PLOVER type")
    assert reasons["7"] == "is a Person without a name"
    assert reasons["8"].startswith("is no JSON")


def exported(path: Path, name: str) -> bytes:
    out = io.BytesIO()
    with Register(path, read_only=True) as register:
        export(Selection(register), name, out)
    return out.getvalue()


def test_our_own_entities_come_back(old: Register, tmp_path: Path, register_file: Path) -> None:
    take(old, tmp_path / "own.ftm.json", exported(register_file, "followthemoney"))
    with Register(register_file, read_only=True) as ours:
        before = {a.id: (a.name, a.type, a.state, a.wikidata) for a in ours.actors() if a.type == "person"}
        codes = [(e.type, e.channel, e.status, e.date and e.date.earliest) for e in ours.events()]
    after = {a.id: (a.name, a.type, a.state, a.wikidata) for a in old.actors() if a.type == "person"}
    assert after == before
    assert sorted(((e.type, e.channel, e.status, e.date and e.date.earliest) for e in old.events()), key=str) == sorted(
        codes, key=str
    )


@pytest.mark.parametrize("name", ["polecat", "icews", "gdelt"])
def test_our_own_events_come_back(old: Register, tmp_path: Path, register_file: Path, name: str) -> None:
    done = take(old, tmp_path / f"own.{name}", exported(register_file, name))
    assert done == Outcome(3, 0, 0, {})
    found = sorted(old.events(), key=lambda e: (e.type, e.place.name if e.place else ""))
    assert [e.type for e in found] == ["AGREE", "CONSULT", "CONSULT"]
    meeting, retold, letter = found
    assert [p.actor for p in (*meeting.source, *meeting.target)] == [content_id("state", c) for c in ("KEN", "ETH")]
    assert [(p.name, p.state) for p in letter.source] == [("Elijah Mwangi", "KEN")]
    assert letter.place is not None
    assert (letter.place.name, letter.place.country) == ("Nairobi", "KEN")
    assert letter.date is not None
    assert letter.date.earliest == date(2025, 3, 4)
    assert retold.date is not None
    assert retold.date.earliest == date(2025, 3, 5)
