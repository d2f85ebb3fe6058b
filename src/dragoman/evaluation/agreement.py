"""When a coded record and a read one agree, and how the records of a text are paired.

Two events agree when they have the same type (or one that the coder holds as good), and their sides share a state, or,
where the coder gives no state, a word of a name. CONSULT, AGREE and COOPERATE have no direction.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from dragoman.actors.knowledge import knowledge
from dragoman.evaluation.coded import CodedEvent, CodedStatement
from dragoman.model import Event, Interval, Party, Statement

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Coders write an armed group or an organisation without a code as «ARM:name», «NGO:name».
DESCRIBED = ("ARM:", "NGO:")
# Words of one or two letters («de», «al») tell nobody apart.
LEAST_WORD = 3
# As many characters of an anchor are looked for: coders copy words, but not always to the same end.
EVENT_ANCHOR, STATEMENT_ANCHOR = 18, 16
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " "})
DAY = len("2025-01-31")

Gold = TypeVar("Gold")
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Paired(Generic[Gold, Read]):
    """The pairs that agree, what was missed, and what was read beyond the gold."""

    pairs: tuple[tuple[Gold, Read], ...]
    missed: tuple[Gold, ...]
    beyond: tuple[Read, ...]


def plain(text: str) -> str:
    """The text without accents, capitals and typographic marks, with single spaces."""
    folded = unicodedata.normalize("NFKD", text.translate(STRAIGHT))
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).casefold().split())


@cache
def words(name: str) -> frozenset[str]:
    """The words that tell a name, with those of the other spellings of the person who alone has it."""
    own = {w for w in re.split(r"\W+", plain(name)) if len(w) >= LEAST_WORD}
    people = knowledge("fr").people(name)
    if len(people) != 1:
        return frozenset(own)
    spelled = " ".join((people[0].name, *people[0].spellings, *people[0].surnames))
    return frozenset(own | {w for w in re.split(r"\W+", plain(spelled)) if len(w) >= LEAST_WORD})


@cache
def known_as(name: str) -> frozenset[str]:
    """The bodies and armed groups that go by this name («FMI», «Fonds monétaire international»)."""
    return frozenset(e.ref for e in knowledge("fr").entries(name) if e.kind in {"body", "group", "members"})


def share(coded: Sequence[Party], read: Sequence[Party]) -> bool:
    """Whether two sides have an actor in common; a side that the coder left empty agrees with any."""
    return not coded or any(_same(one, other) for one in coded for other in read)


def _same(coded: Party, read: Party) -> bool:
    if coded.state and coded.state.startswith(DESCRIBED):
        return coded.state == read.state or bool((words(coded.state[4:]) | words(coded.name)) & words(read.name))
    if coded.state:
        return coded.state == read.state
    return bool(words(coded.name) & words(read.name)) or bool(known_as(coded.name) & known_as(read.name))


def sides_agree(coded: CodedEvent, read: Event) -> bool:
    """Whether the sides of the two events agree, in their direction unless the type has none."""
    if share(coded.source, read.source) and share(coded.target, read.target):
        return True
    if coded.type not in SYMMETRIC:
        return False
    if share(coded.source, read.target) and share(coded.target, read.source):
        return True
    everyone = (*read.source, *read.target, *(p for _, parties in read.roles for p in parties))
    return len(everyone) > 1 and share(coded.source, everyone) and share(coded.target, everyone)


def types_agree(coded: CodedEvent, read: Event) -> bool:
    """Whether the event read has the coded type or one as good."""
    return read.type == coded.type or read.type in coded.alt


def events_agree(coded: CodedEvent, read: Event) -> bool:
    """Whether type and sides agree."""
    return types_agree(coded, read) and sides_agree(coded, read)


def near(coded: CodedEvent, read: Event) -> bool:
    """Whether the evidence holds the coder's anchor."""
    return any(plain(coded.anchor)[:EVENT_ANCHOR] in plain(span.text) for span in read.evidence)


def likeness(coded: CodedEvent, read: Event) -> int:
    """How much speaks for this pair among those that agree: place in the text first, then the status."""
    return 2 * near(coded, read) + (coded.status == read.status) - coded.optional


def statements_agree(coded: CodedStatement, read: Statement) -> bool:
    """Whether speaker and words agree."""
    said = plain(coded.anchor)[:STATEMENT_ANCHOR] in plain(read.text)
    return said and bool(words(coded.speaker) & words(read.speaker.name))


def statuses_agree(coded: str, read: str) -> bool:
    """Whether the statuses agree; «unconfirmed», which coders may not have had, passes for actual and hypothetical."""
    return coded == read or (read == "unconfirmed" and coded in {"actual", "hypothetical"})


def dates_agree(coded: str, read: Interval | None) -> bool:
    """Whether the interval holds the coded year, month or day, and for a day is no longer than its month."""
    if read is None:
        return False
    earliest, latest = read.earliest.isoformat(), read.latest.isoformat()
    if len(coded) >= DAY and earliest < coded[:8] + "01":
        return False
    return earliest[: len(coded)] <= coded <= latest[: len(coded)]


def pair(
    coded: Sequence[Gold],
    read: Sequence[Read],
    agree: Callable[[Gold, Read], bool],
    prefer: Callable[[Gold, Read], int] = lambda one, other: 0,
) -> Paired[Gold, Read]:
    """The records paired one to one, those for which most speaks first."""
    options = ((prefer(g, r), i, j) for i, g in enumerate(coded) for j, r in enumerate(read) if agree(g, r))
    used: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(options, reverse=True):
        if i not in used and j not in taken:
            used[i] = j
            taken.add(j)
    return Paired(
        tuple((coded[i], read[j]) for i, j in used.items()),
        tuple(g for i, g in enumerate(coded) if i not in used),
        tuple(r for j, r in enumerate(read) if j not in taken),
    )


def required(paired: Paired[CodedEvent, Read]) -> Paired[CodedEvent, Read]:
    """The same without the optional events: found or missed, they count neither way."""
    return Paired(
        tuple(p for p in paired.pairs if not p[0].optional),
        tuple(g for g in paired.missed if not g.optional),
        paired.beyond,
    )


def credits_agree(coded: str, read: str) -> bool:
    """Whether two names of agencies or outlets share a word."""
    return bool(words(coded) & words(read))


def sides_text(parties: Iterable[Party]) -> str:
    """The sides as codes, or names where there is no code; «-» for none."""
    return "+".join(dict.fromkeys(p.state or p.name for p in parties)) or "-"
