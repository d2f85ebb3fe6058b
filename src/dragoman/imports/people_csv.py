"""Claims of a CSV file of one's own: a line for each office that someone held, or for someone without one.

    name,aliases,state,gender,wikidata,office,of,from,to,id
    Aminata Koné,A. Koné;Aminata Kone,MLI,f,,ministre des Affaires étrangères,MLI,2024-03-01,,

Only `name` must be there. Lines with the same `id` (else the same Wikidata id, else the same name and state) are one
person. `to` may say `held` for «still in office». Separators are commas, semicolons or tabs; within a cell `;` or `|`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from dragoman.actors.spelling import key
from dragoman.errors import ReadingError
from dragoman.imports.claims import (
    WIKIDATA,
    Claim,
    ClaimError,
    PersonClaim,
    PostClaim,
    TenureClaim,
    day_cell,
    tidy,
    unlike,
)
from dragoman.imports.positions import Positions
from dragoman.model import content_id

COLUMNS = ("id", "name", "aliases", "state", "gender", "wikidata", "office", "of", "from", "to", "born", "surnames")
GENDERS = {"": "", "m": "m", "f": "f", "male": "m", "female": "f", "h": "m"}
HELD = frozenset({"held", "en cours", "current"})


def columns(head: str) -> tuple[str, ...]:
    """The separator and the columns that the first line names, in one tuple. Raises ReadingError for unfit ones."""
    first = head.splitlines()[0] if head.strip() else ""
    separator = max(",;\t", key=first.count)
    names = [c.strip().strip('"').lower() for c in first.split(separator)]
    unknown = [n for n in names if n not in COLUMNS]
    if "name" not in names or unknown:
        wrong = f"has unknown columns ({', '.join(unknown)})" if "name" in names else "has no column «name»"
        raise ReadingError(f"the file {wrong}: its first line must name some of {', '.join(COLUMNS)}")
    return (separator, *names)


def claims(line: bytes, positions: Positions, layout: tuple[str, ...]) -> Iterator[Claim]:
    """Yields what a line claims. Raises ClaimError for an unfit one."""
    separator, *names = layout
    try:
        text = line.decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError:
        raise ClaimError("not UTF-8: save the file as UTF-8") from None
    if not text.strip(f"{separator} \t"):
        return
    try:
        cells = next(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except (csv.Error, StopIteration) as error:
        raise ClaimError(f"no line of a table ({error}); a cell may hold no line break") from None
    if len(cells) > len(names):
        raise ClaimError(f"{len(cells)} cells for {len(names)} columns")
    row = dict(zip(names, [c.strip() for c in cells], strict=False))
    if tuple(row.values()) == tuple(names):
        return  # the first line
    yield from _row(row, positions)


def _row(row: dict[str, str], positions: Positions) -> Iterator[Claim]:
    name, wikidata = tidy(row.get("name", "")), row.get("wikidata", "")
    if not name:
        raise ClaimError("no name")
    if wikidata and not WIKIDATA.fullmatch(wikidata):
        raise ClaimError(f"«{wikidata}» is no Wikidata id (Q and a number)")
    if row.get("gender", "").lower() not in GENDERS:
        raise ClaimError(f"«{row['gender']}» is no gender: m, f or nothing")
    home, of = _place(row.get("state", ""), positions), _place(row.get("of", ""), positions)
    body = positions.know.bodies.get(home)
    state = body.code if body else home if home in positions.know.states else ""
    one = row.get("id") or wikidata or f"{key(name)}/{state}"
    person = PersonClaim(
        one, name, unlike(_values(row.get("aliases", "")), name), (), _values(row.get("surnames", "")), state,
        GENDERS[row.get("gender", "").lower()], day_cell(row.get("born", "")), wikidata,
    )  # fmt: skip
    said = row.get("office", "")
    until = row.get("to", "")
    held = until.lower() in HELD
    start, end = day_cell(row.get("from", "")), "" if held else day_cell(until)
    if start and end and end < start[: len(end)]:
        raise ClaimError(f"the office ends ({end}) before it begins ({start})")
    yield person
    if said:
        place = of or home
        # The words are read for the state that stands beside them, which is then what the office is of.
        known = positions.known([said], [place] if place in positions.know.states else [])
        office = said if said in positions.know.offices else known.office
        post = f"{key(said)}/{place}"
        yield PostClaim(post, said, office, of or known.of)
        yield TenureClaim(content_id(one, post, start), one, post, start, end, held)


def _place(cell: str, positions: Positions) -> str:
    """The state, body or armed group that a cell names by code or name. Raises ClaimError for another.

    Codes are ours first: «AU» is the African Union, as everywhere in Dragoman, and «AUS» Australia.
    """
    if not cell:
        return ""
    known = positions.know
    if cell.upper() in known.states:
        return cell.upper()
    if cell in known.armed_groups:
        return cell
    body = known.body(cell) or known.body(cell.upper())
    found = body.id if body else positions.named(key(cell)) or positions.state_of(cell)
    if not found:
        raise ClaimError(f"«{cell}» is no state, body or armed group that the tables know")
    return found


def _values(cell: str) -> tuple[str, ...]:
    return tuple(v.strip() for v in re.split(r"[;|]", cell) if v.strip())
