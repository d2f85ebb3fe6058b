"""The public names, reading with a faked pipeline, DataFrames and exports from Python."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import dragoman
from dragoman.document import Document
from dragoman.exports.columns import MissingError
from dragoman.model import Article, Publication

TEXT = "Le ministre fidjien a reçu mardi à Suva son homologue des Tonga.\n" * 8


def faked(article: Article, *, today: date | None = None, **_: Any) -> Document:
    """A reading that notes only the day it was told."""
    day = article.dates[0].day if article.dates else today
    return Document(article, publication=Publication(day, day, day))


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # The reader first: loaded later it would take the faked reading for the real one.
    monkeypatch.setattr("dragoman.reader.read_article", faked)
    monkeypatch.setattr("dragoman.pipeline.read_article", faked)
    monkeypatch.setattr("dragoman.reader.link", lambda documents, again: ((), (), ()))
    return


@pytest.mark.parametrize("name", dragoman.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(dragoman, name) is not None
    assert name in dir(dragoman)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Redis'"):
        dragoman.Redis  # noqa: B018


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys, dragoman; print([m for m in ('spacy', 'sqlalchemy', 'pyarrow', 'pandas') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_file_a_text_and_what_is_neither(reading: None, tmp_path: Path) -> None:
    file = tmp_path / "visit.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert dragoman.read(file).article.source == str(file)
    assert dragoman.read(str(file)).text == dragoman.read(TEXT).text == dragoman.read(text=TEXT).text
    with pytest.raises(dragoman.DragomanError):
        dragoman.read("nofile.txt")
    with pytest.raises(dragoman.DragomanError, match="either a source or a text"):
        dragoman.read()


def test_days(reading: None) -> None:
    day = date(2024, 3, 12)
    assert dragoman.read(text=TEXT, published="2024-03-12").publication == Publication(day, day, day)
    assert dragoman.read(text=TEXT, today=day).publication == Publication(day, day, day)
    with pytest.raises(dragoman.DragomanError, match="YYYY-MM-DD"):
        dragoman.read(text=TEXT, published="12 mars")


def test_a_folder_is_several(reading: None, tmp_path: Path) -> None:
    for n in range(2):
        (tmp_path / f"{n}.txt").write_text(f"Dépêche {n}\n{TEXT}", encoding="utf-8")
    (tmp_path / "2.bin").write_bytes(b"\x00\x01\x02")
    with pytest.raises(dragoman.DragomanError, match="use read_all"):
        dragoman.read(tmp_path)
    found = list(dragoman.read_all(tmp_path))
    assert [type(one).__name__ for one in found] == ["Document", "Document", "Reject"]
    done = dragoman.read_into(tmp_path / "new.db", tmp_path / "0.txt", tmp_path / "1.txt")
    assert (done.read, done.rejects) == (2, ())


def test_frames(register_file: Path) -> None:
    frame = dragoman.frame(register_file)
    assert isinstance(frame, pd.DataFrame)
    assert len(frame) == 3
    assert frame["earliest"].dt.year.max() == 2025
    assert frame["ordinal"].dtype == "Int64"
    assert list(dragoman.frame(register_file, "status:planned")["status"]) == ["planned"]
    polars = dragoman.frame(register_file, table="party", library="polars")
    assert isinstance(polars, pl.DataFrame)
    assert polars.filter(pl.col("side") == "bearer")["name"].to_list() == ["Elijah Mwangi"]
    assert dragoman.frame(register_file, table="actor", library="arrow").num_rows == 5


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_frame_of_nothing_has_the_columns(register_file: Path, library: str) -> None:
    frame = dragoman.frame(register_file, "type:ASSAULT", library=library)
    assert len(frame) == 0
    assert list(frame.columns)[:3] == ["id", "article", "type"]


def test_what_is_not_there_says_so(register_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(dragoman.DragomanError, match="choose event, party"):
        dragoman.frame(register_file, table="events")
    with pytest.raises(dragoman.DragomanError, match="choose pandas, polars"):
        dragoman.frame(register_file, library="excel")
    with pytest.raises(dragoman.QueryError):
        dragoman.frame(register_file, "colour:red")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingError, match=r"needs polars.+dragoman\[exchange\]"):
        dragoman.frame(register_file, library="polars")


def test_an_open_register_stays_open(register_file: Path) -> None:
    with dragoman.Register(register_file, read_only=True) as register:
        dragoman.frame(register)
        assert len(register.events()) == 3


def test_exports(register_file: Path, tmp_path: Path) -> None:
    out = io.BytesIO()
    dragoman.export(register_file, "csv", out, "status:planned")
    assert out.getvalue().count(b"\r\n") == 2
    dragoman.export(register_file, "atom", tmp_path / "feed.atom")
    assert (tmp_path / "feed.atom").read_bytes().startswith(b"<?xml")
    (tmp_path / "tables").mkdir()
    dragoman.export(register_file, "csv", tmp_path / "tables")
    assert len(list((tmp_path / "tables").iterdir())) == len(dragoman.tables())
    assert "polecat" in dragoman.formats()
    with pytest.raises(dragoman.DragomanError, match="is not a format"):
        dragoman.export(register_file, "excel", out)


def test_imports(tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    header = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tActor Country"
    file.write_text(f"{header}\n1\t2020-01-09\tPROTEST\tdemo\tChile\tCHL\n", encoding="utf-8")
    assert dragoman.import_events(tmp_path / "new.db", file).taken == 1
    assert list(dragoman.frame(tmp_path / "new.db")["rule"]) == ["import-polecat"]
