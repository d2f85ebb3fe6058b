"""Who stands before a verb by word order alone: for clauses whose tree names no subject.

The parser loses a subject behind fronted phrases («Vendredi, à Paris, le ministre X et le ministre Y ont signé»), in
relative clauses («dont Kigali réclame le départ») and beside words it does not know. French word order gives it back:
the nearest phrase before the verb group that no preposition governs, insertions between commas left out.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dragoman.languages.base import grammar_words, language_table, values
from dragoman.syntax.clauses import conjuncts, feature, is_participle, language_of, preposition

CLOSING_QUOTES = frozenset({"»", '"', "”"})
FAR = 40  # words before the verb within which its subject is looked for
INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "X", "ADV", "PRON"})
CLOSERS = {")": "(", "»": "«", "—": "—", "–": "–"}


@cache
def time_nouns(language: str) -> frozenset[str]:
    """The words of dates («mardi», «semaine»), which the parser takes for objects: «a reçu mardi le ministre»."""
    kinds = {"wd", "wds", "mon", "unit", "daypart"}
    return frozenset(
        f for row in language_table(language, "time_words") if row["class"] in kinds for f in values(row["forms"])
    )


def verb_group_start(verb: Token) -> int:
    """The index of the first word of the verb group («n'a pas encore» of «n'a pas encore répondu»)."""
    between = grammar_words(language_of(verb), "verb group")
    first = verb.i
    while first > verb.sent.start:
        token = verb.doc[first - 1]
        if not (token.pos_ in {"AUX", "ADV"} or token.lower_ in between):
            break
        first -= 1
    return first


def subjects_before(verb: Token) -> list[Token]:
    """The heads of the phrase that stands as subject before a finite verb; [] for none.

    A participle that shares the auxiliary of an earlier verb («…, rappelé son ambassadeur puis expulsé celui de X») has
    that verb's subject.
    """
    host = sharing_host(verb)
    start = verb_group_start(host or verb)
    if host is None and not _is_finite(verb, start):
        return []
    doc, left = verb.doc, max(verb.sent.start, start - FAR)
    i = start - 1
    while i >= left:
        token = doc[i]
        if token.text == ",":
            i = _before_insertion(token, left)
        elif token.text in CLOSERS:
            i = _opening(token, left) - 1
        elif feature(token, "PronType") == "Rel" or token.lower_ in grammar_words(
            language_of(verb), "relative subject"
        ):
            return _antecedents(token, left) if i == start - 1 else []
        elif token.pos_ in {"VERB", "AUX", "SCONJ", "PUNCT", "CCONJ"}:
            return []
        elif token.pos_ in {"NOUN", "PROPN", "X"} or _is_nominal(token):
            first, heads = phrase_ending_at(token, left)
            before = doc[first - 1] if first > left else None
            if before is None or before.pos_ != "ADP":
                if heads[0].lower_ not in time_nouns(language_of(verb)):
                    return heads[-1:] if _is_singular(verb, start) else heads
                i = first - 1
            else:
                i = _before_preposition(before, left)
        else:
            i -= 1
    return []


def inverted_subject(verb: Token) -> list[Token]:
    """The heads of the subject behind a verb that names who has spoken («…», a accusé la présidence); [] elsewhere."""
    first = verb_group_start(verb)
    if first - 2 < 0 or verb.doc[first - 1].text != "," or verb.doc[first - 2].text not in CLOSING_QUOTES:
        return []
    if not _is_finite(verb, first) or any(t.pos_ == "PRON" for t in verb.doc[first : verb.i]):
        return []
    after = [c for c in verb.rights if c.dep_ in {"obj", "nsubj", "xcomp"} and c.pos_ in {"NOUN", "PROPN"}]
    return conjuncts(after[0]) if after and not preposition(after[0]) else []


def sharing_host(participle: Token) -> Token | None:
    """The verb whose auxiliary and subject a bare participle in a list of verbs shares; None for any other word."""
    if not is_participle(participle) or any(c.dep_.startswith(("aux", "cop")) for c in participle.children):
        return None
    before = participle.nbor(-1) if participle.i > participle.sent.start else None
    while before is not None and before.pos_ == "ADV" and before.i > participle.sent.start:
        before = before.nbor(-1)
    joined = before is not None and (before.pos_ == "CCONJ" or before.text == ",")
    if not joined:
        return None
    for token in reversed(participle.doc[participle.sent.start : participle.i]):
        helped = token.pos_ == "VERB" and any(c.dep_.startswith("aux") and c.i < token.i for c in token.children)
        if helped:
            return token if is_participle(token) else None
        if token.pos_ in {"VERB", "AUX"} and feature(token, "VerbForm") == "Fin":
            return None
    return None


def phrase_ending_at(last: Token, left: int) -> tuple[int, list[Token]]:
    """The nominal phrase that ends with `last`: index of its first word, and the heads of what is coordinated in it."""
    doc, of = last.doc, grammar_words(language_of(last), "of")
    later: list[Token] = []
    i, head = last.i, last
    while i >= left:
        token, before = doc[i], doc[i - 1] if i > left else None
        if token.pos_ in {"NOUN", "PROPN", "X"} or _is_nominal(token):
            head = token
        elif token.pos_ == "DET" and (before is None or before.pos_ not in {"DET", "ADP", "CCONJ"}):
            return i, [head, *later]
        elif token.pos_ == "CCONJ" and before is not None and before.pos_ in INSIDE and head != last.doc[i]:
            later.insert(0, head)
        elif not (
            token.pos_ in {"DET", "ADJ", "NUM", "ADV"}
            or (token.pos_ == "ADP" and token.lower_ in of)
            or (token.pos_ == "VERB" and is_participle(token))
        ):
            break
        i -= 1
    return i + 1, [head, *later]


def _is_nominal(token: Token) -> bool:
    return token.pos_ == "PRON" and feature(token, "PronType") in {"Prs", "Dem", "Ind"} and token.dep_ != "expl"


def _is_singular(verb: Token, start: int) -> bool:
    """Whether the verb group is singular, so that its subject is one («… a dit X et Y a répondu»)."""
    return any(feature(t, "Number") == "Sing" for t in verb.doc[start : verb.i + 1] if feature(t, "VerbForm") == "Fin")


def _is_finite(verb: Token, start: int) -> bool:
    return any(feature(t, "VerbForm") == "Fin" for t in verb.doc[start : verb.i + 1])


def _before_insertion(comma: Token, left: int) -> int:
    """The index before an insertion that ends at the comma («X, en visite à Y, a dit»); before the comma if it ends none."""
    for i in range(comma.i - 1, left - 1, -1):
        if comma.doc[i].text == ",":
            return i - 1
    return comma.i - 1


def _opening(closer: Token, left: int) -> int:
    wanted = CLOSERS[closer.text]
    return next((i for i in range(closer.i - 1, left - 1, -1) if closer.doc[i].text == wanted), left)


def _before_preposition(preposition: Token, left: int) -> int:
    """The index before a prepositional phrase, and before the comma that sets it apart."""
    i = preposition.i - 1
    while i > left and preposition.doc[i].pos_ in {"ADP", "ADV"}:
        i -= 1
    return i - 1 if i >= left and preposition.doc[i].text == "," else i


def _antecedents(relative: Token, left: int) -> list[Token]:
    i = relative.i - 1
    if i >= left and relative.doc[i].text == ",":
        i -= 1
    if i < left or relative.doc[i].pos_ not in INSIDE:
        return []
    return phrase_ending_at(relative.doc[i], left)[1]
