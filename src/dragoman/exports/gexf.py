"""GEXF: the relations as a dynamic graph, every edge with the days of its event; for Gephi and networkx."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dragoman.exports.captions import xml_attribute
from dragoman.exports.columns import Format, Section, written
from dragoman.exports.graph import EDGES, NODES, Edge, Node, edges, nodes, values
from dragoman.exports.selection import Selection

TYPES = {"number": "double", "integer": "integer", "boolean": "boolean"}


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes the nodes, then the edges, as they come."""
    written((line.encode() + b"\n" for line in _lines(selection)), out)


def _lines(selection: Selection) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
    yield '<graph mode="dynamic" defaultedgetype="directed" timeformat="date">'
    for section in (NODES, EDGES):
        yield f'<attributes class="{section.name}" mode="static">'
        for c in section.columns:
            if c.name != "label":
                yield f'<attribute id="{c.name}" title="{c.name}" type="{TYPES.get(c.kind, "string")}"/>'
        yield "</attributes>"
    yield "<nodes>"
    for node in nodes(selection):
        yield f"<node id={xml_attribute(node.id)}{_rest(NODES, node)}</node>"
    yield "</nodes>"
    yield "<edges>"
    for edge in edges(selection):
        ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
        yield f"<edge id={xml_attribute(edge.id)} {ends}{_days(edge)}{_rest(EDGES, edge)}</edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _days(edge: Edge) -> str:
    when = edge.report.event.date
    return f' start="{when.earliest}" end="{when.latest}"' if when else ""


def _rest(section: Section, of: Node | Edge) -> str:
    known = dict(values(section, of))
    label = next((v for c, v in known.items() if c.name == "label"), "")
    pairs = ((c.name, v) for c, v in known.items() if c.name != "label")
    inner = "".join(f'<attvalue for="{name}" value={xml_attribute(v)}/>' for name, v in pairs)
    return f" label={xml_attribute(label)}><attvalues>{inner}</attvalues>"


FORMAT = Format(
    "gexf",
    ".gexf",
    "Relations as a dynamic graph (GEXF 1.2): as `graphml`, and every edge is there from the first to the last possible day "
    "of its event (`start`, `end`).",
    (NODES, EDGES),
    "what `graphml` loses; an event without a day is there all the time.",
    "networkx",
    write,
)
