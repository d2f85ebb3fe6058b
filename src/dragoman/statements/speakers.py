"""Speakers: from the head of a phrase to the party that speaks, named, titled, joint, a document's author, or unnamed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dragoman.actors.lookup import MentionIndex
from dragoman.document import Document
from dragoman.model import Mention, Party, unique
from dragoman.statements import appositions
from dragoman.statements.appositions import Mentions as Mentions
from dragoman.statements.scene import Scene, head_noun
from dragoman.statements.words import lemma

UNNAMED = frozenset({"described", "group", "sources", "unknown"})
DROPPED = frozenset(
    "un une des les le la l' ces cette ce cet son sa ses leur leurs certains certaines d' notre nos".split()
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker: who it is, how far it can be traced, the other readings, and relays named in its phrase."""

    party: Party
    anonymity: str
    candidates: tuple[Party, ...] = ()
    type: str = ""
    medium: str = ""
    head: int | None = None


NOBODY = Speaker(Party(None, "", None), "unknown")


class Speakers:
    """Resolves phrases of one document; remembers the documents that were named and who wrote them."""

    def __init__(self, scene: Scene, index: Mentions, voices: Mapping[int, Speaker]) -> None:
        self.voices = voices
        self.scene = scene
        self.index = index
        self.verbs: frozenset[int] = frozenset()  # the reporting verbs, whatever they were tagged

    def resolve(self, head: int) -> Speaker:
        """The speaker whose phrase has its head at that token."""
        token = self.scene.doc[head]
        if lemma(token) in self.scene.classes["quantity"] and (counted := self.counted(head)) is not None:
            found = self.resolve(counted)
            return replace(
                found, party=Party(None, self.describe(head), found.party.state), anonymity="group", type="unnamed"
            )
        noun = self.scene.lexicon.nouns.get(lemma(token))
        if noun is not None and noun.kind == "document" and token.pos_ == "NOUN":
            return self.author(token)
        if noun is not None and noun.kind == "claim":
            return Speaker(Party(None, self.describe(head), None), "unknown", head=head)
        mention = self.mention(head)
        level = self.scene.lexicon.levels.get(lemma(token), "")
        if (
            level in UNNAMED
            and appositions.bare_name(self.scene, head) is None
            and (
                mention is None
                or mention.kind in {"group", "demonym", "possessive", "pronoun"}
                or mention.type != "person"
                or (mention.parties[:1] and mention.parties[0].actor is None)
            )
        ):
            state = self.state_of(head, mention)
            return Speaker(Party(None, self.describe(head), state), level, type="unnamed", head=head)
        if mention is not None and mention.parties and mention.rule == "table-metonym":
            # A seat of power speaks under its own name: «le Kremlin», «la Maison-Blanche».
            party = Party(mention.parties[0].actor, bare(mention.text), mention.parties[0].state)
            return Speaker(party, "institution", mention.candidates, mention.type, head=head)
        if mention is not None and mention.parties:
            anonymity = {"name": "named", "title": "titled"}.get(
                mention.kind, "institution" if mention.type != "person" else "named"
            )
            if mention.kind == "group":
                anonymity = level if level in {"institution", "titled"} else "group"
                return Speaker(
                    Party(None, self.describe(head), mention.parties[0].state), anonymity, type="unnamed", head=head
                )
            party = joint(self.all_parties(head, mention))
            if mention.kind == "title" and (words := self.describe(head)).startswith(party.name + " "):
                party = Party(party.actor, words, party.state)
            return Speaker(party, anonymity, mention.candidates, mention.type, head=head)
        if (holder := self.titled_before(head)) is not None:
            return Speaker(holder, "titled", type="person", head=head)
        if (name := appositions.bare_name(self.scene, head)) is not None:
            return Speaker(Party(None, name, self.state_of(head, mention)), "named", type="person", head=head)
        kind = "unnamed" if level in UNNAMED else ""
        if (
            not level
            and token.text[0].isupper()
            and token.pos_ in {"NOUN", "PROPN"}
            and head > self.scene.sentence(head)[0]
        ):
            level, kind = "institution", "organisation"
        return Speaker(Party(None, self.describe(head), None), level or "described", type=kind, head=head)

    def as_printed(self, speaker: Speaker) -> Party:
        """The party under the name that the text gives it where a capital speaks for its state: «Pékin assure que»."""
        mention = self.index.at(self.scene.doc[speaker.head]) if speaker.head is not None else None
        if mention is None or mention.rule != "table-capital" or mention.parties != (speaker.party,):
            return speaker.party
        return replace(speaker.party, name=mention.text)

    def titled_before(self, head: int) -> Party | None:
        """The person whom an earlier phrase named with the title that stands here alone («l'ambassadeur»)."""
        token = self.scene.doc[head]
        before = self.scene.doc[head - 1].lower_ if head else ""
        if before not in {"le", "la", "l'", "ce", "cette", "cet"} or not self.scene.lexicon.levels.get(lemma(token)):
            return None
        title = lemma(token)
        for mention in reversed(self.scene.document.mentions):
            if mention.end <= token.idx and mention.type == "person" and mention.kind == "name":
                around = self.scene.text[max(mention.start - 40, 0) : mention.end].lower()
                if title in around.rsplit(".", 1)[-1]:
                    return mention.parties[0] if mention.parties else None
        return None

    def mention(self, head: int) -> Mention | None:
        """The mention of the phrase: at its head, or at the name that stands in apposition or after the title."""
        doc = self.scene.doc
        found = self.index.at(doc[head])
        if found is not None and appositions.runs_on(self.scene, head, found):
            found = None
        if lemma(doc[head]) in self.scene.classes["press"]:
            for k in range(head + 1, min(head + 9, len(doc))):
                if self.scene.is_finite(k) or doc[k].text == ",":
                    break
                inner = self.index.at(doc[k])
                if inner is not None and inner.type == "media":
                    return inner
        if found is not None and (found.kind == "name" or found.type != "person"):
            return found
        for child in doc[head].children:
            if child.dep_.startswith(("appos", "flat", "nmod")) and child.pos_ == "PROPN" and abs(child.i - head) < 12:
                named = self.index.at(child)
                if named is None or named.type != "person" or named.kind != "name":
                    continue
                if no_case(child) and appositions.closes(self.scene, head, named):
                    return named
        return appositions.apposed(self.scene, self.index, head) or found

    def counted(self, head: int) -> int | None:
        """The noun that a noun of quantity counts («une centaine d'élus»)."""
        doc = self.scene.doc
        if head + 2 >= len(doc) or doc[head + 1].lower_ not in {"de", "d'", "des"}:
            return None
        return next((k for k in range(head + 2, min(head + 5, len(doc))) if doc[k].pos_ == "NOUN"), None)

    def all_parties(self, head: int, mention: Mention) -> tuple[Party, ...]:
        """The parties of the phrase and of those coordinated with it, also where the parser lost them."""
        doc = self.scene.doc
        if mention.type == "media":
            return mention.parties
        parties = list(self.ordered(mention.parties))
        named = doc[self.scene.token_from(mention.head)]
        others = [p for t in dict.fromkeys((named, doc[head])) for p in self.index.parties(t)]
        if (named.i == head or len(mention.parties) > 1) and not self.only_apposed(mention):
            parties += others
        parties = [*self.before_et(mention), *parties]
        end = mention.end
        while True:
            k = self.scene.token_from(end)
            if k + 1 >= len(doc) or doc[k].lower_ not in {"et", ",", "&"}:
                break
            after = next(
                (
                    m
                    for j in range(k + 1, min(k + 4, len(doc)))
                    if doc[j].pos_ in {"PROPN", "NOUN"} and (m := self.index.at(doc[j])) is not None
                ),
                None,
            )
            if (
                after is None
                or after.end <= end
                or self.scene.token_from(after.start) > k + 3
                or after.kind in {"demonym", "pronoun"}
            ):
                break
            nxt = self.scene.token_from(after.end)
            if doc[k].text == "," and (nxt >= len(doc) or doc[nxt].lower_ != "et"):
                break
            parties += after.parties
            end = after.end
        return unique(parties)

    def only_apposed(self, mention: Mention) -> bool:
        """Whether a comma alone parts the mention from what the parser joined to it («la Finul, la force de l'ONU, s'est»)."""
        doc, k = self.scene.doc, self.scene.token_from(mention.end)
        if k + 1 >= len(doc) or doc[k].text != "," or doc[k + 1].pos_ not in {"DET", "NOUN"}:
            return False
        close = next((j for j in range(k + 1, min(k + 14, len(doc))) if doc[j].text == ","), None)
        if close is None or close + 1 >= len(doc):
            return False
        group = close + 1
        while group + 1 < len(doc) and (self.scene.is_in(doc[group], "clitic") or doc[group].lower_ in {"ne", "n'"}):
            group += 1
        inside = {doc[j].lower_ for j in range(k, close)}
        return self.scene.is_finite(group) and not inside & {"et", "ou"}

    def ordered(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        """Several parties of one phrase («les deux pays») in the order in which the article first names them."""
        first: dict[Party, int] = {}
        for mention in self.scene.document.mentions:
            if len(mention.parties) == 1:
                first.setdefault(mention.parties[0], mention.start)
        return tuple(sorted(parties, key=lambda p: first.get(p, len(self.scene.text))))

    def before_et(self, mention: Mention) -> tuple[Party, ...]:
        """Who stands before the mention with «et», at the head of the sentence («Séoul et Washington envisagent»)."""
        doc, k = self.scene.doc, self.scene.token_from(mention.start)
        while k > 0 and doc[k - 1].pos_ == "DET":
            k -= 1
        first, _ = self.scene.sentence(k)
        if k - 2 < first or doc[k - 1].lower_ != "et" or any(self.scene.is_finite(j) for j in range(first, k)):
            return ()
        other = self.index.at(doc[k - 2])
        opens = other is not None and self.scene.token_from(other.start) <= first + 1
        return other.parties if other is not None and opens and other.kind not in {"demonym", "pronoun"} else ()

    def author(self, token: Token) -> Speaker:
        """Who speaks through a document: its author if the phrase or an earlier one tells, else the document itself."""
        base = lemma(token)
        letters, papers = self.scene.classes["letter"], self.scene.classes["paper"]
        kin = letters if base in letters else frozenset({base})
        for k in range(token.i, -1, -1):
            word = self.scene.doc[k]
            if word.pos_ != "NOUN" or not (lemma(word) in kin or (base in papers and self.is_document(word))):
                continue
            if k < token.i and (issuer := self.issuer(word)) is not None:
                return replace(issuer, type="author", medium=base)
            if owners := self.owners(word):
                return Speaker(joint(owners), "institution", type="author", medium=base, head=token.i)
        return Speaker(
            Party(None, self.describe(token.i), None), "document", type="document", medium=base, head=token.i
        )

    def is_document(self, token: Token) -> bool:
        """Whether the noun is a paper that can say something."""
        noun = self.scene.lexicon.nouns.get(lemma(token))
        return noun is not None and noun.kind == "document"

    def issuer(self, token: Token) -> Speaker | None:
        """Who spoke in the document's sentence when it was named as the medium («Dans un communiqué, X a condamné»)."""
        first, last = self.scene.sentence(token.i)
        k = token.i - 1
        while k > first and self.scene.doc[k].pos_ in {"DET", "ADJ", "NUM"}:
            k -= 1
        if self.scene.doc[k].lower_ not in {"dans", "par", "via"}:
            return None
        return next(
            (self.voices[at] for at in sorted(self.voices) if first <= at < last and self.voices[at].party.name), None
        )

    def owners(self, token: Token) -> tuple[Party, ...]:
        """Who wrote the document that the token names, as far as its own phrase tells."""
        if signer := self.signer(token):
            return signer
        return self.inside(token) or self.owned(token)

    def signer(self, token: Token) -> tuple[Party, ...]:
        """Who signed the document: «le texte, signé du ministre X», «une lettre signée par X»."""
        doc, (_, last) = self.scene.doc, self.scene.sentence(token.i)
        for k in range(token.i + 1, min(token.i + 4, last - 2)):
            signed = doc[k].lower_.startswith("signé") and doc[k + 1].lower_ in {"de", "du", "par", "d'"}
            if signed and (head := head_noun(self.scene, k + 2, last)) is not None:
                mention = self.mention(head)
                return mention.parties if mention is not None and mention.type == "person" else ()
        return ()

    def owned(self, token: Token) -> tuple[Party, ...]:
        """The owners that the actors' layer gives, if a mention of them stands in the noun's own phrase."""
        owners = tuple(self.index.owner(token))
        doc, (_, last) = self.scene.doc, self.scene.sentence(token.i)
        stop = next((k for k in range(token.i + 1, last) if self.heads_clause(doc[k]) or doc[k].text == ","), last)
        end = doc[stop].idx if stop < len(doc) else len(self.scene.text)
        low = doc[max(token.i - 2, 0)].idx
        near = {p for m in self.scene.document.mentions if low <= m.start < end for p in m.parties}
        return owners if near & set(owners) else ()

    def inside(self, token: Token) -> tuple[Party, ...]:
        """The actors named inside a document's phrase («un communiqué publié sur le site du ministère»)."""
        _first, last = self.scene.sentence(token.i)
        for k in range(token.i + 1, min(token.i + 14, last)):
            word = self.scene.doc[k]
            if (
                word.text == ","
                or self.scene.is_finite(k)
                or self.heads_clause(word)
                or (word.lower_ in {"à", "au", "aux", "sur"} and word.dep_ == "case" and word.head.pos_ == "PROPN")
            ):
                break
            mention = self.index.at(word)
            if mention is not None and mention.type == "media" and self.scene.doc[k - 1].lower_ == "par":
                break
            if (
                mention is not None
                and mention.parties
                and mention.kind not in {"demonym", "pronoun"}
                and mention.type not in {"place"}
            ):
                return mention.parties
        return ()

    def heads_clause(self, token: Token) -> bool:
        """Whether a reporting verb form stands there that is no participle («publié sur», «adressée à»)."""
        return bool(self.scene.verb(token)) and not token.lower_.rstrip("es").endswith(("é", "i", "u", "is"))

    def state_of(self, head: int, mention: Mention | None) -> str | None:
        """The state that describes an unnamed speaker («des responsables iraniens»)."""
        if mention is not None and mention.parties:
            return mention.parties[0].state
        for k in range(head + 1, min(head + 3, len(self.scene.doc))):
            near = self.index.at(self.scene.doc[k])
            if near is not None and near.kind in {"demonym", "state"} and near.parties:
                return near.parties[0].state
            if self.scene.doc[k].pos_ not in {"ADJ"}:
                break
        return None

    def describe(self, head: int) -> str:
        """The words by which the text describes a speaker, without its article, relative clause or relay."""
        doc = self.scene.doc
        first, last = self.scene.sentence(head)
        start = head
        while (
            start > first
            and doc[start - 1].pos_ in {"ADJ", "NUM", "DET"}
            and doc[start - 1].lower_ not in DROPPED | {"d'"}
        ):
            start -= 1
        if start > first and doc[start - 1].lower_ in {"de", "d'"} and start < head:
            start -= 1 if start - 1 == first or doc[start - 2].pos_ not in {"NOUN", "PROPN", "VERB"} else 0
        end = head + 1
        while end < last and self.describes(end, head):
            end += 1
        while end > head + 1 and doc[end - 1].pos_ in {"ADP", "DET", "CCONJ"}:
            end -= 1
        return self.scene.text[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])]

    def describes(self, k: int, head: int) -> bool:
        """Whether token k still belongs to the description that began at the head."""
        token = self.scene.doc[k]
        if token.is_space or (token.is_punct and token.text != "-"):
            return False
        if (
            token.lower_
            in {"à", "au", "aux", "auprès", "sous", "lors", "dans", "après", "avant", "sur"}
            | self.scene.classes["time"]
        ):
            return False
        if (
            token.lower_ in self.scene.classes["clitic"] - {"le", "la", "les", "l'", "en"}
            or token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"}
            or (self.scene.verb(token) and token.pos_ != "NOUN")
        ):
            return False
        if token.pos_ == "ADP":
            return token.lower_ in {"de", "d'", "du", "des", "en"}
        return token.pos_ in {"ADJ", "NOUN", "PROPN", "DET", "NUM", "ADV", "X"} and k not in self.verbs


def bare(text: str) -> str:
    """A name without its article."""
    for article in ("le ", "la ", "les ", "l'", "l’"):
        if text.lower().startswith(article):
            return text[len(article) :]
    return text


def no_case(token: Token) -> bool:
    """Whether no preposition marks the token."""
    return not any(c.dep_ == "case" for c in token.children)


def joint(parties: tuple[Party, ...]) -> Party:
    """One party for several who speak together: names joined by «; », the state kept when it is the same."""
    if len(parties) == 1:
        return parties[0]
    states = {p.state for p in parties}
    return Party(None, "; ".join(p.name for p in parties), states.pop() if len(states) == 1 else None)


def mention_index(document: Document) -> Mentions:
    """The actors' view of the document."""
    return MentionIndex(document)
