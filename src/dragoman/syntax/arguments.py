"""Who does it and to whom, by grammar alone: logical subjects and objects with voice, control and relatives undone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from dragoman.languages.base import language_table
from dragoman.syntax.clauses import (
    SUBJECT,
    Complement,
    complements,
    conjuncts,
    feature,
    finite,
    is_participle,
    is_passive,
    language_of,
    plain_preposition,
    preposition,
    relation,
)
from dragoman.syntax.word_order import inverted_subject, subjects_before, time_nouns

DISPLACED = frozenset({"nmod", "appos", "obj", "flat", "dep"})
MAX_CLIMB = 6  # a subject is looked for at most so many governors up
RELATIVES = frozenset({"qui", "que", "qu'", "lequel", "laquelle", "lesquels", "lesquelles"})


@cache
def controllers(language: str) -> dict[str, str]:
    """Verb lemma -> the slot («obj», «à», «subj») that does its infinitive."""
    return {row["lemma"]: row["controller"] for row in language_table(language, "control")}


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token is returned as it is."""
    if feature(token, "PronType") != "Rel" and token.lower_ not in RELATIVES:
        return token
    for ancestor in token.ancestors:
        if ancestor.dep_ == "acl:relcl" or (ancestor.dep_ == "acl" and ancestor.pos_ in {"VERB", "AUX"}):
            return ancestor.head
    # The parser took «que» for a conjunction: the nearest noun before it.
    before = token.doc[max(token.i - 6, token.sent.start) : token.i]
    return next((t for t in reversed(before) if t.pos_ in {"NOUN", "PROPN"}), token)


def _subject_children(verb: Token) -> list[Token]:
    days = time_nouns(language_of(verb))
    return [
        c
        for c in verb.children
        if c.dep_ in SUBJECT
        and c.dep_ != "csubj"
        and not (
            c.lower_ in days and c.i < verb.i and c.pos_ != "PRON" and not any(g.dep_ == "det" for g in c.children)
        )
    ]


def agents(verb: Token, *, depth: int = 0) -> list[Token]:
    """The heads of the verb's logical subject: who does it. Empty when the text names nobody.

    Undoes the passive («par»), relatives, participles, coordination, control («a été chargé de remettre») and gerunds.
    """
    if is_passive(verb):
        marked = ((c, preposition(c)) for c in verb.children if relation(c) == "obl")
        found = [c for c, p in marked if p == "par" or (c.dep_ == "obl:agent" and p in {"", "de"})]
        return [t for c in found[:1] for t in conjuncts(c)]
    if verb.dep_ == "acl" and finite(verb) is not None and (lost := subjects_before(verb)):
        return lost  # a clause that the parser hung on its own subject
    if speaker := inverted_subject(verb):
        return speaker
    own = [antecedent(s) for s in _subject_children(verb)]
    own = [s for s in own if s.lower_ not in {"ce", "c'", "cela", "ça", "ceci"}]
    if own:
        return [t for s in own[:1] for t in conjuncts(s)]
    found = [] if depth >= MAX_CLIMB else _inherited_agents(verb, depth)
    if not found and depth == 0 and feature(verb, "VerbForm") == "Part" and feature(verb, "Tense") == "Pres":
        return _gerund_agents(verb)
    return found or subjects_before(verb)


def _gerund_agents(verb: Token) -> list[Token]:
    """Who does a present participle that hangs loose: the subject of the last verb before it («…, a dit X, appelant à …»)."""
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.pos_ == "VERB" and (found := agents(token, depth=1)):
            return found
    return []


