"""From readings of the text to actors: one party for one actor, and the actors' own records at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.actors.entities import OfficeKind, Person
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.offices import code_of, held_by
from dragoman.actors.people import PersonRecord
from dragoman.actors.spelling import key
from dragoman.actors.titles import TitlePhrase
from dragoman.actors.view import View
from dragoman.model import Actor, Office, Party, content_id
from dragoman.times.stage import reference_day


@dataclass(eq=False)
class _Role:
    actor: Actor
    aliases: dict[str, None] = field(default_factory=dict)
    record: PersonRecord | None = None


class Cast:
    """Everyone who takes part in a document: makes parties, and remembers them as actors."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.know: Knowledge = view.know
        self._roles: dict[str, _Role] = {}

    def _enter(self, actor: Actor, alias: str = "", record: PersonRecord | None = None) -> Party:
        role = self._roles.setdefault(actor.id, _Role(actor))
        role.record = role.record or record
        if alias and alias != actor.name:
            role.aliases[alias] = None
        return Party(actor.id, actor.name, actor.state)

    def state(self, code: str, alias: str = "") -> Party:
        """The party of a state."""
        known = self.know.states.get(code)
        name, data = (known.name, known.wikidata) if known else (code, "")
        return self._enter(Actor(content_id("state", code), name, "state", code, data or None), alias)

    def body(self, ref: str, alias: str = "") -> Party:
        """The party of an international body."""
        body = self.know.bodies[ref]
        state = body.code or None
        return self._enter(
            Actor(content_id("body", ref), body.name, "organisation", state, body.wikidata or None), alias
        )

    def medium(self, ref: str, alias: str = "") -> Party:
        """The party of an agency or outlet."""
        medium = self.know.media[ref]
        return self._enter(Actor(content_id("medium", ref), medium.name, "media", medium.country or None), alias)

    def group(self, ref: str, alias: str = "") -> Party:
        """The party of an armed group, or of a territory that governs itself unrecognised."""
        known = self.know.armed_groups[ref]
        return self._enter(Actor(content_id("group", ref), known.label, known.type), alias)

    def organisation(self, name: str, state: str | None, alias: str = "") -> Party:
        """The party of an organisation that no table has."""
        return self._enter(
            Actor(content_id("organisation", key(name), state or ""), name, "organisation", state), alias
        )

    def person(self, record: PersonRecord, alias: str = "") -> Party:
        """The party of a person whom the document names."""
        return self._enter(Actor(record.id, record.label, "person", self._acts_for(record)), alias, record)

    def _acts_for(self, record: PersonRecord) -> str | None:
        """The state or body for which someone acts that day: the one told, else that of an office held, else his own."""
        held = [c for t in held_by(self.view, record) if (c := code_of(self.know, t.of))]
        told = [c for t in record.titles if not t.former for o in t.of if (c := code_of(self.know, o))]
        if both := [c for c in held if c in told]:
            return both[0]
        if held:
            return record.state if record.state in held else held[0]
        foreign = record.known is not None and record.state not in self.know.states
        if foreign and record.known is not None and record.known.nationality and self._serves_no_more(record):
            return told[0] if told else record.known.nationality
        return told[0] if told and foreign and told[0] in self.know.states else record.state

    def _serves_no_more(self, record: PersonRecord) -> bool:
        """Whether a person of a body held offices there, but none that may last on the day of publication."""
        tenures = self.know.tenures(record.known.id) if record.known else ()
        published = self.view.document.publication
        if reference_day(self.view.document) is None or published is None:
            return False  # a day that is only guessed deprives nobody of an office
        days = [d for d in (published.earliest, published.best, published.latest) if d is not None]
        return bool(tenures) and all(t.holds(d) is False for t in tenures for d in days)

    def known_person(self, person: Person, records: list[PersonRecord]) -> Party:
        """The party of a known person, named here or not."""
        record = next((r for r in records if r.known is person), None) or PersonRecord(
            person.name, person, person.state or None, person.gender
        )
        return self.person(record)

    def reference(self, ref: str, alias: str = "") -> Party:
        """The party of a state code or table id."""
        if ref in self.know.bodies:
            return self.body(ref, alias)
        if ref in self.know.media:
            return self.medium(ref, alias)
        if ref in self.know.armed_groups:
            return self.group(ref, alias)
        return self.state(ref, alias)

    def actors(self, mentioned: set[str]) -> tuple[Actor, ...]:
        """The actors with those ids, by name."""
        out = []
        for role in self._roles.values():
            actor = role.actor
            if actor.id not in mentioned:
                continue
            aliases = list(role.aliases)
            offices: tuple[Office, ...] = ()
            if role.record:
                known = role.record.known
                spelled = [*role.record.spellings, *(known.spellings if known else ())]
                aliases = list(dict.fromkeys([*aliases, *spelled]))
                offices = self.offices(role.record)
            kept = tuple(a for a in aliases if a != actor.name)
            wikidata = actor.wikidata
            if role.record and role.record.known:
                wikidata = role.record.known.wikidata or None
            out.append(Actor(actor.id, actor.name, actor.type, actor.state, wikidata, kept, offices))
        return tuple(sorted(out, key=lambda a: (a.name, a.id)))

    def offices(self, record: PersonRecord) -> tuple[Office, ...]:
        """The offices of a person: those held that day after the tables, then those that the text alone gives."""
        out: list[Office] = []
        own = [t for t in record.titles if not t.former and is_office(t)]
        told: set[TitlePhrase] = set()
        for tenure in held_by(self.view, record):
            code = code_of(self.know, tenure.of) or tenure.of
            said = [t for t in own if tenure.office.id in {o.id for o, _ in t.offices}]
            told.update(said)
            title = said[0].title if said else self.office_title(tenure.office, code, record.gender)
            out.append(Office(title, tenure.of or None, tenure.start, tenure.end))
        official = [t for t in own if t not in told]
        official = [t for t in official if t.entry.kind != "rank"] or (official if not out else [])
        for phrase in official:
            # «le ministre X» says nothing beside «ministre des Affaires étrangères».
            if not any(f"{key(o.title)} ".startswith(f"{key(phrase.title)} ") for o in out):
                of = phrase.of[0] if phrase.of else record.state
                out.append(Office(phrase.title, code_of(self.know, of) or of if of else None))
        return tuple(out)

    def office_title(self, office: OfficeKind, code: str, gender: str) -> str:
        """The index wording of an office of that state: its own word («chancelier») unless that is press slang."""
        slang = self.view.ref.all("slang")
        ours = [w.text for w in office.wordings if code in w.states and key(w.text).split()[0] not in slang]
        general = [w.text for w in office.wordings if not w.states]
        chosen = ours or general or [office.title(code)]
        if general and ours and key(ours[0]).split()[0] == key(general[0]).split()[0] and code in self.know.states:
            chosen = general
        if gender == "f" and len(chosen) > 1:
            (one, *rest), (other, *same) = key(chosen[0]).split(), key(chosen[1]).split()
            if rest == same and one != other and one[:3] == other[:3]:
                return chosen[1]
        if gender == "m" and len(chosen) > 1 and key(chosen[0]) == f"{key(chosen[1])}e":
            return chosen[1]
        return chosen[0]


def is_office(title: TitlePhrase) -> bool:
    """Whether a title is an office: «chef du Front X» is one, «opposant», «chercheur» and «ayatollah» are not."""
    if title.entry.kind in {"honorific", "religious"}:
        return False
    led = {"leader_of_movement", "opposition_leader", "party_leader"} & {o.id for o, _ in title.offices}
    return title.entry.kind != "role" or bool(led) or len(key(title.title).split()) > len(title.entry.words)
