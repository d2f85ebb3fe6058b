"""How a dispatch was read, sentence by sentence: what was coded, by which rule, and what was rejected and why."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.document import Document
from dragoman.model import (
    Article,
    Basis,
    Event,
    Mention,
    Publication,
    Rejected,
    Span,
    Statement,
    TimeExpression,
)
from dragoman.register.rows import sides
from dragoman.reports.passages import sentences
from dragoman.reports.wording import chain, parties, party

STEP = "    "


def explanation(document: Document) -> Iterator[str]:
    """The lines of the explanation: what the source says of itself, its date, then each sentence with its records."""
    yield from article_lines(document.article)
    yield from publication_lines(document.publication)
    yield from headline_lines(document)
    for number, sentence in enumerate(_sentences(document), start=1):
        yield ""
        yield f"{number}. {' '.join(sentence.text.split())}"
        yield from _records(document, sentence)


def article_lines(article: Article) -> Iterator[str]:
    """What the source says of itself, and what was cut from its text."""
    yield f"{article.id}  {article.source}"
    if article.title:
        yield f"title      {article.title}"
    if article.outlet:
        country = f" ({article.outlet.country})" if article.outlet.country else ""
        yield f"outlet     {article.outlet.name}{country}"
    if article.authors:
        yield f"authors    {', '.join(article.authors)}"
    if article.dateline:
        yield f"dateline   {' · '.join(p for p in (article.dateline.place, article.dateline.day, article.dateline.agency) if p)}"
    for credit in article.credits:
        yield f"credit     {credit.relation} {credit.name}"
    for cut in article.cuts:
        yield f"cut        «{_short(cut.text)}»: {cut.reason}"


def headline_lines(document: Document) -> Iterator[str]:
    """What the title tells as a fact although only one voice in the body says it."""
    for said in document.statements:
        if said.headline:
            yield f"headline   told as a fact, said in the body by {party(said.speaker)} only: «{_short(said.text)}»"


def publication_lines(published: Publication | None) -> Iterator[str]:
    """The publication date, its interval, and each piece of evidence for and against it."""
    if published is None or published.best is None:
        yield "published  unknown"
    else:
        yield f"published  {published.best}  ({published.earliest} to {published.latest})"
    for sign, several in (("+", published.basis), ("-", published.conflict)) if published else ():
        for basis in several:
            yield f"{STEP}{sign} {basis_words(basis)}"


def basis_words(basis: Basis) -> str:
    """A piece of evidence in one line: its words, its rule, its weight."""
    weight = f"  weight {basis.weight:g}" if basis.weight is not None else ""
    return f"«{_short(basis.text)}»  [{basis.rule}]{weight}"


def event_words(event: Event) -> str:
    """An event in one line."""
    kind = "/".join(part for part in (event.type, event.mode, event.channel) if part)
    ordinal = f" no. {event.ordinal}" if event.ordinal else ""
    place = f", {event.place.name}" if event.place else ""
    day = f", {event.date.earliest} to {event.date.latest}" if event.date else ""
    if event.date and event.date.earliest == event.date.latest:
        day = f", {event.date.earliest}"
    voices = f", according to {chain(event.attribution)}" if event.attribution else ""
    return f"{kind}{ordinal}: {parties(event.source)} -> {parties(event.target)}, {event.status}{day}{place}{voices}"


def statement_words(said: Statement) -> str:
    """A statement in one line, its notes last."""
    via = f", relayed by {chain(said.via)}" if said.via else ""
    to = f", to {party(said.addressee)}" if said.addressee else ""
    return f"{party(said.speaker)}{to}{via}: {said.form}, {said.stance}, «{said.verb}»: {_short(said.text, 160)}{_noted(said)}"


def statement_notes(said: Statement) -> tuple[str, ...]:
    """What else is known of a statement: the article's own stance, the title's, what it denies, who else may speak."""
    return (
        *((said.endorsed,) if said.endorsed != "none" else ()),
        *(("headline",) if said.headline else ()),
        *((f"denies {said.denies[:8]}",) if said.denies else ()),
        *(f"or {party(p)}" for p in said.candidates),
    )


def _noted(said: Statement) -> str:
    notes = statement_notes(said)
    return f"  ({'; '.join(notes)})" if notes else ""


def _sentences(document: Document) -> tuple[Span, ...]:
    if document.syntax is None:
        return sentences(document.text)
    spans = ((s.start_char, s.end_char) for s in document.syntax.sentences)
    return tuple(Span(a, b, document.text[a:b]) for a, b in spans if document.text[a:b].strip())


def _records(document: Document, sentence: Span) -> Iterator[str]:
    """The records that begin in the sentence, layer by layer."""
    for time in document.times:
        if _within(time.start, sentence):
            yield f"{STEP}time       {_time_words(time)}"
    for mention in document.mentions:
        if _within(mention.start, sentence):
            yield f"{STEP}mention    {_mention_words(mention)}"
    for said in document.statements:
        if _within(said.start, sentence):
            yield f"{STEP}statement  {statement_words(said)}  [{said.rule}]"
    for event in document.events:
        if _within(event.trigger.start, sentence):
            yield f"{STEP}event      {event_words(event)}  [{event.rule}, «{event.trigger.text}», {event.score:.2f}]"
            if event.denies:
                yield f"{STEP}           denies {event.denies}"
            for role, someone in sides(event):
                if role not in ("source", "target", "voice"):
                    yield f"{STEP}           {role}: {party(someone)}"
    for rejected in document.rejected:
        if _within(rejected.start, sentence):
            yield f"{STEP}rejected   {_rejected_words(rejected)}"


def _within(offset: int, sentence: Span) -> bool:
    return sentence.start <= offset < max(sentence.end, sentence.start + 1)


def _time_words(time: TimeExpression) -> str:
    days = f"  {time.interval.earliest} to {time.interval.latest}" if time.interval else ""
    return f"«{time.text}»  {time.type} {time.value}{days}{'  vague' if time.vague else ''}  [{time.rule}]"


def _mention_words(mention: Mention) -> str:
    doubt = "  doubtful" if mention.doubtful else ""
    others = f"  or {parties(mention.candidates)}" if mention.candidates else ""
    return f"«{_short(mention.text)}»  {mention.kind}: {parties(mention.parties)}{others}{doubt}  [{mention.rule}]"


def _rejected_words(rejected: Rejected) -> str:
    return f"«{_short(rejected.text)}»  [{rejected.rule}]: {rejected.reason}"


def _short(text: str, length: int = 90) -> str:
    """The text on one line, cut when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