def _inherited_agents(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    label = relation(verb)
    if head == verb:
        return _fronted_subject(verb)
    if verb.dep_ == "acl:relcl":
        return []
    if head.pos_ not in {"VERB", "AUX"} and label != "conj" and (misplaced := _misplaced_infinitive(verb, head)):
        return _controller(verb, misplaced, depth)
    if label == "acl":
        if head.pos_ in {"VERB", "AUX"}:
            return agents(head, depth=depth + 1)
        return _noun_controller(verb, head, depth)
    if label == "conj" and head.pos_ not in {"VERB", "AUX"} and (host := elided_host(verb)):
        return agents(host, depth=depth + 1)
    if label == "conj" and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
        if is_passive(head) and not is_passive(verb):
            return patients(head, depth=depth + 1)
        return agents(head, depth=depth + 1)
    if label in {"xcomp", "ccomp", "advcl", "obl", "dep", "parataxis"} and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
        return _controller(verb, head, depth)
    return []


def elided_host(verb: Token) -> Token | None:
    """The verb whose auxiliary a coordinated participle shares («il a appelé au calme et proposé ses services»), if any."""
    if not is_participle(verb) or not any(c.dep_ == "cc" for c in verb.children):
        return None
    before = reversed(verb.doc[verb.sent.start : verb.i])
    return next((t for t in before if t.pos_ == "VERB" and any(c.dep_.startswith("aux") for c in t.children)), None)


def _controller(verb: Token, governor: Token, depth: int) -> list[Token]:
    """Who does an infinitive or gerund that hangs on a governing verb."""
    if is_passive(governor):
        return patients(governor, depth=depth + 1)
    infinitive = feature(verb, "VerbForm") == "Inf"
    slot = controllers(language_of(verb)).get(governor.lemma_, "subj") if infinitive else "subj"
    if relation(verb) == "advcl" and preposition(verb) in {"pour", "afin de", "avant de", "après", "sans"}:
        slot = "subj"
    if slot == "obj" and (objects := direct_objects(governor)):
        return objects
    if slot == "à" and (recipients := recipients_of(governor)):
        return recipients
    return agents(governor, depth=depth + 1)


def _misplaced_infinitive(verb: Token, noun: Token) -> Token | None:
    """The control verb of an infinitive that the parser hung on a word beside it («a été chargé par l'Union de remettre»)."""
    if feature(verb, "VerbForm") != "Inf" or preposition(verb) not in {"de", "d'", "à", "pour"}:
        return None
    governor = governing_verb(noun)
    if governor is None or governor.i > noun.i or governor.lemma_ not in controllers(language_of(verb)):
        return None
    top = noun
    while top.head != governor and top.head != top:
        top = top.head
    # Also a phrase without preposition: an apposition that the parser took for a circumstance.
    beside = top.dep_ == "obl:agent" or preposition(top) in {"", "par"}
    return governor if beside or relation(top) in {"obj", "iobj", "nsubj"} else None


def _noun_controller(verb: Token, noun: Token, depth: int) -> list[Token]:
    """Who does «la volonté de Téhéran de négocier», or the noun itself for a present participle («une résolution appelant à»)."""
    if feature(verb, "VerbForm") != "Inf":
        return conjuncts(noun)
    owners = [c.head for c in complements(noun) if c.preposition == "de" and c.head != verb]
    if owners:
        return owners
    determiner = [
        c for c in noun.children if c.dep_ in {"det", "nmod:poss", "det:poss"} and feature(c, "Poss") == "Yes"
    ]
    if determiner:
        return determiner
    if noun.dep_ in {"obj", "xcomp", "obl:arg", "obl:mod", "obl"} and noun.head.pos_ in {"VERB", "AUX"}:
        return agents(noun.head, depth=depth + 1)
    return []


def _fronted_subject(verb: Token) -> list[Token]:
    """The subject that the parser lost behind a fronted phrase: a nominal right before the verb, after a comma."""
    if not any(feature(w, "VerbForm") == "Fin" for w in (verb, *verb.children)):
        return []
    for child in reversed(
        [c for c in verb.lefts if c.pos_ in {"NOUN", "PROPN"} and c.dep_ in {"dislocated", "appos", "dep", "vocative"}]
    ):
        if not preposition(child):
            return conjuncts(child)
    return []


def direct_objects(verb: Token) -> list[Token]:
    """The heads of the active direct object, relatives undone; a shared object of coordinated verbs counts for each.

    An object that the parser hung on the place or day before it («a reçu au Kremlin Ali Larijani») is found by its
    having no preposition.
    """
    if inverted_subject(verb):
        return []
    days = time_nouns(language_of(verb))
    own = [c for c in verb.children if c.dep_ in {"obj", "iobj:agent"} and not preposition(c)]
    taken = [c for c in own if c.lower_ in days]
    own = [antecedent(c) for c in own if c.lower_ not in {"se", "s'"} and c not in taken]
    # An article far from its noun («l'ayatollah …, a envoyé») is sometimes called an object.
    own = [c for c in own if c.pos_ != "DET"] or own
    if own:
        return [t for c in own[:1] for t in conjuncts(c)]
    for other in (c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"):
        if not _subject_children(other) and (shared := [c for c in other.children if c.dep_ == "obj"]):
            return conjuncts(antecedent(shared[0]))
    return _displaced_object(verb, days) if is_participle(verb) or feature(verb, "VerbForm") in {"Fin", "Inf"} else []


def _displaced_object(verb: Token, days: frozenset[str]) -> list[Token]:
    """A nominal without preposition that hangs on a phrase right after the verb; none when a clause lies between."""
    for child in verb.rights:
        if child.pos_ in {"VERB", "AUX"} or child.lower_ in {"que", "qu'", ":"}:
            break
        if not (child.dep_.startswith("obl") or child.lower_ in days):
            continue
        for inner in child.children:
            bare = inner.i > child.i and inner.pos_ in {"NOUN", "PROPN"} and inner.lower_ not in days
            if bare and not _governed(inner) and relation(inner) in DISPLACED and not _comma_between(child, inner):
                determined = inner.pos_ == "NOUN" and any(
                    c.dep_ in {"det", "nummod"} or c.lower_ == "des" for c in inner.children
                )
                if determined or (inner.pos_ == "PROPN" and child.pos_ != "NOUN" and relation(inner) != "flat"):
                    return conjuncts(inner)
    return []


def _governed(noun: Token) -> bool:
    """Whether a preposition governs the noun; «des» before a lost object is the article («a rasé dimanche des maisons»)."""
    marker = next((c for c in noun.children if c.dep_ == "case" and c.i < noun.i), None)
    return bool(preposition(noun)) and (marker is None or marker.lower_ != "des")


def _comma_between(left: Token, right: Token) -> bool:
    return any(t.text in {",", "(", ":", ";"} for t in left.doc[left.i : right.i])


def patients(verb: Token, *, depth: int = 0) -> list[Token]:
    """The heads of the verb's logical object: the passive subject, the noun a participle modifies, or the direct object."""
    if not is_passive(verb):
        return direct_objects(verb)
    if subjects := _subject_children(verb):
        return list(conjuncts(antecedent(subjects[0])))
    if relation(verb) in {"acl", "amod", "appos"} and is_participle(verb):
        return [verb.head]
    if relation(verb) == "conj" and depth < MAX_CLIMB and verb.head.pos_ in {"VERB", "AUX"}:
        return patients(verb.head, depth=depth + 1)
    if relation(verb) in {"xcomp", "advcl"} and depth < MAX_CLIMB and verb.head.pos_ in {"VERB", "AUX"}:
        return agents(verb.head, depth=depth + 1)
    return []


def recipients_of(verb: Token) -> list[Token]:
    """The heads of the «à» complement: dative pronouns, «à X», also where the parser hung it under the object."""
    datives = [c for c in verb.children if relation(c) == "iobj" and c.lower_ not in {"se", "s'", "y", "en"}]
    if datives:
        return [t for d in datives[:1] for t in conjuncts(d)]
    return [t for c in phrases(verb) if c.preposition == "à" for t in conjuncts(c.head)]


def phrases(head: Token) -> Iterator[Complement]:
    """The prepositional complements of a verb or noun, nearest first, also those that the parser hung one noun lower.

    «remettre une lettre de X au président» often comes out with «au président» under «lettre» or «X».
    """
    yield from complements(head)
    days = time_nouns(language_of(head))
    below = direct_objects(head) if head.pos_ == "VERB" else [c.head for c in complements(head)]
    if head.pos_ == "VERB":
        # «se sont entretenus pendant deux heures avec X», «a reçu mardi …»: what hangs on a time is the verb's.
        below += [c for c in head.children if c.lower_ in days]
    if head.pos_ == "VERB" and is_passive(head):
        below = [t for t in below if t.lower_ in days]
    seen = {head.i}
    queue = [t for t in below if t.i > head.i]
    while queue:
        noun = queue.pop(0)
        if noun.i in seen:
            continue
        seen.add(noun.i)
        # A phrase may also hang on the adjective beside it («l'expulsion de migrants haïtiens par X»).
        beside = [c for a in noun.children if a.pos_ == "ADJ" and relation(a) == "amod" for c in complements(a)]
        for complement in (*complements(noun), *beside):
            if complement.preposition != "de":
                yield complement
            queue.append(complement.head)
    for child in head.children:
        # «face à», «vis-à-vis de» are sometimes parsed as adverbs that govern the noun.
        if child.pos_ == "ADV" and relation(child) == "advmod":
            for c in child.children:
                if relation(c) in {"obl", "nmod"}:
                    inner = preposition(c)
                    yield Complement(plain_preposition([child.lower_, inner]) if inner else child.lower_, c, c.dep_)


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a noun, through other nouns; None at the root."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
    return None
