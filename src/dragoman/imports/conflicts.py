"""Where the sources of a library, or a source and the shipped tables, tell different things of one person or office.

Nothing is resolved here: the tables stay as they are, a source keeps its word, and the user reads what differs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dragoman.actors.entities import first_day, last_day
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.single import single_offices
from dragoman.actors.spelling import key

TABLES = "tables"  # the name by which the shipped tables stand among the sources
SAME_TERM = 400  # days between the beginnings of what may be one term of office
# Days of a handover are told one apart by half the world's sources.
LEEWAY = 1
PERSONS = "SELECT p.id, p.wikidata, p.name, p.state, p.gender, p.born, s.name, p.source FROM person p JOIN source s"
HELD = (
    "SELECT o.office, o.of, t.start, t.end FROM tenure t JOIN post o ON o.source = t.source AND o.id = t.post"
    " WHERE t.source = ? AND t.holder = ? AND o.office <> '' ORDER BY t.start, t.end"
)
# From the source that has fewer persons to the one that has more.
NAMESAKES = (
    "SELECT DISTINCT p.wikidata, p.name, q.wikidata, s.name, z.name, o.office, o.of FROM person p"
    " CROSS JOIN name a ON a.person = p.number CROSS JOIN name b ON b.key = a.key"
    " JOIN person q ON q.number = b.person JOIN source s ON s.number = p.source JOIN source z ON z.number = q.source"
    " JOIN tenure t ON t.source = p.source AND t.holder = p.id JOIN post o ON o.source = t.source AND o.id = t.post"
    " WHERE p.source = ? AND q.source = ? AND a.weak = 0 AND b.weak = 0 AND p.state = q.state AND p.wikidata <> ''"
    " AND q.wikidata <> '' AND p.wikidata <> q.wikidata AND o.office <> '' AND EXISTS (SELECT 1 FROM tenure u"
    " JOIN post v ON v.source = u.source AND v.id = u.post"
    " WHERE u.source = q.source AND u.holder = q.id AND v.office = o.office AND v.of = o.of)"
)
Row = tuple[str, str, str, str]  # kind, person, name, words


@dataclass(frozen=True, slots=True)
class Told:
    """What one source tells of a person. Tenures: office, of, start and end cells."""

    source: str
    id: str
    wikidata: str
    name: str
    state: str
    gender: str
    born: str
    tenures: tuple[tuple[str, str, str, str], ...]


def note_conflicts(connection: sqlite3.Connection, known: Knowledge) -> None:
    """Puts the conflicts of the whole library in place of those that were noted before."""
    connection.execute("DELETE FROM conflict")
    several = "SELECT leader FROM person WHERE leader > 0 GROUP BY leader HAVING count(*) > 1 ORDER BY leader"
    for (leader,) in connection.execute(several).fetchall():
        _note(connection, _quarrels(_told(connection, leader)))
    _note(connection, _with_tables(connection, known))
    _note(connection, _namesakes(connection))


def _note(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    connection.executemany("INSERT INTO conflict VALUES (?, ?, ?, ?)", sorted(set(rows)))


def _told(connection: sqlite3.Connection, leader: int) -> list[Told]:
    rows = connection.execute(f"{PERSONS} ON s.number = p.source WHERE p.leader = ? ORDER BY p.number", (leader,))
    return [
        Told(source, one, wikidata, name, state, gender, born, tuple(_held(connection, number, one, state)))
        for one, wikidata, name, state, gender, born, source, number in rows.fetchall()
    ]


def _held(connection: sqlite3.Connection, source: int, holder: str, state: str) -> Iterator[tuple[str, str, str, str]]:
    for office, of, start, end in connection.execute(HELD, (source, holder)):
        yield office, of or state, start, end


def _quarrels(told: list[Told]) -> Iterator[Row]:
    """What the sources of one person tell differently, each pair of them."""
    for n, one in enumerate(told):
        for other in told[n + 1 :]:
            yield from _facts(one, other)
            yield from _days(one, other)


def _facts(one: Told, other: Told) -> Iterator[Row]:
    person = one.wikidata or other.wikidata or f"{one.source}:{one.id}"
    for kind, mine, theirs in (
        ("state", one.state, other.state),
        ("gender", one.gender, other.gender),
        ("birth", one.born[:4], other.born[:4]),
    ):
        if mine and theirs and mine != theirs:
            yield kind, person, one.name, f"{one.source} has {mine}, {other.source} has {theirs}"


def _days(one: Told, other: Told) -> Iterator[Row]:
    """Terms of one office that begin or end on different days."""
    person = one.wikidata or other.wikidata or f"{one.source}:{one.id}"
    for office, of, start, end in one.tenures:
        terms = [t for t in other.tenures if t[:2] == (office, of) and _same_term((start, end), t[2:])]
        if not terms or any(_agree(start, t[2]) and _agree(end, t[3]) for t in terms):
            continue
        _, _, begun, ended = terms[0]
        words = f"{office} of {of}: {one.source} has {_span(start, end)}, {other.source} has {_span(begun, ended)}"
        yield "days", person, one.name, words


def _span(start: str, end: str) -> str:
    return f"{start or '?'} to {end or '…'}"


def _same_term(one: tuple[str, str], other: tuple[str, ...]) -> bool:
    """Whether two pairs of days may be one term: they begin, or else end, at about the same time."""
    for mine, theirs in zip(one, other, strict=True):
        a, b = first_day(mine), first_day(theirs)
        if a and b:
            return abs((a - b).days) < SAME_TERM
    return False


def _agree(one: str, other: str) -> bool:
    """Whether two days may be the same, as precise as they are; a day that is not known agrees with any."""
    if not one or not other or one.startswith(other) or other.startswith(one):
        return True
    a, b, c, d = first_day(one), last_day(one), first_day(other), last_day(other)
    assert a and b and c and d
    return (c - b).days <= LEEWAY and (a - d).days <= LEEWAY


# --- the shipped tables ----------------------------------------------------------------------------------------------


def _with_tables(connection: sqlite3.Connection, known: Knowledge) -> Iterator[Row]:
    """What the library tells otherwise than the tables: of the same person, and of who held an office."""
    leaders: set[int] = set()
    for person in known.persons.values():
        mine = Told(
            TABLES, person.id, person.wikidata, person.name, person.state, person.gender, "",
            tuple((t.office.id, t.of, *_cells(t.start, t.end)) for t in known.tenures(person)),
        )  # fmt: skip
        for leader in _of_library(connection, mine, (person.name, *person.spellings)):
            leaders.add(leader)
            for theirs in _told(connection, leader):
                yield from _facts(mine, theirs)
                yield from _days(mine, theirs)
    yield from _other_holders(connection, known, leaders)


def _cells(start: date | None, end: date | None) -> tuple[str, str]:
    """Days of the tables as cells: the first and the last day of a month may stand for all of it."""
    begun = "" if start is None else start.isoformat()[: 7 if start.day == 1 else 10]
    ended = "" if end is None else end.isoformat()[: 7 if end.isoformat() == str(last_day(end.isoformat()[:7])) else 10]
    return begun, ended


def _of_library(connection: sqlite3.Connection, mine: Told, names: Iterable[str]) -> list[int]:
    """The persons of the library who are the tables' one: by Wikidata id, else by name, state and office."""
    found: dict[int, None] = {}
    if mine.wikidata:
        query = "SELECT DISTINCT leader FROM person WHERE wikidata = ? AND wikidata <> '' AND leader > 0"
        found.update((row[0], None) for row in connection.execute(query, (mine.wikidata,)))
    query = (
        "SELECT DISTINCT p.leader, p.wikidata, p.source, p.id FROM name n JOIN person p ON p.number = n.person"
        " WHERE n.key = ? AND n.weak = 0 AND p.state = ? AND p.leader > 0"
    )
    held = {t[:2] for t in mine.tenures}
    for name in dict.fromkeys(map(key, names)):
        for leader, wikidata, source, holder in connection.execute(query, (name, mine.state)).fetchall():
            theirs = {t[:2] for t in _held(connection, source, holder, mine.state)}
            if held & theirs and not (mine.wikidata and wikidata and mine.wikidata != wikidata):
                found[leader] = None
    return list(found)


