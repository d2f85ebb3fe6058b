"""Office phrases: «le vice-ministre russe des Affaires étrangères», «l'ambassadeur de France au Mali», «M.»."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.complements import OWNERS, Complements
from dragoman.actors.entities import OfficeKind, Wording
from dragoman.actors.view import DEMONYM, TitleEntry, View, of_kind, references

NAME_PARTS = frozenset({"religious", "rank", "role"})  # kinds of title that are parts of names too
INSERTED = 2  # adjectives that may stand inside a wording: «vice-ministre russe des Affaires étrangères»


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A title in the text, in word indexes: determiner and modifiers from `outer`, the title from `first` to `last`.

    `of` are the states (codes) and bodies or groups (ids) that it names, adjectives first; `title` is the wording
    without demonym, as an office list would print it; `definite` is definite, indefinite, demonstrative, contracted,
    possessive or «».
    """

    outer: int
    first: int
    last: int
    entry: TitleEntry
    title: str
    of: tuple[str, ...]
    definite: str
    former: bool
    plural: bool
    host: str = ""
    explicit: bool = False
    person_of: str = ""  # a known person to whom the office belongs («l'émissaire de Donald Trump»)
    altered: bool = False
    elect: bool = False  # chosen, but not yet in office

    @property
    def offices(self) -> tuple[tuple[OfficeKind, Wording], ...]:
        """The offices that the wording may mean."""
        return () if self.altered else self.entry.offices

    @property
    def bare(self) -> bool:
        """Whether it only introduces a name (M., docteur, général) and says nothing of an office."""
        return self.entry.kind == "honorific"


def find_titles(view: View) -> list[TitlePhrase]:
    """Every title phrase of the document, persons' and groups', from left to right, none overlapping."""
    return list(_titles(view.parsed))


@lru_cache(maxsize=1)  # asked for before the day of publication is known and after it, which does not change them
def _titles(view: View) -> tuple[TitlePhrase, ...]:
    out: list[TitlePhrase] = []
    i = 0
    while i < len(view.words):
        phrase = title_at(view, i)
        if phrase is None:
            i += 1
        else:
            out.append(phrase)
            i = phrase.last
    return tuple(out)


def title_at(view: View, i: int) -> TitlePhrase | None:
    """The longest title phrase that begins at word `i`, None for none."""
    word = view.words[i]
    singular = word.folded[:-1] if word.folded[-1:] in "sx" and len(word.folded) > 4 else ""
    best: TitlePhrase | None = None
    for stem, plural in ((word.folded, False), (singular, True)):
        for entry in view.ref.titles.get(stem, ()):
            core = _wording(view, i, entry, plural)
            if core is not None and _fits(view, i, core[0], entry):
                if best is None or core[0] > best.first + len(best.entry.words):
                    best = _phrase(view, i, core, entry, plural)
                break
    return best


def _wording(view: View, i: int, entry: TitleEntry, plural: bool) -> tuple[int, tuple[str, ...]] | None:
    """Where the wording ends and the demonyms inserted in it, None when it does not stand at `i`."""
    inserted: list[str] = []
    j, extra = i + 1, 0
    for expected in entry.words[1:]:
        while j < len(view.words) and view.joined(j) and view.folded(j) != expected:
            if plural and view.folded(j).rstrip("s") == expected:
                break
            match = view.match_from.get(j)
            demonyms = references(match, DEMONYM)
            step = match.last - j if match and demonyms else view.phrase(j, "after")
            if not step or extra >= INSERTED:
                return None
            inserted.extend(demonyms)
            j, extra = j + step, extra + 1
        if j >= len(view.words) or not view.joined(j):
            return None
        j += 1
    return j, tuple(inserted)


