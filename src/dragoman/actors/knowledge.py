"""What Dragoman knows of the world: who is called what, and who held which office on which day.

The tables are read once, when `knowledge()` is first asked. Nothing here needs a parse: `find_people`, `matches` and
`titles_at` work on the words of a text, so times/ can date an article by the tenures of those it names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from dragoman.actors import entities
from dragoman.actors.entities import ArmedGroup, Body, Medium, OfficeKind, Person, State, Tenure, Wording
from dragoman.actors.spelling import WORD, Word, key, sound, words

PRINCIPAL = frozenset({"igo", "alliance", "club"})  # kinds of body that own their code; organs and agencies share it
WHOLE_NAMES = frozenset({"medium", "person", "surname"})
LEAST_SURNAME = 3  # shorter surnames («Xi», «Li») count only where a title or a full name vouches for them


@dataclass(frozen=True, slots=True)
class Entry:
    """What a written form may stand for.

    `kind` is state, capital, metonym, adjective, people, compound, body, body-adjective, medium, group,
    group-adjective, members, person or surname; `ref` is the state code or table id; `form` is as the table writes it.
    """

    kind: str
    ref: str
    form: str


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A stretch of text that a table knows: its offsets, its words (first, last+1), and all it may stand for."""

    start: int
    end: int
    first: int
    last: int
    entries: tuple[Entry, ...]


