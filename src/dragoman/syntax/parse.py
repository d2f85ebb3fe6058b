"""The one seam to spaCy: which pipeline is loaded, and how a text is parsed with it."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.document import Document
from dragoman.errors import PipelineError
from dragoman.syntax.tree import Syntax

OWN_PIPELINES = Path(__file__).parent / "pipelines"
ABBREVIATIONS = frozenset({"M.", "MM.", "Mme", "Mmes", "Mlle", "Dr", "Pr", "Me", "Mgr", "St", "Gén.", "gén.", "av."})
# One character for one, so that no offset moves.
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
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


def mend_lemmas(doc: Doc) -> Doc:
    """Replaces the trained lemma of a verb by that of the pipeline's lexicon, where the lexicon knows the form."""
    if not doc.vocab.lookups.has_table("verb_lemmas"):
        return doc
    lexicon = doc.vocab.lookups.get_table("verb_lemmas")
    for token in doc:
        if token.pos_ == "VERB":
            token.lemma_ = lexicon.get(token.lower_, token.lemma_)
    return doc


def parse(document: Document, *, pipeline: str | None = None) -> Document:
    """The document with its syntax. Reads the article's text and language only."""
    nlp = pipeline_for(document.article.language, pipeline)
    doc = set_boundaries(nlp.make_doc(document.text.translate(STRAIGHT)))
    for _, component in nlp.pipeline:
        doc = component(doc)
    return replace(document, syntax=Syntax(mend_lemmas(doc)))
