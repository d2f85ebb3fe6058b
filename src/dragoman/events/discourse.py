"""What the dispatch as a whole tells of the parties of an act whose own clause leaves one of them out.

A coder reads «les vols seront suspendus» in a text on Caracas and Panama and knows who suspends whose flights. The other
party of an act is sought among the states and armed groups spoken of so far: those that the dispatch has already shown
facing the known party count most, then those it speaks of most, then those named last. All it gives is doubtful.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import product

from spacy.tokens import Token

from dragoman.document import Document
from dragoman.events.frames import classes
from dragoman.events.matching import Match, speaks_for_a_body
from dragoman.events.sides import AGENTS, Side, Sides, political, source_marked, state_party
from dragoman.languages.base import grammar_words
from dragoman.model import Party
from dragoman.syntax.arguments import agents, governing_verb
from dragoman.syntax.clauses import finite, is_passive, language_of, preposition

BACK = 6  # sentences before the act in which its parties are sought
FACED, SPOKEN_OF, RECENT = 2.0, 1.5, 1.0  # weights of the three kinds of evidence
LOCATIVE, COUNTRIES = "locative of places", "locative of countries"
AGAINST = frozenset({"ACCUSE", "REJECT", "THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
HOSTILE = 2  # how much more an act against someone tells of who faces whom than a meeting, which may be a mediator's
HOME = 0.5  # share of the names of states from which on nameless policemen are that state's
DOMESTIC = 0.65  # share of the names of states from which on a dispatch is about one state
TOLD = 2  # acts with parties named outright from which on a text tells of politics
OPENING = 5  # words of a phrase of place that opens a sentence
FADE = 0.6  # what one sentence of distance leaves of the last
# Where a state does this to its own people, no other party needs to be sought.
AT_HOME = frozenset({"COERCE", "PROTEST"})


def key(party: Party) -> str | None:
    """What tells the party apart here: its state, or the armed group; None for people of no known side."""
    return party.state or (party.name if party.actor else None)


def understood(party: Party, token: Token) -> Side:
    """The party as a side that goes without saying: doubtful, and no one whom the clause itself names."""
    return Side(party, token, owner=True, doubtful=True)


class Discourse:
    """The parties of one dispatch: how much it speaks of each, where, and who faces whom."""

    def __init__(self, document: Document, sides: Sides, matches: Iterable[Match]) -> None:
        assert document.syntax is not None
        self.syntax = document.syntax
        self.parties: dict[str, Party] = {}
        self.named: list[tuple[int, str]] = []
        for mention in document.mentions:
            if not political(mention) or mention.kind in {"pronoun", "possessive"} or mention.type == "population":
                continue
            if source_marked(head := self.syntax.token_at(mention.head)) or (
                mention.kind in {"state", "metonym"}
                and preposition(head) in grammar_words(language_of(head), COUNTRIES)
            ):
                continue  # who says so, and where it happens, are no parties
            for p in mention.parties:
                if p.state is not None or mention.type == "armed group" or mention.rule.startswith("table-group"):
                    name = key(p) or p.name
                    self.parties.setdefault(name, state_party(p.state) if p.state else p)
                    self.named.append((mention.start, name))
        self.named.sort()
        self.sides = sides
        self.acts: list[tuple[int, list[Side]]] = []  # where who has done something, in order
        self.faced: Counter[tuple[str, str]] = Counter()
        for m in matches:
            if m.lack or any(s.doubtful for s in (*m.source, *m.target)):
                continue
            if m.source:
                self.acts.append((m.trigger.i, m.source))
            pairs = {(key(a.party), key(b.party)) for a, b in product(m.source, m.target)}
            for a, b in pairs:
                if a and b and a != b:
                    self.faced[a, b] += HOSTILE if m.frame.type in AGAINST else 1
                    self.faced[b, a] += HOSTILE if m.frame.type in AGAINST else 1

    @cached_property
    def weights(self) -> Counter[str]:
        """How often the dispatch names each."""
        return Counter(name for _, name in self.named)

    def main_state(self, share: float) -> str | None:
        """The state that has at least that share of all names of states in the dispatch; None for none."""
        states = Counter({n: c for n, c in self.weights.items() if self.parties[n].state is not None})
        (name, count), *_ = states.most_common(1) or [("", 0)]
        return name if count and count >= share * states.total() else None

    @cached_property
    def home(self) -> str | None:
        """The state where nameless policemen and deputies belong; None when the dispatch is about several."""
        return self.main_state(HOME)

    @cached_property
    def domestic(self) -> str | None:
        """The state whose own affairs the dispatch is about, when it speaks of hardly any other."""
        return self.main_state(DOMESTIC)

    def ranked(self, token: Token, own: set[str]) -> list[tuple[float, str]]:
        """The parties named before the token or in its sentence, beside `own`, the likeliest to face `own` first."""
        number = self.syntax.sentence_number(token)
        sentences = self.syntax.sentences
        end = sentences[number].end_char
        first = sentences[max(number - BACK, 0)].start_char
        last: dict[str, int] = {}
        for start, name in self.named[bisect_left(self.named, (first, "")) :]:
            if start >= end:
                break
            last[name] = self.syntax.sentence_number(self.syntax.token_at(start))
        faced = {n: sum(self.faced[o, n] for o in own) for n in last}
        most_faced = max(faced.values(), default=0)
        most = max((self.weights[n] for n in last), default=1)
        scored = [
            (
                FACED * (faced[n] / most_faced if most_faced else 0.0)
                + SPOKEN_OF * self.weights[n] / most
                + RECENT * FADE ** (number - at),
                n,
            )
            for n, at in last.items()
            if n not in own
        ]
        return sorted(scored, key=lambda s: (-s[0], s[1]))

    def facing_each_other(self, token: Token, *, foes: bool) -> list[Side]:
        """The two parties who have most been shown facing each other so far; [] when none have. `foes`: by hostile acts."""
        near = {n for _, n in self.ranked(token, set())}
        least = HOSTILE if foes else 1
        pairs = [(c, a, b) for (a, b), c in self.faced.items() if a < b and c >= least and a in near and b in near]
        if not pairs:
            return []
        _, a, b = max(pairs)
        return [understood(self.parties[n], token) for n in (a, b)]

    def facing(self, token: Token, known: list[Side], *, foe: bool = False) -> list[Side]:
        """The likeliest other party of an act at the token; [] for none. `foe`: only one that has been shown against it."""
        own = {name for s in known if (name := key(s.party))}
        if self.domestic in own:
            return [understood(self.parties[str(self.domestic)], token)]
        ranked = [n for _, n in self.ranked(token, own) if not foe or any(self.faced[o, n] for o in own)]
        return [understood(self.parties[n], token) for n in ranked[:1]]

    def nearest(self, token: Token, *, armed: bool) -> str | None:
        """The armed group named last before the token; or the state of the place where its sentence is set, else the main one."""
        if armed:
            before = [name for start, name in self.named if start < token.idx and self.parties[name].state is None]
            return before[-1] if before else None
        if (scene := self.scene(token)) is not None:
            return scene if scene in self.parties else None
        ranked = [n for _, n in self.ranked(token, set()) if self.parties[n].state is not None]
        return self.home or (ranked[0] if ranked else None)

    def scene(self, token: Token) -> str | None:
        """The state of the first place before the token in which its sentence is set («À Bamako, la présidence…»), or None."""
        for other in token.doc[token.sent.start : token.i]:
            place = self.sides.places.get(other.idx)
            if place is None or not place.country:
                continue
            if preposition(other) in grammar_words(language_of(token), LOCATIVE):
                return place.country
        return None

    def holder(self, token: Token) -> Party | None:
        """Whose the noun of a relative clause with «dont» is: «Poutine, dont l'armée mène une guerre…»; None for none."""
        before = token.doc[max(token.i - 2, token.sent.start) : token.i]
        relative = next((t for t in before if t.lower_ in grammar_words(language_of(token), "whose")), None)
        if relative is None:
            return None
        nearest = [m for m in self.sides.index.within(token.sent.start_char, relative.idx) if political(m)]
        parties = nearest[-1].parties if nearest else ()
        return parties[0] if parties and parties[0].state else None

    def opens(self, token: Token) -> str | None:
        """The state of the place with which the token's sentence opens («À Bamako, la présidence…»); None for none."""
        comma = next((t for t in token.sent if t.text == ","), None)
        if comma is None or comma.i >= token.i or comma.i - token.sent.start > OPENING:
            return None
        return self.scene(token)

    def author(self, token: Token) -> list[Side]:
        """Who speaks in a text just adopted or sent («le texte invite les parties à…»): the last who did something."""
        before = [source for i, source in self.acts if i < token.i]
        return [replace(s, owner=True, doubtful=True) for s in before[-1]] if before else []

    def subject_above(self, found: Match) -> list[Side]:
        """Who does what the clause above an infinitive or participle tells («a accusé X dans une lettre adressée à Y»)."""
        verb = governing_verb(found.trigger)
        if verb is None or (finite(found.trigger) is not None and not is_passive(found.trigger)):
            return []
        theirs = {key(s.party) for s in found.target}
        return [s for s in self.sides.of(agents(verb), "subj", owners=False) if key(s.party) not in theirs]

    def belonging(self, side: Side) -> Side:
        """The side with the state or armed group of a mere description («les policiers», «les rebelles»), when it is clear."""
        party, token = side.party, side.token
        words = classes(language_of(token))
        lemma = token.lemma_.lower()
        armed = lemma in words["@rebel"]
        if party.actor is None and (holder := self.holder(token)) is not None:
            return replace(side, party=replace(party, state=holder.state), doubtful=True)
        own = party.actor is not None or lemma not in words["@native"] or self.sides.index.told_owner(token)
        if not own and (scene := self.opens(token)) is not None:
            return replace(side, party=replace(party, state=scene), doubtful=True)
        known = party.actor is not None or (party.state is not None and self.home in {None, party.state})
        native = any(lemma in words[c] for c in AGENTS)
        if known or not (armed or native) or (party.state and self.sides.index.told_owner(token)):
            return side
        name = self.nearest(token, armed=armed)
        if name is None:
            return side
        found = self.parties[name]
        return replace(side, party=found if found.state is None else replace(party, state=found.state), doubtful=True)


