"""The roles that PLOVER cannot name: author, bearer and addressee of a letter, envoy, mediator, sponsor, host."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dragoman.events.frames import classes
from dragoman.events.matching import Match
from dragoman.events.sides import Side, Sides
from dragoman.languages.base import grammar_words, language_table
from dragoman.model import Party, unique
from dragoman.syntax.arguments import agents, direct_objects, phrases, recipients_of
from dragoman.syntax.clauses import complements, conjuncts, language_of, preposition, relation


@cache
def _role_nouns(language: str) -> dict[str, str]:
    return {row["lemma"]: row["role"] for row in language_table(language, "role_phrases")}


def _letters(language: str) -> frozenset[str]:
    return classes(language).get("@letter", frozenset())


def _writing(language: str) -> frozenset[str]:
    """The verbs whose subject is the letter's author, not its bearer."""
    return classes(language).get("@writing", frozenset())


Roles = dict[str, tuple[Party, ...]]


def roles_of(match: Match, sides: Sides) -> Roles:
    """The roles of the event, each with its parties; empty when the text names none."""
    found: Roles = {}
    if match.frame.channel == "letter":
        found |= _letter(match, sides)
    if match.frame.channel == "envoy":
        envoys = [s.party for s in sides.of(direct_objects(match.trigger), "obj", owners=False)]
        if envoys:
            found["envoy"] = unique(envoys)
    if match.frame.channel == "resolution" and match.source:
        found["sponsor"] = tuple(s.party for s in match.source)
    found |= _standing_between(match, sides)
    return found


def _standing_between(match: Match, sides: Sides) -> Roles:
    """Mediators and the like, from phrases in the trigger's clause («sous la médiation de l'Oman»)."""
    top = match.trigger
    while top.head != top and top.pos_ not in {"VERB", "AUX"}:
        top = top.head
    nouns = _role_nouns(language_of(top))
    found: Roles = {}
    for token in top.subtree:
        role = nouns.get(token.lemma_.lower())
        if role is None or token in match.words or not preposition(token):
            continue
        holders = [c.head for c in complements(token) if c.preposition in {"de", "par"}]
        holders += [c for c in token.children if c.lower_ in grammar_words(language_of(token), "possessive")]
        parties = [s.party for s in sides.of([t for h in holders for t in conjuncts(h)], "de", owners=False)]
        parties = parties or [
            s.party for s in sides.of([c for c in token.children if c.pos_ == "ADJ"], "adj", owners=False)
        ]
        if parties:
            found[role] = unique((*found.get(role, ()), *parties))
    return found


def _letter(match: Match, sides: Sides) -> Roles:
    letter = _letter_noun(match)
    trigger = match.trigger
    is_verb = match.slots.is_verb
    author = _of(letter, sides) if letter is not None else []
    subject = sides.of(agents(trigger) if is_verb else match.slots.tokens("subj"), "subj", owners=False)
    verb = trigger if is_verb else (match.slots.host.verb if match.slots.host else None)
    addressee = sides.of(recipients_of(verb), "à", owners=False) if verb is not None and is_verb else []
    if not addressee and letter is not None:
        addressee = _to(letter, sides)
    # «la réponse de X à la lettre de Y»: Y, who owns the letter, is answered.
    named = [*match.words[1:], *match.slots.tokens("à")]
    answered = not is_verb and any(t.lemma_.lower() in _letters(language_of(t)) for t in named)
    if answered:
        author, addressee = sides.of(match.slots.tokens("de"), "de", owners=False) or author, match.target
    addressee = addressee or [s for s in match.target if not s.owner]
    roles: Roles = {}
    writes = verb is not None and verb.lemma_ in _writing(language_of(verb))
    if not author and subject and (writes or not is_verb):
        author = subject
    elif subject and not writes and [s.party for s in subject] != [s.party for s in author]:
        roles["bearer"] = unique(s.party for s in subject)
    if not author and match.source and not subject:
        author = match.source
    for role, holders in (("author", author), ("addressee", addressee)):
        if holders:
            roles[role] = unique(s.party for s in holders)
    return roles


def _letter_noun(match: Match) -> Token | None:
    letters = _letters(language_of(match.trigger))
    if match.trigger.lemma_.lower() in letters:
        return match.trigger
    near = [*match.words, *direct_objects(match.trigger), *match.trigger.subtree]
    return next((t for t in near if t.lemma_.lower() in letters and t.pos_ in {"NOUN", "PROPN"}), None)


def _of(letter: Token, sides: Sides) -> list[Side]:
    """The author: «une lettre de X», «sa lettre», «un message iranien»."""
    tokens = [t for c in complements(letter) if c.preposition == "de" for t in conjuncts(c.head)]
    tokens += [c for c in letter.children if c.lower_ in grammar_words(language_of(letter), "possessive")]
    adjectives = [c for c in letter.children if c.pos_ == "ADJ"]
    return sides.of(tokens, "de", owners=False) or sides.of(adjectives, "adj", owners=False)


def _to(letter: Token, sides: Sides) -> list[Side]:
    """The addressee: «une lettre à X», «une lettre adressée à X»."""
    tokens = [t for c in phrases(letter) if c.preposition in {"à", "pour"} for t in conjuncts(c.head)]
    for child in letter.children:
        if relation(child) == "acl":
            tokens += recipients_of(child) + [
                t for c in phrases(child) if c.preposition == "à" for t in conjuncts(c.head)
            ]
    return sides.of(tokens, "à", owners=False)
