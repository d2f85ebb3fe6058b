"""The reporting lexicon: every row's example gives the statement it is there for, no counter-example does."""

from __future__ import annotations

import pytest
from tests.statements.reading import read

from dragoman.languages.base import language_table
from dragoman.statements.lexicon import lexicon
from dragoman.statements.stance import BY_ACT, OPEN

VERBS = language_table("fr", "reporting_verbs")
NOUNS = language_table("fr", "reporting_nouns")
MARKERS = [r for r in language_table("fr", "source_markers") if r["kind"] != "relay"]
PEOPLE = language_table("fr", "anonymity")
FRAMES = {"que", "inf", "de-inf", "à-inf", "à-ce", "np", "adj", "adj-comme", "incise", "cite", "doc", "question"}


@pytest.mark.parametrize("row", VERBS, ids=lambda r: r["id"])
def test_verb_reports_in_its_example_and_not_in_its_counter(row: dict[str, str]) -> None:
    assert row["lemma"] in {s.verb for s in read(row["example"]).statements}
    if row["counter"]:
        assert row["lemma"] not in {s.verb for s in read(row["counter"]).statements}


@pytest.mark.parametrize("row", NOUNS, ids=lambda r: r["id"])
def test_noun_speaks_in_its_example_and_not_in_its_counter(row: dict[str, str]) -> None:
    assert read(row["example"]).statements
    if row["counter"]:
        assert not read(row["counter"]).statements


@pytest.mark.parametrize("row", MARKERS, ids=lambda r: r["id"])
def test_marker_names_a_source_in_its_example_and_not_in_its_counter(row: dict[str, str]) -> None:
    assert row["id"] in {s.rule.split("/")[0] for s in read(row["example"]).statements}
    if row["counter"]:
        assert not read(row["counter"]).statements


@pytest.mark.parametrize("row", PEOPLE, ids=lambda r: r["id"])
def test_person_or_body_speaks_in_its_example(row: dict[str, str]) -> None:
    assert read(row["example"]).statements


def test_lexicon_is_wide_enough_and_well_formed() -> None:
    assert len(VERBS) >= 350
    assert len(NOUNS) >= 60
    for table in (VERBS, NOUNS, MARKERS, PEOPLE):
        ids = [r["id"] for r in table]
        assert len(ids) == len(set(ids))
    known = set(BY_ACT) | OPEN
    for row in VERBS:
        assert row["act"] in known, row
        assert {f for f in row["frames"].split(";") if not f.startswith("np:")} <= FRAMES, row
        assert row["effect"] in {"assert", "negate", "suspend", "request", "commit"}, row


def test_longer_expressions_come_before_their_verb_alone() -> None:
    rows = lexicon("fr").verbs["faire"]
    assert [len(r.rest) for r in rows] == sorted((len(r.rest) for r in rows), reverse=True)
