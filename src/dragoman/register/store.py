"""The register: one file, or one database, that holds everything read so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dragoman.document import Document
from dragoman.errors import RegisterError
from dragoman.model import Derivation, Occurrence, Reject, Story
from dragoman.register import actors, schema
from dragoman.register.alone import layers_of, with_layers
from dragoman.register.codec import encode
from dragoman.register.engine import WRITING, is_address, open_engine, plain_words
from dragoman.register.reading import Reader
from dragoman.register.revised import regrouped, revised
from dragoman.register.revising import active, in_force, log
from dragoman.register.rows import (
    article_row,
    date_stories,
    derivation_row,
    describe,
    fingerprint,
    layer_rows,
    occurrence_row,
    story_article_rows,
    story_row,
)

# The tables of an article's layers; they go with their article.
LAYERS = ("time", "place", "mention", "rejected", "statement", "statement_party", "event", "event_party")


class Store(Reader):
    """The writing half of a register: what a reading writes. Every write is one transaction."""

    def __init__(self, path: str | Path, *, read_only: bool = False) -> None:
        where = path if is_address(path) else Path(path)
        self.read_only = read_only
        super().__init__(open_engine(where, read_only=read_only), where)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self.engine.dispose()

    # --- writing -----------------------------------------------------------------------------------------------------

    def add(
        self, document: Document, *, pipeline: str | None = None, run: int | None = None, again: bool = False
    ) -> bool:
        """Whether the register changed. One transaction: the article is there with every layer, or not at all.

        The same article a second time changes nothing. Where it was read otherwise before (a publication date given by
        hand, another pipeline) or `again` is set, the new reading takes the old one's place. Of two sources with the
        same article the first in the alphabet stands, so that the order of reading does not show.
        """
        with self.writing() as connection:
            return self._put(connection, document, pipeline, run, again)

    def add_all(
        self, found: Iterable[Document | Reject], *, pipeline: str | None = None, run: int | None = None
    ) -> int:
        """How many of the documents changed the register. One transaction for all of them, and for the rejects."""
        changed = 0
        with self.writing() as connection:
            for item in found:
                if isinstance(item, Reject):
                    self._set_aside(connection, item, run)
                else:
                    changed += self._put(connection, item, pipeline, run, again=False)
        return changed

    def _put(
        self, connection: Connection, document: Document, pipeline: str | None, run: int | None, again: bool
    ) -> bool:
        article, mark = document.article, fingerprint(document.article, pipeline)
        known = connection.execute(
            sa.select(schema.article.c.number, schema.article.c.source, schema.article.c.fingerprint).where(
                schema.article.c.id == article.id
            )
        ).one_or_none()
        if known is not None:
            if known.source < article.source or (known.fingerprint == mark and not again):
                return self._claim_source(connection, known, document)
            self._empty(connection, known.number)
            self._forget_own(connection, article.id)
            connection.execute(sa.delete(schema.article).where(schema.article.c.number == known.number))
        shown = self._as_revised(connection, document)
        row = article_row(shown, mark, run)
        number = connection.execute(sa.insert(schema.article).values(row)).inserted_primary_key[0]  # type: ignore[index]
        self._fill(connection, number, shown)
        connection.execute(sa.delete(schema.reject).where(schema.reject.c.source == article.source))
        return True

    def date_anew(self, document: Document, siblings: str) -> None:
        """Puts the reading with the evidence of its story in place of the article's own, which is kept beside it.

        `siblings` is a digest of that evidence.
        """
        key = document.article.id
        own = encode(layers_of(self.document(key, alone=True, unrevised=True)))
        with self.writing() as connection:
            self._relayer(connection, document)
            connection.execute(sa.delete(schema.alone).where(schema.alone.c.article == key))
            connection.execute(sa.insert(schema.alone).values(article=key, siblings=siblings, record=own))

    def date_alone(self, article_id: str) -> None:
        """Puts the article's own reading back."""
        own = self.document(article_id, alone=True, unrevised=True)
        with self.writing() as connection:
            self._relayer(connection, own)
            connection.execute(sa.delete(schema.alone).where(schema.alone.c.article == article_id))

    def _relayer(self, connection: Connection, read: Document) -> None:
        """Replaces the layers of an article that is there by this reading, as analysts have revised it."""
        table, key = schema.article, read.article.id
        number = connection.execute(sa.select(table.c.number).where(table.c.id == key)).scalar_one()
        connection.execute(sa.delete(schema.unrevised).where(schema.unrevised.c.article == key))
        document = self._as_revised(connection, read)
        row = article_row(document, "", None)
        changed = {name: row[name] for name in ("best", "earliest", "latest", "publication", "first")}
        connection.execute(sa.update(table).where(table.c.number == number).values(changed))
        self._empty(connection, number)
        self._fill(connection, number, document)

    def _as_revised(self, connection: Connection, read: Document) -> Document:
        """The reading with what analysts said of it; where that makes a difference, the reading itself is kept too."""
        revisions = active(connection, [read.article.id])
        if not revisions:
            return read
        own = layers_of(read)
        shown = revised(own, revisions, read.article.id)
        if shown == own:
            return read
        connection.execute(sa.insert(schema.unrevised).values(article=read.article.id, record=encode(own)))
        return with_layers(read, shown)

    def _fill(self, connection: Connection, number: int, document: Document) -> None:
        """Puts the layers of an article in."""
        for name, rows in layer_rows(document, number).items():
            if rows:
                connection.execute(sa.insert(schema.metadata.tables[name]), rows)
        actors.show(connection, number, document.actors)
        describe(connection, document)

    def _empty(self, connection: Connection, number: int) -> None:
        """Takes the layers of an article out, and what only it showed of its actors."""
        actors.forget(connection, number)
        for name in LAYERS:
            layer = schema.metadata.tables[name]
            connection.execute(sa.delete(layer).where(layer.c.article == number))

    def _forget_own(self, connection: Connection, article_id: str) -> None:
        """Forgets what was kept of the article's own reading, since it is read anew."""
        for table in (schema.alone, schema.unrevised):
            connection.execute(sa.delete(table).where(table.c.article == article_id))

    def _claim_source(self, connection: Connection, known: Any, document: Document) -> bool:
        """Whether the article's source changed: the first in the alphabet is the one that is shown."""
        if document.article.source >= known.source:
            return False
        row = article_row(document, known.fingerprint, None)
        connection.execute(
            sa.update(schema.article)
            .where(schema.article.c.number == known.number)
            .values(source=row["source"], record=row["record"])
        )
        return True

    def reject(self, reject: Reject, *, run: int | None = None) -> None:
        """Notes a source that could not be read; a later reading that succeeds takes the note away."""
        with self.writing() as connection:
            self._set_aside(connection, reject, run)

    def _set_aside(self, connection: Connection, reject: Reject, run: int | None) -> None:
        table = schema.reject
        connection.execute(sa.delete(table).where(table.c.source == reject.source))
        connection.execute(sa.insert(table).values(source=reject.source, reason=reject.reason, run=run))

    def link(
        self, stories: Iterable[Story], occurrences: Iterable[Occurrence], derivations: Iterable[Derivation], *, of: str
    ) -> None:
        """Puts these layers in place of the ones there were; `of` is the state of the articles they were made from."""
        with self.querying() as connection:
            said = in_force(log(connection, schema.revision.c.kind.in_(("occurrence", "story"))))
        happenings = list(
            {o.id: o for o in regrouped(occurrences, (r for r in said if r.kind == "occurrence"))}.values()
        )
        members = [{"event": e, "occurrence": o.id} for o in happenings for e in dict.fromkeys(o.events)]
        tales = list({s.id: s for s in regrouped(stories, (r for r in said if r.kind == "story"))}.values())
        with self.writing() as connection:
            for table, rows in (
                (schema.occurrence_event, []),
                (schema.occurrence, [occurrence_row(o) for o in happenings]),
                (schema.occurrence_event, members),
                (schema.story_article, []),
                (schema.story, [story_row(s) for s in tales]),
                (schema.story_article, [row for s in tales for row in story_article_rows(s)]),
                (schema.derivation, [derivation_row(d) for d in {d.id: d for d in derivations}.values()]),
            ):
                connection.execute(sa.delete(table))
                if rows:
                    connection.execute(sa.insert(table), rows)
            date_stories(connection)
            connection.execute(sa.delete(schema.meta).where(schema.meta.c.key == "linked"))
            connection.execute(sa.insert(schema.meta).values(key="linked", value=of))

    def begin_run(
        self,
        started: datetime,
        version: str,
        pipeline: str | None,
        today: date | None = None,
        reader: str | None = None,
    ) -> int:
        """The number of a new run of reading; `today` is the day that bounds what it dates, `reader` what reads."""
        with self.writing() as connection:
            row = {
                "started": started, "version": version, "pipeline": pipeline, "today": today, "reader": reader,
                "articles": 0, "rejects": 0,
            }  # fmt: skip
            number: int = connection.execute(sa.insert(schema.run).values(row)).inserted_primary_key[0]  # type: ignore[index]
        return number

    def end_run(self, number: int, finished: datetime, articles: int, rejects: int) -> None:
        """Notes what the run did; one that was interrupted has no end."""
        with self.writing() as connection:
            connection.execute(
                sa.update(schema.run)
                .where(schema.run.c.number == number)
                .values(finished=finished, articles=articles, rejects=rejects)
            )

    def read_by(self, article_id: str, run: int) -> None:
        """Notes that this run reads the article as it is."""
        with self.writing() as connection:
            connection.execute(sa.update(schema.article).where(schema.article.c.id == article_id).values(run=run))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: kept whole when the block ends, undone whole when it fails or the program is killed."""
        if self.read_only:
            raise RegisterError(f"the register «{self.path}» was opened for reading only: open it without read_only")
        options = WRITING[self.engine.dialect.name]
        with (
            plain_words(self.where),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection
