"""What is known of actors: whom a name may mean, and all that tables and library tell of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from dragoman.actors.entities import Person, Tenure
from dragoman.actors.knowledge import Entry, Knowledge, knowledge
from dragoman.actors.library import FAMILY, UNSURE, WHOLE, Imported, Library, library
from dragoman.actors.spelling import key
from dragoman.actors.widened import Widened, counterpart
from dragoman.errors import UsageError
from dragoman.model import Office, content_id

if TYPE_CHECKING:
    from dragoman.register import Register
    from dragoman.register.revised import Revision

COLUMNS = ("id", "name", "what", "state", "office", "known from")
TABLES, REGISTER = "tables", "register"
KINDS = {
    "state": "state", "capital": "capital", "metonym": "seat of power", "body": "body", "medium": "outlet",
    "group": "armed group", "person": "person", "surname": "person",
}  # fmt: skip


# Under which word the actors of tables and library stand in a register's ids.
ID_WORDS = {"person": "person", "state": "state", "body": "body", "outlet": "medium", "armed group": "group"}


@dataclass(frozen=True, slots=True)
class Someone:
    """An actor that a name may mean; for a person the tenures, and the sources that have him."""

    id: str
    name: str
    kind: str
    state: str
    spellings: tuple[str, ...] = ()
    wikidata: str = ""
    tenures: tuple[Tenure, ...] = ()
    sources: tuple[str, ...] = (TABLES,)
    weak: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def register_id(self) -> str:
        """The id under which a register has this actor."""
        return self.id if self.sources == (REGISTER,) else content_id(ID_WORDS[self.kind], self.id)


class Lookup:
    """The shipped tables with a library and a register beside them, if there are any."""

    def __init__(self, path: str | None, language: str = "fr", register: Register | None = None) -> None:
        self.register = register
        self.tables: Knowledge = knowledge(language)
        self.library: Library | None = library(path) if path else None
        self.known: Knowledge = Widened(self.tables, self.library, "") if self.library else self.tables

    def find(self, name: str, *, limit: int = 20) -> list[Someone]:
        """Whoever may be meant: by id, by the whole name, by sound, by a part of the name; each once, nearest first."""
        out: dict[str, Someone] = {}
        for one in chain(self._nearest(name), self._registered(name)):
            # Whom both have, tables and library show; the register's own are those whom only its texts name.
            out.setdefault(one.register_id, one)
            if len(out) == limit:
                break
        return list(out.values())

    def _registered(self, name: str) -> Iterator[Someone]:
        """Those of the register whose id begins so, or who are called so."""
        found = [f.id for f in self.register.find(name) if f.kind == "actor"] if self.register else []
        for actor in self.register.actors() if self.register and found else ():
            if actor.id in found:
                offices = tuple(office_words(o) for o in actor.offices)
                kind, names = actor.type, actor.aliases
                yield Someone(
                    actor.id,
                    actor.name,
                    kind,
                    actor.state or "",
                    names,
                    actor.wikidata or "",
                    (),
                    (REGISTER,),
                    (),
                    offices,
                )

    def decisions(self, one: Someone) -> Iterator[str]:
        """What users decided of an actor, as the register keeps it, a line each."""
        for said in self.register.history() if self.register else ():
            into = (said.said("decision") or {}).get("into")
            if said.kind == "actor" and one.register_id in (said.of, into):
                back = " (taken back)" if said.undone else ""
                why = f": {said.reason}" if said.reason else ""
                yield f"{said.moment:%Y-%m-%d} {said.author}, revision {said.number}: {_decided(said)}{back}{why}"

    def _nearest(self, name: str) -> Iterator[Someone]:
        yield from self._by_id(name)
        entries = self.tables.entries(name)
        yield from (self._entry(e) for e in sorted(entries, key=lambda e: e.kind == "surname") if e.kind in KINDS)
        if self.library:
            for weak in (WHOLE, UNSURE, FAMILY):
                yield from map(self._imported, self.library.people([name], weak=weak).get(key(name), ()))
        if " " in key(name):
            yield from map(self.person, self.tables.people_by_sound(name))
            if self.library:
                yield from map(self._imported, self.library.alike(name))
        wanted = key(name)
        for known in self.tables.persons.values():
            if wanted and any(wanted in key(s) for s in (known.name, *known.spellings)):
                yield self.person(known)

    def _by_id(self, text: str) -> Iterator[Someone]:
        if text in self.tables.persons:
            yield self.person(self.tables.persons[text])
        elif text.upper() in self.tables.states:
            yield self._entry(Entry("state", text.upper(), text))
        for kind, known in (("body", self.tables.bodies), ("medium", self.tables.media)):
            if text in known:
                yield self._entry(Entry(kind, text, text))
        if text in self.tables.armed_groups:
            yield self._entry(Entry("group", text, text))
        if self.library:
            source, _, own = text.partition(":")
            found = self.library.by_wikidata(text) or (self.library.by_source(source, own) if own else ())
            yield from map(self._imported, found)

    def _entry(self, entry: Entry) -> Someone:
        """The actor for which an entry of the tables stands."""
        tables, ref = self.tables, entry.ref
        if entry.kind in {"person", "surname"}:
            return self.person(tables.persons[ref])
        if entry.kind == "body":
            body = tables.bodies[ref]
            return Someone(ref, body.name, "body", body.code, (*body.aliases, *body.adjectives), body.wikidata)
        if entry.kind == "medium":
            medium = tables.media[ref]
            return Someone(ref, medium.name, "outlet", medium.country, medium.aliases)
        if entry.kind == "group":
            group = tables.armed_groups[ref]
            return Someone(ref, group.name, "armed group", ";".join(group.states), (*group.aliases, *group.nouns))
        state = tables.states[ref]
        kind = KINDS[entry.kind] if entry.kind != "state" else "state"
        words = (*state.aliases, *state.adjectives[:1], *state.capitals, *state.metonyms)
        name = state.name if kind == "state" else f"{state.name} ({kind}: {entry.form})"
        return Someone(ref, name, "state", ref, words, state.wikidata)

    def person(self, person: Person) -> Someone:
        """A person of the tables, with what the library adds."""
        more = self._twins(person)
        for one in more:
            if isinstance(self.known, Widened):
                self.known.meet(one)
        return Someone(
            person.id, person.name, "person", person.state,
            tuple(dict.fromkeys((*person.spellings, *(n for one in more for n in _names(one) if n != person.name)))),
            person.wikidata or next((one.person.wikidata for one in more if one.person.wikidata), ""),
            self.known.tenures(person),
            (TABLES, *dict.fromkeys(s for one in more for s in one.sources)),
        )  # fmt: skip

    def _twins(self, person: Person) -> list[Imported]:
        if self.library is None:
            return []
        found = list(self.library.by_wikidata(person.wikidata)) if person.wikidata else []
        for several in self.library.people([person.name, *person.spellings]).values():
            found += [one for one in several if counterpart(self.tables, one) is person]
        return list(dict.fromkeys(found))

    def _imported(self, one: Imported) -> Someone:
        twin = counterpart(self.tables, one)
        if twin is not None:
            return self.person(twin)
        person = one.person
        return Someone(
            person.id, person.name, "person", person.state, person.spellings, person.wikidata, one.tenures, one.sources,
            one.weak, one.said,
        )  # fmt: skip

    def imported(self, office: str, of: str) -> tuple[Tenure, ...]:
        """The tenures of an office that the library has, by whomever."""
        everyone = self.library.holders(office, of) if self.library else ()
        return tuple(t for one in everyone for t in one.tenures if (t.office.id, t.of) == (office, of))

    def conflicts(self) -> Iterable[tuple[str, str, str, str]]:
        """Kind, actor, name and words of what sources tell differently."""
        return self.library.conflicts() if self.library else ()

    def rejects(self, number: int) -> Iterator[tuple[int, str]]:
        """Line and reason of what an import set aside."""
        if self.library:
            yield from self.library.rejects(number)


def _names(one: Imported) -> tuple[str, ...]:
    return (one.person.name, *one.person.spellings)


def cells(one: Someone, on: date | None) -> list[str]:
    """A row of `find`."""
    held = [t for t in one.tenures if t.holds(on)] if on else _latest(one.tenures)
    offices = "; ".join(_office(t) for t in sorted(held, key=lambda t: t.office.rank)) or "; ".join(one.said[:2])
    return [one.id, one.name, one.kind, one.state, offices, ", ".join(one.sources)]


def _latest(tenures: tuple[Tenure, ...]) -> list[Tenure]:
    held = [t for t in tenures if t.held and t.end is None]
    return held or sorted(tenures, key=lambda t: t.start or date.min)[-1:]


def _office(tenure: Tenure) -> str:
    general = [w.text for w in tenure.office.wordings if not w.states]
    title = general[0] if general else tenure.office.title(tenure.of)
    return f"{title} ({tenure.of})" if tenure.of else title


def span(tenure: Tenure) -> str:
    """The days of a tenure; «…» for still held, «?» for a day that is not known."""
    return f"{tenure.start or '?'} to {tenure.end or ('…' if tenure.held else '?')}"


def lines_of(lookup: Lookup, text: str) -> Iterator[str]:
    """Yields the lines that show one actor. Raises UsageError when nobody, or more than one, answers to the text."""
    found = lookup.find(text)
    exact = [
        one for one in found if text in (one.id, one.wikidata) or key(text) in map(key, (one.name, *one.spellings))
    ]
    chosen = exact or found
    if len(chosen) != 1:
        names = "; ".join(f"{one.id} ({one.name}, {one.state or '?'})" for one in chosen[:10])
        raise UsageError(
            f"«{text}» may be {names}: give the id" if chosen else f"nobody is known by a name like «{text}»"
        )
    one = chosen[0]
    yield f"{one.name}  {one.id}"
    yield f"    {one.kind}" + (f" of {lookup.tables.label(one.state)} ({one.state})" if one.state else "")
    if one.wikidata:
        yield f"    Wikidata {one.wikidata}"
    if one.spellings:
        yield f"    also {'; '.join(one.spellings)}"
    if one.weak:
        yield f"    unsure names, not used in reading: {'; '.join(one.weak)}"
    for tenure in sorted(one.tenures, key=lambda t: (t.start or date.min, t.office.rank)):
        yield f"    {span(tenure)}  {_office(tenure)}  [{tenure.source or TABLES}]"
    for office in one.said if not one.tenures else ():
        yield f"    {office}" if one.sources == (REGISTER,) else f"    without days: {office}"
    yield f"    known from {', '.join(one.sources)}"
    for kind, actor, _, words in lookup.conflicts():
        if actor in (one.id, one.wikidata):
            yield f"    sources differ ({kind}): {words}"
    for line in lookup.decisions(one):
        yield f"    {line}"


def office_words(office: Office) -> str:
    """An office as the register has it: title, state or body, days if known."""
    days = f"  {office.start or '?'} to {office.end or '…'}" if office.start or office.end else ""
    return f"{office.title} ({office.body}){days}" if office.body else f"{office.title}{days}"


def _decided(said: Revision) -> str:
    """A decision in words."""
    decision = said.said("decision") or {}
    if said.action == "merge":
        return f"{said.of[:8]} is {decision.get('name')}"
    if said.action == "split":
        where = decision.get("articles") or [d for d in (decision.get("since"), decision.get("until")) if d]
        return f"{said.of[:8]} is {decision.get('name')} in {', '.join(a[:10] for a in where)}"
    changes = said.said("changes") or {}
    return f"{said.action} {', '.join(f'{k}={v}' for k, v in changes.items())}".strip()
