"""What a verb or noun governs: its subject, objects and complements, voice, negation, mood and tense.

Everything here reads spaCy tokens with Universal Dependencies labels and answers questions that events/, statements/ and
actors/ share. It forgives the parser's known errors (see docs/pipeline.md) where they can be seen from the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from dragoman.languages.base import language_table, values

NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"}
INNER = {"nmod", "obl", "obj", "nsubj", "dep"}
SUBJECT = {"nsubj", "nsubj:pass", "nsubj:caus", "nsubj:outer", "csubj"}


def language_of(token: Token) -> str:
    """The language whose tables apply to the token («fr», also for a pipeline of «fr_press»)."""
    return str(token.lang_).split("_")[0]


def feature(token: Token, name: str) -> str:
    """The value of a morphological feature («Inf» of VerbForm), or «»."""
    found: list[str] = token.morph.get(name, [])
    return found[0] if found else ""


def relation(token: Token) -> str:
    """The universal part of the token's dependency label («obl» for «obl:agent»)."""
    return str(token.dep_).split(":")[0]


def conjuncts(token: Token) -> list[Token]:
    """The token and everything coordinated with it, in order."""
    out = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            out.extend(conjuncts(child))
    return out


def preposition(token: Token) -> str:
    """The preposition that marks the token, lemmatised and contractions undone: «à», «de», «auprès de»; «» if none."""
    for child in token.children:
        if child.dep_ in {"case", "mark"} and child.i < token.i and child.pos_ in {"ADP", "SCONJ", "NOUN", "ADV"}:
            words = [child, *(c for c in child.children if c.dep_ == "fixed")]
            return plain_preposition([w.lower_ for w in words])
    return ""


def plain_preposition(words: list[str]) -> str:
    """The words of a preposition as a table writes them («des» -> «de», «au cours du» -> «au cours de»)."""
    forms = {"a": "à", "du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à", "lors": "lors de", "près": "près de"}
    if len(words) == 1:
        return forms.get(words[0], words[0])
    return " ".join([*words[:-1], forms.get(words[-1], words[-1])])


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, in order («a été», «avait», «va» is no auxiliary in Universal Dependencies)."""
    return [c for c in verb.children if c.dep_.startswith("aux")]


@cache
def etre_verbs(language: str) -> frozenset[str]:
    """The verbs whose compound tenses take «être» without being passive."""
    return frozenset(row["lemma"] for row in language_table(language, "etre_verbs"))


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: marked so, or a bare past participle that modifies a noun."""
    if verb.lemma_ in etre_verbs(language_of(verb)) or reflexive(verb):
        return False
    helpers = [c.lemma_ for c in verb.children if c.dep_.startswith("aux") and c.i < verb.i]
    if helpers[-1:] == ["avoir"]:
        return False  # «ont appelé», whatever the subject's label
    if any(c.dep_ in {"aux:pass", "nsubj:pass", "obl:agent"} for c in verb.children):
        return True
    if not is_participle(verb) or auxiliaries(verb):
        return False
    # «le Tchad, accusé d'avoir…», «Accusé par X, Y…»: a bare participle beside a noun.
    return relation(verb) in {"acl", "amod"} or (relation(verb) == "appos" and verb.head.pos_ in NOMINAL)


def is_participle(verb: Token) -> bool:
    """Whether the verb is a past participle."""
    return feature(verb, "VerbForm") == "Part" and feature(verb, "Tense") != "Pres"


def negated(token: Token) -> bool:
    """Whether the word itself is negated («n'a pas condamné», «sans condamner»); «ne… que» is not negation."""
    words = {c.lower_ for c in token.children if c.dep_.startswith("advmod") or c.dep_ in {"mark", "det"}}
    helpers = {w.lower_ for a in auxiliaries(token) for w in a.children}
    words |= helpers
    if words & {"ne", "n'"} and any(
        d.lower_ in {"aucun", "aucune", "nul", "nulle"} for c in token.children for d in (c, *c.children)
    ):
        return True
    if words & {"pas", "jamais", "aucunement", "nullement", "point"} or "sans" in words:
        return True
    return bool(words & {"ne", "n'"}) and bool(words & {"plus", "guère", "rien", "personne", "ni"})


