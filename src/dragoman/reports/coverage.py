"""How much is known of each country: persons, offices, tenures, and for how much of a period each single office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.actors.entities import State, Tenure
from dragoman.actors.single import single_offices
from dragoman.errors import UsageError
from dragoman.reports.offices import code_of
from dragoman.reports.people import TABLES, Lookup, span

DAY = timedelta(1)
# An unknown end outlasts the start by so many days, as in reading.
GUESSED = 400
# Handovers leave days without a holder; what is shorter is no gap.
LEAST_GAP = 31
FIXED = ("code", "state", "persons", "offices", "tenures", "first", "last")
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a state over a period: the known stretches and the gaps."""

    office: str
    tenures: tuple[Tenure, ...]
    gaps: tuple[Days, ...]
    days: int

    @property
    def share(self) -> float | None:
        """The share of the period's days of which the holder is known; None for an office of which nothing is."""
        if not self.tenures:
            return None
        return 1 - sum((end - start).days + 1 for start, end in self.gaps) / self.days if self.days else None


def covered(tenures: Iterable[Tenure], since: date, until: date) -> list[Days]:
    """The stretches within a period of which some holder is known. Without an end: to the next start, else a guess."""
    known = sorted((t for t in tenures if t.start or t.end), key=lambda t: t.start or date.min)
    out: list[Days] = []
    for n, tenure in enumerate(known):
        start = tenure.start or tenure.end or since
        following = next((t.start for t in known[n + 1 :] if t.start and t.start > start), None)
        end = tenure.end or (until if tenure.held else min(start + timedelta(GUESSED), following or date.max))
        start, end = max(start, since), min(end, until)
        if start > end:
            continue
        if out and start <= out[-1][1] + timedelta(LEAST_GAP):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def gaps(stretches: Iterable[Days], since: date, until: date) -> list[Days]:
    """What lies between the stretches, within the period; only what is long enough to be a gap."""
    out, at = [], since
    for start, end in stretches:
        out.append((at, start - DAY))
        at = end + DAY
    out.append((at, until))
    return [(start, end) for start, end in out if (end - start).days + 1 >= LEAST_GAP]


def office_of(lookup: Lookup, office: str, of: str, since: date, until: date) -> Office:
    """What tables and library know of an office in a period."""
    tenures = (*lookup.tables.tenures_of_office(office, of), *lookup.imported(office, of))
    found = gaps(covered(tenures, since, until), since, until)
    ordered = tuple(sorted(tenures, key=lambda t: (t.start or date.min, t.end or date.max)))
    return Office(office, ordered, tuple(found), (until - since).days + 1)


def period(state: State, since: int, until: int) -> Days | None:
    """The days of the years in which the state existed, None for no such day."""
    first = max(date(since, 1, 1), state.start or date.min)
    last = min(date(until, 12, 31), state.end or date.max)
    return (first, last) if first <= last else None


def overview(lookup: Lookup, since: int, until: int, sort: str) -> tuple[tuple[str, ...], list[list[str]]]:
    """The columns, and a row for each state, sorted by one of them. Raises UsageError for no such column.

    The columns of the offices say for how many per cent of the days a holder is known.
    """
    single = [o for o in single_offices() if o.kind == "state"]
    offices = [o.id for o in single]
    columns = (*FIXED, *(o.short for o in single), "gaps")
    if sort not in columns:
        raise UsageError(f"«{sort}» is no column to sort by: choose {', '.join(columns)}")
    imported = lookup.library.places() if lookup.library else {}
    rows = [_row(lookup, state, offices, since, until, imported) for state in lookup.tables.states.values()]
    at = columns.index(sort)
    rows.sort(key=lambda row: (_order(row[at]), str(row[0])))
    return columns, [[_cell(cell, columns[n]) for n, cell in enumerate(row)] for row in rows]


Cell = str | int | float | None


def _order(cell: Cell) -> tuple[int, float | str]:
    return (0, cell) if isinstance(cell, str) else (1, 0.0) if cell is None else (0, -float(cell))


def _cell(cell: Cell, column: str) -> str:
    if cell is None:
        return "–"
    return (
        f"{100 * cell:.0f} %"
        if isinstance(cell, float) and column != "gaps"
        else f"{cell:.1f} y"
        if isinstance(cell, float)
        else str(cell)
    )


def _row(
    lookup: Lookup,
    state: State,
    offices: list[str],
    since: int,
    until: int,
    imported: dict[str, tuple[int, int, int]],
) -> list[Cell]:
    tenures = [t for t in lookup.tables.all_tenures if t.of == state.code]
    more = imported.get(state.code, (0, 0, 0))
    persons = sum(p.state == state.code for p in lookup.tables.persons.values()) + more[0]
    years = [d.year for t in tenures for d in (t.start, t.end) if d]
    days = period(state, since, until)
    found = [office_of(lookup, o, state.code, *days) for o in offices] if days else []
    missing = sum((end - start).days + 1 for o in found if o.tenures for start, end in o.gaps)
    row: list[Cell] = [state.code, state.name, persons, len({t.office.id for t in tenures}) + more[1]]
    row += [len(tenures) + more[2], min(years, default=None), max(years, default=None)]
    row += [o.share for o in found] if days else [None] * len(offices)
    return [*row, missing / 365.25 if days else None]


def detail(lookup: Lookup, text: str, since: int, until: int) -> Iterator[str]:
    """Yields the lines of one state or body: each single office with its tenures and gaps, then the other offices."""
    code = code_of(lookup.tables, text)
    state = lookup.tables.states.get(code)
    days = period(state, since, until) if state else (date(since, 1, 1), date(until, 12, 31))
    if days is None:
        raise UsageError(f"{lookup.tables.label(code)} did not exist between {since} and {until}")
    yield f"{lookup.tables.label(code)} ({code}), {days[0]} to {days[1]}"
    kinds = {t.office.id: t.office for t in lookup.tables.all_tenures if t.of == code}
    single = {o.id: o.kind for o in single_offices()}
    for office in (*single, *sorted(set(kinds) - set(single))):
        found = office_of(lookup, office, code, *days)
        if not found.tenures and (state is None or single.get(office) != "state"):
            continue
        known = f"{100 * found.share:.0f} % known" if office in single and found.share is not None else ""
        yield f"  {office}  {known or ('nothing known' if not found.tenures else '')}".rstrip()
        for tenure in found.tenures:
            source = f"  [{tenure.source or TABLES}]" if lookup.library else ""
            yield f"      {span(tenure)}  {tenure.person.name}{source}"
        for start, end in found.gaps if office in single and found.tenures else ():
            yield f"      gap  {start} to {end}"