class Knowledge:
    """The tables with their indexes. Made by `knowledge()`; every lookup is pure."""

    def __init__(self, language: str = "fr") -> None:
        self.language = language
        self.states: dict[str, State] = entities.load_states(language)
        self.bodies: dict[str, Body] = entities.load_bodies(language)
        self.media: dict[str, Medium] = entities.load_media()
        self.armed_groups: dict[str, ArmedGroup] = entities.load_armed_groups(language)
        self.persons: dict[str, Person] = entities.load_persons()
        self.offices: dict[str, OfficeKind] = entities.load_offices(language)
        self.neighbours, self.rulers = entities.load_neighbours()
        self.all_tenures: list[Tenure] = entities.load_tenures(self.persons, self.offices)
        self._names: dict[str, list[Entry]] = {}
        self._longest: dict[str, int] = {}
        self._index_names()
        self._of_person: dict[str, list[Tenure]] = {}
        self._of_office: dict[tuple[str, str], list[Tenure]] = {}
        for tenure in self.all_tenures:
            self._of_person.setdefault(tenure.person.id, []).append(tenure)
            self._of_office.setdefault((tenure.office.id, tenure.of), []).append(tenure)
        self.wordings: dict[str, list[tuple[tuple[str, ...], OfficeKind, Wording]]] = {}
        for office in self.offices.values():
            for wording in office.wordings:
                parts = tuple(key(wording.text).split())
                if parts:
                    self.wordings.setdefault(parts[0], []).append((parts, office, wording))
        for known in self.wordings.values():
            known.sort(key=lambda w: (-len(w[0]), w[1].rank, w[1].id))
        self._codes: dict[str, str] = {}
        for body in sorted(self.bodies.values(), key=lambda b: b.kind not in PRINCIPAL):
            if body.code:
                self._codes.setdefault(body.code, body.id)
        self._sounds: dict[str, list[Person]] | None = None

    # --- indexes -----------------------------------------------------------------------------------------------------

    def _add(self, kind: str, ref: str, forms: Iterable[str]) -> None:
        for form in forms:
            found = key(form)
            if not found:
                continue
            first, size = found.split(" ", 1)[0], found.count(" ") + 1
            entries = self._names.setdefault(found, [])
            entry = Entry(kind, ref, form)
            if entry not in entries:
                entries.append(entry)
            if self._longest.get(first, 0) < size:
                self._longest[first] = size

    def _index_names(self) -> None:
        for s in self.states.values():
            self._add("state", s.code, (s.name, *s.aliases))
            self._add("capital", s.code, s.capitals)
            self._add("metonym", s.code, s.metonyms)
            self._add("adjective", s.code, s.adjectives)
            self._add("people", s.code, s.nouns)
            self._add("compound", s.code, s.compounds)
        for b in self.bodies.values():
            self._add("body", b.id, (b.name, *b.aliases))
            self._add("body-adjective", b.id, b.adjectives)
        for m in self.media.values():
            self._add("medium", m.id, (m.name, *m.aliases))
        for g in self.armed_groups.values():
            self._add("group", g.id, (g.name, *g.aliases))
            self._add("group-adjective", g.id, g.adjectives)
            self._add("members", g.id, g.nouns)
        for p in self.persons.values():
            self._add("person", p.id, (p.name, *p.spellings))
            self._add("surname", p.id, (s for s in p.surnames if s != p.name))

    # --- names -------------------------------------------------------------------------------------------------------

    def entries(self, name: str) -> tuple[Entry, ...]:
        """All that a written name may stand for, accents and apostrophes aside."""
        return tuple(self._names.get(key(name), ()))

    def matches(self, text: str) -> list[NameMatch]:
        """The longest known names in the text, from left to right, none overlapping."""
        return list(_matches(self, text))

    def longest_names(self, text: str) -> list[NameMatch]:
        """The same as `matches`, looked up anew."""
        found = words(text)
        out: list[NameMatch] = []
        i = 0
        while i < len(found):
            match = self._match_at(text, found, i) if found[i].folded in self._longest else None
            if match and match.last - i > 1:
                later = self._match_at(text, found, i + 1)
                if later and later.last > match.last:
                    match = None  # «L'Union» is a newspaper, but not in «l'Union européenne»
            if match:
                out.append(match)
                i = match.last
            else:
                i += 1
        return out

    def _match_at(self, text: str, found: list[Word], i: int) -> NameMatch | None:
        most = self._longest.get(found[i].folded, 0) if i < len(found) else 0
        last = i + 1
        while last < len(found) and last - i < most and found[last].joined:
            last += 1
        while last > i and most:
            entries = self._names.get(" ".join(w.folded for w in found[i:last]))
            if entries:
                start, end = found[i].start, found[last - 1].end
                fit = tuple(e for e in entries if spelled_so(text[start:end], e))
                if fit:
                    return NameMatch(start, end, i, last, fit)
            last -= 1
        return None

    def find_people(self, text: str) -> list[tuple[int, int, Person]]:
        """The known persons that the text names: by full name, or by a surname that only one known person has.

        A surname alone counts for the person whose full name the text has elsewhere.
        """
        found = self.matches(text)
        named = {e.ref for m in found for e in m.entries if e.kind == "person"}
        out: list[tuple[int, int, Person]] = []
        for m in found:
            full = [e.ref for e in m.entries if e.kind == "person"]
            alone = [e.ref for e in m.entries if e.kind == "surname"]
            known = [r for r in alone if r in named] or (alone if m.end - m.start > LEAST_SURNAME else [])
            only = dict.fromkeys(full or known)
            if len(only) == 1 and not any(e.kind in {"state", "capital", "body"} for e in m.entries):
                out.append((m.start, m.end, self.persons[next(iter(only))]))
        return out

    def people(self, name: str) -> tuple[Person, ...]:
        """The persons of that full name or surname, those of the full name first."""
        found = self._names.get(key(name), ())
        ordered = [e.ref for e in found if e.kind == "person"] + [e.ref for e in found if e.kind == "surname"]
        return tuple(self.persons[r] for r in dict.fromkeys(ordered))

    def people_by_sound(self, name: str) -> tuple[Person, ...]:
        """The persons whose full name sounds the same whatever the transliteration («Mohamad Baqer Qalibaf»)."""
        if self._sounds is None:
            self._sounds = {}
            for person in self.persons.values():
                for heard in {sound(s) for s in (person.name, *person.spellings)}:
                    self._sounds.setdefault(heard, []).append(person)
        return tuple(self._sounds.get(sound(name), ()))

    @property
    def given_names(self) -> frozenset[str]:
        """The folded first names of all known persons: a run of capitals that begins with one is likely a person."""
        return _given_names(self)

    def demonym(self, form: str) -> tuple[str, ...]:
        """The states of an adjective or noun («congolais» -> COG, COD)."""
        return tuple(dict.fromkeys(e.ref for e in self.entries(form) if e.kind in {"adjective", "people"}))

    def compound(self, prefix: str) -> tuple[str, ...]:
        """The states of the first part of a compound («irano», «sino»)."""
        return tuple(dict.fromkeys(e.ref for e in self.entries(prefix) if e.kind == "compound"))

    def seat(self, name: str) -> tuple[str, ...]:
        """The states for which a capital or a seat of power stands («Moscou», «Quai d'Orsay»)."""
        return tuple(dict.fromkeys(e.ref for e in self.entries(name) if e.kind in {"capital", "metonym"}))

    def body(self, code_or_id: str) -> Body | None:
        """The body with that id, or the principal body with that code («UN»)."""
        return self.bodies.get(code_or_id) or self.bodies.get(self._codes.get(code_or_id, ""))

    def label(self, code: str) -> str:
        """The French name of a state or body code; the code itself when no table has it."""
        if code in self.states:
            return self.states[code].name
        body = self.body(code)
        return body.name if body else code

    # --- offices -----------------------------------------------------------------------------------------------------

    def tenures(self, person: Person | str) -> tuple[Tenure, ...]:
        """The tenures of a person (or of the person with that id), in the order of the table."""
        return tuple(self._of_person.get(person if isinstance(person, str) else person.id, ()))

    def tenures_of_office(self, office: str, of: str) -> tuple[Tenure, ...]:
        """All tenures of an office of a state or body (by its id, or the code of a principal body)."""
        found = self._of_office.get((office, of)) or self._of_office.get((office, self._codes.get(of, "")))
        return tuple(found or ())

    def holder(self, office: str, of: str, on: date | None) -> tuple[Person, ...]:
        """Who held the office that day: those certain, else the latest who may have; () when nobody is known.

        Without a day, the only holder that the tables know, if there is but one.
        """
        tenures = self.tenures_of_office(office, of)
        if on is None:
            everyone = tuple(dict.fromkeys(t.person for t in tenures))
            return everyone if len(everyone) == 1 else ()
        sure = [t for t in tenures if t.holds(on)]
        if not sure:
            # An unknown end outlasts the start, but not the start of a successor.
            maybe = [t for t in tenures if t.holds(on) is None and t.start]
            latest = max((t.start for t in tenures if t.start and t.start <= on), default=None)
            sure = [t for t in maybe if t.start == latest]
        ended = bool(sure) and all(t.end == on for t in sure)
        sure += [t for t in tenures if t.start == on and t not in sure] if ended else []
        sure.sort(key=lambda t: t.start or date.min, reverse=True)
        if len(sure) > 1 and any(t.end == on or t.start == on for t in sure):
            sure = sure[:1]  # the day of the handover: the one who came
        return tuple(dict.fromkeys(t.person for t in sure))

    def elected(self, office: str, of: str, on: date | None) -> tuple[Person, ...]:
        """Who takes the office within ten months of that day: «la présidente élue»."""
        soon = [t for t in self.tenures_of_office(office, of) if on and t.start and 0 < (t.start - on).days < 300]
        soon.sort(key=lambda t: t.start or date.max)
        return tuple(dict.fromkeys(t.person for t in soon[:1]))

    def offices_of(self, person: Person | str, on: date | None) -> tuple[Tenure, ...]:
        """The tenures of a person on that day, the highest office first; without a day all of them."""
        held = [t for t in self.tenures(person) if on is None or self._serves(t, on)]
        return tuple(sorted(held, key=lambda t: (t.office.rank, -(t.start or date.min).toordinal())))

    def _serves(self, tenure: Tenure, on: date) -> bool:
        """Whether it was held that day, as far as is known: an unknown end lasts until a successor is known."""
        holds = tenure.holds(on)
        if holds is None:
            return tenure.person in self.holder(tenure.office.id, tenure.of, on)
        return holds

    def joint_tenures(self, one: Person | str, other: Person | str) -> tuple[tuple[Tenure, Tenure], ...]:
        """The pairs of tenures of two persons that share at least a day."""
        return tuple(
            (a, b)
            for a in self.tenures(one)
            for b in self.tenures(other)
            if (a.start or date.min) <= (b.end or date.max) and (b.start or date.min) <= (a.end or date.max)
        )


