"""Reads the coded mentions and scores a reading against them: person, state, office."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from dragoman.actors.spelling import fold, key, sound
from dragoman.actors.stage import find_actors
from dragoman.document import Document
from dragoman.languages.base import rows
from dragoman.model import Article, Mention, Publication
from dragoman.places.stage import find_places
from dragoman.syntax.parse import parse

CODED = Path(__file__).parents[1] / "coded" / "fr"


@dataclass(frozen=True)
class Coded:
    """One coded mention: article id, part, day, text, its offsets, and who is meant."""

    id: str
    part: str
    day: date
    text: str
    mention: str
    names: tuple[str, ...]
    states: tuple[str, ...]
    office: str
    kind: str

    @property
    def span(self) -> tuple[int, int]:
        phrase, _, nth = self.mention.partition("#")
        whole = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")
        return list(whole.finditer(self.text))[int(nth or 1) - 1].span()


@cache
def coded(table: str = "mentions") -> tuple[Coded, ...]:
    """All coded mentions of a table, each with the text of its article."""
    texts: dict[str, str] = {}
    out = []
    for row in rows(CODED / f"{table}.tsv"):
        text = texts.setdefault(row["id"], row["text"])
        names = tuple(n for n in row["name"].removeprefix("=").split("+") if n)
        states = tuple(s for s in row["state"].split("+") if s)
        out.append(
            Coded(
                row["id"], row["part"], date.fromisoformat(row["day"]), text, row["mention"], names, states, row["office"],
                row["kind"],
            )
        )  # fmt: skip
    return tuple(out)


@cache
def read(text: str, day: date) -> Document:
    """The text with its places and actors, published that day."""
    article = Article("coded", "coded", text, "fr")
    document = replace(parse(Document(article)), publication=Publication(day, day, day))
    return find_actors(find_places(document))


def found(case: Coded) -> Mention | None:
    """The mention that the reading has for a coded one: the one that overlaps it most, short ones word for word."""
    start, end = case.span
    document = read(case.text, case.day)

    def overlap(m: Mention) -> float:
        common = min(m.end, end) - max(m.start, start)
        return common / max(m.end - m.start, end - start)

    best = max(document.mentions, key=overlap, default=None)
    if best is not None and overlap(best) > 0.3:
        return best
    # «Navi Pillay» within «la Haute-Commissaire, Navi Pillay»
    around = [m for m in document.mentions if m.start <= start and end <= m.end and m.type == "person"]
    return min(around, key=lambda m: m.end - m.start, default=None)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, spelling aside: all words of the shorter are in the longer."""
    a, b = set(key(one).split()), set(key(other).split())
    return a <= b or b <= a or sound(one) == sound(other) or key(one).split()[-1] == key(other).split()[-1]


def score(part: str, table: str = "mentions") -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Right and all for person, state, office and unknown persons; and what went wrong, a line each."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong = []
    for case in coded(table):
        if case.part != part:
            continue
        mention = found(case)
        parties = mention.parties if mention else ()
        checks = {}
        if case.names:
            checks["person"] = len(parties) == len(case.names) and all(
                any(same_name(n, p.name) for p in parties) for n in case.names
            )
        if case.states:
            wanted = {None if s == "-" else s for s in case.states}
            checks["state"] = bool(parties) and {p.state for p in parties} == wanted
        if case.office:
            actors = {a.id: a for a in read(case.text, case.day).actors}
            offices = [o.title for p in parties if p.actor in actors for o in actors[p.actor].offices]
            checks["office"] = any(fold(case.office) in fold(o) for o in offices)
        if case.kind == "unknown":
            checks["unknown"] = all(checks.values())
        for what, good in checks.items():
            total[what] += 1
            right[what] += good
            if not good:
                got = " + ".join(f"{p.name}/{p.state}" for p in parties) or "nobody"
                wrong.append(
                    f"{case.id} {what}: «{case.mention}» is {case.names}/{case.states}/{case.office}, read {got}"
                )
    return {what: (right[what], total[what]) for what in total}, wrong
