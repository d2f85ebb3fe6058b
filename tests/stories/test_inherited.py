"""Inherited errors: what two share against the others of their story."""

from __future__ import annotations

from dataclasses import replace

import pytest
from telling import dispatch

from dragoman.document import Document
from dragoman.model import Article, Credit, Derivation
from dragoman.stories.digest import Digest, digest
from dragoman.stories.inherited import one_letter_apart, with_inherited
from dragoman.stories.media import named_origins

STORY = {
    "a": "Le convoi a franchi la riviere Kengen près de Pibor, escorté par le général Gatkuoth.",
    "b": "Escorté par le général Gatkuoth, un convoi a passé la riviere Kengen. Pibor attendait.",
    "c": "La rivière Kengen a été franchie par un convoi que menait le général Gatkuot à Pibor.",
    "d": "À Pibor, le convoi du général Gatkuot est passé ; la rivière Kengen était basse.",
}


def derived(texts: dict[str, str]) -> tuple[list[Digest], Derivation]:
    """The light records, and a derivation of b from a."""
    made = {n: digest(dispatch(n, t)) for n, t in texts.items()}
    ids = {n: d.id for n, d in made.items()}
    return sorted(made.values(), key=lambda d: d.id), Derivation("x", ids["b"], ids["a"], None, "rewrites")


def found(texts: dict[str, str]) -> list[tuple[str, str]]:
    """The inherited errors of b."""
    digests, tie = derived(texts)
    (one,) = with_inherited(digests, [tie], {d.id: "story" for d in digests})
    return [(b.rule, b.text) for b in one.basis]


def test_a_slip_of_spelling_and_of_a_name_are_inherited() -> None:
    assert found(STORY) == [("inherited:spelling", "Gatkuoth"), ("inherited:spelling", "riviere")]


def test_what_everybody_writes_is_no_error() -> None:
    right = {n: t.replace("riviere", "rivière").replace("Gatkuoth", "Gatkuot") for n, t in STORY.items()}
    assert found(right) == []


def test_two_dispatches_alone_say_nothing() -> None:
    assert found({n: STORY[n] for n in "ab"}) == []


def test_a_plain_copy_needs_no_such_proof() -> None:
    digests, tie = derived(STORY)
    (one,) = with_inherited(digests, [replace(tie, relation="copies")], {d.id: "story" for d in digests})
    assert one.basis == ()


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("gatkuoth", "gatkuot", True),
        ("zaporijia", "zaporojia", True),
        ("kiribati", "kiribait", True),
        ("bamako", "bamako", False),
        ("djibouti", "djerba", False),
        ("conakry", "conakrys", True),
    ],
)
def test_one_letter_apart(first: str, second: str, expected: bool) -> None:
    assert one_letter_apart(first, second) == one_letter_apart(second, first) == expected


@pytest.mark.parametrize(("at", "expected"), [(20, ["The New York Times"]), (900, [])])
def test_an_outlet_that_the_lead_cites_alone_is_an_origin(at: int, expected: list[str]) -> None:
    article = Article("x", "x.txt", "Le Panama va céder un quai. " * 60, "fr",
                      credits=(Credit("The New York Times", "cites", at, at + 18),))  # fmt: skip
    assert [o.name for o in named_origins(Document(article))] == expected
    both = replace(article, credits=(*article.credits, Credit("El País", "cites", 40, 47)))
    assert named_origins(Document(both)) == () or at > 350
