"""What every matcher of a text shares: its parse, sentences mended, quotation zones, lexicon; and the cues it finds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.document import Document
from dragoman.errors import PipelineError
from dragoman.statements.lexicon import Lexicon, lexicon
from dragoman.statements.quotations import Zone, find_zones
from dragoman.statements.words import infinitive, lemma

ENDS = frozenset(".!?…")
SUBORDINATORS = frozenset({"qui", "dont", "où", "que", "qu'"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of saying with what belongs to it, all by token index; ends are exclusive.

    `subject` is the head of the speaker's phrase (None: inherited from `host`, or nobody is named). `content` lists the
    token ranges of what is said, in order. `form` is finite, gerund, infinitive, participle, marker or noun. `closing`
    is where the content must stop at the latest.
    """

    at: int
    first: int
    last: int
    lemma: str
    act: str
    frame: str
    form: str
    rule: str
    content: tuple[tuple[int, int], ...]
    subject: int | None = None
    host: int | None = None
    negated: bool = False
    relays: tuple[int, ...] = ()
    addressee: int | None = None
    stance: str = ""
    quoted: bool = False


class Scene:
    """One document seen by the matchers."""

    def __init__(self, document: Document) -> None:
        if document.syntax is None:
            raise PipelineError("statements need the syntax layer: run the parser before them")
        self.document = document
        self.text = document.text
        self.doc: Doc = document.syntax.doc
        self.lexicon: Lexicon = lexicon(document.article.language)
        self.classes = self.lexicon.classes
        self.asides = tuple(tuple(phrase.split()) for phrase in sorted(self.classes["aside"]))
        self.zones: tuple[Zone, ...] = find_zones(self.text)
        self.sentences = mended_sentences(self.doc)
        self._firsts = [first for first, _ in self.sentences]
        self._starts = [t.idx for t in self.doc]
        self.depths = quote_depths(self.doc, self.zones)

    def sentence(self, i: int) -> tuple[int, int]:
        """First and last (exclusive) token of the sentence that holds token i."""
        return self.sentences[max(bisect_right(self._firsts, i) - 1, 0)]

    def token_from(self, offset: int) -> int:
        """The index of the first token that starts at or after the offset."""
        i = max(bisect_right(self._starts, offset) - 1, 0)
        return i if i < len(self.doc) and self.doc[i].idx >= offset else i + 1

    def zone_of(self, i: int) -> Zone | None:
        """The innermost quotation that holds token i, its marks left out."""
        offset = self.doc[i].idx
        inside = [z for z in self.zones if z.inner_start <= offset < z.inner_end]
        return inside[-1] if inside else None

    def is_in(self, token: Token, name: str) -> bool:
        """Whether the word belongs to a class of speech_words.tsv."""
        return token.lower_ in self.classes[name]

    def verb(self, token: Token) -> str:
        """The infinitive of a reporting verb form, or «»."""
        return infinitive(token, self.lexicon.verbs)

    def is_finite(self, i: int) -> bool:
        """Whether the token is a finite verb or auxiliary."""
        token = self.doc[i]
        if token.pos_ not in {"VERB", "AUX"} or "Fin" not in token.morph.get("VerbForm", []):
            return False
        if token.text[0].isupper() and token.dep_ in {"appos", "flat:name", "nmod"}:
            return False
        # «la nature précise»: an adjective taken for a verb hangs on its noun as one.
        return token.dep_ != "amod" or any(c.dep_.startswith(("nsubj", "aux")) for c in token.children)

    def behind_relative(self, i: int, first: int) -> bool:
        """Whether the finite verb belongs to a relative clause or one with «que», by the words before it."""
        for j in range(i - 1, max(first - 1, i - 8), -1):
            if self.doc[j].lower_ in SUBORDINATORS:
                return True
            if self.is_finite(j) or self.doc[j].text in {",", ";"}:
                return False
        return False

    def is_time(self, token: Token) -> bool:
        """Whether the word belongs to a date: «mardi», «mars», «début» before one of them."""
        if self.is_in(token, "time"):
            return True
        return self.is_in(token, "edge") and any(self.is_in(t, "time") for t in self.doc[token.i + 1 : token.i + 3])

    def words_at(self, i: int, words: tuple[str, ...]) -> bool:
        """Whether the words stand from token i on; «de», «à» and «un» also in their contracted and gendered forms."""
        if i + len(words) > len(self.doc):
            return False
        return all(same_word(self.doc[i + k], word) for k, word in enumerate(words))

    def closing(self, i: int) -> int:
        """The token index at which the sentence of i ends without its final marks."""
        first, last = self.sentence(i)
        while last > first and (self.doc[last - 1].is_space or self.doc[last - 1].text in ENDS):
            last -= 1
        return last


