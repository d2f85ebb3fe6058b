"""Finds time expressions: a grammar of units, operators and anchors, all in tables, over the text alone.

A rule of `time_rules.tsv` is a pattern over the word classes of `time_words.tsv`; its formula, filled with what the
pattern found, is the expression's symbol. Nothing here needs to know the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.errors import TableError
from dragoman.languages.base import language_table, values
from dragoman.model import TimeExpression
from dragoman.syntax.parse import STRAIGHT
from dragoman.times.needs import Needs, Present, needs_of
from dragoman.times.numbers import number_value, plain, roman_value

DAY_SLOT = r"(?:1er|0?[1-9]|[12]\d|3[01])(?!\d)"
YEAR_SLOT = r"(?:1[0-9]\d\d|20\d\d)(?!\d)"
SHORT_YEAR = r"(?:1[0-9]\d\d|20\d\d|\d\d(?= *(?:[.,;:)»\n]|$)))(?!\d)"
DIGITS = r"\d{1,3}(?:[ .]\d{3})+(?!\d)|\d+(?:,\d+)?"
ROMAN = re.compile(r"[IVXLC]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the grammar, ready to match."""

    id: str
    pattern: re.Pattern[str]
    type: str
    symbol: str
    order: int
    needs: Needs


@dataclass(frozen=True, slots=True)
class Context:
    """Surroundings in which a rule's match is no time expression."""

    id: str
    rules: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    match: re.Pattern[str] | None

    def refuses(self, rule: str, text: str, start: int, end: int) -> bool:
        """Whether the match of the rule at `[start, end)` is refused."""
        if not ({rule, "*"} & self.rules):
            return False
        if self.before and not self.before.search(text[max(0, start - 60) : start]):
            return False
        if self.match and not self.match.match(text[start:end]):
            return False
        return self.after is None or bool(self.after.match(text[end : end + 30]))


class Words:
    """The word classes of a language: the pattern of each slot and the value of each form."""

    def __init__(self, language: str) -> None:
        self.forms: dict[str, dict[str, str]] = {}
        for row in language_table(language, "time_words"):
            for form in values(row["forms"]):
                self.forms.setdefault(row["class"], {})[form.casefold()] = row["value"]
        self.numbers = {form: int(value) for form, value in self.forms.get("num", {}).items()}
        atoms = self.alternatives("num")
        words = rf"(?:{atoms})(?:(?:-et-|-| et | )(?:{atoms}))*"
        ordinals = rf"{self.alternatives('ordw')}|\d+(?:e|ème)"
        number = rf"(?:{words} (?:ou|à) )?{words}|(?:\d+ (?:ou|à) )?(?:{DIGITS})"
        self.special = {
            "n": number,
            "day": DAY_SLOT,
            "year": YEAR_SLOT,
            "yy": SHORT_YEAR,
            "oyear": r"1[34]\d\d",
            "ord": ordinals,
            "ordw": ordinals,
        }

    def alternatives(self, slot: str) -> str:
        """The forms of a class as a pattern, longest first. Raises TableError for a class that no row fills."""
        if slot not in self.forms:
            raise TableError(f"time_words.tsv has no class «{slot}», which a rule of time_rules.tsv uses")
        forms = sorted(self.forms[slot], key=lambda f: (-len(f), f))
        return "|".join(re.escape(f).replace(r"\ ", " ") for f in forms)

    def slot(self, name: str, group: str) -> str:
        """The pattern of a slot as a named group."""
        if name == "dur":
            unit, vague = self.alternatives("unit"), self.alternatives("vagnum")
            return rf"(?:(?P<n>{self.special['n']})|(?P<vagnum>{vague})) (?P<unit>{unit})(?P<half> et demie?)?"
        return rf"(?P<{group}>{self.special.get(name) or self.alternatives(name)})"

    def value(self, group: str, text: str) -> str:
        """The value of what a group matched."""
        name = re.sub(r"\d$", "", group)
        folded = text.casefold()
        if name == "n" or (name == "min" and not text.isdigit()):
            number = number_value(text, self.numbers)
            return plain(number) if number is not None else "X"
        if name == "day":
            return two_digits(text)
        if name in {"ord", "ordw"} and text[0].isdigit():
            return re.sub(r"\D", "", text)
        if name == "yy" and len(text) == 2:
            return ("19" if int(text) > 40 else "20") + text
        if name == "m":
            return f"{int(text):02d}"
        if name in {"rom"} and ROMAN.fullmatch(text):
            return f"{roman_value(text) - 1:02d}XX"
        if name in {"seaA", "seaB"}:
            return self.forms["sea"].get(folded, text)
        if name in {"daypart", "apx"}:
            return text
        return self.forms.get(name, {}).get(folded, text)


