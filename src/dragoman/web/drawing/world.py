"""The map of the world: outlines projected once, and what happened where."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from dragoman.languages.base import rows
from dragoman.web.counting import Count, Spot
from dragoman.web.visit import Visit

WIDTH, HEIGHT = 960.0, 446.0
# South of this there is nothing but ice.
SOUTHERNMOST = -57.0
# Coefficients of the Equal Earth projection (Šavrič, Patterson and Jenny, 2018).
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
SCALE, MIDDLE = 177.0, 246.0


@dataclass(frozen=True, slots=True)
class Outline:
    """A country's outline as an SVG path; `code` is that of its state, None where the tables have none."""

    code: str | None
    path: str


@dataclass(frozen=True, slots=True)
class Land:
    """An outline, with the events of those who act for the state and their mean intensity; `depth` from 1 to 4."""

    code: str
    path: str
    count: int
    intensity: float
    depth: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map."""

    name: str
    x: float
    y: float
    r: float
    count: int
    intensity: float
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class World:
    """The map: lands, then dots, the largest first so that none hides another; `placed` counts the events shown."""

    lands: tuple[Land, ...]
    dots: tuple[Dot, ...]
    placed: int
    width: float = WIDTH
    height: float = HEIGHT


def world(spots: Sequence[Spot], states: Iterable[Count], visit: Visit) -> World:
    """The map of these places and states."""
    of = {one.value: one for one in states}
    most = max((one.count for one in of.values()), default=1)
    lands = [_land(outline, of, most) for outline in outlines()]
    top = max((s.count for s in spots), default=1)
    dots = []
    for spot in spots:
        x, y = project(spot.lon, spot.lat)
        asked = {**visit.parameters(), "q": [" ".join([*visit.asked().text.split(), f'place:"{_plain(spot.name)}"'])]}
        label = f"{spot.name} : {visit.t.count('event', spot.count)}"
        radius = 2.6 + 9 * math.sqrt(spot.count / top)
        dots.append(
            Dot(
                spot.name, round(x, 1), round(y, 1), round(radius, 1), spot.count, spot.intensity, label,
                visit.url("search", {**asked, "in": "happenings"}),
            )
        )  # fmt: skip
    return World(tuple(lands), tuple(dots), sum(s.count for s in spots))


def _plain(name: str) -> str:
    return name.replace('"', " ")


def _land(outline: Outline, of: dict[str, Count], most: int) -> Land:
    one = of.get(outline.code or "")
    if one is None:
        return Land(outline.code or "", outline.path, 0, 0.0, 0)
    depth = min(1 + int(4 * math.sqrt(one.count / most)), 4)
    return Land(one.value, outline.path, one.count, one.intensity, depth)


def project(lon: float, lat: float) -> tuple[float, float]:
    """Where a place lies on the drawing (Equal Earth projection)."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    square = theta * theta
    sixth = square**3
    x = math.radians(lon) * 2 * math.cos(theta)
    x /= math.sqrt(3) * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square))
    y = theta * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return WIDTH / 2 + SCALE * x, MIDDLE - SCALE * y


@cache
def outlines() -> tuple[Outline, ...]:
    """Every country's outline, from the atlas that is shipped with the package."""
    atlas = json.loads(files("dragoman.web").joinpath("static/vendor/countries-110m.json").read_text("utf-8"))
    arcs = _arcs(atlas)
    codes = _codes()
    made = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        several = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        path = "".join(_path(ring, arcs) for polygon in several for ring in polygon)
        if path:
            made.append(Outline(codes.get(shape["properties"]["name"]), path))
    return tuple(made)


def _codes() -> dict[str, str]:
    """Codes by the names of the atlas: those of the states' table, and those that the atlas names otherwise."""
    states = rows(files("dragoman.actors").joinpath("tables", "states.tsv"))
    own = rows(files("dragoman.web").joinpath("tables", "outlines.tsv"))
    return {row["name_en"]: row["iso3"] for row in states} | {row["name"]: row["iso3"] for row in own}


def _arcs(atlas: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs of a topology in degrees: they are kept as steps on a grid."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    made = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        made.append(points)
    return made


def _path(ring: Sequence[int], arcs: Sequence[Sequence[tuple[float, float]]]) -> str:
    """A ring of arcs as a path, to a tenth of a unit; a negative number means the arc backwards."""
    points: list[tuple[float, float]] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else list(reversed(arcs[~number]))
        points += arc[1:] if points else arc
    if max(lat for _, lat in points) < SOUTHERNMOST:
        return ""
    points = _unbroken(points)
    return "".join(_pen([project(lon, max(lat, SOUTHERNMOST - 5)) for lon, lat in points])) + "Z"


def _unbroken(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points of a ring without the leap at the date line: it goes on beyond 180 degrees."""
    made = [points[0]]
    for lon, lat in points[1:]:
        turn = round((lon - made[-1][0]) / 360)
        made.append((lon - 360 * turn, lat))
    return made


def _pen(points: Sequence[tuple[float, float]]) -> Iterator[str]:
    drawn = [(round(x, 1), round(y, 1)) for x, y in points]
    yield f"M{drawn[0][0]:g} {drawn[0][1]:g}"
    for before, here in pairwise(drawn):
        if here != before:
            yield f"L{here[0]:g} {here[1]:g}"
