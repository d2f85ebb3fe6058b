"""When an event took place: by its own clause, by the news that it is, or by the passage in which it is recalled."""

from __future__ import annotations

from datetime import timedelta

from spacy.tokens import Token

from dragoman.document import Document
from dragoman.events.matching import Match
from dragoman.languages.base import grammar_words
from dragoman.model import Interval
from dragoman.syntax.arguments import governing_verb
from dragoman.syntax.clauses import (
    auxiliaries,
    feature,
    finite,
    is_participle,
    language_of,
    preposition,
    relation,
    tense,
)
from dragoman.times.lookup import dates_its_clause, event_date, times_in
from dragoman.times.stage import reference_day

RECENT = timedelta(days=2)  # what a dispatch tells in the perfect, undated, happened within days of its printing
YEAR = 4
BACK = 2  # sentences before the event in which the day of a recalled passage is looked for


def date_of(document: Document, match: Match, status: str) -> Interval | None:
    """The days of the event; None when nothing tells them.

    Its own time expression comes first, then the news window for what is freshly reported, then, for what is recalled
    («X avait alors rappelé son ambassadeur»), the day that the passage has named.
    """
    found = event_date(document, match.trigger)
    if found is None and match.slots.host is not None and match.slots.host.support is not None:
        found = event_date(document, match.slots.host.verb)
    if found is None and not match.slots.is_verb and not match.slots.predicate:
        found = day_behind(document, match.trigger)
    if found is not None or status not in {"actual", "unconfirmed", "denied"}:
        return found
    verb = telling_verb(match)
    if verb is None:
        return None
    return recalled_day(document, verb) if is_background(verb) else news_window(document)


def day_behind(document: Document, noun: Token) -> Interval | None:
    """The first time named behind an event noun before any verb («la plus grande action … depuis 1979 ce week-end»), or None."""
    assert document.syntax is not None
    end = next((t.idx for t in noun.doc[noun.i + 1 : noun.sent.end] if t.pos_ in {"VERB", "AUX"}), noun.sent.end_char)
    for expression in times_in(document, noun.idx + len(noun), end):
        first = document.syntax.token_at(expression.start)
        # «depuis 1979», «l'accord de 2015»: the time of something else
        before = first.nbor(-1).lower_ if first.i else ""
        of_another = preposition(first) == "de" or before in grammar_words(language_of(noun), "of another time")
        if not of_another and dates_its_clause(document, expression) and len(expression.value) > YEAR:
            return expression.interval
    return None


def telling_verb(match: Match) -> Token | None:
    """The finite verb whose tense tells when the event stands; None for what a bare participle recalls («l'accord signé»)."""
    verb: Token | None = match.trigger
    if not match.slots.is_verb and match.slots.host is not None:
        verb = match.slots.host.verb
    elif not match.slots.is_verb:
        verb = governing_verb(match.trigger) if match.slots.predicate else None
    for _ in range(4):
        if verb is None or (is_participle(verb) and relation(verb) in {"acl", "amod"} and not auxiliaries(verb)):
            return None
        if finite(verb) is not None:
            return verb
        verb = governing_verb(verb)
    return None


def is_background(verb: Token) -> bool:
    """Whether the clause recalls instead of reporting: a pluperfect or an imperfect."""
    group = (verb, *auxiliaries(verb))
    return tense(verb) not in {"Past", "Pres"} or any(feature(w, "Tense") == "Imp" for w in group)


def news_window(document: Document) -> Interval | None:
    """The days just before the printing; all the days in which it may have been printed when the day is not known."""
    published = document.publication
    if published is None or published.earliest is None or published.latest is None:
        return None
    day = reference_day(document)
    if day is None:
        return Interval(published.earliest - RECENT, published.latest)
    return Interval(max(published.earliest, day - RECENT) - RECENT, day)


def recalled_day(document: Document, verb: Token) -> Interval | None:
    """The last day named before the verb in its sentence and the sentences just before it; None for none."""
    assert document.syntax is not None
    number = document.syntax.sentence_number(verb)
    first = document.syntax.sentences[max(number - BACK, 0)].start_char
    named = [t for t in times_in(document, first, verb.idx) if dates_its_clause(document, t)]
    return named[-1].interval if named else None
