"""The network of relations: states and bodies drawn near those with which they have most to do."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.web.counting import Relation
from dragoman.web.visit import Visit

WIDTH, HEIGHT = 960.0, 620.0
MARGIN = 48.0
STEPS = 260
MOST_NODES = 60


@dataclass(frozen=True, slots=True)
class Node:
    """A state or body."""

    key: str
    name: str
    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Edge:
    """What passed between two; `weight` from 1 to 5."""

    one: str
    other: str
    x1: float
    y1: float
    x2: float
    y2: float
    weight: int
    intensity: float
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges with their places."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: float = WIDTH
    height: float = HEIGHT


def graph(relations: Sequence[Relation], visit: Visit) -> Graph:
    """The relations as a drawing; the same relations always give the same."""
    degree: Counter[str] = Counter()
    for one in relations:
        degree[one.one] += one.count
        degree[one.other] += one.count
    keys = [key for key, _ in sorted(degree.items(), key=lambda d: (-d[1], d[0]))[:MOST_NODES]]
    kept = [r for r in relations if r.one in keys and r.other in keys]
    if not kept:
        return Graph((), ())
    places = _layout(keys, kept)
    top, busiest = max(degree.values()), max(r.count for r in kept)
    nodes = tuple(
        Node(key, visit.t.state(key), *places[key], round(3 + 11 * math.sqrt(degree[key] / top), 1)) for key in keys
    )
    edges = tuple(
        Edge(
            r.one, r.other, *places[r.one], *places[r.other],
            min(1 + int(5 * math.sqrt(r.count / busiest) - 0.001), 5), r.intensity,
            f"{visit.t.state(r.one)} – {visit.t.state(r.other)} : {visit.t.count('event', r.count)}",
            visit.url("pair", one=r.one, other=r.other),
        )
        for r in kept
    )  # fmt: skip
    return Graph(nodes, edges)


def _layout(keys: Sequence[str], relations: Sequence[Relation]) -> dict[str, tuple[float, float]]:
    """Places by attraction along relations and repulsion between all (Fruchterman and Reingold, 1991)."""
    index = {key: n for n, key in enumerate(keys)}
    angle = np.arange(len(keys)) * 2.399963  # the golden angle: an even start without chance
    radius = np.sqrt(np.arange(len(keys)) + 0.5) / math.sqrt(len(keys)) * 0.5
    at = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    pull = np.zeros((len(keys), len(keys)))
    for r in relations:
        pull[index[r.one], index[r.other]] = pull[index[r.other], index[r.one]] = 0.6 + math.log1p(r.count)
    ideal = 0.9 / math.sqrt(len(keys))
    for step in range(STEPS):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-3)
        force = ideal**2 / distance**2 - pull * distance / ideal * 0.35
        move = (apart * force[:, :, None]).sum(axis=1) - at * 0.9  # a little gravity keeps islands in the picture
        length = np.maximum(np.sqrt((move**2).sum(axis=1, keepdims=True)), 1e-9)
        at += move / length * np.minimum(length, 0.09 * (1 - step / STEPS) + 0.001)
    low, high = at.min(axis=0), at.max(axis=0)
    spread = np.maximum(high - low, 1e-6)
    placed = (at - low) / spread * (np.array([WIDTH, HEIGHT]) - 2 * MARGIN) + MARGIN
    return {key: (round(float(x), 1), round(float(y), 1)) for key, (x, y) in zip(keys, placed, strict=True)}
