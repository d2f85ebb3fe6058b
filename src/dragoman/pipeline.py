"""Reads one article through every stage. A stage takes a document and returns it with its own layer set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.document import Document
from dragoman.errors import PipelineError
from dragoman.model import Article, Sibling


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the reading: what it needs to find in the document, and which layer it writes."""

    name: str
    run: Callable[[Document], Document]
    requires: frozenset[str]
    provides: frozenset[str]


@cache
def stages(pipeline: str | None = None) -> tuple[Stage, ...]:
    """The stages in their order. Raises PipelineError when one needs what none before it provides."""
    from dragoman.actors.stage import find_actors
    from dragoman.events.stage import code_events
    from dragoman.places.stage import find_places
    from dragoman.statements.stage import find_statements
    from dragoman.statements.weighing import weigh_statements
    from dragoman.syntax.parse import parse
    from dragoman.times.stage import date_publication, find_times, ground_times

    order = (
        stage("syntax", lambda d: parse(d, pipeline=pipeline), "", "syntax"),
        stage("times", find_times, "syntax", "symbols"),
        stage("publication", date_publication, "symbols", "publication"),
        stage("grounding", ground_times, "symbols publication", "times"),
        stage("places", find_places, "syntax", "places"),
        stage("actors", find_actors, "syntax publication places", "actors mentions"),
        stage("statements", find_statements, "syntax times actors mentions", "statements"),
        stage("events", code_events, "syntax times places actors mentions statements", "events"),
        stage("weighing", weigh_statements, "syntax mentions statements events", "standing"),
    )
    known: set[str] = set()
    for step in order:
        if missing := step.requires - known:
            raise PipelineError(
                f"stage «{step.name}» needs {', '.join(sorted(missing))}, which no stage before it gives"
            )
        known |= step.provides
    return order


def stage(name: str, run: Callable[[Document], Document], requires: str, provides: str) -> Stage:
    """A Stage from space-separated layer names."""
    return Stage(name, run, frozenset(requires.split()), frozenset(provides.split()))


def read_article(
    article: Article,
    *,
    today: date | None = None,
    siblings: tuple[Sibling, ...] = (),
    pipeline: str | None = None,
    until: str | None = None,
    library: str | None = None,
) -> Document:
    """The article with every layer, or with those up to the stage `until`. Looks at no clock and no network.

    `today` bounds an inferred publication date from above; None leaves it unbounded (the last year of the tables).
    `siblings` are dated dispatches of the same story: evidence for the publication date of an article without one.
    `library` is the path of the user's library of actors.
    """
    document = Document(article, today=today, siblings=siblings, library=library)
    for step in stages(pipeline):
        document = step.run(document)
        if step.name == until:
            break
    return document


def read_together(articles: Iterable[Article], *, pipeline: str | None = None) -> Iterator[Document]:
    """The articles with every layer, in their order: as `read_article` gives them, and cheaper for many short ones.

    All must be in one language.
    """
    from dragoman.syntax.parse import parse_together

    _, *rest = stages(pipeline)
    for document in parse_together(map(Document, articles), pipeline=pipeline):
        for step in rest:
            document = step.run(document)
        yield document
