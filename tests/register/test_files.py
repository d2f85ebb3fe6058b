"""A register as a file: what is no register, older and newer ones, damage, rights, a full disk."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from tests.conftest import links
from tests.register.conftest import content

from dragoman.document import Document
from dragoman.errors import RegisterError
from dragoman.exports import jsonl
from dragoman.model import Reject, content_id
from dragoman.register import Register, schema, sqlite
from dragoman.register.schema import APPLICATION_ID, SCHEMA_VERSION

# The tables of the second version, as its program made them.
SECOND = (Path(__file__).parent / "second_version.sql").read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path, documents: list[Document]) -> Path:
    """A register in a file, with the three dispatches, linked."""
    path = tmp_path / "desk.db"
    with Register(path) as register:
        for document in documents:
            register.add(document)
        register.link(*links(documents), of=register.state())
    return path


def older(path: Path, new: Path, version: int) -> None:
    """Makes the file of an older version that holds what the new register holds."""
    connection = sqlite3.connect(path)
    connection.executescript(SECOND)
    connection.execute("ATTACH ? AS new", (str(new),))
    tables = [r[0] for r in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
    for table in (t for t in tables if not t.startswith("article_text")):
        columns = ", ".join(f'"{r[1]}"' for r in connection.execute(f"PRAGMA main.table_info({table})"))
        connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
    if version == 1:
        connection.execute("DROP TABLE main.alone")
        connection.execute("ALTER TABLE main.run DROP COLUMN today")
    connection.execute(f"PRAGMA main.application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA main.user_version={version}")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_register_is_brought_up(tmp_path: Path, desk: Path, documents: list[Document], version: int) -> None:
    old = tmp_path / "old.db"
    older(old, desk, version)
    with Register(old) as register, Register(desk) as wanted:
        assert list(jsonl.lines(register)) == list(jsonl.lines(wanted))
        for query in (
            "lettre",
            "actor:KEN",
            "voice:radio",
            "speaker:Mwangi",
            "kind:story",
            "kind:event fermerons",
            "Mwangi kind:event",
        ):
            assert register.search(query) == wanted.search(query)
        register.begin_run(datetime(2024, 5, 6), "1", None)
        assert register.add(replace(documents[0], events=()), again=True)
        assert register.search("voice:radio").hits == ()
    assert {k: v for k, v in content(old).items() if k == "described"} == {
        k: v for k, v in content(desk).items() if k == "described"
    }
    sound(old)


def sound(path: Path) -> None:
    """Asserts that SQLite finds nothing wrong in the file."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO article_text(article_text) VALUES ('integrity-check')")
    connection.close()


def test_what_is_read_anew_leaves_no_words_behind(desk: Path, documents: list[Document]) -> None:
    with Register(desk) as register:
        for document in documents:
            register.add(replace(document, events=(), statements=()), again=True)
        with register.querying() as connection:
            for table in ("event", "statement"):
                rows = sa.text(
                    f"SELECT count(*) FROM {table}_text WHERE {table}_text MATCH 'a* OR l* OR m* OR n* OR r*'"
                )
                assert connection.execute(rows).scalar_one() == 0


def test_what_is_no_register_is_named(tmp_path: Path) -> None:
    letters = tmp_path / "letters.db"
    letters.write_text("this is a letter, and a long one at that, not a database at all" * 20)
    with pytest.raises(RegisterError, match="not a register"):
        Register(letters)
    foreign = tmp_path / "foreign.db"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE a (b)")
    connection.commit()
    connection.close()
    with pytest.raises(RegisterError, match="not a register of Dragoman"):
        Register(foreign)
    with pytest.raises(RegisterError, match="is a folder"):
        Register(tmp_path)
    with pytest.raises(RegisterError, match="does not exist"):
        Register(tmp_path / "missing" / "desk.db")
    with pytest.raises(RegisterError, match="there is no register"):
        Register(tmp_path / "none.db", read_only=True)


def test_a_newer_register_is_left_alone(desk: Path) -> None:
    connection = sqlite3.connect(desk)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()
    before = desk.read_bytes()
    with pytest.raises(RegisterError, match="update Dragoman"):
        Register(desk)
    assert desk.read_bytes() == before


def test_a_damaged_file_is_named_and_left_as_it_is(desk: Path) -> None:
    whole = desk.read_bytes()
    # Pages in the middle are overwritten; the head of the file is as it should be.
    damaged = whole[:8192] + b"\xff" * (len(whole) - 12288) + whole[-4096:]
    desk.write_bytes(damaged)
    with pytest.raises(RegisterError, match="damaged"), Register(desk, read_only=True) as register:
        list(jsonl.lines(register))
    assert desk.read_bytes() == damaged


def test_half_a_file_is_named(desk: Path) -> None:
    desk.write_bytes(desk.read_bytes()[:20_000])
    with pytest.raises(RegisterError, match="damaged"), Register(desk, read_only=True) as register:
        list(jsonl.lines(register))


def write_as_nobody(path: Path, answer: int) -> None:
    """Tells on the pipe what comes of writing, for someone who may read the file and write nothing."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    try:
        with Register(path) as register:
            register.reject(Reject("a.txt", "is empty"))
        os.write(answer, b"written")
    except RegisterError as error:
        os.write(answer, str(error).encode())


def test_a_file_that_may_not_be_written(desk: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        shutil.copy(desk, path)
        path.chmod(0o444)
        path.parent.chmod(0o555)
        reading, writing = os.pipe()
        process: Any = multiprocessing.get_context("fork").Process(target=write_as_nobody, args=(path, writing))
        process.start()
        process.join()
        os.close(writing)
        assert "cannot be written" in (said := os.read(reading, 4096).decode()), said
        os.close(reading)
        assert path.read_bytes() == desk.read_bytes()
        with Register(path, read_only=True) as register:
            assert register.count("article") == 3
        path.parent.chmod(0o755)


def test_a_full_disk_ends_in_a_clear_error(
    tmp_path: Path, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.db"
    with Register(path) as register:
        register.add(documents[0])
    before, connect = content(path), sqlite.connect

    def small(where: Path, read_only: bool, patience: float) -> sqlite3.Connection:
        connection = connect(where, read_only, patience)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 2}")
        return connection

    long = replace(documents[1], article=replace(documents[1].article, id=content_id("long"), text="mot " * 30_000))
    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "connect", small)
        with Register(path) as register, pytest.raises(RegisterError, match="full: free some space"):
            register.add(long)
    assert content(path) == before
    sound(path)
    with Register(path) as register:
        assert register.add(long)


def test_a_register_that_another_program_holds(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.register.engine.PATIENCE", 0)
    holder = sqlite3.connect(desk, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Register(desk) as register:
        with pytest.raises(RegisterError, match="being written by another program"), register.writing():
            pass
        assert register.count("article") == 3  # who only reads need not wait
    holder.close()


def test_tables_say_what_their_indexes_hold(desk: Path) -> None:
    """The columns of the file are those of the schema, whichever way the file came about."""
    engine = sa.create_engine(f"sqlite:///{desk}")
    for name, table in schema.metadata.tables.items():
        assert {c["name"] for c in sa.inspect(engine).get_columns(name)} == {c.name for c in table.columns}
    engine.dispose()
