"""Finds the tokens that stand in a frame's slots, for verb, noun and adjective triggers alike."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.events.frames import Support, classes, supports
from dragoman.languages.base import grammar_words
from dragoman.syntax.arguments import agents, antecedent, direct_objects, patients, phrases, recipients_of
from dragoman.syntax.clauses import (
    SUBJECT,
    Complement,
    complements,
    compound_of,
    conjuncts,
    feature,
    is_passive,
    language_of,
    preposition,
    reflexive,
    relation,
    subtree_bounds,
)

NEAR = 8  # words between an event noun and a complement that the parser hung on the verb


@dataclass(frozen=True, slots=True)
class Host:
    """The verb that carries an event noun, and how («mener» with the noun as object; «avoir lieu» with it as subject)."""

    verb: Token
    slot: str  # obj | subj | a preposition
    support: Support | None


def host_of(noun: Token) -> Host | None:
    """The verb that an event noun hangs on directly, with the support reading if the verb has one; None for none."""
    for participle in participles_of(noun):
        if support := _support(participle, "obj"):
            return Host(participle, "obj", support)
    if relative := relative_of(noun):
        pronoun = next((c.dep_ for c in relative.children if feature(c, "PronType") == "Rel"), "")
        slot = "obj" if pronoun in {"obj", "nsubj:pass"} and not reflexive(relative) else "subj"
        if support := _support(relative, slot):
            return Host(relative, slot, support)
    anchor = noun
    while anchor.dep_ == "conj" and anchor.head.pos_ in {"NOUN", "PROPN"}:
        anchor = anchor.head
    verb, label, compound = anchor.head, relation(anchor), ""
    if verb.pos_ in {"ADV", "NOUN"} and (compound := compound_of(verb)):
        verb, label = verb.head, relation(verb)  # «lors d'une réunion» hangs on «lors»
    if verb == anchor or verb.pos_ not in {"VERB", "AUX"}:
        return None
    slot = compound or _slot(anchor, verb, label)
    return Host(verb, slot, _support(verb, slot)) if slot else None


def relative_of(noun: Token) -> Token | None:
    """The relative clause said of a noun, also one that the parser hung higher though it follows the noun's phrase."""
    _, last = subtree_bounds(noun, without=frozenset({"acl:relcl", "punct"}))
    for holder in (noun, *noun.ancestors):
        if holder.pos_ not in {"NOUN", "PROPN"}:
            return None
        for child in holder.children:
            if child.dep_ != "acl:relcl" or child.pos_ != "VERB":
                continue
            first = min(t.i for t in child.subtree if t.dep_ != "punct")
            if holder == noun or 0 < first - last <= 2:
                return child
    return None


def participles_of(noun: Token) -> list[Token]:
    """The participles said of a noun, also one that the parser hung on a nearer noun with which it does not agree.

    «des menaces contre l'Iran proférées par X»: what is uttered are the threats.
    """
    found = []
    for token in noun.subtree:
        if relation(token) != "acl" or token.i < noun.i or token.pos_ not in {"VERB", "ADJ"}:
            continue
        if token.head == noun or (_agrees(token, noun) and not _agrees(token, token.head)):
            found.append(token)
    return found


def _agrees(participle: Token, noun: Token) -> bool:
    """Whether gender and number of the participle may be those of the noun; names without either agree with all."""
    for name in ("Gender", "Number"):
        own, other = feature(participle, name), feature(noun, name)
        if own and other and own != other:
            return False
    return True


def _slot(noun: Token, verb: Token, label: str) -> str:
    if label == "obj":
        return "obj"
    if label == "nsubj":
        return "obj" if is_passive(verb) else "subj"
    if label in {"obl", "xcomp", "iobj", "advcl"}:
        return preposition(noun)
    return ""


def _support(verb: Token, slot: str) -> Support | None:
    for support in supports(language_of(verb)).get(verb.lemma_, ()):
        if support.slot != slot:
            continue
        rest = [w for w in support.verb.split() if w not in {"se", "s'", verb.lemma_, slot}]
        if all(any(t.lemma_ == w for t in verb.subtree) for w in rest):
            return support
    return None