def _fits(view: View, i: int, last: int, entry: TitleEntry) -> bool:
    """Whether the words are a noun here: «un accord général» names nobody, «il juge» neither."""
    token = view.token(i)
    text = view.words[i].text
    if text.islower() and text not in entry.spelled and text.rstrip("sx") not in entry.spelled:
        return False  # «accuse» is not «accusé»
    if token.pos_ in {"VERB", "AUX"} and entry.kind == "role":
        return False
    inside = view.match_over.get(i)
    if inside is not None and inside.first < i and of_kind(inside, {"person"}):
        return False
    if view.capital(i) and i and view.joined(i) and view.capital(i - 1) and entry.kind in NAME_PARTS:
        # «Mohamed Cheikh», «Ould Cheikh»: a name goes on.
        before = view.folded(i - 1)
        if before in view.know.given_names or view.ref.has("particle", before):
            return False
    if entry.kind == "honorific":
        text = view.words[i].text
        if len(entry.words) == 1 and len(text) <= 3:
            return text[0].isupper() and last < len(view.words) and view.capital(last) and view.joined(last)
        return True
    named = last < len(view.words) and view.capital(last) and view.joined(last)
    if len(entry.words) == 1 and not named:
        if token.pos_ in {"VERB", "AUX", "ADP", "ADV"}:
            return False
        before = view.token(i - 1).pos_ if i and view.joined(i) else ""
        if token.pos_ == "ADJ" and before not in {"DET", "ADP"}:
            return False
    if view.words[i].text.islower() or view.words[i].text[0].isupper():
        covering = view.match_over.get(i)
        if covering is not None and covering.first == i and of_kind(covering, {"person"}) and entry.person:
            return True  # «roi Mohammed VI» is listed with its title
        # «Parlement européen», «Maison-Blanche»: a name that a table knows whole goes before a title in it.
        return (
            covering is None
            or covering.last <= last
            or not of_kind(covering, {"body", "state", "person", "medium", "group", "metonym"})
        )
    return True


def _phrase(view: View, i: int, core: tuple[int, tuple[str, ...]], entry: TitleEntry, plural: bool) -> TitlePhrase:
    last, inserted = core
    reach = Complements(view, entry, last, inserted)
    if entry.kind != "honorific":
        reach.run()
    outer, definite, former = _left(view, i)
    former |= view.ref.value("before", entry.words[0]) == "former"
    inside = [view.match_over[k] for k in range(i, last) if k in view.match_over]
    named = [r for m in inside for r in references(m, OWNERS | DEMONYM) if m.first > i or m.last <= last]
    adjectives, owners = reach.adjectives, reach.owners
    if view.ref.has("one seat", " ".join(entry.words)) and (seat := entry.only_state()) and not owners:
        adjectives = (seat,)  # «le pape argentin» is no pope of Argentina
    of = adjectives or owners or (tuple(dict.fromkeys(named)) if entry.kind != "honorific" else ())
    title = " ".join(p for p in (_spelled(view, i, last), *reach.kept) if p)
    return TitlePhrase(
        outer, i, reach.last, entry, title, tuple(dict.fromkeys(of)), definite, former or reach.former, plural,
        reach.host, bool(of), reach.person, reach.altered,
        any(view.ref.value("after", view.folded(k)) == "elect" for k in range(i, reach.last)),
    )  # fmt: skip


def _spelled(view: View, first: int, last: int) -> str:
    """The wording as it is spelled, without the demonyms in it."""
    skip = {k for k in range(first, last) if references(view.match_over.get(k), {"adjective"}) and k > first}
    pieces = ""
    for k in range(first, last):
        if k in skip:
            continue
        gap = view.text[view.words[k - 1].end : view.words[k].start] if k > first else ""
        pieces += (gap if gap.strip() or k - 1 not in skip else " ") + view.words[k].text
    return pieces


def _left(view: View, i: int) -> tuple[int, str, bool]:
    """Where determiner and modifiers before a title begin, the determiner's value, and whether one says «former»."""
    outer, former = i, False
    while outer > 0 and view.joined(outer) and view.ref.has("before", view.folded(outer - 1)):
        former |= view.ref.value("before", view.folded(outer - 1)) == "former"
        outer -= 1
    if outer > 0 and view.joined(outer):
        before = view.folded(outer - 1)
        if view.ref.has("possessive", before) or view.ref.has("first person", before):
            return outer - 1, "possessive", former
        if view.ref.has("article", before):
            value = view.ref.value("article", before)
            return (outer if value == "contracted" else outer - 1), value, former
        if view.ref.has("of", before):
            return outer, "contracted" if before in {"du", "des"} else "", former
    return outer, "", former
