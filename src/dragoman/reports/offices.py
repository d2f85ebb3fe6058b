"""The answer to «actors who»: which person held an office of a state or body on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dragoman.actors.knowledge import Knowledge
from dragoman.actors.spelling import key
from dragoman.errors import UsageError
from dragoman.languages.base import language_table, values
from dragoman.reports.people import TABLES, Lookup, span


def office_lines(lookup: Lookup, office: str, of: str, on: date | None) -> Iterator[str]:
    """Yields the holders on that day, then all tenures of the office that tables and library know."""
    known = lookup.known
    code = code_of(known, of)
    offices = offices_worded(office, code)
    holders = [(o, p) for o in offices for p in known.holder(o, code, on)]
    if not holders:
        yield f"nobody is known as «{office}» of {known.label(code)}" + (
            f" on {on}" if on else "; give a day with --on"
        )
    for _, person in holders:
        yield f"{person.name}  {person.id}"
    for one in offices:
        tables = lookup.tables.tenures_of_office(one, code)
        library = lookup.imported(one, code)
        for tenure in sorted((*tables, *library), key=lambda t: t.start or date.min):
            source = f"  [{tenure.source or TABLES}]" if lookup.library else ""
            yield f"    {span(tenure)}  {tenure.person.name}  ({one}){source}"


def code_of(known: Knowledge, text: str) -> str:
    """The code of a state or body named by its code or by any of its names. Raises UsageError for another."""
    if text in known.states or known.body(text):
        return text
    if text.upper() in known.states or known.body(text.upper()):
        return text.upper()
    for entry in known.entries(text):
        if entry.kind in ("state", "body"):
            return entry.ref
    raise UsageError(f"«{text}» is no state or body that the tables know: give its code (FRA, UN…) or its French name")


def offices_worded(text: str, code: str) -> tuple[str, ...]:
    """The offices that this wording means in that state, its own wordings before the general ones."""
    wanted = key(text)
    fitting = [
        row
        for row in language_table("fr", "offices")
        if (wanted == key(row["office"]) or wanted in map(key, values(row["titles"])))
        and (not row["states"] or code in values(row["states"]))
    ]
    if not fitting:
        raise UsageError(f"«{text}» is no office that the tables know in {code}: try «président», «Premier ministre»…")
    fitting.sort(key=lambda row: not row["states"])
    return tuple(dict.fromkeys(row["office"] for row in fitting))
