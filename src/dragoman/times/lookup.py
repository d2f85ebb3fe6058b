"""Which time dates what: for events/ and statements/, which know their words but not the calendar."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dragoman.document import Document
from dragoman.languages.base import language_table, values
from dragoman.model import Interval, TimeExpression
from dragoman.syntax.clauses import preposition, relation
from dragoman.syntax.parse import STRAIGHT
from dragoman.syntax.tree import Syntax
from dragoman.times.direction import governor

VERBAL = {"VERB", "AUX"}
NOUNS = {"NOUN", "PROPN"}
# A dependent shares its head's time through these relations, when it has none of its own.
SHARING = {"xcomp", "obj", "nsubj", "conj", "aux", "cop", "iobj", "fixed", "csubj"}


@cache
def links(language: str, kind: str) -> tuple[str, ...]:
    """The word groups of a class of time_links.tsv, longest first."""
    forms = (f for row in language_table(language, "time_links") if row["class"] == kind for f in values(row["forms"]))
    return tuple(sorted(forms, key=lambda f: (-len(f), f)))


def times_in(document: Document, start: int, end: int) -> tuple[TimeExpression, ...]:
    """The time expressions that overlap `[start, end)`, in order."""
    return tuple(t for t in document.times if t.start < end and start < t.end)


def event_date(document: Document, token: Token) -> Interval | None:
    """The days on which what the verb or noun names took or takes place, as the text says; None when it does not.

    The words that hang on the token itself come first, then those of an event noun in its clause («lors de la visite en
    février»), then those of the clause that it shares. The time of another clause, «depuis» and durations never count.
    """
    syntax = document.syntax
    if syntax is None:
        return None
    dated = _dated_by_head(document, syntax)
    seen: set[int] = set()
    word: Token | None = token
    for _ in range(6):
        if word is None or word.i in seen:
            return None
        seen.add(word.i)
        own = [*dated.get(word.i, ()), *_lent(document, dated, word), *_loose(document, syntax, dated, word)]
        if found := _best(own) or _best(_described(document, dated, word)):
            return found
        word = _set_in(document, syntax, word) or _shares_with(word)
    return None


def _dated_by_head(document: Document, syntax: Syntax) -> dict[int, list[TimeExpression]]:
    """The expressions that date something, by the index of the word on which they hang."""
    out: dict[int, list[TimeExpression]] = {}
    for expression in document.times:
        if not dates_its_clause(document, expression):
            continue
        head = governor(syntax, expression.start, expression.end)
        head = _past_fellows(document, syntax, head, expression)
        if head is not None and head.pos_ == "ADV" and head.dep_ == "advmod":
            head = head.head  # «deux jours seulement après la visite»
        if head is not None:
            out.setdefault(head.i, []).append(expression)
    return out


def _past_fellows(document: Document, syntax: Syntax, head: Token | None, own: TimeExpression) -> Token | None:
    """The head, or what lies behind it when the head is itself part of a time («le 16 au 18 février»)."""
    for _ in range(4):
        if head is None:
            return None
        fellow = next((t for t in times_in(document, head.idx, head.idx + len(head)) if t is not own), None)
        if fellow is None:
            return head
        head = governor(syntax, fellow.start, fellow.end)
    return head


def dates_its_clause(document: Document, expression: TimeExpression) -> bool:
    """Whether the expression can say when something happens: it has days, and is no bound and no length."""
    if expression.interval is None or expression.vague or expression.type == "SET":
        return False
    before = document.text[max(0, expression.start - 24) : expression.start].translate(STRAIGHT).casefold().rstrip()
    if any(
        before == b or before.endswith((" " + b, "\n" + b, "(" + b)) for b in links(document.article.language, "bound")
    ):
        return False
    if expression.type == "DURATION":
        return expression.interval.earliest == expression.interval.latest or "depuis" not in before
    return True


def _lent(document: Document, dated: dict[int, list[TimeExpression]], word: Token) -> list[TimeExpression]:
    """The times of a noun that says during what the verb happens («lors de la visite … en février»)."""
    lending = links(document.article.language, "lending")
    out = []
    for child in word.children:
        if relation(child) in {"obl", "nmod"} and preposition(child) in lending:
            out += dated.get(child.i, []) or _described(document, dated, child)
        elif child.lower_ in {"lors", "durant", "pendant"}:  # the parser may take «lors» for the head
            out += dated.get(child.i, [])
            for noun in child.children:
                out += dated.get(noun.i, [])
    return out


def _described(document: Document, dated: dict[int, list[TimeExpression]], word: Token) -> list[TimeExpression]:
    """The times of the participle or clause that says when the noun's event took place («l'incident survenu dimanche»)."""
    if word.pos_ not in NOUNS or document.syntax is None:
        return []
    out: list[TimeExpression] = []
    for child in word.children:
        if child.i > word.i and relation(child) in {"acl", "amod"} and (_bare_participle(child) or _has_subject(child)):
            out += dated.get(child.i, []) or _loose(document, document.syntax, dated, child)
    if out:
        return out
    # «les préparatifs de la session, qui se tiendra le 3»: the parse may hang the clause on the first noun of the chain.
    holding = links(document.article.language, "holding")
    head = word
    while relation(head) == "nmod" and head.head.pos_ in NOUNS:
        head = head.head
        for child in head.children:
            if child.i > word.i and relation(child) == "acl" and child.lemma_ in holding and _has_subject(child):
                return dated.get(child.i, [])
    return out


def _bare_participle(word: Token) -> bool:
    """Whether the word modifies as a participle or adjective, without an auxiliary; the tagger may miss its form."""
    form = word.morph.get("VerbForm", [])
    shaped = word.pos_ == "ADJ" or "Part" in form or (word.dep_ == "acl" and "Inf" not in form)
    return shaped and not any(relation(c) in {"aux", "nsubj"} for c in word.children)


def _has_subject(word: Token) -> bool:
    """Whether the clause has the noun before it as its subject («qui se tiendra»)."""
    return any(c.lower_ in {"qui", "lequel", "laquelle", "lesquels", "lesquelles"} for c in word.children)


def _set_in(document: Document, syntax: Syntax, word: Token) -> Token | None:
    """The word during whose event a relative clause happens («sa visite à Lima en février, où il a remis une lettre»)."""
    if relation(word) not in {"acl", "conj", "advcl", "parataxis"} or word.pos_ not in VERBAL:
        return None
    for child in word.children:
        if child.lower_ == "où":
            before = child.nbor(-1) if child.i else child
            while before.is_punct and before.i:
                before = before.nbor(-1)
            if inside := times_in(document, before.idx, before.idx + len(before)):
                return governor(syntax, inside[0].start, inside[0].end)
            above = before.head if before.pos_ == "PROPN" and relation(before) in {"nmod", "obl"} else before
            # «la semaine dernière à Lima, où …»: the place may hang on a word of the date.
            dated = times_in(document, above.idx, above.idx + len(above))
            return governor(syntax, dated[0].start, dated[0].end) if dated else above
        pronoun = child.lower_ in {"duquel", "laquelle", "lequel", "desquelles", "desquels", "lesquelles", "lesquels"}
        if pronoun and preposition(child) in links(document.article.language, "lending"):
            return word.head
    return None


def _loose(
    document: Document, syntax: Syntax, dated: dict[int, list[TimeExpression]], word: Token
) -> list[TimeExpression]:
    """The times beside a verb that the parse hung on a neighbouring noun without «de»: «a reçu le ministre lundi»."""
    if word.pos_ not in VERBAL:
        return []
    out = []
    for child in word.children:
        if relation(child) not in {"obj", "obl", "nsubj", "iobj", "xcomp"} or child.pos_ in VERBAL:
            continue
        for noun in (child, *(c for c in child.subtree if relation(c) in {"nmod", "flat", "appos"})):
            if _verb_between(word, noun):
                continue
            for expression in dated.get(noun.i, ()):
                if not _bare_year(expression) and (noun.pos_ == "PROPN" or not _of(syntax, expression)):
                    out.append(expression)
    return out


def _of(syntax: Syntax, expression: TimeExpression) -> bool:
    """Whether «de» ties the expression to the noun before it («l'accord du 3 mars»)."""
    first = syntax.token_at(expression.start)
    return preposition(first) == "de" or (first.i > 0 and first.nbor(-1).lower_ in {"de", "du", "d'", "des"})


def _bare_year(expression: TimeExpression) -> bool:
    return len(expression.value) == 4


def _verb_between(word: Token, noun: Token) -> bool:
    first, last = sorted((word.i, noun.i))
    return any(t.pos_ == "VERB" and t.i not in {word.i, noun.i} for t in word.doc[first + 1 : last])


def _shares_with(word: Token) -> Token | None:
    """The word whose time the word shares: the verb of which it is object or subject, the first of a coordination."""
    head = word.head
    if head == word:
        return None
    kind = relation(word)
    if kind == "conj":
        return head if _same_clause(word, head) else None
    if kind in SHARING:
        return head
    if word.pos_ in {"NOUN", "PROPN"} and kind in {"obl", "nmod"} and head.pos_ in VERBAL:
        return head
    if kind == "advcl" and "Part" in word.morph.get("VerbForm", []):
        return head
    return None


def _same_clause(word: Token, head: Token) -> bool:
    """Whether two coordinated words share their subject, hence most often their time."""
    return not any(relation(c) == "nsubj" for c in word.children)


def _best(found: list[TimeExpression]) -> Interval | None:
    """The narrowest interval, the first of equals."""
    spans = [t.interval for t in found if t.interval is not None]
    return min(spans, key=lambda s: (s.latest - s.earliest).days, default=None)
