"""What forms tell by themselves, against the trained tagger: lemmas of the lexicon, moods and verb forms by their endings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.lookups import Lookups
from spacy.tokens import Token

from dragoman.languages.base import language_table, values

NOMINAL_LABELS = ("nsubj", "obj", "obl", "nmod", "iobj", "appos", "conj", "vocative", "root", "ROOT")


@cache
def regular_endings(language: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Part of speech -> (ending of a form, ending of its lemma), the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in language_table(language, "lemma_endings"):
        found.setdefault(row["pos"], []).append((row["ending"], row["lemma"]))
    return {pos: tuple(sorted(pairs, key=lambda p: (-len(p[0]), p))) for pos, pairs in found.items()}


def known_lemma(form: str, pos: str, language: str, lookups: Lookups) -> str | None:
    """The lemma of a form by the pipeline's lexicon, directly or through a regular ending; None when it knows neither."""
    lexicon = lookups.get_table(f"{pos.lower()}_lemmas")
    if form in lexicon:
        return str(lexicon[form])
    for ending, lemma_ending in regular_endings(language).get(pos, ()):
        lemma = form[: -len(ending)] + lemma_ending
        if form.endswith(ending) and lexicon.get(lemma) == lemma:
            return lemma
    return None


@cache
def mood_endings(language: str) -> tuple[tuple[str, str, tuple[str, ...], str], ...]:
    """The rows of the table of mood endings: ending, what to cut, infinitive endings that forbid it, the morphology."""
    found = language_table(language, "mood_endings")
    return tuple((row["ending"], row["cut"], values(row["unless"]), row["morph"]) for row in found)


def mood_by_ending(form: str, lemma: str, language: str) -> str | None:
    """The morphology of a conditional or future, told by its ending; None for any other form."""
    for ending, cut, unless, morph in mood_endings(language):
        if form.endswith(ending) and all(form.removesuffix(cut) + infinitive != lemma for infinitive in unless):
            return morph
    return None


@dataclass(frozen=True, slots=True)
class VerbForm:
    """What a form with this ending, of a verb whose lemma has that one, can only be; `tags`: what it is mistaken for."""

    ending: str
    lemma: str
    form: str
    tags: tuple[str, ...]
    morph: str


@cache
def verb_form_endings(language: str) -> tuple[VerbForm, ...]:
    """The rows of the table of verb forms, the longest ending first."""
    rows = language_table(language, "verb_form_endings")
    found = (VerbForm(r["ending"], r["lemma"], r["form"], values(r["tags"]), r["morph"]) for r in rows)
    return tuple(sorted(found, key=lambda row: (-len(row.ending), row.ending, row.lemma)))


def form_by_ending(form: str, lemma: str, language: str) -> VerbForm | None:
    """What the ending tells of a form of a verb; None where it tells nothing.

    «nie» is no participle of «nier», «invoque» no infinitive, «croit» no adjective.
    """
    for row in verb_form_endings(language):
        if form.endswith(row.ending) and form[: -len(row.ending)] + row.lemma == lemma:
            return row
    return None


def mistaken_verb(token: Token, language: str, lookups: Lookups) -> str | None:
    """The morphology of a finite verb that was tagged as something else («croit savoir»); None for any other word."""
    lemma = lookups.get_table("verb_lemmas").get(token.lower_)
    row = form_by_ending(token.lower_, str(lemma), language) if lemma and not token.text[0].isupper() else None
    return row.morph if row is not None and token.pos_ in row.tags else None


def opens_participle(token: Token, language: str, lookups: Lookups) -> bool:
    """Whether a word in «-ant» that opens a sentence and is tagged as a name is a participle («Détaillant les …»)."""
    if not token.is_sent_start or token.pos_ not in {"PROPN", "NOUN", "ADJ", "X"} or not token.lower_.endswith("ant"):
        return False
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if after is None or after.pos_ not in {"DET", "ADP", "PRON", "ADV"}:
        return False
    return known_lemma(token.lower_, "VERB", language, lookups) is not None


def singular_of(token: Token) -> str:
    """The form in the singular, by the regular ending."""
    return token.lower_.rstrip("s") if token.morph.get("Number", []) == ["Plur"] else token.lower_


def is_nominal_participle(token: Token) -> bool:
    """Whether a participle tagged as a verb is a noun: an article stands right before it and no auxiliary serves it.

    «L'intéressé affirme», «une déplacée a raconté», «le participant».
    """
    if token.i == 0 or token.morph.get("VerbForm", []) != ["Part"] or token.dep_.startswith(("acl", "amod")):
        return False
    before = token.doc[token.i - 1]
    if before.pos_ != "DET" or before.head.i != token.i:
        return False
    return token.dep_.startswith(NOMINAL_LABELS) and not any(c.dep_.startswith("aux") for c in token.children)
