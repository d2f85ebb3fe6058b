"""What a pronoun may be before its antecedent is weighed: said of its own subject, of a thing, or of who comes after."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.actors.drafts import Draft, token_gender, token_number
from dragoman.actors.memory import Memory, is_subject
from dragoman.actors.mentions import Finder
from dragoman.actors.spelling import key
from dragoman.actors.view import View
from dragoman.syntax.clauses import SUBJECT

EMPHATIC = frozenset({"lui", "elle", "eux", "elles", "lui-même", "elle-même", "eux-mêmes", "elles-mêmes"})


class Pronouns:
    """The readings of a pronoun that its place in the sentence decides."""

    def __init__(self, finder: Finder, memory: Memory) -> None:
        self.view: View = finder.view
        self.memory = memory
        self.drafts = {d.head.i: d for d in reversed(finder.drafts) if d.kind not in {"demonym", "possessive"}}

    def echoed(self, draft: Draft) -> Draft | None:
        """The subject that «lui», «elle aussi», «eux-mêmes» only repeats: «X a, lui, proposé…», «s'est lui aussi réjoui»."""
        word = draft.head
        if word.lower_ not in EMPHATIC:
            return None
        after = self.view.text[draft.end : draft.end + 7].lower()
        before = self.view.text[max(draft.start - 8, 0) : draft.start].lower()
        apart = before.rstrip().endswith((",", "quant à")) and after.lstrip()[:1] in {",", ":"}
        if not (apart or after.startswith((" aussi", " non pl", "-même")) or "même" in word.lower_):
            return None
        for other in reversed(self.memory.history):
            if self.memory.distance(draft, other) > 0:
                break
            if other.kind in {"demonym", "possessive"} or not self.memory.agrees(draft, other):
                continue
            beside = other.end + 3 >= draft.start and other.kind in {"name", "title", "body", "group"}
            if is_subject(other.head) or beside:
                return other
        return None

    def thing(self, draft: Draft) -> bool:
        """Whether the pronoun stands for a thing: «Le texte… Il prévoit…», «La trêve a expiré, mais elle est respectée»."""
        token = draft.head
        if token.dep_ not in SUBJECT:
            return False
        near = self._subject_before(token)
        if near is not None:
            return self._is_thing(draft, near)
        if not self.view.ref.has("thing verb", key(token.head.lemma_)):
            return False
        start = token.sent.start
        if start == 0:
            return False
        return any(self._is_thing(draft, t) for t in token.doc[start - 1].sent if t.dep_ in SUBJECT)

    def _subject_before(self, token: Token) -> Token | None:
        """The nearest subject before in the sentence and outside of relative clauses that the pronoun may repeat."""
        quoted = token.idx in self.memory.quoted
        for other in reversed(token.doc[token.sent.start : token.i]):
            named = other.dep_ in SUBJECT and other.head != token.head and other.pos_ in {"NOUN", "PROPN"}
            if named and (other.idx in self.memory.quoted) == quoted:
                return other
        return None

    def _is_thing(self, draft: Draft, noun: Token) -> bool:
        """Whether a noun that agrees with the pronoun is no actor and no part of one's name."""
        if noun.pos_ != "NOUN" or noun.i in self.drafts or noun.text[:1].isupper():
            return False
        if any(o.start <= noun.idx < o.end for o in self.memory.history if self.memory.distance(draft, o) <= 1):
            return False
        gender = token_gender(noun)
        return token_number(noun) == draft.number and (not gender or not draft.gender or gender == draft.gender)

    def later(self, draft: Draft) -> Draft | None:
        """«En visite à Vilnius, où il…, Zelensky a…»: the subject of the sentence, named after the clause that opens it."""
        token = draft.head
        if token.dep_ not in SUBJECT or draft.start in self.memory.quoted:
            return None
        here = [o for o in self.memory.history if self.memory.distance(draft, o) == 0]
        if any(o.type == "person" or (is_subject(o.head) and self.memory.agrees(draft, o)) for o in here):
            return None
        if not token.head.dep_.startswith(("acl", "advcl")):
            return None
        for other in token.doc[token.i + 1 : token.sent.end]:
            if other.dep_ in SUBJECT and other.head != token.head and other.head.i > other.i:
                found = self.drafts.get(other.i)
                if found is None or found.open or not self.memory.agrees(draft, found):
                    return None
                comma = "," in self.view.text[draft.end : found.start]
                return found if comma and (found.record or found.parties) else None
        return None
