"""Organisations that no table has: those that the text introduces with their acronym, and capitalised institutions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.actors.knowledge import NameMatch
from dragoman.actors.spelling import fold, key
from dragoman.actors.view import DEMONYM, LAND, View, of_kind, references

ACRONYM = re.compile(r"\(\s*(?:l'|le |la |les )?([A-ZÉ][\wÉéèêàâ-]{1,11})\s*\)")
LONGEST_NAME = 12
KNOWN = frozenset({"body", "group", "medium", "state"})
LINKS = frozenset(
    {"de", "du", "des", "d", "la", "le", "l", "les", "et", "pour", "a", "au", "aux", "en", "sur", "contre"}
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A name in the text: its words, the acronym's word (-1 for none), the name and acronym, a state code or None.

    `known` is the table id of the body or group when only the acronym was new.
    """

    first: int
    last: int
    at: int
    name: str
    acronym: str
    state: str | None
    known: str = ""


def introduced(view: View, names: set[int]) -> list[Organisation]:
    """Those that the text introduces with an acronym in brackets; `names` are words that name persons."""
    out: list[Organisation] = []
    starts = {w.start: i for i, w in enumerate(view.words)}
    for found in ACRONYM.finditer(view.text):
        at = starts.get(found.start(1))
        if at is None or at == 0 or sum(c.isupper() for c in found.group(1)) < 2 or at - 1 in names:
            continue
        here = view.match_over.get(at)
        if here is not None and of_kind(here, KNOWN) and not _means_another(view, at, here, found.group(1)):
            continue
        before = view.match_over.get(at - 1)
        listed = references(before, {"body", "group"})
        if before is not None and len(listed) == 1:
            out.append(Organisation(before.first, before.last, at, "", found.group(1), None, listed[0]))
            continue
        first = _name_start(view, at, found.group(1))
        if first is not None:
            name = view.span_text(first, at)
            out.append(Organisation(first, at, at, name, found.group(1), _state(view, first, at)))
    return out


def _means_another(view: View, at: int, here: NameMatch, acronym: str) -> bool:
    """Whether the name before a known acronym spells it out and is not that of the body or group that tables know."""
    first = _name_start(view, at, acronym)
    if first is None or view.match_over.get(at - 1) is not None:
        return False
    letters = [fold(c) for c in acronym if c.isalpha()]
    initials = [view.folded(k)[0] for k in range(first, at)]
    known = {view.know.label(r) if r in view.know.states else _name_of(view, r) for r in references(here, KNOWN)}
    name = set(key(view.span_text(first, at)).split())
    return _subsequence(letters, initials) and not any(len(name & set(key(k).split())) > 2 for k in known)


def _name_of(view: View, ref: str) -> str:
    """The French name of a body, group or medium by its table id."""
    found = view.know.bodies.get(ref) or view.know.armed_groups.get(ref) or view.know.media.get(ref)
    return found.name if found else ref


def _name_start(view: View, at: int, acronym: str) -> int | None:
    """The word with which the name before an acronym begins: the nearest from which the initials fit, else the first capital."""
    letters = [fold(c) for c in acronym if c.isalpha()]
    first = at - 1
    capital: int | None = None
    while first >= 0 and at - first <= LONGEST_NAME:
        if view.capital(first) and not view.ref.has("article", view.folded(first)):
            capital = first
            initials = [view.folded(k)[0] for k in range(first, at)]
            if view.folded(first)[0] == letters[0] and _subsequence(letters[: len(initials)], initials):
                return first
        if not view.joined(first):
            break
        first -= 1
    return capital if capital is not None and at - capital >= 2 else None


def _subsequence(letters: list[str], initials: list[str]) -> bool:
    """Whether most letters come in the order of the initials («CFVC»: Commission violations cessez feu)."""
    hits, at = 0, 0
    for letter in letters:
        if letter in initials[at:]:
            at += initials[at:].index(letter) + 1
            hits += 1
    return hits * 3 >= len(letters) * 2 and hits >= 2


def _state(view: View, first: int, last: int) -> str | None:
    """The one state that a name contains: «la Commission électorale du Ghana», «le Front démocratique libyen»."""
    found = [
        r for k in range(first, last) if k in view.match_from for r in references(view.match_from[k], LAND | DEMONYM)
    ]
    states = [r for r in dict.fromkeys(found) if r in view.know.states]
    return states[0] if len(states) == 1 else None


def institutions(view: View, taken: set[int]) -> list[Organisation]:
    """Capitalised institutions with an article that no table has: «la Commission des droits de l'homme»."""
    out: list[Organisation] = []
    i = 0
    while i < len(view.words):
        last = None if i in taken or i in view.match_over else _institution_end(view, i)
        if last is None:
            i += 1
            continue
        out.append(Organisation(i, last, -1, view.span_text(i, last), "", _state(view, i, last)))
        i = last
    return out


def _institution_end(view: View, i: int) -> int | None:
    """Where the institution that begins at word `i` ends, None for none."""
    if not view.capital(i) or not view.ref.has("organisation", view.folded(i)) or view.opens_sentence(i):
        return None
    before = i - 1
    if before > 0 and view.joined(i) and view.joined(before) and view.token(before).pos_ in {"ADJ", "NUM"}:
        before -= 1  # «le troisième Forum mondial de l'eau»
    determined = view.ref.has("article", view.folded(before)) or view.ref.has("of", view.folded(before))
    if not view.joined(i) or not determined:
        return None
    j = end = i + 1
    while j < len(view.words) and j - i < LONGEST_NAME and view.joined(j):
        token = view.token(j)
        match = view.match_from.get(j)
        if match and of_kind(match, {"person", "surname"}):
            break
        if match:
            j = end = match.last
        elif token.pos_ in {"NOUN", "ADJ", "PROPN"}:
            j = end = j + 1
        elif view.folded(j) in LINKS and view.folded(j) not in {"a", "au", "aux", "en", "sur", "et"}:
            j += 1
        else:
            break
    return end if end - i >= 2 else None
