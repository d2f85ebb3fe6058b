"""Twin events: dispatches that tell of the same kind of thing at another time, in another place, or of others."""

from __future__ import annotations

from dragoman.stories.digest import Digest
from dragoman.stories.telling import Telling

# Tellings at the head of a dispatch that say what it is about.
HEAD = 2
# Days between two exactly dated happenings that no error explains.
DAYS = 2


def twins(first: Digest, second: Digest) -> bool:
    """Whether the two are about two happenings of one kind, as far as their first events tell.

    They are when these events are of one type, and date, place or sides say that they are not one; unless another
    event at the head of both, or the chief event of one anywhere in the other, is the same.
    """
    mine, theirs = head(first), head(second)
    if not mine or not theirs:
        return False
    opposed = False
    for one in mine:
        for two in theirs:
            if one.family != two.family:
                continue
            if not differ(one, two):
                return False
            opposed = True
    if not opposed:
        return False
    return not (_told(mine[0], second) or _told(theirs[0], first))


def head(digest: Digest) -> list[Telling]:
    """The first events of the dispatch that have two sides and are told as real."""
    return [t for t in digest.tellings if len(t.sides) > 1 and t.status != "hypothetical"][:HEAD]


def differ(one: Telling, two: Telling) -> bool:
    """Whether two events of one family cannot be one: other days, another country or city, or another partner."""
    exact = one.width is not None and two.width is not None and max(one.width, two.width) <= DAYS
    if exact and one.first and one.last and two.first and two.last:
        gap = max((two.first - one.last).days, (one.first - two.last).days)
        if gap > DAYS:
            return True
    if one.sides <= two.sides or two.sides <= one.sides:
        here = one.country is not None and two.country is not None and one.city and two.city
        return bool(here and one.country != two.country)
    return not (one.place is not None and one.place == two.place)


def _told(one: Telling, elsewhere: Digest) -> bool:
    return any(t.family == one.family and not differ(one, t) for t in elsewhere.tellings if len(t.sides) > 1)
