"""Several accounts of one matter: who tells what, after whom, and where they part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.document import Document
from dragoman.model import Derivation, Disagreement, Event, Party, Reading, Statement
from dragoman.reports.chronology import Line
from dragoman.reports.rewriting import Change, changes
from dragoman.web.desk import Desk


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
class Parting:
    """A point on which the reports of a happening part, each value with the events that give it."""

    line: Line
    part: Disagreement
    readings: tuple[tuple[Reading, tuple[Event, ...]], ...]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What an article made of another of the story: cut, added, changed."""

    article: str
    origin: str
    relation: str
    changes: tuple[Change, ...]

    def of(self, *kinds: str) -> list[Change]:
        """The changes of these kinds."""
        return [c for c in self.changes if c.kind in kinds]


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


def partings(line: Line) -> list[Parting]:
    """The points on which the reports of the happening part: contradictions first, then developments, alterations."""
    parts = line.happening.disagreements if line.happening else ()
    of = {e.id: e for e in line.events}
    found = [
        Parting(line, part, tuple((r, tuple(of[e] for e in r.events if e in of)) for r in part.readings))
        for part in parts
    ]
    return sorted(found, key=lambda p: p.part.relation != "disagreement")


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


def rewritings(documents: Sequence[Document], derivations: Iterable[Derivation]) -> list[Rewriting]:
    """For each article that derives from another of the story, what it made of it."""
    of = {d.article.id: d for d in documents}
    return [
        Rewriting(d.article, d.origin_article, d.relation, changes(of[d.origin_article], of[d.article]))
        for d in derivations
        if d.article in of and d.origin_article in of
    ]
