"""What a denial denies: the earlier statement or event about the same thing, or that to which «ces accusations» points."""

from __future__ import annotations

from dataclasses import replace

from dragoman.document import Document
from dragoman.languages.base import language_table, values
from dragoman.model import Event, Party, Statement
from dragoman.statements.contents import Contents, alike, common, same, within

DENYING = frozenset({"deny", "reject"})
ANSWERS = frozenset({"asserted", "negated", "opinion"})  # stances of what may answer «c'est faux»
CLAIMED = frozenset({"asserted", "condemned", "unconfirmed", "possible", "opinion"})
UNTOLD = frozenset({"no_statement", "denied", "requested", "proposed", "threatened"})  # stances of what is no claim
# How much each reason weighs; a link needs LEAST in all.
POINTS_BACK, SAME_KIND, ITS_AUTHOR, CONCERNED, FAR = 0.5, 0.2, 0.5, 0.4, 0.03
AT_HOME = 0.3  # one contradicts other states more often than one's own
LATER = 0.3  # a lead may deny what only the body tells: «X avait accusé»
LEAST = 0.4
POINTERS = 3  # so many words at the beginning of a denial's content may point back
CLITIC = 4  # «l'a démenti», «les a aussitôt démenties»: so many words before the verb
BARE = 6  # «C'est faux» answers to what was said before, whatever it was
SHORT = 14  # an answer of so many words may be nothing but a denial


def link_denials(document: Document) -> Document:
    """The document whose denials, statements and REJECT events, say what they deny."""
    denials = Denials(document)
    said = tuple(replace(s, denies=denials.denied_by(s)) for s in document.statements)
    return replace(document, statements=said, events=tuple(denials.event(e, said) for e in document.events))


