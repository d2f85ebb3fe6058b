"""Where reports of one happening part: figure, date, place, who, whether; and what only looks like it.

A toll that grows from report to report is a development, and a figure that a copyist changed is an alteration: neither is
a contradiction between two who report for themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dragoman.model import Disagreement, Reading
from dragoman.stories.telling import Telling

# Figures that only grow while more becomes known.
GROWING = frozenset(
    {"dead", "bodies", "injured", "arrested", "displaced", "abducted", "freed", "refugees", "protesters"}
)
# Types of acts that two sides ascribe to one another.
ASCRIBED = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
# Places of these channels are many: a traveller is in several.
ROAMING = frozenset({"visit", "negotiation", "envoy"})
# Days that a date may leave open and still say something.
EXACT = 1

When = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Press:
    """What is known of the articles: when each was published (day, hour), what derives from what, who stands behind."""

    told_on: Mapping[str, date | None]
    when: Mapping[str, When]
    derived: Mapping[tuple[str, str], str]
    origins_of: Callable[[Sequence[Telling]], dict[str, str]]
    copyists: frozenset[str] = frozenset()


def disagreements(tellings: Sequence[Telling], press: Press) -> tuple[Disagreement, ...]:
    """Every disagreement, development and alteration among the tellings of one happening."""
    if len({t.article for t in tellings}) < 2:
        return ()
    return tuple(
        d
        for found in (
            _figures(tellings, press), _dates(tellings, press), _places(tellings, press), _whether(tellings, press),
        )
        for d in found
    )  # fmt: skip


def _figures(tellings: Sequence[Telling], press: Press) -> Iterator[Disagreement]:
    by_label: dict[str, dict[str, list[Telling]]] = defaultdict(lambda: defaultdict(list))
    for one in tellings:
        for label, value in one.figures:
            by_label[label][str(value)].append(one)
    for label, readings in sorted(by_label.items()):
        alone = _apart(readings)
        if len(alone) > 1:
            ordered = dict(sorted(alone.items(), key=lambda r: (_first(r[1], press), int(r[0]))))
            yield _made("figure", label, ordered, press, growing=label in GROWING)


def _apart(readings: Mapping[str, list[Telling]]) -> dict[str, list[Telling]]:
    """The readings without what an article says that has two of them: it tells of a part and of the whole."""
    several = [{t.article for t in told} for told in readings.values()]
    both = {a for n, articles in enumerate(several) for other in several[n + 1 :] for a in articles & other}
    kept = {value: [t for t in told if t.article not in both] for value, told in readings.items()}
    return {value: told for value, told in kept.items() if told}


def _dates(tellings: Sequence[Telling], press: Press) -> Iterator[Disagreement]:
    exact = [t for t in tellings if t.width is not None and t.width <= EXACT]
    readings: dict[str, list[Telling]] = defaultdict(list)
    for one in exact:
        day = str(one.first) if one.first == one.last else f"{one.first}…{one.last}"
        readings[day].append(one)
    days = _apart({day: told for day, told in readings.items() if not _covered(told[0], exact)})
    if len(days) > 1 and _disjoint([told[0] for told in days.values()]):
        ordered = dict(sorted(days.items(), key=lambda r: (_first(r[1], press), r[0])))
        planned = any(t.turn or t.status in ("planned", "requested") for told in days.values() for t in told)
        yield _made("date", "", ordered, press, growing=planned)


def _covered(one: Telling, several: Iterable[Telling]) -> bool:
    """Whether another telling says the same more exactly."""
    return any(
        t.first and t.last and one.first and one.last and one.first <= t.first and t.last <= one.last
        and (t.first, t.last) != (one.first, one.last)
        for t in several
    )  # fmt: skip


def _disjoint(several: Sequence[Telling]) -> bool:
    ordered = sorted((t.first, t.last) for t in several if t.first and t.last)
    return all(a[1] < b[0] for a, b in pairwise(ordered))


def _places(tellings: Sequence[Telling], press: Press) -> Iterator[Disagreement]:
    if any(t.channel in ROAMING for t in tellings):
        return
    readings: dict[str, list[Telling]] = defaultdict(list)
    for one in tellings:
        if one.city and one.where:
            readings[one.where.name].append(one)
    alone = _apart(readings)
    if len(alone) > 1:
        ordered = dict(sorted(alone.items(), key=lambda r: (_first(r[1], press), r[0])))
        yield _made("place", "", ordered, press)


def _whether(tellings: Sequence[Telling], press: Press) -> Iterator[Disagreement]:
    readings = {s: [t for t in tellings if t.status == s] for s in ("actual", "denied")}
    if all(readings.values()) and len({t.article for told in readings.values() for t in told}) > 1:
        yield _made("whether", "", readings, press)


def rivals(found: Sequence[Sequence[Telling]], story_of: Mapping[str, str], press: Press) -> dict[int, Disagreement]:
    """Happenings (places in the list) that are one act ascribed to different sides, with who is named.

    They are of one story, type, day and target, count the same or are told in the same words.
    """
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, tellings in enumerate(found):
        if tellings[0].type in ASCRIBED:
            for story in {story_of.get(t.article, t.article) for t in tellings}:
                blocks[tellings[0].type, story].append(place)
    made: dict[int, Disagreement] = {}
    for _, places in sorted(blocks.items()):
        for n, a in enumerate(places):
            for b in places[n + 1 :]:
                if a not in made and b not in made and _one_act(found[a], found[b]):
                    readings = {_authors(found[a]): list(found[a]), _authors(found[b]): list(found[b])}
                    ordered = dict(sorted(readings.items(), key=lambda r: (_first(r[1], press), r[0])))
                    made[a] = made[b] = _made("who", "source", ordered, press)
    return made


def _one_act(some: Sequence[Telling], others: Sequence[Telling]) -> bool:
    for one in some:
        for two in others:
            exact = one.width is not None and two.width is not None and max(one.width, two.width) <= EXACT
            if not exact or one.article == two.article or not one.source or not two.source:
                continue
            apart = not one.source & two.source and not one.source & two.target and not two.source & one.target
            same_place = one.place is None or two.place is None or one.place == two.place
            told = set(one.figures) & set(two.figures) or len(one.stems & two.stems) >= 3
            same_day = one.first == two.first and one.last == two.last
            if apart and same_day and same_place and one.target and one.target == two.target and told:
                return True
    return False


def _authors(tellings: Sequence[Telling]) -> str:
    one = next(t for t in tellings if t.source)
    names = [p.name for p in one.parties if (p.state or "") in one.source or "~" + (p.actor or "") in one.source]
    return ", ".join(names or sorted(s.lstrip("~") for s in one.source))


# --- what kind of difference it is -----------------------------------------------------------------------------------


def _made(
    kind: str, about: str, readings: Mapping[str, Sequence[Telling]], press: Press, *, growing: bool = False
) -> Disagreement:
    relation = _relation(list(readings.items()), press, growing)
    several = tuple(
        Reading(
            value,
            tuple(sorted(t.id for t in told)),
            tuple(sorted(set(press.origins_of(told).values()))),
            min((d for t in told if (d := press.told_on.get(t.article))), default=None),
        )
        for value, told in readings.items()
    )
    return Disagreement(kind, about, relation, several)


def _relation(readings: Sequence[tuple[str, Sequence[Telling]]], press: Press, growing: bool) -> str:
    """What the difference is; `readings` are in the order in which they were told first."""
    if any(_copied_wrong(told, readings, press) for _, told in readings):
        return "alteration"
    if growing and all(_grows(a, b, press) for a, b in pairwise(readings)):
        return "development"
    if any(_taken_over(told, readings, press) for _, told in readings):
        return "alteration"
    return "disagreement"


def _grows(earlier: tuple[str, Sequence[Telling]], later: tuple[str, Sequence[Telling]], press: Press) -> bool:
    """Whether the later value was told after the earlier one, by whoever told that for himself, and is the greater."""
    bound = _first(later[1], press)
    for one in earlier[1]:
        if _when(one, press) >= bound and one.article not in press.copyists:
            return False
    greater = not (earlier[0].isdigit() and later[0].isdigit()) or int(earlier[0]) < int(later[0])
    return greater and bool(_first(earlier[1], press)[0])


def _copied_wrong(told: Sequence[Telling], readings: Sequence[tuple[str, Sequence[Telling]]], press: Press) -> bool:
    return _from_others(told, readings, press, frozenset({"copies"}))


def _taken_over(told: Sequence[Telling], readings: Sequence[tuple[str, Sequence[Telling]]], press: Press) -> bool:
    return _from_others(told, readings, press, frozenset({"copies", "rewrites", "translates"}))


def _from_others(
    told: Sequence[Telling], readings: Sequence[tuple[str, Sequence[Telling]]], press: Press, relations: frozenset[str]
) -> bool:
    """Whether everyone who has this reading took the report over from somebody who has another."""
    others = {t.article for _, several in readings for t in several if several is not told}
    mine = {t.article for t in told}
    return all(any(press.derived.get((one, other)) in relations for other in others) for one in mine)


def _first(told: Sequence[Telling], press: Press) -> When:
    return min(_when(t, press) for t in told)


def _when(one: Telling, press: Press) -> When:
    return press.when.get(one.article, ("9", ""))
