"""The register as its users have it: what was read, what analysts say of it, and the queries that they keep."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dragoman.errors import RegisterError
from dragoman.model import Occurrence, Story
from dragoman.register import revising, schema, watching
from dragoman.register.codec import decode, encode, plain
from dragoman.register.parsing import parse
from dragoman.register.query import Query
from dragoman.register.revised import Revision, members, regrouped
from dragoman.register.rows import date_stories, occurrence_row, story_article_rows, story_row
from dragoman.register.searching import Page
from dragoman.register.store import Store
from dragoman.register.watching import Kept


def now() -> datetime:
    """The moment that it is, in UTC, without its zone: as the register keeps moments."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


class Register(Store):
    """The lasting record of what was read: a file, or with postgresql://user@host/database a team's database.

    A context manager; every write is one transaction.

        with Register("dragoman.db") as register:
            register.add(document)
            register.search("pair:KEN-ETH type:CONSULT since:2024")

    Raises RegisterError when it is no register, comes from a newer Dragoman, or cannot be written.
    """

    # --- revisions ---------------------------------------------------------------------------------------------------

    def revise(
        self,
        action: str,
        of: str,
        changes: Mapping[str, Any] | None = None,
        *,
        author: str,
        reason: str = "",
        into: str | None = None,
        parts: Sequence[Mapping[str, Any]] = (),
        only: Sequence[str] = (),
        moment: datetime | None = None,
    ) -> Revision:
        """What an analyst said of a record, once it is in the log and the record is as it says.

        `action` is confirm, correct, add, remove, merge, split or annotate; `of` the record's id, or for «add» that of
        the article. `changes` are fields with new values, as texts («FRA, Sénégal», «2024-03») or as JSON has them; of
        what is added too, with `words`, those of the article on which it rests. `into` is the record that stays when two
        are merged; `parts` are the changes of each event that one is split into; `only` the events, articles (of an
        actor: the articles in which it is someone else) that are split off. The note of «annotate» is the reason.

        Raises UsageError for what cannot be done, RegisterError when there is no such record.
        """
        with self.writing() as connection:
            kind, key, article = revising.target(connection, of, action)
            if action == "add":
                assert article is not None
                text = connection.execute(sa.select(schema.article.c.text).where(schema.article.c.id == article))
                kind, record = revising.added(connection, article, text.scalar_one(), changes or {})
                key, said = record.id, {"record": plain(record)}
            else:
                said = revising.content(connection, action, kind, key, changes or {}, into, parts, only)
            one = revising.made(kind, key, article, action, author, moment or now(), reason, said)
            one = revising.write(connection, one)
            self._lay(connection, one)
        return one

    def undo(self, number: int, *, author: str, reason: str = "", moment: datetime | None = None) -> Revision:
        """Takes a revision back (also one that took another back). The log keeps both."""
        with self.writing() as connection:
            found = revising.log(connection, schema.revision.c.number == number)
            if not found:
                raise RegisterError(f"there is no revision {number} in this register: see `dragoman history`")
            old = found[0]
            if old.undone:
                raise RegisterError(f"revision {number} was taken back already: see `dragoman history {old.of}`")
            one = revising.made(old.kind, old.of, old.article, "undo", author, moment or now(), reason, {})
            one = revising.write(connection, replace(one, undoes=number))
            self._lay(connection, old, back=True)
        return one

    def history(self, of: str | None = None) -> tuple[Revision, ...]:
        """What analysts said of a record, in its order; of an article and all that is in it; without an id, of everything.

        Also of records that are not there any more, by their whole id.
        """
        revision = schema.revision.c
        with self.querying() as connection:
            if of is None:
                return revising.log(connection)
            known = sa.or_(
                revision.of.startswith(of, autoescape=True), revision.article.startswith(of, autoescape=True)
            )
            return revising.log(connection, known)

    def _lay(self, connection: Connection, one: Revision, *, back: bool = False) -> None:
        """Makes the records as the log says after this revision, or after it was taken back."""
        if one.action in ("annotate", "undo") and not back:
            return
        if one.kind in ("occurrence", "story"):
            self._regroup(connection, one, back=back)
            return
        for article in [one.article] if one.article else self._showing(connection, one):
            self._relayer(connection, self._unrevised(connection, article))

    def _showing(self, connection: Connection, one: Revision) -> list[str]:
        """The articles that show the actor of the revision, or the one that it was made into."""
        shown, article = schema.article_actor.c, schema.article.c
        ids = {one.of, (one.said("decision") or {}).get("into", one.of)}
        query = sa.select(article.id).distinct().join(schema.article_actor, shown.article == article.number)
        return list(connection.execute(query.where(shown.actor.in_(sorted(ids))).order_by(article.id)).scalars())

    def _regroup(self, connection: Connection, one: Revision, *, back: bool) -> None:
        """Merges or splits occurrences or stories. Taken back, they are made anew by the next linking."""
        # What was made from the articles is so no longer: a later linking makes it anew and lays the log over it.
        connection.execute(sa.delete(schema.meta).where(schema.meta.c.key == "linked"))
        if one.action not in ("merge", "split"):
            return
        happening = one.kind == "occurrence"
        table, kind = (schema.occurrence, Occurrence) if happening else (schema.story, Story)
        tie = schema.occurrence_event if happening else schema.story_article
        column, group_of = (tie.c.event, tie.c.occurrence) if happening else (tie.c.article, tie.c.story)
        inside = [*one.said("members"), *(one.said("with") or ())]
        wanted = sa.select(group_of).where(group_of.in_(one.said("after")) if back else column.in_(inside))
        records = connection.execute(sa.select(table.c.record).where(table.c.id.in_(wanted)).order_by(table.c.id))
        before: list[Any] = [decode(kind, record) for record in records.scalars()]
        if back:
            after: list[Any] = _restored(before, one)
        else:
            after = regrouped(before, [one])
            kept = {**json.loads(one.content), "before": [encode(g) for g in before], "after": [g.id for g in after]}
            connection.execute(
                sa.update(schema.revision)
                .where(schema.revision.c.number == one.number)
                .values(
                    content=revising.made(one.kind, one.of, None, one.action, one.author, one.moment, "", kept).content
                )
            )
        for old in before:
            connection.execute(sa.delete(tie).where(group_of == old.id))
            connection.execute(sa.delete(table).where(table.c.id == old.id))
        for new in after:
            connection.execute(sa.insert(table).values(occurrence_row(new) if happening else story_row(new)))
            ties = [{"event": e, "occurrence": new.id} for e in members(new)] if happening else story_article_rows(new)
            connection.execute(sa.insert(tie), ties)
        if not happening:
            date_stories(connection)

    # --- kept queries ------------------------------------------------------------------------------------------------

    def keep(self, name: str, query: Query | str, *, moment: datetime | None = None) -> None:
        """Keeps a query under a name; `search("@name")` asks it. Raises QueryError when the text is no query."""
        if isinstance(query, str):
            parse(query)  # kept as it was written: «since:30d» goes on to mean the last thirty days
        with self.writing() as connection:
            watching.keep(connection, name, str(query), moment or now())

    def kept(self) -> tuple[Kept, ...]:
        """The kept queries, by name."""
        with self.querying() as connection:
            return watching.kept(connection)

    def forget(self, name: str) -> bool:
        """Whether a query was kept under the name; it is no longer."""
        with self.writing() as connection:
            return watching.forget(connection, name)

    def news(self, name: str, *, limit: int = 100, moment: datetime | None = None) -> Page:
        """What the kept query lists and has not shown before, the newest first; from now on it has shown them."""
        when = moment or now()
        with self.writing() as connection:
            query = parse(watching.text_of(connection, name), today=when.date())
            return watching.news(connection, name, query, when, limit)


def _restored(groups: list[Any], one: Revision) -> list[Any]:
    """The groups as they were before the revision, if they are still as it left them; else as they are."""
    kind: type = Occurrence if one.kind == "occurrence" else Story
    if sorted(g.id for g in groups) != sorted(one.said("after") or []):
        return groups
    return [decode(kind, text) for text in one.said("before")]
