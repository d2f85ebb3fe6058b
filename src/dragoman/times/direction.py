"""Whether a time expression looks back or ahead: the tense of the verb that governs it."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dragoman.languages.base import language_table
from dragoman.syntax.clauses import auxiliaries, is_participle, mood, preposition, tense
from dragoman.syntax.tree import Syntax

BEFORE_NOW = {"depuis", "après"}


@cache
def leaning_verbs(language: str) -> dict[str, str]:
    """The verbs that point ahead of themselves, by lemma."""
    return {row["lemma"]: row["direction"] for row in language_table(language, "time_verbs")}


def governor(syntax: Syntax, start: int, end: int) -> Token | None:
    """The word outside `[start, end)` on which the expression hangs, or None at the root."""
    tokens = syntax.tokens(start, end)
    inside = {t.i for t in tokens}
    for token in tokens:
        if token.head.i not in inside and not token.is_space:
            return token.head
    return None


def verb_direction(verb: Token, language: str) -> str:
    """«past», «future», «present» or «» of a verb group."""
    leaning = leaning_verbs(language)
    lemmas = {verb.lemma_} | {a.lemma_ for a in auxiliaries(verb)}
    if mood(verb) == "Cnd":
        return "past" if any(a.dep_ == "aux:tense" for a in auxiliaries(verb)) else "future"
    own = tense(verb)
    if verb.dep_ == "acl" and own == "Pres" and not any(c.dep_.startswith("nsubj") for c in verb.children):
        own = "Past"  # «l'attaque survenue dimanche»: a participle that the tagger took for a present
    points_ahead = any(leaning.get(lemma) == "future" for lemma in lemmas)
    if own == "Fut":
        return "future"
    if own == "Pres":
        passive = is_participle(verb) and not any(a.dep_ == "aux:tense" for a in auxiliaries(verb))
        return "future" if points_ahead or (passive and points_ahead) else "present"
    if own in {"Past", "Imp"}:
        return "future" if points_ahead and is_participle(verb) and not auxiliaries(verb) else "past"
    return ""


def direction(syntax: Syntax | None, start: int, end: int, language: str) -> str:
    """«past», «future», «present», or «» when a noun governs the expression or no verb is found."""
    if syntax is None:
        return ""
    word = governor(syntax, start, end)
    tokens = [t for t in syntax.tokens(start, end) if not t.is_space]
    if tokens and any(preposition(t) in BEFORE_NOW for t in tokens):
        return "past"
    through_noun = False
    for _ in range(8):
        if word is None:
            break
        if word.pos_ in {"VERB", "AUX"}:
            found = verb_direction(word, language)
            if found:
                return "" if through_noun and found != "future" else found
        elif word.pos_ in {"NOUN", "PROPN"}:
            through_noun = True
        if word.head == word:
            break
        word = word.head
    return "" if through_noun else nearest_verb(syntax, start, language)


def nearest_verb(syntax: Syntax, start: int, language: str) -> str:
    """The direction of the finite verb nearest to the offset in its sentence, for a parse that gives none."""
    here = syntax.token_at(start)
    verbs = [t for t in here.sent if t.pos_ == "VERB" and verb_direction(t, language)]
    if not verbs:
        return ""
    return verb_direction(min(verbs, key=lambda t: (abs(t.i - here.i), t.i)), language)
