"""What is gathered of one happening: its tellings, and what all of them together know of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.model import Disagreement, Interval, Occurrence, Party, Place, Turn, content_id
from dragoman.stories.disagreement import Press, disagreements
from dragoman.stories.telling import Telling

# Days between the day to which a meeting is put off and that on which it is told as held.
NEAR = 1
# A place of these kinds says more than one of the next.
EXACTNESS = ("site", "seat", "city", "region", "country")


@dataclass(slots=True)
class Happening:
    """What is gathered of one happening while tellings are added to it."""

    key: str
    tellings: list[Telling] = field(default_factory=list)
    stories: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    channels: set[str] = field(default_factory=set)
    ordinals: set[int] = field(default_factory=set)
    source: set[str] = field(default_factory=set)
    target: set[str] = field(default_factory=set)
    source_persons: set[str] = field(default_factory=set)
    target_persons: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    cities: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    author: set[str] = field(default_factory=set)
    stems: set[int] = field(default_factory=set)
    first: date | None = None
    last: date | None = None
    told: date | None = None
    turns: list[Telling] = field(default_factory=list)

    def add(self, one: Telling, story: str, told: date | None) -> None:
        """Takes the telling in; the date becomes the days that all dated tellings leave open."""
        self.tellings.append(one)
        self.stories.add(story)
        self.types.add(one.type)
        if one.channel:
            self.channels.add(one.channel)
        if one.ordinal is not None:
            self.ordinals.add(one.ordinal)
        self.source |= one.source
        self.target |= one.target
        self.persons |= one.persons
        self.source_persons |= one.source_persons
        self.target_persons |= one.target_persons
        if one.place and one.city:
            self.cities.add(one.place)
        if one.country:
            self.countries.add(one.country)
        self.author |= one.author
        self.stems |= one.stems
        self.told = min(filter(None, (self.told, told)), default=None)
        self.first, self.last = narrowed((self.first, self.last), (one.first, one.last))


Days = tuple[date | None, date | None]


def narrowed(known: Days, more: Days) -> Days:
    """The days that both leave open; the first where they do not meet."""
    if known[0] is None or known[1] is None:
        return more
    if more[0] is None or more[1] is None:
        return known
    first, last = max(known[0], more[0]), min(known[1], more[1])
    return (first, last) if first <= last else known


def occurrence(happening: Happening, press: Press, rival: Disagreement | None = None) -> Occurrence:
    """The record of the happening. `rival` is another happening that may be this one, ascribed to others."""
    tellings = happening.tellings
    events = tuple(sorted(t.id for t in tellings))
    origins = press.origins_of(tellings)
    days = Interval(happening.first, happening.last) if happening.first and happening.last else None
    return Occurrence(
        id=content_id("occurrence", *events),
        events=events,
        date=days,
        independent_sources=max(1, len(origins)),
        origins=tuple(sorted(set(origins.values()))),
        place=merged_place(tellings),
        participants=participants(tellings),
        history=history([*tellings, *happening.turns], press),
        disagreements=(*disagreements(tellings, press), *((rival,) if rival else ())),
    )


def merged_place(tellings: Iterable[Telling]) -> Place | None:
    """The most exact place that the most articles give."""
    told = Counter((t.where, t.article) for t in tellings if t.where)
    votes = Counter(where for where, _ in told)
    if not votes:
        return None

    def weight(place: Place) -> tuple[int, int, str]:
        exact = EXACTNESS.index(place.kind) if place.kind in EXACTNESS else len(EXACTNESS)
        return exact if exact > 2 else 0, -votes[place], place.name

    best = min(votes, key=weight)
    return Place(best.name, best.country, best.lat, best.lon, best.kind)


def participants(tellings: Sequence[Telling]) -> tuple[Party, ...]:
    """Who took part, those first whom most articles name; a state only where nobody is named for it."""
    votes = Counter(party for _, party in {(t.article, p) for t in tellings for p in t.parties})
    named = {p.state for t in tellings for p in t.parties if p.actor in t.persons}
    people = {p.actor for t in tellings for p in t.parties if p.actor in t.persons}
    found: dict[str, Party] = {}
    for party in sorted(votes, key=lambda p: (-votes[p], p.name, p.actor or "", p.state or "")):
        if party.actor in people or party.state is None or party.state not in named:
            found.setdefault(party.actor or party.state or party.name, party)
    return tuple(found.values())


def history(tellings: Iterable[Telling], press: Press) -> tuple[Turn, ...]:
    """What became of the happening: each change of its status once, from the first report on."""
    steps: list[Turn] = []
    for one in sorted(tellings, key=lambda t: (press.when.get(t.article, ("9", "")), t.turn or t.status, t.id)):
        status = one.turn or one.status
        moved = Interval(*one.moved) if one.moved else None
        if not steps or steps[-1].status != status or (moved and moved != steps[-1].moved):
            steps.append(Turn(press.told_on.get(one.article), status, one.id, moved))
    return tuple(steps)


# --- what was announced and called off or put off --------------------------------------------------------------------


def with_turns(happenings: Sequence[Happening]) -> list[Happening]:
    """The happenings, with the reports that call off or put off a meeting joined to it, and what was held later instead."""
    turns = [t for h in happenings for t in h.tellings if t.turn and t.type == "REJECT"]
    announced = [h for h in happenings if any(t.status in ("planned", "requested") for t in h.tellings)]
    by_side: dict[str, list[Happening]] = {}
    for one in announced:
        for side in one.source | one.target:
            by_side.setdefault(side, []).append(one)
    for telling in sorted(turns, key=lambda t: t.id):
        near = {id(h): h for side in sorted(telling.sides) for h in by_side.get(side, ())}
        fitting = [h for h in near.values() if _called_off(h, telling)]
        if fitting:
            min(
                fitting, key=lambda h: (-len((h.source | h.target) & telling.sides), h.first or date.max, h.key)
            ).turns.append(telling)
    return _held_later(happenings)


def _called_off(happening: Happening, telling: Telling) -> bool:
    """Whether the refusal is of this meeting: the same two sides (or one, and the place), the day not another."""
    shared = (happening.source | happening.target) & telling.sides
    same_place = telling.place is not None and telling.place in happening.cities
    if len(shared) < 2 and not (shared and same_place):
        return False
    if happening.channels and telling.channel and telling.channel not in happening.channels:
        return False
    if happening.first is None or happening.last is None or telling.first is None or telling.last is None:
        return True
    if telling.turn == "postponed":
        return telling.last >= happening.first
    return telling.first <= happening.last + timedelta(days=NEAR) and telling.last >= happening.first - timedelta(
        days=60
    )


def _held_later(happenings: Sequence[Happening]) -> list[Happening]:
    """The happenings, those joined of which one is the other on the day to which it was put off."""
    moved = [(h, [t.moved for t in (*h.tellings, *h.turns) if t.moved]) for h in happenings]
    moved = [(h, moves) for h, moves in moved if moves]
    if not moved:
        return list(happenings)
    by_side: dict[str, list[Happening]] = {}
    for one in happenings:
        for side in one.source | one.target:
            by_side.setdefault(side, []).append(one)
    gone: set[int] = set()
    for one, moves in moved:
        near = (
            {id(h): h for side in sorted(one.source | one.target) for h in by_side[side]} if id(one) not in gone else {}
        )
        for other in near.values():
            if other is not one and id(other) not in gone and any(_is_moved(one, other, days) for days in moves):
                one.tellings.extend(other.tellings)
                one.turns.extend(other.turns)
                one.first, one.last = other.first, other.last
                gone.add(id(other))
                break
    return [h for h in happenings if id(h) not in gone]


def _is_moved(one: Happening, other: Happening, days: tuple[date, date]) -> bool:
    if other.first is None or other.last is None or any(t.type == "REJECT" for t in other.tellings):
        return False
    slack = timedelta(days=NEAR)
    near = other.first <= days[1] + slack and other.last >= days[0] - slack and (other.last - other.first).days <= 10
    sides = (one.source | one.target) & (other.source | other.target)
    return near and len(sides) >= 2 and bool(one.types & other.types)
