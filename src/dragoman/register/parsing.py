"""The query language: parses what an analyst writes into a Query. `docs/search.md` explains it to the user.

actor:Lavrov pair:KEN-ETH type:CONSULT,AGREE -status:denied since:2024-01 "nouvelle proposition" lettre*
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from dragoman.errors import UsageError
from dragoman.register.folding import folded
from dragoman.register.periods import period
from dragoman.register.query import TEXT, Field, Query, Term, known_fields

QUOTES = {'"': '"', "«": "»", "“": "”"}
BARE = re.compile(r"[^\s,()\"«»“”]+")
WORD = re.compile(r"[^\s()\"«»“”]+")
FIELD = re.compile(r"(-?)([^\W\d]+):")
OR = re.compile(r"(?:OR|OU)(?=[\s(])")
NOT = re.compile(r"(?:NOT|SAUF)\s+(?=\S)")


class QueryError(UsageError):
    """A query that cannot be understood: what, at which character, and what to write instead."""

    def __init__(self, text: str, at: int, what: str) -> None:
        super().__init__(f"query, character {at + 1}: {what}")
        self.text = text
        self.at = at


def parse(text: str, *, today: date | None = None) -> Query:
    """The query that the text asks for. `today` is what `since:30d` counts from.

    Raises QueryError, which says what is wrong, at which character, and what to write.
    """
    return _Parser(text, today).parsed()


@dataclass(frozen=True, slots=True)
class _Item:
    """What the text has between blanks: a field's name (or TEXT), its values, whether negated, where it stands."""

    field: str
    values: tuple[str, ...]
    negated: bool
    at: int


