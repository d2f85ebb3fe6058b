"""Decides whether a frame fires on a trigger: its other words, its conditions, and its sides."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Token

from dragoman.events.frames import Condition, Frame, Slot, classes, named_after_places
from dragoman.events.plover import SPOKEN, SYMMETRIC, TWO_PARTIES
from dragoman.events.sides import Side, Sides
from dragoman.events.slots import Slots, adjectives, through_quantity
from dragoman.languages.base import grammar_words, language_table
from dragoman.syntax.arguments import agents, direct_objects
from dragoman.syntax.clauses import feature, finite, is_passive, language_of, negated, preposition, reflexive

MUTUAL = frozenset({"CONCEDE", "RETREAT"})  # «Ankara et Le Caire ont enterré la hache de guerre»
BONDING = frozenset({"SUPPORT", "SANCTION"})  # mutual only when it is their bond: «ont rehaussé leurs relations»


# Acts that answer or address someone even where the clause does not say whom.
ANSWERING = frozenset(
    {
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "SANCTION",
        "SUPPORT",
        "REQUEST",
        "AGREE",
        "COERCE",
        "ASSAULT",
        "RETREAT",
        "CONCEDE",
    }
)
GOVERNING = frozenset({"SANCTION", "CONCEDE", "MOBILIZE"})  # done by who governs
BODILY = frozenset({"COERCE", "ASSAULT", "RETREAT"})  # done to anyone
COMPLEMENT = frozenset({"ccomp", "xcomp", "acl", "advcl", "obl:arg", "obl:mod", "obl", "dep"})
CARRIED = Slot(("subj",), False)


@dataclass(slots=True)
class Match:
    """A frame that fired: its trigger, slots, the sides found, and which tokens belong to the trigger's expression."""

    frame: Frame
    slots: Slots
    source: list[Side] = field(default_factory=list)
    target: list[Side] = field(default_factory=list)
    words: list[Token] = field(default_factory=list)
    lack: str = ""  # the side that the clause should have named, and that only the discourse may give

    @property
    def mutual(self) -> bool:
        """Whether the act is told as done in both directions at once."""
        verb = (
            self.slots.is_verb and not self.frame.reflexive and reflexive(self.trigger) and not is_passive(self.trigger)
        )
        return verb and self.frame.type not in SYMMETRIC and bool(self.target)

    @property
    def trigger(self) -> Token:
        """The head word of the expression."""
        return self.slots.trigger


def is_word(token: Token, word: str) -> bool:
    """Whether the token is the word of a table, by lemma, form, or masculine singular («conjointes» is «conjoint»)."""
    if word in {token.lemma_.lower(), token.lower_}:
        return True
    bare = token.lower_.removesuffix("s").removesuffix("x")
    return word in {bare, bare.removesuffix("e"), bare.removesuffix("u") + "l"} and token.pos_ in {
        "ADJ",
        "VERB",
        "NOUN",
    }


def other_words(frame: Frame, slots: Slots) -> list[Token] | None:
    """The tokens of the frame's further words, or None when one of them is missing."""
    near = slots.governed()
    found = []
    for word in frame.others:
        token = next((t for t in near if is_word(t, word) and t not in found), None)
        if token is None:
            return None
        found.append(token)
    return found


