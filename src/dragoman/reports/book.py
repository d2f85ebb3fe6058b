"""What a dossier consists of: records of a register, worded and tied to the sentences that carry them."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.document import Document
from dragoman.model import Basis, Reject, Statement
from dragoman.reports.chronology import Line
from dragoman.reports.passages import Passage
from dragoman.reports.relations import Chart, Relation


@dataclass(frozen=True, slots=True)
class Ref:
    """A sentence of a dispatch: the dispatch's number in the dossier, the sentence's anchor, and the passage.

    `pieces` is the evidence cut in three, with the words that tell the event in the middle.
    """

    number: int
    anchor: str
    passage: Passage
    pieces: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A happening, ready to print. `uncertain` says that its day is not known exactly, `gap` how long nothing is told
    before it."""

    line: Line
    days: str
    month: str
    who: str
    whom: str
    what: str
    where: str
    voices: str
    roles: tuple[tuple[str, str], ...]
    refs: tuple[Ref, ...]
    history: str = ""
    uncertain: bool = False
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """Something announced, ready to print: when it was announced, and what became of it."""

    entry: Entry
    announced: str
    outcome: str
    key: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Where reports of a happening part: how, in what, and each reading with its origins and sentences."""

    entry: Entry
    relation: str
    about: str
    readings: tuple[tuple[str, str, tuple[Ref, ...]], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Dispatches (numbers) that go back to one origin: its name, and what ties each to which."""

    name: str
    numbers: tuple[int, ...]
    ties: tuple[tuple[int, str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, ready to print."""

    statement: Statement
    stance: str
    form: str
    via: str
    addressee: str
    notes: tuple[str, ...]
    ref: Ref


@dataclass(frozen=True, slots=True)
class Source:
    """A dispatch with its number, its sentences, and what is known of its origin and its date."""

    number: int
    name: str
    document: Document
    paragraphs: tuple[tuple[tuple[str, str], ...], ...]
    dated: str
    basis: tuple[Basis, ...]
    conflict: tuple[Basis, ...]
    credits: tuple[str, ...]
    origins: tuple[str, ...]
    claim: str
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its label; `share` is the part of the largest of its group, in per cent."""

    label: str
    count: int
    share: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """The whole dossier; `subject` says of whom or of what it is."""

    subject: str
    period: str
    figures: tuple[Figure, ...]
    kinds: tuple[Figure, ...]
    present: tuple[Figure, ...]
    months: tuple[tuple[str, tuple[Entry, ...]], ...]
    letters: tuple[Entry, ...]
    meetings: tuple[Entry, ...]
    pairs: tuple[tuple[str, tuple[Entry, ...]], ...]
    calendar: tuple[Due, ...]
    agreements: tuple[Entry, ...]
    demands: tuple[Entry, ...]
    disagreements: tuple[Dispute, ...]
    relation: Relation
    chart: Chart | None
    voices: tuple[tuple[str, tuple[Said, ...]], ...]
    stories: tuple[tuple[str, tuple[int, ...]], ...]
    families: tuple[Family, ...]
    sources: tuple[Source, ...]
    rejects: tuple[Reject, ...]
