"""One record, in full: an article, an event, a statement, an actor, an occurrence or a story, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.document import Document
from dragoman.errors import RegisterError
from dragoman.model import Actor, Event, Occurrence, Office
from dragoman.register import Register
from dragoman.register.queries import Found, Query
from dragoman.register.rows import sides
from dragoman.reports.explanation import (
    STEP,
    article_lines,
    event_words,
    explanation,
    publication_lines,
    statement_words,
)
from dragoman.reports.origins import count_words, origins, origins_of, reasons, told_elsewhere
from dragoman.reports.passages import passage, sentences
from dragoman.reports.rewriting import changes
from dragoman.reports.wording import party


def card(register: Register, text: str) -> Iterator[str]:
    """The lines that show what an id, the beginning of an id, or a name means.

    Raises RegisterError when nothing answers to it, or more than one record does (they are named).
    """
    found = register.find(text)
    if not found:
        raise RegisterError(f"nothing in «{register.path}» has an id that begins with «{text}», nor such a name")
    if len(found) > 1:
        several = "; ".join(f"{f.kind} {f.id} ({f.name})" for f in found[:10])
        raise RegisterError(f"«{text}» may mean {several}: write more of the id")
    one = found[0]
    shows = {
        "article": _article,
        "event": _event,
        "statement": _statement,
        "actor": _actor,
        "occurrence": _occurrence,
        "story": _story,
    }
    return shows[one.kind](register, one)


def _article(register: Register, found: Found) -> Iterator[str]:
    yield from explanation(register.document(found.id))
    for derivation in register.derivations():
        if derivation.article == found.id:
            yield ""
            yield f"derivation {derivation.relation} {derivation.origin_article or derivation.origin_name}"
            yield from (f"{STEP}+ {reason}" for reason in reasons(derivation))
            if derivation.origin_article:
                yield from _changes(register, derivation.origin_article, found.id)


def _changes(register: Register, origin: str, derived: str) -> Iterator[str]:
    """What the article cut, added and changed of the report that it was made from."""
    for change in changes(register.document(origin), register.document(derived)):
        span = change.after or change.before
        note = f" ({change.note})" if change.note else ""
        yield f"{STEP}{change.kind:<7}{note} «{_one_line(span.text) if span else ''}»"


def _event(register: Register, found: Found) -> Iterator[str]:
    event = _event_of(register, found.id)
    document = register.document(event.article)
    yield f"{event.id}  {event_words(event)}"
    if event.contexts:
        yield f"contexts   {', '.join(event.contexts)}"
    for side, someone in sides(event):
        yield f"{side:<10} {party(someone)}{f'  {someone.actor}' if someone.actor else ''}"
    if event.place:
        where = f"  {event.place.lat}, {event.place.lon}" if event.place.lat is not None else ""
        yield f"place      {event.place.name} ({event.place.country}){where}"
    if event.date and event.date.text:
        yield f"date       read from «{event.date.text}»"
    if event.denies:
        yield f"denies     {_record_words(document, event.denies)}"
    for denial in document.statements:
        if denial.denies == event.id:
            yield f"denied by  {denial.id}  {statement_words(denial)}"
    for label, number in event.magnitudes:
        yield f"{label:<10} {number}"
    yield f"intensity  {event.intensity:g}"
    yield f"rule       {event.rule}  «{event.trigger.text}»  {event.score:.2f}"
    spans = sentences(document.text)
    for piece in event.evidence:
        around = passage(document.text, spans, piece.start, piece.end)
        yield f"evidence   {_one_line(f'{around.before}[{around.evidence}]{around.after}')}"
    yield from article_lines(document.article)
    yield from publication_lines(document.publication)
    happening = register.occurrence_of().get(event.id)
    if happening:
        yield ""
        yield from _occurrence(register, Found("occurrence", happening, happening))


def _statement(register: Register, found: Found) -> Iterator[str]:
    said = next(s for s in register.statements() if s.id == found.id)
    document = register.document(said.article)
    yield f"{said.id}  {statement_words(said)}"
    yield f"rule       {said.rule}  «{said.cue.text}»"
    if said.endorsed != "none":
        yield f"article    {said.endorsed}"
    if said.headline:
        yield "headline   the title tells it as a fact, in the body nobody else says it"
    for other in said.candidates:
        yield f"or         {party(other)}"
    if said.denies:
        yield f"denies     {_record_words(document, said.denies)}"
    for denial in document.statements:
        if denial.denies == said.id:
            yield f"denied by  {denial.id}  {statement_words(denial)}"
    around = passage(document.text, sentences(document.text), said.start, said.end)
    yield f"evidence   {_one_line(f'{around.before}[{around.evidence}]{around.after}')}"
    yield from article_lines(document.article)
    same = told_elsewhere(register, said)
    if same:
        behind = origins(register, {said.article, *(s.article for s in same)})
        yield f"elsewhere  in {len(same)} other articles, {count_words(behind)}"
        yield from (f"{STEP}{s.id}  {statement_words(s)}" for s in same)


def _record_words(document: Document, wanted: str) -> str:
    """A statement or event of the document in one line, with its id."""
    words = [statement_words(s) for s in document.statements if s.id == wanted]
    words += [event_words(e) for e in document.events if e.id == wanted]
    return f"{wanted}  {words[0] if words else ''}".rstrip()


def _actor(register: Register, found: Found) -> Iterator[str]:
    actor = next(a for a in register.actors() if a.id == found.id)
    yield from _actor_lines(actor)
    places = [
        (document.article.source, mention)
        for document in register.documents()
        for mention in document.mentions
        if any(p.actor == actor.id for p in mention.parties)
    ]
    yield f"mentions   {len(places)} in {len({source for source, _ in places})} articles"
    for event in register.events(Query(sides=(actor.id,))):
        yield f"event      {event.id}  {event_words(event)}"
    for said in register.statements(Query(sides=(actor.id,))):
        yield f"statement  {said.id}  {statement_words(said)}"


def _actor_lines(actor: Actor) -> Iterator[str]:
    yield f"{actor.id}  {actor.name}"
    yield f"type       {actor.type}{f', {actor.state}' if actor.state else ''}"
    if actor.wikidata:
        yield f"wikidata   {actor.wikidata}"
    if actor.aliases:
        yield f"also       {', '.join(actor.aliases)}"
    for office in actor.offices:
        yield f"office     {_office_words(office)}"


def _office_words(office: Office) -> str:
    of = f" ({office.body})" if office.body else ""
    since = f" from {office.start}" if office.start else ""
    until = f" to {office.end}" if office.end else ""
    return f"{office.title}{of}{since}{until}"


def _occurrence(register: Register, found: Found) -> Iterator[str]:
    happening = next(o for o in register.occurrences() if o.id == found.id)
    yield from happening_lines(register, happening)


def happening_lines(register: Register, happening: Occurrence) -> Iterator[str]:
    """The happening: where, who, what became of it, where accounts part, its origins, its reports."""
    day = f"{happening.date.earliest} to {happening.date.latest}" if happening.date else "no day"
    behind = f": {', '.join(happening.origins)}" if happening.origins else ""
    yield f"{happening.id}  one happening, {day}, {happening.independent_sources} independent sources{behind}"
    if happening.place:
        yield f"place      {happening.place.name} ({happening.place.country})"
    if happening.participants:
        yield f"who        {', '.join(party(p) for p in happening.participants)}"
    for turn in happening.history:
        moved = f" to {turn.moved.earliest}" if turn.moved else ""
        yield f"history    {turn.day or 'undated'}  {turn.status}{moved}  {turn.event}"
    for part in happening.disagreements:
        about = f" of {part.about}" if part.about else ""
        yield (
            f"{part.relation} in the {part.kind}{about}"
            if part.kind != "whether"
            else f"{part.relation} whether it is so"
        )
        for reading in part.readings:
            behind = f"  {', '.join(reading.origins)}" if reading.origins else ""
            yield f"{STEP}{reading.value}{behind}  told {reading.told or 'on an unknown day'}  {' '.join(reading.events)}"
    heads = {head.id: head for head in register.heads()}
    for one in origins_of(register, happening):
        named = f" ({', '.join(one.named)})" if one.named else ""
        yield f"origin{named}"
        for article in one.articles:
            head = heads[article]
            yield f"{STEP}{head.id}  {head.best or 'undated'}  {head.title or head.source}"
        for tie in one.ties:
            yield f"{STEP}{tie.article[:8]} {tie.relation} {(tie.origin_article or '')[:8]}: {'; '.join(reasons(tie))}"
    told = {event.id: event for event in register.events()}
    for event in (told[e] for e in happening.events if e in told):
        yield f"event      {event.id}  {event_words(event)}"


def _story(register: Register, found: Found) -> Iterator[str]:
    story = next(s for s in register.stories() if s.id == found.id)
    yield f"{story.id}  {story.title}"
    heads = {head.id: head for head in register.heads()}
    for head in (heads[a] for a in story.articles if a in heads):
        yield f"article    {head.id}  {head.best or 'undated'}  {head.title or head.source}"


def _event_of(register: Register, event: str) -> Event:
    return next(e for e in register.events() if e.id == event)


def _one_line(text: str) -> str:
    return " ".join(text.split())
