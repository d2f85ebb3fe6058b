"""Where syntax and actors meet: which mention a token heads, who an argument is, and who answers for a thing.

index = MentionIndex(document)
index.at(token)       the widest mention that the token heads, None for none
index.parties(token)  the parties of an argument, with coordination, apposition and «aux côtés de»
index.owner(token)    the parties behind what is no actor itself: «la rhétorique de Washington», «son programme»
"""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Token

from dragoman.actors.spelling import key
from dragoman.actors.view import reference_words
from dragoman.document import Document
from dragoman.errors import PipelineError
from dragoman.model import Mention, Party, unique
from dragoman.syntax.clauses import NOMINAL, SUBJECT

WITHIN = frozenset({"flat:name", "flat", "appos", "nmod", "flat:foreign", "nmod:appos", "compound", "fixed"})
BESIDE = frozenset({"conj", "appos"})
PRONOMINAL = frozenset({"pronoun", "possessive"})


class MentionIndex:
    """The mentions of a document by token. Every answer is pure; build it once for a document."""

    def __init__(self, document: Document) -> None:
        if document.syntax is None:
            raise PipelineError("mentions are looked up by token; run the stage «syntax» before")
        self.document = document
        self.syntax = document.syntax
        # «de» may be «du», «des» or «d'» in the text.
        self._words = reference_words(document.article.language)
        phrases = self._words.all("alongside")
        self._alongside = tuple(p.removesuffix("e") if p.endswith(" de") else p for p in phrases)
        self._heads: dict[int, Mention] = {}
        self._inside: dict[int, Mention] = {}
        self._starts = [m.start for m in document.mentions]
        for mention in sorted(document.mentions, key=lambda m: (m.start - m.end, m.start)):
            head = self.syntax.token_at(mention.head)
            self._heads.setdefault(head.i, mention)
            named = mention.type == "person" or mention.kind in {"body", "state", "metonym", "name"}
            if mention.kind in PRONOMINAL or not named:
                continue
            # Every word of a name leads to it: the parser may hang any of them on the verb.
            for token in self.syntax.tokens(mention.start, mention.end):
                if token.pos_ in {"PROPN", "X"} or (token.i == head.i):
                    self._inside.setdefault(token.i, mention)

    def at(self, token: Token) -> Mention | None:
        """The widest mention that the token heads; for a first name, a surname or a word of a name, that name's."""
        found = self._heads.get(token.i)
        if found is not None and found.kind != "possessive":
            return found
        return self._inside.get(token.i)

    def possessor(self, token: Token) -> tuple[Party, ...]:
        """The parties that a possessive determiner stands for («sa visite»); () for none."""
        mention = self._heads.get(token.i)
        return mention.parties if mention is not None and mention.kind == "possessive" else ()

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin in `[start, end)`, in order."""
        first = bisect_right(self._starts, start - 1)
        out = []
        for mention in self.document.mentions[first:]:
            if mention.start >= end:
                break
            out.append(mention)
        return tuple(out)

    def parties(self, token: Token) -> tuple[Party, ...]:
        """The parties of an argument: of its mention and of all that is coordinated or joined to it; () for no actor."""
        return unique(p for m in self.mentions(token) for p in m.parties)

    def mentions(self, token: Token) -> tuple[Mention, ...]:
        """The mentions of an argument and of all that is coordinated or joined to it, its own before those in front of it."""
        out: dict[Mention, None] = {}
        seen: set[int] = set()
        mention = self.at(token)
        if mention is not None:
            head = self.syntax.token_at(mention.head)
            for start in (head, *self._fronted(head), *self._fronted(token)):
                self._collect(start, out, seen)
        self._collect(token, out, seen)
        return tuple(sorted(out, key=lambda m: (m is not mention and m.start < token.idx, m.start)))

    def _collect(self, token: Token, out: dict[Mention, None], seen: set[int]) -> None:
        if token.i in seen:
            return
        seen.add(token.i)
        mention = self.at(token)
        if mention is not None and mention.kind != "demonym":
            out.setdefault(mention)
        for child in token.children:
            inside = mention is not None and mention.start <= child.idx < mention.end
            if inside and child.dep_ != "conj":
                # The name within «le ministre X» may carry the coordination: «le ministre X et Y».
                for grand in child.children:
                    if grand.dep_ == "conj" and grand.pos_ in NOMINAL and not self._contains(mention, grand):
                        self._collect(grand, out, seen)
                continue
            coordinated = child.dep_ == "conj" and child.pos_ in NOMINAL and not self._clause_between(token, child)
            apposed = child.dep_ == "appos" and mention is None
            if child.i > token.i and (coordinated or apposed or self._joins(child)):
                self._collect(child, out, seen)

    @staticmethod
    def _contains(mention: Mention | None, token: Token) -> bool:
        return mention is not None and mention.start <= token.idx < mention.end

    @staticmethod
    def _clause_between(token: Token, child: Token) -> bool:
        """Whether a finite verb stands between the two, so that «et» joins clauses that the parser merged."""
        return any("Fin" in t.morph.get("VerbForm", []) for t in token.doc[token.i + 1 : child.i])

    def _joins(self, child: Token) -> bool:
        """«aux côtés de X», «ainsi que X», «de même que X»: X is as much an argument as what it is joined to."""
        if child.pos_ not in NOMINAL:
            return False
        before = key(child.doc[max(child.i - 4, 0) : child.i].text)
        return any(phrase in before for phrase in self._alongside)

    def _fronted(self, token: Token) -> list[Token]:
        """«Aux côtés de la Chine, la Russie a proposé…»: what the sentence names before its subject as beside it."""
        if token.dep_ not in SUBJECT:
            return []
        beside = [c for c in token.head.children if c.i < token.i and c.dep_.startswith(("obl", "advmod", "nmod"))]
        nouns = [n for c in beside for n in (c, *c.children) if n.i < token.i]
        return [n for n in nouns if self._joins(n)]

    def owner(self, token: Token) -> tuple[Party, ...]:
        """The parties who answer for a noun: its demonym, its possessive, else its «de» complement; () for none.

        A noun that is a mention itself answers for itself.
        """
        mention = self.at(token)
        if mention is not None and mention.kind not in {"demonym", *PRONOMINAL}:
            return self.parties(token)
        return self._owner(token, 0)

    def told_owner(self, token: Token) -> tuple[Party, ...]:
        """The parties that the noun's own phrase names as its owner, whatever the noun itself may be taken for."""
        return self._owner(token, 0)

    def _owner(self, token: Token, depth: int) -> tuple[Party, ...]:
        demonyms: list[Party] = []
        complements: list[Party] = []
        deeper: list[Token] = []
        for child in token.children:
            mention = self._heads.get(child.i)
            if mention is not None and mention.kind == "possessive":
                return mention.parties
            if (
                mention is not None
                and mention.kind == "demonym"
                and child.dep_ in {"amod", "nmod", "appos", "acl", "conj", "dep"}
                and not self._words.has("maker", key(child.nbor(-1).text))
            ):
                demonyms.extend(mention.parties)
                for other in child.children:
                    also = self._heads.get(other.i)
                    if other.dep_ == "conj" and also is not None and also.kind == "demonym":
                        demonyms.extend(also.parties)
            elif child.i > token.i and self._of(child):
                if found := self.parties(child):
                    complements.extend(found)
                elif not self._words.has("maker", key(child.text)):  # «un avion de fabrication russe»
                    deeper.append(child)
            elif child.i > token.i and child.dep_.startswith(("nmod", "obl")):
                # «la visite à Moscou du ministre»: the parser hangs the visitor on the place.
                complements.extend(p for c in child.children if self._of(c) for p in self.parties(c))
            elif child.dep_ == "amod" and child.i > token.i:
                # «installations nucléaires iraniennes»: the parser may hang one adjective on the other.
                demonyms.extend(
                    p for c in child.children if (m := self._heads.get(c.i)) and m.kind == "demonym" for p in m.parties
                )
        if demonyms or complements:
            return unique(demonyms or complements)
        if depth == 0 and (flag := self._flag(token)):
            return flag
        if depth < 2:
            for child in deeper:
                if found := self._owner(child, depth + 1):
                    return found
        return ()

    def _flag(self, token: Token) -> tuple[Party, ...]:
        """«un pétrolier battant pavillon libérien», «sous pavillon panaméen»: the state of the flag."""
        for word in token.doc[token.i + 1 : token.i + 6]:
            if "Fin" in word.morph.get("VerbForm", []) or word.text in ",;:.":
                break
            if self._words.has("flag", key(word.text)):
                beside = self._heads.get(word.i + 1)
                named = beside is not None and beside.kind == "demonym"
                return beside.parties if beside is not None and named else self._owner(word, 1)
        return ()

    @staticmethod
    def _of(child: Token) -> bool:
        """Whether the token is a «de» complement."""
        return child.dep_.startswith(("nmod", "obl")) and any(
            c.dep_ == "case" and c.lower_ in {"de", "d'", "du", "des"} for c in child.children
        )
