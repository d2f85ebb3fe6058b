"""Who «les deux pays», «les trois dirigeants», «les parties», «son voisin» are: those whom the text treats as a pair.

What the text has named so far is weighed sentence by sentence: two that «et» joins, or that one clause brings together,
count more than a bystander who is merely named last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations

from spacy.tokens import Token

from dragoman.actors.drafts import Draft
from dragoman.actors.memory import Memory
from dragoman.actors.mentions import Finder
from dragoman.actors.offices import held_by
from dragoman.actors.view import DEMONYM, View, references
from dragoman.model import Party, unique
from dragoman.syntax.clauses import SUBJECT

FADING = 0.3  # how fast a sentence loses weight with its distance
TITLE_WEIGHT = 0.6  # what a title weighs at least, however far the text has gone
JOINED_WEIGHT = 2.0  # what «A et B» adds to standing in one sentence
UNFIT = 0.25  # what is left of someone who does not hold such an office
OBJECTS = frozenset({"obj", "iobj", "obl:arg"})
KIND_SHARE = {"demonym": 0.6, "pronoun": 0.7, "group": 0.8}
PLACE_SHARE = 0.35  # a capital after «à» is where something takes place


@dataclass
class _Bag:
    """What one sentence names: each referent's weight, and the referents that it joins."""

    weight: float
    shares: dict[Party, float] = field(default_factory=dict)
    joined: list[tuple[Party, ...]] = field(default_factory=list)


