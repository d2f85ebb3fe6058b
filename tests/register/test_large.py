"""The registers that measurements are made on are like those that readings make; common and rare are found alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.register import questions
from benchmarks.registers import documents, fill, world
from tests.register.conftest import Where, content

from dragoman.register import Register, conditions

COUNT = 60


def test_a_made_register_is_like_one_that_was_read(tmp_path: Path) -> None:
    fill(tmp_path / "made.db", COUNT)
    with Register(tmp_path / "read.db") as register:
        for number, document in enumerate(documents(COUNT, world())):
            register.add(document)
            assert number < COUNT
    made, read = content(tmp_path / "made.db"), content(tmp_path / "read.db")
    # A fingerprint tells how something was read, and this was not.
    for each in (made, read):
        each["article"] = [row.split(", ", 3)[0] for row in each["article"]]
    assert made == read


@pytest.fixture(scope="module")
def archive() -> Callable[[Where], None]:
    """What fills a register with an archive."""
    found = list(documents(400, world()))

    def put(where: Where) -> None:
        with Register(where) as register:
            register.add_all(found)

    return put


def test_common_and_rare_are_found_alike(
    where: Where, archive: Callable[[Where], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever way the search takes, it lists the same records in the same order, page by page."""
    archive(where)
    states = [party.state for party in world().states[:3]]
    words = world().words[:3]
    texts = [
        f"actor:{states[0]}", f"pair:{states[0]}-{states[1]}", f"actor:{states[0]} actor:{states[1]} {words[0]}",
        f"pair:{states[0]}-{states[1]} since:2003 until:2015", f"kind:event {words[1]}", f"{words[0]} {words[2]}",
        f"actor:{states[2]} type:AGREE,CONSULT -status:planned", f"voice:{states[0]} source:{states[1]}",
        f"kind:event ({words[0]} OR {words[1]}) -actor:{states[0]}", f"source:{states[0]},{states[1]} kind:event",
        f"kind:article actor:{states[0]} {words[0][:4]}*", "type:AGREE channel:letter",
    ]  # fmt: skip
    answers = []
    for rare in (0, 5, 10**9):
        monkeypatch.setattr(conditions, "RARE", rare)
        with Register(where, read_only=True) as register:
            answers.append([(pages(register, text), register.total(text)) for text in texts])
    assert answers[0] == answers[1] == answers[2]
    assert all(len(ids) == len(set(ids)) == total for ids, total in answers[0])
    assert sum(bool(ids) for ids, _ in answers[0]) > len(texts) - 3


def pages(register: Register, text: str) -> list[str]:
    """The ids of all records that the query lists, page by page; both orders must list the same."""
    listed: dict[str, list[str]] = {}
    for order in ("newest", "oldest"):
        listed[order], cursor = [], None
        while True:
            page = register.search(text, limit=7, order=order, cursor=cursor)
            listed[order] += [hit.id for hit in page.hits]
            cursor = page.cursor
            if cursor is None:
                break
    assert listed["newest"] == listed["oldest"][::-1]
    return listed["newest"]


def test_questions_are_understood(where: Where, archive: Callable[[Where], None]) -> None:
    import random

    archive(where)
    with Register(where, read_only=True) as register:
        for name, ask, _ in questions(world()):
            for _ in range(3):
                register.search(ask(random.Random(name)))
                assert register.facets(ask(random.Random(name))) is not None
