"""The dispatches of a dossier on their shelf: numbered, cut into sentences, and what they tell worded for readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from textwrap import shorten

from dragoman.document import Document
from dragoman.model import Derivation, Event, Interval, Publication, Span, Statement
from dragoman.register import Register
from dragoman.reports.book import Dispute, Due, Entry, Family, Ref, Said, Source
from dragoman.reports.calendar import Announced
from dragoman.reports.chronology import Line
from dragoman.reports.origins import origins
from dragoman.reports.passages import passage, sentences
from dragoman.reports.relations import WIDEST
from dragoman.reports.rewriting import changes
from dragoman.reports.wording import Wording, chain, chains, parties, party

# Changes that are listed of a dispatch that was made from another.
MOST = 8
# A dispatch without a title goes by its first words, up to so many characters.
NAME = 90
# What a denial denies is quoted with so many characters.
SAID = 60
# So many days of which nothing is told are shown as a gap.
GAP = 30


class Shelf:
    """The dispatches of a dossier, numbered, with their sentences."""

    def __init__(self, documents: Sequence[Document], register: Register, words: Wording) -> None:
        self.words = words
        self.states = register.state_ids()
        self.documents = {d.article.id: d for d in documents}
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

    def entries(self, all_lines: Sequence[Line]) -> list[Entry]:
        """The happenings, worded, each with the time before it in which nothing is told."""
        made: list[Entry] = []
        last: date | None = None
        for line in all_lines:
            day, gap = line.date, ""
            if day and (day.latest - day.earliest).days <= WIDEST:
                if last and (day.earliest - last).days > GAP:
                    gap = f"{(day.earliest - last).days} {self.words.word('gap')}"
                last = max(filter(None, (last, day.latest)))
            made.append(replace(self.entry(line), gap=gap))
        return made

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
            month=self._month(line.date),
            who=parties(shown.source, self.states),
            whom=parties(shown.target, self.states, none=""),
            what=words.what(shown),
            where=where,
            voices=chains(line.voices),
            roles=tuple(
                (words.label("role", role), parties(several, self.states)) for role, several in shown.roles if several
            ),
            refs=(self.evidence(shown), *(self.evidence(e) for e in others)),
            history=self._history(line),
            uncertain=line.date is None or line.date.earliest != line.date.latest,
        )

    def _month(self, day: Interval | None) -> str:
        """The month under which the happening stands; the year where no month is known."""
        if day is None:
            return self.words.word("undated")
        wide = (day.latest - day.earliest).days > WIDEST
        return str(day.earliest.year) if wide else self.words.month(day.earliest)

    def _history(self, line: Line) -> str:
        """What became of the happening, where its status changed: «annoncé (4 mars 2025), effectif (13 mars 2025)»."""
        turns = line.happening.history if line.happening else ()
        if len(turns) < 2:
            return ""
        words = self.words
        told = []
        for turn in turns:
            moved = f" {words.word('to_day')} {words.days(turn.moved)}" if turn.moved else ""
            day = f" ({words.day(turn.day)})" if turn.day else ""
            told.append(f"{words.label('status', turn.status)}{moved}{day}")
        return ", ".join(told)

    def due(self, one: Announced, entry: Entry) -> Due:
        """Something announced, worded."""
        outcome = self.words.label("outcome", one.outcome)
        moved = f" ({self.words.days(one.moved)})" if one.moved else ""
        day = self.words.day(one.announced) if one.announced else ""
        return Due(entry, day, f"{outcome}{moved}", one.outcome)

    def disputes(self, entry: Entry) -> Iterator[Dispute]:
        """Where the reports of the happening part."""
        told = {event.id: event for event in entry.line.events}
        for found in entry.line.happening.disagreements if entry.line.happening else ():
            about = self.words.label("counted", found.about) if found.about else ""
            yield Dispute(
                entry,
                self.words.label("difference", found.relation),
                " : ".join(filter(None, (self.words.label("in", found.kind), about))),
                tuple(
                    (
                        self.words.label("status", r.value) if found.kind == "whether" else r.value,
                        ", ".join(r.origins),
                        tuple(self.evidence(told[e]) for e in r.events if e in told),
                    )
                    for r in found.readings
                ),
            )

    def families(self, register: Register) -> tuple[Family, ...]:
        """The dispatches by origin, where several go back to one."""
        made = []
        for one in origins(register, self.number):
            numbers = tuple(self.number[a] for a in one.articles)
            ties = tuple(
                (self.number[t.article], self.words.label("relation", t.relation), self.number[t.origin_article or ""],
                 self._why(t))
                for t in one.ties
            )  # fmt: skip
            outlets = [o.name for a in one.articles if (o := self.documents[a].article.outlet)]
            name = ", ".join(one.named) or next(iter(outlets), "")
            if len(numbers) > 1:
                made.append(Family(name, numbers, ties))
        return tuple(made)

    def _why(self, tie: Derivation) -> str:
        """The first shared passage, or the rarest words in common."""
        return next((shorten(b.text, SAID, placeholder="…") for b in tie.basis if b.text), "")

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
            changes=tuple(self._changes(derivations)),
            claim=next((f"{words.word('claim')} {party(s.speaker)}" for s in document.statements if s.headline), ""),
        )

    def _changes(self, derivations: Iterable[Derivation]) -> Iterator[tuple[str, str]]:
        """What the dispatch cut, added and changed of the report of the dossier that it was made from first."""
        tie = next((d for d in derivations if d.origin_article in self.documents and d.relation != "same source"), None)
        if tie is None:
            return
        found = changes(self.documents[tie.origin_article or ""], self.documents[tie.article])
        for one in found[:MOST]:
            span = one.after or one.before
            text = one.note or (shorten(span.text, NAME, placeholder="…") if span else "")
            yield self.words.label("change", one.kind), text

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
