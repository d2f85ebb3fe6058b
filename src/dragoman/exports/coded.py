"""The events as other data sets code them: folded to plain PLOVER, with a day, sides with sectors, and pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.crosswalk.folding import Folded, fold
from dragoman.crosswalk.places import Codes, codes, is_body
from dragoman.crosswalk.sectors import sector, sectors
from dragoman.exports.selection import Report, Selection
from dragoman.model import Actor, Party, content_id

SENTENCE_END = re.compile(r"[.!?…][»\"”)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Side:
    """Someone on a side of an event, with the sector and the codes of the state or body."""

    party: Party
    actor: Actor | None
    sector: str | None
    codes: Codes

    @property
    def cameo_type(self) -> str:
        """CAMEO's type of the actor: that of the sector, IGO for a body."""
        if is_body(self.party.state) and self.sector is None:
            return "IGO"
        return sectors()[self.sector].cameo if self.sector else ""

    @property
    def cameo(self) -> str:
        """CAMEO's actor code: state and type (KENGOV), or the code of the body."""
        if is_body(self.party.state):
            return self.codes.cameo
        return self.codes.cameo + self.cameo_type


@dataclass(frozen=True, slots=True)
class Coded:
    """An event in plain PLOVER with everything that the other data sets ask for."""

    report: Report
    folded: Folded
    day: date
    sources: tuple[Side, ...]
    targets: tuple[Side, ...]

    @property
    def start(self) -> int:
        """The offset of the first of the words it rests on."""
        event = self.report.event
        return event.evidence[0].start if event.evidence else event.trigger.start

    @property
    def sentence(self) -> int:
        """The number of the sentence, counted by full stops and line breaks from 1; the title counts as one."""
        return 1 + len(SENTENCE_END.findall(self.report.document.text, 0, self.start))


@dataclass(frozen=True, slots=True)
class Pair:
    """One source and one target of an event; a side is None when the text names none."""

    coded: Coded
    number: int
    source: Side | None
    target: Side | None

    @property
    def id(self) -> int:
        """A positive integer of 63 bits made from the event's id and the number of the pair."""
        return int(content_id(self.coded.report.event.id, self.number), 16) >> 1


def coded(selection: Selection) -> Iterator[Coded]:
    """The selection's events that plain PLOVER can say and that have a day."""
    for report in selection.reports():
        folded, day = fold(report.event), event_day(report)
        if folded is not None and day is not None:
            event = report.event
            yield Coded(report, folded, day, _sides(selection, event.source), _sides(selection, event.target))


def event_day(report: Report) -> date | None:
    """The day under which other data sets list the event: its first possible day, else the article's.

    What is only announced is listed on the day of the announcement, the article's; so is what may have happened on any
    day of more than a month, the article's among them.
    """
    event, published = report.event, report.publication.best
    if event.date is None:
        return published
    first, last = event.date.earliest, event.date.latest
    vague = (last - first).days > 31 and published is not None and first <= published <= last
    return published or first if vague or event.status == "planned" else first


def _sides(selection: Selection, parties: Sequence[Party]) -> tuple[Side, ...]:
    actors = ((party, selection.actor(party)) for party in parties)
    return tuple(Side(party, actor, sector(party, actor), codes(party.state)) for party, actor in actors)


def pairs(of: Coded) -> Iterator[Pair]:
    """Every source with every target; without a target, the sources of what is done together with one another."""
    sources, targets = of.sources, of.targets
    if not targets and len(sources) > 1 and of.folded.type in ("CONSULT", "AGREE", "COOPERATE"):
        together = [(a, b) for n, a in enumerate(sources) for b in sources[n + 1 :]]
    else:
        together = [(a, b) for a in sources or (None,) for b in targets or (None,)]  # type: ignore[misc]
    yield from (Pair(of, n, a, b) for n, (a, b) in enumerate(together))


def raw_names(of: Coded, sides: Sequence[Side]) -> list[str]:
    """How the words that the event rests on name each of the sides; nothing for one that they do not name."""
    spans, found = of.report.event.evidence, []
    for side in sides:
        for mention in of.report.document.mentions:
            inside = any(s.start <= mention.start and mention.end <= s.end for s in spans)
            if inside and side.party.actor and any(p.actor == side.party.actor for p in mention.parties):
                found.append(mention.text)
                break
    return found