class Denials:
    """The denials of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.contents = Contents(document)
        table = language_table(document.article.language, "denied_words")
        self.claims = {r["word"]: frozenset(values(r["stances"])) for r in table if r["class"] == "claim"}
        self.relatives = tuple(r["word"] for r in table if r["class"] == "relative")
        self.none = frozenset(r["word"] for r in table if r["class"] == "none")
        self.retorts = tuple(r["word"] for r in table if r["class"] == "retort")

    def denied_by(self, denial: Statement) -> str | None:
        """The id of what the statement denies, None when it denies nothing that the article has."""
        kind = self.kind(denial)
        if not kind:
            return None
        # What a clause denies is known by its words; only a noun phrase or a bare answer points back.
        if kind == "denied" and (claim := self.repeated(denial)):
            return claim
        about = self.contents.said(denial)
        pointed = self.pointed(denial)
        scored = [(self.score(denial, s, about, pointed, kind), s.start, s.id) for s in self.others(denial)]
        if kind == "denied":
            scored += [(self.event_score(denial, e, about), e.trigger.start, e.id) for e in self.events_before(denial)]
        best = max(scored, default=(0.0, 0, ""))
        if best[0] >= LEAST:
            return best[2]
        return self.inside(denial) if kind == "denied" else None

    def kind(self, said: Statement) -> str:
        """«denied», «retort» (an answer that calls it untrue), «negated» (says that it is not so), or «»."""
        act = self.contents.act(said)
        if said.stance == "denied" and act in DENYING:
            return "denied"
        if said.stance not in ANSWERS:
            return ""
        text = said.text.casefold()
        if (act == "deny" and said.form == "direct") or (
            len(text.split()) <= SHORT and any(f" {w}" in f" {text}".replace("'", " ") for w in self.retorts)
        ):
            return "retort"
        return "negated" if said.stance == "negated" or self.negated(said) else ""

    def negated(self, said: Statement) -> bool:
        """Whether what is said begins with a word of negation: «aucun», «jamais»."""
        first = self.contents.syntax.tokens(said.start, said.end)[:1]
        return any(t.lower_ in self.none for t in first)

    def pointed(self, denial: Statement) -> frozenset[str] | None:
        """The stances to which the first noun of the denial points, None when it does not point back."""
        tokens = self.contents.syntax.tokens(denial.start, denial.end)[: POINTERS + 1]
        for token in tokens:
            for word in (token.lemma_.lower(), token.lower_, token.lower_.rstrip("s")):
                if word in self.claims:
                    return self.claims[word]
        bare = self.kind(denial) == "retort" and len(denial.text.split()) <= BARE
        return frozenset() if bare else None

    def others(self, denial: Statement) -> list[Statement]:
        """The claims that somebody else makes."""
        return [
            s
            for s in self.document.statements
            if s.stance not in UNTOLD
            and s.id != denial.id
            and not within(denial, s)
            and not within(s, denial)
            and not same(s.speaker, denial.speaker)
        ]

    def score(
        self,
        denial: Statement,
        claim: Statement,
        about: frozenset[str],
        pointed: frozenset[str] | None,
        kind: str,
    ) -> float:
        """How strongly the denial bears on the claim; only a denial in words repeated may come before it."""
        later = claim.start > denial.start
        if later and (kind != "denied" or pointed is not None):
            return 0.0
        said = self.contents.said(claim)
        shared = common(about, said)
        if kind == "negated":
            enough = len(about & said) >= 2 and shared >= 0.6 and claim.stance in CLAIMED
            return shared if enough and not alike(claim.speaker, denial.speaker) else 0.0
        first, last = self.contents.sentence(claim.cue.start)
        concerned = any(alike(p, denial.speaker) for p in self.contents.parties(min(first, claim.start), last))
        some = len(about & said) >= (2 if self.contents.act(denial) == "reject" and len(about) > 1 else 1)
        score = shared if shared >= 0.5 and some else 0.0
        if concerned and not alike(claim.speaker, denial.speaker) and claim.stance in {"condemned", "unconfirmed"}:
            score += CONCERNED
        named = self.contents.parties(denial.start, denial.end)
        author = any(same(p, claim.speaker) for p in named)
        if pointed is not None:
            score += POINTS_BACK + SAME_KIND * (claim.stance in pointed)
            score += ITS_AUTHOR * author - AT_HOME * (not author and alike(claim.speaker, denial.speaker))
        elif author and len(about) <= 2:
            score += ITS_AUTHOR  # «contredit Pékin»
        return score - FAR * self.contents.distance(claim.start, denial.start) - LATER * later if score else 0.0

    def events_before(self, denial: Statement) -> list[Event]:
        """The events told before the denial by no statement: those of the article's own voice."""
        begins = min(denial.start, denial.cue.start)
        return [
            e
            for e in self.document.events
            if e.trigger.start < begins
            and e.type != "REJECT"
            and not any(s.start <= e.trigger.start < s.end for s in self.document.statements)
        ]

    def event_score(self, denial: Statement, event: Event, about: frozenset[str]) -> float:
        """How strongly the denial bears on an event: it tells of the same act of the same parties."""
        told = [e for e in self.events_inside(denial) if e.type == event.type]
        sides = (*event.source, *event.target)
        meets = any(alike(p, q) for e in told for p in (*e.source, *e.target) for q in sides)
        first = min((s.start for s in event.evidence), default=event.trigger.start)
        last = max((s.end for s in event.evidence), default=event.trigger.end)
        shared = common(about, self.contents.stems(first, last))
        enough = shared >= 0.5 and len(about & self.contents.stems(first, last)) > 1
        score = (0.5 if meets else 0.0) + (shared if enough else 0.0)
        return score - FAR * self.contents.distance(event.trigger.start, denial.start) if score else 0.0

    def events_inside(self, denial: Statement) -> list[Event]:
        """The events that the denial's content tells."""
        return [e for e in self.document.events if denial.start <= e.trigger.start < denial.end and e.type != "REJECT"]

    def repeated(self, denial: Statement) -> str | None:
        """The claim that a noun in the denial carries: «les allégations selon lesquelles …»."""
        found = [s for s in self.document.statements if within(s, denial) and s.rule.startswith("noun-")]
        return found[0].id if found else None

    def inside(self, denial: Statement) -> str | None:
        """What the denial itself tells as another's words or as an act: «que Lima ait promis …», «avoir tiré»."""
        nested = [s for s in self.document.statements if within(s, denial) and not same(s.speaker, denial.speaker)]
        if nested:
            return min(nested, key=lambda s: (s.start, -s.end)).id
        told = [e.id for e in self.events_inside(denial) if e.status == "denied"]
        return told[0] if told else None

    def event(self, event: Event, said: tuple[Statement, ...]) -> Event:
        """The event with what it denies, if it is a denial."""
        if event.type != "REJECT":
            return event
        at = event.trigger.start
        told = [s for s in said if s.cue.start <= at < s.cue.end and s.denies]
        denied = told[0].denies if told else self.relative(event)
        return replace(event, denies=denied) if denied else event

    def relative(self, event: Event) -> str | None:
        """What «ce que X dément», «X l'a démenti» takes up: the last thing that somebody else said just before."""
        verb = next(iter(self.contents.syntax.tokens(event.trigger.start, event.trigger.end)), None)
        if verb is None or self.contents.acts.get(self.verb_rule(verb.lemma_)) not in DENYING:
            return None
        first, _ = self.contents.sentence(event.trigger.start)
        before = self.contents.syntax.tokens(first, event.trigger.start)
        takes_up = any(f" {w} " in f" {' '.join(t.lower_ for t in before)} " for w in self.relatives)
        clitics = self.contents.lexicon.classes["clitic"]
        clitic = any(t.lower_ in clitics and t.dep_ == "obj" for t in before[-CLITIC:])
        if not takes_up and not clitic:
            return None
        near = 0 if takes_up else 1
        found = [
            s
            for s in self.document.statements
            if s.cue.start < event.trigger.start
            and s.stance not in UNTOLD
            and self.contents.distance(s.cue.start, event.trigger.start) <= near
            and not self.speaks(s.speaker, event)
        ]
        return max(found, key=lambda s: (s.cue.start, s.id)).id if found else None

    def speaks(self, speaker: Party, event: Event) -> bool:
        """Whether the event is the speaker's own act."""
        return any(same(speaker, p) for p in event.source)

    def verb_rule(self, lemma: str) -> str:
        """The lexicon's row for a verb without complement words."""
        rows = self.contents.lexicon.verbs.get(lemma.lower(), ())
        return next((v.id for v in rows if not v.rest and not v.pronominal), "")
