"""A document as the actors' rules look at it: words, the names that tables know, and the parse by word."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from spacy.tokens import Token

from dragoman.actors.entities import OfficeKind, Wording
from dragoman.actors.knowledge import Entry, Knowledge, NameMatch, knowledge
from dragoman.actors.spelling import WORD, Word, key, words
from dragoman.actors.widened import known_to
from dragoman.document import Document
from dragoman.errors import PipelineError
from dragoman.languages.base import language_table, values
from dragoman.model import Article
from dragoman.syntax.tree import Syntax

LAND = frozenset({"state", "capital", "metonym"})
DEMONYM = frozenset({"adjective", "body-adjective", "group-adjective"})
# In this order when one form may stand for several things.
PREFERENCE = (
    "state", "metonym", "capital", "body", "group", "medium", "person", "adjective", "people", "members",
    "body-adjective", "group-adjective", "compound", "surname",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """A title as a sequence of folded words, with the offices it may mean and what titles.tsv says of it."""

    words: tuple[str, ...]
    offices: tuple[tuple[OfficeKind, Wording], ...]
    kind: str  # office | rank | honorific | religious | group | role
    genders: frozenset[str]
    person: bool
    spelled: frozenset[str] = frozenset()  # the first words as tables write them, in small letters with accents

    def only_state(self) -> str:
        """The one state or body of which the wording is ever used, «» for none."""
        found = {c for _, w in self.offices for c in w.states}
        return next(iter(found)) if len(found) == 1 and all(w.states for _, w in self.offices) else ""


class ReferenceWords:
    """The words of reference_words.tsv by kind, and the titles of titles.tsv and offices.tsv by first word."""

    def __init__(self, language: str) -> None:
        self._values: dict[str, dict[str, str]] = {}
        for row in language_table(language, "reference_words"):
            self._values.setdefault(row["kind"], {}).setdefault(key(row["word"]), row["value"])
        self._openings = {kind: frozenset(w.partition(" ")[0] for w in known) for kind, known in self._values.items()}
        self.titles: dict[str, list[TitleEntry]] = {}
        self._index_titles(language)

    def has(self, kind: str, folded: str) -> bool:
        """Whether the folded word is of that kind."""
        return folded in self._values[kind]

    def value(self, kind: str, folded: str) -> str:
        """The value of a word of that kind, «» for a word that is not."""
        return self._values[kind].get(folded, "")

    def all(self, kind: str) -> dict[str, str]:
        """All words of a kind with their values."""
        return self._values[kind]

    def opens(self, kind: str, folded: str) -> bool:
        """Whether a (possibly long) word of that kind begins with the folded word."""
        return folded in self._openings[kind]

    def _index_titles(self, language: str) -> None:
        offices: dict[tuple[str, ...], list[tuple[OfficeKind, Wording]]] = {}
        for known in knowledge(language).wordings.values():
            for parts, office, wording in known:
                offices.setdefault(parts, []).append((office, wording))
        facts: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for row in language_table(language, "titles"):
            facts.setdefault(tuple(key(row["title"]).split()), []).append(row)
        for parts in dict.fromkeys([*offices, *facts]):
            rows = facts.get(parts, [])
            person = [r for r in rows if r["type"] == "person"]
            chosen = person or rows
            kind = chosen[0]["kind"] if chosen else "office"
            genders = frozenset(g for r in chosen for g in values(r["gender"]) or ("m", "f"))
            held = tuple(sorted(offices.get(parts, ()), key=lambda o: (o[0].rank, o[0].id)))
            texts = [r["title"] for r in rows] + [w.text for _, w in held]
            spelled = frozenset(WORD.findall(t.lower())[0] for t in texts)
            entry = TitleEntry(parts, held, kind, genders, bool(person or not rows), spelled)
            self.titles.setdefault(parts[0], []).append(entry)
        for entries in self.titles.values():
            entries.sort(key=lambda e: -len(e.words))


@cache
def reference_words(language: str) -> ReferenceWords:
    """The reference words of a language, read once."""
    return ReferenceWords(language)


class View:
    """Words, tokens and known names of one document, by word index."""

    def __init__(self, document: Document) -> None:
        if document.syntax is None:
            raise PipelineError("actors need the syntax layer; run the stage «syntax» before")
        self.document = document
        self.syntax: Syntax = document.syntax
        self.text = document.text
        self.know: Knowledge = known_to(document)
        self.ref = reference_words(document.article.language)
        self.words: list[Word] = words(self.text)
        self.matches = [m for m in self.know.matches(self.text) if not self._weak(m)]
        self.matches = sorted([*self.matches, *self._compass()], key=lambda m: m.first)
        self.match_from = {m.first: m for m in self.matches}
        self.match_over: dict[int, NameMatch] = {i: m for m in self.matches for i in range(m.first, m.last)}
        self._tokens = self._align()
        self.day = day_of(document)
        self.parsed = self

    def of(self, document: Document) -> View:
        """The view with the other layers of a document of the same text and parse."""
        other = copy(self)
        other.document, other.day = document, day_of(document)
        return other

    def _compass(self) -> list[NameMatch]:
        """«le Nord», «le Sud» where the text names both states that such words tell apart (the Koreas, the Sudans)."""
        named = {e.ref for m in self.matches for e in m.entries if e.kind in LAND or e.kind == "adjective"}
        known = {w: tuple(v.split(";")) for w, v in self.ref.all("compass").items()}
        taken = {i for m in self.matches for i in range(m.first, m.last)}
        out: list[NameMatch] = []
        for i, word in enumerate(self.words):
            states = known.get(word.folded, ())
            if not states or i in taken or not word.text[0].isupper() or not self.joined(i):
                continue
            alone = not self.joined(i + 1) or self.words[i + 1].text[0].islower()
            if self.ref.has("article", self.folded(i - 1)) or self.folded(i - 1) in {"du", "au"}:
                following = self.folded(i + 1) if self.joined(i + 1) else ""
                if alone and named.issuperset(states) and not self.ref.has("of", following):
                    entry = Entry("metonym", states[0], word.text)
                    out.append(NameMatch(word.start, word.end, i, i + 1, (entry,)))
        return out

    def _align(self) -> list[Token]:
        out: list[Token] = []
        doc, i = self.syntax.doc, 0
        for word in self.words:
            while i + 1 < len(doc) and doc[i + 1].idx <= word.start:
                i += 1
            out.append(doc[i])
        return out

    def _weak(self, match: NameMatch) -> bool:
        """Whether a match is a part of a longer hyphenated word, or a compound prefix that stands alone."""
        kinds = {e.kind for e in match.entries}
        after = self.text[match.end : match.end + 1]
        return kinds == {"compound"} and after not in {"-", "‑", "–"}

    def token(self, i: int) -> Token:
        """The token in which word `i` lies."""
        return self._tokens[i]

    def folded(self, i: int) -> str:
        """The folded word, «» beyond the ends."""
        return self.words[i].folded if 0 <= i < len(self.words) else ""

    def capital(self, i: int) -> bool:
        """Whether word `i` begins with a capital."""
        return self.words[i].text[0].isupper()

    def joined(self, i: int) -> bool:
        """Whether only a space, hyphen or apostrophe stands between word `i` and the one before."""
        return 0 < i < len(self.words) and self.words[i].joined

    def between(self, last: int, first: int) -> str:
        """The text between word `last` (exclusive end) and word `first`."""
        return self.text[self.words[last - 1].end : self.words[first].start]

    def span_text(self, first: int, last: int) -> str:
        """The text of words `first` to `last` (exclusive)."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def phrase(self, i: int, kind: str) -> int:
        """How many words from `i` make a (possibly long) reference word of that kind; 0 for none."""
        if i >= len(self.words) or not self.ref.opens(kind, self.words[i].folded):
            return 0
        known = self.ref.all(kind)
        parts: list[str] = []
        best = 0
        for j in range(i, min(i + 4, len(self.words))):
            if j > i and not self.joined(j):
                break
            parts.append(self.words[j].folded)
            if " ".join(parts) in known:
                best = j - i + 1
        return best

    def sentence(self, i: int) -> int:
        """The number of the sentence of word `i` (the index of its first token serves)."""
        return self.syntax.sentences[self.syntax.sentence_number(self._tokens[i])].start

    def opens_sentence(self, i: int) -> bool:
        """Whether word `i` is the first of its sentence or quotation, so that its capital says nothing."""
        if i == 0:
            return True
        gap = self.text[self.words[i - 1].end : self.words[i].start]
        return any(c in gap for c in '.!?:\n«“"') and not self.words[i].joined

    def after_article(self, i: int) -> tuple[int, str]:
        """Word index past an article at `i` and the article's value («definite»…); `i` and «» for none."""
        if self.ref.has("article", self.folded(i)):
            return i + 1, self.ref.value("article", self.folded(i))
        return i, ""


def day_of(document: Document) -> date | None:
    """The day of publication, if it is known."""
    return document.publication.best if document.publication else None


def view_of(document: Document) -> View:
    """The view of a document. Words and names are looked up once for all documents of one parse."""
    if document.syntax is None:
        raise PipelineError("actors need the syntax layer; run the stage «syntax» before")
    return _view_of(document.syntax, document.article, document.library).of(document)


@lru_cache(maxsize=1)  # one article is read after the other
def _view_of(syntax: Syntax, article: Article, library: str | None) -> View:
    return View(Document(article, syntax, library=library))


def of_kind(match: NameMatch | None, kinds: Iterable[str]) -> tuple[Entry, ...]:
    """The entries of a match that are of those kinds."""
    wanted = frozenset(kinds)
    return tuple(e for e in match.entries if e.kind in wanted) if match else ()


def references(match: NameMatch | None, kinds: Iterable[str]) -> tuple[str, ...]:
    """State codes and table ids that a match may stand for within those kinds, without repetition."""
    return tuple(dict.fromkeys(e.ref for e in of_kind(match, kinds)))