class Grammar:
    """The rules of a language over its words."""

    def __init__(self, language: str) -> None:
        self.words = Words(language)
        rows = language_table(language, "time_rules")
        self.rules = tuple(self._rule(row, order) for order, row in enumerate(rows))
        self.contexts = tuple(
            Context(
                row["id"],
                frozenset(row["rules"].split(",")),
                *(re.compile(row[c]) if row[c] else None for c in ("before", "after", "match")),
            )
            for row in language_table(language, "time_contexts")
        )

    def _rule(self, row: dict[str, str], order: int) -> Rule:
        used: set[str] = set()

        def slot(match: re.Match[str]) -> str:
            group = match[2] or match[1]
            while group in used:  # a group's name may stand once in a pattern
                group = f"{group.rstrip('23456789')}{int(group[-1]) + 1 if group[-1].isdigit() else 2}"
            used.add(group)
            return self.words.slot(match[1], group)

        pattern = re.sub(r"(?<!\?P)<(\w+)(?::(\w+))?>", slot, row["pattern"])
        try:
            compiled = re.compile(rf"(?<![\w-])(?<!\d[.,])(?:{pattern})(?!\w|-\w|[.,]\d)", re.IGNORECASE)
        except re.error as error:
            raise TableError(
                f"time_rules.tsv, rule «{row['id']}»: the pattern is no regular expression ({error})"
            ) from error
        return Rule(row["id"], compiled, row["type"], row["symbol"], order, self._needs(row["pattern"]))

    def _needs(self, pattern: str) -> Needs:
        """What a match of the pattern needs, as far as a table names it: numbers have too many forms."""
        needs = needs_of(pattern)
        return Needs(needs.words, needs.slots & (self.words.forms.keys() - self.words.special.keys()))

    def symbol(self, rule: Rule, match: re.Match[str]) -> tuple[str, str]:
        """Type and symbol of a match: the rule's formula with the values filled in, wrapped in part and edge."""
        words = self.words
        filled = {g: words.value(g, t) if t else "" for g, t in match.groupdict().items()}
        for group in [g for g in filled if g[-1].isdigit() and filled[g]]:
            filled[group[:-1]] = filled.get(group[:-1]) or filled[group]
        if "unit" in filled:
            filled["dur"] = duration_value(
                filled.get("n") or filled.get("vagnum") or "X", filled["unit"], filled.get("half", "")
            )

        def fill(slot: re.Match[str]) -> str:
            return match[0].casefold() if slot[1] == "0" else filled.get(slot[1], "")

        symbol = re.sub(r"\{(\w+)\}", fill, rule.symbol)
        symbol = re.sub(r"\b(\d+(?:\.\d+)?|X)?\*([0-9A-Z]+)", lambda m: duration_value(m[1] or "X", m[2]), symbol)
        if edge := filled.get("edge"):
            symbol = f"edge({symbol},{edge})"
        if (part := filled.get("part")) and rule.type != "SET":
            return "TIME", symbol if part in symbol.split("(")[0] else f"part({symbol},{part})"
        return rule.type, symbol


def two_digits(text: str) -> str:
    """The day of the month as TIMEX3 writes it («1er» -> «01»)."""
    return f"{int(re.sub(r'[^0-9]', '', text)):02d}"