def adjectives(noun: Token) -> list[Token]:
    """The adjectives of a noun, also those that the parser hung on one another («installations nucléaires iraniennes»)."""
    own = [
        c
        for c in noun.children
        if c.pos_ in {"ADJ", "PROPN", "NOUN"}
        and relation(c) in {"amod", "nmod", "appos", "flat"}
        and not preposition(c)
    ]
    return own + [d for c in own for d in c.children if d.pos_ == "ADJ" and relation(d) in {"amod", "conj"}]


def through_quantity(token: Token) -> list[Token]:
    """What is counted, for a noun of quantity («un millier de soldats»); any other token as it is."""
    if token.lemma_.lower() not in classes(language_of(token)).get("@quantity", ()):
        return [token]
    counted = [t for c in complements(token) if c.preposition == "de" for t in conjuncts(c.head)]
    return [token, *counted]


def predicated(adjective: Token) -> list[Token]:
    """What an adjective or participle is said of: its subject, the subject of the verb it completes, or its noun."""
    subjects = [c for c in adjective.children if c.dep_ in SUBJECT]
    if subjects:
        return conjuncts(antecedent(subjects[0]))
    if relation(adjective) in {"amod", "acl", "appos"}:
        return conjuncts(adjective.head)
    if relation(adjective) in {"xcomp", "conj", "advcl", "obj"} and adjective.head.pos_ in {"VERB", "AUX", "ADJ"}:
        return agents(adjective.head)
    return []


def _with_second(head: Token, name: str) -> list[Token]:
    """The complement with what is coordinated with it; «entre A et B» has its B even where the parser hung it elsewhere."""
    found = conjuncts(head)
    if name != "entre" or len(found) > 1:
        return found
    last = max(t.i for t in head.subtree)
    rest = [t for t in head.sent if t.i > last]
    if rest and rest[0].lower_ == "et":
        second = next((t for t in rest[1:5] if t.pos_ in {"NOUN", "PROPN"}), None)
        return found if second is None else [*found, second]
    return found


