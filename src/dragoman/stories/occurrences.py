"""Occurrences: which tellings, in whatever dispatches, report one happening.

Tellings are taken up in a fixed order, the most exactly dated first, and each goes to the happening it fits best; what
fits none begins its own. Announcement, holding and later recollection of one meeting so come together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from dragoman.model import Occurrence
from dragoman.stories.disagreement import Press, rivals
from dragoman.stories.happening import Happening, occurrence, with_turns
from dragoman.stories.telling import SHARED_CHANNELS, Telling

# Happenings that are looked at for one telling, the nearest in time first.
LOOKED_AT = 80
# Days between two exact dates that an error of a day, or of a time zone, explains.
SLACK = 1
# A date that leaves more days open than this says little by itself.
NARROW = 10
# Types of which one pair of actors has so many that without a day, a person or a common word none is known again.
FREQUENT = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN", "COOPERATE", "AID", "CONCEDE", "COERCE"})
LEAST_FIT = 3.6
# What it counts that two tellings are of the same day.
SAME_DAY = 2.5
# Days within which an undated recollection of a treaty is tied to it.
REMEMBERED = 800
TO_COME = frozenset({"planned", "requested"})


def occurrences(tellings: Iterable[Telling], story_of: Mapping[str, str], press: Press) -> tuple[Occurrence, ...]:
    """Every happening, by its first possible day and id. `story_of` gives the story of each article."""
    blocks: dict[str, list[Telling]] = defaultdict(list)
    for one in tellings:
        blocks[one.family].append(one)
    gathered = [
        happening
        for family in sorted(blocks)
        for happening in _Gathering(story_of, press.told_on).gather(blocks[family])
    ]
    happenings = with_turns(gathered)
    rival = rivals([h.tellings for h in happenings], story_of, press)
    found = [occurrence(h, press, rival.get(n)) for n, h in enumerate(happenings)]
    return tuple(sorted(found, key=lambda o: (o.date is None, o.date.earliest if o.date else date.max, o.id)))


class _Gathering:
    """The happenings of one family of types, with the indexes by which a telling finds those it may belong to."""

    def __init__(self, story_of: Mapping[str, str], told_on: Mapping[str, date | None]) -> None:
        self.story_of, self.told_on = story_of, told_on
        self.by_story: dict[tuple[str, str], list[Happening]] = defaultdict(list)
        self.by_month: dict[tuple[str, str, int], list[Happening]] = defaultdict(list)
        self.treaties: dict[tuple[str, ...], list[Happening]] = defaultdict(list)
        self.all: list[Happening] = []

    def gather(self, tellings: Sequence[Telling]) -> list[Happening]:
        """The happenings that these tellings report."""
        for one in sorted(tellings, key=self._order):
            story, told = self.story_of.get(one.article, one.article), self.told_on.get(one.article)
            best: tuple[float, int] | None = None
            for place, happening in enumerate(self._candidates(one, story)):
                score = fit(happening, one, story, told)
                if score is not None and score >= LEAST_FIT and (best is None or score > best[0]):
                    best, chosen = (score, place), happening
            if best is None:
                chosen = Happening(one.id)
                self.all.append(chosen)
            chosen.add(one, story, told)
            self._index(chosen, one, story)
        return self.all

    def _order(self, one: Telling) -> tuple[object, ...]:
        width = one.width
        known = (len(one.sides), len(one.persons))
        day = one.first or self.told_on.get(one.article) or date.max
        return (10**6 if width is None else width, -known[0], -known[1], day, one.id)

    def _candidates(self, one: Telling, story: str) -> list[Happening]:
        found: dict[int, Happening] = {}
        for side in sorted(one.sides):
            for happening in self.by_story.get((story, side), ()):
                found.setdefault(id(happening), happening)
            for month in _months(one):
                for happening in self.by_month.get((side, one.type, month), ())[-LOOKED_AT:]:
                    found.setdefault(id(happening), happening)
        for happening in self.treaties.get(tuple(sorted(one.sides)), ()):
            found.setdefault(id(happening), happening)
        # In the order in which the happenings began, which is the same on every run.
        return sorted(found.values(), key=lambda h: h.key)

    def _index(self, happening: Happening, one: Telling, story: str) -> None:
        for side in one.sides:
            _once(self.by_story[story, side], happening)
            if one.width is not None and one.width <= 45:
                for month in _months(one):
                    _once(self.by_month[side, one.type, month], happening)
        if is_treaty(one):
            _once(self.treaties[tuple(sorted(one.sides))], happening)


def _once(where: list[Happening], happening: Happening) -> None:
    if not any(h is happening for h in where[-LOOKED_AT:]):
        where.append(happening)


def _months(one: Telling) -> list[int]:
    """The months that the date touches, a day's slack included; none for a date that leaves more than a year open."""
    if one.first is None or one.last is None or (one.last - one.first).days > 400:
        return []
    first, last = one.first - timedelta(days=SLACK), one.last + timedelta(days=SLACK)
    return list(range(first.year * 12 + first.month, last.year * 12 + last.month + 1))


def is_treaty(one: Telling) -> bool:
    """Whether the telling is of an agreement between named sides, which is recalled long after."""
    return one.channel == "agreement" and len(one.sides) >= 2 and one.status in ("actual", "unconfirmed")


# --- does it fit -----------------------------------------------------------------------------------------------------


