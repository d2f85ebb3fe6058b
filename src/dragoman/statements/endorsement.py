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
        if sign == "reserve" or self.doubts(said):
            return "reserve"
        if any(within(said, s) and not same(s.speaker, said.speaker) for s in self.document.statements):
            return "none"  # what another voice takes as true is no word of the article's
        takes = rule_of(said) in factive(self.language) and said.stance not in NOT_TRUE
        return "endorsement" if sign or takes else "none"

    def doubts(self, said: Statement) -> bool:
        """Whether the mood, a noun such as «allégations» or quotation marks keep the content at a distance."""
        if said.stance == "unconfirmed":
            return True
        if any(is_conditional(t) for t in self.contents.syntax.tokens(said.cue.start, said.cue.end)):
            return True
        return said.form != "direct" and any(self.scare(z, said) for z in self.zones)

    def scare(self, zone: Zone, said: Statement) -> bool:
        """Whether a quotation is only a word or two within what is told."""
        inside = said.start <= zone.start and zone.end <= said.end
        words = self.document.text[zone.inner_start : zone.inner_end].split()
        whole = zone.end - zone.start >= said.end - said.start
        return inside and not whole and 0 < len(words) <= SCARE and not words[0][0].isupper()

    def sign(self, said: Statement) -> str:
        """The reading that a word of the table gives, «» if none stands there."""
        first, last = self.contents.sentence(said.cue.start)
        text = self.document.text
        pieces = sorted([(p.start, p.end) for p in said.segments] or [(said.start, said.end)])
        cuts = [first, *(x for piece in pieces for x in piece), last]
        around = " ".join(text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b)
        told = {"cue": said.cue.text, "clause": around, "content": self.unquoted(said)}
        for sign in signs(self.language):
            words = normal(told[sign.where])
            if (sign.where == "cue" and said.verb == sign.words) or f" {normal(sign.words)}" in f" {words}":
                return sign.reading
        return ""

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
