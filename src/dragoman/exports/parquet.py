"""Parquet, and Arrow tables for the DataFrames: the same tables as CSV, typed and compressed. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from dragoman.exports.columns import Column, Format, needed
from dragoman.exports.selection import Selection
from dragoman.exports.tables import TABLES, Table, table

# Rows written at a time: memory does not grow with the table.
PORTION = 5000


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes the selection's table (see `Selection.chosen`) in portions of rows."""
    needed("pyarrow.parquet", "the Parquet export")
    import pyarrow as pa
    import pyarrow.parquet as pq

    chosen = table(selection.chosen)
    schema = _schema(chosen)
    with pq.ParquetWriter(_Counting(out), schema, compression="zstd") as writer:
        for batch in batches(chosen, chosen.records(selection)):
            # Not write_batch, which gathers a million rows before it writes any.
            writer.write_table(pa.Table.from_batches([batch]), row_group_size=PORTION)


def arrow(selection: Selection) -> Any:
    """The selection's table as a pyarrow.Table."""
    pa = needed("pyarrow", "a DataFrame")
    chosen = table(selection.chosen)
    return pa.Table.from_batches(list(batches(chosen, chosen.records(selection))), _schema(chosen))


def batches(of: Table, records: Iterable[Any]) -> Iterator[Any]:
    """The records in portions, as pyarrow.RecordBatch."""
    import pyarrow as pa

    schema, rest = _schema(of), iter(records)
    while portion := list(islice(rest, PORTION)):
        arrays = [
            pa.array([_value(c, c.of(record)) for record in portion], type=schema.field(c.name).type)
            for c in of.columns
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _value(column: Column, value: Any) -> Any:
    return float(value) if column.kind == "number" and value is not None else value


def _schema(of: Table) -> Any:
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "number": pa.float64(),
        "integer": pa.int64(),
        "day": pa.date32(),
        "list": pa.list_(pa.string()),
        "boolean": pa.bool_(),
    }
    return pa.schema([pa.field(c.name, types[c.kind], metadata={"meaning": c.meaning}) for c in of.columns])


class _Counting:
    """A file that only needs to be writable: Parquet asks where it stands, and a pipe cannot say."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._at = 0
        self.closed = False

    def write(self, data: Any) -> int:
        self._out.write(data)
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        self._out.flush()

    def close(self) -> None:
        self.closed = True

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False


FORMAT = Format(
    "parquet",
    ".parquet",
    "One table of the record (`--table`), typed, compressed, in portions of rows: days are dates, lists are lists, what "
    "is not known is null. The columns are those of `csv`; each carries its meaning as metadata.",
    tuple(t.section for t in TABLES.values()),
    "roles are in the table `party`, the evidence's pieces are joined.",
    "pyarrow, pandas and polars",
    write,
    tuple(TABLES),
)
