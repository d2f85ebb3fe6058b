"""Several accounts of one matter: who tells what, after whom, and where they part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.document import Document
from dragoman.model import Derivation, Event, Party, Statement
from dragoman.reports.chronology import Line
from dragoman.reports.passages import sentences
from dragoman.web.desk import Desk

# A sentence of which this share of the word triples stands in the other text is shared by both.
SHARED = 0.5
GRAM = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A happening with, for each account in turn, the event that tells it there, or None."""

    line: Line
    cells: tuple[Event | None, ...]

    @property
    def told(self) -> int:
        """How many accounts tell it."""
        return sum(1 for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Branch:
    """An article or a named origin, how it relates to what stands above it, and what is taken from it."""

    article: str | None
    name: str
    relation: str | None
    under: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field in which the reports of one happening differ: each value with the events that give it."""

    line: Line
    field: str
    values: tuple[tuple[str, tuple[Event, ...]], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What an article adds to the one it derives from, and what it leaves out: whole sentences."""

    article: str
    origin: str
    relation: str
    added: tuple[str, ...]
    cut: tuple[str, ...]
    shared: int


@dataclass(frozen=True, slots=True)
class Voices:
    """Who vouches for a happening, and who denies it."""

    supporting: tuple[tuple[tuple[Party, ...], Event], ...]
    denying: tuple[Statement | Event, ...]


def order(document: Document) -> tuple[date, str]:
    """The place of an account: by publication, the undated last."""
    best = document.publication.best if document.publication else None
    return best or date.max, document.article.id


def by_day(line: Line) -> tuple[date, date, str]:
    """The place of a happening: by day, the undated last."""
    day = line.date
    return (day.earliest, day.latest, line.shown.id) if day else (date.max, date.max, line.shown.id)


def grid(lines: Iterable[Line], documents: Sequence[Document]) -> list[Row]:
    """The happenings against the accounts; those told by several accounts first."""
    rows = []
    for line in lines:
        of = {e.article: e for e in reversed(line.events)}
        rows.append(Row(line, tuple(of.get(d.article.id) for d in documents)))
    return sorted(rows, key=lambda r: (-r.told, by_day(r.line)))


def tree(documents: Sequence[Document], derivations: Iterable[Derivation]) -> tuple[Branch, ...]:
    """Who takes from whom: origins at the top, what is taken from them below; nobody stands twice."""
    here = {d.article.id: d.article.title or d.article.source for d in documents}
    above: dict[str, tuple[str | None, str, str]] = {}
    for d in sorted(derivations, key=lambda d: (d.origin_article is None, d.id)):
        if d.article not in here or d.article in above:
            continue
        if d.origin_article in here and not _descends(d.origin_article, d.article, above):
            above[d.article] = (d.origin_article, here[d.origin_article], d.relation)
        elif d.origin_name:
            above[d.article] = (None, d.origin_name, d.relation)

    def below(article: str) -> tuple[Branch, ...]:
        return tuple(Branch(a, here[a], above[a][2], below(a)) for a in here if a in above and above[a][0] == article)

    named: dict[str, list[Branch]] = {}
    roots: list[Branch] = []
    for article, title in here.items():
        origin = above.get(article)
        if origin is None:
            roots.append(Branch(article, title, None, below(article)))
        elif origin[0] is None:
            named.setdefault(origin[1], []).append(Branch(article, title, origin[2], below(article)))
    return (*(Branch(None, name, None, tuple(under)) for name, under in sorted(named.items())), *roots)


def _descends(article: str, ancestor: str, above: dict[str, tuple[str | None, str, str]]) -> bool:
    """Whether the article stands below the other already (copies of one another would make a ring)."""
    seen: set[str] = set()
    current: str | None = article
    while current and current not in seen:
        if current == ancestor:
            return True
        seen.add(current)
        current = above[current][0] if current in above else None
    return False


def disagreements(line: Line) -> list[Disagreement]:
    """The fields in which the reports of the happening differ."""
    if len(line.events) < 2:
        return []
    found = []
    fields = (("status", _status), ("place", _place), ("figures", _figures))
    for name, value in (*fields, *((("date", _date),) if _apart(line.events) else ())):
        values: dict[str, list[Event]] = {}
        for event in line.events:
            if said := value(event):
                values.setdefault(said, []).append(event)
        if len(values) > 1:
            found.append(Disagreement(line, name, tuple((v, tuple(events)) for v, events in values.items())))
    return found


def _apart(events: Sequence[Event]) -> bool:
    """Whether some two of the reports give days that cannot both be right."""
    days = [e.date for e in events if e.date]
    return bool(days) and max(d.earliest for d in days) > min(d.latest for d in days)


def _status(event: Event) -> str:
    return event.status


def _date(event: Event) -> str:
    if event.date is None:
        return ""
    first, last = event.date.earliest, event.date.latest
    return str(first) if first == last else f"{first}…{last}"


def _place(event: Event) -> str:
    return event.place.name if event.place else ""


def _figures(event: Event) -> str:
    return ", ".join(f"{label} {number}" for label, number in event.magnitudes)


def voices(line: Line, desk: Desk) -> Voices:
    """Whom the reports name as vouching for the happening, and what denies it in their articles."""
    ids = {e.id for e in line.events}
    supporting = tuple((e.attribution, e) for e in line.events if e.attribution and e.status != "denied")
    denying: list[Statement | Event] = [e for e in line.events if e.status == "denied"]
    for article in line.articles:
        document = desk.document(article)
        if document:
            denying += [s for s in document.statements if s.denies in ids]
            denying += [e for e in document.events if e.denies in ids]
    return Voices(supporting, tuple(denying))


def changes(documents: Sequence[Document], derivations: Iterable[Derivation]) -> list[Change]:
    """For each article that derives from another of the story, what it adds and what it leaves out."""
    of = {d.article.id: d for d in documents}
    found = []
    for derivation in derivations:
        if derivation.article in of and derivation.origin_article in of:
            mine, theirs = of[derivation.article], of[derivation.origin_article]
            added, cut = _only(mine.text, theirs.text), _only(theirs.text, mine.text)
            shared = len(sentences(mine.text)) - len(added)
            found.append(Change(derivation.article, derivation.origin_article, derivation.relation, added, cut, shared))
    return found


def _only(text: str, other: str) -> tuple[str, ...]:
    """The sentences of the text that the other has not, not even reworded a little."""
    known = _grams(other)
    kept = []
    for span in sentences(text):
        grams = _grams(span.text)
        if grams and len(grams & known) / len(grams) < SHARED:
            kept.append(span.text)
    return tuple(kept)


def _grams(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    length = min(GRAM, len(words)) or 1
    return frozenset(tuple(words[n : n + length]) for n in range(len(words) - length + 1))
