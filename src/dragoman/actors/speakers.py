"""Who «nous», «notre pays», «nos forces» are within a quotation: the state, or the side, of whoever is quoted."""

from __future__ import annotations

import re

from dragoman.actors.drafts import Draft
from dragoman.actors.memory import QUOTATION, Memory, is_subject
from dragoman.actors.mentions import Finder
from dragoman.actors.titles import TitlePhrase
from dragoman.actors.view import View
from dragoman.model import Party
from dragoman.syntax.clauses import SUBJECT

STOP = re.compile(r"[.!?…]\s+(?=[A-ZÉÈÀÎÔÇ«“\"])|\n")
REACH = 160  # characters in which a quotation's speaker is named, after it or before
SAID = re.compile(r"\s*,\s*(?:[\w-]+['’ ]){1,4}(?:(?:le|la|les) |l['’])?")  # «, a promis »
NAMED = frozenset({"name", "title", "state", "metonym", "body", "group", "pronoun"})


class Speakers:
    """Gives the first persons of one document's quotations their parties, once all other mentions are known."""

    def __init__(self, finder: Finder, memory: Memory) -> None:
        self.finder = finder
        self.view: View = finder.view
        self.cast = finder.cast
        self.memory = memory

    def read(self, resolved: list[Draft], titles: list[Draft]) -> list[Draft]:
        """The drafts of «nous», «notre», «nos pays» in quotations; gives `titles` («nos forces») the speaker's state."""
        out: list[Draft] = []
        before: Draft | None = None
        for found in QUOTATION.finditer(self.view.text):
            start, end = found.span()
            speaker = self._speaker(resolved, start, end) or self._again(before, start)
            before = speaker or before
            parties = self._side(speaker) if speaker is not None else ()
            if not parties:
                continue
            for title in titles:
                if start <= title.start < end and title.title is not None:
                    name = self.finder.name_of(title.title)
                    title.parties = tuple(Party(None, name, p.state) for p in parties)
                    title.rule, title.doubtful, title.candidates = "of-speaker", False, ()
            taken = {t.start for t in titles}
            out += [self._draft(i, parties) for i in self._first_persons(start, end, taken)]
        return out

    # --- the speaker -------------------------------------------------------------------------------------------------

    def _speaker(self, resolved: list[Draft], start: int, end: int) -> Draft | None:
        """Whoever is the subject of the clause that reports the quotation, after it or before it."""
        text = self.view.text
        stop = STOP.search(text, end, end + REACH)
        limit = stop.start() + 1 if stop else min(end + REACH, len(text))
        if "«" in text[end:limit]:
            limit = text.index("«", end)
        near = [d for d in resolved if end <= d.start < limit and d.kind in NAMED]
        after = [d for d in near if self._reports(d)] or [d for d in near if SAID.fullmatch(text, end, d.start)]
        if after:
            return after[0]
        first = max((m.end() for m in STOP.finditer(text, max(start - REACH, 0), start)), default=max(start - REACH, 0))
        ahead = [d for d in resolved if first <= d.start and d.end <= start and d.kind in NAMED and self._reports(d)]
        return ahead[-1] if ahead else None

    def _reports(self, draft: Draft) -> bool:
        """Whether a mention may be a speaker: the subject of a clause outside of quotations, or named by «selon»."""
        if draft.start in self.memory.quoted:
            return False
        cases = {c.lower_ for c in draft.head.children if c.dep_ == "case"}
        if draft.head.dep_ in SUBJECT or is_subject(draft.head):
            return not draft.head.head.dep_.startswith("acl")
        return bool(cases & {"selon", "après", "d'après"})

    def _again(self, before: Draft | None, start: int) -> Draft | None:
        """A quotation that stands alone goes on with the one before in the same paragraph."""
        if before is None or "\n" in self.view.text[before.end : start] or start - before.end > REACH:
            return None
        return before

    def _side(self, speaker: Draft) -> tuple[Party, ...]:
        """For whom a speaker says «nous»: the state of an official, else the body or group; () for anyone else."""
        know = self.view.know
        parties = self.memory.parties(speaker)
        if speaker.number == "p" or len(parties) != 1:
            return ()
        state = parties[0].state
        if state in know.states:
            official = speaker.kind in {"state", "metonym", "title"} or speaker.type == "organisation"
            record = speaker.record
            if record is not None:
                official = bool(record.titles) or (record.known is not None and bool(know.tenures(record.known)))
            elif parties[0].actor is not None and speaker.type == "person":
                official = True
            return (self.cast.state(str(state)),) if official else ()
        if speaker.kind == "body" or (state and know.body(state)):
            body = know.body(state) if state else None
            return (self.cast.body(body.id),) if body else parties
        return ()

    # --- the words ---------------------------------------------------------------------------------------------------

    def _first_persons(self, start: int, end: int, taken: set[int]) -> list[int]:
        """The word indexes of «nous», «notre», «nos» within the offsets that begin no phrase of their own."""
        view = self.view
        return [
            i
            for i, w in enumerate(view.words)
            if start <= w.start < end
            and w.start not in taken
            and view.ref.has("first person", w.folded)
            and not (w.folded == "nous" and view.joined(i) and view.folded(i - 1) in {"nous", "entre"})
        ]

    def _draft(self, i: int, parties: tuple[Party, ...]) -> Draft:
        """«nous» and «notre» as mentions; «notre pays» as a whole."""
        view, word = self.view, self.view.words[i]
        land = view.joined(i + 1) and view.ref.has("country", view.folded(i + 1))
        if land:
            head, end, kind = view.token(i + 1), view.words[i + 1].end, "state"
        else:
            head, end, kind = view.token(i), word.end, "pronoun" if word.folded == "nous" else "possessive"
        return Draft(word.start, end, head, kind, "state", "speaker", parties, number="s" if land else "p")


def of_first_person(view: View, title: TitlePhrase) -> bool:
    """Whether a title phrase begins with «notre» or «nos»."""
    return title.outer < title.first and view.ref.has("first person", view.folded(title.outer))
