"""The Python interface: reading, registers, DataFrames, exports, imports. `import dragoman` gives all of it by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from dragoman.document import Document
from dragoman.errors import ReadingError, UsageError
from dragoman.model import Reject
from dragoman.register import EVERYTHING, Query, Register, parse

if TYPE_CHECKING:
    from dragoman.imports.events import Outcome as ImportOutcome
    from dragoman.reader import Outcome

LIBRARIES = ("pandas", "polars", "arrow")
# A register, or the path or address of one.
Place = Register | str | Path


# --- reading ---------------------------------------------------------------------------------------------------------


def read(
    source: str | Path | None = None,
    *,
    text: str | None = None,
    published: date | str | None = None,
    today: date | None = None,
    pipeline: str | None = None,
) -> Document:
    """The dispatch of a file, a web address or a text, with everything that was read in it.

    A string is an address when it begins with http:// or https://, a file when there is one of that name, and else the
    text itself, if it has several words; `text=` says so outright. `published` is the publication day, when you know it;
    nothing is dated after `today`, the day that it is.

    Raises ReadingError when it cannot be read, UsageError when the source holds several dispatches (see `read_all`).
    """
    found = list(_articles(source, text, published))
    if len(found) != 1:
        raise UsageError(f"«{source}» holds {len(found)} dispatches: use read_all, or name one of them")
    (one,) = found
    if isinstance(one, Reject):
        raise ReadingError(f"{one.source} {one.reason}")
    from dragoman.pipeline import read_article

    return read_article(one, today=today or date.today(), pipeline=pipeline)


def read_all(
    *sources: str | Path, published: date | str | None = None, today: date | None = None, pipeline: str | None = None
) -> Iterator[Document | Reject]:
    """Yields the dispatches of files, folders and addresses, one after the other; what cannot be read as a Reject."""
    from dragoman.model import Article
    from dragoman.reader import read_safely

    for source in sources:
        for one in _articles(source, None, published):
            yield read_safely(one, pipeline, today or date.today()) if isinstance(one, Article) else one


def read_into(
    register: Place,
    *sources: str | Path,
    published: date | str | None = None,
    today: date | None = None,
    pipeline: str | None = None,
    processes: int = 1,
    again: bool = False,
) -> Outcome:
    """Reads files, folders and addresses into a register, as `dragoman read` does, and says what it did.

    What the register has is passed over; what cannot be read is kept among its rejects and stops nothing.
    """
    from dragoman import reader

    wishes = reader.Wishes(
        published=_day(published), pipeline=pipeline, processes=processes, again=again, today=today or date.today()
    )
    with _opened(register, write=True) as store:
        return reader.read_into(store, [str(s) for s in sources], wishes, clock=_now, version=_version())


def _articles(source: str | Path | None, text: str | None, published: date | str | None) -> Iterator[Any]:
    from dragoman.reading import article_of_text
    from dragoman.reading import read as read_source

    if (source is None) == (text is None):
        raise UsageError("give either a source or a text")
    if text is None and isinstance(source, str) and not _is_source(source):
        text = source
    if text is not None:
        return iter([article_of_text(text, published=_day(published))])
    assert source is not None
    return read_source(source, published=_day(published))


def _is_source(text: str) -> bool:
    """Whether the string names a source; one without blanks that is no file is taken for a name all the same."""
    if text.startswith(("http://", "https://")) or text == "-" or not any(c.isspace() for c in text):
        return True
    try:
        return Path(text).exists()
    except (OSError, ValueError):  # too long for a name, or with characters that none has
        return False


def _day(day: date | str | None) -> date | None:
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        raise UsageError(f"«{day}» is no date: write it as YYYY-MM-DD") from None


# --- registers -------------------------------------------------------------------------------------------------------


def frame(
    register: Place, query: Query | str = EVERYTHING, *, table: str | None = None, library: str = "pandas"
) -> Any:
    """A table of the record, or of what a query asks for, as a DataFrame of pandas or polars, or a pyarrow.Table.

    Without a table's name it is that of the records which the query lists (`kind:statement`), else that of the events;
    `tables()` has the names. `dragoman export --dictionary csv` says what their columns mean. Needs
    `pip install 'dragoman[exchange]'`; raises a MissingError that says so when that is not there.
    """
    from dragoman.exports.columns import needed
    from dragoman.exports.parquet import arrow
    from dragoman.exports.selection import Selection

    if library not in LIBRARIES:
        raise UsageError(f"«{library}» is no library of DataFrames: choose {', '.join(LIBRARIES)}")
    if library != "arrow":
        needed(library, f"a DataFrame of {library}")
    with _opened(register) as store:
        found = arrow(Selection(store, _query(query), table))
    if library == "arrow":
        return found
    if library == "polars":
        import polars

        return polars.from_arrow(found)
    import pandas
    import pyarrow

    # Figures that may be missing stay whole numbers.
    return found.to_pandas(date_as_object=False, types_mapper={pyarrow.int64(): pandas.Int64Dtype()}.get)


def export(
    register: Place,
    form: str,
    out: str | Path | BinaryIO,
    query: Query | str = EVERYTHING,
    *,
    table: str | None = None,
) -> None:
    """Writes the record, or what a query asks for, in a format to a file: `formats()` has their names.

    `out` is a path (the file appears whole or not at all), a folder that is there (every table of a format that has
    some), or an open binary file.
    """
    from dragoman.exports.formats import export_tables, format_named, opened
    from dragoman.exports.selection import Selection

    chosen = format_named(form)
    with _opened(register) as store:
        selection = Selection(store, _query(query), table)
        if not isinstance(out, str | Path):
            chosen.write(selection, out)
        elif Path(out).is_dir():
            export_tables(selection, form, Path(out))
        else:
            with opened(Path(out)) as file:
                chosen.write(selection, file)


def import_events(
    register: Place, path: str | Path, *, form: str | None = None, dataset: str | None = None
) -> ImportOutcome:
    """Takes a POLECAT, ICEWS, GDELT or FollowTheMoney file over into a register, and says what was done."""
    from dragoman.imports import events

    with _opened(register, write=True) as store:
        return events.import_events(store, Path(path), clock=_now, version=_version(), form=form, dataset=dataset)


def formats() -> tuple[str, ...]:
    """The names of the formats that `export` writes."""
    from dragoman.exports.formats import MODULES

    return tuple(MODULES)


def tables() -> tuple[str, ...]:
    """The names of the tables that `frame`, CSV and Parquet have."""
    from dragoman.exports.tables import TABLES

    return tuple(TABLES)


def _query(query: Query | str) -> Query:
    return parse(query, today=date.today()) if isinstance(query, str) else query


def _opened(register: Place, *, write: bool = False) -> AbstractContextManager[Register]:
    """The register, which stays open when it was handed in open."""
    return nullcontext(register) if isinstance(register, Register) else Register(register, read_only=not write)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _version() -> str:
    from importlib.metadata import version

    return version("dragoman")
