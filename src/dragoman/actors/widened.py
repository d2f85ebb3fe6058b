"""The shipped knowledge widened by the user's library, for one text: whoever the text names and only the library knows.

The tables go before the library: where they know who held an office that day, they are believed; someone whom both have
is the tables' person, with the library's further spellings and offices. Without a library nothing here is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

from dragoman.actors.entities import Person, Tenure
from dragoman.actors.knowledge import Entry, Knowledge, knowledge
from dragoman.actors.library import Imported, Library, library
from dragoman.actors.spelling import Word, key, words
from dragoman.document import Document

LONGEST = 6  # words of a name
PARTICLE = 4  # letters of the longest word in small letters inside a name («ould», «bint», «von»)
MOSTLY = 3  # persons who tell in which order a state writes names
HIGH = 4  # rank of offices whose holders are named without their state: up to foreign ministers and speakers
PLACED = frozenset({"state", "capital", "metonym", "adjective", "people", "body", "body-adjective", "compound"})
NAMED_OTHERWISE = frozenset({"state", "capital", "metonym", "body", "medium", "group"})


def known_to(document: Document) -> Knowledge:
    """What is known when this document is read: the tables, and of its library whom it names."""
    base = knowledge(document.article.language)
    if document.library is None:
        return base
    return _widened(base, library(document.library), document.text)


@lru_cache(maxsize=4)  # several rooms ask for the same article
def _widened(base: Knowledge, own: Library, text: str) -> Knowledge:
    return Widened(base, own, text)


class Widened(Knowledge):
    """The tables with those persons of a library whom a text names. Shares with the tables all that it does not change."""

    def __init__(self, base: Knowledge, own: Library, text: str) -> None:
        self.__dict__.update(base.__dict__)
        self._base, self._own = base, own
        self._met: dict[str, Person] = {}
        self._further: dict[str, tuple[Tenure, ...]] = {}
        self._text = text
        found = own.people(candidates(text))
        named = [one for name, several in found.items() for one in self._meant(name, several)]
        if named:
            self.persons, self._names, self._longest = dict(base.persons), dict(base._names), dict(base._longest)
            for one in dict.fromkeys(named):
                self._admit(one)

    @cached_property
    def _states(self) -> frozenset[str]:
        """The states and bodies that the text names, by whatever word."""
        named = {e.ref for m in self._base.matches(self._text) for e in m.entries if e.kind in PLACED}
        return frozenset(named | {self._base.bodies[ref].code for ref in named if ref in self._base.bodies} - {""})

    def _meant(self, name: str, several: Iterable[Imported]) -> list[Imported]:
        """Of the persons of one name those whom the text may mean: of a state that it names, else the only known one.

        Known everywhere is whoever held one of the highest offices; others are only where the text names no state at all.
        """
        if any(e.kind in NAMED_OTHERWISE for e in self._base._names.get(name, ())):
            return []
        everyone = list(several)
        if here := [one for one in everyone if self._concerned(one)]:
            return here
        known = [one for one in everyone if any(t.office.represents and t.office.rank <= HIGH for t in one.tenures)]
        if len(known) == 1:
            return known
        return everyone if len(everyone) == 1 and not self._states and everyone[0].tenures else []

    def _concerned(self, one: Imported) -> bool:
        places = {one.person.state, *(t.of for t in one.tenures)} - {""}
        return bool(places & self._states)

    def _admit(self, one: Imported) -> None:
        """Takes a person of the library in: as a new one, or as more about one of the tables."""
        person = self.meet(one)
        self.persons[person.id] = person
        spellings = [n for n in (one.person.name, *one.person.spellings) if " " in key(n)]
        self._name("person", person.id, spellings)
        if person.id not in self._base.persons:
            self._name("surname", person.id, person.surnames)

    def _name(self, kind: str, ref: str, forms: Iterable[str]) -> None:
        for form in forms:
            folded = key(form)
            entry = Entry(kind, ref, form)
            before = self._names.get(folded, [])
            if not folded or any((e.kind, e.ref) == (kind, ref) for e in before):
                continue
            self._names[folded] = [*before, entry]
            first, size = folded.split(" ", 1)[0], folded.count(" ") + 1
            self._longest[first] = max(size, self._longest.get(first, 0))

    def meet(self, one: Imported) -> Person:
        """The person as the reading knows him: the tables' own where they have him. His offices are known from then on."""
        twin = counterpart(self._base, one)
        person = twin or replace(one.person, surnames=one.person.surnames or surnames(self._base, one.person))
        if person.id not in self._met:
            self._met[person.id] = person
            mine = {(t.office.id, t.of) for t in self._base.tenures(person)}
            new = (t for t in one.tenures if (t.office.id, t.of) not in mine)
            self._further[person.id] = tuple(replace(t, person=person) for t in new)
        return self._met[person.id]

    # --- answers that the library completes --------------------------------------------------------------------------

    @property
    def given_names(self) -> frozenset[str]:
        """The folded first names of the tables' persons."""
        return self._base.given_names

    def people_by_sound(self, name: str) -> tuple[Person, ...]:
        """The persons of that sound: of the tables, else of the library where the text names their state."""
        found = self._base.people_by_sound(name)
        return found or tuple(self._seen(one) for one in self._own.alike(name) if self._concerned(one))

    def _seen(self, one: Imported) -> Person:
        person = self.meet(one)
        if person.id not in self.persons:
            self.persons = {**self.persons, person.id: person}
        return person

    def tenures(self, person: Person | str) -> tuple[Tenure, ...]:
        """The tenures of a person after the tables, then those that only the library has."""
        of = person if isinstance(person, str) else person.id
        return (*super().tenures(of), *self._further.get(of, ()))

    def tenures_of_office(self, office: str, of: str) -> tuple[Tenure, ...]:
        """The tenures of an office after the tables; where they know none, after the library."""
        return super().tenures_of_office(office, of) or self._imported(office, of)

    def _imported(self, office: str, of: str) -> tuple[Tenure, ...]:
        return tuple(
            replace(t, person=self.meet(one))
            for one in self._own.holders(office, of)
            for t in one.tenures
            if (t.office.id, t.of) == (office, of)
        )

    def holder(self, office: str, of: str, on: date | None) -> tuple[Person, ...]:
        """Who held the office that day: whom the tables are sure of, else whom the library is, else whom they guess."""
        known = super().tenures_of_office(office, of)
        if on is None or not known or any(t.holds(on) for t in known):
            return super().holder(office, of, on)
        held = [t for t in self._imported(office, of) if t.holds(on)]
        held.sort(key=lambda t: t.start or date.min, reverse=True)
        return tuple(dict.fromkeys(t.person for t in held[:1])) or super().holder(office, of, on)


