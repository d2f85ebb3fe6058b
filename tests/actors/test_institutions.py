"""Institutions, forces and parties of any state by pattern, and things by their owner, in coded sentences."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.actors.lookup import MentionIndex
from dragoman.languages.base import rows

from .coded import Coded, found, read

CODED = Path(__file__).parents[1] / "coded" / "fr"
DAY = date(2025, 6, 1)


def test_institutions_are_of_their_state() -> None:
    wrong = []
    cases = list(rows(CODED / "institutions.tsv"))
    for row in cases:
        mention = found(Coded("", "", DAY, row["text"], row["mention"], (), (), "", ""))
        state = None if row["state"] == "-" else row["state"]
        if mention is None or {p.state for p in mention.parties} != {state}:
            wrong.append(f"{row['mention']}: {mention and mention.parties}")
    assert len(cases) >= 60 and len(wrong) <= 2, "\n".join(wrong)


@pytest.mark.parametrize("row", list(rows(CODED / "owners.tsv")), ids=lambda r: r["thing"])
def test_things_are_of_their_owner(row: dict[str, str]) -> None:
    document = read(row["text"], DAY)
    assert document.syntax is not None
    thing = next(t for t in document.syntax.doc if t.text.lower().endswith(row["thing"]))
    owners = [p.state for p in MentionIndex(document).owner(thing)]
    assert owners == ([row["state"]] if row["state"] else [])
