"""The persons of one document: names joined to their titles, short names to full ones, known persons recognised."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dragoman.actors.entities import Person
from dragoman.actors.names import NameRun
from dragoman.actors.offices import code_of, office_holders
from dragoman.actors.origins import COMMA, beside, country_before, country_of_sentence, country_within
from dragoman.actors.spelling import key, sound
from dragoman.actors.titles import TitlePhrase
from dragoman.actors.view import View, references
from dragoman.model import content_id

BRACKET = re.compile(r"\s*\(\s*")
LOCAL_OFFICES = frozenset({"governor", "mayor", "police_chief", "prosecutor"})  # whose state is that of the place
AGE = re.compile(r"\s*,\s*\d{1,3} ans\s*,\s*")


@dataclass(eq=False)
class PersonRecord:
    """Someone whom the document names: longest name, known person if any, state code, gender, titles given in the text."""

    name: str
    known: Person | None = None
    state: str | None = None
    gender: str = ""
    titles: list[TitlePhrase] = field(default_factory=list)
    spellings: dict[str, None] = field(default_factory=dict)
    doubtful: bool = False
    others: tuple[Person, ...] = ()
    first: int = 0

    @property
    def id(self) -> str:
        """The actor id: the same in every article that names this person of this state."""
        return (
            content_id("person", self.known.id)
            if self.known
            else content_id("person", key(self.name), self.state or "")
        )

    @property
    def label(self) -> str:
        """The name as an index prints it."""
        return self.known.name if self.known else self.name


@dataclass(eq=False)
class NamedPerson:
    """One mention of a person by name: word indexes from the outermost determiner to the end, the name's own words, titles."""

    first: int
    last: int
    run: NameRun
    titles: tuple[TitlePhrase, ...]
    record: PersonRecord | None = None


