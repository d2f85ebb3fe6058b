"""Which dated dispatches are heard for the undated ones of their story."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.model import Derivation, Story
from dragoman.stories.digest import Digest, word_digest
from dragoman.stories.siblings import HEARD, siblings

PORT = "La grève des dockers bloque le port de Valparaiso, où le ministre chilien du Travail est attendu."


def one(name: str, text: str, first: str | None = None, last: str | None = None) -> Digest:
    start = date.fromisoformat(first) if first else None
    end = date.fromisoformat(last) if last else start
    return replace(word_digest(name, text, "fr"), first=start, last=end, best=start)


def heard(digests: list[Digest], derivations: tuple[Derivation, ...] = ()) -> dict[str, list[str]]:
    story = Story("s", tuple(sorted(d.id for d in digests)), "Port")
    found = siblings([story], {d.id: d for d in digests}, derivations)
    return {article: [s.article for s in several] for article, several in found.items()}


def test_only_the_undated_hear_the_dated() -> None:
    digests = [
        one("a", PORT), one("b", PORT, "2018-11-20"), one("c", PORT, "2018-11-01", "2018-12-24"),
        one("d", PORT, "2018-11-19", "2018-11-22"),
    ]  # fmt: skip
    assert heard(digests) == {"a": ["b", "d"], "c": ["b", "d"]}
    assert heard(list(reversed(digests))) == heard(digests)


def test_a_story_without_dates_dates_nothing() -> None:
    assert heard([one("a", PORT), one("b", PORT)]) == {}


def test_copies_come_first_then_the_likest() -> None:
    far = [one(f"k{n}", f"Le port {n} fois.", "2018-11-20") for n in range(HEARD + 2)]
    like, copy = one("x", PORT, "2018-11-21"), one("z", "Sans rapport.", "2018-11-22")
    derivation = Derivation("d", "a", "z", None, "copies")
    found = heard([one("a", PORT), *far, like, copy], (derivation,))["a"]
    assert len(found) == HEARD and {"x", "z"} <= set(found)
    assert "z" not in heard([one("a", PORT), *far, like, copy])["a"]
