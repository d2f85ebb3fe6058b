"""The drawer: records that lie in a file are the same records, and give the same links."""

from __future__ import annotations

import numpy as np
from telling import dispatch
from test_story_pairs import GROUPS, PAIRS, report, told

from dragoman.stories.digest import digest
from dragoman.stories.drawer import ARRAYS, Drawer
from dragoman.stories.stage import link_digests


def test_records_from_the_file_are_the_same() -> None:
    made = [digest(report(g)) for g in GROUPS] + [digest(dispatch("empty", "Rien."))]
    with Drawer(segment=3000) as drawer:
        kept = drawer.fill(made)
        assert drawer._maps
        drawer.rest()
        for one, other in zip(made, kept, strict=True):
            assert one.text == other.text and one.tellings == other.tellings
            for name in ARRAYS:
                assert np.array_equal(getattr(one, name), getattr(other, name))


def test_links_do_not_depend_on_where_records_lie() -> None:
    made = [digest(report(g)) for g in GROUPS] + [digest(told(g, v)) for g, v in PAIRS]
    with Drawer(segment=10_000) as drawer:
        assert link_digests(drawer.fill(made), {}, rest=drawer.rest) == link_digests(made, {})


def test_few_records_stay_in_memory() -> None:
    with Drawer() as drawer:
        (one,) = drawer.fill([digest(dispatch("one", "Asmara et Djibouti rouvrent leur frontière."))])
        assert not drawer._maps and isinstance(one.packed, bytes)