def spelled_so(text: str, entry: Entry) -> bool:
    """Whether the text may write the entry so: names keep their capital, short acronyms all of them."""
    form = entry.form
    if len(form) <= 3 and form.isupper():
        return text == form
    if len(form) <= 5 and form.isupper():
        return (text[0].isupper() and not text[1:].islower()) or text == form.capitalize()
    if form[0].isupper() and not text[0].isupper():
        return False
    if entry.kind in WHOLE_NAMES or form.startswith(("Le ", "La ", "Les ", "L'")):
        # «Le Monde» is a newspaper, «Le monde» opens a sentence.
        pairs = zip(WORD.findall(form), WORD.findall(text), strict=False)
        return all(t[0].isupper() for f, t in pairs if f[0].isupper())
    return True


@lru_cache(maxsize=4)  # several rooms ask for the names of the same article
def _matches(known: Knowledge, text: str) -> tuple[NameMatch, ...]:
    return tuple(known.longest_names(text))


@cache
def _given_names(known: Knowledge) -> frozenset[str]:
    names = (key(p.name).split() for p in known.persons.values())
    return frozenset(n[0] for n in names if len(n) > 1 and len(n[0]) > 2)


def knowledge(language: str = "fr") -> Knowledge:
    """The knowledge base of a language, read at the first call."""
    return _knowledge(language)


@cache
def _knowledge(language: str) -> Knowledge:
    return Knowledge(language)  # one base, whether the language was named or not
