"""Every explicit mention of an actor: names, offices, states, bodies, media, armed groups, groups of people, demonyms."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from dragoman.actors.drafts import Draft, token_gender
from dragoman.actors.entities import Person
from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.names import NameRun, find_runs
from dragoman.actors.offices import LOOSE_OFFICES, code_of, fitting_offices, leads_a_group, office_holders, same_title
from dragoman.actors.organisations import Organisation, institutions, introduced
from dragoman.actors.people import NamedPerson, People, PersonRecord
from dragoman.actors.resolution import Cast
from dragoman.actors.titles import TitlePhrase, find_titles
from dragoman.actors.view import View, of_kind, references
from dragoman.model import Party

DEFINITE = frozenset({"definite", "contracted", "demonstrative", "possessive", ""})


class Finder:
    """Reads the explicit mentions of one document into `drafts`, sorted by offset."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.know = view.know
        self.titles: list[TitlePhrase] = find_titles(view)
        runs: list[NameRun] = find_runs(view, self.titles)
        self.people = People(view, self.titles, runs)
        self.cast = Cast(view)
        self.main_states = self._states_of_text()
        self.covered: set[int] = set()  # words that name a person, which no other name may take
        self.drafts: list[Draft] = []
        for named in self.people.mentions:
            self._person(named)
        self.introduced = introduced(view, self.covered)
        in_name = {k for o in self.introduced if not o.known for k in range(o.first, o.last)}
        for title in self.titles:
            inside = title.first in in_name and not title.entry.person
            if title not in self.people.used and not title.bare and not inside:
                self._title(title)
        self._organisations()
        Gazetteer(self).read()
        self.drafts.sort(key=lambda d: (d.start, -d.end))

    # --- helpers -----------------------------------------------------------------------------------------------------

    def _states_of_text(self) -> dict[str, int]:
        """How often each state is named by one unambiguous word or another."""
        out: dict[str, int] = {}
        for match in self.view.matches:
            found = references(match, {"state", "capital", "metonym", "adjective", "people"})
            seat = of_kind(match, {"capital"}) and of_kind(match, {"body"})
            if len(found) == 1 and match.first not in self.people.name_starts and not seat:
                out[found[0]] = out.get(found[0], 0) + 1
        return out

    def head_of(self, first: int, last: int, prefer: int | None = None) -> Token:
        """The token of words `first` to `last` whose head lies outside of them; that of word `prefer` among several."""
        tokens = list(dict.fromkeys(self.view.token(k) for k in range(first, last)))
        inside = {t.i for t in tokens}
        roots = [t for t in tokens if t.head.i not in inside or t.head == t]
        preferred = self.view.token(prefer) if prefer is not None else None
        if preferred in roots or (preferred is not None and not roots):
            return preferred
        nouns = [t for t in roots if t.pos_ in {"NOUN", "PROPN", "PRON", "X"}]
        return (nouns or roots or tokens)[0] if preferred is None or nouns else preferred

    def choose(self, refs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Of several states for one word («congolais») the one that the text names otherwise; the others as candidates."""
        if len(refs) == 1:
            return refs[0], ()
        best = max(refs, key=lambda r: (self.main_states.get(r, 0), -refs.index(r)))
        return best, tuple(r for r in refs if r != best)

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """The character offsets of words `first` to `last` (exclusive)."""
        return self.view.words[first].start, self.view.words[last - 1].end

    # --- persons -----------------------------------------------------------------------------------------------------

    def _person(self, named: NamedPerson) -> None:
        record = named.record
        assert record is not None
        self.covered.update(range(named.run.first, named.run.last))
        left = [t for t in named.titles if t.last <= named.run.first]
        prefer = left[0].first if left else named.run.first
        start, end = self.offsets(named.first, named.last)
        head = self.head_of(named.first, named.last, prefer)
        self.drafts.append(
            Draft(
                start, end, head, "name", "person", "title-name" if named.titles else "name", gender=record.gender,
                record=record, title=named.titles[0] if named.titles else None, doubtful=record.doubtful,
            )
        )  # fmt: skip

    # --- offices and groups ------------------------------------------------------------------------------------------

    def _title(self, title: TitlePhrase) -> None:
        head = self.head_of(title.outer, title.last, title.first)
        start, end = self.offsets(title.outer, title.last)
        counterpart = self.view.ref.has("counterpart", title.entry.words[0])
        office = self._is_office(title)
        if not title.of and not title.plural and title.entry.kind in {"rank", "religious"} and self._alone(title):
            draft = Draft(start, end, head, "title", "person", "rank", title=title, open=True)
            draft.gender = self._gender(title, head)
            self.drafts.append(draft)
            return
        if title.plural and self._names_after(title):
            self._several(title)
            return
        if not office and not counterpart and not self._worth_it(title):
            return
        draft = Draft(start, end, head, "title" if office or counterpart else "group", "person", "office", title=title)
        draft.gender = self._gender(title, head)
        draft.number = "p" if title.plural or (not title.entry.person and title.entry.words[0].endswith("s")) else "s"
        if counterpart:
            draft.rule, draft.open = "counterpart", True
        elif office:
            self._office(draft, title)
        else:
            self._group(draft, title)
        self.drafts.append(draft)

    def _alone(self, title: TitlePhrase) -> bool:
        """«le général», «l'ayatollah»: a rank with its article that someone of the text bears."""
        if title.definite not in {"definite", "demonstrative", "contracted"} or title.former:
            return False
        borne = (t for r in self.people.records for t in r.titles)
        return any(t.entry.words == title.entry.words for t in borne) and not title.offices

    def _names_after(self, title: TitlePhrase) -> tuple[NamedPerson, ...]:
        """The persons named directly after a plural title: «les présidents Poutine et Erdogan»."""
        view, at = self.view, title.last
        out: list[NamedPerson] = []
        for named in self.people.mentions:
            if named.first < at:
                continue
            gap = view.text[view.words[at - 1].end : view.words[named.first].start].strip()
            between = view.folded(named.first - 1) if named.first == at + 1 else ""
            if not (gap in {"", ","} or (out and between == "et")) or named.titles or (gap == "," and not out):
                break
            out.append(named)
            at = named.last
        return tuple(out)

    def _several(self, title: TitlePhrase) -> None:
        named = self._names_after(title)
        start, end = self.offsets(title.outer, named[-1].last)
        head = self.head_of(title.outer, named[-1].last, title.first)
        records = tuple(n.record for n in named if n.record)
        draft = Draft(start, end, head, "name", "person", "title-names", number="p", records=records, title=title)
        self.drafts.append(draft)

    def _is_office(self, title: TitlePhrase) -> bool:
        """Whether the phrase means the holder of an office, who can be looked up."""
        ids = {o.id for o, _ in title.offices}
        leads = any(leads_a_group(self.view, o, of) for o, _ in title.offices for of in title.of)
        if not title.entry.person or title.definite not in DEFINITE or not (ids - LOOSE_OFFICES or leads):
            return False
        if title.of:
            return True
        if title.definite == "" and not (self.view.capital(title.first) and title.outer == title.first):
            return False  # «comme médiateur»
        if title.entry.kind == "role" and "leader_of_movement" in ids:
            # «le Leader», with its capital, is the one of Iran.
            text = self.view.span_text(title.first, title.last)
            return text[0].isupper() and any(w.text == text and w.states for _, w in title.offices)
        return True

    def _gender(self, title: TitlePhrase, head: Token) -> str:
        if len(title.entry.genders) == 1:
            return next(iter(title.entry.genders))
        found = head.morph.get("Gender", [])
        return {"Masc": "m", "Fem": "f"}.get(found[0], "") if found else ""

    def _worth_it(self, title: TitlePhrase) -> bool:
        """Whether a group or role without a state can act: «des manifestants», but not «une base», «un cadre»."""
        words = " ".join(title.entry.words)
        if self.view.ref.has("no group", words) or self._in_a_name(title) or self._set_phrase(title):
            return False
        if title.of:
            return True
        armed = any(self.view.ref.has("armed", self.view.folded(k)) for k in range(title.first + 1, title.last))
        if armed:
            return True  # «un groupe terroriste»
        if self.view.ref.has("weak group", words) or self.view.ref.has("weak group", words.split()[0]):
            return False
        if self.view.capital(title.first) and not self.view.opens_sentence(title.first) and title.definite == "":
            return False
        return title.definite != "" or title.plural

    def _set_phrase(self, title: TitlePhrase) -> bool:
        """«arriver au pouvoir», «sous la présidence», «prendre le parti de»: a word of no one in a fixed turn."""
        view, i = self.view, title.first
        turns = {" ".join(view.folded(k) for k in range(i - back, i + 1)) for back in (1, 2)}
        if any(view.ref.has("set group", turn) for turn in turns):
            return True
        over = view.match_over.get(i)
        return over is not None and over.first < i and bool(of_kind(over, {"body"}))

    def _in_a_name(self, title: TitlePhrase) -> bool:
        """«le Parc des Princes»: a capital after another capital and «des»."""
        view, before = self.view, title.first - 2
        if not view.capital(title.first) or before < 0 or not (view.joined(title.first) and view.joined(before + 1)):
            return False
        return view.ref.has("of", view.folded(before + 1)) and view.capital(before) and before not in view.match_over

    def name_of(self, title: TitlePhrase) -> str:
        """The phrase without its article, as the name of those who are only described."""
        view, first = self.view, title.outer
        if title.definite in {"definite", "indefinite", "demonstrative", "possessive"} and first < title.first:
            size = view.phrase(first, "article") or 1
            first = min(first + size, title.first)
        return view.span_text(first, title.last)

    def _office(self, draft: Draft, title: TitlePhrase) -> None:
        """A title alone: a person of this document who bears it, else who held it that day, else open."""
        draft.kind, draft.type = "title", "person"
        if not title.of:
            draft.open = True
            return
        if len(title.of) > 1 and title.plural:
            draft.parties = tuple(self.holder_or_described(title, o) for o in title.of)
            draft.number, draft.rule = "p", "office-of-several"
            return
        ofs, others = self._narrow(title)
        record = self.bearer(title, draft.start)
        holders = () if title.former else self._holders(title, ofs)
        if record is not None:
            draft.record, draft.rule = record, "office-in-text"
        elif holders and (once := self._once(title, ofs, holders)):
            draft.record, draft.rule, draft.doubtful = once, "office-at-another-time", True
            draft.candidates = (self.cast.known_person(holders[0], self.people.records),)
        elif holders:
            draft.parties, draft.rule = (self.cast.known_person(holders[0], self.people.records),), "office-held"
            if len(holders) > 1:
                draft.doubtful = True
                draft.candidates = tuple(self.cast.known_person(h, self.people.records) for h in holders[1:])
        else:
            draft.parties = (Party(None, self.name_of(title), code_of(self.know, ofs)),)
            draft.rule = "office-described"
        draft.candidates += tuple(self.cast.reference(o) for o in others)

    def _narrow(self, title: TitlePhrase) -> tuple[str, tuple[str, ...]]:
        demonyms = tuple(o for o in title.of)
        return self.choose(demonyms)

    def _once(self, title: TitlePhrase, of: str, holders: tuple[Person, ...]) -> PersonRecord | None:
        """The one person of the text who held the office at another time, when its holder that day is not named.

        The day of publication may be wrong; whom the text names is not.
        """
        published = self.view.document.publication
        if published and published.earliest == published.latest:
            return None
        offices = {o.id for o, _ in fitting_offices(self.view, title, of)}
        known = [r for r in self.people.records if r.known and not any(t.former for t in r.titles)]
        if any(r.known in holders for r in known):
            return None
        found = [
            r for r in known
            if any(t.office.id in offices and t.of == of for t in self.know.tenures(r.known.id if r.known else ""))
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def _holders(self, title: TitlePhrase, of: str) -> tuple[Person, ...]:
        return office_holders(self.view, replace(title, of=(of,)))[0]

    def holder_or_described(self, title: TitlePhrase, of: str) -> Party:
        """Who holds the office of that state, else someone described by the title."""
        holders = self._holders(title, of)
        if holders and title.offices:
            return self.cast.known_person(holders[0], self.people.records)
        return Party(None, self.name_of(title), code_of(self.know, of))

    def bearer(self, title: TitlePhrase, at: int) -> PersonRecord | None:
        """The person of this document to whom the text gives that very title, introduced before or just after."""
        view = self.view
        found: list[tuple[int, PersonRecord]] = []
        for named in self.people.mentions:
            record = named.record
            if record is None:
                continue
            for own in named.titles:
                if same_title(view, own, title, record.state) and self._states_agree(record, own, title):
                    start = view.words[named.first].start
                    late = start > at and view.sentence(named.first) - view.syntax.token_at(at).sent.start > 120
                    if not late:
                        found.append((start, record))
        before = [f for f in found if f[0] <= at]
        return (before[-1] if before else found[0])[1] if found else None

    def _states_agree(self, record: PersonRecord, own: TitlePhrase, title: TitlePhrase) -> bool:
        wanted = {code_of(self.know, o) for o in title.of}
        got = {code_of(self.know, o) for o in own.of} or {record.state}
        return not wanted or bool(wanted & got)

    def _group(self, draft: Draft, title: TitlePhrase) -> None:
        """People or an institution described by their state: a party with a name but no id."""
        entry = title.entry
        words = " ".join(entry.words)
        collective = self.view.ref.has("collective", words) or (entry.kind == "group" and draft.number == "s")
        draft.type = (
            "person" if entry.person and draft.number == "s" else "organisation" if collective else "population"
        )
        draft.kind, draft.rule = "group", "group"
        name = self.name_of(title)
        if len(title.of) > 1 and title.explicit and draft.number == "p":
            draft.parties = tuple(self.holder_or_described(title, o) for o in title.of)
            return
        if title.of:
            of, others = self.choose(title.of)
            draft.parties = (Party(None, name, code_of(self.know, of)),)
            draft.candidates = tuple(self.cast.reference(o) for o in others)
            return
        if seat := self._seat_after(title):
            draft.parties = (Party(None, name, seat),)  # «la coalition au pouvoir en Allemagne»
            return
        after = next((n for n in self.people.mentions if n.first == title.last and self.view.joined(n.first)), None)
        if after is not None and after.record is not None and not entry.person:
            # «l'administration Trump», «le gouvernement Netanyahou»
            draft.end = self.view.words[after.last - 1].end
            name = f"{name} {self.view.span_text(after.first, after.last)}"
            draft.parties = (Party(None, name, after.record.state),)
            return
        inner = next((n for n in self.people.mentions if title.first < n.first < title.last and n.record), None)
        if inner is not None and inner.record is not None and inner.record.state:
            # «l'armée du général X»
            draft.parties = (Party(None, name, inner.record.state),)
            return
        countries = {p.country for p in self.view.document.places if draft.start <= (p.start or -1) < draft.end}
        if len(countries) == 1 and (country := next(iter(countries))):
            draft.parties = (Party(None, name, country),)  # «la police de Karachi»
            return
        draft.parties = (Party(None, name, None),)
        draft.open = title.definite in {"definite", "contracted", "demonstrative", "possessive"} and (
            entry.kind in {"group", "role", "office"}
        )

    def _seat_after(self, title: TitlePhrase) -> str | None:
        """The state in which an institution of the land sits, told at once after it: «la police à Nairobi»."""
        view, at = self.view, title.last
        if not (self.view.ref.has("seated", title.entry.words[0]) and view.joined(at)):
            return None
        i = at + 1
        found = references(view.match_from.get(i), {"state", "capital"})
        located = view.ref.has("locative", view.folded(at)) and view.joined(i)
        return found[0] if located and len(found) == 1 else None

    def _organisations(self) -> None:
        """Organisations that no table has, and every later use of an acronym that the text introduces."""
        view = self.view
        acronyms: dict[str, Organisation] = {}
        taken = {k for t in self.titles for k in range(t.first, t.first + len(t.entry.words))} | self.covered
        for org in self.introduced:
            acronyms.setdefault(org.acronym, org)
            if not org.known:
                self._organisation(org, org.first, org.last)
                taken.update(range(org.first, org.last))
        for i, word in enumerate(view.words):
            named = acronyms.get(word.text)
            if named is not None and i not in self.covered and (i not in view.match_over or not named.known):
                self._organisation(named, i, i + 1)
                self.covered.add(i)
        for org in institutions(view, taken):
            self._organisation(org, org.first, org.last)

    def _organisation(self, org: Organisation, first: int, last: int) -> None:
        start, end = self.offsets(first, last)
        head = self.head_of(first, last, first)
        party = self.cast.reference(org.known, org.acronym) if org.known else None
        party = party or self.cast.organisation(org.name, org.state or self._nation(org), org.acronym)
        draft = Draft(start, end, head, "body", "organisation", "organisation", (party,))
        draft.gender = token_gender(head)
        self.drafts.append(draft)

    def _nation(self, org: Organisation) -> str | None:
        """The state that the text is about, for «le Comité national pour le salut du peuple»."""
        counts = self.main_states
        national = any(self.view.ref.has("national", self.view.folded(k)) for k in range(org.first, org.last))
        main = max(sorted(counts), key=lambda c: counts[c]) if counts and national else None
        return main if main and counts[main] * 5 >= sum(counts.values()) * 3 else None
