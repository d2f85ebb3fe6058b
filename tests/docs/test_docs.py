"""The documentation says what is there: commands, options, columns, fields; and nothing that is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer

from dragoman.cli.main import app
from dragoman.document import Document
from dragoman.evaluation.coded import coded_texts
from dragoman.exports import jsonl
from dragoman.exports.formats import dictionary_of
from dragoman.model import (
    EVENT_TYPES,
    STATUSES,
    Actor,
    Article,
    Derivation,
    Event,
    Occurrence,
    Party,
    Span,
    Statement,
    Story,
    TimeExpression,
)

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PACKAGE = ROOT / "src" / "dragoman"
TABLES = sorted(p.relative_to(PACKAGE).as_posix() for p in PACKAGE.rglob("*.tsv"))
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def sections(text: str) -> dict[str, str]:
    """Heading -> what stands under it, to the next heading."""
    parts = re.split(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def commands(group: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its full name."""
    for part, command in group.commands.items():
        full = f"{name} {part}".strip()
        if hasattr(command, "commands"):
            yield from commands(command, full)
        else:
            yield full, command


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_its_options(name: str) -> None:
    found = sections(page("commands.md")).get(f"dragoman {name}")
    assert found is not None, f"docs/commands.md has no section «dragoman {name}»"
    for option in (p for p in COMMANDS[name].params if p.param_type_name == "option"):
        for form in (o for o in option.opts if o.startswith("--") and o != "--help"):
            assert f"`{form}" in found, f"docs/commands.md, dragoman {name}: {form} is missing"


def test_no_option_is_documented_that_is_not_there() -> None:
    for heading, text in sections(page("commands.md")).items():
        name = heading.removeprefix("dragoman ")
        if name not in COMMANDS:
            continue
        known = {o for p in COMMANDS[name].params for o in p.opts} | {"--help"}
        assert set(re.findall(r"^\| `(--[a-z]+)", text, flags=re.MULTILINE)) <= known, name


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_every_table_is_documented(table: str) -> None:
    text = (PACKAGE / table).read_text(encoding="utf-8")
    header = next(line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    found = {**sections(page("tables.md")), **sections(page("frames.md"))}
    section = found.get("Columns of a frame" if "/frames/" in table else table)
    assert section is not None, f"neither docs/tables.md nor docs/frames.md has a section «{table}»"
    documented = {
        c for row in re.findall(r"^\| (`.+?) \|", section, flags=re.MULTILINE) for c in re.findall(r"`(\w+)`", row)
    }
    assert documented == set(header.split("\t")), table


def test_every_table_that_is_documented_exists() -> None:
    named = [h for h in (*sections(page("tables.md")), *sections(page("frames.md"))) if h.endswith(".tsv")]
    assert [n for n in named if n not in TABLES] == []


def record_lines() -> dict[str, jsonl.Line]:
    """A line of every kind, as the export writes it."""
    someone = Party("a", "A", "PER")
    words = Span(0, 1, "A")
    article = Article("a", "a.txt", "A", "fr")
    event = Event(
        "e", "a", "AID", None, (), None, None, (someone,), (), (), None, None, "actual", (), 0.0, (words,), words, "r"
    )
    said = Statement("s", "a", someone, "direct", "dire", "asserted", 0, 1, "A", words, "r")
    return {
        "article": jsonl.article_line(Document(article)),
        "actor": jsonl.actor_line(Actor("a", "A", "state"), []),
        "event": jsonl.event_line(event, None),
        "statement": jsonl.statement_line(said),
        "time": jsonl.time_line("a", TimeExpression(0, 1, "A", "DATE", "x", "2024", None, "r")),
        "occurrence": jsonl.occurrence_line(Occurrence("o", ("e",), None, 1)),
        "story": jsonl.story_line(Story("s", ("a",), "A")),
        "derivation": jsonl.derivation_line(Derivation("d", "a", None, "A", "copies")),
    }


def test_every_field_of_the_export_is_in_the_data_dictionary() -> None:
    found = sections(page("record.md"))
    for kind, line in record_lines().items():
        cells = re.findall(r"^\| (`.+?) \|", found[kind], flags=re.MULTILINE)
        documented = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
        assert documented == set(line) - {"kind", "id"}, kind


def test_the_dictionary_of_the_formats_is_the_one_that_the_program_prints() -> None:
    assert page("exchange-formats.md").splitlines() == list(dictionary_of("all"))


def test_types_and_statuses_are_explained() -> None:
    text = page("coding.md")
    assert [t for t in EVENT_TYPES if f"| {t} |" not in text] == []
    assert [s for s in STATUSES if f"`{s}`" not in text] == []


def test_the_coded_text_in_the_docs_is_one(tmp_path: Path) -> None:
    example = re.search(r"```json\n(.+?)```", page("coding.md"), flags=re.DOTALL)
    assert example
    (tmp_path / "example.json").write_text(example[1], encoding="utf-8")
    (text,) = coded_texts([tmp_path])
    of_sentences = {"text", "day", "aside"}
    assert set(json.loads(example[1])) == {field.name for field in fields(text)} - of_sentences
    assert text.events[0].alt == ("AGREE",)


def test_the_coded_sentence_in_the_docs_is_one(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.+?)```", page("coding.md"), flags=re.DOTALL)
    assert example
    (tmp_path / "sentences.yaml").write_text(example[1], encoding="utf-8")
    (sentence,) = coded_texts([tmp_path])
    assert (sentence.text or "").startswith("Le président péruvien")
    assert [event.target[0].state for event in sentence.events] == ["BOL"]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_nothing_is_left_open(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(?:TODO|FIXME|FIGURES|TBD)\b", text)
