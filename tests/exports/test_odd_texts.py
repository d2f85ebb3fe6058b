"""Signs that formats trip over, in names, evidence and sources: every export stays readable and says the same."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import feedparser
import icalendar
import networkx as nx
import pyarrow.parquet as pq
import pytest

from dragoman.document import Document
from dragoman.exports.formats import MODULES, export
from dragoman.exports.selection import Selection
from dragoman.model import Actor, Party
from dragoman.register import Register

ODD = [
    "\x00\x1b[31m", "a\"b<c>&'d", "tab\tline\nbreak\r\nend", "«;,\\:» \\n", "\u2028\u202e\ufeff", "😀" * 40, "]]></node>",
    "=1+1", "--><!--", " ",
]  # fmt: skip


@pytest.fixture(params=ODD, ids=[f"{n}" for n in range(len(ODD))])
def odd(request: pytest.FixtureRequest, tmp_path: Path, documents: list[Document]) -> tuple[str, Register]:
    """A register whose parties, source and evidence bear an odd name."""
    name, first = str(request.param), documents[0]
    someone = Party("x", name, "KEN")
    meeting = replace(first.events[1], source=(someone,), attribution=(someone,))
    made = replace(
        first,
        article=replace(first.article, source=name),
        actors=(*first.actors, Actor("x", name, "person", "KEN", aliases=(name,))),
        events=(meeting,),
    )
    register = Register(tmp_path / "odd.db")
    register.add(made)
    return name, register


def test_every_export_stays_readable(odd: tuple[str, Register]) -> None:
    name, register = odd
    written = {}
    for form in MODULES:
        out = io.BytesIO()
        export(Selection(register), form, out)
        written[form] = out.getvalue()
    register.close()
    for form in ("timeline", "annotations", "schemaorg"):
        json.loads(written[form])
    for form in ("jsonl", "followthemoney"):
        assert all(json.loads(line) for line in written[form].split(b"\n") if line)
    (row,) = csv.DictReader(io.StringIO(written["csv"].decode(), newline=""))
    assert row["source_names"] == name
    assert pq.read_table(io.BytesIO(written["parquet"]))["source_names"].to_pylist() == [[name]]
    for form, columns in (("polecat", 40), ("icews", 20), ("gdelt", 61), ("cameo", 10)):
        assert {line.count(b"\t") + 1 for line in written[form].split(b"\n") if line} == {columns}, form
    for form in ("graphml", "gexf"):
        graph = getattr(nx, f"read_{form}")(io.BytesIO(written[form]))
        assert set(graph) == {"x", "eth"}
    (entry,) = icalendar.Calendar.from_ical(written["icalendar"]).walk("VEVENT")
    assert "CONSULT/meeting" in str(entry["SUMMARY"])
    feed = feedparser.parse(written["atom"])
    assert not feed.bozo
    assert len(feed.entries) == 1