def finite(verb: Token) -> Token | None:
    """The word that carries tense and mood: the first auxiliary, the copula or the verb itself; None for none."""
    for word in (*auxiliaries(verb), *(c for c in verb.children if c.dep_ == "cop"), verb):
        if feature(word, "VerbForm") == "Fin":
            return word
    return None


def mood(verb: Token) -> str:
    """«Ind», «Cnd», «Sub», «Imp», or «» for a verb without a finite form."""
    word = finite(verb)
    return feature(word, "Mood") if word is not None else ""


def tense(verb: Token) -> str:
    """«Past» (also compound), «Pres», «Fut», «Imp» of the whole verb group, or «»."""
    word = finite(verb)
    if word is None:
        return "Past" if is_participle(verb) else ""
    own = feature(word, "Tense")
    compound = word != verb and word.dep_ == "aux:tense"
    return "Past" if compound and own in {"Pres", "Imp", "Past"} else own


def reflexive(verb: Token) -> bool:
    """Whether the verb is pronominal («se sont entretenus», «s'est lui aussi réjoui»)."""
    if any(c.lower_ in {"se", "s'"} and c.pos_ == "PRON" for c in verb.children):
        return True
    for i in range(verb.i - 1, max(verb.i - 6, verb.sent.start) - 1, -1):
        token = verb.doc[i]
        if token.lower_ in {"se", "s'"}:
            return token.pos_ == "PRON" or token.dep_.startswith("expl")
        if token.pos_ not in {"AUX", "ADV", "PRON"} and token.lower_ not in {"d'", "ailleurs", "en", "y"}:
            return False
    return False


@dataclass(frozen=True, slots=True)
class Complement:
    """A complement of a verb or noun: its preposition («» for none), the head token, the dependency label."""

    preposition: str
    head: Token
    label: str


@cache
def compound_prepositions(language: str) -> dict[str, str]:
    """Printed form without its last word («aux côtés») -> the preposition («aux côtés de»)."""
    found = language_table(language, "compound_prepositions")
    return {form: row["preposition"] for row in found for form in values(row["forms"])}


def compound_of(noun: Token) -> str:
    """The compound preposition whose noun or adverb the token is («côtés» in «aux côtés de la Chine»), or «»."""
    forms = compound_prepositions(language_of(noun))
    doc, i = noun.doc, noun.i
    for words in (1, 2, 3):
        if i - words + 1 < 0:
            break
        text = doc[i - words + 1 : i + 1].text.lower()
        if text in forms:
            return forms[text]
    return ""


def complements(head: Token) -> Iterator[Complement]:
    """The nominal complements of a verb or noun other than subject and direct object, nearest first.

    A compound preposition that the parser took apart («aux côtés | de la Chine») is put together again.
    """
    for child in head.children:
        adverb = child.pos_ == "ADV" and child.dep_.startswith(("obl", "advmod", "case"))
        if not (
            child.dep_.startswith(("obl", "nmod", "iobj")) or (child.dep_ == "dep" and child.pos_ in NOMINAL) or adverb
        ):
            continue
        if child.pos_ in {"NOUN", "ADV"} and (compound := compound_of(child)):
            inner = [c for c in child.children if c.pos_ in NOMINAL and c.i > child.i and relation(c) in INNER]
            yield from (Complement(compound, c, child.dep_) for c in inner[:1])
            if inner:
                continue
        if not adverb:
            yield Complement(preposition(child), child, child.dep_)


def subtree_bounds(
    token: Token, *, without: frozenset[str] = frozenset({"acl:relcl", "punct", "cc"})
) -> tuple[int, int]:
    """First and last token index of the phrase headed by the token, leaving out relations that only hang on to it."""
    first = last = token.i
    for child in token.children:
        if child.dep_ in without or child.dep_ == "conj":
            continue
        a, b = subtree_bounds(child, without=without)
        first, last = min(first, a), max(last, b)
    return first, last
