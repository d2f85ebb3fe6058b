"""Independence: which origins stand behind a happening, so that reprints of one report are counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.model import Derivation
from dragoman.stories.digest import Digest
from dragoman.stories.media import is_agency, medium_of, origin_key
from dragoman.stories.telling import Telling
from dragoman.stories.union import Union


@dataclass(frozen=True, slots=True)
class Root:
    """What an article goes back to: a key, a readable name, and whether that is another than the article's own desk."""

    key: str
    name: str
    borrowed: bool


def article_roots(
    digests: Sequence[Digest], found: Iterable[Derivation], story_of: Mapping[str, str]
) -> dict[str, Root]:
    """For each article what it goes back to. `digests` are sorted by id.

    Articles of one story that are tied by derivation have one root: the agency that one of them names, or else the
    earliest of them. A paragraph of background taken over from an older story makes no report a copy.
    """
    place = {one.id: n for n, one in enumerate(digests)}
    tied = Union(len(digests))
    for one in found:
        origin = one.origin_article
        if origin in place and one.article in place and story_of.get(one.article) == story_of.get(origin or ""):
            tied.join(place[one.article], place[origin or ""])
    roots = {}
    for members in tied.groups().values():
        group = [digests[m] for m in members]
        key, name = _common_root(group)
        for member in group:
            own = origin_key(member.outlet) if member.outlet else "article:" + member.id
            roots[member.id] = Root(key, name, own != key)
    return roots


def _common_root(members: Sequence[Digest]) -> tuple[str, str]:
    named: dict[str, tuple[int, str]] = {}
    for one in members:
        if one.outlet and is_agency(one.outlet):
            key = origin_key(one.outlet)
            named[key] = (named.get(key, (0, ""))[0] + 2, one.outlet)
        for origin in one.origins:
            named[origin.key] = (named.get(origin.key, (0, ""))[0] + 1, origin.name)
    if named:
        key = min(named, key=lambda k: (-named[k][0], k))
        return key, named[key][1]
    first = min(members, key=lambda m: (str(m.moment or m.best or "9"), m.id))
    return (origin_key(first.outlet), first.outlet) if first.outlet else ("article:" + first.id, first.title)


@dataclass(frozen=True, slots=True)
class Independence:
    """Tells which origins stand behind the tellings of one happening; `names` has the readable name of each actor."""

    roots: Mapping[str, Root]
    names: Mapping[str, str]

    def origins(self, tellings: Sequence[Telling]) -> dict[str, str]:
        """The keys of the origins with their readable names.

        An article that goes back to another, or to an agency, has that for its origin whomever it quotes. One that
        reports for itself is an origin where it tells the happening in its own voice; where it only quotes, the voices
        are the origins, so that ten papers that heard one minister count once.
        """
        by_article: dict[str, list[Telling]] = defaultdict(list)
        for one in tellings:
            by_article[one.article].append(one)
        found: dict[str, str] = {}
        for article in sorted(by_article):
            for key, name in self._of(self.roots[article], by_article[article]):
                found.setdefault(key, name)
        return found

    def _of(self, root: Root, tellings: Sequence[Telling]) -> list[tuple[str, str]]:
        if any(t.voice is None for t in tellings):
            return [(root.key, root.name)]
        media = sorted({t.voice for t in tellings if t.voice and t.voice_is_medium})
        if media:
            return [(key, medium.name if (medium := medium_of(key)) else self.names.get(key, key)) for key in media]
        if root.borrowed:
            return [(root.key, root.name)]
        return [("voice:" + v, self.names.get(v, v)) for v in sorted({t.voice for t in tellings if t.voice})]
