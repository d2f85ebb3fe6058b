"""What is exported: a register's records, all or those that a query asks for, each with what it is shown with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice

from dragoman.document import Document
from dragoman.model import Actor, Event, Party, Publication, Statement
from dragoman.register import Register
from dragoman.register.query import EVERYTHING, Query


@dataclass(frozen=True, slots=True)
class Report:
    """An event with the article that reports it, and that article's first day of publication if one is known."""

    event: Event
    document: Document

    @property
    def publication(self) -> Publication:
        """When the article was published; all unknown when nothing tells."""
        return self.document.publication or Publication(None, None, None)


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement with its article."""

    statement: Statement
    document: Document


# Events whose happenings are looked up together.
PORTION = 200


class Selection:
    """The records that a query selects. Articles are read in portions: memory does not grow with their number.

    What is kept in memory are the actors, of which there are far fewer than articles.
    """

    def __init__(self, register: Register, query: Query = EVERYTHING, table: str | None = None) -> None:
        self.register = register
        self.query = query
        self.table = table
        self._near: list[str] = []
        self._occurrences: dict[str, str | None] = {}

    @cached_property
    def cast(self) -> dict[str, Actor]:
        """Every actor by id, united over all articles."""
        return {actor.id: actor for actor in self.register.actors()}

    def actor(self, party: Party) -> Actor | None:
        """The party's actor, None for one that is only described."""
        return self.cast.get(party.actor) if party.actor else None

    def occurrence(self, event: str) -> str | None:
        """The id of the happening that an event (by its id) reports, None for one that is in none."""
        if event not in self._occurrences:
            # Those that come with it are asked for at once, and those before are forgotten.
            asked = dict.fromkeys([*self._near, event])
            self._occurrences = dict.fromkeys(asked) | self.register.occurrence_of(list(asked))
        return self._occurrences[event]

    @property
    def chosen(self) -> str:
        """The table that is wanted: the one that is named, else that of the records which the query lists, else events."""
        return self.table or self.query.kind or "event"

    @property
    def whole(self) -> bool:
        """Whether everything is wanted."""
        return self.query == EVERYTHING

    def documents(self) -> Iterator[Document]:
        """The articles, by source: all, or those with an event (of a query for statements: a statement) that is wanted.

        A query for articles gives them in the order of the search, the oldest first.
        """
        if self.whole:
            yield from self.register.documents()
            return
        for article in self._articles():
            yield self.register.document(article)

    def _articles(self) -> Iterator[str]:
        """Yields the ids of the articles that the query means."""
        if self.query.kind == "article":
            cursor: str | None = None
            while True:
                page = self.register.search(self.query, limit=PORTION, cursor=cursor, order="oldest")
                yield from (hit.id for hit in page.hits)
                if (cursor := page.cursor) is None:
                    return
        found: Iterator[Event | Statement] = self.register.each_event(self.query)
        if self.query.kind == "statement":
            found = self.register.each_statement(self.query)
        yield from (article for article, _ in groupby(found, key=lambda one: one.article))

    def reports(self) -> Iterator[Report]:
        """The events with their articles, in the order of the articles (by source) and of the text."""
        found = self._all_reports() if self.whole else self._wanted_reports()
        while portion := list(islice(found, PORTION)):
            self._near = [report.event.id for report in portion]
            yield from portion

    def _all_reports(self) -> Iterator[Report]:
        for document in self.register.documents():
            yield from (Report(event, document) for event in in_order(document))

    def _wanted_reports(self) -> Iterator[Report]:
        for article, events in groupby(self.register.each_event(self.query), key=lambda event: event.article):
            document = self.register.document(article)
            yield from (Report(event, document) for event in events)

    def sayings(self) -> Iterator[Saying]:
        """The statements with their articles, in the same order."""
        if self.whole:
            for document in self.register.documents():
                yield from (Saying(said, document) for said in document.statements)
            return
        for article, said in groupby(self.register.each_statement(self.query), key=lambda one: one.article):
            document = self.register.document(article)
            yield from (Saying(one, document) for one in said)

    def parties(self) -> Iterator[tuple[Report, str, Party]]:
        """Everyone in every event, with the side they are on."""
        from dragoman.register.rows import sides

        for report in self.reports():
            yield from ((report, side, party) for side, party in sides(report.event))


def in_order(document: Document) -> list[Event]:
    """The document's events in the order of the text, as the register orders them."""
    placed = [(e.evidence[0].start if e.evidence else e.trigger.start, n, e) for n, e in enumerate(document.events)]
    return [event for _, _, event in sorted(placed, key=lambda item: item[:2])]
