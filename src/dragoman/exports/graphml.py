"""GraphML: the relations as a directed graph with many edges between two nodes; for networkx, igraph, yEd, Gephi."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dragoman.exports.captions import xml_attribute, xml_text
from dragoman.exports.columns import Format, Section, written
from dragoman.exports.graph import EDGES, NODES, Edge, Node, edges, nodes, values
from dragoman.exports.selection import Selection

TYPES = {"number": "double", "integer": "int", "boolean": "boolean"}


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes the nodes, then the edges, as they come."""
    written((line.encode() + b"\n" for line in _lines(selection)), out)


def _lines(selection: Selection) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for section in (NODES, EDGES):
        for c in section.columns:
            name, kind = f"{section.name}-{c.name}", TYPES.get(c.kind, "string")
            yield f'<key id="{name}" for="{section.name}" attr.name="{c.name}" attr.type="{kind}"/>'
    yield '<graph id="relations" edgedefault="directed">'
    for node in nodes(selection):
        yield f"<node id={xml_attribute(node.id)}>{_data(NODES, node)}</node>"
    for edge in edges(selection):
        ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
        yield f"<edge id={xml_attribute(edge.id)} {ends}>{_data(EDGES, edge)}</edge>"
    yield "</graph>"
    yield "</graphml>"


def _data(section: Section, of: Node | Edge) -> str:
    return "".join(f'<data key="{section.name}-{c.name}">{xml_text(v)}</data>' for c, v in values(section, of))


FORMAT = Format(
    "graphml",
    ".graphml",
    "Relations as a graph: actors are nodes, every event an edge from source to target.",
    (NODES, EDGES),
    "roles other than the two sides, voices, and events with one side only.",
    "networkx",
    write,
)