def fit(happening: Happening, one: Telling, story: str, told: date | None) -> float | None:
    """How well the telling fits the happening; None where a date, place, person, number or side forbids it."""
    same_story = story in happening.stories
    days = _days_fit(happening, one, same_story, told)
    sides = _sides_fit(happening, one)
    channel = _channel_fit(happening, one, same_story)
    persons = _persons_fit(happening, one)
    place = _place_fit(happening, one, same_story)
    if days is None or sides is None or channel is None or persons is None or place is None:
        return None
    if one.ordinal is not None and happening.ordinals and one.ordinal not in happening.ordinals:
        return None
    if not _status_fit(happening, one) or (one.author and happening.author and not one.author & happening.author):
        return None
    common = len(one.stems & happening.stems)
    words = min(1.5, 0.5 * common)
    ordinal = 1.5 if one.ordinal is not None and one.ordinal in happening.ordinals else 0.0
    only_here = all(t.article == one.article for t in happening.tellings)
    exact = same_story and not only_here and days >= SAME_DAY and sides >= 1.5
    frequent = one.type in FREQUENT or (one.type == "AGREE" and not (one.channel and happening.channels))
    if frequent and not exact and common < (2 if only_here else 1):
        return None
    context = (0.5 if only_here else 1.5) if same_story else 0.0
    return days + sides + channel + persons + place + words + ordinal + context


def _status_fit(happening: Happening, one: Telling) -> bool:
    """What is only imagined is one with nothing that is told as real.

    One dispatch that tells of something held and of something to come tells of two; what is planned after the day on
    which another dispatch told it as held is another happening, too.
    """
    imagined = one.status == "hypothetical"
    for other in happening.tellings:
        if (other.status == "hypothetical") != imagined:
            return False
        if other.article == one.article and (other.status in TO_COME) != (one.status in TO_COME):
            return False
    return True


def _days_fit(happening: Happening, one: Telling, same_story: bool, told: date | None) -> float | None:
    if one.first is None or one.last is None or happening.first is None or happening.last is None:
        if same_story:
            return 0.5
        return _recalled(happening, one, told)
    gap = max((one.first - happening.last).days, (happening.first - one.last).days)
    if gap > SLACK or (gap > 0 and not same_story):
        return None
    width = max((one.last - one.first).days, (happening.last - happening.first).days)
    if width <= 1:
        return SAME_DAY
    if width <= NARROW:
        return 2.0 if same_story else 1.5
    if same_story:
        return 1.0
    return 1.0 if _recalled(happening, one, told) is not None else 0.5 if width <= 45 else None


def _recalled(happening: Happening, one: Telling, told: date | None) -> float | None:
    """An agreement between the same sides, told again in other dispatches without an exact date."""
    if not is_treaty(one) or not any(is_treaty(t) for t in happening.tellings):
        return None
    if frozenset(happening.source | happening.target) != one.sides or not one.stems & happening.stems:
        return None
    if told and happening.told and abs((told - happening.told).days) > REMEMBERED:
        return None
    return 1.0


def _sides_fit(happening: Happening, one: Telling) -> float | None:
    if one.family == "MEET":
        known = happening.source | happening.target
        shared = one.sides & known
        if not shared:
            return None
        other, mine = known - shared, one.sides - shared
        # A meeting with another partner is another meeting; a third who joins a known pair is not.
        if len(shared) < 2 and other and mine:
            return None
        return 1.5 if len(shared) >= 2 else 0.5
    source, target = bool(one.source & happening.source), bool(one.target & happening.target)
    if (one.source and happening.source and not source) or (one.target and happening.target and not target):
        return None
    if not source and not target:
        return None
    return 1.5 if source and target else 0.3


def _channel_fit(happening: Happening, one: Telling, same_story: bool) -> float | None:
    if one.type not in happening.types and not (one.channel in happening.channels and one.channel in SHARED_CHANNELS):
        return None
    if not one.channel or not happening.channels:
        return 0.3
    if one.channel in happening.channels:
        return 1.0
    # A visit and the meeting that it was made for, within one story, are told for one another.
    kin = {one.channel, *happening.channels} <= {"meeting", "visit", "negotiation", "session"}
    return 0.2 if kin and same_story and one.persons & happening.persons else None


def _persons_fit(happening: Happening, one: Telling) -> float | None:
    """Other people on the same side make it another happening; where only states are told, nothing is known."""
    if one.family == "MEET":
        shared = one.persons & happening.persons
        if shared:
            return 1.0
        return None if one.persons and happening.persons and _same_states_named(happening, one) else 0.0
    for mine, theirs in (
        (one.source_persons, happening.source_persons),
        (one.target_persons, happening.target_persons),
    ):
        if mine and theirs and not mine & theirs:
            return None
    shared = (one.source_persons & happening.source_persons) | (one.target_persons & happening.target_persons)
    return 1.0 if shared else 0.0


def _same_states_named(happening: Happening, one: Telling) -> bool:
    """Whether both name people, and for the same side."""
    mine = bool(one.source_persons), bool(one.target_persons)
    theirs = bool(happening.source_persons), bool(happening.target_persons)
    return (mine[0] and theirs[0]) or (mine[1] and theirs[1]) or (any(mine) and any(theirs))


def _place_fit(happening: Happening, one: Telling, same_story: bool) -> float | None:
    if one.country and happening.countries and one.country not in happening.countries:
        exact = one.city and bool(happening.cities)
        return None if exact and not (same_story and one.family != "MEET") else 0.0
    if one.place and one.city and happening.cities:
        if one.place in happening.cities:
            return 1.0
        return 0.0 if same_story else None
    return 0.3 if one.country and one.country in happening.countries else 0.0
