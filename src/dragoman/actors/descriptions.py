"""Short descriptions that point back: «le pays», «le groupe», «le responsable iranien», «la junte»."""

from __future__ import annotations

import re

from dragoman.actors.drafts import Draft
from dragoman.actors.memory import CLOSE, WINDOW, Memory, is_subject
from dragoman.actors.mentions import Finder
from dragoman.actors.offices import code_of
from dragoman.actors.pairs import Pairs
from dragoman.actors.titles import TitlePhrase
from dragoman.actors.view import View
from dragoman.model import Party
from dragoman.syntax.clauses import SUBJECT

MANY = 12  # sentences in which «les rebelles» still are the armed group that the text has named


class Descriptions:
    """Resolves descriptions of one document against what it has named."""

    def __init__(self, finder: Finder, memory: Memory, pairs: Pairs) -> None:
        self.finder, self.memory, self.pairs = finder, memory, pairs
        self.view: View = finder.view
        self.cast = finder.cast

    def back(self, draft: Draft) -> None:
        """«le groupe», «l'organisation», «le bloc»: the armed group or body named shortly before."""
        wanted = draft.rule.removeprefix("back-").split(";")
        for other in reversed(self.memory.history):
            if self.memory.distance(draft, other) > 6:
                break
            named = other.type in {"armed group", "media"} or other.kind == "body"
            if named and other.type in wanted and other.end <= draft.start and len(self.memory.parties(other)) == 1:
                draft.parties, draft.type = self.memory.parties(other), other.type
                draft.kind = "name" if other.type == "media" else "body"
                draft.rule = "back"
                return

    def country_of(self, draft: Draft) -> None:
        """Gives «le pays», «du royaume», «ce pays» the state that is meant."""
        allowed = set(filter(None, draft.rule.split(":")[1].split(";")))
        pointed = self.view.text[draft.start : draft.start + 2].lower() == "ce"
        counts = self.finder.main_states
        scored: list[tuple[float, Draft]] = []
        for place, other in enumerate(reversed(self.memory.history)):
            distance = self.memory.distance(draft, other)
            if distance > WINDOW:
                break
            states = [p.state for p in self.memory.parties(other) if p.state in self.view.know.states]
            if (
                len(states) != 1
                or other.type == "media"
                or other.kind == "possessive"
                or (allowed and states[0] not in allowed)
            ):
                continue
            subject = is_subject(other.head)
            score = 3.0 - distance - 0.1 * place
            score += {"state": 0.8, "metonym": 0.2, "demonym": -0.4}.get(other.kind, 0.0)
            if subject and distance == 0 and self.pairs.subject_above(draft) == other.head:
                score -= 1.2  # «la Russie bombarde les villes du pays»
            if pointed:
                # «Le Mexique a porté plainte contre l'Équateur et demandé que ce pays…»: the one named last.
                score -= 1.5 if subject and distance == 0 else 0.0
            else:
                score += 1.0 if subject else 0.0
                if subject and distance == 1 and draft.head.dep_ in SUBJECT:
                    score += 1.0  # the subject goes on
                score += 0.4 if self.pairs.mere_place(other) and other.kind == "state" else 0.0
                score += 4.0 * counts.get(str(states[0]), 0) / max(1, sum(counts.values()))
            scored.append((score, other))
        scored.sort(key=lambda s: -s[0])
        if not scored and (main := self.main_state(allowed)):
            draft.parties, draft.type, draft.doubtful = (self.cast.state(main),), "state", True
        if scored:
            code = next(p.state for p in self.memory.parties(scored[0][1]) if p.state)
            draft.parties, draft.type, draft.rule = (self.cast.state(code),), "state", "country"
            rivals = {p.state for s, o in scored[1:3] if scored[0][0] - s < CLOSE for p in self.memory.parties(o)} - {
                code,
                None,
            }
            draft.doubtful = bool(rivals)
            draft.candidates = tuple(self.cast.state(r) for r in sorted(r for r in rivals if r))
        draft.rule = "country"

    def main_state(self, allowed: set[str]) -> str | None:
        """The state that the text names most, of those allowed."""
        counts = {c: n for c, n in self.finder.main_states.items() if not allowed or c in allowed}
        return max(sorted(counts), key=lambda c: counts[c]) if counts else None

    def salient_states(self, draft: Draft) -> list[str]:
        """States by salience here: those of the last two sentences, subjects first, then those named most."""
        weight: dict[str, float] = {c: 0.2 * n for c, n in self.finder.main_states.items()}
        for other in reversed(self.memory.history):
            distance = self.memory.distance(draft, other)
            if distance > 2:
                break
            for party in self.memory.parties(other):
                if party.state in self.view.know.states and other.type != "media":
                    gain = (1.0 if is_subject(other.head) else 0.5) / (1 + distance)
                    weight[party.state or ""] = weight.get(party.state or "", 0.0) + gain
        return sorted(weight, key=lambda c: (-weight[c], c))

    def role(self, draft: Draft, title: TitlePhrase) -> None:
        """«le responsable iranien», «le diplomate»: a person of that state mentioned before, else a described one."""
        states = {code_of(self.view.know, o) for o in title.of}
        for other in reversed(self.memory.history):
            if self.memory.distance(draft, other) > 6:
                break
            if other.type != "person" or other.number == "p" or other.kind in {"possessive"} or other.end > draft.start:
                continue
            if draft.gender and other.gender and draft.gender != other.gender:
                continue
            if draft.gender == "f" and not other.gender:
                continue
            known = self._states_of(other)
            if (states and states & known) or (
                not states and other.kind in {"name", "title"} and self.memory.distance(draft, other) <= 2
            ):
                draft.parties, draft.record, draft.rule = other.parties, other.record, "role-of-mentioned"
                draft.kind, draft.doubtful = "title", not states
                return

    def _states_of(self, other: Draft) -> set[str | None]:
        """The states of a person's mention: for which he acts, and whose national he is."""
        known = {p.state for p in self.memory.parties(other)}
        if other.record is not None and other.record.known is not None:
            known |= {other.record.known.state, other.record.known.nationality or None}
        elif len(other.parties) == 1 and other.type == "person":
            found = self.view.know.people(other.parties[0].name)
            known |= {p.nationality for p in found[:1] if p.nationality}
        return known

    def national(self, draft: Draft) -> None:
        """«l'Américain», «le Russe»: the person of that state mentioned before, if there is one."""
        states = {p.state for p in draft.parties}
        for other in reversed(self.memory.history):
            if self.memory.distance(draft, other) > WINDOW:
                return
            if other.type != "person" or other.number == "p" or other.kind not in {"name", "title"}:
                continue
            if draft.gender and other.gender and draft.gender != other.gender:
                continue
            if other.end <= draft.start and states & self._states_of(other):
                draft.parties, draft.record, draft.rule = other.parties, other.record, "national-mentioned"
                draft.kind, draft.type = "title", "person"
                return

    def ruler(self, draft: Draft) -> None:
        """«l'ancienne puissance coloniale»: the state that ruled one of those named, one that the text names first."""
        know = self.view.know
        after = next((d for d in self.finder.drafts if 0 < d.start - draft.end <= 8 and d.kind == "state"), None)
        between = self.view.text[draft.end : after.start] if after else ""
        if after is not None and re.fullmatch(r", (?:la |le |l'|l’|les )?", between):
            draft.parties, draft.type, draft.rule = after.parties, "state", "ruler"
            return
        rulers = [r for c in self.salient_states(draft) if (r := know.rulers.get(c))]
        named = [r for r in rulers if r in self.finder.main_states]
        if rulers:
            code = (named or rulers)[0]
            draft.parties, draft.type, draft.rule = (self.cast.state(code),), "state", "ruler"
            draft.doubtful = not named and len(set(rulers)) > 1

    def movement(self, draft: Draft, title: TitlePhrase) -> bool:
        """«le mouvement chiite», «les rebelles»: the armed group named shortly before."""
        if not self.view.ref.has("movement", title.entry.words[0]):
            return False
        for other in reversed(self.memory.history):
            if self.memory.distance(draft, other) > (MANY if draft.number == "p" else 4):
                break
            if other.type == "armed group" and other.kind in {"body", "group"} and other.end <= draft.start:
                draft.parties, draft.type, draft.rule, draft.kind = (
                    other.parties,
                    other.type,
                    "movement-mentioned",
                    "body",
                )
                return True
        return False

    def own_of_speaker(self, draft: Draft, name: str) -> bool:
        """«Le ministre a affirmé que l'armée…»: an official who speaks of an institution means that of his state."""
        verb = next((a for a in draft.head.ancestors if a.dep_ == "ccomp"), None)
        if verb is None or draft.type == "population":
            return False
        subjects = [c for c in verb.head.children if c.dep_ in SUBJECT and c.i < verb.i]
        speakers = [o for o in self.memory.history if o.type == "person" and o.head in subjects]
        states = {p.state for o in speakers for p in self.memory.parties(o)}
        if len(states) != 1 or (code := next(iter(states))) not in self.view.know.states:
            return False
        draft.parties, draft.doubtful = (Party(None, name, code),), True
        return True

    def named_so_before(self, draft: Draft, title: TitlePhrase) -> Party | None:
        """The institution of the same word last named with a state: «la junte» after «Tiani, le chef de la junte»."""
        name, word = draft.parties[0].name, title.entry.words[0]
        for other in reversed(self.memory.history):
            parties = self.memory.parties(other)
            if other.title is not None and other.title.entry.words == title.entry.words:
                if parties and parties[0].state:
                    return Party(None, parties[0].name, parties[0].state)
                continue
            told = [t for t in (other.title, *(other.record.titles if other.record else ())) if t is not None]
            within = any(word in t.title.lower().split() for t in told)
            if within and len({p.state for p in parties}) == 1 and parties[0].state:
                return Party(None, name, parties[0].state)
        return None
