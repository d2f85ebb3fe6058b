"""What follows a title: «russe», «de la Banque centrale», «à l'ONU», «chargé des Affaires africaines»."""

from __future__ import annotations

from dragoman.actors.view import DEMONYM, LAND, TitleEntry, View, of_kind, references

OWNERS = frozenset({*LAND, "body", "group", "medium"})
LONGEST = 14  # words of a complement


class Complements:
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
        """Takes in one complement after the other until none follows."""
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
        if match is None and view.ref.has("country", view.folded(i)) and view.ref.has("of", view.folded(i + 1)):
            # «les envoyés du royaume d'Arabie saoudite»
            beyond, _ = view.after_article(i + 2)
            if view.joined(i + 1) and view.joined(beyond) and references(view.match_from.get(beyond), {"state"}):
                match = view.match_from[beyond]
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
