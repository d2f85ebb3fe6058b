"""The frames of a language: which words tell of which event, and where their sides stand in the sentence.

The tables' columns are explained in docs/frames.md.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from dragoman.errors import TableError
from dragoman.languages.base import language_table, values
from dragoman.model import EVENT_TYPES


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in the sentence where a side may stand: `subj`, `obj`, `adj`, `poss`, `place`, or a preposition."""

    names: tuple[str, ...]  # more than one when they all count («subj+avec»)
    required: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A test that keeps metaphors out: what is looked at, the values allowed (or, when `negative`, refused)."""

    key: str
    values: tuple[str, ...]
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One lexical unit: trigger lemmas (the first is the head), type, mode, channel, slots and conditions."""

    id: str
    type: str
    head: str
    others: tuple[str, ...]
    reflexive: bool
    pos: str
    mode: str | None
    channel: str | None
    source: tuple[Slot, ...]
    target: tuple[Slot, ...]
    conditions: tuple[Condition, ...]
    contexts: tuple[str, ...]

    @property
    def specificity(self) -> tuple[int, int, int, str]:
        """The order in which frames of one trigger are tried: most words, then those of not doing, then most conditions."""
        negative = any(c.key == "neg" for c in self.conditions)
        return -len(self.others) - self.reflexive, -negative, -len(self.conditions), self.id


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that changes the status of what it governs."""

    id: str
    lemma: str
    pos: str
    takes: frozenset[str]
    effect: str


@dataclass(frozen=True, slots=True)
class Support:
    """A verb that lends its arguments to an event noun («mener une offensive contre»)."""

    id: str
    verb: str
    slot: str
    source: str  # the verb's slot that gives the noun's source: subj, a preposition («attribué à X»), or «» for none
    passes: tuple[str, ...]
    effect: str


def parse_slots(cell: str) -> tuple[Slot, ...]:
    """The slots of a cell in order of preference; «-» and «» give none."""
    if cell in {"", "-"}:
        return ()
    out = []
    for part in cell.split("|"):
        part = part.strip()
        required = part.endswith("!")
        names = tuple(n.strip().rstrip("!") for n in part.split("+"))
        out.append(Slot(names, required or any(n.strip().endswith("!") for n in part.split("+"))))
    return tuple(out)


def parse_conditions(cell: str) -> tuple[Condition, ...]:
    """The conditions of a cell: `slot=@class`, `slot!=actor`, `with=a,b`, `refl`, `complement=inf`, …"""
    out = []
    for part in cell.split():
        key, sign, value = part.partition("=")
        negative = key.endswith("!")
        out.append(
            Condition(key.rstrip("!"), tuple(v.replace("_", " ") for v in value.split(",")) if sign else (), negative)
        )
    return tuple(out)


def parse_frame(type_: str, row: dict[str, str]) -> Frame:
    """A frame from a row of `frames/<type>.tsv`. Raises TableError for a row without id or trigger."""
    words = row["trigger"].split()
    if not row["id"] or not words:
        raise TableError(f"frames/{type_.lower()}.tsv: a row has no id or no trigger: {row}")
    reflexive = words[0] in {"se", "s'"} and len(words) > 1
    words = words[1:] if reflexive else words
    return Frame(
        id=row["id"],
        type=type_,
        head=words[0],
        others=tuple(words[1:]),
        reflexive=reflexive,
        pos=row["pos"],
        mode=row["mode"] or None,
        channel=row["channel"] or None,
        source=parse_slots(row["source"]),
        target=parse_slots(row["target"]),
        conditions=parse_conditions(row["conditions"]),
        contexts=values(row["contexts"]),
    )


@cache
def frames(language: str) -> dict[tuple[str, str], tuple[Frame, ...]]:
    """(head lemma, pos) -> its frames, the most specific (most words, most conditions) first."""
    found: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for type_ in EVENT_TYPES:
        for row in language_table(language, f"frames/{type_.lower()}"):
            frame = parse_frame(type_, row)
            found[frame.head, frame.pos].append(frame)

    return {key: tuple(sorted(group, key=lambda f: f.specificity)) for key, group in found.items()}


@cache
def classes(language: str) -> dict[str, frozenset[str]]:
    """Class name («@agreement») -> the lemmas in it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in language_table(language, "classes"):
        name = row["class"] if row["class"].startswith("@") else "@" + row["class"]
        found[name].add(row["lemma"])
    return {name: frozenset(lemmas) for name, lemmas in found.items()}


@cache
def named_after_places(language: str) -> frozenset[str]:
    """The nouns of treaties, talks and meetings, which are called after the city where they are held."""
    words = classes(language)
    return words["@treaty"] | words["@talks"] | words["@meeting"]


@cache
def operators(language: str) -> dict[tuple[str, str], tuple[Operator, ...]]:
    """(lemma of the first word, pos) -> its operators; those of several words keep them in `lemma`."""
    found: dict[tuple[str, str], list[Operator]] = defaultdict(list)
    for row in language_table(language, "operators"):
        takes = frozenset(row["takes"].replace("|", ";").split(";")) if row["takes"] else frozenset({"any"})
        words = [w for w in row["lemma"].split() if w not in {"se", "s'"}]
        operator = Operator(row["id"], row["lemma"], row["pos"], frozenset(t.strip() for t in takes), row["effect"])
        found[words[0], row["pos"]].append(operator)
    return {key: tuple(sorted(group, key=lambda o: (-len(o.lemma.split()), o.id))) for key, group in found.items()}


@cache
def supports(language: str) -> dict[str, tuple[Support, ...]]:
    """Verb lemma -> the ways in which it lends its arguments to an event noun."""
    found: dict[str, list[Support]] = defaultdict(list)
    for row in language_table(language, "support_verbs"):
        verb = row["verb"].split()[-1] if row["verb"].startswith(("se ", "s'")) else row["verb"].split()[0]
        found[verb].append(
            Support(row["id"], row["verb"], row["slot"], row["source"].strip("-"), values(row["passes"]), row["effect"])
        )
    return {verb: tuple(group) for verb, group in found.items()}
