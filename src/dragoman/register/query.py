"""What is wanted of a register, as a typed record, and that record written as text again."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files

from dragoman.languages.base import rows, values
from dragoman.model import EVENT_TYPES, STATUSES
from dragoman.register.folding import folded

# Records that can be listed, and the field under which words without a field are kept.
KINDS = ("event", "statement", "article", "occurrence", "story")
TEXT = "text"
# What the type and the status of an event may be; other fields with fixed values have them in the table.
FIXED = {"type": EVENT_TYPES, "status": STATUSES}
PLAIN = re.compile(r"[^\s,()\"«»“”:]+")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the language: its names, of which records it speaks, what its values may be.

    `several`: a record may have more than one value, and a field given twice asks for both; else for either.
    """

    name: str
    aliases: tuple[str, ...]
    of: frozenset[str]
    several: bool
    values: tuple[str, ...]
    example: str
    what: str


@dataclass(frozen=True, slots=True)
class Term:
    """A condition: one of the values in the field, or, negated, none of them.

    In the field «text» a value is a word, the beginning of one with a star at its end, or a phrase (words with blanks).
    """

    field: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is wanted; an empty field asks for nothing. With two `sides` both must take part: a pair.

    A side is an actor's id or a state's code. `since` and `until` bound the day of the happening (of the statement, of
    the article), not of the report; what has no day is left out as soon as one of them is given. `about`, `stances` and
    `forms` ask for statements only: `about` are actors or states of which each must be mentioned in what is said.
    `terms` are what a query text adds to that, and `kind` the kind of record that it lists.
    """

    sides: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    articles: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    kind: str | None = None

    def __str__(self) -> str:
        return written(self)


EVERYTHING = Query()


@cache
def known_fields() -> dict[str, Field]:
    """The fields by name and by alias (folded)."""
    found: dict[str, Field] = {}
    for row in rows(files("dragoman.register").joinpath("tables/fields.tsv")):
        one = Field(
            row["field"], values(row["aliases"]), frozenset(values(row["of"])), row["several"] == "yes",
            FIXED.get(row["field"]) or values(row["values"]), row["example"], row["what"],
        )  # fmt: skip
        for name in (one.name, *one.aliases):
            found[folded(name)] = one
    return found


# --- back to text ----------------------------------------------------------------------------------------------------

WORDED = {
    "types": "type", "channels": "channel", "statuses": "status", "articles": "article", "stances": "stance",
    "forms": "form",
}  # fmt: skip


def terms_of(query: Query, kind: str | None = None) -> tuple[Term, ...]:
    """Every condition of the query but the period, as terms.

    With a kind (event or statement), those of the record's own fields that do not speak of it are left out.
    """
    whole = [Term("actor", (side,)) for side in query.sides]
    if kind == "statement" and query.sides:
        whole = [Term("speaker", query.sides)]
    whole += [Term(field, getattr(query, name)) for name, field in WORDED.items() if getattr(query, name)]
    whole += [Term("about", (one,)) for one in query.about]
    known = known_fields()
    return (*(t for t in whole if kind is None or known[t.field].of & {kind, "article"}), *query.terms)


def written(query: Query) -> str:
    """The query as a text that `parse` understands; equal queries give equal texts."""
    parts = [f"kind:{query.kind}"] if query.kind else []
    for term in terms_of(query):
        shown = [_quoted_value(v) for v in term.values]
        if term.field == TEXT:
            one = shown[0] if len(shown) == 1 else f"({' OR '.join(shown)})"
        else:
            one = f"{term.field}:{','.join(shown)}"
        parts.append(f"-{one}" if term.negated else one)
    parts += [f"{name}:{day.isoformat()}" for name, day in (("since", query.since), ("until", query.until)) if day]
    return " ".join(parts)


def _quoted_value(value: str) -> str:
    plain = PLAIN.fullmatch(value) and value not in ("OR", "OU", "NOT", "SAUF") and not value.startswith("-")
    return value if plain else f"“{value}”" if '"' in value else f'"{value}"'


def is_empty(query: Query) -> bool:
    """Whether the query asks for nothing in particular."""
    return all(not getattr(query, f.name) for f in fields(query))