class People:
    """Joins names to titles and to each other. `mentions` are the named persons in order, `records` the persons."""

    def __init__(self, view: View, titles: list[TitlePhrase], runs: list[NameRun]) -> None:
        self.view = view
        self.by_last = {t.last: t for t in titles}
        self.by_outer = {t.outer: t for t in titles}
        self.name_starts = {r.first for r in runs}
        self.records: list[PersonRecord] = []
        self.mentions: list[NamedPerson] = []
        self.used: set[TitlePhrase] = set()
        # Sort by trust: full names found anywhere (also later) explain the short ones.
        found = [self._join(run) for run in runs]
        for named in found:
            if self._full(named):
                self._settle(named)
        for named in found:
            if named.record is None:
                self._settle(named)
        self.mentions = [n for n in found if n.record is not None]
        self.used = {t for n in self.mentions for t in n.titles}
        self._place_the_stateless()

    def _place_the_stateless(self) -> None:
        """Gives an unknown person the state of the words beside the name, an office-holder that of the place or text."""
        for named in self.mentions:
            if named.record is not None and named.record.state is None:
                named.record.state = beside(self.view, named)
        for record in self.records:
            unsaid = [t for t in record.titles if not any(code_of(self.view.know, o) for o in t.of)]
            local = any(LOCAL_OFFICES & {o.id for o, _ in t.offices} for t in unsaid)
            official = bool(unsaid)
            country = (country_within(self.view, record) or country_before(self.view, record.first)) if local else None
            country = country or (country_of_sentence(self.view, record.first) if official else None)
            if record.state is None and country:
                record.state, record.doubtful = country, True
        counts: dict[str, int] = {}
        for match in self.view.matches:
            found = references(match, {"state", "capital", "metonym", "adjective"})
            if len(found) == 1:
                counts[found[0]] = counts.get(found[0], 0) + 1
        if not counts:
            return
        for record in self.records:
            if record.state in self.view.know.states:
                counts[str(record.state)] = counts.get(str(record.state), 0) + len(record.spellings)
        ranked = sorted(counts.values(), reverse=True)
        main = max(sorted(counts), key=lambda c: counts[c])
        prevails = ranked[0] * 2 >= sum(ranked) or (len(ranked) > 1 and ranked[0] >= 2 * ranked[1])
        for record in self.records:
            official = any(not t.of for t in record.titles)
            if record.state is None and official and prevails:
                record.state, record.doubtful = main, True

    # --- titles ------------------------------------------------------------------------------------------------------

    def _join(self, run: NameRun) -> NamedPerson:
        titles: list[TitlePhrase] = []
        first = run.first
        title = self._left(first)
        while title is not None and self._agrees(title, run):
            titles.insert(0, title)
            first = title.outer
            title = self._left(first) if len(titles) < 3 and title.first > 0 else None
        last = run.last
        right = self._right(last)
        if right is not None and self._agrees(right, run) and right not in titles:
            titles.append(right)
            last = right.last
        return NamedPerson(first, last, run, tuple(titles))

    def _left(self, pos: int) -> TitlePhrase | None:
        view = self.view
        direct = self.by_last.get(pos)
        if direct and pos < len(view.words) and (view.joined(pos) or COMMA.fullmatch(view.between(pos, pos))):
            comma = not view.joined(pos)
            return None if comma and (direct.bare or not direct.entry.person) else self._person(direct)
        # «le président de la Commission électorale (Céni), Denis Kadima»
        for back in (1, 2, 3):
            title = self.by_last.get(pos - back)
            if title and pos - back > 0 and COMMA.fullmatch(view.between(pos - back, pos)):
                return self._person(title)
        return None

    def _person(self, title: TitlePhrase) -> TitlePhrase | None:
        return title if title.entry.person and not (title.plural and not title.bare) else None

    def _right(self, pos: int) -> TitlePhrase | None:
        view = self.view
        title = self.by_outer.get(pos)
        if title is None:
            for skip in (2, 3):
                ahead = self.by_outer.get(pos + skip)
                if ahead and AGE.fullmatch(view.between(pos, pos + skip)):
                    title, pos = ahead, pos + skip
                    break
        if title is None or title.bare or title.plural or not title.entry.person or not pos:
            return None
        gap = view.text[view.words[pos - 1].end : view.words[pos].start]
        if not (COMMA.fullmatch(gap) or BRACKET.fullmatch(gap)) or (title.definite == "indefinite" and title.of == ()):
            return None
        after = title.last
        if after in self.name_starts and view.joined(after):
            return None
        following = view.text[view.words[after - 1].end :][:2]
        # «Macron, le chancelier allemand et…» is a list; an apposition closes with a mark.
        return title if not following.strip() or following[0] in ",.;:)»\n" or title.definite == "" else None

    def _agrees(self, title: TitlePhrase, run: NameRun) -> bool:
        """Whether a known person of that name may bear the title: same state, or a body is concerned."""
        know = self.view.know
        states = {o for o in title.of if o in know.states}
        ids = run.known or run.surname
        persons = [know.persons[i] for i in ids]
        if not states or not persons or not run.known:
            return True
        return any(p.state in states or p.state not in know.states for p in persons)

    # --- who ---------------------------------------------------------------------------------------------------------

    def _full(self, named: NamedPerson) -> bool:
        return bool(named.run.known) or named.run.last - named.run.first > 1

    def _settle(self, named: NamedPerson) -> None:
        """Finds or makes the record of a named person; leaves it None for a run that is nobody's name."""
        view, run = self.view, named.run
        name = view.span_text(run.first, run.last)
        record = self._same(name, named)
        if record is None:
            person, others = self._recognise(named, name)
            if person is not None:
                record = next((r for r in self.records if r.known is person), None) or PersonRecord(name, person)
                record.others = others
            elif self._believable(named):
                record = PersonRecord(name)
            if record is None:
                return
            if record not in self.records:
                record.first = named.first
                self.records.append(record)
        named.record = record
        record.spellings[name] = None
        if record.known is None and len(key(name)) > len(key(record.name)):
            record.name = name
        self._learn(record, named)

    def _learn(self, record: PersonRecord, named: NamedPerson) -> None:
        know = self.view.know
        for title in named.titles:
            if not title.bare:
                record.titles.append(title)
            genders = title.entry.genders
            if len(genders) == 1:
                record.gender = record.gender or next(iter(genders))
            if record.state is None and title.of:
                record.state = code_of(know, title.of[0])
        if record.known:
            record.state = record.known.state or record.state
            record.gender = record.known.gender or record.gender

    def _same(self, name: str, named: NamedPerson) -> PersonRecord | None:
        """The person of this document whom a name repeats or shortens; the last one introduced goes first."""
        own = key(name).split()
        told = {g for t in named.titles if len(t.entry.genders) == 1 for g in t.entry.genders}
        for record in reversed(self.records):
            if told and record.gender and record.gender not in told:
                continue  # «Mme Kim» is not Kim Jong-un
            for spelled in record.spellings:
                other = key(spelled).split()
                if own == other or (len(own) < len(other) and (other[-len(own) :] == own or self._family(record, own))):
                    return record
                if len(own) > 1 and len(other) > 1 and sound(name) == sound(spelled):
                    return record
            if record.known and self._family(record, own):
                return record
            if len(own) == 1 and any(t.bare for t in named.titles) and key(record.label).split()[0] == own[0]:
                return record  # «Mme Kim» after «Kim Yo-jong»
        return None

    def _family(self, record: PersonRecord, own: list[str]) -> bool:
        """Whether the words are a surname of a known person, or the family name that comes first in an Asian name."""
        name = " ".join(own)
        if record.known:
            return name in {key(s) for s in record.known.surnames}
        parts = key(record.name).split()
        return (
            len(own) == 1
            and len(parts) in {2, 3}
            and parts[0] == name
            and len(name) <= 5
            and name not in (self.view.know.given_names)
        )

    def _recognise(self, named: NamedPerson, name: str) -> tuple[Person | None, tuple[Person, ...]]:
        """The known person whom the run names, and the others who are as likely."""
        know, run = self.view.know, named.run
        found = [know.persons[i] for i in run.known]
        exact = [p for p in found if self._most_of(p, name)]
        # «le pape François» is listed with his title.
        titled = [p for t in named.titles for p in know.people(f"{' '.join(t.entry.words)} {name}")]
        exact = exact or list(dict.fromkeys(titled))
        if exact:
            return self._choose(exact, named)
        if run.last - run.first > 1:
            alike = list(know.people_by_sound(name))
            if not alike:
                alike = self._by_surname_and_office(named, name)
            return self._choose(alike, named) if alike else (None, ())
        return self._choose([know.persons[i] for i in run.surname], named, short=True)

    def _most_of(self, person: Person, name: str) -> bool:
        """Whether the known name fills the run but for two words («Sayed Ali Khamenei»)."""
        return any(
            len(key(name).split()) - len(key(s).split()) <= 2
            for s in (person.name, *person.spellings)
            if key(s) in key(name)
        )

    def _by_surname_and_office(self, named: NamedPerson, name: str) -> list[Person]:
        """Persons whose surname ends the name and who hold the office that stands beside it."""
        know = self.view.know
        out = []
        for title in named.titles:
            for person in office_holders(self.view, title)[0]:
                if any(
                    sound(s) and sound(name).endswith(sound(s)) for s in (person.surnames or (person.name.split()[-1],))
                ):
                    out.append(person)
        return list(dict.fromkeys(out)) if know.persons else []

    def _choose(
        self, found: list[Person], named: NamedPerson, *, short: bool = False
    ) -> tuple[Person | None, tuple[Person, ...]]:
        """The likeliest of the persons of one name: office, state and day count; a bare surname needs one of them."""
        view, know = self.view, self.view.know
        states = {code_of(know, o) for t in named.titles for o in t.of} - {None}
        told = {g for t in named.titles if len(t.entry.genders) == 1 for g in t.entry.genders}
        scored: list[tuple[float, Person]] = []
        for person in found:
            score = 1.0 - (3.0 if told and person.gender and person.gender not in told else 0.0)
            held = know.offices_of(person, view.day)
            if view.day:
                score += 1.0 if held else -0.5
            for title in named.titles:
                if any(o.id == t.office.id for o, _ in title.offices for t in held):
                    score += 1.5
            if states:
                own = {person.state, *(code_of(know, t.of) for t in know.tenures(person))}
                score += 1.5 if own & states else -2.0 if person.state in know.states else -0.5
            rank = min((t.office.rank for t in held), default=9)
            score += max(0.0, 0.4 - rank / 20)
            scored.append((score, person))
        scored.sort(key=lambda s: (-s[0], s[1].id))
        if not scored or scored[0][0] < (0.0 if not short else self._least_for_surname(named)):
            return None, ()
        best = scored[0]
        return best[1], tuple(p for s, p in scored[1:4] if best[0] - s < 0.5)

    def _least_for_surname(self, named: NamedPerson) -> float:
        """What a surname alone must reach: little after a title, more when it could be a common word."""
        view, run = self.view, named.run
        if any(t.entry.kind == "honorific" or not t.plural for t in named.titles):
            return 0.4
        if run.determined or len(view.words[run.first].text) <= 3:
            return 9.0
        if view.opens_sentence(run.first) and view.token(run.first).pos_ not in {"PROPN", "NOUN", "X"}:
            return 9.0
        return 0.4

    def _believable(self, named: NamedPerson) -> bool:
        """Whether a name that no table knows is a person's: a title, a given name, or a bare run that acts."""
        view, run = self.view, named.run
        size = run.last - run.first
        if named.titles:
            one = named.titles[-1]
            adjacent = one.last == run.first and view.joined(run.first)
            alone = view.words[run.first].text
            if size == 1 and (
                view.ref.has("no name after", one.entry.words[0]) or (alone.isupper() and len(alone) > 2)
            ):
                return False
            return size > 1 or adjacent or one.first >= run.last
        if size < 2 or run.determined or size > 6:
            return False
        if any(view.words[k].text.isupper() and len(view.words[k].text) > 2 for k in range(run.first, run.last)):
            return False
        if len({view.token(k).i for k in range(run.first, run.last)}) < 2:
            return False  # «Jean-Moulin» is a street or a school
        if view.folded(run.first) in view.know.given_names:
            return True
        if view.ref.has("place preposition", view.folded(run.first - 1) if view.joined(run.first) else ""):
            return False
        tokens = [view.token(k) for k in range(run.first, run.last)]
        return sum(t.pos_ == "PROPN" for t in tokens) * 2 > len(tokens) and tokens[0].pos_ == "PROPN"