class Pairs:
    """Weighs who belongs together in one document."""

    def __init__(self, finder: Finder, memory: Memory) -> None:
        self.finder = finder
        self.view: View = finder.view
        self.cast = finder.cast
        self.memory = memory
        span = self.view.document.article.title_span
        self.title_end = span[1] if span else -1

    # --- «les deux pays» ---------------------------------------------------------------------------------------------

    def resolve(self, draft: Draft) -> None:
        """Gives «les deux …», «les trois …» their parties, or leaves the draft without."""
        _, what, count = draft.rule.split("-")
        number = int(count)
        if what.isupper():
            # «les deux Corées»
            self._give(draft, tuple(self.cast.state(c) for c in what.split(";")), "state")
            return
        if ahead := self._named_after(draft):
            self._give(draft, ahead, "state")
            return
        if what == "person" and (people := self._people(draft, number)):
            self._give(draft, people, "person")
            return
        states = self._row_of(number) or self._club(draft, number) or self._best(draft, number, what)
        if states and what == "person":
            # Nobody of that office is named: whoever holds it in the states concerned.
            name = self.view.text[draft.head.idx : draft.end]
            states = tuple(Party(None, name, p.state) for p in states)
        if states:
            self._give(draft, states, "person" if what == "person" else "state")

    @staticmethod
    def _give(draft: Draft, parties: tuple[Party, ...], kind: str) -> None:
        draft.parties, draft.type, draft.kind = parties, kind, "group" if kind == "person" else "state"

    def _best(self, draft: Draft, number: int, what: str) -> tuple[Party, ...]:
        kinds = {"side": self._sides, "group": self._groups}
        bags = self._bags(draft, kinds.get(what, self._states))
        subject = self.subject_above(draft)
        barred = self._parties_at(subject) if subject is not None else set()
        # «Riyad a invité les deux voisins»: the subject of the clause is neither of them.
        others = {p for bag in bags for p in bag.shares} - barred
        if len(barred) != 1 or (len(others) < number and draft.head.dep_ not in OBJECTS):
            barred = set()
        return self._together(bags, number, lambda p: 0.0 if p in barred else 1.0)

    def _people(self, draft: Draft, number: int) -> tuple[Party, ...]:
        """The persons of that office who belong together, () where they are not named."""
        noun = self.view.text[draft.head.idx : draft.end].lower()
        stems = self.view.ref.value("pair office", noun).split(";") if self.view.ref.has("pair office", noun) else []
        bags = self._bags(draft, self._persons)
        subject = self.subject_above(draft)
        above = [o for o in self.memory.history if subject is not None and o.head == subject]
        barred = {p for o in above for p in self.memory.parties(o)}
        fits = {p: self._holds(p, stems) for bag in bags for p in bag.shares}

        def share(party: Party) -> float:
            return 0.0 if party in barred else 1.0 if fits[party] else UNFIT

        found = self._together(bags, number, share, apart=True)
        if stems and sum(fits[p] for p in found) < len(found):
            return ()
        return found

    def _holds(self, party: Party, stems: list[str]) -> bool:
        """Whether someone holds an office of that kind after the text or the tables."""
        if not stems:
            return True
        titles: list[str] = []
        for other in self.memory.history:
            if other.type != "person" or party not in self.memory.parties(other):
                continue
            if other.title is not None:
                titles += [*other.title.entry.words, *(o.id for o, _ in other.title.offices)]
            for record in (other.record, *other.records):
                if record is not None:
                    titles += [w for t in record.titles for w in t.entry.words]
                    titles += [t.office.id for t in held_by(self.view, record)]
        return any(stem in title for stem in stems for title in titles)

    # --- «son voisin» ------------------------------------------------------------------------------------------------

    def opposite(self, draft: Draft, owner: Draft | None) -> None:
        """Gives «son voisin», «son rival», «son interlocuteur» the one who faces the possessor."""
        what, draft.rule = draft.rule.split("-")[1], "opposite"
        following = self.view.match_over.get(self._last_word(draft))
        if owner is None or (not owner.parties and owner.record is None):
            return
        own = self.memory.parties(owner)
        if following and (refs := references(following, DEMONYM)):
            self._give(draft, (self.cast.reference(self.finder.choose(refs)[0]),), "state")
            return
        if what == "person" and all(p.actor for p in own) and owner.type == "person":
            self._face(draft, own, self._bags(draft, self._persons), "person")
        if not draft.parties:
            codes = {p.state for p in own}
            mine = tuple(self.cast.state(c) for c in sorted(filter(None, codes)) if c in self.view.know.states)
            near = what == "neighbour"
            self._face(draft, mine, self._bags(draft, self._states), "state", near=near)

    def _face(self, draft: Draft, own: tuple[Party, ...], bags: list[_Bag], kind: str, *, near: bool = False) -> None:
        if len(own) != 1:
            return
        me = own[0]
        seen = [p for p in dict.fromkeys(p for bag in bags for p in bag.shares) if p.state != me.state]
        if near:
            beside = self.view.know.neighbours.get(me.state or "", frozenset())
            seen = [p for p in seen if p.state in beside] or seen
        scored = sorted(((self._score(bags, (me, p), lambda _: 1.0), -n, p) for n, p in enumerate(seen)), key=_first)
        if scored:
            self._give(draft, (scored[-1][2],), kind)
            draft.number = "s"
            draft.doubtful = len(scored) > 1 and scored[-2][0] > scored[-1][0] * 0.7
            draft.candidates = (scored[-2][2],) if draft.doubtful else ()

    def _last_word(self, draft: Draft) -> int:
        words = self.view.words
        return next((i for i in range(len(words) - 1, -1, -1) if words[i].start < draft.end), 0)

    # --- weighing ----------------------------------------------------------------------------------------------------

    def _together(
        self, bags: list[_Bag], number: int, share: Callable[[Party], float], *, apart: bool = False
    ) -> tuple[Party, ...]:
        """The `number` referents that belong together best, in the order in which the text names them."""
        order = list(dict.fromkeys(p for bag in reversed(bags) for p in reversed(bag.shares)))
        seen = [p for p in order if share(p) > 0.0]
        if len(seen) < 2 or (number > 2 and len(seen) < number):
            return ()
        best: tuple[float, tuple[Party, ...]] = (0.0, ())
        for both in combinations(seen, 2):
            score = self._score(bags, both, share)
            if apart and both[0].state == both[1].state:
                score *= 0.2
            best = max(best, (score, both), key=lambda b: b[0])
        found = list(best[1])
        while found and len(found) < number:
            rest = [p for p in seen if p not in found]
            found.append(max(rest, key=lambda p: min(self._score(bags, (p, q), share) for q in found)))
        return tuple(sorted(found, key=order.index))

    @staticmethod
    def _score(bags: list[_Bag], both: tuple[Party, Party], share: Callable[[Party], float]) -> float:
        """How much the text treats two as a pair."""
        one, other = both
        met = sum(b.weight * b.shares.get(one, 0.0) * b.shares.get(other, 0.0) for b in bags)
        joined = sum(b.weight * JOINED_WEIGHT for b in bags for j in b.joined if one in j and other in j)
        spoken = [sum(b.weight * b.shares.get(p, 0.0) for b in bags) for p in both]
        return (met + joined + 0.5 * min(spoken)) * share(one) * share(other)

    def _bags(self, draft: Draft, referents: Callable[[Draft], tuple[Party, ...]]) -> list[_Bag]:
        """What each sentence has named up to here, the nearest first."""
        bags: dict[int, _Bag] = {}
        for other in reversed(self.memory.history):
            if other.kind == "possessive" or other.start >= draft.start:
                continue
            distance = self.memory.distance(draft, other)
            weight = 1.0 / (1.0 + FADING * distance)
            if other.start < self.title_end:
                weight = max(weight, TITLE_WEIGHT)
            found = unique(referents(other))
            if not found:
                continue
            bag = bags.setdefault(distance, _Bag(weight))
            if len(found) == 2 and (other.kind in {"pair", "demonym"} or other.rule.startswith("pair-")):
                bag.joined.append(found)
            if other.kind in {"pair", "row"}:
                continue
            part = PLACE_SHARE if self.mere_place(other) else KIND_SHARE.get(other.kind, 1.0)
            for party in found:
                bag.shares[party] = max(bag.shares.get(party, 0.0), part)
        return [bags[d] for d in sorted(bags)]

    def _states(self, other: Draft) -> tuple[Party, ...]:
        if other.type == "media":
            return ()
        codes = [p.state for p in self.memory.parties(other) if p.state in self.view.know.states]
        return tuple(self.cast.state(str(c)) for c in dict.fromkeys(codes))

    def _sides(self, other: Draft) -> tuple[Party, ...]:
        if other.type == "media":
            return ()
        armed = other.type == "armed group" or other.kind in {"pair", "row"}
        known = self.view.know.states
        parties = self.memory.parties(other)
        return unique(
            self.cast.state(str(p.state)) if p.state in known else p for p in parties if armed or p.state in known
        )

    def _groups(self, other: Draft) -> tuple[Party, ...]:
        return self.memory.parties(other) if other.type == "armed group" else ()

    def _persons(self, other: Draft) -> tuple[Party, ...]:
        single = other.number == "s" or other.records or other.kind == "pair" or other.rule.startswith("pair-")
        return self.memory.parties(other) if other.type == "person" and single else ()

    # --- helpers -----------------------------------------------------------------------------------------------------

    def _parties_at(self, head: Token) -> set[Party]:
        return {p for o in self.memory.history if o.head == head for p in self._states(o)}

    def subject_above(self, draft: Draft) -> Token | None:
        """The subject of the nearest verb above, when the draft is not part of it."""
        for verb in draft.head.ancestors:
            for child in verb.children:
                if child.dep_ in SUBJECT:
                    return child if child.i < draft.head.i and not child.is_ancestor(draft.head) else None
        return None

    def _row_of(self, count: int) -> tuple[Party, ...]:
        """The last coordination of just so many states (more than two), else ()."""
        if count < 3:
            return ()
        for other in reversed(self.memory.history[-40:]):
            states = {p.state for p in other.parties if p.state in self.view.know.states}
            if other.kind == "pair" and len(states) == count == len(other.parties):
                return tuple(self.cast.state(str(p.state)) for p in other.parties)
        return ()

    def _club(self, draft: Draft, count: int) -> tuple[Party, ...]:
        """«les trois pays» after a body of just so many members, else ()."""
        if count < 3:
            return ()
        for other in reversed(self.memory.history):
            if other.kind != "body" or len(other.parties) != 1 or self.memory.distance(draft, other) > 8:
                continue
            for body in self.view.know.bodies.values():
                if body.name == other.parties[0].name and len(body.members) == count:
                    return tuple(self.cast.state(c) for c in body.members)
        return ()

    def _named_after(self, draft: Draft) -> tuple[Party, ...]:
        """«Malgré les tensions entre les deux pays, la Russie et l'Iran ont…»: named at once."""
        after = [d for d in self.finder.drafts if d.start >= draft.end and d.kind in {"state", "metonym"}][:2]
        if len(after) < 2 or after[0].start - draft.end > 8 or "," not in self.view.text[draft.end : after[0].start]:
            return ()
        gap = self.view.text[after[0].end : after[1].start]
        return (*after[0].parties, *after[1].parties) if "et" in gap and len(gap) < 12 else ()

    @staticmethod
    def mere_place(other: Draft) -> bool:
        """A capital or country after «à» or «en» is where something takes place."""
        cases = {c.lower_ for c in other.head.children if c.dep_ == "case"}
        beside = {"à", "en", "dans", "au", "aux"} if other.head.dep_ not in {"obl:arg", "iobj"} else {"en", "dans"}
        return other.kind in {"metonym", "state"} and bool(cases & beside)


def _first(scored: tuple[float, int, Party]) -> tuple[float, int]:
    return scored[0], scored[1]


def groups_of_pairs(view: View, drafts: list[Draft]) -> None:
    """«les dirigeants des deux pays»: people of both."""
    pairs = [d for d in drafts if d.rule.startswith("pair-") and len(d.parties) > 1]
    for draft in drafts:
        if draft.kind != "group" or draft.title is None or draft.title.of:
            continue
        for pair in pairs:
            gap = view.text[draft.end : max(pair.start, draft.end)]
            if draft.start < pair.start and gap.strip() in {"", "de", "des", "de ces", "de nos"}:
                name = draft.parties[0].name
                draft.parties = tuple(Party(None, name, p.state) for p in pair.parties)
                draft.doubtful, draft.candidates = False, ()