def match(frame: Frame, slots: Slots, sides: Sides) -> Match | str:
    """The match, or the reason why the frame does not fire («» when its words are simply not there)."""
    trigger = slots.trigger
    if slots.is_verb and reflexive(trigger) != frame.reflexive and not is_reciprocal(frame, slots, sides):
        return ""
    words = other_words(frame, slots)
    if words is None:
        return ""
    slots.extend(words)
    for condition in frame.conditions:
        if not holds(condition, slots, sides):
            return f"condition {condition.key}{'!' if condition.negative else ''}={','.join(condition.values)} does not hold"
    result = Match(frame, slots, words=[trigger, *words])
    wanted_source = (CARRIED, *frame.source) if carries_source(slots) and frame.source else frame.source
    result.source = fill(wanted_source, slots, sides, [], words)
    if not result.source and slots.is_verb and any("subj" in s.names for s in frame.source):
        result.source = sides.described(slots.tokens("subj"))
    result.target = fill(frame.target, slots, sides, result.source, words)
    if not result.target and frame.type in BODILY and any("obj" in s.names for s in frame.target):
        result.target = sides.victims(slots.tokens("obj"))
    if frame.pos == "noun" and trigger.lemma_.lower() in named_after_places(language_of(trigger)):
        # «les pourparlers de Doha»: the city is where they are held.
        result.source = [s for s in result.source if not (sides.is_city(s) and preposition(s.token) == "de")]
    share_between(result)
    if slots.is_verb and not frame.reflexive and reflexive(trigger) and not result.target:
        result.source, result.target = result.source[:1], result.source[1:]
    if frame.pos == "noun":
        complete_noun(result, sides)
    if not result.target and frame.target and frame.type not in TWO_PARTIES and (frame.others or frame.pos == "noun"):
        result.target = sides.nearby(slots, result.source) if result.source else []
    for name, wanted, found in (("source", frame.source, result.source), ("target", frame.target, result.target)):
        if not found and any(s.required for s in wanted) and not (name == "target" and speaks_at_large(result)):
            result.lack = f"no {name}: none of {'|'.join('+'.join(s.names) for s in wanted)} is a political actor"
            if not may_be_understood(result, name):
                return result.lack
    if not result.target and frame.target and frame.type not in TWO_PARTIES:
        result.target = sides.nearby(slots, result.source)
    if not result.target and frame.target and frame.type == "SUPPORT" and not slots.tokens("obj"):
        first = [s for s in result.source if s.party.state == result.source[0].party.state]
        result.source, result.target = first, [s for s in result.source if s not in first]
    return result


def speaks_for_a_body(found: Match) -> bool:
    """Whether the subject is a text that speaks for who adopted or sent it («la résolution invite les parties à…»)."""
    if not found.slots.is_verb or found.frame.type not in SPOKEN:
        return False
    return any(t.lemma_.lower() in classes(language_of(t))["@document"] for t in found.slots.tokens("subj"))


def may_be_understood(found: Match, name: str) -> bool:
    """Whether a required side goes without saying: the agent of a passive, of an infinitive or of a list of verbs."""
    slots = found.slots
    if name == "source" and speaks_for_a_body(found):
        return True
    if not slots.is_verb:
        return False
    told = finite(found.trigger) is not None
    if name == "target":
        return told and bool(found.source) and found.frame.type not in TWO_PARTIES
    if is_passive(found.trigger):
        # Who writes or asks is one of those spoken of; who lifts a curfew or arrests is the state at home, or a known foe.
        speech = found.frame.type in SPOKEN or found.frame.type == "CONSULT"
        return bool(found.target) if speech else told and found.frame.type in BODILY | GOVERNING
    return bool(found.target) and not told


def fill(wanted: tuple[Slot, ...], slots: Slots, sides: Sides, taken: list[Side], words: list[Token]) -> list[Side]:
    """The sides in the first slot that holds any; actors named outright win over owners of things."""
    for owners in (False, True):
        # The expression's own noun is no side, but may have an owner: «solliciter l'aide de la France».
        consumed = {s.token.i for s in taken} | (set() if owners else {w.i for w in words})
        parties = [s.party for s in taken]
        states = {s.party.state for s in taken if s.party.state} if owners else set()
        for slot in wanted:
            found: list[Side] = []
            for name in slot.names:
                if name == "obj" and slots.is_verb and not slots.tokens("obj"):
                    found += [s for s in sides.displaced_person(slots.trigger) if s.party not in parties]
                if name == "voice":
                    found += sides.speaker(slots.trigger)
                for group in slots.groups(name):
                    free = [t for t in group if t.i not in consumed]
                    here = [
                        s
                        for s in sides.of(free, name, owners=owners)
                        if s.party not in parties and s.party.state not in states
                    ]
                    found += [s for s in here if s.party not in [f.party for f in found]]
                    if here and name != "adj":
                        break
            if found:
                return found
    return []


def carries_source(slots: Slots) -> bool:
    """Whether the verb that carries an event noun names who does it («l'armée mène une guerre», «un sabotage attribué à X»)."""
    return not slots.is_verb and bool(slots.tokens("subj"))


