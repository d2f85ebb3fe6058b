"""Makes one library of what was loaded: older claims give way to newer ones, and several claims of one person are joined.

Every step can be done again: an import that is killed here ends in the same library when it is gone on with.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from dragoman.actors.knowledge import Knowledge
from dragoman.actors.library import INDEXES
from dragoman.imports.conflicts import note_conflicts

# Where one source says the same thing twice, the later line counts.
OLDER = (
    "SELECT o.number FROM {table} n JOIN {table} o ON o.source = n.source AND o.id = n.id AND o.number < n.number"
    " WHERE n.number > ?"
)
# But several lines of a table may be about one person, each with an office.
OLDER_PERSONS = OLDER.format(table="person") + (
    " AND (o.import < n.import OR n.source NOT IN (SELECT number FROM source WHERE kind = 'csv'))"
)
# What a file of one's own no longer says is gone; of a person whom Wikidata tells anew, the offices that it dropped.
# Exports of current holders drop whoever leaves office: of them everything is kept.
DROPPED = (
    "SELECT t.number FROM tenure t JOIN source s ON s.number = t.source JOIN person p ON p.source = t.source"
    " AND p.id = t.holder WHERE s.kind = 'wikidata' AND t.import < p.import AND p.number > ?",
    "SELECT t.number FROM tenure t JOIN source s ON s.number = t.source WHERE s.kind = 'csv' AND ? >= 0"
    " AND t.import < (SELECT max(number) FROM import i WHERE i.source = s.number)",
)
GONE = (
    "SELECT p.number FROM person p JOIN source s ON s.number = p.source WHERE s.kind = 'csv' AND ? >= 0"
    " AND p.import < (SELECT max(number) FROM import i WHERE i.source = s.number)"
)
# Two sources have someone of one name and state, and not each a Wikidata id.
NAMESAKES = (
    "SELECT DISTINCT p.number, q.number FROM person p CROSS JOIN name a ON a.person = p.number"
    " CROSS JOIN name b ON b.key = a.key AND b.person <> a.person JOIN person q ON q.number = b.person"
    " WHERE p.number > ? AND a.weak = 0 AND b.weak = 0 AND instr(a.key, ' ') > 0 AND p.source <> q.source"
    " AND p.state = q.state AND p.state <> '' AND (p.wikidata = '' OR q.wikidata = '')"
    " AND (p.born = '' OR q.born = '' OR substr(p.born, 1, 4) = substr(q.born, 1, 4)) ORDER BY 1, 2"
)
OFFICES = (
    "SELECT DISTINCT o.office, o.of, CASE o.office WHEN '' THEN o.label ELSE '' END FROM tenure t"
    " JOIN post o ON o.source = t.source AND o.id = t.post JOIN person p ON p.source = t.source AND p.id = t.holder"
    " WHERE p.number = ?"
)
STEPS = ("person", "post", "tenure")


def settle(connection: sqlite3.Connection, known: Knowledge) -> None:
    """Indexes what was loaded since the last settling, joins it with what was there, and notes the conflicts."""
    for statement in INDEXES:
        connection.execute(statement)
    settled = {name: _mark(connection, name) for name in STEPS}
    with written(connection):
        _replace(connection, settled)
    with written(connection):
        _join_by_id(connection, settled["person"])
        _join_by_name(connection, settled["person"])
    with written(connection):
        note_conflicts(connection, known)
        for name in STEPS:
            last = connection.execute(f"SELECT coalesce(max(number), 0) FROM {name}").fetchone()[0]
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"settled {name}", str(last)))
    connection.execute("PRAGMA optimize")


@contextmanager
def written(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction: kept whole, or undone whole when it fails or the program is killed."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _mark(connection: sqlite3.Connection, name: str) -> int:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (f"settled {name}",)).fetchone()
    return int(row[0]) if row else 0


def _replace(connection: sqlite3.Connection, settled: dict[str, int]) -> None:
    """Takes out what newer claims of the same source replace."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS gone(number INTEGER PRIMARY KEY)")
    persons = settled["person"]
    for table, queries in (
        ("tenure", ((OLDER.format(table="tenure"), settled["tenure"]), *((query, persons) for query in DROPPED))),
        ("post", ((OLDER.format(table="post"), settled["post"]),)),
        ("person", ((OLDER_PERSONS, persons), (GONE, persons))),
    ):
        connection.execute("DELETE FROM temp.gone")
        for query, mark in queries:
            connection.execute(f"INSERT OR IGNORE INTO temp.gone {query}", (mark,))
        if not connection.execute("SELECT 1 FROM temp.gone LIMIT 1").fetchone():
            continue
        if table == "person":
            # Whoever was joined with them is joined anew.
            connection.execute(
                "UPDATE person SET leader = 0 WHERE leader IN"
                " (SELECT leader FROM person WHERE number IN (SELECT number FROM temp.gone) AND leader > 0)"
            )
        connection.execute(f"DELETE FROM {table} WHERE number IN (SELECT number FROM temp.gone)")
        if table == "person":
            connection.execute("DELETE FROM name WHERE person IN (SELECT number FROM temp.gone)")


def _join_by_id(connection: sqlite3.Connection, settled: int) -> None:
    """Gives every person who has none the leader of his group: the first with the same Wikidata id, else himself."""
    connection.execute(
        "UPDATE person SET leader = CASE wikidata WHEN '' THEN number ELSE"
        " (SELECT min(q.number) FROM person q WHERE q.wikidata = person.wikidata AND q.wikidata <> '') END WHERE leader = 0"
    )
    connection.execute(
        "UPDATE person SET leader ="
        " (SELECT min(q.leader) FROM person q WHERE q.source = person.source AND q.id = person.id)"
        " WHERE number > ? AND source IN (SELECT number FROM source WHERE kind = 'csv')",
        (settled,),
    )


def _join_by_name(connection: sqlite3.Connection, settled: int) -> None:
    """Joins persons of two sources who share a name, the state and an office; not where two Wikidata ids compete."""
    if connection.execute("SELECT count(*) FROM source").fetchone()[0] < 2:
        return
    pairs: dict[int, list[int]] = {}
    for one, other in connection.execute(NAMESAKES, (settled,)).fetchall():
        pairs.setdefault(one, []).append(other)
    for one, others in pairs.items():
        fitting = [o for o in others if _offices(connection, one) & _offices(connection, o)]
        groups = {_leader(connection, o) for o in fitting}
        ids = {q for g in groups for q in _wikidata(connection, g)} | _wikidata(connection, _leader(connection, one))
        if len(ids) > 1:
            continue  # reported as a conflict
        for group in sorted(groups):
            low, high = sorted((group, _leader(connection, one)))
            connection.execute("UPDATE person SET leader = ? WHERE leader = ?", (low, high))


def _offices(connection: sqlite3.Connection, number: int) -> set[tuple[str, str, str]]:
    state = connection.execute("SELECT state FROM person WHERE number = ?", (number,)).fetchone()[0]
    return {(office, of or state, label) for office, of, label in connection.execute(OFFICES, (number,))}


def _leader(connection: sqlite3.Connection, number: int) -> int:
    return int(connection.execute("SELECT leader FROM person WHERE number = ?", (number,)).fetchone()[0])


def _wikidata(connection: sqlite3.Connection, leader: int) -> set[str]:
    rows = connection.execute("SELECT DISTINCT wikidata FROM person WHERE leader = ? AND wikidata <> ''", (leader,))
    return {row[0] for row in rows}
