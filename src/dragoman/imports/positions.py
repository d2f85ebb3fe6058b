"""What a position in a foreign source means: an office of the tables, and the state or body of which it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors import entities
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.spelling import key
from dragoman.languages.base import values

BRACKETS = re.compile(r"\([^()]*\)")
# Offices whose holder is sent: the country in the label or beside it may be the one that receives.
SENT = frozenset({"ambassador", "consul", "charge_d_affaires", "un_ambassador", "special_envoy"})
# Offices that a part of a state has of its own; all others of a part are kept by their wording alone.
LOCAL = frozenset({"governor", "mayor", "regional_president"})
RECEIVING = frozenset({"to", "in", "en", "au", "aux", "aupres", "chez"})
LINKS = RECEIVING | {"of", "the", "for", "de", "la", "le", "les", "du", "des", "l", "d", "from"}


@dataclass(frozen=True, slots=True)
class Known:
    """The office and the state or body of which it is; «» for what the label does not tell."""

    office: str = ""
    of: str = ""


class Positions:
    """The table positions.tsv and the French wordings, ready to be asked."""

    def __init__(self, known: Knowledge) -> None:
        self.know = known
        self._rows: dict[str, dict[str, str]] = {"label": {}, "begins": {}, "topic": {}, "class": {}, "realm": {}}
        for row in entities.read("imports", "tables/positions.tsv"):
            for one in values(row["values"]):
                self._rows[row["kind"]].setdefault(
                    one if row["kind"] in {"topic", "class"} else key(one), row["office"]
                )
        self._begins = sorted(self._rows["begins"], key=lambda b: (-len(b), b))
        self._states: dict[str, str] = {"eu": "eu", "un": "un"}
        # A code that a former state once had is now another's.
        for row in sorted(entities.read("actors", "tables/states.tsv"), key=lambda r: bool(r.get("to"))):
            for cell in (row["iso2"].lower(), row.get("wikidata", ""), row["iso3"].lower()):
                if cell:
                    self._states.setdefault(cell, row["iso3"])
        self._english = {key(s.name_en): s.code for s in known.states.values() if s.name_en}
        self._bodies = {b.wikidata: b.id for b in known.bodies.values() if b.wikidata}
        self._wordings: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for office in known.offices.values():
            for wording in office.wordings:
                self._wordings.setdefault(key(wording.text), []).append((office.id, wording.states))

    def state_of(self, code: str) -> str:
        """The state or body (its id) of a code, an id or a Wikidata item; «» for another."""
        found = self._states.get(code.lower()) or self._states.get(code) or self._bodies.get(code, "")
        if not found and (body := self.know.body(code) or self.know.body(code.upper())):
            return body.id
        return found

    def owner_of(self, code: str) -> str:
        """The code under which someone of that state or body stands: of bodies the code of their acts («UN»)."""
        found = self.state_of(code)
        body = self.know.bodies.get(found)
        return body.code if body else found

    def known(
        self,
        labels: Sequence[str],
        places: Iterable[str] = (),
        *,
        topics: Collection[str] = (),
        classes: Iterable[str] = (),
        below: bool = False,
    ) -> Known:
        """What the first telling label means; else what its classes or topics do.

        `places` are codes or items of the states or bodies concerned; `below` says that it is an office of a part.
        """
        refs = list(dict.fromkeys(r for p in places if (r := self.state_of(p))))
        place = refs[0] if len(refs) == 1 else ""
        found = Known()
        for label in labels:
            found = self._told(label, place)
            if found.office:
                break
        office = found.office or next((o for c in classes if (o := self._rows["class"].get(c, ""))), "")
        office = office or next((o for t in sorted(topics) if (o := self._rows["topic"].get(t, ""))), "")
        # Where the source says of what an office is, words do not count («President of the Republic of China»); but of
        # a diplomat it may say where he is received.
        of = found.of if office in SENT else place or found.of
        if below and office not in LOCAL:
            office = ""
        return Known(office, of)

    @lru_cache(maxsize=4096)  # noqa: B019 - one lives as long as an import
    def _told(self, label: str, place: str) -> Known:
        """The office that a label means, and the state that it names."""
        inside = next((ref for words in BRACKETS.findall(label) if (ref := self.named(key(words)))), "")
        words = key(BRACKETS.sub(" ", label)).split()
        place = place or inside
        whole = self._office(" ".join(words), place)
        if whole:
            return Known(whole, "" if whole in SENT else place)
        for at in range(1, len(words)):
            ref = self.named(" ".join(words[at:]))
            if not ref:
                continue
            head, links = words[:at], set()
            while head and head[-1] in LINKS:
                links.add(head.pop())
            inner = self._told(" ".join(head), ref) if head else Known()
            if inner.office in SENT and links & RECEIVING:
                return Known(inner.office, "" if inner.of == ref else inner.of)
            if inner.office:
                return Known(inner.office, inner.of or ref)
        said = " ".join(words)
        if place and len(words) > 2 and words[-1] in self._rows["realm"] and "of" in words[1:-2]:
            # «President of the French Republic»: the source says elsewhere which state that is.
            inner = self._told(" ".join(words[: words.index("of", 1)]), place)
            if inner.office:
                return Known(inner.office, place)
        begun = next((b for b in self._begins if said == b or said.startswith(b + " ")), None)
        return Known(self._rows["begins"][begun], "") if begun else Known()

    def _office(self, said: str, place: str) -> str:
        said = said.removeprefix("the ")
        own = [o for o, states in self._wordings.get(said, ()) if place and place in states]
        general = [o for o, states in self._wordings.get(said, ()) if not states]
        return (own or [o for o in (self._rows["label"].get(said),) if o] or general or [""])[0]

    def named(self, words: str) -> str:
        """The state or body that the words name, «» for none."""
        for entry in self.know.entries(words):
            if entry.kind in {"state", "body"}:
                return entry.ref
        return self._english.get(words, "")
