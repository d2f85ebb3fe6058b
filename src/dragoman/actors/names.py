"""Runs of words that look like a person's name, with particles of every language, known or not."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors.knowledge import NameMatch
from dragoman.actors.titles import TitlePhrase
from dragoman.actors.view import LAND, View, of_kind

PERSON = frozenset({"person", "surname"})
ELISIONS = frozenset({"l", "d", "qu", "s", "c", "j", "t"})
LONGEST_NAME = 7
NOT_A_NAME = frozenset({"DET", "ADP", "PRON", "ADV", "SCONJ", "CCONJ", "AUX", "VERB", "NUM", "INTJ"})


@dataclass(frozen=True, slots=True)
class NameRun:
    """Words `first` to `last` (exclusive) that may name a person.

    `known` are ids of persons whose full name it is or holds,
    `surname` ids of those whose surname it is; `determined`: an article stands before, so it is likely no person.
    """

    first: int
    last: int
    known: tuple[str, ...]
    surname: tuple[str, ...]
    determined: bool


def find_runs(view: View, titles: list[TitlePhrase]) -> list[NameRun]:
    """Every run of the document outside title phrases, from left to right."""
    taken = {i for t in titles for i in range(t.first, t.last)}
    # A one-word role that is capitalised may be part of a name («Mère», «Major»); titles keep it.
    titled = {t.last for t in titles if t.entry.person}
    places = {(p.start, p.end) for p in view.document.places if p.start is not None}
    out: list[NameRun] = []
    i = 0
    while i < len(view.words):
        run = None if i in taken else run_at(view, i, taken, i in titled)
        if run is None:
            match = view.match_from.get(i)
            listed = match is not None and not of_kind(match, {"person"})
            i = match.last if match and listed and i not in taken else i + 1
            continue
        span = (view.words[run.first].start, view.words[run.last - 1].end)
        if run.known or run.surname or span not in places or run.first in titled:
            out.append(run)
        i = run.last
    return out


def run_at(view: View, i: int, taken: set[int], titled: bool) -> NameRun | None:
    """The name that begins at word `i`, None for none; `titled`: a title stands directly before."""
    match = view.match_from.get(i)
    if match and not names_person(match) and not titled and not _given_before_name(view, i, match.last):
        return None
    if not starts_name(view, i) and not (match and of_kind(match, PERSON) and view.capital(i)):
        return None
    j = _extent(view, i, taken)
    ids = [e.ref for m in _within(view, i, j) for e in of_kind(m, {"person"})]
    alone = [e.ref for m in _within(view, i, j) for e in of_kind(m, {"surname"}) if m.last == j or m.first == i]
    if match and not names_person(match) and j <= match.last and not (titled and not of_kind(match, LAND)):
        return None
    before, value = (view.folded(i - 1), "") if view.joined(i) else ("", "")
    value = view.ref.value("article", before) if before else ""
    determined = bool(value) or (before == "l") or (before in {"du", "au", "aux", "des"})
    return NameRun(i, j, tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(alone)), determined)


def names_person(match: NameMatch) -> bool:
    """Whether a match names a person: a surname that is also a capital or a state is that first («Paris»)."""
    return bool(of_kind(match, {"person"})) or {e.kind for e in match.entries} == {"surname"}


def starts_name(view: View, i: int) -> bool:
    """Whether word `i` may be the first of a name."""
    word = view.words[i]
    if view.ref.has("particle", word.folded) and i + 1 < len(view.words) and view.joined(i + 1):
        hyphen = view.text[word.end : word.end + 1] in {"-", "‑"}
        return view.capital(i + 1) and (hyphen or view.capital(i)) and len(word.text) > 1
    if not view.capital(i) or word.text[0].isdigit():
        return False
    if word.folded in ELISIONS and view.text[word.end : word.end + 1] in {"'", "’"}:
        return False
    if (
        view.ref.has("article", word.folded)
        or view.ref.has("possessive", word.folded)
        or view.ref.has("of", word.folded)
    ):
        return False
    if view.ref.has("institution", word.folded):
        return False
    token = view.token(i)
    if token.pos_ in NOT_A_NAME and view.opens_sentence(i):
        return word.folded in view.know.given_names and token.pos_ != "PRON"
    return not (view.opens_sentence(i) and token.pos_ in {"NOUN", "ADJ"} and not _capital_next(view, i))


def _capital_next(view: View, i: int) -> bool:
    return i + 1 < len(view.words) and view.joined(i + 1) and view.capital(i + 1)


def _given_before_name(view: View, i: int, last: int) -> bool:
    """«Jordan Bardella», «Chad Wolf»: a state's name that is a given name here, because a capital follows."""
    if view.folded(i) not in view.know.given_names or not view.joined(last):
        return False
    determined = view.joined(i) and view.ref.has("article", view.folded(i - 1))
    return view.capital(last) and last not in view.match_from and not determined


def _within(view: View, i: int, j: int) -> list[NameMatch]:
    return [m for k in range(i, j) if (m := view.match_from.get(k)) and m.last <= j]


def _extent(view: View, i: int, taken: set[int]) -> int:
    """Where the name that begins at `i` ends: capitals, initials, particles before a capital, hyphenated parts."""
    match = view.match_from.get(i)
    j = match.last if match else i + 1
    while j < len(view.words) and j - i < LONGEST_NAME and view.joined(j) and j not in taken:
        gap = view.text[view.words[j - 1].end : view.words[j].start]
        if gap.startswith(".") and len(view.words[j - 1].text) > 2:
            break
        if gap in {"-", "‑"} and view.words[j].text.isalpha():
            j += 1
            continue
        match = view.match_from.get(j)
        if view.capital(j):
            if match and not of_kind(match, PERSON):
                break
            if view.ref.has("institution", view.folded(j)):
                break
            j = match.last if match else j + 1
            continue
        step = _particles(view, j)
        if not step:
            break
        j += step
    return j


def _long_before(view: View, j: int) -> bool:
    """Whether more than a first name stands before word `j`: «Dominique de Villepin», but «Sergueï Lavrov de Moscou»."""
    two = view.joined(j - 1) and j > 1 and view.capital(j - 2) and view.capital(j - 1)
    return two or not view.capital(j - 1)


def _particles(view: View, j: int) -> int:
    """How many particles stand at `j` before a capitalised word that no table knows otherwise; 0 for none."""
    size = 0
    weak = True
    while j + size < len(view.words) and size < 3 and view.joined(j + size) and not view.capital(j + size):
        folded = view.folded(j + size)
        if view.ref.has("particle", folded):
            weak = False
        elif not view.ref.has("weak particle", folded):
            return 0
        size += 1
    following = j + size
    if not size or following >= len(view.words) or not view.joined(following) or not view.capital(following):
        return 0
    match = view.match_from.get(following)
    if weak and (
        match or view.folded(j - 1) not in view.know.given_names or view.folded(j) not in {"de", "du", "d", "la"}
    ):
        return 0
    if match and not of_kind(match, PERSON):
        return 0
    # «al» and «e» are words of other languages; «y» and «a» are French words too.
    return 0 if view.folded(j) in {"y", "an", "as", "at", "ar"} and weak else size
