"""How the article itself stands to what it reports: it makes it its own, takes its distance, or only reports it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.languages.base import language_table
from dragoman.model import Statement
from dragoman.statements.contents import Contents, rule_of, same, within
from dragoman.statements.quotations import Zone, find_zones
from dragoman.statements.words import is_conditional

SCARE = 3  # so many words in quotation marks, inside reported speech, are held at a distance
NOT_TRUE = frozenset({"no_statement", "requested", "proposed", "committed", "threatened"})


@dataclass(frozen=True, slots=True)
class Sign:
    """A row of endorsement.tsv."""

    words: str
    where: str
    reading: str


@cache
def signs(language: str) -> tuple[Sign, ...]:
    """The words that show how an article stands to what it reports."""
    return tuple(Sign(r["words"], r["where"], r["reading"]) for r in language_table(language, "endorsement"))


@cache
def factive(language: str) -> frozenset[str]:
    """The rows of reporting_verbs.tsv that take their content as true."""
    return frozenset(r["id"] for r in language_table(language, "reporting_verbs") if r["factive"] == "y")


class Endorsement:
    """The statements of one document, seen from the article's own point of view."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.document = contents.document
        self.language = self.document.article.language
        self.zones = find_zones(self.document.text)

    def reading(self, said: Statement) -> str:
        """none, reserve or endorsement."""
        if said.stance == "no_statement":
            return "none"
        sign = self.sign(said)
        inner = any(within(said, s) and not same(s.speaker, said.speaker) for s in self.document.statements)
        if sign == "reserve" or self.doubts(said, inner):
            return "reserve"
        if inner:
            return "none"  # what another voice takes as true is no word of the article's
        takes = rule_of(said) in factive(self.language) and said.stance not in NOT_TRUE
        return "endorsement" if sign or takes else "none"

    def doubts(self, said: Statement, inner: bool) -> bool:
        """Whether the mood, a noun such as «allégations» or quotation marks keep the content at a distance.

        Inside what another says, a conditional may be no more than the future seen from the past.
        """
        if said.stance == "unconfirmed":
            return True
        if not inner and any(is_conditional(t) for t in self.contents.syntax.tokens(said.cue.start, said.cue.end)):
            return True
        return said.form != "direct" and any(self.scare(z, said) for z in self.zones)

    def scare(self, zone: Zone, said: Statement) -> bool:
        """Whether a quotation only names a thing that is told: «les « terroristes »»; judgements are just quoted."""
        inside = said.start <= zone.start and zone.end <= said.end
        words = self.document.text[zone.inner_start : zone.inner_end].split()
        whole = zone.end - zone.start >= said.end - said.start
        if not inside or whole or not 0 < len(words) <= SCARE or words[0][0].isupper():
            return False
        before = self.contents.syntax.tokens(max(zone.start - 2, 0), zone.start)
        first = self.contents.syntax.token_at(zone.inner_start)
        return first.pos_ == "NOUN" and bool(before) and before[-1].pos_ in {"DET", "ADP"}

    def sign(self, said: Statement) -> str:
        """The reading that a word of the table gives, «» if none stands there."""
        told = {"cue": said.cue.text, "clause": self.around(said), "content": self.unquoted(said)}
        for sign in signs(self.language):
            words = normal(told[sign.where])
            if (sign.where == "cue" and said.verb == sign.words) or f" {normal(sign.words)}" in f" {words}":
                return sign.reading
        return ""

    def around(self, said: Statement) -> str:
        """The words of the sentence that stand around the statement, and in nothing else that is said or quoted."""
        first, last = self.contents.sentence(said.cue.start)
        others = [s for s in self.document.statements if not within(said, s)]
        taken = [(p.start, p.end) for s in others for p in (s.segments or (s,))]
        taken += [(z.start, z.end) for z in self.zones if not z.covers(said.cue.start, said.cue.end)]
        kept, at = [], first
        for start, end in sorted(taken):
            if at < start < last:
                kept.append(self.document.text[at:start])
            at = max(at, end)
        return " ".join([*kept, self.document.text[at:last] if at < last else ""])

    def unquoted(self, said: Statement) -> str:
        """What the statement says, without the words that it quotes."""
        if said.form == "direct":
            return ""
        kept, at = [], said.start
        for zone in self.zones:
            if said.start <= zone.start < said.end and zone.start >= at:
                kept.append(self.document.text[at : zone.start])
                at = zone.end
        return " ".join([*kept, self.document.text[at : said.end]])


def normal(text: str) -> str:
    """The text in lower case with straight apostrophes and single spaces."""
    return " ".join(text.casefold().replace("’", "'").split())
