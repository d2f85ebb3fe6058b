"""Whatever a file of events holds, a row becomes a document whose words stand where it says, or is set aside."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.document import Document
from dragoman.imports.events import documents
from dragoman.imports.events_gdelt import COLUMNS
from dragoman.model import EVENT_TYPES, Reject

POLECAT = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Contexts", "Actor Name", "Actor Country", "Actor Sectors",
    "Recipient Name", "Recipient Country", "City", "Country", "Latitude", "Longitude", "Publication Date", "Source",
]  # fmt: skip
ICEWS = [
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "CAMEO Code", "Target Name",
    "Target Country", "City", "Country", "Latitude", "Longitude", "Publisher",
]  # fmt: skip
# Cells that make sense somewhere, and cells that make none anywhere.
CELLS = st.one_of(
    st.sampled_from(
        ["", "2020-01-05", "20200105", "AID", "CONSULT", "visit", "042", "190", "KEN", "Kenya", "IGO", "UNO", "A; B", "X|Y",
         "nan", "inf", "-1.5", "GOV;MIL", "None", "http://[", "https://press.example/x", "Rebel", "Angela Merkel"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=12),
)  # fmt: skip


def taken(form: str, content: str) -> list[Document]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_text(content, encoding="utf-8", newline="")
        found = list(documents(path, form, form))
    assert all(item.reason for item in found if isinstance(item, Reject))
    return [item for item in found if isinstance(item, Document)]


def check(document: Document) -> None:
    text = document.text
    for event in document.events:
        assert event.type in EVENT_TYPES
        assert event.date is None or isinstance(event.date.earliest, date)
        for span in (*event.evidence, event.trigger):
            assert text[span.start : span.end] == span.text
        for number in (event.place.lat, event.place.lon) if event.place else ():
            assert number is None or math.isfinite(number)
        assert {p.actor for p in (*event.source, *event.target)} <= {a.id for a in document.actors}


@pytest.mark.parametrize(("form", "names"), [("polecat", POLECAT), ("icews", ICEWS), ("gdelt", list(COLUMNS))])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_rows(form: str, names: list[str], data: st.DataObject) -> None:
    cells = data.draw(st.fixed_dictionaries(dict.fromkeys(names, CELLS)))
    for name in ("Event ID", "GLOBALEVENTID"):
        if name in cells:
            cells[name] = cells[name] or "1"
    lines = ["\t".join(names), "\t".join(cell.replace("\t", " ") for cell in cells.values())]
    for document in taken(form, "\n".join(lines) + "\n"):
        check(document)


VALUES: st.SearchStrategy[Any] = st.one_of(
    st.lists(CELLS, max_size=3), CELLS, st.none(), st.integers(), st.dictionaries(st.just("id"), CELLS),
    st.sampled_from([["type:AID"], ["type:CONSULT", "channel:visit", "status:planned"], ["2020-13"], ["2020-02"]]),
)  # fmt: skip
NAMES = ["name", "country", "keywords", "date", "startDate", "endDate", "involved", "location", "position", "alias"]


@settings(max_examples=60, deadline=None)
@given(
    schema=st.sampled_from(["Person", "Event", "Organization", "Position", "Occupancy", "Ship", 7, None, ["Person"]]),
    key=st.one_of(CELLS, st.integers()),
    properties=st.one_of(st.dictionaries(st.sampled_from(NAMES), VALUES), st.lists(CELLS)),
)
def test_entities(schema: Any, key: Any, properties: Any) -> None:
    line = json.dumps({"id": key, "schema": schema, "properties": properties})
    for document in taken("followthemoney", line + "\n"):
        check(document)
