"""What a text has named so far, and which of it a referring word may mean.

Antecedents are scored by agreement, distance in sentences, subjecthood and kind (person before state before group).
When the second best is close, the mention is doubtful and keeps it as a candidate.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from dragoman.actors.drafts import Draft
from dragoman.actors.mentions import Finder
from dragoman.actors.spelling import key
from dragoman.actors.view import View
from dragoman.model import Party, unique
from dragoman.syntax.clauses import SUBJECT

WINDOW = 3  # sentences looked back for a pronoun
CLOSE = 0.6  # a second reading within this much makes a mention doubtful
JOINED = re.compile(
    r"\s*(?:,|,?\s*et|,?\s*ainsi que|,?\s*de même que|ou|,?\s*aux côtés)\s+"
    r"(?:(?:de|du|des|le|la|les|à|au|aux)\s+)*(?:[ldLD]['’])?"
)
QUOTATION = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"\n]*\"")
KIND_WEIGHT = {"title": 0.3, "name": 0.3, "pronoun": 0.4, "state": 0.2, "metonym": 0.0, "group": -0.2, "pair": 0.8}
REFERRING = frozenset({"name", "title", "state", "body", "metonym", "group", "pronoun", "pair"})


class Memory:
    """The mentions resolved so far, in order, and how well each may be an antecedent."""

    def __init__(self, finder: Finder) -> None:
        self.view: View = finder.view
        self.cast = finder.cast
        self.quoted = quoted_offsets(self.view.text)
        self.history: list[Draft] = []

    def distance(self, draft: Draft, other: Draft) -> int:
        """How many sentences lie between a draft and an earlier one."""
        syntax = self.view.syntax
        return syntax.sentence_number(draft.head) - syntax.sentence_number(other.head)

    def scored(self, draft: Draft) -> list[tuple[float, Draft]]:
        """Possible antecedents with their scores, best first, one for each referent."""
        out: list[tuple[float, Draft]] = []
        for place, other in enumerate(reversed(self.history)):
            distance = self.distance(draft, other)
            if distance > WINDOW:
                break
            if other.kind not in REFERRING or other.start >= draft.start or other.end > draft.start:
                continue
            if not self.agrees(draft, other) or self._bound(draft, other):
                continue
            out.append((self._score(draft, other, distance) - 0.08 * place, other))
        out.sort(key=lambda s: -s[0])
        seen: set[tuple[Party, ...] | int] = set()
        best = []
        for score, other in out:
            who = id(other.record) if other.record else self.parties(other)
            if who not in seen:
                seen.add(who)
                best.append((score, other))
        return best

    def agrees(self, draft: Draft, other: Draft) -> bool:
        """Whether number, and for pronouns gender, allow the two to be one."""
        if draft.number != other.number:
            # «l'armée… leur» is rare, «le gouvernement… il» is the rule.
            return False
        if draft.kind == "possessive" or draft.head.lower_ in {"lui", "leur"}:
            return True
        return not (draft.gender and other.gender and draft.gender != other.gender)

    def _bound(self, draft: Draft, other: Draft) -> bool:
        """Whether both depend on one verb, so that they cannot be the same."""
        if draft.kind == "possessive":
            return other.start <= draft.start < other.end or self._of_another(draft, other)
        if self.distance(draft, other) or self._speaks(other):
            return False
        verb = draft.head.head
        if draft.head.dep_ not in SUBJECT:
            # «L'Union a reçu X et lui verse…»: the second verb has the first one's subject.
            for _ in range(3):
                if verb.dep_ != "conj" or has_subject(verb):
                    break
                verb = verb.head
            if other.head.head == verb and other.head.dep_ in SUBJECT:
                return True
            verb = draft.head.head
        return other.head.head == verb and other.head.dep_ != "conj"

    def _of_another(self, draft: Draft, other: Draft) -> bool:
        """«L'ONU exige sa libération»: whoever demands it is not the one to be freed."""
        noun, verb = draft.head.head, draft.head.head.head
        asked = self.view.ref.has("of another", key(noun.text)) and noun.dep_ in {"obj", "obl:arg", "iobj"}
        return asked and self.view.ref.has("demands", key(verb.lemma_)) and other.head.head == verb

    def _score(self, draft: Draft, other: Draft, distance: int) -> float:
        score = 3.0 - distance
        score += KIND_WEIGHT.get(other.kind, 0.0)
        if other.type == "media":
            score -= 2.0
        told = other.start in self.quoted and draft.start not in self.quoted
        if told:
            score -= 4.0
        if draft.gender and not other.gender:
            score -= 0.3
        if draft.kind == "possessive" and self._stands_for_place(other):
            score -= 0.6
        if draft.kind == "possessive" and distance == 0:
            return score + self._possessor_score(draft, other)
        if draft.kind == "possessive":
            return score - 1.0 + (0.8 if is_subject(other.head) else 0.0) + (0.3 if other.type == "person" else 0.0)
        if is_subject(other.head) or (other.head.dep_ == "ROOT" and other.type == "person"):
            score += 1.5 / distance if distance else 1.2
            if not told and draft.head.dep_ in SUBJECT and self._leads(draft, other, distance):
                score += 1.2
        if self._stands_for_place(other):
            score -= 1.0
        if self._speaks(other):
            score += 2.0 if distance == 1 else 0.6
        if other.type == "person":
            score += 1.0
        if other.kind == "metonym" and draft.head.dep_ in SUBJECT:
            score -= 1.1
        return score

    def _leads(self, draft: Draft, other: Draft, distance: int) -> bool:
        """Whether the other is the subject of the main clause just before, whom a subject pronoun takes up."""
        verb = other.head.head
        if verb == draft.head.head or distance > 1:
            return False
        above = [a for a in draft.head.head.ancestors if has_subject(a)] if distance == 0 else []
        if verb in above[1:]:
            return False  # «A demande que B soit suspendu tant qu'il…»: the clause just above goes first
        inverted = other.head.i > verb.i and distance == 1  # «…, a indiqué un responsable. Il…»
        if distance == 0 and draft.head.head.dep_.startswith("acl"):
            # «l'Iran a négocié…, après la visite du ministre X à Moscou, où il a remis…»: whoever is nearer
            between = (o for o in self.history if other.end <= o.start and o.end <= draft.start)
            if any(o.type == "person" and self.agrees(draft, o) for o in between):
                return False
        if distance == 0:
            return not verb.dep_.startswith("acl")
        return inverted or verb.dep_ in {"ROOT", "conj", "parataxis"}

    @staticmethod
    def _stands_for_place(other: Draft) -> bool:
        """«à Moscou», «en Belgique»: no one acts there."""
        cases = {c.lower_ for c in other.head.children if c.dep_ == "case"}
        argument = other.head.dep_ in {"obl:arg", "iobj"}
        return (
            other.rule.startswith("table-")
            and other.kind in {"metonym", "state"}
            and not argument
            and (bool(cases & {"à", "en", "dans"}))
        )

    def _possessor_score(self, draft: Draft, other: Draft) -> float:
        """Within a sentence the subject of a verb above, one in that subject's phrase, or the nearest in the clause."""
        if self._governs(other.head, draft.head):
            near = next((a for a in draft.head.ancestors if a.pos_ in {"VERB", "AUX"} or has_subject(a)), None)
            return 2.2 if other.head.head == near or near is None else 1.4
        top = other.head
        for _ in range(3):
            if is_subject(top):
                break
            top = top.head
        if self._governs(top, draft.head):
            return 1.6
        doc = draft.head.doc
        between = doc[other.head.i + 1 : draft.head.i]
        if not any("Fin" in t.morph.get("VerbForm", []) or t.text in ",;:" for t in between):
            return 1.2
        return 0.0

    def _speaks(self, other: Draft) -> bool:
        """«selon X», «d'après X»: the running speaker."""
        return any(c.lower_ in {"selon", "après"} and c.dep_ == "case" for c in other.head.children)

    def _governs(self, subject: Token, token: Token) -> bool:
        """Whether `subject` is the subject of a verb above `token`."""
        if not is_subject(subject):
            return False
        verb = subject.head
        return any(a == verb for a in token.ancestors)

    def from_best(self, draft: Draft, scored: list[tuple[float, Draft]]) -> None:
        """Gives a draft the parties of its best antecedent, and those of close rivals as candidates."""
        if not scored:
            return
        best_score, best = scored[0]
        draft.parties, draft.record, draft.records, draft.type = best.parties, best.record, best.records, best.type
        draft.gender = draft.gender or best.gender
        rivals = [o for s, o in scored[1:3] if best_score - s < CLOSE]
        draft.doubtful = bool(rivals)
        draft.candidates = tuple(p for o in rivals for p in self.parties(o))

    def parties(self, draft: Draft) -> tuple[Party, ...]:
        """The parties of a draft, also of one that names a person of the document."""
        if draft.records:
            return tuple(self.cast.person(r) for r in draft.records)
        return (self.cast.person(draft.record),) if draft.record else draft.parties

    def remember(self, draft: Draft) -> None:
        """Adds a draft to the history, and the two that «et» joins as one plural referent."""
        if draft.record is not None and not draft.gender:
            draft.gender = draft.record.gender
        before = next(
            (d for d in reversed(self.history) if d.kind not in {"demonym", "possessive", "pair", "row"}), None
        )
        self.history.append(draft)
        if draft.kind in {"demonym", "possessive", "pronoun"} or before is None or before.end > draft.start:
            return
        gap = self.view.text[before.end : draft.start]
        alike = (before.type == "person") == (draft.type == "person") and not before.rule.startswith("pair-")
        if len(gap) >= 30 or not alike or not JOINED.fullmatch(gap):
            return
        # «Bamako, Ouagadougou et Niamey»: a row of commas counts once «et» closes it.
        row = next((d for d in reversed(self.history[-4:]) if d.kind in {"row", "pair"} and d.end == before.end), None)
        first = row or before
        closed = gap.strip(" ,").startswith(("et", "ainsi", "de même", "aux côtés", "ou"))
        parties = unique((*self.parties(first), *self.parties(draft)))
        joint = Draft(
            first.start, draft.end, first.head, "pair" if closed else "row",
            draft.type if draft.type == before.type else "state", "coordination", parties, "m", "p",
        )  # fmt: skip
        if before.gender == draft.gender == "f" and row is None:
            joint.gender = "f"
        if len(parties) > 1:
            self.history.append(joint)


def is_subject(token: Token) -> bool:
    """Whether a token is a subject, itself or as a member of a coordination or apposition."""
    for _ in range(3):
        if token.dep_ in SUBJECT:
            return True
        if token.dep_ not in {"conj", "appos", "flat:name", "flat"}:
            return False
        token = token.head
    return False


def has_subject(token: Token) -> bool:
    """Whether the token governs a subject."""
    return any(c.dep_ in SUBJECT for c in token.children)


def quoted_offsets(text: str) -> set[int]:
    """The offsets that lie in a quotation («…», “…”, "…" within a paragraph)."""
    out: set[int] = set()
    for found in QUOTATION.finditer(text):
        out.update(range(found.start(), found.end()))
    return out
