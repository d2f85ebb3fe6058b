"""Whose an unknown person is: the state of the words beside the name, of the place in the title, of the sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.actors.view import View, references

if TYPE_CHECKING:
    from dragoman.actors.people import NamedPerson, PersonRecord

COMMA = re.compile(r"\s*(\([^()]{1,40}\))?\s*,\s*(?:qui est\s*)?")


def beside(view: View, named: NamedPerson) -> str | None:
    """The state of a noun and adjective in apposition: «un agriculteur polonais, X», «X, un enseignant russe,»."""
    first = named.first
    if first and (view.joined(first) or COMMA.fullmatch(view.between(first, first))):
        match = view.match_over.get(first - 1)
        noun = view.token(match.first - 1).pos_ if match is not None and match.first else ""
        found = references(match, {"people"} if view.capital(first - 1) else {"adjective"})
        if len(found) == 1 and (noun in {"NOUN", "ADJ"} or view.capital(first - 1)):
            return found[0]
    last = named.last
    if last >= len(view.words) or not COMMA.fullmatch(view.between(last, last)):
        return None
    at, value = view.after_article(last)
    if value not in {"indefinite", ""} or view.capital(at if at < len(view.words) else last):
        return None
    for k in range(at + 1, min(at + 4, len(view.words))):
        match = view.match_from.get(k)
        if not view.joined(k) or (match is None and view.token(k).pos_ not in {"NOUN", "ADJ", "ADP"}):
            break
        found = references(match, {"adjective"})
        if len(found) == 1 and view.token(at).pos_ == "NOUN":
            return found[0]
    return None


def country_within(view: View, record: PersonRecord) -> str | None:
    """The country of a place in the person's own title: «la maire de Souweïda, X»."""
    inside = [
        p.country
        for t in record.titles
        for p in view.document.places
        if p.start is not None and view.words[t.first].start <= p.start < view.words[t.last - 1].end
    ]
    return inside[0] if inside else None


def country_of_sentence(view: View, first: int) -> str | None:
    """The country in which the sentence is set before the name: «Au Kenya, le ministre des Pêches, X»."""
    i = first - 1
    while i > 0 and view.sentence(i) == view.sentence(first):
        found = references(view.match_from.get(i), {"state", "capital"})
        if len(found) == 1 and view.joined(i) and view.ref.has("locative", view.folded(i - 1)):
            return found[0]
        i -= 1
    return None


def country_before(view: View, first: int) -> str | None:
    """The country of the nearest place named shortly before a word."""
    at = view.words[first].start
    near = [p for p in view.document.places if p.start is not None and at - 200 < p.start < at and p.country]
    return max(near, key=lambda p: p.start or 0).country if near else None
