"""The sections of the dossier: records of a register, worded and tied to the sentences that carry them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten

from dragoman.document import Document
from dragoman.model import Basis, Derivation, Event, Interval, Publication, Reject, Span, Statement
from dragoman.register import Register
from dragoman.register.queries import EVERYTHING, Query
from dragoman.reports.chronology import Line, lines
from dragoman.reports.passages import Passage, passage, sentences
from dragoman.reports.wording import Wording, chain, chains, parties, party

LETTERS = frozenset({"letter", "message"})
MEETINGS = frozenset({"meeting", "visit", "call", "negotiation", "mediation", "session", "interview"})
ANNOUNCED = frozenset({"planned", "requested"})
MOST = 8
# A dispatch without a title goes by its first words, up to so many characters.
NAME = 90
# What a denial denies is quoted with so many characters.
SAID = 60


@dataclass(frozen=True, slots=True)
class Ref:
    """A sentence of a dispatch: the dispatch's number in the dossier, the sentence's anchor, and the passage.

    `pieces` is the evidence cut in three, with the words that tell the event in the middle.
    """

    number: int
    anchor: str
    passage: Passage
    pieces: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A happening, ready to print."""

    line: Line
    days: str
    month: str
    who: str
    whom: str
    what: str
    where: str
    voices: str
    roles: tuple[tuple[str, str], ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, ready to print."""

    statement: Statement
    stance: str
    form: str
    via: str
    addressee: str
    notes: tuple[str, ...]
    ref: Ref


@dataclass(frozen=True, slots=True)
class Source:
    """A dispatch with its number, its sentences, and what is known of its origin and its date."""

    number: int
    name: str
    document: Document
    paragraphs: tuple[tuple[tuple[str, str], ...], ...]
    dated: str
    basis: tuple[Basis, ...]
    conflict: tuple[Basis, ...]
    credits: tuple[str, ...]
    origins: tuple[str, ...]
    claim: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its label; `share` is the part of the largest of its group, in per cent."""

    label: str
    count: int
    share: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """The whole dossier."""

    period: str
    figures: tuple[Figure, ...]
    kinds: tuple[Figure, ...]
    present: tuple[Figure, ...]
    months: tuple[tuple[str, tuple[Entry, ...]], ...]
    letters: tuple[Entry, ...]
    meetings: tuple[Entry, ...]
    calendar: tuple[Entry, ...]
    agreements: tuple[Entry, ...]
    demands: tuple[Entry, ...]
    voices: tuple[tuple[str, tuple[Said, ...]], ...]
    stories: tuple[tuple[str, tuple[int, ...]], ...]
    sources: tuple[Source, ...]
    rejects: tuple[Reject, ...]


def gather(register: Register, query: Query, words: Wording) -> Book:
    """The dossier of what is wanted; with no wish, of the whole register. Only dispatches that bear on it are listed."""
    events, said = register.events(query), register.statements(query)
    all_lines = lines(events, register.occurrences())
    wanted = {e.article for e in events} | {s.article for s in said}
    documents = [d for d in register.documents() if query == EVERYTHING or d.article.id in wanted]
    shelf = Shelf(documents, register, words)
    entries = [shelf.entry(line) for line in all_lines]
    return Book(
        period=_period(all_lines, words),
        figures=_figures(documents, all_lines, said, words),
        kinds=_shares(Counter(words.label("type", line.shown.type) for line in all_lines)),
        present=_shares(_present(all_lines, shelf.states)),
        months=_by_month(entries),
        letters=_of(entries, LETTERS),
        meetings=_of(entries, MEETINGS, but=ANNOUNCED),
        calendar=tuple(e for e in entries if _announced(e)),
        agreements=tuple(e for e in entries if e.line.shown.type == "AGREE" or e.line.shown.channel == "agreement"),
        demands=tuple(e for e in entries if e.line.shown.type == "REQUEST"),
        voices=shelf.voices(said),
        stories=shelf.stories(register),
        sources=tuple(shelf.sources),
        rejects=register.rejects() if query == EVERYTHING else (),
    )


class Shelf:
    """The dispatches of a dossier, numbered, with their sentences."""

    def __init__(self, documents: Sequence[Document], register: Register, words: Wording) -> None:
        self.words = words
        self.states = register.state_ids()
        self.text = {d.article.id: d.article.text for d in documents}
        self.spans = {d.article.id: sentences(d.article.text) for d in documents}
        self.number = {d.article.id: n for n, d in enumerate(documents, start=1)}
        by_article: dict[str, list[Derivation]] = {}
        for derivation in register.derivations():
            by_article.setdefault(derivation.article, []).append(derivation)
        said = [s for d in documents for s in d.statements]
        self.told = {s.id: f"{s.speaker.name} («{shorten(s.text, SAID, placeholder='…')}»)" for s in said}
        self.told |= {e.id: f"«{e.trigger.text}»" for d in documents for e in d.events}
        self.denied: dict[str, list[str]] = {}
        for s in said:
            if s.denies and s.speaker.name not in self.denied.setdefault(s.denies, []):
                self.denied[s.denies].append(s.speaker.name)
        self.sources = [self._source(d, by_article.get(d.article.id, [])) for d in documents]

    def anchor(self, article: str, sentence: int) -> str:
        """The name of a sentence within the page."""
        return f"d{self.number[article]}-{sentence + 1}"

    def ref(self, article: str, start: int, end: int, told: Span | None = None) -> Ref:
        """The sentences that hold these offsets, and within them the words that tell it."""
        text = self.text[article]
        found = passage(text, self.spans[article], start, end)
        first, last = (told.start, told.end) if told and start <= told.start < told.end <= end else (end, end)
        pieces = text[start:first], text[first:last], text[last:end]
        return Ref(self.number[article], self.anchor(article, found.sentence), found, pieces)

    def evidence(self, event: Event) -> Ref:
        """The sentences of an event's first piece of evidence."""
        span = event.evidence[0] if event.evidence else event.trigger
        return self.ref(event.article, span.start, span.end, event.trigger)

    def entry(self, line: Line) -> Entry:
        """The happening, worded."""
        shown, words = line.shown, self.words
        others = tuple(e for e in line.events if e.id != shown.id)
        place = shown.place
        where = (
            (place.name if place.country in (None, place.name) else f"{place.name} ({place.country})") if place else ""
        )
        return Entry(
            line=line,
            days=words.days(line.date),
            month=words.month(line.date.earliest) if line.date else words.word("undated"),
            who=parties(shown.source, self.states),
            whom=parties(shown.target, self.states, none=""),
            what=words.what(shown),
            where=where,
            voices=chains(line.voices),
            roles=tuple(
                (words.label("role", role), parties(several, self.states)) for role, several in shown.roles if several
            ),
            refs=(self.evidence(shown), *(self.evidence(e) for e in others)),
        )

    def voices(self, said: Iterable[Statement]) -> tuple[tuple[str, tuple[Said, ...]], ...]:
        """The statements by speaker, those who say most first."""
        grouped: dict[str, list[Said]] = {}
        for statement in said:
            grouped.setdefault(party(statement.speaker, self.states), []).append(self._said(statement))
        return tuple(
            (name, tuple(all_of)) for name, all_of in sorted(grouped.items(), key=lambda g: (-len(g[1]), g[0]))
        )

    def _said(self, said: Statement) -> Said:
        return Said(
            statement=said,
            stance=self.words.label("stance", said.stance),
            form=self.words.label("form", said.form),
            via=chain(said.via),
            addressee=party(said.addressee, self.states) if said.addressee else "",
            notes=self._notes(said),
            ref=self.ref(said.article, said.start, said.end),
        )

    def _notes(self, said: Statement) -> tuple[str, ...]:
        """How the article and its title stand to the statement, what it denies, and that others deny it."""
        words = self.words
        return (
            *((words.label("endorsed", said.endorsed),) if said.endorsed != "none" else ()),
            *((words.word("headline"),) if said.headline else ()),
            *((f"{words.word('denies')} {self.told[said.denies]}",) if said.denies in self.told else ()),
            *(f"{words.word('denied_by')} {name}" for name in self.denied.get(said.id, ())),
            *(f"{words.word('or')} {party(p, self.states)}" for p in said.candidates),
        )

    def stories(self, register: Register) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The stories of more than one of these dispatches, with the dispatches' numbers."""
        told = (
            (s.title, tuple(sorted(self.number[a] for a in s.articles if a in self.number))) for s in register.stories()
        )
        return tuple(sorted(((title, numbers) for title, numbers in told if len(numbers) > 1), key=lambda s: s[1]))

    def _source(self, document: Document, derivations: Sequence[Derivation]) -> Source:
        article, words = document.article, self.words
        published = document.publication or Publication(None, None, None)
        return Source(
            number=self.number[article.id],
            name=article.title or shorten(article.text, NAME, placeholder="…"),
            document=document,
            paragraphs=self._paragraphs(article.id),
            dated=self._dated(document, published),
            basis=published.basis,
            conflict=published.conflict,
            credits=tuple(dict.fromkeys(f"{words.label('relation', c.relation)} {c.name}" for c in article.credits)),
            origins=tuple(dict.fromkeys(self._origin(d) for d in derivations)),
            claim=next((f"{words.word('claim')} {party(s.speaker)}" for s in document.statements if s.headline), ""),
        )

    def _dated(self, document: Document, published: Publication) -> str:
        """The publication date in words, with its interval and whether the source gave it: «4 mars 2025, déduite»."""
        words = self.words
        if published.best is None:
            return f"{words.word('published')} : {words.word('unknown')}"
        first, last = published.earliest, published.latest
        span = f" ({words.days(Interval(first, last))})" if first and last and first != last else ""
        given = any(d.day == published.best for d in document.article.dates)
        return f"{words.day(published.best)}{span}, {words.word('given' if given else 'inferred')}"

    def _origin(self, derivation: Derivation) -> str:
        relation = self.words.label("relation", derivation.relation)
        if derivation.origin_article in self.number:
            return f"{relation} [{self.number[derivation.origin_article]}]"
        return f"{relation} {derivation.origin_name or derivation.origin_article}"

    def _paragraphs(self, article: str) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The text as paragraphs of (anchor, sentence)."""
        text, made = self.text[article], []
        paragraph: list[tuple[str, str]] = []
        before: Span | None = None
        for n, span in enumerate(self.spans[article]):
            if before and "\n" in text[before.end : span.start] and paragraph:
                made.append(tuple(paragraph))
                paragraph = []
            paragraph.append((self.anchor(article, n), span.text))
            before = span
        return (*made, tuple(paragraph)) if paragraph else tuple(made)


def _of(entries: Iterable[Entry], channels: frozenset[str], but: frozenset[str] = frozenset()) -> tuple[Entry, ...]:
    return tuple(e for e in entries if e.line.shown.channel in channels and e.line.shown.status not in but)


def _announced(entry: Entry) -> bool:
    """Whether it is still to come: with a day anything, without one what people meet for."""
    shown = entry.line.shown
    return shown.status in ANNOUNCED and (entry.line.date is not None or shown.channel in MEETINGS)


def _by_month(entries: Iterable[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.month, []).append(entry)
    return tuple((month, tuple(group)) for month, group in grouped.items())


def _period(all_lines: Sequence[Line], words: Wording) -> str:
    """The first and the last day on which something happened, as far as it did."""
    days = [line.date for line in all_lines if line.date and line.shown.status == "actual"]
    if not days:
        return ""
    first, last = min(d.earliest for d in days), max(d.latest for d in days)
    return words.day(first) if first == last else f"{words.day(first)} – {words.day(last)}"


def _figures(
    documents: Sequence[Document], all_lines: Sequence[Line], said: Sequence[Statement], words: Wording
) -> tuple[Figure, ...]:
    counts = (
        ("dispatches", len(documents)),
        ("happenings", len(all_lines)),
        ("statements", len(said)),
        ("speakers", len({party(s.speaker) for s in said})),
        ("actors", len({p.actor or p.name for line in all_lines for p in (*line.shown.source, *line.shown.target)})),
    )
    return tuple(Figure(words.word(key), count) for key, count in counts)


def _present(all_lines: Iterable[Line], states: frozenset[str]) -> Counter[str]:
    return Counter(
        name for line in all_lines for name in {party(p, states) for p in (*line.shown.source, *line.shown.target)}
    )


def _shares(counts: Counter[str]) -> tuple[Figure, ...]:
    top = sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:MOST]
    return tuple(Figure(label, count, round(100 * count / top[0][1])) for label, count in top)
