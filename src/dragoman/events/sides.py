"""From tokens to parties: who stands in a slot, or who owns what stands there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Token

from dragoman.actors.knowledge import knowledge
from dragoman.actors.lookup import MentionIndex
from dragoman.document import Document
from dragoman.events.frames import classes, named_after_places
from dragoman.events.slots import Slots
from dragoman.languages.base import grammar_words
from dragoman.model import Mention, Party, content_id
from dragoman.statements.lookup import voices
from dragoman.syntax.clauses import language_of, preposition, relation

BACK = 7  # sentences in which the other party of a matter is looked for
CLAUSES = frozenset({"acl", "advcl", "ccomp", "parataxis", "conj"})
VICTIMS = ("@victim", "@captive", "@crowd", "@force", "@native", "@rebel", "@weaponship")
AGENTS = ("@native", "@rebel", "@force", "@weaponship", "@crowd")
ACTING = frozenset({"person", "state", "organisation", "armed group", "population"})


@dataclass(frozen=True, slots=True)
class Side:
    """A party on a side, the token it stands at, and whether it is doubtful or only owns what stands there."""

    party: Party
    token: Token
    owner: bool = False
    doubtful: bool = False


class Sides:
    """Looks the parties of tokens up in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.index = MentionIndex(document)
        self.places = {p.start: p for p in document.places if p.start is not None}

    def mention(self, token: Token) -> Mention | None:
        """The widest mention headed by the token."""
        return self.index.at(token)

    def of(self, tokens: list[Token], slot: str, *, owners: bool) -> list[Side]:
        """The sides at the tokens; with `owners`, those responsible for what stands there («la rhétorique de Washington»)."""
        out: list[Side] = []
        for token in tokens:
            for side in self._at(token, slot, owners=owners):
                if side.party not in [s.party for s in out]:
                    out.append(side)
        return out

    def nearby(self, slots: Slots, source: list[Side]) -> list[Side]:
        """The nearest actor of another state that the trigger governs, when no slot names the second party; [] for none.

        «a promis que l'aide au Mozambique se poursuivrait»: the promise is to Mozambique.
        """
        trigger = slots.trigger
        states = {s.party.state for s in source}
        tokens = [t for t in trigger.subtree if t.i > trigger.i and t not in slots.words]
        if not slots.is_verb:
            tokens = [
                t for t in tokens if not any(relation(a) in CLAUSES for a in (t, *t.ancestors) if a.i > trigger.i)
            ]
        for token in sorted(tokens, key=lambda t: t.i):
            mention = self.index.at(token)
            if (
                mention is None
                or not political(mention)
                or mention.kind in {"pronoun", "possessive"}
                or source_marked(token)
                or self._dates_a_text(mention, token)
            ):
                continue
            parties = [p for p in mention.parties if p.state not in states or p.state is None]
            if parties:
                return [Side(p, token, owner=True) for p in parties]
        return []

    def _dates_a_text(self, mention: Mention, token: Token) -> bool:
        """Whether a city only names a treaty or talks («la convention de Vienne», «les pourparlers de Doha»)."""
        named = named_after_places(language_of(token))
        return mention.kind == "metonym" and preposition(token) == "de" and token.head.lemma_.lower() in named

    def _at(self, token: Token, slot: str, *, owners: bool) -> list[Side]:
        if slot == "adj":
            mention = self.index.at(token)
            demonym = mention is not None and mention.kind == "demonym"
            return [Side(p, token) for p in mention.parties] if mention is not None and demonym else []
        if slot == "place":
            return self._at_place(token, self.index.at(token))
        possessors = self.index.possessor(token)
        if possessors:
            return [Side(p, token) for p in possessors]
        mentions = self.index.mentions(token)
        if mentions:
            return [
                Side(p, self.index.syntax.token_at(m.head), doubtful=m.doubtful)
                for m in mentions
                if political(m)
                for p in m.parties
            ]
        if not owners:
            return []
        owned = [Side(p, token, owner=True) for p in self.index.owner(token)]
        place = self.places.get(token.idx)
        if not owned and place is not None and place.country:
            return [Side(state_party(place.country), token, owner=True)]  # «annexer la Crimée»
        return owned

    def victims(self, tokens: list[Token]) -> list[Side]:
        """Those who suffer violence or arrest, though they be no political actors: a person named, prisoners, a column."""
        out: list[Side] = []
        for token in tokens:
            mention = self.index.at(token)
            if mention is not None and mention.type == "person":
                out += [Side(p, token) for p in mention.parties]
            elif token.pos_ == "NOUN" and any(token.lemma_.lower() in classes(language_of(token))[c] for c in VICTIMS):
                out.append(Side(Party(None, token.text, None), token, doubtful=True))
        return out

    def described(self, tokens: list[Token]) -> list[Side]:
        """Those who act though nothing names them: «les syndicats menacent», «des drones ont visé»; whose they are is open."""
        return [
            Side(Party(None, token.text, None), token, doubtful=True)
            for token in tokens
            if token.pos_ == "NOUN"
            and self.index.at(token) is None
            and any(token.lemma_.lower() in classes(language_of(token))[c] for c in AGENTS)
        ]

    def is_city(self, side: Side) -> bool:
        """Whether the side is a state only by a city that stands for it («Luanda»)."""
        mention = self.index.at(side.token)
        return mention is not None and mention.kind == "metonym" and side.token.idx in self.places

    def displaced_person(self, verb: Token) -> list[Side]:
        """The person named bare right after a verb whose object the parser lost («a reçu au Kremlin Ali Larijani»)."""
        for token in verb.doc[verb.i + 1 : min(verb.i + 9, verb.sent.end)]:
            if token.pos_ in {"VERB", "AUX", "SCONJ", "PUNCT"}:
                return []
            mention = self.index.at(token)
            if (
                mention is None
                or mention.type != "person"
                or mention.kind not in {"name", "title"}
                or mention.start != token.idx
            ):
                continue
            if token.i > verb.i + 1 and token.nbor(-1).pos_ != "ADP":
                return [Side(p, token) for p in mention.parties] if political(mention) else []
        return []

    def inherited_owner(self, noun: Token) -> list[Side]:
        """Who answers for the noun on which an event noun hangs: «la coopération de la Russie sous forme d'envoi de vaccins»."""
        for ancestor in noun.ancestors:
            if ancestor.pos_ not in {"NOUN", "PROPN"}:
                return []
            if owned := self.of([ancestor], "de", owners=True):
                return [replace(s, owner=True) for s in owned]
        return []

    def is_kind(self, token: Token, kinds: set[str]) -> bool:
        """Whether a named actor or place of one of the kinds stands at the token."""
        if "place" in kinds and token.idx in self.places:
            return True
        mention = self.index.at(token)
        if mention is None or mention.kind == "demonym":
            return False
        return mention.type in kinds or mention.kind in kinds

    @cached_property
    def cues(self) -> frozenset[int]:
        """Where the reporting words of direct and indirect speech stand («…, a rappelé la porte-parole»)."""
        said = (s for s in self.document.statements if s.form in {"direct", "indirect", "mixed"})
        return frozenset(t.idx for s in said for t in self.index.syntax.tokens(s.cue.start, s.cue.end))

    @cached_property
    def weights(self) -> Counter[str]:
        """How often the dispatch speaks of each state, its people included."""
        return Counter(p.state for m in self.document.mentions for p in m.parties if p.state and m.type in ACTING)

    def states_before(self, token: Token) -> dict[str, Party]:
        """The states spoken of in the token's sentence before it and in some sentences before, the last first."""
        found: dict[str, Party] = {}
        sentence, end = token.sent, token.idx
        for _ in range(BACK):
            for mention in reversed(self.index.within(sentence.start_char, end)):
                if mention.type in {"state", "person", "population", "organisation"} and political(mention):
                    for p in mention.parties:
                        if p.state is not None:
                            found.setdefault(p.state, p)
            if sentence.start == 0:
                break
            sentence = token.doc[sentence.start - 1].sent
            end = sentence.end_char
        return found

    def pair_before(self, token: Token, party: Party | None = None) -> list[Party]:
        """The two states that the dispatch speaks of most among those just before the token; or the one that faces `party`."""
        found = self.states_before(token)
        ranked = sorted(found, key=lambda code: (-self.weights[code], list(found).index(code)))
        others = [state_party(code) for code in ranked if party is None or code != party.state]
        if party is None:
            return others[:2] if len(others) >= 2 else []
        return others[:1]

    def speaker(self, token: Token) -> list[Side]:
        """Who says the words in which the token stands, for acts that are done by saying («la Russie doit partir, a dit X»)."""
        spoken = voices(self.document, token.idx, token.idx + len(token))
        return [Side(s.speaker, token) for s in spoken[:1] if s.speaker.state or s.speaker.actor]

    def _at_place(self, token: Token, mention: Mention | None) -> list[Side]:
        if mention is not None and mention.kind in {"state", "metonym", "body"}:
            return [Side(p, token) for p in mention.parties]
        place = self.places.get(token.idx)
        if place is not None and place.country:
            return [Side(state_party(place.country), token)]
        return []


def source_marked(token: Token) -> bool:
    """Whether the token names who says so («selon Paris»), not a party."""
    markers = grammar_words(language_of(token), "source marker")
    return any(preposition(t) in markers for t in (token, token.head))


def state_party(code: str) -> Party:
    """The state with that code, as actors/ names it."""
    return Party(content_id("state", code), knowledge().label(code), code)


def political(mention: Mention) -> bool:
    """Whether the mention can act in politics: a person only with a state or an office, never a news outlet."""
    if mention.type not in ACTING:
        return False
    return mention.type != "person" or any(p.state for p in mention.parties) or mention.kind in {"title", "pronoun"}
