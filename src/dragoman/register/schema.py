"""The tables of the register, the same in SQLite and PostgreSQL.

Every row of a layer keeps its whole record as JSON (`record`), and beside it the columns by which it is looked up. So a
new field of a record needs no migration; a new way to look something up does.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy import String as AnyString
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import SchemaItem
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import UserDefinedType

from dragoman.register.folding import words_of

SCHEMA_VERSION = 4
# «drag» in ASCII: tells a register from any other SQLite file.
APPLICATION_ID = 0x64726167

# An event's or statement's number in a full text index: the article's, then so many bits for its position.
POSITION_BITS = 16

metadata = MetaData()
# PostgreSQL would sort by the language of its database; both engines must sort alike.
String = AnyString().with_variant(AnyString(collation="C"), "postgresql")


class indexed(FunctionElement[str]):  # noqa: N801  (it reads as a function of SQL)
    """The words of a text as the engine keeps them."""

    inherit_cache = True


@compiles(indexed)
def _indexed(element: Any, compiler: Any, **more: Any) -> str:
    return str(compiler.process(element.clauses, **more))


@compiles(indexed, "postgresql")
def _indexed_there(element: Any, compiler: Any, **more: Any) -> str:
    return f"to_tsvector('simple', CAST({compiler.process(element.clauses, **more)} AS TEXT))"


class Words(UserDefinedType[str]):
    """The words by which a row is found: a `tsvector` on PostgreSQL; nothing on SQLite, whose triggers index them."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """The column's type on SQLite."""
        return "BLOB"

    def bind_processor(self, dialect: Any) -> Any:
        """What is bound: the text's words, or nothing."""
        return words_of if dialect.name == "postgresql" else lambda value: None

    def bind_expression(self, bindvalue: Any) -> Any:
        """The text as the engine wants it."""
        return indexed(bindvalue)


@compiles(Words, "postgresql")
def _words(type_: Any, compiler: Any, **more: Any) -> str:
    return "TSVECTOR"


def _of_article() -> Column[int]:
    return Column("article", ForeignKey("article.number", ondelete="CASCADE"), primary_key=True)


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


def _ordinal(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, default=0, server_default="0")


def _words_index(table: str) -> Index:
    # On SQLite the column is empty and the full text has tables of its own (see sqlite.py).
    return Index(f"{table}_by_words", "words", postgresql_using="gin").ddl_if(dialect="postgresql")


def _parties(name: str, of: str) -> Table:
    """Everyone in the records of a layer, each with the side they are on and the days of the record."""
    return Table(
        name,
        metadata,
        Column("article", Integer, primary_key=True),
        Column(of, Integer, primary_key=True),
        _position(),
        Column("side", String, nullable=False),
        Column("actor", String),
        Column("name", String, nullable=False),
        Column("state", String),
        _ordinal("first"),
        _ordinal("last"),
        Index(f"{name}_by_actor", "actor", "first", "article", of, "last", "side"),
        Index(f"{name}_by_state", "state", "first", "article", of, "last", "side"),
        Index(
            f"{name}_described", "name", "first", "article", of,
            sqlite_where=text("actor IS NULL"), postgresql_where=text("actor IS NULL"),
        ),
        sqlite_with_rowid=False,
    )  # fmt: skip


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
    Column("reader", String),  # a digest of the code and tables that read
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
    _ordinal("first"),
    Column("words", Words),
    Index("article_by_source", "source", "id"),
    Index("article_by_day", "first", "number"),
    Index("article_by_outlet", "outlet", "first"),
    _words_index("article"),
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
    _ordinal("first"),  # its own day, else that of the article
    _ordinal("last"),
    Column("words", Words),
    Index("statement_by_day", "first", "article", "position", "last", "stance", "form"),
    Index("statement_narrow", "article", "position", "first", "last", "stance", "form"),
    _words_index("statement"),
)
statement_party = _parties("statement_party", "statement")

event = _layer(
    "event",
    Column("id", String, nullable=False, index=True),
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("channel", String),
    Column("ordinal", Integer),
    Column("status", String, nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    Column("place", String),
    Column("country", String),
    Column("intensity", Float, nullable=False),
    Column("start", Integer, nullable=False),
    _ordinal("first"),
    _ordinal("last"),
    Column("words", Words),
    Index("event_by_day", "first", "article", "position", "last", "type", "status", "channel"),
    Index("event_by_place", "place", "first", "article", "position"),
    Index("event_narrow", "article", "position", "first", "last", "type", "status", "channel", "country"),
    _words_index("event"),
)
# Everyone in an event: side is source, target, voice, or the role's name.
event_party = _parties("event_party", "event")

# Those whom articles only describe, with and without accents and capitals: for looking up the words of a description.
described = Table(
    "described",
    metadata,
    Column("folded", String, primary_key=True),
    Column("name", String, primary_key=True),
    sqlite_with_rowid=False,
)

# The names of places where something happened, likewise.
place_name = Table(
    "place_name",
    metadata,
    Column("folded", String, primary_key=True),
    Column("name", String, primary_key=True),
    sqlite_with_rowid=False,
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

# Every name and alias of an actor, without accents and capitals.
actor_name = Table(
    "actor_name",
    metadata,
    Column("folded", String, primary_key=True),
    Column("actor", String, primary_key=True),
    Index("actor_name_by_actor", "actor"),
    sqlite_with_rowid=False,
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
    _ordinal("first"),  # the day of its first article
    Column("record", Text, nullable=False),
)
story_article = Table(
    "story_article",
    metadata,
    Column("article", String, primary_key=True),
    Column("story", ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Index("story_article_by_story", "story"),
)
occurrence = Table(
    "occurrence",
    metadata,
    Column("id", String, primary_key=True),
    Column("earliest", Date),
    Column("latest", Date),
    Column("independent_sources", Integer, nullable=False),
    _ordinal("first"),
    Column("record", Text, nullable=False),
    Index("occurrence_by_day", "first", "id"),
)
occurrence_event = Table(
    "occurrence_event",
    metadata,
    Column("event", String, primary_key=True),
    Column("occurrence", ForeignKey("occurrence.id", ondelete="CASCADE"), primary_key=True),
    Index("occurrence_event_by_occurrence", "occurrence"),
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

# What analysts say of records: an append-only log. Nothing in it refers to row numbers, so it outlives every re-reading.
revision = Table(
    "revision",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("of", String, nullable=False, index=True),  # the record's id
    Column("article", String, index=True),
    Column("action", String, nullable=False),
    Column("author", String, nullable=False),
    Column("moment", DateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("content", Text, nullable=False),  # what the action needs, as JSON
    Column("undoes", Integer),
    sqlite_autoincrement=True,
)
# How the program alone reads an article that analysts have revised.
unrevised = Table(
    "unrevised",
    metadata,
    Column("article", String, primary_key=True),
    Column("record", Text, nullable=False),
)

# Queries that analysts keep; `seen` are the ids that they have been shown.
saved = Table(
    "saved",
    metadata,
    Column("name", String, primary_key=True),
    Column("query", Text, nullable=False),
    Column("made", DateTime, nullable=False),
    Column("looked", DateTime),
)
seen = Table(
    "seen",
    metadata,
    Column("name", ForeignKey("saved.name", ondelete="CASCADE"), primary_key=True),
    Column("id", String, primary_key=True),
)
