"""The records of Dragoman: what a dispatch, and many dispatches together, are read into.

Offsets are character offsets into `Article.text`, start inclusive, end exclusive. Days are `datetime.date`.
Empty tuples and None say «not known». The field names follow the export contract (docs/record.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
# ISO 639 for what is in no language: the rows of data sets that were imported. Such articles are not linked to dispatches.
NO_LANGUAGE = "zxx"
STATUSES = ("actual", "planned", "requested", "denied", "unconfirmed", "hypothetical")


def content_id(*parts: object) -> str:
    """A 16-digit hexadecimal id made from the parts: the same on every run and machine."""
    joined = "\x1f".join(str(p) for p in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Interval:
    """The days within which something lies; `text` and offsets are the words it was read from, if any."""

    earliest: date
    latest: date
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """One reason for a date, an actor or a derivation: the rule's id and the words it rests on."""

    rule: str
    text: str
    start: int | None = None
    end: int | None = None
    weight: float | None = None


# --- reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who printed the article."""

    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or outlet that the article names as its origin; `relation` is relays, cites or republishes."""

    name: str
    relation: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline («Téhéran, 15 avril (RHC)»): place as printed, and its offsets in the text."""

    place: str
    start: int
    end: int
    day: str | None = None  # the words of the date, «15 avril», to be read by times/
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class SourceDate:
    """A publication time that the source itself gives: metadata, address, feed, file name, the user."""

    day: date
    rule: str  # given | json-ld | meta | feed | address | visible | warc
    text: str
    moment: datetime | None = None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """Something left out of the cleaned text: what, why, and before which offset of the text it stood."""

    at: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One dispatch as it was read: clean text and what the source says of itself."""

    id: str
    source: str
    text: str
    language: str
    title: str | None = None
    outlet: Outlet | None = None
    authors: tuple[str, ...] = ()
    dateline: Dateline | None = None
    dates: tuple[SourceDate, ...] = ()
    credits: tuple[Credit, ...] = ()
    cuts: tuple[Cut, ...] = ()
    # Offsets of the title inside the text when the title is its first line (the usual case), else None.
    title_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A source that could not be read: what it was and why, in words that say what to do."""

    source: str
    reason: str


# --- times -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A temporal expression (TIMEX3).

    `symbol` is the value before the publication day is known («last(FRI)», «2025-XX»…); `value` and `interval` are set
    once it is. `head` is the offset of the syntactic head's first character.
    """

    start: int
    end: int
    text: str
    type: str  # DATE | TIME | DURATION | SET
    symbol: str
    value: str
    interval: Interval | None
    rule: str
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """When the article was published: best day, 95 % interval, and every piece of evidence.

    `certainty` is the probability that the best day is right within three days; None when it was not inferred.
    """

    best: date | None
    earliest: date | None
    latest: date | None
    basis: tuple[Basis, ...] = ()
    conflict: tuple[Basis, ...] = ()
    certainty: float | None = None


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another dispatch of the same story whose publication is known to a few days; `copied` when it is of one text."""

    article: str
    title: str
    earliest: date
    latest: date
    copied: bool = False


# --- actors and places -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Party:
    """Someone on a side, in a role or speaking: an actor's id (None if only described), a name, a state code."""

    actor: str | None
    name: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """An office held: title as the text or table gives it, the body or state it belongs to, from and to."""

    title: str
    body: str | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, state, organisation, armed group, media, population or place that takes part or speaks."""

    id: str
    name: str
    type: str
    state: str | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the text names or refers to actors.

    `head` is the offset of the first character of the syntactic head, by which syntax and mentions meet. `parties` has
    more than one entry for «les deux pays», «américano-israélien». `kind` is name, title (an office without a name),
    metonym, state, body, group (people described by their state: «des responsables iraniens»), demonym (adjective),
    pronoun, possessive. `candidates` are the other readings that were close.
    """

    start: int
    end: int
    head: int
    text: str
    kind: str
    parties: tuple[Party, ...]
    type: str  # the type of the actors
    rule: str
    doubtful: bool = False
    candidates: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the text, or the place of an event; `start` is None for one that was inferred."""

    name: str
    country: str | None
    lat: float | None = None
    lon: float | None = None
    kind: str = "city"  # country | city | region | site | seat
    start: int | None = None
    end: int | None = None


# --- statements and events -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Statement:
    """What someone says: the content's offsets, the speaker, the relays from the nearest to the farthest.

    `form` is direct, indirect, mixed or narrated. Discontinuous content has its pieces in `segments`; start and end
    then enclose them. `cue` is the reporting word. Other open readings of the speaker are in `candidates`. `denies` is
    the id of the statement or event of the article that it denies; `endorsed` says how the article itself stands to the
    content (none, reserve, endorsement); `headline` marks what the title tells as a fact and only this voice says.
    """

    id: str
    article: str
    speaker: Party
    form: str
    verb: str
    stance: str
    start: int
    end: int
    text: str
    cue: Span
    rule: str
    via: tuple[Party, ...] = ()
    addressee: Party | None = None
    segments: tuple[Span, ...] = ()
    candidates: tuple[Party, ...] = ()
    anonymity: str = "named"
    date: Interval | None = None
    denies: str | None = None
    endorsed: str = "none"
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One interaction that the article reports, coded after PLOVER with the additions of the codebook.

    `denies` is the id of the statement or event of the article that a REJECT denies.
    """

    id: str
    article: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    channel: str | None
    ordinal: int | None
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    roles: tuple[tuple[str, tuple[Party, ...]], ...]
    place: Place | None
    date: Interval | None
    status: str
    attribution: tuple[Party, ...]
    intensity: float
    evidence: tuple[Span, ...]
    trigger: Span
    rule: str
    score: float = 1.0
    magnitudes: tuple[tuple[str, int], ...] = ()
    denies: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A reading that a rule proposed and another refused; shown by `dragoman explain`."""

    start: int
    end: int
    text: str
    rule: str
    reason: str


# --- many dispatches -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turn:
    """What a report says of a happening's status, on the day of the report (None if that is not known).

    `status` is one of STATUSES, or postponed, cancelled; `moved` are the days to which it is put off.
    """

    day: date | None
    status: str
    event: str
    moved: Interval | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One of several values that reports give: the events (ids) that have it, their origins, when it was told first."""

    value: str
    events: tuple[str, ...]
    origins: tuple[str, ...]
    told: date | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """That reports of one happening give different values.

    `kind` is figure, date, place, who or whether, `about` what the figure counts or which side is meant. `relation`
    keeps apart what looks alike: disagreement (independent reports part), development (later reports know more) and
    alteration (one who took over a report changed it).
    """

    kind: str
    about: str
    relation: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One happening, told by the events listed (ids), in whatever articles.

    `place` and `participants` are what all its reports together know; `history` are the changes of its status in the
    order of the reports.
    """

    id: str
    events: tuple[str, ...]
    date: Interval | None
    independent_sources: int
    origins: tuple[str, ...] = ()
    place: Place | None = None
    participants: tuple[Party, ...] = ()
    history: tuple[Turn, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles (ids) about one matter."""

    id: str
    articles: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """An article that takes its matter from another article (id) or from a named origin."""

    id: str
    article: str
    origin_article: str | None
    origin_name: str | None
    relation: str  # same source | rewrites | copies | translates
    basis: tuple[Basis, ...] = field(default=())


def unique(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties in order, each once."""
    return tuple(dict.fromkeys(parties))
