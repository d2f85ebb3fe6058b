"""`dragoman import`: files, formats, what is set aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
HEADER = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tActor Country\tRecipient Name\tRecipient Country\n"
ROW = "1\t2020-01-09\tAID\t\tJapan\tJPN\tSamoa\tWSM\n"


def test_a_file_is_taken_over_and_shown(dragoman: Run, tmp_path: Path) -> None:
    file, register = tmp_path / "events.txt", tmp_path / "old.db"
    file.write_text(HEADER + ROW, encoding="utf-8")
    result = dragoman("import", file, "-r", register)
    assert result.exit_code == 0
    assert "1 taken over, 0 known already, 0 set aside" in result.stderr
    assert "AID" in dragoman("chronology", "-r", register, "--side", "WSM", "--tabs").stdout
    assert "1 known already" in dragoman("import", file, "-r", register).stderr


def test_what_is_set_aside_shows(dragoman: Run, tmp_path: Path) -> None:
    file, register = tmp_path / "events.txt", tmp_path / "old.db"
    file.write_text(HEADER + "2\tyesterday\tAID\n" + ROW, encoding="utf-8")
    assert dragoman("import", file, "-r", register, "--dataset", "old").exit_code == 1
    assert "set aside: old:events.txt:2: «yesterday» is no day" in dragoman("articles", "-r", register).stderr


def test_misuse(dragoman: Run, tmp_path: Path) -> None:
    file = tmp_path / "events.txt"
    file.write_text(HEADER, encoding="utf-8")
    assert dragoman("import", tmp_path / "none.txt").exit_code == 2
    assert dragoman("import", file, "--format", "excel").exit_code == 2
