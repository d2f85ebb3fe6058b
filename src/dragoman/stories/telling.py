"""A telling: one event of one dispatch, with what is needed to know the same happening told elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.document import Document
from dragoman.model import Event, Party
from dragoman.stories import words
from dragoman.stories.media import medium_of, origin_key

# Types whose two sides have no direction.
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Channels under which a report may be coded as one type or another: a pact signed is AGREE or COOPERATE.
SHARED_CHANNELS = frozenset({"agreement", "negotiation", "meeting", "visit", "session", "mediation", "call"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One event of one dispatch. Sides are state codes, or a plain name where no state is known."""

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
    language, text = document.article.language, document.article.text
    return tuple(_telling(event, language, text, media, people) for event in document.events)


def _telling(event: Event, language: str, text: str, media: set[str], people: set[str]) -> Telling:
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
    )


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