def _other_holders(connection: sqlite3.Connection, known: Knowledge, shared: set[int]) -> Iterator[Row]:
    """Others than the tables' holder in an office that one person holds at a time, on a day in the middle of the term."""
    query = (
        "SELECT DISTINCT p.leader, p.name, p.wikidata, p.id, s.name, o.of, t.start, t.end FROM post o"
        " JOIN tenure t ON t.source = o.source AND t.post = o.id JOIN person p ON p.source = t.source AND p.id = t.holder"
        " JOIN source s ON s.number = p.source WHERE o.office = ? AND o.of <> '' AND p.leader > 0 AND t.end <> ''"
        " AND t.start <> '' ORDER BY p.number, t.start"
    )
    for one_office in single_offices():
        office = one_office.id
        for leader, name, wikidata, one, source, of, start, end in connection.execute(query, (office,)).fetchall():
            first, last = last_day(start), first_day(end)
            if of in one_office.shared or leader in shared or not first or not last or first >= last:
                continue
            middle = first + (last - first) / 2
            sure = [t.person for t in known.tenures_of_office(office, of) if t.holds(middle) and t.end]
            if sure and not any(key(name) in _names(p.name, p.spellings) for p in sure):
                words = f"{office} of {of} on {middle}: {source} has {name}, {TABLES} has {sure[0].name}"
                yield "holder", wikidata or f"{source}:{one}", name, words


@lru_cache(maxsize=4096)
def _names(name: str, spellings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key, (name, *spellings)))


def _namesakes(connection: sqlite3.Connection) -> Iterator[Row]:
    """Two persons of one name, state and office whose Wikidata ids differ: one of the sources is wrong, or they are two."""
    counts = "SELECT s.number, count(*) FROM source s JOIN person p ON p.source = s.number GROUP BY 1 ORDER BY 2, 1"
    sources = [number for number, _ in connection.execute(counts).fetchall()]
    for n, fewer in enumerate(sources):
        for more in sources[n + 1 :]:
            for mine, name, theirs, one, other, office, of in connection.execute(NAMESAKES, (fewer, more)).fetchall():
                words = f"{office} of {of}: {one} has {mine}, {other} has {theirs}; they are kept apart"
                yield "identity", mine, name, words
