"""The map, and the network of relations."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dragoman.web import counting
from dragoman.web.drawing.net import graph
from dragoman.web.drawing.world import world
from dragoman.web.visit import Now

router = APIRouter(include_in_schema=False)
MOST_STATES = 250


@router.get("/{language:language}/map", name="map")
def map_page(visit: Now) -> HTMLResponse:
    """Where it happened, and which states take part."""
    asked = visit.asked()
    query = asked.of("event")
    spots = counting.spots(visit.desk, query)
    states = counting.partners(visit.desk, query, MOST_STATES)
    return visit.page("map.html.j2", asked=asked, world=world(spots, states, visit))


@router.get("/{language:language}/network", name="network")
def network(visit: Now) -> HTMLResponse:
    """Who has to do with whom, and in which tone."""
    asked = visit.asked()
    relations = counting.relations(visit.desk, asked.of("event"))
    return visit.page("network.html.j2", asked=asked, relations=relations, graph=graph(relations, visit))
