"""The record as tables, one a kind of record: what CSV, Parquet and the DataFrames have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.document import Document
from dragoman.errors import UsageError
from dragoman.exports.columns import Column, Section
from dragoman.exports.selection import Report, Saying, Selection
from dragoman.model import Actor, Derivation, Interval, Mention, Occurrence, Party, Story, TimeExpression

EventRow = tuple[Selection, Report]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and how its records are drawn from a selection."""

    section: Section
    records: Callable[[Selection], Iterator[Any]]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table."""
        return self.section.columns


def table(name: str) -> Table:
    """The table of that name. Raises UsageError when there is none."""
    if name not in TABLES:
        raise UsageError(f"there is no table «{name}»: choose {', '.join(TABLES)}")
    return TABLES[name]


# --- how a record's parts become cells -------------------------------------------------------------------------------


def _names(parties: Iterable[Party]) -> list[str]:
    return [p.name for p in parties]


def _states(parties: Iterable[Party]) -> list[str]:
    return list(dict.fromkeys(p.state for p in parties if p.state))


def _ids(parties: Iterable[Party]) -> list[str]:
    return [p.actor for p in parties if p.actor]


def _first(interval: Interval | None) -> Any:
    return interval.earliest if interval else None


def _last(interval: Interval | None) -> Any:
    return interval.latest if interval else None


# --- the tables ------------------------------------------------------------------------------------------------------

ARTICLE = Section(
    "article",
    "One row a dispatch.",
    (
        Column("id", "text", "id of the article", lambda d: d.article.id),
        Column("source", "text", "path or address from which it was read", lambda d: d.article.source),
        Column("title", "text", "headline", lambda d: d.article.title),
        Column("outlet", "text", "who printed it", lambda d: d.article.outlet and d.article.outlet.name),
        Column("outlet_country", "text", "the outlet's state", lambda d: d.article.outlet and d.article.outlet.country),
        Column("authors", "list", "names under or over the text", lambda d: list(d.article.authors)),
        Column("language", "text", "two letters", lambda d: d.article.language),
        Column("published", "day", "likeliest day of publication", lambda d: d.publication and d.publication.best),
        Column("published_earliest", "day", "first day of the interval that holds it with 95 % probability",
               lambda d: d.publication and d.publication.earliest),
        Column("published_latest", "day", "last day of it", lambda d: d.publication and d.publication.latest),
        Column("credits", "list", "agencies and outlets that it names as its origin",
               lambda d: [c.name for c in d.article.credits]),
        Column("text", "text", "the cleaned text, to which all offsets refer", lambda d: d.article.text),
    ),
)  # fmt: skip

ACTOR = Section(
    "actor",
    "One row an actor, united over all articles.",
    (
        Column("id", "text", "id of the actor", lambda a: a.id),
        Column("name", "text", "as an index would print it", lambda a: a.name),
        Column("type", "text", "person, state, organisation, armed group, media, population or place",
               lambda a: a.type),
        Column("state", "text", "code of the state or body", lambda a: a.state),
        Column("wikidata", "text", "item", lambda a: a.wikidata),
        Column("aliases", "list", "other names", lambda a: list(a.aliases)),
        Column("offices", "list", "offices met or known, oldest first", lambda a: [o.title for o in a.offices]),
    ),
)  # fmt: skip

EVENT = Section(
    "event",
    "One row an event, as one article reports it.",
    (
        Column("id", "text", "id of the event", lambda r: r[1].event.id),
        Column("article", "text", "id of the article", lambda r: r[1].event.article),
        Column("type", "text", "PLOVER's type", lambda r: r[1].event.type),
        Column("mode", "text", "PLOVER's mode", lambda r: r[1].event.mode),
        Column("contexts", "list", "PLOVER's contexts", lambda r: list(r[1].event.contexts)),
        Column("channel", "text", "letter, visit, meeting, call…", lambda r: r[1].event.channel),
        Column("ordinal", "integer", "2 for a second round", lambda r: r[1].event.ordinal),
        Column("source_ids", "list", "actors that act, by id", lambda r: _ids(r[1].event.source)),
        Column("source_names", "list", "their names", lambda r: _names(r[1].event.source)),
        Column("source_states", "list", "states or bodies for which they act", lambda r: _states(r[1].event.source)),
        Column("target_ids", "list", "actors towards whom they act, by id", lambda r: _ids(r[1].event.target)),
        Column("target_names", "list", "their names", lambda r: _names(r[1].event.target)),
        Column("target_states", "list", "their states or bodies", lambda r: _states(r[1].event.target)),
        Column("place", "text", "where it takes place", lambda r: r[1].event.place and r[1].event.place.name),
        Column("country", "text", "the place's state", lambda r: r[1].event.place and r[1].event.place.country),
        Column("latitude", "number", "degrees north", lambda r: r[1].event.place and r[1].event.place.lat),
        Column("longitude", "number", "degrees east", lambda r: r[1].event.place and r[1].event.place.lon),
        Column("earliest", "day", "first day on which it may have happened", lambda r: _first(r[1].event.date)),
        Column("latest", "day", "last such day", lambda r: _last(r[1].event.date)),
        Column("date_text", "text", "the words of the date", lambda r: r[1].event.date and r[1].event.date.text),
        Column("status", "text", "actual, planned, requested, denied, unconfirmed or hypothetical",
               lambda r: r[1].event.status),
        Column("attribution", "list", "voices that vouch for it, from the nearest to the farthest",
               lambda r: _names(r[1].event.attribution)),
        Column("intensity", "number", "from -10 (conflict) to +10 (cooperation)", lambda r: r[1].event.intensity),
        Column("dead", "integer", "number of dead", lambda r: dict(r[1].event.magnitudes).get("dead")),
        Column("injured", "integer", "number of injured", lambda r: dict(r[1].event.magnitudes).get("injured")),
        Column("arrested", "integer", "number of arrested", lambda r: dict(r[1].event.magnitudes).get("arrested")),
        Column("size", "integer", "number of people who took part", lambda r: dict(r[1].event.magnitudes).get("size")),
        Column("evidence", "text", "the words it rests on", lambda r: " […] ".join(s.text for s in r[1].event.evidence)),
        Column("start", "integer", "offset of the first of them",
               lambda r: r[1].event.evidence[0].start if r[1].event.evidence else None),
        Column("end", "integer", "offset after the last of them",
               lambda r: r[1].event.evidence[-1].end if r[1].event.evidence else None),
        Column("rule", "text", "id of the frame that found it", lambda r: r[1].event.rule),
        Column("score", "number", "below 1 when the reading had to infer a side", lambda r: r[1].event.score),
        Column("occurrence", "text", "id of the happening that it reports",
               lambda r: r[0].occurrence(r[1].event.id)),
        Column("outlet", "text", "who printed the article",
               lambda r: r[1].document.article.outlet and r[1].document.article.outlet.name),
        Column("published", "day", "the article's likeliest day", lambda r: r[1].publication.best),
        Column("origin", "text", "where the article was read from", lambda r: r[1].document.article.source),
    ),
)  # fmt: skip

PARTY = Section(
    "party",
    "One row for everyone in an event, whatever the side: for joins and networks.",
    (
        Column("event", "text", "id of the event", lambda r: r[0].event.id),
        Column("side", "text", "source, target, voice, or a role: mediator, bearer, host…", lambda r: r[1]),
        Column("actor", "text", "id of the actor, if it is more than described", lambda r: r[2].actor),
        Column("name", "text", "name, or description", lambda r: r[2].name),
        Column("state", "text", "state or body for which it acts", lambda r: r[2].state),
    ),
)

STATEMENT = Section(
    "statement",
    "One row for everything said.",
    (
        Column("id", "text", "id of the statement", lambda r: r.statement.id),
        Column("article", "text", "id of the article", lambda r: r.statement.article),
        Column("speaker_id", "text", "who speaks, by id", lambda r: r.statement.speaker.actor),
        Column("speaker", "text", "name or description", lambda r: r.statement.speaker.name),
        Column("speaker_state", "text", "state or body", lambda r: r.statement.speaker.state),
        Column("via", "list", "who relays it, from the nearest to the farthest", lambda r: _names(r.statement.via)),
        Column("form", "text", "direct, indirect, mixed or narrated", lambda r: r.statement.form),
        Column("verb", "text", "the reporting word's lemma", lambda r: r.statement.verb),
        Column("stance", "text", "of the content, in the speaker's mouth", lambda r: r.statement.stance),
        Column("addressee", "text", "to whom", lambda r: r.statement.addressee and r.statement.addressee.name),
        Column("earliest", "day", "first day on which it may have been said", lambda r: _first(r.statement.date)),
        Column("latest", "day", "last such day", lambda r: _last(r.statement.date)),
        Column("endorsed", "text", "how the article stands to it: none, reserve, endorsement",
               lambda r: r.statement.endorsed),
        Column("denies", "text", "id of the statement or event that it denies", lambda r: r.statement.denies),
        Column("text", "text", "what is said", lambda r: r.statement.text),
        Column("start", "integer", "its offset", lambda r: r.statement.start),
        Column("end", "integer", "the offset after it", lambda r: r.statement.end),
    ),
)  # fmt: skip

TIME = Section(
    "time",
    "One row a temporal expression.",
    (
        Column("article", "text", "id of the article", lambda r: r[0]),
        Column("type", "text", "DATE, TIME, DURATION or SET (TIMEX3)", lambda r: r[1].type),
        Column("value", "text", "the value (TIMEX3)", lambda r: r[1].value),
        Column("earliest", "day", "first day that it may mean", lambda r: _first(r[1].interval)),
        Column("latest", "day", "last such day", lambda r: _last(r[1].interval)),
        Column("text", "text", "the words", lambda r: r[1].text),
        Column("start", "integer", "their offset", lambda r: r[1].start),
        Column("end", "integer", "the offset after them", lambda r: r[1].end),
    ),
)

MENTION = Section(
    "mention",
    "One row for every place where a text names an actor or refers to it.",
    (
        Column("article", "text", "id of the article", lambda r: r[0]),
        Column("actor", "text", "id of the actor", lambda r: r[2].actor),
        Column("name", "text", "its name, or the description", lambda r: r[2].name),
        Column("state", "text", "state or body", lambda r: r[2].state),
        Column("kind", "text", "name, title, pronoun, group, metonym…", lambda r: r[1].kind),
        Column("text", "text", "the words", lambda r: r[1].text),
        Column("start", "integer", "their offset", lambda r: r[1].start),
        Column("end", "integer", "the offset after them", lambda r: r[1].end),
    ),
)

OCCURRENCE = Section(
    "occurrence",
    "One row a happening, in however many articles.",
    (
        Column("id", "text", "id of the happening", lambda o: o.id),
        Column("events", "list", "events that report it", lambda o: list(o.events)),
        Column("earliest", "day", "first day on which it may have happened", lambda o: _first(o.date)),
        Column("latest", "day", "last such day", lambda o: _last(o.date)),
        Column("independent_sources", "integer", "how many sources report it without copying one another",
               lambda o: o.independent_sources),
        Column("origins", "list", "those sources", lambda o: list(o.origins)),
    ),
)  # fmt: skip

STORY = Section(
    "story",
    "One row a matter that articles are about.",
    (
        Column("id", "text", "id of the story", lambda s: s.id),
        Column("title", "text", "what it is about", lambda s: s.title),
        Column("articles", "list", "its articles", lambda s: list(s.articles)),
    ),
)

DERIVATION = Section(
    "derivation",
    "One row for every article that takes its matter from elsewhere.",
    (
        Column("id", "text", "id of the derivation", lambda d: d.id),
        Column("article", "text", "the article that takes", lambda d: d.article),
        Column("origin_article", "text", "the article it takes from", lambda d: d.origin_article),
        Column("origin_name", "text", "or the origin that is only named", lambda d: d.origin_name),
        Column("relation", "text", "same source, rewrites, copies or translates", lambda d: d.relation),
    ),
)


def _documents(selection: Selection) -> Iterator[Document]:
    return selection.documents()


def _actors(selection: Selection) -> Iterator[Actor]:
    if selection.whole:
        return iter(selection.register.actors())
    wanted = {party.actor for _, _, party in selection.parties() if party.actor}
    return (actor for actor in selection.register.actors() if actor.id in wanted)


def _events(selection: Selection) -> Iterator[EventRow]:
    return ((selection, report) for report in selection.reports())


def _parties(selection: Selection) -> Iterator[tuple[Report, str, Party]]:
    return selection.parties()


def _sayings(selection: Selection) -> Iterator[Saying]:
    return selection.sayings()


def _times(selection: Selection) -> Iterator[tuple[str, TimeExpression]]:
    return ((d.article.id, time) for d in selection.documents() for time in d.times)


def _mentions(selection: Selection) -> Iterator[tuple[str, Mention, Party]]:
    return ((d.article.id, m, party) for d in selection.documents() for m in d.mentions for party in m.parties)


def _occurrences(selection: Selection) -> Iterator[Occurrence]:
    if selection.whole:
        return iter(selection.register.occurrences())
    wanted = {event.id for event in selection.register.each_event(selection.query)}
    return (o for o in selection.register.occurrences() if wanted & set(o.events))


def _stories(selection: Selection) -> Iterator[Story]:
    wanted = None if selection.whole else {d.article.id for d in selection.documents()}
    return (s for s in selection.register.stories() if wanted is None or wanted & set(s.articles))


def _derivations(selection: Selection) -> Iterator[Derivation]:
    wanted = None if selection.whole else {d.article.id for d in selection.documents()}
    return (d for d in selection.register.derivations() if wanted is None or d.article in wanted)


TABLES = {
    "event": Table(EVENT, _events),
    "party": Table(PARTY, _parties),
    "statement": Table(STATEMENT, _sayings),
    "article": Table(ARTICLE, _documents),
    "actor": Table(ACTOR, _actors),
    "mention": Table(MENTION, _mentions),
    "time": Table(TIME, _times),
    "occurrence": Table(OCCURRENCE, _occurrences),
    "story": Table(STORY, _stories),
    "derivation": Table(DERIVATION, _derivations),
}
