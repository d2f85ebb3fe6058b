"""Actors over many articles: which article shows an actor how, and the union of what they show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dragoman.model import Actor, content_id
from dragoman.register import schema
from dragoman.register.codec import decode, encode
from dragoman.register.merging import united
from dragoman.register.rows import actor_name_rows

variants, shown_in, merged = schema.actor_variant, schema.article_actor, schema.actor
# Names that no column has: SQLAlchemy keeps those for the values that an UPDATE sets.
THIS_VARIANT = sa.and_(variants.c.id == sa.bindparam("of_actor"), variants.c.variant == sa.bindparam("of_variant"))
COUNT = sa.update(variants).where(THIS_VARIANT).values(articles=sa.bindparam("count"))
FORGET = sa.delete(variants).where(THIS_VARIANT)
UNNAME = sa.delete(schema.actor_name).where(schema.actor_name.c.actor == sa.bindparam("of_actor"))
UNMERGE = sa.delete(merged).where(merged.c.id == sa.bindparam("of_actor"))


@dataclass(frozen=True, slots=True)
class Variant:
    """An actor as some articles show it: the record's text, the text's mark, and the number of articles."""

    actor: str
    mark: str
    record: str
    articles: int


def show(connection: Connection, article: int, actors: Iterable[Actor]) -> None:
    """Notes how the article shows its actors, and unites each with what other articles show of it."""
    records = {actor.id: encode(actor) for actor in actors}
    if not records:
        return
    marks = {actor: content_id(record) for actor, record in records.items()}
    rows = [{"article": article, "actor": actor, "variant": mark} for actor, mark in marks.items()]
    connection.execute(sa.insert(shown_in), rows)
    before = _variants(connection, list(records))
    after = {(v.actor, v.mark): v for v in before}
    for actor, mark in marks.items():
        count = after[actor, mark].articles if (actor, mark) in after else 0
        after[actor, mark] = Variant(actor, mark, records[actor], count + 1)
    _write(connection, before, list(after.values()))


def forget(connection: Connection, article: int) -> None:
    """Takes back what the article showed; an actor that no article shows any more is gone."""
    rows = connection.execute(
        sa.select(shown_in.c.actor, shown_in.c.variant).where(shown_in.c.article == article)
    ).all()
    if not rows:
        return
    connection.execute(sa.delete(shown_in).where(shown_in.c.article == article))
    before = _variants(connection, [row.actor for row in rows])
    gone = {(row.actor, row.variant) for row in rows}
    after = [Variant(v.actor, v.mark, v.record, v.articles - ((v.actor, v.mark) in gone)) for v in before]
    _write(connection, before, [v for v in after if v.articles > 0])


def _variants(connection: Connection, actors: Sequence[str]) -> list[Variant]:
    query = sa.select(variants.c.id, variants.c.variant, variants.c.record, variants.c.articles)
    return [Variant(*row) for row in connection.execute(query.where(variants.c.id.in_(actors)))]


def _write(connection: Connection, before: Sequence[Variant], after: Sequence[Variant]) -> None:
    """Turns the one state of some actors' variants into the other, and unites anew those that it changes."""
    old, new = {(v.actor, v.mark): v for v in before}, {(v.actor, v.mark): v for v in after}
    added = [v for key, v in new.items() if key not in old]
    counted = [v for key, v in new.items() if key in old and old[key].articles != v.articles]
    removed = [v for key, v in old.items() if key not in new]
    if removed:
        connection.execute(FORGET, [{"of_actor": v.actor, "of_variant": v.mark} for v in removed])
    if counted:
        connection.execute(COUNT, [{"of_actor": v.actor, "of_variant": v.mark, "count": v.articles} for v in counted])
    if added:
        rows = [{"id": v.actor, "variant": v.mark, "record": v.record, "articles": v.articles} for v in added]
        connection.execute(sa.insert(variants), rows)
    grouped: dict[str, list[Variant]] = {v.actor: [] for v in before}
    for variant in after:
        grouped.setdefault(variant.actor, []).append(variant)
    # With one variant, as before, its count does not matter.
    moved = {v.actor for v in (*added, *removed)} | {v.actor for v in counted if len(grouped[v.actor]) > 1}
    _merge(connection, {actor: grouped[actor] for actor in sorted(moved)})


def _merge(connection: Connection, grouped: dict[str, list[Variant]]) -> None:
    if not grouped:
        return
    for forgotten in (UNNAME, UNMERGE):
        connection.execute(forgotten, [{"of_actor": actor} for actor in grouped])
    ones = [united((decode(Actor, v.record), v.articles) for v in several) for several in grouped.values() if several]
    if ones:
        rows = [
            {"id": a.id, "name": a.name, "type": a.type, "state": a.state, "wikidata": a.wikidata, "record": encode(a)}
            for a in ones
        ]
        connection.execute(sa.insert(merged), rows)
        connection.execute(sa.insert(schema.actor_name), [row for a in ones for row in actor_name_rows(a)])
