"""Relations as graphs: actors are the nodes, and every event is an edge from each source to each target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.exports.captions import code, evidence
from dragoman.exports.columns import Column, Section
from dragoman.exports.selection import Report, Selection
from dragoman.model import Actor, Party, content_id


@dataclass(frozen=True, slots=True)
class Node:
    """A node: an actor, or a party that is only described."""

    id: str
    party: Party
    actor: Actor | None


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge: one source and one target of an event."""

    id: str
    source: str
    target: str
    report: Report


NODES = Section(
    "node",
    "One an actor, or a description that the text leaves unnamed.",
    (
        Column("label", "text", "name, or description", lambda n: n.actor.name if n.actor else n.party.name),
        Column("type", "text", "person, state, organisation…; empty for a description",
               lambda n: n.actor.type if n.actor else None),
        Column("state", "text", "state or body for which it acts",
               lambda n: n.actor.state if n.actor else n.party.state),
        Column("wikidata", "text", "item", lambda n: n.actor.wikidata if n.actor else None),
    ),
)  # fmt: skip

EDGES = Section(
    "edge",
    "One for each source and each target of an event; what is done together (CONSULT, AGREE, COOPERATE) without a target "
    "links the sources with one another.",
    (
        Column("label", "text", "type and channel or mode", lambda e: code(e.report.event)),
        Column("event", "text", "our id of the event", lambda e: e.report.event.id),
        Column("type", "text", "PLOVER's type", lambda e: e.report.event.type),
        Column("channel", "text", "letter, visit, meeting…", lambda e: e.report.event.channel),
        Column("mutual", "boolean", "whether it has no direction",
               lambda e: e.report.event.type in ("CONSULT", "AGREE", "COOPERATE")),
        Column("status", "text", "actual, planned, denied…", lambda e: e.report.event.status),
        Column("intensity", "number", "from -10 to +10", lambda e: e.report.event.intensity),
        Column("date", "day", "first possible day", lambda e: e.report.event.date and e.report.event.date.earliest),
        Column("until", "day", "last possible day", lambda e: e.report.event.date and e.report.event.date.latest),
        Column("place", "text", "where", lambda e: e.report.event.place and e.report.event.place.name),
        Column("evidence", "text", "the words it rests on", lambda e: evidence(e.report.event)),
        Column("article", "text", "our id of the article", lambda e: e.report.event.article),
    ),
)  # fmt: skip


def node_id(party: Party) -> str:
    """The id of a party's node: the actor's, or one made from the description and the state."""
    return party.actor or f"described-{content_id(party.name, party.state)}"


def nodes(selection: Selection) -> Iterator[Node]:
    """Every party of the selected events once; kept in memory are only their ids."""
    seen: set[str] = set()
    for report in selection.reports():
        for party in (*report.event.source, *report.event.target):
            key = node_id(party)
            if key not in seen:
                seen.add(key)
                yield Node(key, party, selection.actor(party))


def edges(selection: Selection) -> Iterator[Edge]:
    """The edges of every selected event, in its order."""
    for report in selection.reports():
        event = report.event
        together = ((a, b) for a in event.source for b in event.target)
        if not event.target and event.type in ("CONSULT", "AGREE", "COOPERATE"):
            sources = event.source
            together = ((a, b) for n, a in enumerate(sources) for b in sources[n + 1 :])
        for n, (a, b) in enumerate(together):
            yield Edge(f"{event.id}-{n}", node_id(a), node_id(b), report)


def values(section: Section, of: Any) -> Iterator[tuple[Column, str]]:
    """The values of a node or edge that are known, as XML has them."""
    from dragoman.exports.columns import cell

    for column in section.columns:
        value = column.of(of)
        if value is not None and value != "":
            yield column, cell(value)
