"""Scores the stage against the coded passages: statements found, and of those the speaker, chain, stance and form."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from tests.statements.reading import read

from dragoman.model import Statement

PASSAGES = Path(__file__).parent.parent / "coded" / "fr" / "statements.yaml"


@dataclass
class Score:
    """Counts over all passages, and a line for every difference."""

    right: int = 0
    coded: int = 0
    found: int = 0
    speaker: int = 0
    chain: int = 0
    stance: int = 0
    form: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The F1 of statements whose content overlaps by four fifths or more."""
        return 2 * self.right / (self.coded + self.found)


def said(statement: Statement) -> str:
    """The content, its pieces joined by « ~ »."""
    return " ~ ".join(p.text for p in statement.segments) or statement.text


def overlap(one: str, other: str) -> float:
    """The share of characters that two stretches of one text have in common, 0 when neither holds the other."""
    short, long = sorted((one, other), key=len)
    return len(short) / len(long) if short in long else 0.0


def score(*, paragraphs: bool | None = None) -> Score:
    """The score over the coded sentences (False), the paragraphs, whose codings the stage drafted (True), or both."""
    total = Score()
    for passage in yaml.safe_load(PASSAGES.read_text(encoding="utf-8")):
        if paragraphs is not None and passage["id"].startswith("paragraph-") != paragraphs:
            continue
        compare(passage, list(read(passage["text"]).statements), total)
    return total


def compare(passage: dict[str, Any], found: list[Statement], total: Score) -> None:
    """Adds one passage to the score."""
    total.coded += len(passage["statements"])
    total.found += len(found)
    left = list(found)
    for wanted in passage["statements"]:
        best = max(
            left, key=lambda s: (overlap(said(s), wanted["says"]), s.speaker.name == wanted["speaker"]), default=None
        )
        if best is None or overlap(said(best), wanted["says"]) < 0.8:
            total.differences.append(f"{passage['id']}: missing «{wanted['says']}»")
            continue
        left.remove(best)
        total.right += 1
        for name, got, want in (
            ("speaker", best.speaker.name, wanted["speaker"]),
            ("chain", [v.name for v in best.via], wanted.get("via", [])),
            ("stance", best.stance, wanted["stance"]),
            ("form", best.form, wanted["form"]),
        ):
            if got == want:
                setattr(total, name, getattr(total, name) + 1)
            else:
                total.differences.append(f"{passage['id']}: {name} {got!r} for {want!r}")
    total.differences += [f"{passage['id']}: beyond «{said(s)}» ({s.rule}, {s.speaker.name})" for s in left]