class _Parser:
    """One pass over the text of a query."""

    def __init__(self, text: str, today: date | None) -> None:
        self.text = text
        self.today = today
        self.at = 0

    def parsed(self) -> Query:
        """The whole query."""
        joined: list[_Item] = []
        alternative = False
        while self._skip():
            if joined and OR.match(self.text, self.at):
                alternative, start = True, self.at
                self.at += 2
                if not self._skip():
                    raise self._error("nothing follows OR: write the other value after it", start)
            item = self._item()
            if alternative:
                item = self._either(joined.pop(), item)
            if item.values:
                joined.append(item)
            alternative = False
        if not joined and self.text.strip():
            raise self._error("there is no word to look for: write words, or field:value", 0)
        return self._query(joined)

    def _skip(self) -> bool:
        """Whether anything follows; blanks are passed."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _error(self, what: str, at: int | None = None) -> QueryError:
        return QueryError(self.text, self.at if at is None else at, what)

    def _item(self) -> _Item:
        start, negated = self.at, False
        no = NOT.match(self.text, self.at)
        if no:
            self.at, negated = no.end(), True
        named = FIELD.match(self.text, self.at)
        if named and not self.text.startswith("//", named.end()):
            negated = negated or bool(named[1])
            self.at = named.end()
            known = self._field(named[2], start)
            found = self._values(known, start)
            return _Item(known.name, found, negated, start)
        if self.text[self.at] == "-" and self.at + 1 < len(self.text) and not self.text[self.at + 1].isspace():
            self.at, negated = self.at + 1, True
        return _Item(TEXT, self._words(), negated, start)

    def _field(self, name: str, start: int) -> Field:
        fields_known = known_fields()
        known = fields_known.get(folded(name))
        if known:
            return known
        near = get_close_matches(folded(name), fields_known, 1)
        meant = f"did you mean {near[0]}: ?" if near else f"the fields are {', '.join(sorted(_names()))}"
        raise self._error(f"«{name}:» is no field; {meant} (to look for the words, put them in quotation marks)", start)

    def _values(self, field: Field, start: int) -> tuple[str, ...]:
        """The values of a field: one, several with commas, or several with OR between brackets."""
        bracket = self.text.startswith("(", self.at)
        self.at += bracket
        found = []
        while True:
            if bracket:
                self._skip()
            found.append(self._checked(field, self._value(field), start))
            if bracket and not self._skip():
                raise self._error(
                    f"the bracket after {field.name}: is not closed: write ) behind its last value", start
                )
            if self.text.startswith(",", self.at):
                self.at += 1
            elif bracket and OR.match(self.text, self.at):
                self.at += 2
            elif bracket and not self.text.startswith(")", self.at):
                raise self._error("between brackets the values are parted by OR or by commas")
            else:
                break
        self.at += bracket
        return tuple(dict.fromkeys(found))

    def _value(self, field: Field) -> str:
        quoted = self._quoted()
        if quoted is not None:
            return quoted
        bare = BARE.match(self.text, self.at)
        if not bare:
            raise self._error(f"{field.name}: has no value: write it right after the colon, such as {field.example}")
        self.at = bare.end()
        return bare[0]

    def _quoted(self) -> str | None:
        """What stands in quotation marks here, None if none are opened."""
        closing = QUOTES.get(self.text[self.at]) if self.at < len(self.text) else None
        if closing is None:
            return None
        end = self.text.find(closing, self.at + 1)
        if end < 0:
            raise self._error(f"the quotation mark is not closed: write {closing} where the phrase ends")
        words, self.at = self.text[self.at + 1 : end], end + 1
        return " ".join(words.split())

    def _words(self) -> tuple[str, ...]:
        """The value that free text makes here: a phrase, a word, words with OR between brackets; none for mere marks."""
        if self.text[self.at] in "()":
            return self._alternatives()
        quoted = self._quoted()
        if quoted is None:
            chunk = WORD.match(self.text, self.at)
            if not chunk:
                raise self._error(f"«{self.text[self.at]}» closes a quotation that was not opened: leave it out")
            self.at, quoted = chunk.end(), chunk[0]
        return _looked_for(quoted)

    def _alternatives(self) -> tuple[str, ...]:
        start = self.at
        if self.text[start] == ")":
            raise self._error("this bracket closes none: leave it out")
        self.at += 1
        found: list[str] = []
        while self._skip() and self.text[self.at] != ")":
            if found and OR.match(self.text, self.at):
                self.at += 2
                self._skip()
            elif found:
                raise self._error("between brackets the words are parted by OR; without brackets all must be there")
            if self.at >= len(self.text) or self.text[self.at] in "()":
                raise self._error("a word is missing here: write one, or leave the bracket out")
            found += self._words()
        if self.at >= len(self.text):
            raise self._error("the bracket is not closed: write ) behind its last word", start)
        self.at += 1
        return tuple(found)

    def _either(self, one: _Item, other: _Item) -> _Item:
        if one.field != other.field or one.negated or other.negated:
            raise self._error(
                "OR stands between values of one field (type:AGREE OR type:CONSULT) or between words; "
                "everything else must hold at once: ask twice",
                other.at,
            )
        return _Item(one.field, tuple(dict.fromkeys((*one.values, *other.values))), False, one.at)

    def _checked(self, field: Field, value: str, start: int) -> str:
        """The value as the register has it."""
        if not value.strip():
            raise self._error(
                f"{field.name}: has no value: write it right after the colon, such as {field.example}", start
            )
        if field.name == "pair":
            return "/".join(self._pair(value, start))
        if field.name == "ordinal" and not value.isdecimal():
            raise self._error(f"ordinal:{value} is no number: write one, such as {field.example}", start)
        if not field.values:
            return value
        fitting = {folded(v): v for v in field.values}
        if folded(value) not in fitting:
            near = get_close_matches(folded(value), fitting, 1)
            meant = f"did you mean {fitting[near[0]]}?" if near else f"choose from {', '.join(field.values)}"
            raise self._error(f"«{value}» is no {field.name}; {meant}", start)
        return fitting[folded(value)]

    def _pair(self, value: str, start: int) -> tuple[str, str]:
        for mark in ("/", "–", "-"):
            parts = [part.strip() for part in value.split(mark)]
            if len(parts) == 2 and all(parts):
                return parts[0], parts[1]
        raise self._error(
            f'pair:{value} does not name two: write pair:KEN-ETH, or with a slash pair:"Guinée-Bissau / Sénégal"', start
        )

    def _query(self, items: Iterable[_Item]) -> Query:
        """The items as conditions: those of a field that a record has once are alternatives, others must all hold."""
        known = known_fields()
        terms: list[Term] = []
        bounds: dict[str, date] = {}
        kind: str | None = None
        for item in items:
            if item.field in ("since", "until", "during"):
                self._bound(item, bounds)
            elif item.field == "kind":
                kind = self._kind(item, kind)
            else:
                term = Term(item.field, item.values, item.negated)
                same = next(
                    (n for n, t in enumerate(terms) if (t.field, t.negated) == (item.field, item.negated)), None
                )
                once = item.field != TEXT and not known[item.field].several
                if once and same is not None:
                    terms[same] = Term(
                        item.field, tuple(dict.fromkeys((*terms[same].values, *item.values))), item.negated
                    )
                elif term not in terms:
                    terms.append(term)
        since, until = bounds.get("since"), bounds.get("until")
        if since and until and since > until:
            raise self._error(f"the period ends ({until}) before it begins ({since}): exchange the two", 0)
        return Query(terms=tuple(terms), since=since, until=until, kind=kind)

    def _kind(self, item: _Item, before: str | None) -> str:
        if item.negated or len(item.values) > 1 or before not in (None, item.values[0]):
            raise self._error("a query lists one kind of record: give kind: once, with one value", item.at)
        return item.values[0]

    def _bound(self, item: _Item, bounds: dict[str, date]) -> None:
        if item.negated or len(item.values) > 1:
            raise self._error(f"{item.field}: takes one day, month or year, and is not negated", item.at)
        try:
            first, last = period(item.values[0], self.today)
        except ValueError as error:
            raise self._error(f"{item.field}:{item.values[0]}: {error}", item.at) from None
        if item.field != "until":
            bounds["since"] = max(first, bounds.get("since", first))
        if item.field != "since":
            bounds["until"] = min(last, bounds.get("until", last))


def _looked_for(chunk: str) -> tuple[str, ...]:
    """The words of the chunk as one value, («») when it has none; a star at its end stays."""
    words = re.findall(r"\w+", chunk)
    star = "*" if chunk.rstrip(' »”"').endswith("*") else ""
    return (" ".join(words) + star,) if words else ()


def _names() -> list[str]:
    return sorted({field.name for field in known_fields().values()})
