"""Claims of Wikidata's entity JSON: a dump (a JSON array, one entity a line) or JSON Lines.

People are items with P31 = Q5 that held an office (P39); of their statements the deprecated are passed over, and where
one office has preferred statements, its others are. Offices are items that say of what they are (P1001, P17, P2389).
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
    latin,
    tidy,
    unlike,
)
from dragoman.imports.positions import Positions

Entity = dict[str, Any]
HUMAN = "Q5"
GENDERS = {"Q6581097": "m", "Q6581072": "f", "Q1052281": "f", "Q2449503": "m"}
LANGUAGES = ("fr", "mul", "en")
DAY, MONTH, YEAR = 11, 10, 9
# What a line must hold to be worth parsing: someone's office, or what an office is of. Most items have neither.
WORTH = (b'"P39"', b'"P1001"', b'"P2389"', b'"P1308"', b'"Q4164871"', b'"Q294414"')
POST_MARKS = ("P1001", "P2389", "P1308")
POST_CLASSES = frozenset({"Q4164871", "Q294414", "Q303618"})  # position, public office, diplomatic rank


def claims(line: bytes, positions: Positions) -> Iterator[Claim]:
    """Yields what the entity of a line claims. Raises ClaimError for an unfit line."""
    text = line.strip().rstrip(b",")
    if text in (b"", b"[", b"]") or not any(mark in text for mark in WORTH):
        return
    try:
        entity = json.loads(text)
    except ValueError as error:
        raise ClaimError(f"no JSON ({error})") from None
    qid = entity.get("id") if isinstance(entity, dict) else None
    if not isinstance(qid, str) or not isinstance(entity.get("claims", {}), (dict, list)):
        raise ClaimError("no Wikidata entity: an object with «id», «labels» and «claims» is expected")
    if not WIKIDATA.fullmatch(qid) or not isinstance(entity.get("claims"), dict):
        return  # a property or a lexeme, or an item without statements
    kinds = items(entity, "P31")
    if HUMAN in kinds:
        held = tenures(entity)
        if held:
            yield person(entity, positions)
            yield from held
    elif any(entity["claims"].get(p) for p in POST_MARKS) or POST_CLASSES & set(kinds):
        label = listed_name(entity)
        if label:
            yield post(entity, label, positions)


def statements(entity: Entity, name: str) -> list[Entity]:
    """The statements of a property that count: the preferred ones if there are any, never the deprecated."""
    found = [s for s in entity["claims"].get(name) or () if s.get("rank") != "deprecated"]
    return [s for s in found if s.get("rank") == "preferred"] or found


def value(snak: Entity) -> Any:
    """The value of a snak, None for «some value» and «no value»."""
    return (snak.get("datavalue") or {}).get("value") if snak.get("snaktype") == "value" else None


def item(snak: Entity) -> str:
    """The item that is a snak's value, «» for none."""
    found = value(snak)
    if not isinstance(found, dict):
        return ""
    numeric = found.get("numeric-id")
    return str(found.get("id") or (f"Q{numeric}" if numeric else ""))


def items(entity: Entity, name: str) -> list[str]:
    """The items that a property names."""
    return [i for s in statements(entity, name) if (i := item(s.get("mainsnak") or {}))]


def day_of(snak: Entity) -> str:
    """The day of a time snak as precise as it is (YYYY, YYYY-MM, YYYY-MM-DD); «» for none or a vaguer one."""
    found = value(snak)
    if not isinstance(found, dict) or not str(found.get("time", "")).startswith("+"):
        return ""
    precision, cell = int(found.get("precision", 0)), str(found["time"])[1:11]
    size = {YEAR: 4, MONTH: 7}.get(precision, 10 if precision >= DAY else 0)
    year, month, day = (*cell.split("-"), "00", "00")[:3]
    if day == "00":
        size = min(size, 7)
    if month == "00":
        size = min(size, 4)
    return cell[:size] if year != "0000" and len(year) == 4 else ""


