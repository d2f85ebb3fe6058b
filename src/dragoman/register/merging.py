"""One actor from what many articles show of it: the same result in any order of the articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from dragoman.model import Actor, Office


def united(variants: Iterable[tuple[Actor, int]]) -> Actor:
    """One actor from its variants, each with the number of articles that show it so.

    The name, type, state and Wikidata id are those of the most articles, the first in the alphabet where even. Aliases
    and offices are united; a name that is not the chosen one becomes an alias.
    """
    seen = sorted(variants, key=lambda pair: repr(pair[0]))
    if not seen:
        raise ValueError("an actor needs at least one variant")
    name = _commonest((a.name, n) for a, n in seen) or seen[0][0].name
    aliases = {alias for a, _ in seen for alias in (*a.aliases, a.name)} - {name}
    return Actor(
        id=seen[0][0].id,
        name=name,
        type=_commonest((a.type, n) for a, n in seen) or seen[0][0].type,
        state=_commonest((a.state, n) for a, n in seen),
        wikidata=_commonest((a.wikidata, n) for a, n in seen),
        aliases=tuple(sorted(aliases)),
        offices=offices_united(o for a, _ in seen for o in a.offices),
    )


def offices_united(offices: Iterable[Office]) -> tuple[Office, ...]:
    """The offices, each once, in order of time; one without days gives way to the same office with days."""
    different = set(offices)
    dated = {(o.title, o.body) for o in different if o.start or o.end}
    kept = (o for o in different if o.start or o.end or (o.title, o.body) not in dated)
    return tuple(sorted(kept, key=lambda o: (o.start or date.min, o.end or date.max, o.title, o.body or "")))


def _commonest(values: Iterable[tuple[str | None, int]]) -> str | None:
    counts: Counter[str] = Counter()
    for value, times in values:
        if value is not None:
            counts[value] += times
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
