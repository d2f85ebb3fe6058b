"""Quotation zones, whatever marks the text uses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.statements.quotations import find_zones


def inside(text: str) -> list[tuple[str, int, bool]]:
    """The inside of each zone with its depth and whether it was left open."""
    return [(text[z.inner_start : z.inner_end], z.depth, z.open) for z in find_zones(text)]


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("Il a dit : « Nous partons. »", [("Nous partons.", 0, False)]),
        ("Il a dit : «\u00a0Nous partons\u00a0».", [("Nous partons", 0, False)]),
        ("“Partons”, dit-elle.", [("Partons", 0, False)]),
        ('"Partons", dit-elle.', [("Partons", 0, False)]),
        ("„Partons“, dit-elle.", [("Partons", 0, False)]),
        ("« Il m'a dit “viens” hier »", [("Il m'a dit “viens” hier", 0, False), ("viens", 1, False)]),
        ("« Il m'a dit « viens » hier »", [("Il m'a dit « viens » hier", 0, False), ("viens", 1, False)]),
        ("« Sans fin\nAutre paragraphe.", [("Sans fin", 0, True)]),
        ("« Un.\n\n« Deux. »\nTrois.", [("Un.\n\n« Deux.", 0, False)]),
        ("« Un.\n» Deux. »", [("Un.", 0, False)]),
        ("L'armée d'Haïti n'a rien dit.", []),
        ("Rien ici.", []),
    ],
)
def test_zones(text: str, zones: list[tuple[str, int, bool]]) -> None:
    assert inside(text) == zones


@given(st.text(alphabet="ab «»“”\"'’\n.", max_size=60))
def test_zones_are_ordered_and_lie_in_the_text(text: str) -> None:
    zones = find_zones(text)
    assert list(zones) == sorted(zones, key=lambda z: (z.start, -z.end))
    for zone in zones:
        assert 0 <= zone.start < zone.inner_start < zone.inner_end <= zone.end <= len(text)
