"""The reporting lexicon of a language: verbs, nouns, source markers, speakers without a name, where content ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from dragoman.languages.base import language_table, values


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A row of reporting_verbs.tsv.

    `head` is the verb proper, `clitic` an «y» or «en» that it needs, `rest` the words that must follow it.
    """

    id: str
    lemma: str
    head: str
    rest: tuple[str, ...]
    pronominal: bool
    clitic: str
    frames: frozenset[str]
    prepositions: tuple[str, ...]
    act: str
    effect: str
    factive: bool
    blocks: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReportingNoun:
    """A row of reporting_nouns.tsv."""

    id: str
    lemma: str
    kind: str
    act: str
    stance: str
    complements: frozenset[str]


@dataclass(frozen=True, slots=True)
class Marker:
    """A row of source_markers.tsv; `words` are the marker's own, in lower case."""

    id: str
    words: tuple[str, ...]
    kind: str
    excludes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bound:
    """A row of content_bounds.tsv."""

    words: tuple[str, ...]
    comma: bool
    scope: str


class Lexicon:
    """Everything the matcher knows of one language's words of saying."""

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def verbs(self) -> dict[str, tuple[ReportingVerb, ...]]:
        """Verb -> its rows, those with more words first."""
        out: dict[str, list[ReportingVerb]] = {}
        for row in language_table(self.language, "reporting_verbs"):
            verb = read_verb(row)
            out.setdefault(verb.head, []).append(verb)
        return {
            head: tuple(sorted(found, key=lambda v: (-len(v.rest), not v.pronominal))) for head, found in out.items()
        }

    @cached_property
    def nouns(self) -> dict[str, ReportingNoun]:
        """Lemma -> its row."""
        found = {}
        for row in language_table(self.language, "reporting_nouns"):
            complements = frozenset(values(row["complements"]))
            noun = ReportingNoun(row["id"], row["lemma"], row["kind"], row["act"], row["stance"], complements)
            found[row["lemma"].split()[0]] = noun
        return found

    @cached_property
    def markers(self) -> dict[str, tuple[Marker, ...]]:
        """First word -> the markers that begin with it, longer ones first."""
        out: dict[str, list[Marker]] = {}
        for row in language_table(self.language, "source_markers"):
            words = tuple(pieces(row["marker"]))
            out.setdefault(words[0], []).append(
                Marker(row["id"], words, row["kind"], frozenset(values(row["excludes"])))
            )
        return {first: tuple(sorted(found, key=lambda m: -len(m.words))) for first, found in out.items()}

    @cached_property
    def levels(self) -> dict[str, str]:
        """Noun -> how far a speaker so described can be traced."""
        return {row["lemma"].lower(): row["level"] for row in language_table(self.language, "anonymity")}

    @cached_property
    def bounds(self) -> dict[str, tuple[Bound, ...]]:
        """First word -> the bounds that begin with it."""
        out: dict[str, list[Bound]] = {}
        for row in language_table(self.language, "content_bounds"):
            words = tuple(pieces(row["words"]))
            out.setdefault(words[0], []).append(Bound(words, row["after"] == "comma", row["scope"]))
        return {first: tuple(found) for first, found in out.items()}

    @cached_property
    def support(self) -> dict[str, frozenset[str]]:
        """Verb that only carries a noun of saying -> the nouns it goes with (none: any)."""
        return {
            row["lemma"]: frozenset(values(row["nouns"])) for row in language_table(self.language, "speech_supports")
        }

    def lists(self, name: str) -> frozenset[str]:
        """The words of a class of speech_words.tsv."""
        return frozenset(r["word"] for r in language_table(self.language, "speech_words") if r["class"] == name)

    @cached_property
    def classes(self) -> dict[str, frozenset[str]]:
        """Class -> words of speech_words.tsv."""
        names = {r["class"] for r in language_table(self.language, "speech_words")}
        return {name: self.lists(name) for name in sorted(names)}


def read_verb(row: dict[str, str]) -> ReportingVerb:
    """The row as a record; «np:de» is kept among the prepositions, without «np:»."""
    words = row["lemma"].split()
    pronominal = words[0] in {"se", "s'"}
    clitic = words[0] if words[0] in {"y", "en"} else ""
    words = words[1:] if pronominal or clitic else words
    frames = values(row["frames"])
    return ReportingVerb(
        id=row["id"],
        lemma=row["lemma"],
        head=words[0],
        rest=tuple(words[1:]),
        pronominal=pronominal,
        clitic=clitic,
        frames=frozenset(f for f in frames if not f.startswith("np:")),
        prepositions=tuple(f[3:] for f in frames if f.startswith("np:")),
        act=row["act"],
        effect=row["effect"],
        factive=row["factive"] == "y",
        blocks=frozenset(values(row["blocks"])),
    )


def pieces(words: str) -> list[str]:
    """The words of a table cell as the tokenizer cuts them («d'après» -> «d'», «après»)."""
    return words.lower().replace("'", "' ").split()


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, read once."""
    return Lexicon(language)