class Slots:
    """The tokens in each slot of one trigger."""

    def __init__(self, trigger: Token, *, predicate: bool = False) -> None:
        """`predicate`: the trigger is an adjective said of its subject («est hostile à», «se dit prêt à»)."""
        self.trigger = trigger
        self.predicate = predicate
        self.words = [trigger]
        self._near: list[Token] = []  # shared by all copies: it depends on the trigger alone
        self.is_verb = trigger.pos_ in {"VERB", "AUX"} and not predicate
        self.host = None if self.is_verb or predicate else host_of(trigger)
        self._phrases = list(phrases(trigger))
        if self.host is not None and self.host.support is not None:
            self._phrases += self._passed(self.host)
        elif self.host is not None:
            # Any governing verb may hold what is the noun's: «annoncer une visite à Moscou», «lors de sa visite à Moscou».
            below = {t.i for t in trigger.subtree}
            near = (c for c in phrases(self.host.verb) if c.head.i not in below and 0 < c.head.i - trigger.i <= NEAR)
            self._phrases += near
        if not self.is_verb:
            self._phrases += list(self._participle_phrases())

    def fresh(self) -> Slots:
        """A copy to try another frame on: what the trigger governs is found once."""
        other = copy(self)
        other._phrases, other.words = list(self._phrases), [self.trigger]
        return other

    @property
    def complements(self) -> tuple[Complement, ...]:
        """All prepositional complements that count as the trigger's."""
        return tuple(self._phrases)

    def extend(self, words: list[Token]) -> None:
        """Counts the complements of the expression's further words as its own: «donner son aval à X»."""
        seen = {c.head.i for c in self._phrases}
        for word in words:
            self._phrases += [c for c in phrases(word) if c.head.i not in seen and c.head not in words]
        self.words = [self.trigger, *words]

    def _words(self, kind: str) -> frozenset[str]:
        return grammar_words(language_of(self.trigger), kind)

    def _passed(self, host: Host) -> Iterator[Complement]:
        support = host.support
        assert support is not None
        own = {t.i for t in self.trigger.subtree} if host.verb not in self.trigger.subtree else set()
        for complement in phrases(host.verb):
            if complement.head.i in own or complement.head == self.trigger:
                continue
            # What stands between the noun and its verb is the noun's («l'expulsion de X par Y se poursuit»).
            between = self.trigger.i < complement.head.i < host.verb.i
            named = "*" in support.passes or complement.preposition in support.passes
            if between or named or complement.preposition in self._words("locative"):
                yield complement

    def _participle_phrases(self) -> Iterator[Complement]:
        """«les frappes menées par X contre Y», «une lettre adressée à Y»: the participle's complements count as the noun's."""
        for child in participles_of(self.trigger):
            yield from phrases(child)

    def tokens(self, name: str) -> list[Token]:
        """The tokens in the slot, coordination included, best reading first."""
        if name == "subj":
            return self._subject()
        if name == "obj":
            return patients(self.trigger) if self.is_verb else []
        if name == "adj":
            return [a for w in self.words for a in adjectives(w)]
        if name == "poss":
            return [c for w in self.words for c in w.children if c.lower_ in self._words("possessive")]
        if name == "place":
            return [
                t for c in self._phrases if c.preposition in self._words("locative") - {"de"} for t in conjuncts(c.head)
            ]
        if name == "à" and self.is_verb:
            return recipients_of(self.trigger) or self._prepositional("à")
        if name == "host":
            return self._host_subject()
        if name == "que":
            return [t for c in self.trigger.children if relation(c) == "ccomp" for t in agents(c)]
        return self._prepositional(name)

    def groups(self, name: str) -> list[list[Token]]:
        """The tokens in the slot, a list for each complement («avec X et Y» is one complement); quantities are seen through."""
        return [[seen for t in group for seen in through_quantity(t)] for group in self._groups(name)]

    def _groups(self, name: str) -> list[list[Token]]:
        if name == "subj":
            alongside = [conjuncts(c.head) for c in self._phrases if c.preposition in self._words("alongside")]
            return [g for g in (self.tokens("subj"), *alongside) if g]
        if name in {"obj", "poss", "que"} or (name == "à" and self.is_verb):
            found = self.tokens(name)
            return [found] if found else []
        if name == "adj":
            return [[t] for t in self.tokens(name)]
        if name == "place":
            return [conjuncts(c.head) for c in self._phrases if c.preposition in self._words("locative") - {"de"}]
        return [_with_second(c.head, name) for c in self._phrases if c.preposition == name]

    def _prepositional(self, name: str) -> list[Token]:
        return [t for c in self._phrases if c.preposition == name for t in _with_second(c.head, name)]

    def _subject(self) -> list[Token]:
        if self.predicate:
            return predicated(self.trigger)
        if self.is_verb:
            return agents(self.trigger)
        if self.host is None or self.host.support is None:
            return []
        giver = self.host.support.source
        if giver == "subj":
            return agents(self.host.verb) if self.host.slot != "subj" else []
        return (
            [t for c in phrases(self.host.verb) if c.preposition == giver for t in conjuncts(c.head)] if giver else []
        )

    def _host_subject(self) -> list[Token]:
        """Who does what is done at a noun's instance: «le Conseil s'est réuni à la demande de X»."""
        if self.host is None or self.host.slot != "à":
            return []
        verb = self.host.verb
        return patients(verb) if is_passive(verb) else agents(verb)

    def governed(self) -> list[Token]:
        """The words that the trigger governs and that lie near it: where the other words of a frame are looked for."""
        if not self._near:
            self._near.extend(self._governed())
        return self._near

    def _governed(self) -> list[Token]:
        near = [t for t in self.trigger.subtree if t != self.trigger and -5 <= t.i - self.trigger.i <= 8]
        if self.is_verb:
            extra = [t for t in [*direct_objects(self.trigger), *patients(self.trigger)] if t not in near]
            near += extra
        return near