def closes_a_border(found: Match) -> bool:
    """Whether the act is done at a border, so that it is done to a neighbour."""
    border = classes(language_of(found.trigger))["@border"]
    return any(t.lemma_.lower() in border for t in (*found.words, *found.slots.tokens("obj")))


def complete(found: Match, discourse: Discourse) -> None:
    """Gives the match the sides that its clause leaves out, as far as the dispatch tells them."""
    for side in (found.source, found.target):
        side[:] = [discourse.belonging(s) for s in side]
    if not found.source and speaks_for_a_body(found):
        found.source = discourse.author(found.trigger)
    if not (found.source or found.target):
        begin(found, discourse)
    if found.source and not found.target and found.frame.target:
        found.target = target_of(found, discourse)
    elif found.target and not found.source and found.frame.source:
        found.source = source_of(found, discourse)
    if found.source and (found.target or not found.frame.target):
        found.lack = ""
    if len(discourse.acts) < TOLD and all(s.doubtful for s in (*found.source, *found.target)):
        found.source, found.target = [], []  # too little is told for anything to go without saying
    if found.frame.target and found.source and found.target and not any(key(s.party) for s in found.target):
        found.target += discourse.facing(found.trigger, found.source)  # whose the hostages, civilians or parties are


def begin(found: Match, discourse: Discourse) -> None:
    """Gives sides to an act told without any: combats and talks of those who face each other, marches and curfews at home."""
    frame, trigger = found.frame, found.trigger
    if frame.pos == "noun" and frame.type in {"ASSAULT", "CONSULT"}:
        both = discourse.facing_each_other(trigger, foes=frame.type == "ASSAULT")
        found.source, found.target = both[:1], both[1:]
    held_at_home = frame.type == "PROTEST" or (found.lack and not found.source)
    if held_at_home and (home := discourse.nearest(trigger, armed=False)):
        found.source = [understood(state_party(home), trigger)]


def target_of(found: Match, discourse: Discourse) -> list[Side]:
    """The target of an act whose clause names only who does it."""
    if found.frame.type in AT_HOME and not closes_a_border(found):
        return [understood(s.party, found.trigger) for s in found.source[:1]]
    return discourse.facing(found.trigger, found.source)


def source_of(found: Match, discourse: Discourse) -> list[Side]:
    """The source of an act whose clause names only to whom it is done; [] where a guess is seldom right."""
    frame, state = found.frame, found.target[0].party.state
    if frame.type in AT_HOME and state:
        return [understood(state_party(state), found.trigger)]
    if frame.type == "ASSAULT":
        return discourse.facing(found.trigger, found.target, foe=True)
    if found.lack or frame.pos != "noun" or frame.type == "CONSULT":
        return discourse.subject_above(found) or discourse.facing(found.trigger, found.target)
    return []
