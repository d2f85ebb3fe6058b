"""The formulas that stand for times before the day of publication is known: «weekday(5,last)», «part(day(-1),TEV)».

A symbol is a TIMEX3 value that needs no day («2019-05-27», «P3W») or `name(argument,…)`; arguments are symbols or words,
and an empty one says that the text does not give it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.errors import TableError


@dataclass(frozen=True, slots=True)
class Symbol:
    """A formula: its name and its arguments; a plain value has no arguments and its text as name."""

    name: str
    arguments: tuple[Symbol, ...] = ()

    def word(self, index: int) -> str:
        """The argument at the place, as a word; «» when it is missing."""
        return self.arguments[index].name if index < len(self.arguments) else ""

    def __str__(self) -> str:
        if not self.arguments:
            return self.name
        return f"{self.name}({','.join(str(a) for a in self.arguments)})"


def parse_symbol(text: str) -> Symbol:
    """The symbol that the text writes. Raises TableError when the brackets do not close."""
    text = text.strip()
    if not (match := re.match(r"(\w+)\(", text)):
        return Symbol(text)
    if not text.endswith(")"):
        raise TableError(f"the symbol «{text}» lacks a closing bracket")
    parts, depth, current = [], 0, ""
    for char in text[match.end() : -1]:
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    parts.append(current)
    return Symbol(match[1], tuple(parse_symbol(p) for p in parts))
