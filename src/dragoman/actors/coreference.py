"""Who «il», «ce dernier», «son», «les deux pays», «le ministre», «le pays» are: the mentions that only context explains."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.actors.anaphors import Anaphors
from dragoman.actors.descriptions import Descriptions
from dragoman.actors.drafts import Draft
from dragoman.actors.memory import REFERRING, Memory
from dragoman.actors.mentions import Finder
from dragoman.actors.offices import code_of, fitting_offices, office_holders, same_title
from dragoman.actors.pairs import Pairs, groups_of_pairs
from dragoman.actors.people import PersonRecord
from dragoman.actors.pronouns import Pronouns
from dragoman.actors.speakers import Speakers, of_first_person
from dragoman.actors.spelling import key
from dragoman.actors.titles import TitlePhrase
from dragoman.actors.view import View
from dragoman.model import Party

OF_THE = re.compile(r" (?:du |de (?=ce|cet|cette|l'|l’|la )|de )")


class Coreference:
    """Resolves the open drafts of a finder and adds those for pronouns, possessives and short descriptions."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self.view: View = finder.view
        self.cast = finder.cast
        self.memory = Memory(finder)
        self.pairs = Pairs(finder, self.memory)
        self.pronouns = Pronouns(finder, self.memory)
        self.described = Descriptions(finder, self.memory, self.pairs)
        self.out: list[Draft] = []
        self.ahead: dict[int, Draft] = {}

    def run(self) -> list[Draft]:
        """All drafts, resolved, in order of the text."""
        pending = [*Anaphors(self.finder).find(), *self.finder.drafts]
        # At one offset the possessive goes before the phrase that it begins, which may depend on it.
        pending.sort(key=lambda d: (d.start, d.kind != "possessive", -d.end))
        ours: list[Draft] = []  # «nos forces»
        self.ahead = {d.start: d for d in pending if d.kind == "possessive"}
        for draft in pending:
            if draft.title is not None and self._told_already(draft):
                continue
            if (
                draft.title is not None
                and draft.start in self.memory.quoted
                and of_first_person(self.view, draft.title)
            ):
                ours.append(draft)
                continue
            self._resolve(draft)
            if draft.parties or draft.record or draft.records:
                self.out.append(draft)
                self.memory.remember(draft)
        groups_of_pairs(self.view, self.out)
        self._of_the_country()
        told = Speakers(self.finder, self.memory).read(self.out, ours)
        for draft in ours:
            if not draft.parties or (draft.rule != "of-speaker" and draft.open):
                self._resolve(draft)
        self.out += told + [d for d in ours if d.parties or d.record]
        return self.out

    def _told_already(self, draft: Draft) -> bool:
        """Whether the same words have just been read as «son voisin» or «le groupe»."""
        last = next((d for d in reversed(self.out) if d.kind != "possessive"), None)
        told = last is not None and last.rule in {"opposite", "back"}
        return told and last is not None and last.start <= draft.start and draft.end <= last.end

    def _of_the_country(self) -> None:
        """«les envoyés du royaume», «le président de ce pays»: theirs is the state that the complement means."""
        lands = {d.start: d for d in self.out if d.rule == "country" and len(d.parties) == 1}
        for draft in self.out:
            title = draft.title
            if title is None or title.of or draft.record is not None or draft.kind not in {"group", "title"}:
                continue
            link = OF_THE.match(self.view.text, draft.end)
            land = lands.get(link.end()) if link else None
            if land is None or not land.parties[0].state:
                continue
            if draft.kind == "title":
                self._office_of(draft, replace(title, of=(land.parties[0].state,)), "office-of-country")
            else:
                draft.parties = (Party(None, self.finder.name_of(title), land.parties[0].state),)
            draft.doubtful, draft.candidates = land.doubtful, ()

    # --- resolving ---------------------------------------------------------------------------------------------------

    def _resolve(self, draft: Draft) -> None:
        if (draft.record is not None and not draft.open) or draft.records:
            return
        if draft.rule == "pronoun":
            found = self.pronouns.echoed(draft) or self.pronouns.later(draft)
            if found is not None:
                self.memory.from_best(draft, [(0.0, found)])
                return
            if self.pronouns.thing(draft):
                return
        if draft.rule in {"pronoun", "possessive"}:
            scored = self.memory.scored(draft)
            both = self._both_here(draft) if draft.number == "p" and draft.kind == "possessive" else ()
            both = both or (self._both_here(draft, 1) if draft.kind == "possessive" and not scored else ())
            if both and (not scored or self.memory.distance(draft, scored[0][1]) > 0):
                draft.parties, draft.type = both, "state"
            else:
                self.memory.from_best(draft, scored)
            if draft.rule == "possessive":
                self._owned(draft)
        elif draft.rule == "the-latter":
            self._latter(draft)
        elif draft.rule.startswith("pair-"):
            self.pairs.resolve(draft)
        elif draft.rule.startswith("opposite-"):
            self.pairs.opposite(draft, self._possessor_at(draft.start))
        elif draft.rule == "ruler":
            self.described.ruler(draft)
        elif draft.rule == "table-people" and draft.number == "s" and draft.type == "person":
            self._national(draft)
        elif draft.rule.startswith("back-"):
            self.described.back(draft)
        elif draft.rule.startswith("country:"):
            self.described.country_of(draft)
        elif draft.title is not None:
            self._title(draft, draft.title)

    def _national(self, draft: Draft) -> None:
        before = self.view.text[max(draft.start - 3, 0) : draft.start].lower()
        if before.endswith(("le ", "la ", "l'", "l’", "au ", "du ")):
            self.described.national(draft)

    def _both_here(self, draft: Draft, back: int = 0) -> tuple[Party, ...]:
        """«la Russie tient à l'Iran; leurs relations»: the only two states that the sentence has named so far.

        `back` is how many sentences further back they may stand; the possessive must then be plural.
        """
        if back and draft.number != "p":
            return ()
        states: dict[str, Party] = {}
        for other in reversed(self.memory.history):
            if self.memory.distance(draft, other) > back:
                break
            for party in self.memory.parties(other):
                if party.state in self.view.know.states and other.type != "media":
                    states.setdefault(str(party.state), self.cast.state(str(party.state)))
        return tuple(reversed(states.values())) if len(states) == 2 else ()

    def _owned(self, draft: Draft) -> None:
        """«Son porte-parole, Andrea Tenenti»: an unknown person is of the possessor's state."""
        named = next((d for d in self.finder.drafts if d.start == draft.start and d.record), None)
        if named is None or named.record is None or named.record.known or named.title is None or named.title.of:
            return
        states = [p.state for p in self.memory.parties(draft) if p.state]
        if states and (named.record.state is None or named.record.doubtful):
            named.record.state, named.record.doubtful = states[0], draft.doubtful

    def _latter(self, draft: Draft) -> None:
        """«ce dernier»: the last person (else actor) of that gender and number; a name in apposition decides."""
        view = self.view
        tail = view.text[draft.end : draft.end + 3]
        if tail.startswith(", "):
            named = next((d for d in self.finder.drafts if d.record and 0 < d.start - draft.end <= 3), None)
            if named:
                draft.record, draft.type = named.record, "person"
                self._introduce(draft, named.record)
                return
        referring = [
            o for o in reversed(self.memory.history) if o.kind in REFERRING - {"pair"} and o.end <= draft.start
        ]
        near = [o for o in referring if self.memory.agrees(draft, o) and self.memory.distance(draft, o) <= 1]
        near = [o for o in near if not any(n.start <= o.start and o.end <= n.end and n is not o for n in near)]
        people = [o for o in near if o.type == "person"]
        chosen = near if draft.head.lower_.startswith(("celui", "celle", "ceux")) else people or near
        self.memory.from_best(draft, [(0.0 if n else 2.0, o) for n, o in enumerate(chosen[:1])])

    def _introduce(self, draft: Draft, record: PersonRecord | None) -> None:
        """«… l'ambassadeur chinois. Ce dernier, Huang Xilian, …»: the title before is this person's."""
        other = next((o for o in reversed(self.memory.history) if o.type == "person" and o.kind == "title"), None)
        if other is None or other.title is None or record is None or self.memory.distance(draft, other) > 1:
            return
        states = {p.state for p in self.memory.parties(other)}
        if record.known is None or record.state in states:
            if record.known is None:
                record.state = record.state or next(iter(states))
            record.titles.append(other.title)
            other.record, other.rule = record, "office-in-text"

    # --- titles and groups without a state ---------------------------------------------------------------------------

    def _title(self, draft: Draft, title: TitlePhrase) -> None:
        if draft.rule == "rank":
            draft.record = self._last_bearer(draft, title)
        elif draft.rule == "counterpart":
            self._counterpart(draft, title)
        elif draft.kind == "title" and draft.open:
            self._open_office(draft, title)
        elif (
            draft.kind == "group"
            and draft.type == "person"
            and title.definite in {"definite", "contracted", "demonstrative"}
        ):
            self.described.role(draft, title)
        elif draft.kind == "group" and draft.open:
            self._open_group(draft, title)
        elif (
            draft.kind == "group"
            and title.definite in {"definite", "contracted", "demonstrative"}
            and draft.number == "s"
        ):
            self.described.movement(draft, title)

    def _possessor(self, title: TitlePhrase) -> Draft | None:
        """The possessive determiner that begins the phrase («son ministre»), resolved."""
        return self._possessor_at(self.view.words[title.outer].start)

    def _possessor_at(self, at: int) -> Draft | None:
        return next((d for d in reversed(self.out) if d.kind == "possessive" and d.start == at), None)

    def _owner_behind(self, draft: Draft) -> tuple[Party, ...]:
        """«la porte-parole de sa diplomatie»: whom the possessive of the complement means."""
        text = self.view.text
        for link in (" de ", " des "):
            at = draft.end + len(link)
            if text[draft.end : at] == link and (owner := self.ahead.get(at)):
                probe = replace(owner)
                self.memory.from_best(probe, self.memory.scored(probe))
                return self.memory.parties(probe)
        return ()

    def _counterpart(self, draft: Draft, title: TitlePhrase) -> None:
        """«son homologue russe»: who holds the possessor's office in that state that day."""
        of = title.of[0] if title.of else ""
        owner = self._possessor(title)
        record = owner.record if owner else None
        titles = list(record.titles) if record else []
        if owner and not record and owner.parties:
            person = next((p for p in self.view.know.persons.values() if owner.parties[0].name == p.name), None)
            record = PersonRecord(person.name, person) if person else None
        offices = (
            [t.office for t in self.view.know.offices_of(record.known, self.view.day)]
            if record and record.known
            else []
        )
        for one in titles:
            held = office_holders(self.view, replace(one, of=(of,)))[0] if of and not one.former else ()
            if held:
                draft.parties = (self.cast.known_person(held[0], self.finder.people.records),)
                return
        for office in offices:
            held = self.view.know.holder(office.id, of, self.view.day) if of else ()
            if held:
                draft.parties = (self.cast.known_person(held[0], self.finder.people.records),)
                return
        label = self.finder.name_of(title)
        draft.parties = (Party(None, label, code_of(self.view.know, of) if of else None),)

    def _open_office(self, draft: Draft, title: TitlePhrase) -> None:
        owner = self._possessor(title) if title.definite == "possessive" else None
        if owner is not None:
            states = [p.state for p in self.memory.parties(owner) if p.state]
            if len(states) > 1 and title.plural:
                singles = tuple(self.finder.holder_or_described(title, s) for s in dict.fromkeys(states))
                draft.parties, draft.number, draft.rule = singles, "p", "office-of-possessor"
                return
            if states:
                self._office_of(draft, replace(title, of=(states[0],)), "office-of-possessor")
                draft.doubtful = owner.doubtful
                return
        behind = list(dict.fromkeys(p.state for p in self._owner_behind(draft) if p.state))
        if len(behind) == 1:
            self._office_of(draft, replace(title, of=(behind[0],)), "office-of-possessor")
            return
        record = self._last_bearer(draft, title)
        if record is not None:
            draft.record, draft.rule, draft.open = record, "office-in-text", False
            return
        if self._sent_by_the_other(draft, title):
            return
        only = title.entry.only_state()
        if only and any(p.state == only for o in self.memory.history for p in self.memory.parties(o)):
            self._office_of(draft, replace(title, of=(only,)), "office-of-context")
            return
        for n, code in enumerate(self.described.salient_states(draft)):
            attempt = replace(title, of=(code,))
            if office_holders(self.view, attempt)[0] and not title.former:
                self._office_of(draft, attempt, "office-of-context")
                draft.doubtful = n > 0 or len(self.finder.main_states) > 1
                return
        states = self.described.salient_states(draft)
        draft.parties = (
            Party(None, self.finder.name_of(title), states[0] if states and title.definite != "" else None),
        )
        draft.rule, draft.doubtful = "office-described", True

    def _sent_by_the_other(self, draft: Draft, title: TitlePhrase) -> bool:
        """«Tokyo a convoqué l'ambassadeur»: whoever is summoned comes from the other of the pair."""
        if not self.view.ref.has("summoned", title.entry.words[0]):
            return False
        verb = draft.head.head
        if not any(self.view.ref.has("summons", key(w)) for w in (verb.lemma_, verb.lower_)):
            return False
        subject = self.pairs.subject_above(draft)
        host = next((o for o in self.memory.history if subject is not None and o.head == subject), None)
        if host is None:
            return False
        sender = Draft(draft.start, draft.end, draft.head, "group", "person", "opposite-state", open=True)
        self.pairs.opposite(sender, host)
        if not sender.parties or not sender.parties[0].state:
            return False
        self._office_of(draft, replace(title, of=(sender.parties[0].state,)), "office-of-sender")
        draft.doubtful = True
        return True

    def _office_of(self, draft: Draft, title: TitlePhrase, rule: str) -> None:
        record = self.finder.bearer(title, draft.start)
        holders = office_holders(self.view, title)[0]
        if record is not None:
            draft.record = record
        elif holders and not title.former:
            draft.parties = (self.cast.known_person(holders[0], self.finder.people.records),)
        else:
            draft.parties = (Party(None, self.finder.name_of(title), code_of(self.view.know, title.of[0])),)
        draft.rule = rule

    def _last_bearer(self, draft: Draft, title: TitlePhrase) -> PersonRecord | None:
        """The person mentioned last before (else soon after) whose title in the text or office that day fits."""
        for other in reversed(self.memory.history):
            record = other.record or self._record_of(other)
            if record is None or other.kind == "possessive":
                continue
            if draft.gender and record.gender and draft.gender != record.gender:
                continue
            own_titles = (*record.titles, *([other.title] if other.title is not None else []))
            if any(same_title(self.view, own, title, record.state) for own in own_titles):
                return record
            if record.known and not title.former:
                held = self.view.know.offices_of(record.known, self.view.day) if self.view.day else ()
                wanted = {o.id for o, _ in fitting_offices(self.view, title, record.state or "")}
                if any(
                    t.office.id in wanted or title.entry.words[0] in t.office.title(t.of).lower().split()
                    for t in held[:2]
                ):
                    return record
        return self.finder.bearer(title, draft.start)

    def _record_of(self, other: Draft) -> PersonRecord | None:
        """The record of a person whom the text does not name: «le président français»."""
        if other.type != "person" or other.kind != "title" or len(other.parties) != 1 or not other.parties[0].actor:
            return None
        known = [p for p in self.view.know.people(other.parties[0].name) if p.name == other.parties[0].name]
        return PersonRecord(known[0].name, known[0], other.parties[0].state, known[0].gender) if known else None

    def _open_group(self, draft: Draft, title: TitlePhrase) -> None:
        """«l'armée», «les autorités», «le gouvernement»: those of the same word before, else of the state here."""
        name = draft.parties[0].name
        if title.definite == "possessive" and (owner := self._possessor(title)):
            states = list(dict.fromkeys(p.state for p in self.memory.parties(owner) if p.state))
            if states:
                shared = states if draft.number == "p" else states[:1]
                draft.parties, draft.doubtful = tuple(Party(None, name, s) for s in shared), owner.doubtful
            return
        if self.described.movement(draft, title):
            return
        if self.view.ref.has("stateless", title.entry.words[0]):
            return
        if title.outer and self.view.folded(title.outer - 1) == "dont" and self.memory.history:
            # «Poutine, dont l'armée…»
            near = [d for d in self.memory.history if d.kind not in {"demonym", "possessive"}][-1:]
            states = [p.state for d in near for p in self.memory.parties(d) if p.state]
            if states:
                draft.parties = (Party(None, name, states[0]),)
                return
        behind = list(dict.fromkeys(p.state for p in self._owner_behind(draft) if p.state))
        if len(behind) == 1 or self.described.own_of_speaker(draft, name):
            draft.parties = (Party(None, name, behind[0]),) if behind else draft.parties
            return
        if (again := self.described.named_so_before(draft, title)) is not None:
            draft.parties = (again,)
            return
        if draft.type == "population" and not self.view.ref.has("of the land", title.entry.words[0]):
            # People without a stated state are those of the state that the text is about, if there is one.
            counts = self.finder.main_states
            if (main := self.described.main_state(set())) and counts[main] * 2 >= sum(counts.values()):
                draft.parties, draft.doubtful = (Party(None, name, main),), True
            return
        subject = self.pairs.subject_above(draft)
        if subject is not None:
            # «Le président guyanien a alerté l'armée»: his own.
            own = {p.state for o in self.memory.history if o.head == subject for p in self.memory.parties(o)}
            if len(own) == 1 and (code := next(iter(own))) in self.view.know.states:
                draft.parties = (Party(None, name, code),)
                return
        states = self.described.salient_states(draft)
        if states:
            draft.parties = (Party(None, name, states[0]),)
            draft.doubtful = len(states) > 1
            draft.candidates = tuple(self.cast.state(s) for s in states[1:2])
