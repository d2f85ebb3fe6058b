"""Dates across dispatches, with the real reading: the day of reading, and siblings that date one another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]

STORY = (
    "Le ministre chilien des Affaires étrangères, Esteban Arrieta, a remis lundi à Quito une lettre du président du Chili "
    "à la présidente de l'Équateur. La lettre propose une commission mixte sur les eaux du golfe de Guayaquil. "
    "L'Équateur a salué l'initiative, a indiqué la présidence équatorienne à Quito.\n"
)
RETOLD = (
    "À Quito, le ministre chilien des Affaires étrangères Esteban Arrieta a remis lundi une lettre du président chilien à "
    "la présidente équatorienne. Il y est proposé de créer une commission mixte sur les eaux du golfe de Guayaquil. "
    "La présidence équatorienne a salué l'initiative du Chili.\n"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_REGISTER", raising=False)
    Path("dated.txt").write_text(STORY, encoding="utf-8")
    Path("undated.txt").write_text(RETOLD, encoding="utf-8")
    return tmp_path


def records(dragoman: Run, register: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in dragoman("export", "-r", register).stdout.splitlines()]


def test_a_dated_dispatch_dates_its_sibling(desk: Path, dragoman: Run) -> None:
    today = ("--today", "2024-12-31")
    assert dragoman("read", "undated.txt", "-r", "a.db", *today).exit_code == 0
    before = records(dragoman, "a.db")
    assert next(r for r in before if r["kind"] == "article")["published"]["best"] is None
    assert dragoman("read", "dated.txt", "-r", "a.db", "--published", "2024-10-15", *today).exit_code == 0
    found = records(dragoman, "a.db")
    article = next(r for r in found if r["kind"] == "article" and r["source"] == "undated.txt")
    assert "2024-10-09" <= article["published"]["best"] <= "2024-10-20"
    assert any(b["rule"].startswith("sibling") and b["start"] is None for b in article["published"]["basis"])
    monday = next(r for r in found if r["kind"] == "time" and r["article"] == article["id"])
    assert monday["value"] == "2024-10-14"
    letters = [r for r in found if r["kind"] == "event" and r["article"] == article["id"] and r["channel"] == "letter"]
    assert letters and all(e["date"]["earliest"] == "2024-10-14" for e in letters)

    # Neither linking again, nor reading again on another day, nor the order of reading shows.
    whole = dragoman("export", "-r", "a.db").stdout
    dragoman("link", "-r", "a.db")
    assert dragoman("export", "-r", "a.db").stdout == whole
    assert "1 known already" in dragoman("read", "undated.txt", "-r", "a.db", "--today", "2026-01-01").stderr
    assert dragoman("export", "-r", "a.db").stdout == whole
    dragoman("read", "dated.txt", "-r", "b.db", "--published", "2024-10-15", *today)
    dragoman("read", "undated.txt", "-r", "b.db", *today)
    assert dragoman("export", "-r", "b.db").stdout == whole


def test_the_date_command_explains_itself(desk: Path, dragoman: Run) -> None:
    Path("virus.txt").write_text("L'OMS a livré lundi des vaccins contre le COVID-19 au Malawi.\n", encoding="utf-8")
    said = dragoman("date", "virus.txt", "--today", "2020-09-01").stdout.splitlines()
    assert said[0] == "virus.txt"
    assert said[1].startswith("published  2020-") and said[1].endswith(", 95 %)")
    where = next(n for n, line in enumerate(said) if "«COVID-19»  [first-attested]  weight " in line)
    assert said[where + 1].strip() == "without it: unknown"
    assert any("«2020-09-01»  [today]" in line for line in said)


def test_misuse_of_the_day_of_reading(desk: Path, dragoman: Run) -> None:
    assert dragoman("read", "dated.txt", "--today", "hier").exit_code == 2
    assert not Path("dragoman.db").exists()
