"""Independence: which origin stands behind each telling, so that reprints of one report are counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dragoman.model import Derivation
from dragoman.stories.digest import Digest
from dragoman.stories.media import is_agency, medium_of, origin_key
from dragoman.stories.union import Union


def article_origins(digests: Sequence[Digest], found: Iterable[Derivation]) -> dict[str, tuple[str, str]]:
    """For each article the key and the readable name of the origin that it goes back to.

    Articles tied by derivation have one origin: the agency that one of them names, or else the earliest of them.
    """
    place = {one.id: n for n, one in enumerate(digests)}
    tied = Union(len(digests))
    for one in found:
        if one.origin_article in place and one.article in place:
            tied.join(place[one.article], place[one.origin_article])
    origins = {}
    for members in tied.groups().values():
        origin = _common_origin([digests[m] for m in members])
        for m in members:
            origins[digests[m].id] = origin
    return origins


def _common_origin(members: Sequence[Digest]) -> tuple[str, str]:
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


def telling_origins(
    digests: Iterable[Digest], of_article: Mapping[str, tuple[str, str]], names: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """For each telling (by id) the origin behind it.

    That is the agency or outlet through which the article has it, or the named voice that vouches for it: ten papers
    that quote one minister have one origin. What nobody is quoted for goes back to the article's own origin. `names`
    has the readable name of each actor.
    """
    origins = {}
    for one in digests:
        for telling in one.tellings:
            voice = telling.voice
            if voice is None:
                origins[telling.id] = of_article[one.id]
            elif telling.voice_is_medium:
                medium = medium_of(voice)
                origins[telling.id] = (voice, medium.name if medium else names.get(voice, voice))
            else:
                origins[telling.id] = ("voice:" + voice, names.get(voice, voice))
    return origins
