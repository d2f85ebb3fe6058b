"""The knowledge tables as records: states, bodies, media, armed groups, persons, offices and who held them when."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from dragoman.errors import TableError
from dragoman.languages.base import rows, values

Row = dict[str, str]
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{1,6}")


@dataclass(frozen=True, slots=True)
class State:
    """A state, with every word that French has for it. `start` and `end` bound former states."""

    code: str
    name: str
    article: str = ""
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    name_en: str = ""
    region: str = ""
    start: date | None = None
    end: date | None = None
    successor: str = ""
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An international body, organ, agency, court, alliance or association; `code` is the one for its acts."""

    id: str
    code: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    seat: str = ""
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class Medium:
    """An agency, newspaper, broadcaster or site, with its country."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    owner: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ArmedGroup:
    """An armed group or movement, the states where it acts, and what its members are called."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    kind: str = ""

    @property
    def type(self) -> str:
        """The type of the actor: a territory that governs itself is no armed group."""
        return "organisation" if self.kind == "territory" else "armed group"

    @property
    def label(self) -> str:
        """The name with the acronym that the press uses as often («Front moro islamique de libération (MILF)»)."""
        acronym = next((a for a in self.aliases if ACRONYM.fullmatch(a)), "")
        return f"{self.name} ({acronym})" if acronym and acronym not in self.name and " " in self.name else self.name


@dataclass(frozen=True, slots=True)
class Person:
    """Someone known by name: index form, state, every spelling, and the surnames that the press uses alone.

    `nationality` is the state of those whose `state` is a body («Guterres», UN: PRT).
    """

    id: str
    name: str
    state: str
    gender: str = ""
    spellings: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    wikidata: str = ""
    nationality: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of naming an office; `states` are those where it is used, empty for anywhere."""

    text: str
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeKind:
    """An office as such («foreign-minister»): its rank (1 = highest) and wordings, the first being the index form."""

    id: str
    rank: int
    represents: bool
    wordings: tuple[Wording, ...] = ()

    def title(self, state: str | None = None) -> str:
        """The wording for that state: its own if it has one («chancelier»), else the general one."""
        own = [w.text for w in self.wordings if state in w.states]
        general = [w.text for w in self.wordings if not w.states]
        return (own or general or [w.text for w in self.wordings] or [self.id])[0]


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held which office of which state or body; `end` None with `held` False means: end not known."""

    person: Person
    office: OfficeKind
    of: str
    start: date | None
    end: date | None
    held: bool
    source: str = ""

    def holds(self, on: date | None) -> bool | None:
        """Whether it was held that day; None for not known: no day, or the end unknown and the start old."""
        if on is None:
            return None
        if (self.start and on < self.start) or (self.end and on > self.end):
            return False
        if self.end or self.held:
            return True
        return True if self.start and (on - self.start).days < 400 else None


def parts_of(cell: str) -> list[int]:
    """Year, month and day of a date cell, as many as it has; [] for an empty cell or one that is no date."""
    return [int(p) for p in cell.split("-")] if DATE.fullmatch(cell) else []


@lru_cache(maxsize=16384)  # thousands of tenures begin and end on the same days
def first_day(cell: str) -> date | None:
    """The first day of a date cell (YYYY, YYYY-MM or YYYY-MM-DD); None for an empty one."""
    parts = parts_of(cell)
    return date(*[*parts, 1, 1][:3]) if parts else None


@lru_cache(maxsize=16384)
def last_day(cell: str) -> date | None:
    """The last day of a date cell; None for an empty one."""
    parts = parts_of(cell)
    if not parts:
        return None
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else monthrange(parts[0], month)[1])


def read(folder: str, name: str) -> list[Row]:
    """The rows of a table of the package, [] when it has not been written yet."""
    table: Traversable = files(f"dragoman.{folder}").joinpath(*name.split("/"))
    return list(rows(table)) if table.is_file() else []


def by_id(table: list[Row], column: str) -> dict[str, Row]:
    """The rows by the value of one column."""
    return {row[column]: row for row in table}


def load_states(language: str) -> dict[str, State]:
    """Every state by its code; those without a row in the language are left out."""
    world = by_id(read("actors", "tables/states.tsv"), "iso3")
    out: dict[str, State] = {}
    for row in read(f"languages.{language}", "states.tsv"):
        code, facts = row["iso3"], world.get(row["iso3"], {})
        out[code] = State(
            code, row["name"], row.get("article", ""), values(row.get("aliases", "")),
            values(row.get("adjectives", "")), values(row.get("nouns", "")),
            values(row.get("compound", "")), values(row.get("capital", "")),
            values(row.get("metonyms", "")), facts.get("name_en", ""), facts.get("region", ""),
            first_day(facts.get("from", "")), last_day(facts.get("to", "")), facts.get("successor", ""),
            facts.get("wikidata", ""),
        )  # fmt: skip
    return out