def is_reciprocal(frame: Frame, slots: Slots, sides: Sides) -> bool:
    """Whether a pronominal verb says that several do the act to one another («se sont mutuellement accusés»)."""
    if frame.reflexive or not frame_takes_object(frame) or not says_mutual(slots.trigger):
        return False
    subjects = {s.party.state or s.party.name for s in sides.of(slots.tokens("subj"), "subj", owners=False)}
    return len(subjects) > 1


def says_mutual(verb: Token) -> bool:
    """Whether an adverb says that the act goes both ways («mutuellement», «l'un l'autre»)."""
    return bool({t.lower_ for t in verb.children} & grammar_words(language_of(verb), "mutual"))


def frame_takes_object(frame: Frame) -> bool:
    """Whether the target of a verb frame may be its direct object."""
    return any("obj" in s.names for s in frame.target)


def reversed_match(found: Match) -> Match:
    """The same act in the other direction: what several do to one another is one act each way (codebook)."""
    return replace(found, source=found.target, target=found.source)


def speaks_at_large(found: Match) -> bool:
    """Whether a state demands or condemns something of people who are no political actor («a exhorté toutes les parties»)."""
    if found.frame.type not in {"REQUEST", "ACCUSE", "THREATEN"} or not found.slots.is_verb:
        return False
    content = found.slots.tokens("obj") or _governs(found.trigger, "que") or found.frame.others
    if not content:
        return False
    return any(s.party.state and not s.owner for s in found.source)


def complete_noun(result: Match, sides: Sides) -> None:
    """Finds the parties of an event noun that its own phrase does not name: in the clause, or in what was said before."""
    frame, slots = result.frame, result.slots
    if frame.type == "CONSULT":
        add_attendant(result, sides)
    if not result.source and frame.type in {"AID", "SUPPORT"}:
        result.source = [
            s for s in sides.inherited_owner(slots.trigger) if s.party not in [t.party for t in result.target]
        ]
    named = [*result.source, *result.target]
    if len({s.party.state or s.party.name for s in named}) > 1 or not points_back(frame, slots):
        return
    missing = sides.pair_before(slots.trigger, named[0].party if named else None)
    added = [Side(p, slots.trigger, owner=True, doubtful=True) for p in missing]
    if named:
        result.source, result.target = named[:1], added
    else:
        result.source, result.target = added[:1], added[1:]


def points_back(frame: Frame, slots: Slots) -> bool:
    """Whether a joint act is told with reference to parties known from before («ces pourparlers», «la commission mixte»)."""
    if frame.type not in SYMMETRIC:
        return False
    language = language_of(slots.trigger)
    joint = {a.lemma_.lower() for w in slots.words for a in adjectives(w)} & classes(language)["@bilateral"]
    concluding = slots.trigger.lemma_ in classes(language)["@concluding"]
    return bool(joint) or (is_definite(slots) and (frame.type == "CONSULT" or concluding))


def is_definite(slots: Slots) -> bool:
    """Whether an event noun points back at something known («ces pourparlers», «les discussions», «la commission mixte»)."""
    determiners = {c.lower_ for c in slots.trigger.children if c.dep_ == "det"}
    return bool(determiners & grammar_words(language_of(slots.trigger), "definite"))


def add_attendant(result: Match, sides: Sides) -> None:
    """Adds the subject of the clause to a meeting told in passing: «X a dit cela lors d'une réunion avec Y»."""
    found = [*result.source, *result.target]
    host = result.slots.host
    if len({s.party for s in found}) != 1 or host is None:
        return
    if host.slot not in grammar_words(language_of(host.verb), "attending"):
        return
    others = [s for s in sides.of(agents(host.verb), "subj", owners=False) if s.party != found[0].party]
    if others and not any(s.party.state == found[0].party.state for s in others):
        result.source, result.target = others, found


