"""Pairs: reports, and what copies, rewrites, tells again by itself, quotes the same words, or is a twin event."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from telling import dispatch

from dragoman.document import Document
from dragoman.stories.digest import Digest, digest
from dragoman.stories.reuse import Overlap, overlaps
from dragoman.stories.stage import Linked, link

GROUPS = yaml.safe_load((Path(__file__).parent / "pairs.yaml").read_text(encoding="utf-8"))
PAIRS = [(g, v) for g in GROUPS for v in g["variants"]]
# Where a phrase is quoted days later, either reading of the story is right.
DECIDED = [(g, v) for g, v in PAIRS if v["story"] is not None]
NAMES = [f"{g['report']}-{v['name']}" for g, v in PAIRS]


def report(group: dict[str, Any]) -> Document:
    """The agency's report."""
    return dispatch(group["report"], group["text"], outlet=group["outlet"], event=group["event"])


def told(group: dict[str, Any], variant: dict[str, Any]) -> Document:
    """What an outlet makes of it."""
    return dispatch(
        f"{group['report']}-{variant['name']}", variant["text"], outlet=variant["outlet"], credit=variant.get("credit"),
        day=variant["day"], event=variant.get("event"),
    )  # fmt: skip


def origin(group: dict[str, Any], variant: dict[str, Any]) -> Document:
    """What the variant is compared with: the report, or another variant that it copies."""
    if "from" not in variant:
        return report(group)
    return told(group, next(v for v in group["variants"] if v["name"] == variant["from"]))


@cache
def linked() -> Linked:
    """All of them, linked together."""
    everything = [report(g) for g in GROUPS] + [told(g, v) for g, v in PAIRS]
    return link(everything)


def overlap(first: Document, second: Document) -> Overlap | None:
    """What two dispatches share."""
    ordered: list[Digest] = sorted((digest(first), digest(second)), key=lambda d: d.id)
    return next(iter(overlaps(ordered)), None)


def test_there_are_pairs_enough() -> None:
    assert len(PAIRS) >= 40
    assert {v["overlap"] for _, v in PAIRS} == {
        "none", "agency copy", "outlet copy", "same official statement", "same quotation"
    }  # fmt: skip


@pytest.mark.parametrize(("group", "variant"), PAIRS, ids=NAMES)
def test_kind_of_overlap(group: dict[str, Any], variant: dict[str, Any]) -> None:
    found = overlap(origin(group, variant), told(group, variant))
    assert (found.kind if found else "none") == variant["overlap"]


@pytest.mark.parametrize(("group", "variant"), PAIRS, ids=NAMES)
def test_direction(group: dict[str, Any], variant: dict[str, Any]) -> None:
    source, here = origin(group, variant).article.id, told(group, variant).article.id
    _, _, derived = linked()
    forth = {d.relation for d in derived if d.article == here and d.origin_article == source}
    back = {d.relation for d in derived if d.article == source and d.origin_article == here}
    assert not back
    assert bool(forth & {"copies", "rewrites"}) == variant["derives"]


@pytest.mark.parametrize(("group", "variant"), DECIDED, ids=[f"{g['report']}-{v['name']}" for g, v in DECIDED])
def test_story(group: dict[str, Any], variant: dict[str, Any]) -> None:
    source, here = report(group).article.id, told(group, variant).article.id
    together = any({source, here} <= set(story.articles) for story in linked()[0])
    assert together == variant["story"]


@pytest.mark.parametrize("group", GROUPS, ids=[g["report"] for g in GROUPS])
def test_reprints_are_not_counted_as_origins(group: dict[str, Any]) -> None:
    source = report(group)
    happened = next(o for o in linked()[1] if source.events[0].id in o.events)
    own = [v for v in group["variants"] if v["name"] in ("independent", "statement") and "event" in v]
    assert happened.independent_sources == 1 + len(own)