def load_bodies(language: str) -> dict[str, Body]:
    """Every international body by its id."""
    french = by_id(read(f"languages.{language}", "bodies.tsv"), "id")
    out: dict[str, Body] = {}
    for row in read("actors", "tables/bodies.tsv"):
        names = french.get(row["id"], {})
        english = (row.get("name_en", ""), *values(row.get("aliases_en", "")))
        name = names.get("name") or english[0]
        out[row["id"]] = Body(
            row["id"], row.get("code", ""), row.get("kind", ""), name,
            (*values(names.get("aliases", "")), *(e for e in english if e and e != name)),
            values(names.get("adjectives", "")), values(row.get("members", "")), row.get("seat_country", ""),
            row.get("wikidata", ""),
        )  # fmt: skip
    return out


def load_media() -> dict[str, Medium]:
    """Every agency and outlet by its id."""
    return {
        row["id"]: Medium(
            row["id"], row["name"], values(row.get("aliases", "")), row.get("country", ""), row.get("owner", ""),
            row.get("kind", ""),
        )
        for row in read("actors", "tables/media.tsv")
    }  # fmt: skip


def load_armed_groups(language: str) -> dict[str, ArmedGroup]:
    """Every armed group by its id."""
    french = by_id(read(f"languages.{language}", "armed_groups.tsv"), "id")
    out: dict[str, ArmedGroup] = {}
    for row in read("actors", "tables/armed_groups.tsv"):
        names = french.get(row["id"], {})
        english = (row.get("name_en", ""), *values(row.get("aliases_en", "")))
        name = names.get("name") or english[0]
        out[row["id"]] = ArmedGroup(
            row["id"], name, (*values(names.get("aliases", "")), *(e for e in english if e and e != name)),
            values(names.get("adjectives", "")), values(names.get("nouns", "")), values(row.get("states", "")),
            row.get("kind", ""),
        )  # fmt: skip
    return out


def load_persons() -> dict[str, Person]:
    """Every known person by id."""
    return {
        row["id"]: Person(
            row["id"], row["name"], row.get("state", ""), row.get("gender", ""), values(row.get("spellings", "")),
            values(row.get("surnames", "")), row.get("wikidata", ""), row.get("nationality", ""),
        )
        for row in read("actors", "tables/persons.tsv")
    }  # fmt: skip


def load_neighbours() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Who borders on each state, and which state ruled it before its independence."""
    table = list(read("actors", "tables/geography.tsv"))
    return {r["state"]: frozenset(values(r["neighbours"])) for r in table}, {r["state"]: r["ruler"] for r in table}


def load_offices(language: str) -> dict[str, OfficeKind]:
    """Every office by its id, with its wordings in the order of the table."""
    wordings: dict[str, list[Wording]] = {}
    for row in read(f"languages.{language}", "offices.tsv"):
        states = values(row.get("states", ""))
        wordings.setdefault(row["office"], []).extend(Wording(t, states) for t in values(row["titles"]))
    out: dict[str, OfficeKind] = {}
    for row in read("actors", "tables/offices.tsv"):
        rank = int(row["rank"]) if row.get("rank", "").isdigit() else 9
        office = row["office"]
        out[office] = OfficeKind(office, rank, row.get("represents") == "y", tuple(wordings.get(office, ())))
    return out


def load_tenures(persons: dict[str, Person], offices: dict[str, OfficeKind]) -> list[Tenure]:
    """Every tenure. Raises TableError for a person or office that no table has."""
    out: list[Tenure] = []
    for row in read("actors", "tables/tenures.tsv"):
        person, office = persons.get(row["person"]), offices.get(row["office"])
        if person is None or office is None:
            missing = f"person «{row['person']}»" if person is None else f"office «{row['office']}»"
            raise TableError(f"tenures.tsv: {missing} is in no table; add it or mend the row of {row['person']}")
        out.append(
            Tenure(
                person, office, row.get("of", ""), first_day(row.get("from", "")), last_day(row.get("to", "")),
                row.get("end", "") == "held", row.get("source", ""),
            )
        )  # fmt: skip
    return out