def same_word(token: Token, word: str) -> bool:
    """Whether the token is the word, contracted or elided if need be, or a form of it."""
    variants = {
        "de": {"de", "d'", "du", "des"},
        "à": {"à", "au", "aux"},
        "que": {"que", "qu'"},
        "le": {"le", "la", "l'", "les"},
    }
    return token.lower_ in variants.get(word, {word})


def mended_sentences(doc: Doc) -> tuple[tuple[int, int], ...]:
    """The sentences as token ranges: a boundary of the parser counts only after a final mark or a line break."""
    out: list[tuple[int, int]] = []
    start = 0
    for i in range(1, len(doc)):
        if not doc[i].is_sent_start and not ends_before(doc, i):
            continue
        if ends_before(doc, i):
            out.append((start, i))
            start = i
    if len(doc):
        out.append((start, len(doc)))
    return tuple(out)


def ends_before(doc: Doc, i: int) -> bool:
    """Whether a sentence ends before token i, by the marks alone."""
    if "\n" in doc[i - 1].text or ("\n" in doc[i - 1].whitespace_):
        return True
    if doc[i].is_space:
        return False
    j = i - 1
    while j >= 0 and doc[j].text in {"»", "”", '"', ")", "’", "]"}:
        j -= 1
    if doc[j].text in {".", "!", "?", "…", "..."} and doc[i].text[0] not in ",;:)]»”":
        return doc[i].text[0].isupper() or doc[i].text[0] in "«“\"-–—‘'[" or doc[i].text[0].isdigit()
    return False


def quote_depths(doc: Doc, zones: tuple[Zone, ...]) -> list[int]:
    """For each token, how many quotations it stands in."""
    out = [0] * len(doc)
    starts = [t.idx for t in doc]
    for zone in zones:
        for k in range(bisect_left(starts, zone.inner_start), bisect_left(starts, zone.inner_end)):
            out[k] += 1
    return out


def head_noun(scene: Scene, i: int, end: int) -> int | None:
    """The head of the noun phrase that begins at token i: its first noun, proper noun or pronoun."""
    for j in range(i, min(end, i + 6)):
        token = scene.doc[j]
        foreign = token.pos_ == "X" and token.text[0].isupper()
        if (
            token.pos_ in {"NOUN", "PROPN", "PRON"}
            or foreign
            or (j > i and (is_latter(scene, j) or is_nominal(scene, j, end)))
        ):
            return j
        if j == i and token.lower_ == "des":
            continue
        if token.pos_ not in {"DET", "ADJ", "NUM", "ADV", "SYM"} and token.text not in {"«", "“", '"', "„"}:
            return None
    return None


def is_nominal(scene: Scene, j: int, end: int) -> bool:
    """Whether an adjective stands as a noun: an article before it, a noun's place in the tree, no noun behind («un proche»)."""
    token, before = scene.doc[j], scene.doc[j - 1]
    if token.pos_ not in {"ADJ", "VERB"} or before.pos_ != "DET" or before.head.i != j:
        return False
    noun_follows = j + 1 < end and scene.doc[j + 1].pos_ in {"NOUN", "PROPN", "ADJ"}
    return token.dep_.startswith(("nsubj", "obj", "obl")) and not noun_follows


def is_latter(scene: Scene, j: int) -> bool:
    """Whether «ce dernier», «cette dernière» stands there for a noun."""
    return (
        scene.doc[j].lower_.rstrip("es").startswith("derni")
        and scene.doc[j - 1].lower_ in {"ce", "cette", "ces"}
        and (j + 1 >= len(scene.doc) or scene.doc[j + 1].pos_ not in {"NOUN", "PROPN"})
    )


def noun_lemma(scene: Scene, i: int) -> str:
    """The lemma of the noun at i."""
    return lemma(scene.doc[i])
