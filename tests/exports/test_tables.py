"""CSV and Parquet, read by readers that are not ours: csv, pandas, polars, pyarrow."""

from __future__ import annotations

import csv
import io
import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from dragoman.errors import UsageError
from dragoman.exports.columns import MissingError, needed
from dragoman.exports.formats import export_tables
from dragoman.exports.selection import Selection
from dragoman.exports.tables import TABLES
from dragoman.register import Register, parse
from dragoman.register.queries import Query


def csv_rows(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))


@pytest.mark.parametrize("name", TABLES)
def test_csv_and_parquet_say_the_same(write: Any, name: str) -> None:
    rows = csv_rows(write("csv", table=name))
    frame = pq.read_table(io.BytesIO(write("parquet", table=name)))
    assert frame.num_rows == len(rows)
    assert frame.column_names == [c.name for c in TABLES[name].columns] == list(rows[0])
    for row, record in zip(rows, frame.to_pylist(), strict=True):
        for column, value in record.items():
            if isinstance(value, list):
                assert row[column] == ";".join(value)
            elif value is None:
                assert row[column] == ""
            elif isinstance(value, float):
                assert math.isclose(float(row[column]), value)
            else:
                assert row[column] == str(value)


def test_events_in_csv(write: Any) -> None:
    letter, meeting, retold = csv_rows(write("csv"))
    assert letter["source_names"] == "Elijah Mwangi"
    assert (letter["earliest"], letter["country"], letter["occurrence"] != "") == ("2025-03-04", "KEN", True)
    assert (meeting["ordinal"], meeting["attribution"]) == ("2", "la radio publique;Agence d'essai")
    assert (retold["status"], retold["earliest"], retold["place"]) == ("unconfirmed", "", "")
    assert letter["occurrence"] == retold["occurrence"]


def test_texts_with_line_breaks_and_commas_come_back(write: Any, register: Register) -> None:
    texts = [row["text"] for row in csv_rows(write("csv", table="article"))]
    assert texts == [document.article.text for document in register.documents()]


def test_pandas_and_polars_read_the_types(write: Any) -> None:
    raw = write("parquet")
    frame = pd.read_parquet(io.BytesIO(raw))
    assert list(frame["type"]) == ["CONSULT"] * 3
    assert frame["intensity"].dtype == "float64"
    events = pl.read_parquet(io.BytesIO(raw))
    assert events.schema["earliest"] == pl.Date
    assert events.schema["source_states"] == pl.List(pl.String)
    assert events["earliest"].to_list() == [date(2025, 3, 4), date(2025, 3, 12), None]


def test_columns_carry_their_meaning(write: Any) -> None:
    schema = pq.read_schema(io.BytesIO(write("parquet")))
    assert schema.field("rule").metadata == {b"meaning": b"id of the frame that found it"}


def test_a_query_selects(write: Any) -> None:
    planned = Query(statuses=("planned",))
    assert [row["status"] for row in csv_rows(write("csv", planned))] == ["planned"]
    assert {row["id"] for row in csv_rows(write("csv", planned, "actor"))} == {"ken", "eth", "agence-d-essai"}
    assert len(csv_rows(write("csv", planned, "article"))) == 1
    assert csv_rows(write("csv", planned, "occurrence")) == []


def test_the_records_that_a_query_lists_are_the_table(write: Any) -> None:
    assert [row["speaker"] for row in csv_rows(write("csv", parse("kind:statement speaker:KEN")))] == ["Elijah Mwangi"]
    assert len(csv_rows(write("csv", parse("kind:statement speaker:KEN"), "article"))) == 1
    articles = csv_rows(write("csv", parse("kind:article foire")))
    assert [row["source"] for row in articles] == ["press/fair.txt"]


def test_articles_of_a_query_come_in_pages(write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.exports.selection.PORTION", 1)
    found = csv_rows(write("csv", parse("kind:article lettre"), "article"))
    assert sorted(row["source"] for row in found) == ["press/mediation.txt", "press/rewrite.txt"]


def test_the_same_bytes_again(write: Any) -> None:
    assert write("parquet") == write("parquet")
    assert write("csv") == write("csv")


def test_every_table_into_a_folder(register: Register, tmp_path: Path) -> None:
    export_tables(Selection(register), "parquet", tmp_path / "out")
    assert sorted(p.stem for p in (tmp_path / "out").iterdir()) == sorted(TABLES)
    with pytest.raises(UsageError, match="one whole"):
        export_tables(Selection(register), "jsonl", tmp_path / "out")


def test_json_lines_are_the_contract(write: Any) -> None:
    kinds = [json.loads(line)["kind"] for line in write("jsonl").splitlines()]
    assert kinds[0] == "article"


def test_what_is_missing_says_what_to_install() -> None:
    with pytest.raises(MissingError, match=r"pip install 'dragoman\[exchange\]'"):
        needed("no_such_library.part", "the Parquet export")


def test_portions_are_written_as_they_come(many: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.exports import parquet

    monkeypatch.setattr(parquet, "PORTION", 64)
    written = [0]

    class Pipe(io.RawIOBase):
        """A pipe: it can be written and nothing else."""

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            written[0] += len(data)
            return len(data)

    read = many.documents
    by_then: list[int] = []

    def watched() -> Any:
        for document in read():
            by_then.append(written[0])
            yield document

    monkeypatch.setattr(many, "documents", watched)
    parquet.write(Selection(many), Pipe())  # type: ignore[arg-type]
    assert len(by_then) == 300
    assert by_then[0] < by_then[150] < by_then[250]
