"""Large files are streamed; an import that is killed goes on where it was and ends with the same library."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sources_made import KNOWN, json_lines, minister, one, taken

from dragoman.actors.library import Library
from dragoman.errors import LibraryError, ReadingError
from dragoman.imports import filling
from dragoman.imports.lines import lines

KILLED_AT = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from dragoman.actors.knowledge import knowledge
from dragoman.imports import filling

filling.PORTION = 10
path, library, step = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
if step < 0:  # while it is settled
    filling.settle.__globals__["note_conflicts"] = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
def notice(line):
    if line >= step > 0:
        os.kill(os.getpid(), signal.SIGKILL)
filling.import_file(path, library, knowledge("fr"), clock=lambda: datetime(2026, 3, 1), notice=notice)
"""


def many(count: int) -> Iterator[object]:
    for n in range(count):
        yield from minister(
            f"NK-{n}", name=f"Thabiso {chr(65 + n % 26)}{chr(97 + n // 26)}kena", start=f"20{n % 20:02}"
        )
        if n % 9 == 4:
            yield '{"schema": "Person", torn'


def contents(library: Path) -> str:
    """All that the library says, whatever the numbers of its rows."""
    opened = Library(library, KNOWN.offices)
    found = [repr(one) for one in opened.everyone()]
    found += [repr(row) for row in [*opened.conflicts(), *opened.rejects(1), *opened.counts().items()]]
    opened.close()
    return "\n".join(sorted(found))


@pytest.fixture
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "PORTION", 10)


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress], ids=["plain", "packed"])
@pytest.mark.parametrize("step", [30, 60, -1], ids=["early", "late", "settling"])
def test_killed_and_gone_on_with_ends_the_same(
    tmp_path: Path, pack: Callable[[bytes], bytes], step: int, small_portions: None
) -> None:
    path = json_lines(tmp_path / "peps.json", many(30))
    path.write_bytes(pack(path.read_bytes()))
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    taken(path, whole)
    ended = subprocess.run([sys.executable, "-c", KILLED_AT, path, killed, str(step)], check=False)
    assert ended.returncode == -signal.SIGKILL
    outcome = taken(path, killed)
    assert outcome.resumed >= max(step, 0) > 0 or step < 0
    assert outcome.rejects == 3
    assert contents(killed) == contents(whole)
    with sqlite3.connect(killed) as connection:
        assert connection.execute("SELECT count(*), max(finished) FROM import").fetchone() == (1, "2026-03-01T12:00:00")
    connection.close()


def test_what_is_half_read_does_not_show(tmp_path: Path, small_portions: None) -> None:
    path, library = json_lines(tmp_path / "peps.json", many(30)), tmp_path / "library.db"

    def stop(line: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taken(path, library, notice=stop)
    opened = Library(library, KNOWN.offices)
    assert opened.people(["Thabiso Aakena"]) == {}
    opened.close()
    taken(path, library)
    assert one(library, "thabiso aakena").tenures


def test_lines_go_on_behind_an_offset(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes("un\r\ndeux é\n\nquatre".encode())
    found = list(lines(path))
    assert [line.text for line in found] == [b"un\r\n", "deux é\n".encode(), b"\n", b"quatre"]
    for known in found:
        assert list(lines(path, number=known.number, start=known.end)) == found[known.number :]


def test_a_line_without_end_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.imports.lines.LONGEST", 100)
    path = tmp_path / "lines.txt"
    path.write_bytes(b"short\n" + b"x" * 1234 + b"\nnext\n" + b"y" * 99)
    assert [(line.number, line.text and line.text[:5]) for line in lines(path)] == [
        (1, b"short"), (2, None), (3, b"next\n"), (4, b"yyyyy"),
    ]  # fmt: skip


def test_a_torn_archive_says_so_and_keeps_what_was_read(tmp_path: Path, small_portions: None) -> None:
    path, library = tmp_path / "peps.json.gz", tmp_path / "library.db"
    data = "".join(
        json.dumps(e) + "\n" for n in range(200) for e in minister(f"NK-{n}", name=f"{os.urandom(9).hex()} Ba")
    )
    path.write_bytes(gzip.compress(data.encode())[:-2000])
    with pytest.raises(ReadingError, match="damaged behind line"):
        taken(path, library)
    with sqlite3.connect(library) as connection:
        assert connection.execute("SELECT line FROM import").fetchone()[0] >= 10
    connection.close()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('{"id":"x","schema":"Person","properties":{}}\n', "opensanctions"),
        ('[\n{"type":"item","id":"Q1","labels":{},"claims":{}}\n]', "wikidata"),
        ('{"type":"item","id":"Q1","labels":{},"claims":{}}\n', "wikidata"),
        ("\ufeffname;state\nAna Souza;BRA\n", "csv"),
    ],
)
def test_formats_are_told_apart(tmp_path: Path, text: str, form: str) -> None:
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    assert filling.form_of(path) == form


@pytest.mark.parametrize("text", ['{"some": "json"}\n', "%PDF-1.7 no people here\n", ""])
def test_a_file_in_no_known_format_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "file").write_text(text, encoding="utf-8")
    with pytest.raises(ReadingError):
        taken(tmp_path / "file", tmp_path / "library.db")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="make it first"):
        taken(json_lines(tmp_path / "peps.json", minister()), tmp_path / "none" / "library.db")
