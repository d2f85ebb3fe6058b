"""Who held an office on a day: facts that were written down before the tables were looked at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.actors.knowledge import Knowledge, knowledge
from dragoman.actors.spelling import key, sound
from dragoman.languages.base import rows

FACTS = tuple(rows(Path(__file__).parents[1] / "coded" / "holders.tsv"))


def first_holder(know: Knowledge, office: str, of: str, on: date) -> set[str]:
    """All spellings of whoever held the highest office of that wording."""
    parts = tuple(key(office).split())
    meant = [
        o for words, o, w in know.wordings.get(parts[0], ()) if words == parts and (not w.states or of in w.states)
    ]
    body = know.body(of)
    for one in sorted(meant, key=lambda o: o.rank):
        if held := know.holder(one.id, body.id if body else of, on):
            return {held[0].name, *held[0].spellings}
    return set()


@pytest.mark.parametrize("fact", FACTS, ids=lambda f: f"{f['of']}-{f['day']}-{key(f['office'])}")
def test_who_held_the_office_on_that_day(fact: dict[str, str]) -> None:
    spellings = first_holder(knowledge(), fact["office"], fact["of"], date.fromisoformat(fact["day"]))
    person = set(key(fact["person"]).split())
    assert any(person <= set(key(s).split()) or sound(s) == sound(fact["person"]) for s in spellings), spellings


def test_the_facts_are_many() -> None:
    assert len(FACTS) >= 160 and len({f["of"] for f in FACTS}) >= 40