def duration_value(count: str, unit: str, half: str = "") -> str:
    """The TIMEX3 value of so many units («3», «W» -> «P3W»; «1», «Y» and a half -> «P18M»)."""
    if half and count.isdigit():
        if unit == "Y":
            return f"P{int(count) * 12 + 6}M"
        return duration_value(f"{count}.5", unit)
    if match := re.fullmatch(r"(\d+)([DMY])", unit):
        if count == "X":
            return (
                f"P{'X' * len(match[1])}{match[2]}"
                if match[2] != "Y"
                else {"10Y": "PXDE", "100Y": "PXCE"}.get(unit, "PXY")
            )
        return f"P{plain(float(count) * int(match[1]))}{match[2]}"
    if unit == "WE":
        return f"P{count}WE"
    return f"PT{count}{unit[1]}" if unit.startswith("T") else f"P{count}{unit}"


@cache
def grammar(language: str) -> Grammar:
    """The grammar of the language, built once."""
    return Grammar(language)


def candidates(text: str, rules: Grammar) -> Iterator[tuple[int, int, int, Rule, re.Match[str]]]:
    """Every match of every rule outside the contexts that refuse it."""
    present = Present(text, rules.words.forms)
    for rule in rules.rules:
        if not present.meets(rule.needs):
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            if end > start and not any(c.refuses(rule.id, text, start, end) for c in rules.contexts):
                yield start, -end, rule.order, rule, match


def expressions(text: str, language: str) -> tuple[TimeExpression, ...]:
    """The time expressions of a text in order, not overlapping, each with its symbol; no value is fixed yet."""
    rules = grammar(language)
    plain_text = text.translate(STRAIGHT)
    found: list[TimeExpression] = []
    reached = 0
    for start, minus_end, _, rule, match in sorted(candidates(plain_text, rules), key=lambda c: c[:3]):
        if start < reached:
            continue
        reached = -minus_end
        kind, symbol = rules.symbol(rule, match)
        words = text[start:reached]
        vague = symbol.startswith("ref(")
        found.append(TimeExpression(start, reached, words, kind, symbol, "", None, rule.id, vague))
    return tuple(ranges(plain_text, found, rules))


def ranges(text: str, found: list[TimeExpression], rules: Grammar) -> list[TimeExpression]:
    """The expressions with the bare first days of «du 16 au 18 février», «les 6 et 13 avril» added."""
    added = list(found)
    months = rules.words.alternatives("mon")
    wd = rules.words.alternatives("wd")
    for one in found:
        if not re.match(r"(?:edge\(|part\()?(?:md|date)\(", one.symbol):
            continue
        joint = re.search(
            rf"(?:\b(?P<art>les |l[ae] |du |des |entre les |entre le )|(?<=\bau )|(?<=, )|(?<=\d )|^)"
            rf"(?:(?:{wd}) )?(?P<day>1er|[12]?\d|3[01])"
            rf"(?: inclus)?(?P<link> au | et | ou | et le | et les |, | à |-)(?:(?:{wd}) )?$",
            text[max(0, one.start - 40) : one.start],
            re.IGNORECASE,
        )
        if not joint or re.match(rf"^(?:\S+ )?(?:{months})", joint["day"], re.IGNORECASE):
            continue
        base = max(0, one.start - 40)
        start = base + (
            joint.start() if (joint["art"] or "").casefold().startswith(("les ", "le ", "la ")) else joint.start("day")
        )
        first = base + joint.end("day")
        if any(other.start < first and start < other.end for other in found):
            continue
        day = two_digits(joint["day"])
        symbol = re.sub(r"(md\([^,]*,)[^,]*,[^,]*|(date\([^,]*,[^,]*,)[^,]*,[^,)]*", rf"\g<1>\g<2>{day},", one.symbol)
        added.append(TimeExpression(start, first, text[start:first], "DATE", symbol, "", None, "range-start"))
    return sorted(added, key=lambda e: e.start)
