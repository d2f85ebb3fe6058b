"""Office phrases: «le vice-ministre russe des Affaires étrangères», «l'ambassadeur de France au Mali», «M.»."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.entities import OfficeKind, Wording
from dragoman.actors.view import DEMONYM, LAND, TitleEntry, View, of_kind, references

OWNERS = frozenset({*LAND, "body", "group", "medium"})
NAME_PARTS = frozenset({"religious", "rank", "role"})  # kinds of title that are parts of names too
INSERTED = 2  # adjectives that may stand inside a wording: «vice-ministre russe des Affaires étrangères»
LONGEST = 14  # words of a complement


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
    reach = _Complements(view, entry, last, inserted)
    if entry.kind != "honorific":
        reach.run()
    outer, definite, former = _left(view, i)
    former |= view.ref.value("before", entry.words[0]) == "former"
    inside = [view.match_over[k] for k in range(i, last) if k in view.match_over]
    named = [r for m in inside for r in references(m, OWNERS | DEMONYM) if m.first > i or m.last <= last]
    adjectives, owners = reach.adjectives, reach.owners
    of = adjectives or owners or (tuple(dict.fromkeys(named)) if entry.kind != "honorific" else ())
    title = " ".join(p for p in (_spelled(view, i, last), *reach.kept) if p)
    return TitlePhrase(
        outer, i, reach.last, entry, title, tuple(dict.fromkeys(of)), definite, former or reach.former, plural,
        reach.host, bool(of), reach.person, reach.altered,
    )  # fmt: skip


def _spelled(view: View, first: int, last: int) -> str:
    """The wording as it is spelled, without the demonyms in it."""
    skip = {k for k in range(first, last) if references(view.match_over.get(k), {"adjective"}) and k > first}
    pieces = ""
    for k in range(first, last):
        if k in skip:
            continue
        gap = view.between(k, k) if k > first else ""
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
        if view.ref.has("possessive", before):
            return outer - 1, "possessive", former
        if view.ref.has("article", before):
            value = view.ref.value("article", before)
            return (outer if value == "contracted" else outer - 1), value, former
        if view.ref.has("of", before):
            return outer, "contracted" if before in {"du", "des"} else "", former
    return outer, "", former


class _Complements:
    """Reads what follows a title: demonyms, owners, hosts, charges; keeps where it ends."""

    def __init__(self, view: View, entry: TitleEntry, last: int, inserted: tuple[str, ...]) -> None:
        self.view, self.entry, self.last = view, entry, last
        self.adjectives: tuple[str, ...] = inserted
        self.owners: tuple[str, ...] = ()
        self.host = ""
        self.person = ""
        self.former = False
        self.altered = False  # the wording goes on and means another office
        self.kept: list[str] = []
        head = " ".join(entry.words)
        known = view.ref
        self.open = known.has("open", head) or known.has("open", entry.words[0])
        self.envoy = known.has("envoy", entry.words[0])

    def run(self) -> None:
        start = self.last
        while self.last < len(self.view.words) and self.view.joined(self.last) and self.last - start < LONGEST:
            steps = (self._demonym, self._modifier, self._owner, self._host, self._charge, self._adjective)
            if not any(step() for step in steps):
                break

    def _demonym(self) -> bool:
        view, match = self.view, self.view.match_from.get(self.last)
        found = references(match, DEMONYM)
        if match is None or not found or (view.capital(self.last) and of_kind(match, {"person", "surname"})):
            return self._more_demonyms()
        if self.adjectives and match.first == self.last and not self._compound_before():
            return False
        self.adjectives += found
        self.last = match.last
        return True

    def _compound_before(self) -> bool:
        return self.view.match_over.get(self.last - 1) is not None

    def _more_demonyms(self) -> bool:
        """«les ministres russe et iranien»; «les ambassadeurs de France et d'Allemagne»."""
        view = self.view
        if self.owners and view.folded(self.last) == "et" and view.ref.has("of", view.folded(self.last + 1)):
            i, _ = view.after_article(self.last + 2)
            owner = view.match_from.get(i)
            if owner and (also := references(owner, OWNERS)) and self.entry.words[0] != view.words[i].folded:
                self.owners += also
                self.last = owner.last
                return True
        if not self.adjectives or view.folded(self.last) != "et":
            return False
        match = view.match_from.get(self.last + 1)
        found = references(match, DEMONYM)
        if match is None or not found or view.capital(self.last + 1):
            return False
        self.adjectives += found
        self.last = match.last
        return True

    def _modifier(self) -> bool:
        view = self.view
        size = view.phrase(self.last, "after")
        if not size or (view.capital(self.last) and not view.opens_sentence(self.last)):
            return False
        folded = " ".join(view.folded(k) for k in range(self.last, self.last + size))
        self.former |= view.ref.value("after", folded) == "former"
        if size == 1 or folded.startswith(("de ", "en ", "par ")):
            self.kept.append(view.span_text(self.last, self.last + size))
        self.last += size
        return True

    def _adjective(self) -> bool:
        """«président de la Commission électorale nationale»: it is then not the office that the wording named."""
        view, token = self.view, self.view.token(self.last)
        if self._before_name():
            return True
        listed = view.match_from.get(self.last) or view.capital(self.last)
        if not self.entry.person and token.pos_ == "ADJ" and not listed:
            self.last += 1  # «des rebelles touaregs», «une organisation clandestine»
            return True
        if len(self.entry.words) < 2 or token.pos_ != "ADJ" or listed:
            return False
        self.kept.append(view.words[self.last].text)
        self.last += 1
        self.altered = True
        return True

    def _before_name(self) -> bool:
        """«la présidente pro-européenne Salomé Zourabichvili»: an adjective between title and name."""
        view, token = self.view, self.view.token(self.last)
        if not self.entry.person or token.pos_ != "ADJ" or view.capital(self.last):
            return False
        j = self.last
        while j < len(view.words) and view.token(j) == token:
            j += 1
        if j >= len(view.words) or not view.joined(j) or not view.capital(j) or view.ref.has("article", view.folded(j)):
            return False
        self.last = j
        return True

    def _owner(self) -> bool:
        view = self.view
        if not view.ref.has("of", view.folded(self.last)):
            return False
        i, _ = view.after_article(self.last + 1)
        if i >= len(view.words) or not view.joined(i):
            return False
        match = view.match_from.get(i)
        if match and (found := references(match, OWNERS)):
            person = references(match, {"person", "surname"})
            if not person or not of_kind(match, {"person"}):
                self.owners = self.owners or found[:2]
                if not self._same_owner(found):
                    self.kept.append(view.span_text(self.last, match.last))
                self.last = match.last
                return True
        if match and (people := references(match, {"person", "surname"})):
            # «l'émissaire de Donald Trump»: the state of the one who sends; the name stays a mention of its own.
            group = not self.entry.person and bool(of_kind(match, {"person"}))
            if (self.entry.person or group) and len(people) == 1:
                self.person, self.owners = people[0], self.owners or (view.know.persons[people[0]].state,)
                self.last = match.last
                return True
            return False
        return self.open and self._noun_complement(i)

    def _same_owner(self, found: tuple[str, ...]) -> bool:
        return all(r in self.view.know.states for r in found)

    def _noun_complement(self, i: int) -> bool:
        """«chef de la police», «président de la commission électorale»: nouns and adjectives up to the next name."""
        view, start = self.view, self.last
        j = i
        while j < len(view.words) and j - start < LONGEST and (j == i or view.joined(j)):
            token, match = view.token(j), view.match_from.get(j)
            if match and (of_kind(match, {"person", "surname"}) or (j > i and references(match, DEMONYM))):
                break
            if view.capital(j) and j > i and self._name_like(j):
                break
            if token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "X"} or match:
                j = match.last if match else j + 1
                continue
            follows = j + 1 < len(view.words) and view.joined(j + 1)
            if follows and view.ref.has("of", view.folded(j)) and not view.match_from.get(view.after_article(j + 1)[0]):
                j = view.after_article(j + 1)[0]
                continue
            break
        if j == i:
            return False
        self.kept.append(view.span_text(start, j))
        inner = [m for k in range(i, j) if (m := view.match_from.get(k)) and of_kind(m, OWNERS)]
        if inner and not self.owners:
            self.owners = references(inner[0], OWNERS)
        self.last = j
        return True

    def _name_like(self, j: int) -> bool:
        """Whether a person's name seems to begin at `j`: a known given name, or two capitals after a small word."""
        view = self.view
        if view.folded(j) in view.know.given_names:
            return True
        two = j + 1 < len(view.words) and view.capital(j + 1) and view.joined(j + 1)
        return two and not view.capital(j - 1) and not view.ref.has("institution", view.folded(j))

    def _host(self) -> bool:
        view = self.view
        here = view.folded(self.last)
        if not self.envoy or not (view.ref.has("host", here) or here == "pour"):
            return False
        i = self.last + 1
        if here in {"aupres", "pres"} and view.ref.has("of", view.folded(i)):
            i += 1
        i, _ = view.after_article(i)
        if i >= len(view.words) or not view.joined(i) or not view.capital(i):
            return False
        match = view.match_from.get(i)
        j = match.last if match else i + 1
        while not match and j < len(view.words) and view.joined(j) and (view.capital(j) or view.folded(j) == "orient"):
            if self._name_like(j):
                break
            j += 1
        self.host = (references(match, OWNERS) or ("",))[0]
        self.kept.append(view.span_text(self.last, j))
        self.last = j
        return True

    def _charge(self) -> bool:
        """«chargé de l'Europe», «et de la Coopération», «aux Affaires européennes»."""
        view, i = self.view, self.last
        here = view.folded(i)
        ministry = (
            "ministre" in self.entry.words or "secretaire" in self.entry.words or "commissaire" in self.entry.words
        )
        if (view.ref.has("charged", here) and view.ref.has("of", view.folded(i + 1))) or (
            ministry
            and here == "et"
            and view.ref.has("of", view.folded(i + 1))
            and view.capital(min(view.after_article(i + 2)[0], len(view.words) - 1))
        ):
            i += 2
        elif ministry and here in {"a", "au", "aux"}:
            i += 1
        else:
            return False
        i, _ = view.after_article(i)
        if i >= len(view.words) or not view.joined(i) or view.match_from.get(i):
            return False
        keep_open, self.open = self.open, True
        done = self._noun_complement(i)
        self.open = keep_open
        return done