def candidates(text: str) -> list[str]:
    """The folded runs of words in a text that may be someone's full name: they begin and end with a capital."""
    found = words(text)
    out: dict[str, None] = {}
    for i, word in enumerate(found):
        if not word.text[0].isupper():
            continue
        for j in range(i + 1, min(i + LONGEST, len(found))):
            if not found[j].joined or not _inside(found[j]):
                break
            if found[j].text[0].isupper():
                out[" ".join(w.folded for w in found[i : j + 1])] = None
    return list(out)


def _inside(word: Word) -> bool:
    return word.text[0].isupper() or (word.text.isalpha() and len(word.text) <= PARTICLE)


def surnames(known: Knowledge, person: Person) -> tuple[str, ...]:
    """By what the press may call a person of whom the source names no family name: the last word, in some states the first."""
    parts = person.name.split()
    return (parts[0 if person.state in family_first(known) else -1],) if len(parts) > 1 else ()


@lru_cache(maxsize=2)
def family_first(known: Knowledge) -> frozenset[str]:
    """The states whose people in the tables mostly have their family name first («Xi Jinping»)."""
    first: Counter[str] = Counter()
    everyone: Counter[str] = Counter()
    for person in known.persons.values():
        parts = person.name.split()
        if len(parts) > 1 and person.state in known.states:
            everyone[person.state] += 1
            first[person.state] += parts[0] in person.surnames and parts[-1] not in person.surnames
    return frozenset(state for state, count in first.items() if count >= MOSTLY and 2 * count > everyone[state])


@lru_cache(maxsize=2)
def _by_wikidata(known: Knowledge) -> dict[str, Person]:
    return {p.wikidata: p for p in known.persons.values() if p.wikidata}


def counterpart(known: Knowledge, one: Imported) -> Person | None:
    """The tables' person who is this one: the same Wikidata id, else a name, the state and an office in common."""
    if one.person.wikidata and (twin := _by_wikidata(known).get(one.person.wikidata)):
        return twin
    held = {(t.office.id, t.of) for t in one.tenures}
    for name in (one.person.name, *one.person.spellings):
        for entry in known.entries(name):
            person = known.persons.get(entry.ref) if entry.kind == "person" else None
            if person is None or person.state != one.person.state:
                continue
            if person.wikidata and one.person.wikidata and person.wikidata != one.person.wikidata:
                continue
            if held & {(t.office.id, t.of) for t in known.tenures(person)}:
                return person
    return None
