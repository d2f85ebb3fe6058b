"""Where dispatches meet: stories, occurrences and derivations over all that was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from dragoman.document import Document
from dragoman.model import Derivation, Occurrence, Sibling, Story
from dragoman.stories.derivation import derivations
from dragoman.stories.digest import Digest, digest
from dragoman.stories.disagreement import Press
from dragoman.stories.drawer import Drawer
from dragoman.stories.grouping import forbidden, nearness, one_report, stories
from dragoman.stories.independence import Independence, article_roots
from dragoman.stories.occurrences import occurrences
from dragoman.stories.retelling import retellings
from dragoman.stories.reuse import earliest, overlaps
from dragoman.stories.siblings import siblings

Linked = tuple[tuple[Story, ...], tuple[Occurrence, ...], tuple[Derivation, ...]]
# Gives the documents, read again, of those articles that have dated siblings.
ReadAgain = Callable[[Mapping[str, tuple[Sibling, ...]]], Iterable[Document]]


def link(documents: Iterable[Document], read_again: ReadAgain = lambda wanted: ()) -> Linked:
    """The stories, occurrences and derivations of the documents, which come without syntax, in any order.

    Stories and derivations rest on what each document says alone. `read_again` is then called with the undated
    articles that have dated siblings, and the occurrences rest on what it gives for them: so the result is the same
    in any order, and linking again changes nothing.
    """
    names: dict[str, str] = {}

    def made() -> Iterator[Digest]:
        for document in documents:
            for actor in document.actors:
                names[actor.id] = min(actor.name, names.get(actor.id, actor.name))
            yield digest(document)

    with Drawer() as drawer:
        return link_digests(drawer.fill(made()), names, read_again, rest=drawer.rest)


def link_digests(
    digests: Iterable[Digest],
    names: dict[str, str],
    read_again: ReadAgain = lambda wanted: (),
    rest: Callable[[], None] = lambda: None,
) -> Linked:
    """The same from light records; `names` has the readable name of each actor.

    `rest` is called between the steps, to give back memory.
    """
    ordered = sorted(digests, key=lambda d: d.id)
    shared = overlaps(ordered)
    rest()
    near = nearness(ordered, one_report(shared), forbidden)
    retold = retellings(ordered, near.pairs, near.first_reports(ordered), near.directions, shared)
    told = stories(ordered, near, ((r.origin, r.derived) for r in retold))
    story_of = {article: story.id for story in told for article in story.articles}
    del near
    rest()
    derived = derivations(ordered, shared, retold, story_of)
    independence = Independence(article_roots(ordered, derived, story_of), names)
    later = {}
    for document in read_again(siblings(told, {one.id: one for one in ordered}, derived)):
        later[document.article.id] = digest(document)
        for actor in document.actors:
            names[actor.id] = min(actor.name, names.get(actor.id, actor.name))
    dated = [later.get(one.id, one) for one in ordered]
    tellings = (t for one in dated for t in one.tellings)
    happened = occurrences(tellings, story_of, _press(dated, derived, independence))
    return told, happened, derived


def _press(digests: Iterable[Digest], derived: Iterable[Derivation], independence: Independence) -> Press:
    """What occurrences need to know of the articles."""
    known = list(digests)
    ties = {(d.article, d.origin_article): d.relation for d in derived if d.origin_article}
    return Press(
        told_on={one.id: one.best for one in known},
        when={one.id: earliest(one) for one in known},
        derived={(a, b): relation for (a, b), relation in ties.items() if b},
        origins_of=independence.origins,
        copyists=frozenset(a for a, _ in ties),
    )
