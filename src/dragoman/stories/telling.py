"""A telling: one event of one dispatch, with what is needed to know the same happening told elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.document import Document
from dragoman.errors import TableError
from dragoman.languages.base import language_table
from dragoman.model import Event, Party, Place, unique
from dragoman.stories import words
from dragoman.stories.figures import figures
from dragoman.stories.media import medium_of, origin_key

# Types whose two sides have no direction.
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Channels under which a report may be coded as one type or another: a pact signed is AGREE or COOPERATE.
SHARED_CHANNELS = frozenset({"agreement", "negotiation", "meeting", "visit", "session", "mediation", "call"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One event of one dispatch. Sides are state codes, or a plain name where no state is known.

    `figures` are what it counts, by label; `turn` says that it tells of something announced as postponed or cancelled,
    and `moved` are the days to which it is put off.
    """

    id: str
    article: str
    type: str
    channel: str | None
    mode: str | None
    ordinal: int | None
    status: str
    source: frozenset[str]
    target: frozenset[str]
    persons: frozenset[str]
    source_persons: frozenset[str]
    target_persons: frozenset[str]
    first: date | None
    last: date | None
    place: str | None
    country: str | None
    city: bool
    author: frozenset[str]
    stems: frozenset[int]
    voice: str | None
    voice_is_medium: bool
    where: Place | None = None
    parties: tuple[Party, ...] = ()
    figures: tuple[tuple[str, int], ...] = ()
    turn: str | None = None
    moved: tuple[date, date] | None = None

    @property
    def sides(self) -> frozenset[str]:
        """Both sides together."""
        return self.source | self.target

    @property
    def family(self) -> str:
        """The type, or what stands for the types that one happening may be coded as."""
        return "MEET" if self.type in MUTUAL else self.type

    @property
    def width(self) -> int | None:
        """How many days the date leaves open; None for no date."""
        return (self.last - self.first).days if self.first and self.last else None


def tellings(document: Document) -> tuple[Telling, ...]:
    """The events of the document, made small, in the order of the text."""
    media = {a.id for a in document.actors if a.type == "media"}
    people = {a.id for a in document.actors if a.type == "person"}
    return tuple(_telling(event, document, media, people) for event in document.events)


def _telling(event: Event, document: Document, media: set[str], people: set[str]) -> Telling:
    language, text = document.article.language, document.article.text
    turn, moved = turn_of(event, document)
    through = next((p for p in event.attribution if p.actor in media or medium_of(p.name)), None)
    voice = through or _voucher(event)
    in_roles = [p for _, parties in event.roles for p in parties]
    place = event.place
    return Telling(
        id=event.id,
        article=event.article,
        type=event.type,
        channel=event.channel,
        mode=event.mode,
        ordinal=event.ordinal,
        status=event.status,
        source=sides(event.source),
        target=sides(event.target),
        persons=_people((*event.source, *event.target, *in_roles), people),
        source_persons=_people(event.source, people),
        target_persons=_people(event.target, people),
        first=event.date.earliest if event.date else None,
        last=event.date.latest if event.date else None,
        place=words.plain(place.name) if place else None,
        country=place.country if place else None,
        city=place is not None and place.kind in ("city", "site", "seat"),
        author=frozenset(p.actor or p.state or p.name for r, ps in event.roles if r == "author" for p in ps),
        stems=_stems(event, language, text),
        voice=(origin_key(voice.name) if voice is through else voice.actor or words.plain(voice.name))
        if voice
        else None,
        voice_is_medium=through is not None,
        where=place,
        parties=unique(event.source + event.target),
        figures=_figures(event, language),
        turn=turn,
        moved=moved,
    )


def _figures(event: Event, language: str) -> tuple[tuple[str, int], ...]:
    """What the event counts: the figures that were read with it, and those that its evidence gives."""
    told = dict(figures(" ".join(span.text for span in event.evidence), language))
    return tuple(sorted({**told, **dict(event.magnitudes)}.items()))


@cache
def _turn_words(language: str) -> tuple[re.Pattern[str], dict[str, str]] | None:
    try:
        turns = {row["form"]: row["turn"] for row in language_table(language, "turn_words")}
    except (TableError, ModuleNotFoundError):
        return None
    forms = "|".join(re.escape(f) for f in sorted(turns, key=lambda f: (-len(f), f)))
    return re.compile(rf"\b({forms})\b", re.I), turns


def turn_of(event: Event, document: Document) -> tuple[str | None, tuple[date, date] | None]:
    """Whether the event tells of a meeting as postponed or cancelled, and the days that stand after «reporté au…»."""
    known = _turn_words(document.article.language)
    if known is None or (event.status == "actual" and event.type != "REJECT"):
        return None, None
    if event.channel not in SHARED_CHANNELS and event.mode not in ("meet", "visit"):
        return None, None
    pattern, turns = known
    for span in event.evidence:
        match = pattern.search(span.text)
        if match is None:
            continue
        turn, at = turns[match[1].casefold()], span.start + match.end()
        later = [t for t in document.times if t.interval and at <= t.start < span.end and t.type == "DATE"]
        day = later[0].interval if later and turn == "postponed" else None
        return turn, (day.earliest, day.latest) if day else None
    return None, None


def _voucher(event: Event) -> Party | None:
    """The named voice nearest to the reader, unless it only speaks of what it does itself."""
    doing = {p.actor for p in event.source if p.actor}
    far = event.attribution[-1] if event.attribution else None
    return far if far and far.actor and far.actor not in doing else None


def sides(parties: Iterable[Party]) -> frozenset[str]:
    """The states of the parties, or their names where they have no state."""
    return frozenset(p.state or "~" + (p.actor or words.plain(p.name)) for p in parties if p.state or p.actor or p.name)


def _people(parties: Iterable[Party], people: set[str]) -> frozenset[str]:
    return frozenset(p.actor for p in parties if p.actor in people and p.actor)


def _stems(event: Event, language: str, text: str) -> frozenset[int]:
    """The numbers of the rarer stems in the event's evidence, by which two tellings are known for one.

    Names (and so what begins a sentence) are left out: that two tellings name the same sides is weighed by itself.
    """
    start = min((s.start for s in event.evidence), default=event.trigger.start)
    end = max((s.end for s in event.evidence), default=event.trigger.end)
    stop = words.common(language)
    start, end = max(start, event.trigger.start - 200), min(end, event.trigger.end + 200)
    cut = text[start:end]
    found = [w for w in words.words_of(cut) if len(w.form) > 3 and not cut[w.start].isupper()]
    sided = {words.stem(words.plain(w)) for p in (*event.source, *event.target) for w in p.name.split()}
    stems = {words.stem(w.form) for w in found} - sided
    return frozenset(words.number(s) for s in stems - stop)