def share_between(result: Match) -> None:
    """«entre A et B», and several states that do a thing together: the first is the source, the rest the target."""
    if result.target or len(result.source) < 2:
        return
    states = {s.party.state or s.party.name for s in result.source}
    frame = result.frame
    kept = frame.type in MUTUAL
    bond = any(w.lemma_ in classes(language_of(w)).get("@relations", ()) for w in result.words)
    joint = kept or (frame.type in BONDING and (not frame.target or bond))
    between = any(c.preposition == "entre" for c in result.slots.complements)
    if between or result.frame.type in SYMMETRIC or (joint and len(states) > 1):
        first = result.source[0].party.state
        rest = [s for s in result.source[1:] if s.party.state != first] or result.source[1:]
        result.source = [s for s in result.source if s not in rest]
        result.target = rest


def holds(condition: Condition, slots: Slots, sides: Sides) -> bool:
    """Whether a condition of a frame is met here. A condition on an empty slot holds, save `with` and `complement`."""
    key, allowed = condition.key, condition.values
    trigger = slots.trigger
    if key == "refl":
        return reflexive(trigger)
    if key == "neg":
        return negated(trigger)
    if key == "norefl":
        return not reflexive(trigger) or says_mutual(trigger)
    if key == "passive":
        return is_passive(trigger) == (allowed != ("no",))
    if key in {"with", "without"}:
        within = [t for t in trigger.subtree if not _in_clause(t, trigger)]
        within += [trigger.head] if trigger.head != trigger and not slots.is_verb else []
        near = {t.lemma_.lower() for t in within} | {t.lower_ for t in within}
        if not slots.is_verb and slots.host is not None:
            near |= {slots.host.verb.lemma_}
        named = bool(near & set(_lemmas(allowed, language_of(trigger))))
        kinds = {kind for value in allowed for kind in named_kinds(language_of(trigger)).get(value, ())}
        named = named or (key == "with" and any(sides.is_kind(t, kinds) for t in within))
        return named if key == "with" else not named
    if key == "complement":
        return _governs(trigger, allowed[0] if allowed else "que") != condition.negative
    tokens = [seen for t in slots.tokens(key) for seen in through_quantity(t)]
    if allowed in {("none",), ("some",)}:
        return bool(tokens) == (allowed == ("some",))
    if not tokens:
        return True
    if allowed == ("person",):
        mentions = [m for t in tokens if (m := sides.mention(t))]
        return any(m.type == "person" and m.kind == "name" for m in mentions) != condition.negative
    if allowed == ("actor",):
        return bool(sides.of(tokens, key, owners=False)) != condition.negative
    lemmas = _lemmas(allowed, language_of(trigger))
    kinds = {kind for value in allowed for kind in named_kinds(language_of(trigger)).get(value, ())}
    return any(t.lemma_.lower() in lemmas or sides.is_kind(t, kinds) for t in tokens) != condition.negative


def _in_clause(token: Token, trigger: Token) -> bool:
    """Whether a finite clause of its own lies between the token and the trigger."""
    for ancestor in (token, *token.ancestors):
        if ancestor == trigger:
            return False
        if ancestor.pos_ in {"VERB", "AUX"} and finite(ancestor) is not None:
            return True
    return False


@cache
def named_kinds(language: str) -> dict[str, frozenset[str]]:
    """Class -> the kinds of named actors and places that belong to it."""
    found: dict[str, set[str]] = {}
    for row in language_table(language, "named_classes"):
        found.setdefault(row["class"], set()).add(row["kind"])
    return {name: frozenset(kinds) for name, kinds in found.items()}


def _lemmas(allowed: tuple[str, ...], language: str) -> set[str]:
    out: set[str] = set()
    for value in allowed:
        out |= classes(language).get(value, frozenset()) if value.startswith("@") else {value}
    return out


def _governs(trigger: Token, kind: str) -> bool:
    """Whether the trigger governs an infinitive («inf») or a clause («que»), also one that the parser hung on its object."""
    below = [c for t in direct_objects(trigger) for c in t.subtree if c.i > t.i] if kind == "inf" else []
    for child in (*trigger.children, *below):
        if child.dep_ in COMPLEMENT and child.pos_ in {"VERB", "AUX"}:
            infinitive = feature(child, "VerbForm") == "Inf"
            if (kind == "inf") == infinitive:
                return True
    return False
