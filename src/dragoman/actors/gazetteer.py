"""The names that tables know, as mentions: states, capitals, bodies, groups, media, peoples, demonyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.drafts import Draft, state_gender, token_gender, token_number
from dragoman.actors.knowledge import NameMatch
from dragoman.actors.names import PERSON
from dragoman.actors.offices import code_of
from dragoman.actors.view import DEMONYM, PREFERENCE, of_kind, references
from dragoman.model import Party

if TYPE_CHECKING:
    from dragoman.actors.mentions import Finder


class Gazetteer:
    """Reads the known names of one document into the finder's drafts."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self.view, self.know, self.cast = finder.view, finder.know, finder.cast
        self.titles, self.covered, self.drafts = finder.titles, finder.covered, finder.drafts
        self.main_states = finder.main_states

    def read(self) -> None:
        """Adds to the drafts every name that a table knows and no person or title has taken."""
        view = self.view
        cores = {k: t for t in self.titles for k in range(t.first, t.first + len(t.entry.words))}
        skip_until = 0
        for match in view.matches:
            if match.first < skip_until or any(k in self.covered for k in range(match.first, match.last)):
                continue
            core = cores.get(match.first)
            inside = core is not None and core.first < match.first < core.first + len(core.entry.words)
            if inside and not of_kind(match, {*DEMONYM, "metonym", "state", "capital", "group"}):
                continue
            kinds = {e.kind for e in match.entries}
            if kinds == {"compound"} or ("compound" in kinds and self._is_compound(match)):
                skip_until = self._compound(match)
                continue
            if kinds <= PERSON or (core and core.first == match.first) or self._region(match) or self._set_in(match):
                continue
            self._known(match)

    def _region(self, match: NameMatch) -> bool:
        """«en Europe», «l'Europe du Sud-Est»: a part of the world that is a body's name only when it stands alone."""
        view = self.view
        if not view.ref.has("region name", view.folded(match.first)) or match.last - match.first > 1:
            return False
        before = view.folded(match.first - 1) if view.joined(match.first) else ""
        following = view.token(match.last) if view.joined(match.last) else None
        wider = following is not None and (following.pos_ == "ADJ" or view.ref.has("of", view.folded(match.last)))
        return wider or before in {"en", "d", "vers", "dans"}

    def _set_in(self, match: NameMatch) -> bool:
        """«en Transnistrie», «au Somaliland»: a territory that governs itself is an actor where it acts."""
        groups = [self.know.armed_groups[r].kind for r in references(match, {"group"})]
        if "territory" not in groups or not self.view.joined(match.first):
            return False
        before = self.view.folded(match.first - 1)
        if self.view.ref.has("article", before) and before not in {"au", "aux", "du"}:
            before = self.view.folded(match.first - 2)
        return before in {"en", "au", "dans", "vers", "depuis", "a"}

    def _is_compound(self, match: NameMatch) -> bool:
        after = self.view.match_from.get(match.last)
        hyphen = self.view.text[match.end : match.end + 1] in {"-", "‑", "–"}
        return hyphen and after is not None and bool(of_kind(after, {"adjective", "people", "compound"}))

    def _compound(self, match: NameMatch) -> int:
        """«américano-israélien», «russo-turco-iranien»: one mention with all its states; returns the next word index."""
        view, refs = self.view, []
        j = match.first
        while j in view.match_from:
            piece = view.match_from[j]
            found = references(piece, {"compound", "adjective", "people"})
            if not found:
                break
            refs.append(self.finder.choose(found)[0])
            j = piece.last
            if view.text[view.words[j - 1].end : view.words[j - 1].end + 1] not in {"-", "‑", "–"}:
                break
        if len(refs) > 1:
            start, end = self.finder.offsets(match.first, j)
            head = self.finder.head_of(match.first, j)
            parties = tuple(self.cast.state(r) for r in dict.fromkeys(refs))
            noun = head.pos_ == "NOUN" and view.capital(match.first)
            kind = "group" if noun else "demonym"
            self.drafts.append(Draft(start, end, head, kind, "state", "compound", parties, number="p"))
        return max(j, match.last)

    def _known(self, match: NameMatch) -> None:
        view = self.view
        kind = next(k for k in PREFERENCE if any(e.kind == k for e in match.entries))
        if kind == "capital" and self._body_of_seat(match):
            kind = "body"
        refs = references(match, {kind})
        ref, others = self.finder.choose(refs)
        token = self.finder.head_of(match.first, match.last)
        alias = view.text[match.start : match.end]
        if kind in DEMONYM and (
            (view.capital(match.first) and references(match, {"people"})) or self._used_as_noun(match)
        ):
            kind = "people"
        if kind == "people" and token.pos_ == "ADJ" and token.dep_ == "amod":
            kind = "adjective"
        draft = Draft(match.start, match.end, token, "", "", f"table-{kind}")
        draft.candidates = tuple(self.cast.reference(o) for o in others)
        draft.doubtful = bool(others) and not self.main_states.get(ref)
        self._fill(draft, kind, ref, alias)
        self.drafts.append(draft)

    def _body_of_seat(self, match: NameMatch) -> bool:
        """Whether a capital stands for the body that sits there: «Bruxelles» that acts, unless Belgium is the matter."""
        bodies = references(match, {"body"})
        if not bodies or self.main_states.get(references(match, {"capital"})[0], 0):
            return False
        dateline = self.view.document.article.dateline
        if dateline is not None and dateline.start <= match.start < dateline.end:
            return False
        before = self.view.folded(match.first - 1) if self.view.joined(match.first) else ""
        argument = self.finder.head_of(match.first, match.last).dep_ in {"obl:arg", "iobj"}
        return argument or before not in {"a", "depuis", "vers", "pour"}

    def _used_as_noun(self, match: NameMatch) -> bool:
        """«les iraniens», «l'américain»: an adjective form with its own article and no noun."""
        view, token = self.view, self.view.token(match.first)
        return (
            match.first > 0
            and view.joined(match.first)
            and token.pos_ in {"NOUN", "PROPN"}
            and view.ref.has("article", view.folded(match.first - 1))
        )

    def _fill(self, draft: Draft, kind: str, ref: str, alias: str) -> None:
        know, cast = self.know, self.cast
        state = know.states.get(ref)
        if kind in {"state", "capital", "metonym"} and state:
            draft.kind, draft.type = "state" if kind == "state" else "metonym", "state"
            draft.parties = (cast.state(ref, alias if kind == "state" else ""),)
            draft.gender, draft.number = (state_gender(state.name, state.article)) if kind == "state" else ("", "s")
        elif kind in DEMONYM:
            draft.kind, draft.type = "demonym", "state"
            draft.parties = (cast.reference(ref),)
        elif kind in {"people", "members"}:
            plural = alias.endswith(("s", "x")) and "Plur" in (draft.head.morph.get("Number", []) or ["Plur"])
            draft.kind, draft.type = "group", "population" if plural else "person"
            draft.number = "p" if plural else "s"
            if kind == "members":
                draft.parties, draft.type = (cast.group(ref, alias),), "armed group"
            else:
                draft.parties = (Party(None, alias, code_of(know, ref)),)
        elif kind == "body":
            draft.kind, draft.type, draft.parties = "body", "organisation", (cast.body(ref, alias),)
            draft.gender, draft.number = token_gender(draft.head), token_number(draft.head)
        elif kind == "group":
            draft.kind, draft.type = "body", know.armed_groups[ref].type
            draft.parties = (cast.group(ref, alias),)
            draft.gender = token_gender(draft.head)
        else:
            draft.kind, draft.type, draft.parties = "name", "media", (cast.medium(ref, alias),)
