"""The words that refer back: pronouns, possessives, «les deux pays», «le royaume». Who they mean, coreference says."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.actors.drafts import Draft
from dragoman.actors.mentions import Finder
from dragoman.actors.spelling import key
from dragoman.actors.view import DEMONYM, View, references


class Anaphors:
    """Finds the referring words of one document as open drafts."""

    def __init__(self, finder: Finder) -> None:
        self.view: View = finder.view
        self.titles = finder.titles
        self.covered = finder.covered
        self.people = finder.people.mentions

    def find(self) -> list[Draft]:
        """All of them, in order of the text."""
        view, out = self.view, []
        inside = {k for d in self.titles for k in range(d.first, d.last)} | self.covered
        i = 0
        while i < len(view.words):
            size = 1
            found = self._pair(i) or self._parties(i) or self._back(i) or self._possessive(i) or self._ruler(i)
            if found is None and i not in inside:
                found = self._pronoun(i) or self._clitic(i) or self._country(i)
            if found:
                draft, size = found
                out.append(draft)
                if draft.kind == "possessive" and (facing := self._opposite(i)):
                    out.append(facing)
            i += size
        return out

    def _draft(self, first: int, last: int, head: int, kind: str, rule: str) -> Draft:
        words = self.view.words
        return Draft(words[first].start, words[last - 1].end, self.view.token(head), kind, "person", rule, open=True)

    def _pronoun(self, i: int) -> tuple[Draft, int] | None:
        view = self.view
        size = view.phrase(i, "pronoun")
        if not size:
            return None
        value = view.ref.value("pronoun", " ".join(view.folded(k) for k in range(i, i + size))).split()
        token = view.token(i + size - 1)
        if size == 1 and (token.pos_ in {"DET", "NOUN", "PROPN"} or self._impersonal(token)):
            return None
        if "last" in value and view.folded(i) in {"ce", "cette", "ces"} and self._modifies(i + size):
            return None
        rule = "the-latter" if "last" in value else "pronoun"
        draft = self._draft(i, i + size, i + size - 1, "pronoun", rule)
        draft.gender, draft.number = value[0], value[1]
        return draft, size

    def _clitic(self, i: int) -> tuple[Draft, int] | None:
        """«l'a remercié», «les a reçus»: the object before a verb of which people are the object."""
        view = self.view
        value = view.ref.value("clitic", view.folded(i)).split()
        token = view.token(i)
        if not value or token.pos_ != "PRON":
            return None
        verb = next((t for t in token.doc[token.i + 1 : token.i + 6] if t.pos_ == "VERB"), None)
        if verb is None or not view.ref.has("person verb", key(verb.lemma_)):
            return None
        draft = self._draft(i, i + 1, i, "pronoun", "pronoun")
        draft.gender, draft.number = value[0] if len(value) > 1 else "", value[-1]
        return draft, 1

    def _modifies(self, i: int) -> bool:
        """«ce dernier point»: the adjective has a noun."""
        return i < len(self.view.words) and self.view.joined(i) and self.view.token(i).pos_ in {"NOUN", "PROPN"}

    def _impersonal(self, token: Token) -> bool:
        """«il faut», «il s'agit», «il y a», «il est possible que»."""
        if not token.lower_.endswith("il"):
            return False
        verb = token.head
        words = {verb.lemma_, verb.lower_, *(c.lower_ for c in verb.children if c.i > token.i)}
        following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
        if following == "y" or (following == "n'" and "y" in words):
            return True
        return any(self.view.ref.has("impersonal", w) for w in (verb.lemma_, verb.lower_)) and verb.i > token.i

    def _possessive(self, i: int) -> tuple[Draft, int] | None:
        view = self.view
        number = view.ref.value("possessive", view.folded(i))
        token = view.token(i)
        if not number or token.pos_ == "NOUN" or view.ref.has("set phrase", view.folded(i + 1)):
            return None
        if view.folded(i) == "leur" and token.pos_ == "PRON":
            draft = self._draft(i, i + 1, i, "pronoun", "pronoun")
        else:
            draft = self._draft(i, i + 1, i, "possessive", "possessive")
        draft.number = number
        return draft, 1

    def _pair(self, i: int) -> tuple[Draft, int] | None:
        """«les deux pays», «des deux parties», «nos deux pays», «les deux hommes»."""
        view = self.view
        count = view.ref.value("numeral", view.folded(i))
        size = view.phrase(i + 1, "pair") if count else 0
        if not size or i == 0 or view.folded(i - 1) not in {"les", "des", "aux", "ces", "leurs", "nos", "ses"}:
            return None
        after = view.folded(i + 1 + size) if view.joined(i + 1 + size) else ""
        if after == "membres" or (
            view.ref.has("of", after) and view.match_over.get(view.after_article(i + size + 2)[0])
        ):
            return None  # «les trois pays membres de l'AES»
        if size and view.token(i + size).pos_ == "VERB":
            return None
        noun = " ".join(view.folded(k) for k in range(i + 1, i + 1 + size))
        last = i + 1 + size
        first = i if view.folded(i - 1) in {"des", "aux"} else i - 1
        draft = self._draft(first, last, i + 1, "group", f"pair-{view.ref.value('pair', noun)}-{count}")
        draft.number = "p"
        return draft, last - i

    def _parties(self, i: int) -> tuple[Draft, int] | None:
        """«les parties», «toutes les belligérants»: both sides of what the text is about."""
        view = self.view
        if not view.ref.has("both sides", view.folded(i)) or i == 0 or not view.joined(i):
            return None
        if view.folded(i - 1) not in {"les", "des", "aux"} or view.token(i).pos_ != "NOUN":
            return None
        if view.joined(i + 1) and (view.ref.has("of", view.folded(i + 1)) or view.token(i + 1).pos_ == "ADJ"):
            return None  # «des parties du territoire», «les parties prenantes»
        first = i if view.folded(i - 1) in {"des", "aux"} else i - 1
        draft = self._draft(first, i + 1, i, "group", "pair-side-2")
        draft.number = "p"
        return draft, 1

    def _opposite(self, i: int) -> Draft | None:
        """«son voisin», «sa rivale», «son interlocuteur»: who faces the possessor."""
        view = self.view
        if not view.joined(i + 1) or not view.ref.has("opposite", view.folded(i + 1)):
            return None
        at = view.words[i].start
        last = i + 2
        if view.joined(last) and (match := view.match_from.get(last)) and references(match, DEMONYM):
            same = view.ref.has("counterpart", view.folded(i + 1))
            return None if same or self._named(at) else self._facing(i, match.last)
        link = view.token(last) if view.joined(last) else None
        if link is not None and view.ref.has("of", view.folded(last)) and link.head.pos_ not in {"VERB", "AUX"}:
            return None  # «son homologue de l'Ohio», but «accuse son voisin d'avoir…»
        return None if self._named(at) else self._facing(i, last)

    def _facing(self, i: int, last: int) -> Draft:
        rule = "opposite-" + self.view.ref.value("opposite", self.view.folded(i + 1))
        return self._draft(i, last, i + 1, "group", rule)

    def _named(self, at: int) -> bool:
        """Whether a named person's phrase begins there: «son rival Raila Odinga»."""
        return any(n.record and self.view.words[n.first].start == at for n in self.people)

    def _back(self, i: int) -> tuple[Draft, int] | None:
        """«le groupe», «l'organisation régionale», «ce mouvement islamiste»: a body named before."""
        view = self.view
        value = view.ref.value("back", view.folded(i)) if i and view.joined(i) and i not in view.match_over else ""
        before = view.folded(i - 1)
        if not value or before not in {"le", "la", "l", "ce", "cet", "cette", "du", "au"}:
            return None
        last = i + 1
        while view.joined(last) and view.token(last).pos_ == "ADJ" and last not in view.match_over:
            last += 1
        if view.capital(i) and not view.opens_sentence(i):
            return None
        if view.joined(last) and (
            view.ref.has("of", view.folded(last)) or last in view.match_over or view.capital(last)
        ):
            return None
        first = i if before in {"du", "au"} else i - 1
        return self._draft(first, last, i, "body", f"back-{value}"), last - i

    def _ruler(self, i: int) -> tuple[Draft, int] | None:
        """«l'ancienne puissance coloniale», «l'ex-puissance coloniale»."""
        view = self.view
        size = view.phrase(i, "ruler")
        if not size or i == 0 or not view.joined(i) or view.folded(i - 1) not in {"l", "la", "de", "du", "le", "d"}:
            return None
        first = i - 1 if view.folded(i - 1) in {"l", "la", "le"} else i
        return self._draft(first, i + size, i + size - 1, "state", "ruler"), size

    def _country(self, i: int) -> tuple[Draft, int] | None:
        """«le pays», «du royaume», «ce pays»."""
        view = self.view
        if not view.ref.has("country", view.folded(i)) or i == 0 or not view.joined(i):
            return None
        before = view.folded(i - 1)
        if before not in {"le", "la", "l", "ce", "cet", "cette", "du", "au"} or i in view.match_over:
            return None
        last = i + 1
        following = view.token(last) if view.joined(last) else None
        if following is not None and view.ref.has("other country", view.folded(last)):
            return None  # «le pays voisin»
        if following is not None and following.pos_ == "ADJ" and last not in view.match_over:
            # «le pays nordique», «l'émirat gazier»
            last += 1
            following = view.token(last) if view.joined(last) else None
        if following is not None and (
            following.pos_ in {"ADJ", "PROPN"} or view.folded(last) in {"de", "du", "des", "d"}
        ):
            return None
        first = i if before in {"du", "au"} else i - 1
        draft = self._draft(first, last, i, "state", "country:" + view.ref.value("country", view.folded(i)))
        return draft, last - i
