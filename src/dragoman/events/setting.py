"""Where an event took place, its ordinal, its numbers, and the clause that is its evidence; its days: dates.py."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from dragoman.document import Document
from dragoman.events.frames import classes
from dragoman.events.matching import Match
from dragoman.languages.base import grammar_words, language_table
from dragoman.model import Place, Span
from dragoman.syntax.clauses import (
    is_passive,
    language_of,
    preposition,
    relation,
    subtree_bounds,
)

ORDINALS = re.compile(r"^(\d{1,2})(?:er|re|ère|e|ème|nd|nde)$")


def place_of(document: Document, match: Match, governed: frozenset[int] = frozenset()) -> Place | None:
    """Where the event took place: a place named in its own clause by a locative preposition; None when none is named."""
    by_start: dict[int | None, Place] = {p.start: p for p in document.places if p.start is not None}
    trigger = match.trigger
    top = match.slots.host.verb if match.slots.host is not None else trigger
    best: tuple[int, int, Place] | None = None
    for token in {*trigger.subtree, *top.subtree}:
        place = by_start.get(token.idx)
        if place is None or token.i in governed:
            continue
        marker = preposition(token) or (preposition(token.head) if token.dep_.startswith("flat") else "")
        # «alignés sur l'Iran» is no place: countries are places only where one is in them.
        kind = "locative of countries" if place.kind == "country" else "locative of places"
        if marker not in grammar_words(language_of(token), kind):
            continue
        own = 0 if token in trigger.subtree else 1
        rank = (own + (place.kind == "country"), abs(token.i - trigger.i), place)
        if best is None or rank[:2] < best[:2]:
            best = rank
    return best[2] if best else _place_of_where(top, by_start)


def _place_of_where(top: Token, by_start: dict[int | None, Place]) -> Place | None:
    """The place that «où» takes up: «sa visite à Moscou, où il a remis une lettre»."""
    where = next((c for c in top.children if c.lower_ == "où"), None)
    if where is None:
        return None
    before = reversed(top.doc[top.sent.start : where.i])
    return next((by_start[t.idx] for t in before if t.idx in by_start), None)


@cache
def ordinals(language: str) -> dict[str, int]:
    """Ordinal in words -> its number."""
    return {row["word"]: int(row["number"]) for row in language_table(language, "ordinals")}


def ordinal_of(match: Match) -> int | None:
    """The number of a round, session or visit («deuxième cycle» -> 2); None when it has none."""
    names = ordinals(language_of(match.trigger))
    for word in match.words:
        if word.pos_ not in {"NOUN", "PROPN"}:
            continue
        for child in word.children:
            if found := ORDINALS.match(child.lower_):
                return int(found[1])
            if child.lower_ in names:
                return names[child.lower_]
    return None


def evidence_of(document: Document, match: Match) -> tuple[Span, ...]:
    """The clause that tells the event, as one span of the text."""
    trigger = match.trigger
    top = trigger
    for _ in range(8):
        if top.pos_ in {"VERB", "AUX"} and (
            relation(top) in {"root", "ROOT", "ccomp", "advcl", "conj", "acl", "parataxis"}
        ):
            break
        if top.head == top:
            break
        top = top.head
    first, last = subtree_bounds(top, without=frozenset({"punct", "cc", "acl:relcl", "advcl", "parataxis"}))
    own_first, own_last = subtree_bounds(trigger, without=frozenset({"punct", "cc"}))
    doc = trigger.doc
    sentence = trigger.sent
    first = max(
        min(first, own_first, *(s.token.i for s in match.source)) if match.source else min(first, own_first),
        sentence.start,
    )
    last = min(
        max(last, own_last, *(s.token.i for s in match.target)) if match.target else max(last, own_last),
        sentence.end - 1,
    )
    while last > first and (doc[last].is_space or doc[last].text in {",", ";", "»"}):
        last -= 1
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    return (Span(start, end, document.text[start:end]),)


def magnitudes_of(match: Match) -> tuple[tuple[str, int], ...]:
    """Dead and injured, where the clause counts them («trois soldats tués», «a fait 12 morts»)."""
    dead = classes(language_of(match.trigger)).get("@dead", frozenset())
    injured = classes(language_of(match.trigger)).get("@injured", frozenset())
    out: dict[str, int] = {}
    for token in match.trigger.sent:
        for kind, lemmas in (("dead", dead), ("injured", injured)):
            if token.lemma_.lower() not in lemmas:
                continue
            counted = (
                [token] if token.pos_ != "VERB" else [c for c in token.children if "nsubj" in c.dep_ or c.dep_ == "obj"]
            )
            if token.pos_ == "VERB" and is_passive(token) and relation(token) == "acl":
                counted = [token.head]
            for noun in counted:
                for child in noun.children:
                    if child.dep_ == "nummod" and child.text.replace(".", "").replace(" ", "").isdigit():
                        out.setdefault(kind, int(child.text.replace(".", "").replace(" ", "")))
    return tuple(sorted(out.items()))
