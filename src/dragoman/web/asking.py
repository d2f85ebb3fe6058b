"""What a page asks for: the parameters of its address as a query of the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dragoman.errors import UsageError
from dragoman.model import EVENT_TYPES, STATUSES
from dragoman.register import EVERYTHING, Query, Term, parse
from dragoman.register.conditions import kind_of

# A parameter given more often than this is somebody's mistake.
MOST_VALUES = 20
LONGEST_TEXT = 400
FILTERS = ("side", "type", "status", "channel", "outlet")
EMPTY: dict[str, dict[str, Any]] = {
    "side": {"sides": ()}, "type": {"types": ()}, "status": {"statuses": ()}, "channel": {"channels": ()},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """The query of an address: the words in the query language, and the filters beside them.

    `text` is what was written, `error` what is wrong with it; it then asks for nothing.
    """

    query: Query = EVERYTHING
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    error: str = ""

    def of(self, kind: str) -> Query:
        """The query for records of a kind; filters that do not speak of it are left out."""
        query = replace(self.query, kind=kind)
        if kind == "statement":
            query = replace(query, types=(), statuses=(), channels=())
        return query

    def without(self, name: str) -> Asked:
        """The same without one filter, for counting what its other values would give; `day` stands for the period."""
        if name == "day":
            return replace(self, query=replace(self.query, since=None, until=None))
        if name == "outlet":
            own = Term("outlet", self.filters.get("outlet", ()))
            return replace(self, query=replace(self.query, terms=tuple(t for t in self.query.terms if t != own)))
        return replace(self, query=replace(self.query, **EMPTY[name]))

    def parameters(self) -> dict[str, list[str]]:
        """The address parameters that ask for the same."""
        given = {"q": [self.text] if self.text else []} | {name: list(self.filters.get(name, ())) for name in FILTERS}
        given |= {name: list(self.filters.get(name, ())) for name in ("since", "until")}
        return {name: values for name, values in given.items() if values}


def asked(parameters: Mapping[str, Iterable[str]], today: date) -> Asked:
    """What the address asks for; a filter's value that cannot be meant is passed over."""

    def values(name: str) -> tuple[str, ...]:
        given = (value.replace("\x00", "").strip() for value in list(parameters.get(name, ()))[:MOST_VALUES])
        return tuple(dict.fromkeys(value[:LONGEST_TEXT] for value in given if value))

    text = " ".join(values("q"))
    filters = {
        "side": values("side"),
        "type": tuple(t for t in (v.upper() for v in values("type")) if t in EVENT_TYPES),
        "status": tuple(s for s in (v.lower() for v in values("status")) if s in STATUSES),
        "channel": tuple(v.lower() for v in values("channel")),
        "outlet": values("outlet"),
    }
    since, until = day(values("since")), day(values("until"), last=True)
    filters |= {"since": (since.isoformat(),) if since else (), "until": (until.isoformat(),) if until else ()}
    query, error = _parsed(text, today)
    query = replace(
        query,
        sides=(*query.sides, *filters["side"]),
        types=(*query.types, *filters["type"]),
        statuses=(*query.statuses, *filters["status"]),
        channels=(*query.channels, *filters["channel"]),
        since=max((d for d in (since, query.since) if d), default=None),
        until=min((d for d in (until, query.until) if d), default=None),
        terms=(*query.terms, *((Term("outlet", filters["outlet"]),) if filters["outlet"] else ())),
    )
    return Asked(query, text, filters, error)


def _parsed(text: str, today: date) -> tuple[Query, str]:
    """The query that the words make, and what is wrong with them."""
    try:
        query = parse(text, today=today)
        kind_of(query)
    except UsageError as error:
        return EVERYTHING, str(error)
    return query, ""


def day(values: Iterable[str], *, last: bool = False) -> date | None:
    """The first of the values that is a day: 2024-03-01, or the first (or `last`) day of 2024-03 or 2024."""
    for value in values:
        for form in (value, f"{value}-31", f"{value}-30", f"{value}-29", f"{value}-28", f"{value}-12-31"):
            if not last and form != value:
                break
            try:
                return date.fromisoformat(form)
            except ValueError:
                continue
        for form in (f"{value}-01", f"{value}-01-01"):
            try:
                return date.fromisoformat(form)
            except ValueError:
                continue
    return None


def sides(*several: str) -> Query:
    """What passed between these."""
    return Query(sides=several)
