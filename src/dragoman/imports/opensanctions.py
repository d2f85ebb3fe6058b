"""Claims of OpenSanctions' exports: FollowTheMoney entities as JSON Lines, flat (`entities.ftm.json`) or nested.

Persons, positions and occupancies are taken over; every other kind of entity is passed over. A position may name the
country that receives a diplomat, so nobody's state is ever concluded from a position.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dragoman.imports.claims import (
    WIKIDATA,
    Claim,
    ClaimError,
    PersonClaim,
    PostClaim,
    TenureClaim,
    day_cell,
    earliest,
    latin,
    tidy,
    unlike,
)
from dragoman.imports.positions import Positions

Entity = dict[str, Any]
TAKEN = frozenset({"Person", "Position", "Occupancy"})
GENDERS = {"male": "m", "female": "f"}
# A line of another schema is passed over unparsed; nested exports have their occupancies inside other entities.
SCHEMAS = tuple(f'"{name}"'.encode() for name in sorted(TAKEN))


def claims(line: bytes, positions: Positions) -> Iterator[Claim]:
    """Yields what the entity of a line claims, nested entities included. Raises ClaimError for an unfit line."""
    if not any(schema in line for schema in SCHEMAS):
        return
    try:
        entity = json.loads(line)
    except ValueError as error:
        raise ClaimError(f"no JSON ({error})") from None
    if not isinstance(entity, dict) or not isinstance(entity.get("properties", {}), dict):
        raise ClaimError("no FollowTheMoney entity: an object with «id», «schema» and «properties» is expected")
    yield from _claims(entity, positions, "")


def _claims(entity: Entity, positions: Positions, parent: str) -> Iterator[Claim]:
    schema = entity.get("schema")
    if schema in TAKEN and not (isinstance(entity.get("id"), str) and entity["id"]):
        raise ClaimError(f"a {schema} without «id»")
    nested = [v for values in entity.get("properties", {}).values() for v in _list(values) if isinstance(v, dict)]
    for inner in nested:
        yield from _claims(inner, positions, entity["id"] if schema == "Person" else parent)
    if schema == "Person":
        yield person(entity, positions)
    elif schema == "Position":
        yield post(entity, positions)
    elif schema == "Occupancy":
        yield tenure(entity, parent)


def _list(values: object) -> list[Any]:
    return values if isinstance(values, list) else [values]


def texts(entity: Entity, name: str) -> list[str]:
    """The values of a property; ids of nested entities in their place."""
    values = _list(entity.get("properties", {}).get(name) or [])
    found = (v.get("id") if isinstance(v, dict) else v for v in values)
    return [v for v in found if isinstance(v, str) and v]


def person(entity: Entity, positions: Positions) -> PersonClaim:
    """The claim of a Person."""
    names = [*texts(entity, "name"), *texts(entity, "alias"), *texts(entity, "previousName")]
    caption = entity.get("caption")
    listed = [n for n in (caption, *names) if isinstance(n, str) and n]
    if not listed:
        raise ClaimError(f"the Person {entity['id']} has no name")
    # Print is in Latin letters; a name in capitals comes second to one that shows which letters are.
    name = min(listed, key=lambda n: (not latin(n), n.isupper(), listed.index(n)))
    own = texts(entity, "citizenship") or texts(entity, "nationality") or texts(entity, "country")
    states = list(dict.fromkeys(s for code in own if (s := positions.owner_of(code))))
    genders = {GENDERS[g] for g in texts(entity, "gender") if g in GENDERS}
    ids = [*texts(entity, "wikidataId"), entity["id"], *_list(entity.get("referents") or [])]
    return PersonClaim(
        entity["id"],
        tidy(name),
        unlike(names, tidy(name)),
        unlike(texts(entity, "weakAlias"), tidy(name)),
        tuple(dict.fromkeys(tidy(n) for n in texts(entity, "lastName") if latin(n))),
        states[0] if len(states) == 1 else "",
        genders.pop() if len(genders) == 1 else "",
        earliest(texts(entity, "birthDate")),
        next((i for i in ids if isinstance(i, str) and WIKIDATA.fullmatch(i)), ""),
        tuple(dict.fromkeys(texts(entity, "position"))),
    )


def post(entity: Entity, positions: Positions) -> PostClaim:
    """The claim of a Position."""
    labels = texts(entity, "name") or [c for c in (entity.get("caption"),) if isinstance(c, str) and c]
    if not labels:
        raise ClaimError(f"the Position {entity['id']} has no name")
    topics = set(texts(entity, "topics"))
    below = bool(texts(entity, "subnationalArea")) or bool(topics & {"gov.state", "gov.muni"})
    known = positions.known(labels, texts(entity, "country"), topics=topics, below=below)
    return PostClaim(entity["id"], labels[0], known.office, known.of)


def tenure(entity: Entity, parent: str = "") -> TenureClaim:
    """The claim of an Occupancy; `parent` is the person in whom a nested export puts it."""
    holders, posts = texts(entity, "holder") or [parent], texts(entity, "post")
    if not holders[0] or not posts:
        raise ClaimError(f"the Occupancy {entity['id']} has no {'post' if holders[0] else 'holder'}")
    start = earliest(texts(entity, "startDate") or texts(entity, "periodStart"))
    ends = [day_cell(d) for d in texts(entity, "endDate") or texts(entity, "periodEnd")]
    end = max(ends, default="")
    if start and end and end < start[: len(end)]:
        raise ClaimError(f"the Occupancy {entity['id']} ends ({end}) before it begins ({start})")
    held = not end and "current" in texts(entity, "status")
    return TenureClaim(entity["id"], holders[0], posts[0], start, end, held)
