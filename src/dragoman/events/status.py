"""Whether an event happened, is announced, wanted, denied, only claimed or supposed: tense, mood and governing words."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.events.frames import Operator, operators
from dragoman.events.slots import Slots
from dragoman.languages.base import grammar_words
from dragoman.syntax.clauses import (
    feature,
    finite,
    is_passive,
    language_of,
    mood,
    negated,
    preposition,
    relation,
    tense,
)

# When several apply, the one that takes the event farthest from fact wins.
FARTHEST = ("negated", "denied", "hypothetical", "requested", "planned", "unconfirmed", "actual")
CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "obl", "csubj", "dep", "conj"})


@dataclass(frozen=True, slots=True)
class Status:
    """A status («negated» when the act did not take place), and the word that gave it, if another word did."""

    value: str
    governor: Token | None = None


def farthest(found: list[Status]) -> Status:
    """The status that takes the event farthest from fact."""
    return min(found, key=lambda s: FARTHEST.index(s.value), default=Status("actual"))


def status_of(slots: Slots, *, negation_told: bool = False) -> Status:
    """The status of the trigger's event by its own clause and the words that govern it.

    `negation_told`: the frame itself tells of not doing («n'acceptera pas»), so the clause's own negation does not count.
    """
    trigger = slots.trigger
    found = _own_clause(trigger) if slots.is_verb else _noun(slots)
    if negation_told:
        found = [s for s in found if s.value != "negated"]
    found += _governors(trigger, slots)
    return farthest(found)


def _own_clause(verb: Token) -> list[Status]:
    if negated(verb):
        return [Status("negated")]
    if conditional_clause(verb):
        return [Status("hypothetical")]
    if mood(verb) == "Cnd":
        return [Status("planned" if future_in_past(verb) else "unconfirmed")]
    if tense(verb) == "Fut":
        return [Status("planned")]
    return []


def conditional_clause(verb: Token) -> bool:
    """Whether the verb stands in a clause with «si» of condition."""
    return any(c.lower_ in {"si", "s'"} and c.dep_ == "mark" for c in verb.children) and relation(verb) == "advcl"


def future_in_past(verb: Token) -> bool:
    """Whether a conditional is the future of a past report («a déclaré qu'il remettrait»): the announced, not the unconfirmed."""
    compound = any(c.dep_ == "aux:tense" for c in verb.children)
    for ancestor in verb.ancestors:
        if ancestor.pos_ not in {"VERB", "AUX"}:
            continue
        return tense(ancestor) in {"Past", "Imp"} and not compound
    return False


def _noun(slots: Slots) -> list[Status]:
    noun = slots.trigger
    found = []
    for child in noun.children:
        if relation(child) in {"amod", "acl"} or child.pos_ == "ADJ":
            found += [Status(o.effect, None) for o in _operators(child, {"noun", "any"}, ("adj",))]
    if any(c.lower_ in {"aucun", "aucune"} for c in noun.children):
        found.append(Status("negated"))
    if slots.host is not None and slots.host.support is not None:
        found += _own_clause(slots.host.verb)
        if slots.host.support.effect:
            found.append(Status(slots.host.support.effect, slots.host.verb))
    return found


def _operators(token: Token, takes: set[str], pos: tuple[str, ...]) -> list[Operator]:
    out = []
    for part in pos:
        for operator in operators(language_of(token)).get((token.lemma_.lower(), part), ()):
            words = [w for w in operator.lemma.split() if w not in {"se", "s'", "de", "à", "d'"}][1:]
            near = {t.lemma_.lower() for t in token.subtree if abs(t.i - token.i) < 5}
            near |= {t.lower_ for t in token.subtree if abs(t.i - token.i) < 5}
            if operator.takes & takes and set(words) <= near:
                out.append(operator)
                break
    return out


def _governors(trigger: Token, slots: Slots) -> list[Status]:
    """Statuses given by the words above the trigger, up to the first finite clause that asserts it."""
    found: list[Status] = []
    current, clause = trigger, slots.is_verb
    for _ in range(6):
        head = current.head
        if head == current:
            break
        label = relation(current)
        if label == "conj":
            current = head
            continue
        if head.pos_ in {"VERB", "AUX", "ADJ"}:
            stop = _verbal_governor(current, head, label, clause, slots, found)
            if stop:
                break
            clause = True
        elif head.pos_ in {"NOUN", "PROPN"}:
            takes = {"inf", "que", "any"} if clause and label == "acl" else {"noun", "any"}
            if label in {"nmod", "acl", "obl"} and (
                preposition(current) in {"de", "à", "pour", "d'"} or label == "acl"
            ):
                if clause and feature(current, "VerbForm") != "Inf" and current.dep_ == "acl:relcl":
                    break
                hit = _operators(head, takes, ("noun",))
                found += [Status(o.effect, head) for o in hit]
                if not hit and not clause:
                    break
                clause = False
            else:
                break
        current = head
    return found


def _verbal_governor(current: Token, head: Token, label: str, clause: bool, slots: Slots, found: list[Status]) -> bool:
    """Adds the governing verb's effect; True when nothing above it matters any more."""
    if clause:
        if label not in CLAUSAL:
            return True
        infinitive = feature(current, "VerbForm") == "Inf"
        takes = {"inf", "any"} if infinitive else {"que", "any"}
        hits = _operators(head, takes, ("verb", "adj")) if label != "advcl" or infinitive else []
        found += [Status(_effect(o, head, current), head) for o in hits]
        if label == "advcl" and infinitive and preposition(current) in {"pour", "afin de"} and not hits:
            found.append(Status("planned", head))
        if not infinitive and not hits and finite(current) is not None:
            return True  # a finite clause asserts for itself; what its speaker says of it is the statements' matter
        found += _own_clause(head)
        return False
    carries = slots.host is not None and slots.host.verb == head and slots.host.support is not None
    # «après les frappes» is governed by no verb.
    marked = preposition(current) in grammar_words(language_of(current), "governed")
    governs = label == "obj" or (label == "nsubj" and is_passive(head)) or marked
    hits = _operators(head, {"noun", "any"}, ("verb",)) if governs else []
    found += [Status(_effect(o, head, current), head) for o in hits]
    if hits or carries:
        if negated(head):
            found.append(Status("negated" if carries else "actual"))
        return False
    return True


def _effect(operator: Operator, verb: Token, governed: Token) -> str:
    """«devoir» announces in the conditional («devrait se rendre») and demands otherwise, unless a date or meeting says else."""
    if operator.lemma == "devoir":
        return "planned" if mood(verb) == "Cnd" or tense(verb) == "Imp" else operator.effect
    if negated(verb) and operator.effect in {"actual", "planned", "requested"}:
        return "negated"
    if negated(verb) and operator.effect == "negated":
        return "actual"
    return operator.effect
