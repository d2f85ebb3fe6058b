"""From readings of the text to actors: one party for one actor, and the actors' own records at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.actors.entities import Person
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.people import PersonRecord, code_of, fitting_offices, held_by
from dragoman.actors.spelling import key
from dragoman.actors.titles import TitlePhrase
from dragoman.actors.view import View
from dragoman.model import Actor, Office, Party, content_id

KIND_OF_BODY = "organisation"


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
        """The party of an armed group."""
        return self._enter(Actor(content_id("group", ref), self.know.armed_groups[ref].name, "armed group"), alias)

    def organisation(self, name: str, state: str | None, alias: str = "") -> Party:
        """The party of an organisation that no table has."""
        return self._enter(
            Actor(content_id("organisation", key(name), state or ""), name, "organisation", state), alias
        )

    def person(self, record: PersonRecord, alias: str = "") -> Party:
        """The party of a person whom the document names."""
        return self._enter(Actor(record.id, record.label, "person", record.state), alias, record)

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
        seen: set[str] = set()
        for tenure in held_by(self.view, record):
            code = code_of(self.know, tenure.of) or tenure.of
            out.append(Office(tenure.office.title(code), tenure.of or None, tenure.start, tenure.end))
            seen.add(tenure.office.id)
        for title in record.titles:
            meant = {o.id for o, _ in title.offices}
            if title.former or title.entry.kind in {"honorific", "role"} or meant & seen or not title.entry.words:
                continue
            text = self.office_title(title)
            if all(key(text) != key(o.title) for o in out):
                of = title.of[0] if title.of else record.state
                out.append(Office(text, code_of(self.know, of) or of if of else None))
        return tuple(out)

    def office_title(self, title: TitlePhrase) -> str:
        """The title as the text gives it, without demonym."""
        return title.title

    def office_of(self, title: TitlePhrase) -> str:
        """The id of the office that a title most likely means, «» for none."""
        for of in (*title.of, ""):
            fit = fitting_offices(self.view, title, of)
            if fit:
                return fit[0][0].id
        return title.offices[0][0].id if title.offices else ""
