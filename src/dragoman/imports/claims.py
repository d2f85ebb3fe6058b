"""What a source claims of people and offices, before anything is compared: one record for each kind of claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.errors import DragomanError

DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# Neither Latin letters nor the marks and signs that may stand among them.
OTHER_LETTERS = re.compile("[^\u0000-\u036f\u1e00-\u1eff\u2000-\u20ff]|[\u0250-\u02ff]")
CAPITALS = re.compile(r"[^\W\d_a-z]{3}")  # three letters none of which is a plain small one: perhaps a word in capitals
WIKIDATA = re.compile(r"Q[1-9]\d*")


class ClaimError(DragomanError):
    """A line that cannot be taken over; the message says why. It goes to the rejects and stops nothing."""


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """Someone, as a source has them. `weak` are names that it calls unsure, `said` offices that it gives without days."""

    id: str
    name: str
    spellings: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    state: str = ""
    gender: str = ""
    born: str = ""
    wikidata: str = ""
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostClaim:
    """An office, as a source has it: its wording, and the office of the tables and the state or body, where clear."""

    id: str
    label: str
    office: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class TenureClaim:
    """That someone held a post; days as precise as the source gives them, `held` for «still in office»."""

    id: str
    holder: str
    post: str
    start: str = ""
    end: str = ""
    held: bool = False


Claim = PersonClaim | PostClaim | TenureClaim


def day_cell(text: str) -> str:
    """The day as tables write it (YYYY, YYYY-MM, YYYY-MM-DD; «» for none). Raises ClaimError for what is no day."""
    text = text.strip()
    if not text:
        return ""
    found = DAY.fullmatch(text[:10])
    try:
        if found is None:
            raise ValueError
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        raise ClaimError(f"«{text[:40]}» is no day: it must be YYYY, YYYY-MM or YYYY-MM-DD") from None
    return found[0]


def earliest(days: Sequence[str]) -> str:
    """The earliest of several days of one thing, the most precise of those that agree; «» for none."""
    cells = sorted(day_cell(d) for d in days if d)
    if not cells:
        return ""
    return max((c for c in cells if c.startswith(cells[0])), key=len)


def latin(name: str) -> bool:
    """Whether a name is written in Latin letters (Vietnamese and Turkish ones too)."""
    return name != "" and (name.isascii() or OTHER_LETTERS.search(name) is None)


def tidy(name: str) -> str:
    """A name as an index prints it: «FERNÁNDEZ, Jorge» and «JORGE FERNÁNDEZ» become «Jorge Fernández»."""
    name = " ".join(name.split())
    if ", " in name:
        family, _, given = name.partition(", ")
        if given and "," not in given and given.casefold() not in {"jr", "jr.", "sr", "sr.", "ii", "iii"}:
            name = f"{given} {family}"
    if not CAPITALS.search(name):
        return name
    return " ".join(w.title() if w.isupper() and len(w) > 2 and "." not in w else w for w in name.split())


def unlike(names: Sequence[str], name: str) -> tuple[str, ...]:
    """The names, each once and tidy, without the one by which the person is listed."""
    return tuple(n for n in dict.fromkeys(tidy(n) for n in names) if n and n != name)
