"""The quotation ledger of an actor: every word quoted directly, when, to whom, through whom; and the check of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.document import Document
from dragoman.model import Actor, Interval, Party, Statement
from dragoman.register import Register
from dragoman.register.queries import Query, said_within
from dragoman.reports.dossier import markdown_escaped
from dragoman.reports.wording import chain, party
from dragoman.statements.lookup import whole_chain


@dataclass(frozen=True, slots=True)
class Quotation:
    """A direct quotation. `open` tells that the actor is only one of those who may have said it."""

    statement: Statement
    date: Interval | None
    office: str
    chain: tuple[Party, ...]
    article: str
    title: str
    source: str
    open: bool


def ledger(register: Register, query: Query) -> list[Quotation]:
    """The direct quotations of those whom the query's sides mean, by day, then by article and position."""
    offices = {a.id: a for a in register.actors() if a.offices}
    found = [q for document in register.documents() for q in _quotations(document, query, offices)]
    return sorted(found, key=lambda q: (q.date is None, q.date.earliest.isoformat() if q.date else ""))


def _quotations(document: Document, query: Query, offices: dict[str, Actor]) -> Iterator[Quotation]:
    article, published = document.article, document.publication
    first, last = (published.earliest, published.latest) if published else (None, None)
    printed = Interval(published.best, published.best) if published and published.best else None
    for said in document.statements:
        own = _is_one(said.speaker, query.sides)
        if said.form != "direct" or not (own or any(_is_one(p, query.sides) for p in said.candidates)):
            continue
        if said_within(query, said, first, last):
            day = said.date or printed
            yield Quotation(
                statement=said,
                date=day,
                office=_office(offices.get(said.speaker.actor or ""), day),
                chain=tuple(p for p in whole_chain(document, said) if p != said.speaker),
                article=article.id,
                title=article.title or "",
                source=article.source,
                open=not own,
            )


def _is_one(someone: Party, sides: Iterable[str]) -> bool:
    return any(side in (someone.actor, someone.state) for side in sides)


def _office(actor: Actor | None, day: Interval | None) -> str:
    """The office that the actor held on the day, «» if the tables and the text know none."""
    for office in actor.offices if actor else ():
        begun = office.start is None or (day is not None and office.start <= day.latest)
        if begun and (office.end is None or (day is not None and office.end >= day.earliest)):
            return f"{office.title} ({office.body})" if office.body else office.title
    return ""


def day_words(day: Interval | None) -> str:
    """The day, or the interval, in figures."""
    if day is None:
        return ""
    return str(day.earliest) if day.earliest == day.latest else f"{day.earliest}…{day.latest}"


def cells(quotation: Quotation) -> list[str]:
    """The columns of the ledger: date, speaker, office, words, to, through, article, source, statement."""
    said = quotation.statement
    return [
        day_words(quotation.date),
        party(said.speaker) + (" ?" if quotation.open else ""),
        quotation.office,
        " ".join(said.text.split()),
        party(said.addressee) if said.addressee else "",
        chain(quotation.chain),
        quotation.title,
        quotation.source,
        said.id[:8],
    ]


COLUMNS = ("date", "speaker", "office", "words", "to", "through", "article", "source", "statement")


def markdown(several: Iterable[Quotation]) -> Iterator[str]:
    """The ledger as a Markdown table; what comes from a dispatch is never markup."""
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|" + " --- |" * len(COLUMNS)
    for quotation in several:
        row = cells(quotation)
        row[3] = f"« {row[3]} »"
        yield f"| {' | '.join(str(markdown_escaped(cell)) for cell in row)} |"


def jsonl(several: Iterable[Quotation]) -> Iterator[str]:
    """The ledger as JSON Lines, with offsets and every piece of what is quoted."""
    for quotation in several:
        said, day = quotation.statement, quotation.date
        yield json.dumps(
            {
                "statement": said.id,
                "article": quotation.article,
                "title": quotation.title,
                "source": quotation.source,
                "date": {"earliest": str(day.earliest), "latest": str(day.latest)} if day else None,
                "speaker": _party(said.speaker),
                "office": quotation.office or None,
                "open": quotation.open,
                "candidates": [_party(p) for p in said.candidates],
                "addressee": _party(said.addressee) if said.addressee else None,
                "chain": [_party(p) for p in quotation.chain],
                "start": said.start,
                "end": said.end,
                "text": said.text,
                "segments": [{"start": s.start, "end": s.end, "text": s.text} for s in said.segments],
            },
            ensure_ascii=False,
        )


def _party(someone: Party) -> dict[str, str | None]:
    return {"actor": someone.actor, "name": someone.name, "state": someone.state}


def mismatches(register: Register, several: Iterable[Statement]) -> list[str]:
    """A line for every statement whose words are not, character for character, those of its article's text."""
    texts: dict[str, str] = {}
    found = []
    for said in several:
        if said.article not in texts:
            texts[said.article] = register.document(said.article).text
        text = texts[said.article]
        for label, start, end, words in (
            ("content", said.start, said.end, said.text),
            ("cue", said.cue.start, said.cue.end, said.cue.text),
            *(("segment", s.start, s.end, s.text) for s in said.segments),
        ):
            if text[start:end] != words:
                found.append(f"{said.id}: {label} {start}–{end} is «{text[start:end]}» in the text, not «{words}»")
    return found
