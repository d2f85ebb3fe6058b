"""GraphML and GEXF, read by networkx."""

from __future__ import annotations

import io
from typing import Any

import networkx as nx
import pytest

from dragoman.register.queries import Query


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_nodes_and_edges(write: Any, name: str) -> None:
    graph = getattr(nx, f"read_{name}")(io.BytesIO(write(name)))
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert set(graph) == {"elijah-mwangi", "hanna-tessema", "ken", "eth"}
    assert graph.nodes["elijah-mwangi"]["state"] == "KEN"
    assert graph.nodes["elijah-mwangi"]["wikidata"] == "Q999999"
    assert graph.number_of_edges("elijah-mwangi", "hanna-tessema") == 2
    (meeting,) = graph.get_edge_data("ken", "eth").values()
    assert (meeting["type"], meeting["channel"], meeting["status"]) == ("CONSULT", "meeting", "planned")
    assert meeting["mutual"] is True
    assert meeting["intensity"] == 1.0


def test_gexf_is_dynamic(write: Any) -> None:
    graph = nx.read_gexf(io.BytesIO(write("gexf")))
    assert graph.graph["mode"] == "dynamic"
    (meeting,) = graph.get_edge_data("ken", "eth").values()
    assert (meeting["start"], meeting["end"]) == ("2025-03-12", "2025-03-12")
    undated = [e for *_, e in graph.edges(data=True) if "start" not in e]
    assert [e["status"] for e in undated] == ["unconfirmed"]


def test_labels(write: Any) -> None:
    graph = nx.read_graphml(io.BytesIO(write("graphml")))
    assert graph.nodes["hanna-tessema"]["label"] == "Hanna Tessema"
    assert {e["label"] for *_, e in graph.edges(data=True)} == {"CONSULT/letter", "CONSULT/meeting"}


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_a_query_selects(write: Any, name: str) -> None:
    graph = getattr(nx, f"read_{name}")(io.BytesIO(write(name, Query(statuses=("planned",)))))
    assert set(graph) == {"ken", "eth"}
