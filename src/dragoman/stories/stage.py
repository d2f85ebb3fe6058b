"""Where dispatches meet: stories, occurrences and derivations over all that was read."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.document import Document
from dragoman.model import Derivation, Occurrence, Story
from dragoman.stories.derivation import derivations
from dragoman.stories.digest import Digest, digest
from dragoman.stories.grouping import stories
from dragoman.stories.independence import Independence, article_roots
from dragoman.stories.occurrences import occurrences
from dragoman.stories.reuse import overlaps

Linked = tuple[tuple[Story, ...], tuple[Occurrence, ...], tuple[Derivation, ...]]


def link(documents: Iterable[Document]) -> Linked:
    """The stories, occurrences and derivations of the documents, which come without syntax, in any order."""
    digests: list[Digest] = []
    names: dict[str, str] = {}
    for document in documents:
        digests.append(digest(document))
        for actor in document.actors:
            names[actor.id] = min(actor.name, names.get(actor.id, actor.name))
    return link_digests(digests, names)


def link_digests(digests: Iterable[Digest], names: dict[str, str]) -> Linked:
    """The same from light records; `names` has the readable name of each actor."""
    ordered = sorted(digests, key=lambda d: d.id)
    shared = overlaps(ordered)
    told = stories(ordered, shared)
    story_of = {article: story.id for story in told for article in story.articles}
    derived = derivations(ordered, shared, story_of)
    independence = Independence(article_roots(ordered, derived, story_of), names)
    tellings = (t for one in ordered for t in one.tellings)
    happened = occurrences(tellings, story_of, {one.id: one.best for one in ordered}, independence.origins)
    return told, happened, derived
