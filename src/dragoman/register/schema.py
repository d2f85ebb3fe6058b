"""The tables of the register.

Every row of a layer keeps its whole record as JSON (`record`), and beside it the columns by which it is looked up. So a
new field of a record needs no migration; a new way to look something up does.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

SCHEMA_VERSION = 2
# «drag» in ASCII: tells a register from any other SQLite file.
APPLICATION_ID = 0x64726167

metadata = MetaData()


def _of_article() -> Column[int]:
    return Column("article", ForeignKey("article.number", ondelete="CASCADE"), primary_key=True)


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


def _layer(name: str, *columns: SchemaItem) -> Table:
    """A layer of the articles: one row a record, in the order in which the stage gave them."""
    return Table(name, metadata, _of_article(), _position(), *columns, Column("record", Text, nullable=False))


meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("started", DateTime, nullable=False),
    Column("finished", DateTime),
    Column("version", String, nullable=False),
    Column("pipeline", String),
    Column("today", Date),
    Column("articles", Integer, nullable=False, default=0),
    Column("rejects", Integer, nullable=False, default=0),
)

article = Table(
    "article",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("source", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("title", Text),
    Column("outlet", String),
    Column("language", String, nullable=False),
    Column("best", Date),
    Column("earliest", Date),
    Column("latest", Date),
    Column("text", Text, nullable=False),
    Column("record", Text, nullable=False),  # without the text
    Column("publication", Text),
    Column("run", ForeignKey("run.number")),
    Index("article_by_source", "source", "id"),
    Index("article_by_day", "best"),
)

time = _layer("time", Column("earliest", Date), Column("latest", Date))
place = _layer("place", Column("name", String, nullable=False), Column("country", String))
mention = _layer("mention", Column("start", Integer, nullable=False), Column("end", Integer, nullable=False))
rejected = _layer("rejected", Column("rule", String, nullable=False))

statement = _layer(
    "statement",
    Column("id", String, nullable=False, index=True),
    Column("speaker", String, nullable=False),
    Column("actor", String),
    Column("state", String),
    Column("form", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("start", Integer, nullable=False),
    Index("statement_by_actor", "actor"),
    Index("statement_by_state", "state"),
)

event = _layer(
    "event",
    Column("id", String, nullable=False, index=True),
    Column("type", String, nullable=False),
    Column("channel", String),
    Column("status", String, nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    Column("place", String),
    Column("country", String),
    Column("intensity", Float, nullable=False),
    Column("start", Integer, nullable=False),
    Index("event_by_type", "type"),
    Index("event_by_day", "earliest", "latest"),
)

# Everyone in an event: side is source, target, voice, or the role's name.
event_party = Table(
    "event_party",
    metadata,
    Column("article", Integer, primary_key=True),
    Column("event", Integer, primary_key=True),
    _position(),
    Column("side", String, nullable=False),
    Column("actor", String),
    Column("name", String, nullable=False),
    Column("state", String),
    Index("event_party_by_actor", "actor"),
    Index("event_party_by_state", "state"),
)

# An actor as one article shows it; the same reading of an actor is kept once, however many articles share it.
actor_variant = Table(
    "actor_variant",
    metadata,
    Column("id", String, primary_key=True),
    Column("variant", String, primary_key=True),
    Column("articles", Integer, nullable=False),
    Column("record", Text, nullable=False),
)
article_actor = Table(
    "article_actor",
    metadata,
    _of_article(),
    Column("actor", String, primary_key=True),
    Column("variant", String, nullable=False),
    Index("article_actor_by_actor", "actor", "variant"),
)
# The union of an actor's variants: what is shown and exported.
actor = Table(
    "actor",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, index=True),
    Column("type", String, nullable=False),
    Column("state", String),
    Column("wikidata", String),
    Column("record", Text, nullable=False),
)

# How an article that was dated by its story reads on its own: what the next linking starts from, so that neither the
# order of reading nor a second linking shows. The layers' tables hold the reading with the story's evidence.
alone = Table(
    "alone",
    metadata,
    Column("article", String, primary_key=True),
    Column("siblings", String, nullable=False),  # digest of the evidence
    Column("record", Text, nullable=False),
)

# What lies between dispatches. These layers are computed anew as a whole: nothing in them refers to row numbers.
story = Table(
    "story",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("record", Text, nullable=False),
)
occurrence = Table(
    "occurrence",
    metadata,
    Column("id", String, primary_key=True),
    Column("earliest", Date),
    Column("latest", Date),
    Column("independent_sources", Integer, nullable=False),
    Column("record", Text, nullable=False),
)
occurrence_event = Table(
    "occurrence_event",
    metadata,
    Column("event", String, primary_key=True),
    Column("occurrence", ForeignKey("occurrence.id", ondelete="CASCADE"), primary_key=True),
)
derivation = Table(
    "derivation",
    metadata,
    Column("id", String, primary_key=True),
    Column("article", String, nullable=False, index=True),
    Column("record", Text, nullable=False),
)

reject = Table(
    "reject",
    metadata,
    Column("source", String, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("run", ForeignKey("run.number")),
)
