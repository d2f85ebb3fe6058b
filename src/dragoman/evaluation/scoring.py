"""Scores of a reading against coded texts: precision, recall and F1, by type, with what was taken for what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.document import Document
from dragoman.evaluation.agreement import (
    Paired,
    credits_agree,
    dates_agree,
    events_agree,
    likeness,
    near,
    pair,
    required,
    sides_agree,
    statements_agree,
    statuses_agree,
    types_agree,
)
from dragoman.evaluation.coded import ASIDE, CodedEvent, CodedText
from dragoman.model import Event

NOTHING = "nothing"
OPEN = "open"
# Documents come without their syntax; a rate needs no better count than this.
SENTENCE_END = re.compile(r"[.!?…]+[»”\s]|\n")


@dataclass(slots=True)
class Score:
    """How many were right, missed, and read beyond the gold."""

    right: int = 0
    missed: int = 0
    beyond: int = 0

    def add(self, paired: Paired[Any, Any]) -> None:
        """Counts one text."""
        self.right += len(paired.pairs)
        self.missed += len(paired.missed)
        self.beyond += len(paired.beyond)

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / (self.right + self.beyond) if self.right else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was read."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / (2 * self.right + self.missed + self.beyond) if self.right else 0.0


@dataclass(slots=True)
class Share:
    """How many of how many."""

    right: int = 0
    all: int = 0

    def add(self, right: bool) -> None:
        """Counts one."""
        self.all += 1
        self.right += right


@dataclass(slots=True)
class Misread:
    """An event that the coders have and the reading has not, or the other way round."""

    key: str
    coded: CodedEvent | None
    read: Event | None


@dataclass(slots=True)
class Report:
    """All scores over some texts. `unread` are the keys of coded texts for which there was no dispatch."""

    texts: int = 0
    unread: list[str] = field(default_factory=list)
    events: Score = field(default_factory=Score)
    types: Score = field(default_factory=Score)
    sides: Score = field(default_factory=Score)
    statements: Score = field(default_factory=Score)
    credits: Score = field(default_factory=Score)
    by_type: dict[str, Score] = field(default_factory=dict)
    by_text: dict[str, Score] = field(default_factory=dict)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    status: Share = field(default_factory=Share)
    dates: Share = field(default_factory=Share)
    modes: Share = field(default_factory=Share)
    channels: Share = field(default_factory=Share)
    published: Share = field(default_factory=Share)
    enclosed: Share = field(default_factory=Share)
    calm: int = 0
    noise: int = 0
    calm_sentences: int = 0
    misread: list[Misread] = field(default_factory=list)

    @property
    def noise_rate(self) -> float:
        """Events read in a thousand sentences without politics."""
        return 1000 * self.noise / self.calm_sentences if self.calm_sentences else 0.0


def score_parts(readings: Iterable[tuple[CodedText, Sequence[Document]]]) -> dict[str, Report]:
    """The scores of the open texts and of those put aside, by the name of the part."""
    parts: dict[str, Report] = {}
    for text, documents in readings:
        _text(parts.setdefault(ASIDE if text.aside else OPEN, Report()), text, documents)
    return dict(sorted(parts.items(), reverse=True))


def score(readings: Iterable[tuple[CodedText, Sequence[Document]]]) -> Report:
    """The scores over coded texts, each with the documents read from it (none when there was no dispatch)."""
    report = Report()
    for text, documents in readings:
        _text(report, text, documents)
    return report


def _text(report: Report, text: CodedText, documents: Sequence[Document]) -> None:
    report.texts += 1
    if not documents:
        report.unread.append(text.key)
    if not text.relevant:
        report.calm_sentences += sum(sentence_count(d.text) for d in documents)
    _events(report, text, [event for d in documents for event in d.events])
    if text.text is None:  # of a sentence only the events are coded
        said = [s for d in documents for s in d.statements if s.form != "narrated"]
        report.statements.add(pair(text.statements, said, statements_agree))
        names = [credit.name for d in documents for credit in d.article.credits]
        report.credits.add(pair(text.credits, names, credits_agree))
    if text.published:
        _publication(report, text.published, documents)


def sentence_count(text: str) -> int:
    """How many sentences a text has, roughly: stretches that a stop or a line break ends."""
    return sum(1 for stretch in SENTENCE_END.split(text) if any(c.isalpha() for c in stretch))


def _events(report: Report, text: CodedText, events: Sequence[Event]) -> None:
    if not text.relevant:
        report.calm += 1
        report.noise += len(events)
    best = required(pair(text.events, events, events_agree, likeness))
    report.events.add(best)
    report.by_text.setdefault(text.key, Score()).add(best)
    report.types.add(required(pair(text.events, events, types_agree, lambda coded, _: -coded.optional)))
    report.sides.add(required(pair(text.events, events, sides_agree, lambda coded, _: -coded.optional)))
    for coded, read in best.pairs:
        report.by_type.setdefault(coded.type, Score()).right += 1
        report.status.add(statuses_agree(coded.status, read.status))
        if coded.date:
            report.dates.add(dates_agree(coded.date, read.date))
        if coded.mode and coded.type == read.type:
            report.modes.add(coded.mode == read.mode)
        if coded.channel:
            report.channels.add(coded.channel == read.channel)
    for coded in best.missed:
        report.by_type.setdefault(coded.type, Score()).missed += 1
        report.misread.append(Misread(text.key, coded, None))
    for read in best.beyond:
        report.by_type.setdefault(read.type, Score()).beyond += 1
        report.misread.append(Misread(text.key, None, read))
    _confusions(report, best)


def _confusions(report: Report, best: Paired[CodedEvent, Event]) -> None:
    """Counts what each missed event was read as: the event left over at the same place, or with the same sides."""
    taken = pair(
        best.missed,
        best.beyond,
        lambda coded, read: near(coded, read) or (not types_agree(coded, read) and sides_agree(coded, read)),
        lambda coded, read: 2 * near(coded, read) + sides_agree(coded, read),
    )
    report.confusions.update((coded.type, read.type) for coded, read in taken.pairs)
    report.confusions.update((coded.type, NOTHING) for coded in taken.missed)
    report.confusions.update((NOTHING, read.type) for read in taken.beyond)


def _publication(report: Report, day: str, documents: Sequence[Document]) -> None:
    found = documents[0].publication if documents else None
    best, earliest, latest = (found.best, found.earliest, found.latest) if found else (None, None, None)
    report.published.add(best is not None and best.isoformat() == day[:10])
    inside = earliest is not None and latest is not None and earliest.isoformat() <= day[:10] <= latest.isoformat()
    report.enclosed.add(inside)