def tenures(entity: Entity) -> list[TenureClaim]:
    """The offices that a person held. Where one office has preferred statements, its other ones are passed over."""
    by_post: dict[str, list[Entity]] = {}
    for said in entity["claims"].get("P39") or ():
        name = item(said.get("mainsnak") or {})
        if name and said.get("rank") != "deprecated":
            by_post.setdefault(name, []).append(said)
    out = []
    for name, several in by_post.items():
        chosen = [s for s in several if s.get("rank") == "preferred"] or several
        out += [_tenure(entity["id"], name, said, n) for n, said in enumerate(chosen)]
    return out


def _tenure(holder: str, name: str, said: Entity, n: int) -> TenureClaim:
    qualifiers = said.get("qualifiers") or {}
    starts = [d for s in qualifiers.get("P580") or () if (d := day_of(s))]
    ends = [d for s in qualifiers.get("P582") or () if (d := day_of(s))]
    start, end = min(starts, default=""), max(ends, default="")
    if start and end and end < start[: len(end)]:
        raise ClaimError(f"{holder}: an office ({name}) ends ({end}) before it begins ({start})")
    held = any(s.get("snaktype") == "novalue" for s in qualifiers.get("P582") or ())
    return TenureClaim(str(said.get("id") or f"{holder}-{name}-{n}"), holder, name, start, end, held and not end)


def listed_name(entity: Entity) -> str:
    """The label in the first of our languages that has one, else any label in Latin letters; «» for none."""
    labels = entity.get("labels") or {}
    for language in (*LANGUAGES, *sorted(labels)):
        text = str((labels.get(language) or {}).get("value", "")) if isinstance(labels, dict) else ""
        if text and (latin(text) or language in LANGUAGES):
            return text
    return ""


def person(entity: Entity, positions: Positions) -> PersonClaim:
    """The claim of a person. Raises ClaimError when the item has no label that could be printed."""
    qid, name = entity["id"], tidy(listed_name(entity))
    if not name:
        raise ClaimError(f"{qid} has no label in French, English or Latin letters")
    native = [v for p in ("P1559", "P1477") for s in statements(entity, p) if (v := value(s.get("mainsnak") or {}))]
    spoken = [str(v.get("language", "")) for v in native if isinstance(v, dict)]
    names = [str(v.get("text", "")) for v in native if isinstance(v, dict)]
    labels, aliases = entity.get("labels") or {}, entity.get("aliases") or {}
    for language in dict.fromkeys((*LANGUAGES, *spoken)):
        names += [str(one["value"]) for one in (labels.get(language),) if one]
        names += [str(one["value"]) for one in aliases.get(language) or ()]
    states = list(dict.fromkeys(s for q in items(entity, "P27") if (s := positions.owner_of(q))))
    genders = {GENDERS[q] for q in items(entity, "P21") if q in GENDERS}
    born = [d for s in statements(entity, "P569") if (d := day_of(s.get("mainsnak") or {}))]
    return PersonClaim(
        qid, name, unlike(names, name), (), (), states[-1] if len(states) == 1 else "",
        genders.pop() if len(genders) == 1 else "", min(born, default=""), qid,
    )  # fmt: skip


def post(entity: Entity, label: str, positions: Positions) -> PostClaim:
    """The claim of an office: what it is of is its jurisdiction (P1001), else the body it leads, else its country."""
    places = items(entity, "P1001") or items(entity, "P2389")
    known_places = [q for q in places if positions.state_of(q)]
    below = bool(places) and not known_places
    names = [str(one["value"]) for lang in ("fr", "en") if (one := (entity.get("labels") or {}).get(lang))]
    classes = [*items(entity, "P279"), *items(entity, "P31")]
    known = positions.known(names or [label], known_places or items(entity, "P17"), classes=classes, below=below)
    return PostClaim(entity["id"], label, known.office, known.of)
