"""From dispatches to the exported record: the same bytes in any order and on any number of processes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dragoman.cli.main import app

ROOT = Path(__file__).parents[2]
# Two outlets on one ceremony, a rewritten bulletin, a page with furniture, a text without politics.
CHOSEN = ("02-", "03-", "19-", "20-", "21-", "30-", "34-")
SOURCES = [str(p) for p in sorted((ROOT / "samples").iterdir()) if p.name.startswith(CHOSEN)]


def run(*arguments: object) -> str:
    """What the command prints; it must succeed."""
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exit_code == 0, f"{result.output} {result.exception!r}"
    return result.stdout


def record(folder: Path, name: str, sources: list[str], *options: object) -> bytes:
    """The bytes of the record exported after reading these sources into a new register."""
    run("read", *sources, "--register", folder / f"{name}.db", *options)
    run("export", "--register", folder / f"{name}.db", "--output", folder / f"{name}.jsonl")
    return (folder / f"{name}.jsonl").read_bytes()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The folder of a register with all the sources, and the record."""
    folder = tmp_path_factory.mktemp("whole")
    return folder, record(folder, "one", SOURCES)


def objects(exported: bytes, kind: str) -> Iterator[dict[str, Any]]:
    """The lines of a kind."""
    return (line for line in map(json.loads, exported.splitlines()) if line["kind"] == kind)


def test_another_order_and_two_processes_write_the_same_bytes(whole: tuple[Path, bytes]) -> None:
    folder, first = whole
    assert record(folder, "two", SOURCES[::-1], "--processes", 2) == first


def test_reading_again_and_reading_in_two_goes_change_nothing(whole: tuple[Path, bytes]) -> None:
    folder, first = whole
    assert record(folder, "one", SOURCES) == first
    assert record(folder, "one", SOURCES[:2], "--again") == first
    run("read", *SOURCES[3:], "--register", folder / "goes.db")
    assert record(folder, "goes", SOURCES[:3]) == first


def test_evidence_is_what_the_text_says_at_its_offsets(whole: tuple[Path, bytes]) -> None:
    _, exported = whole
    texts = {a["id"]: a["text"] for a in objects(exported, "article")}
    checked = 0
    for kind in ("event", "statement", "time"):
        for line in objects(exported, kind):
            spans = [*line.get("evidence", ()), *line.get("segments", ())]
            spans += [line[k] for k in ("cue", "trigger") if line.get(k)]
            spans += [line] if "start" in line and not line.get("segments") else []
            for span in spans:
                assert texts[line["article"]][span["start"] : span["end"]] == span["text"], (kind, span)
                checked += 1
    for actor in objects(exported, "actor"):
        for mention in actor["mentions"]:
            assert texts[mention["article"]][mention["start"] : mention["end"]] == mention["text"]
            checked += 1
    assert checked > 300


def test_the_record_holds_together(whole: tuple[Path, bytes]) -> None:
    _, exported = whole
    ids = {
        kind: {line["id"] for line in objects(exported, kind)} for kind in ("article", "actor", "event", "occurrence")
    }
    assert len(ids["article"]) == len(SOURCES)
    for event in objects(exported, "event"):
        assert event["article"] in ids["article"]
        assert event["occurrence"] in ids["occurrence"]
        parties = [*event["source"], *event["target"], *event["attribution"]]
        assert {p["actor"] for p in parties} - {None} <= ids["actor"]
    for happening in objects(exported, "occurrence"):
        assert set(happening["events"]) <= ids["event"]


def test_a_text_without_politics_gives_no_event(whole: tuple[Path, bytes]) -> None:
    _, exported = whole
    (storm,) = (a for a in objects(exported, "article") if Path(a["source"]).name.startswith("34-"))
    assert [e["type"] for e in objects(exported, "event") if e["article"] == storm["id"]] == []


def test_chronology_and_dossier_tell_what_was_read(whole: tuple[Path, bytes]) -> None:
    folder, _ = whole
    assert "COD" in run("chronology", "--register", folder / "one.db", "--side", "COD")
    page = run("dossier", "--register", folder / "one.db", "--format", "html")
    assert "</html>" in page
    assert "<script" not in page
