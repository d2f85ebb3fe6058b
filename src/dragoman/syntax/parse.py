"""The one seam to spaCy: which pipeline is loaded, and how a text is parsed with it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.document import Document
from dragoman.errors import PipelineError
from dragoman.syntax.forms import (
    form_by_ending,
    is_nominal_participle,
    known_lemma,
    mistaken_verb,
    mood_by_ending,
    opens_participle,
    singular_of,
)
from dragoman.syntax.tree import Syntax

OWN_PIPELINES = Path(__file__).parent / "pipelines"
ABBREVIATIONS = frozenset({"M.", "MM.", "Mme", "Mmes", "Mlle", "Dr", "Pr", "Me", "Mgr", "St", "Gén.", "gén.", "av."})
# One character for one, so that no offset moves.
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
LONGEST_PAYS = 6  # short nouns in -s that the lexicon lacks keep it («pays», «cours», «corps»)
# Short texts parsed at one time.
TOGETHER = 64
CLOSERS = re.compile(r"^[»”\")\]]+$")


@cache
def pipeline_for(language: str, name: str | None = None) -> Language:
    """The spaCy pipeline `name` (an installed package or a folder), or Dragoman's own for the language.

    Raises PipelineError when it cannot be loaded or gives no dependency parse.
    """
    import_module("dragoman.syntax.french")  # registers the language of our own pipeline
    where: str | Path = name or OWN_PIPELINES / language
    try:
        nlp = spacy.load(where, exclude=["ner", "entity_ruler"])
    except OSError as error:
        hint = "install it with pip" if name else "this language has none yet; give one with --pipeline"
        raise PipelineError(f"no spaCy pipeline «{where}» for language «{language}»: {hint} ({error})") from error
    if not {"parser"} <= set(nlp.pipe_names):
        raise PipelineError(
            f"the pipeline «{where}» has no parser (it has {', '.join(nlp.pipe_names)}); choose another"
        )
    return nlp


def set_boundaries(doc: Doc) -> Doc:
    """Starts a sentence after every line break, and none after «M.» or at a closing quotation mark."""
    for before, token in itertools.pairwise(doc):
        if token.is_space:
            token.is_sent_start = False
        elif "\n" in before.text:
            token.is_sent_start = True
        elif before.text in ABBREVIATIONS or CLOSERS.match(token.text):
            token.is_sent_start = False
    return doc


def mend_lemmas(doc: Doc, language: str) -> Doc:
    """Mends what the trained tagger and lemmatizer do to words they never saw.

    The lexicon gives the lemmas of verbs and plural nouns, and turns back into verbs the finite forms that end like
    adverbs («échangent») and head a clause.
    """
    lookups = doc.vocab.lookups
    if not lookups.has_table("verb_lemmas"):
        return doc
    for token in doc:
        adverb = token.pos_ == "ADV" and token.lower_.endswith("ent") and not token.lower_.endswith("ment")
        if adverb and known_lemma(token.lower_, "VERB", language, lookups):
            token.pos_ = "VERB"
            token.set_morph("Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]
        helped = token.pos_ in {"ADV", "NOUN", "ADJ"} and any(c.dep_ == "aux:tense" for c in token.children)
        if helped and known_lemma(token.lower_, "VERB", language, lookups):
            token.pos_ = "VERB"  # a word with an auxiliary is a verb: «ont applaudi»
            token.set_morph("Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part")  # type: ignore[attr-defined]  # missing in spaCy's stubs
        clausal = token.pos_ in {"ADV", "NOUN", "ADJ"} and token.dep_ == "acl:relcl"
        clausal = clausal and any(c.dep_ == "obj" and c.i < token.i for c in token.children)
        if clausal and known_lemma(token.lower_, "VERB", language, lookups):
            token.pos_ = "VERB"  # «ce que Kigali dément»
            token.set_morph("Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]
        if token.pos_ in {"ADJ", "ADV", "X"} and (morph := mistaken_verb(token, language, lookups)):
            token.pos_ = "VERB"
            token.set_morph(morph)  # type: ignore[attr-defined]
        if opens_participle(token, language, lookups):
            token.pos_ = "VERB"
            token.set_morph("Tense=Pres|VerbForm=Part")  # type: ignore[attr-defined]
        if token.pos_ == "VERB" and is_nominal_participle(token):
            token.pos_ = "NOUN"
            token.lemma_ = known_lemma(token.lower_, "NOUN", language, lookups) or singular_of(token)
        if token.pos_ == "VERB":
            token.lemma_ = known_lemma(token.lower_, "VERB", language, lookups) or token.lemma_
        elif token.pos_ == "NOUN" and token.lemma_ == token.lower_ and token.lower_[-1] in "sx":
            plural = token.morph.get("Number", []) == ["Plur"]
            known = known_lemma(token.lower_, "NOUN", language, lookups) if plural else None
            token.lemma_ = known or (token.lower_.rstrip("s") if plural and len(token) > LONGEST_PAYS else token.lemma_)
        claimed = token.morph.get("VerbForm", [])
        if token.pos_ == "VERB" and claimed:
            told = form_by_ending(token.lower_, token.lemma_, language)
            if told is not None and told.form != claimed[0]:
                token.set_morph(told.morph)  # type: ignore[attr-defined]
        if token.pos_ in {"VERB", "AUX"} and (morph := mood_by_ending(token.lower_, token.lemma_, language)):
            token.set_morph(morph)  # type: ignore[attr-defined]
    return doc


def mend_auxiliaries(doc: Doc, language: str) -> Doc:
    """Gives back its participle to an auxiliary that the parser took for the verb («a dissous le Parlement»).

    A word it never saw may come out as preposition, noun or adverb; where the lexicon knows it as a verb form right after
    «avoir», it is the verb, and what hung on the auxiliary hangs on it.
    """
    lookups = doc.vocab.lookups
    if not lookups.has_table("verb_lemmas"):
        return doc
    for helper in doc:
        if helper.lemma_ != "avoir" or helper.pos_ != "AUX" or helper.dep_.startswith("aux"):
            continue
        word = next((t for t in doc[helper.i + 1 : min(helper.i + 4, helper.sent.end)] if t.dep_ != "advmod"), None)
        if word is None or word.pos_ in {"VERB", "AUX", "DET", "PRON", "NUM", "PROPN", "PUNCT"}:
            continue
        if known_lemma(word.lower_, "VERB", language, lookups) is None or word.lower_ == word.lemma_ + "r":
            continue
        above, label = (word, "ROOT") if helper.dep_ == "ROOT" else (helper.head, helper.dep_)
        children = [c for c in helper.children if c != word]
        word.head, word.dep_, word.pos_ = above, label, "VERB"
        word.set_morph("Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part")  # type: ignore[attr-defined]
        helper.head, helper.dep_ = word, "aux:tense"
        for child in children:
            child.head = word
    return doc


def mended(doc: Doc, language: str) -> Doc:
    """The parse with what the tables and the lexicon know better than the trained pipeline."""
    return mend_lemmas(mend_auxiliaries(doc, language), language)


def parse(document: Document, *, pipeline: str | None = None) -> Document:
    """The document with its syntax. Reads the article's text and language only."""
    nlp = pipeline_for(document.article.language, pipeline)
    doc = set_boundaries(nlp.make_doc(document.text.translate(STRAIGHT)))
    for _, component in nlp.pipeline:
        doc = component(doc)
    return replace(document, syntax=Syntax(mended(doc, document.article.language)))


def parse_together(documents: Iterable[Document], *, pipeline: str | None = None) -> Iterator[Document]:
    """The documents with their syntax, in their order, parsed several at a time: half the cost where they are short.

    All must be in one language.
    """
    waiting = iter(documents)
    while some := list(itertools.islice(waiting, TOGETHER)):
        language = some[0].article.language
        nlp = pipeline_for(language, pipeline)
        docs: Iterable[Doc] = [set_boundaries(nlp.make_doc(d.text.translate(STRAIGHT))) for d in some]
        for _, component in nlp.pipeline:
            docs = component.pipe(docs, batch_size=TOGETHER) if hasattr(component, "pipe") else map(component, docs)
        for document, doc in zip(some, docs, strict=True):
            yield replace(document, syntax=Syntax(mended(doc, language)))
