"""The headline against the body: what the title tells as a fact and the body gives to one voice only."""

from __future__ import annotations

from dragoman.model import Event, Party, Statement
from dragoman.statements.contents import Contents, alike, within
from dragoman.statements.words import is_conditional

MOST = 0.6  # the share of the title's words that tells the same thing
SOME = 0.4  # with an event of the same type and parties
FEWEST = 3  # titles of fewer content words claim too little to be found again


def headline_claim(contents: Contents) -> str | None:
    """The id of the statement that alone carries what the title tells as a fact, None if there is no such claim."""
    article = contents.document.article
    if article.title_span is None:
        return None
    claim = Claim(contents, article.title_span)
    if not claim.plain() or claim.told():
        return None
    found = claim.bearers()
    voices: list[Party] = []
    for said in found:
        if not any(alike(said.speaker, v) for v in voices):
            voices.append(said.speaker)
    if len(voices) != 1 or voices[0].name in {c.name for c in article.credits}:
        return None
    return max(found, key=lambda s: (claim.share(s.start, s.end), -s.start)).id


class Claim:
    """What the title of a document claims, to be looked for in its body."""

    def __init__(self, contents: Contents, span: tuple[int, int]) -> None:
        self.contents = contents
        self.document = contents.document
        self.start, self.end = span
        self.stems = contents.stems(self.start, self.end)
        self.events = [e for e in self.document.events if self.start <= e.trigger.start < self.end]
        self.body = [s for s in self.document.statements if s.start >= self.end]

    def plain(self) -> bool:
        """Whether the title tells something as a fact: no voice, no conditional, no question."""
        if len(self.stems) < FEWEST or self.document.text[self.start : self.end].rstrip().endswith("?"):
            return False
        if any(is_conditional(t) for t in self.contents.syntax.tokens(self.start, self.end)):
            return False
        return not any(s.form != "narrated" for s in self.document.statements if self.start <= s.start < self.end)

    def share(self, start: int, end: int) -> float:
        """The share of the title's content words that stand in a stretch."""
        return len(self.stems & self.contents.stems(start, end)) / len(self.stems)

    def told(self) -> bool:
        """Whether the body tells it in its own voice, or the title only names an act that is its speaker's own."""
        if any(self.repeats(e) and not e.attribution and e.status == "actual" for e in self.document.events):
            return True
        return any(self.share_outside(s.start_char, s.end_char) >= MOST for s in self.contents.syntax.sentences)

    def share_outside(self, start: int, end: int) -> float:
        """The share of the title's content words that a sentence of the body tells outside what others say."""
        if start < self.end:
            return 0.0
        said = [(s.start, s.end) for s in self.body]
        found: set[str] = set()
        for token in self.contents.syntax.tokens(start, end):
            if not any(a <= token.idx < b for a, b in said):
                found |= self.contents.stems(token.idx, token.idx + len(token))
        return len(self.stems & found) / len(self.stems)

    def repeats(self, event: Event) -> bool:
        """Whether an event of the body is one of the title's: the type and a party are the same."""
        if event.trigger.start < self.end:
            return False
        mine = [e for e in self.events if e.type == event.type]
        sides = (*event.source, *event.target)
        return any(alike(p, q) for e in mine for p in (*e.source, *e.target) for q in sides)

    def bearers(self) -> list[Statement]:
        """The outermost statements of the body that tell what the title tells."""
        found = [
            s
            for s in self.body
            if s.stance not in {"denied", "no_statement"} and self.share(s.start, s.end) >= self.needed(s)
        ]
        return [s for s in found if not any(within(s, other) for other in found)]

    def needed(self, said: Statement) -> float:
        """How much of the title the statement must tell: less when it tells the same event."""
        same = any(said.start <= e.trigger.start < said.end and self.repeats(e) for e in self.document.events)
        return SOME if same else MOST
