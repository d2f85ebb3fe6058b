"""One event a happening: repeated mentions inside an article are merged, and acts that another event already holds are dropped."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.draft import Draft
from dragoman.events.plover import SPOKEN, SYMMETRIC
from dragoman.model import Event, Interval, Party, unique

# Kinds of contact that are happenings of their own even between the same two parties.
CONTACT = {
    "visit": "visit",
    "envoy": "visit",
    "letter": "letter",
    "call": "call",
    "agreement": "agreement",
    "resolution": "resolution",
}
# Told in different words far apart, these are different acts; attacks and meetings are often told again in other words.
APART = SPOKEN | {"COERCE", "RETREAT", "PROTEST", "SANCTION", "CONCEDE", "AID"}
NEAR = 160  # characters
GOVERNING = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT", "ACCUSE", "CONCEDE"})


def codes(parties: tuple[Party, ...]) -> frozenset[str]:
    """What tells the parties of a side: their states, or their names where they have none."""
    return frozenset(p.state or p.name for p in parties)


def demanded_again(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The event whose content this one is («demande une aide»: the REQUEST holds the aid), or None.

    The demanded, promised, threatened or refused act is coded apart only when it has parties of its own (codebook).
    """
    if draft.governor is None or draft.event.status == "actual":
        return None
    for other in drafts:
        if other is draft or other.event.type not in GOVERNING or draft.governor not in other.match.words:
            continue
        theirs = codes(other.event.source) | codes(other.event.target)
        sure = [s.party for s in (*draft.match.source, *draft.match.target) if not s.doubtful]
        own = codes(tuple(sure))
        if own <= theirs:
            return other
    return None


def same_happening(a: Event, b: Event) -> bool:
    """Whether two events of one article tell of one happening."""
    if a.type != b.type or (a.status != b.status and {a.status, b.status} != {"actual", "unconfirmed"}):
        return False
    if a.ordinal and b.ordinal and a.ordinal != b.ordinal:
        return False
    kinds = {CONTACT.get(a.channel or "", "talk"), CONTACT.get(b.channel or "", "talk")}
    if len(kinds) > 1 and a.type in {"CONSULT", "AGREE", "REQUEST"}:
        return False
    if _apart(a.date, b.date) or _named_apart(a, b):
        return False
    if complementary(a, b):
        return True
    if a.type in APART and a.rule != b.rule and not _close(a, b):
        return False
    sides_a, sides_b = (codes(a.source), codes(a.target)), (codes(b.source), codes(b.target))
    if a.type in SYMMETRIC:
        return sides_a[0] | sides_a[1] == sides_b[0] | sides_b[1]
    return all(x == y or (not (x and y)) for x, y in zip(sides_a, sides_b, strict=True)) and bool(
        sides_a[0] & sides_b[0] or sides_a[1] & sides_b[1]
    )


def complementary(a: Event, b: Event) -> bool:
    """Whether one clause tells what the other leaves out: «un attentat à X, où des hommes armés ont tué …»."""
    halves = (not a.source and not b.target) or (not b.source and not a.target)
    return halves and any(s.start < t.end and t.start < s.end for s in a.evidence for t in b.evidence)


def _close(a: Event, b: Event) -> bool:
    """Whether two speech acts stand so near that they are one («a dénoncé …, qualifiant …»)."""
    return abs(a.trigger.start - b.trigger.start) < NEAR


def _apart(a: Interval | None, b: Interval | None) -> bool:
    return (
        a is not None and b is not None and bool(a.text and b.text) and (a.latest < b.earliest or b.latest < a.earliest)
    )


def _named_apart(a: Event, b: Event) -> bool:
    """Two meetings of different persons of one state are two meetings."""
    if a.type != "CONSULT":
        return False
    author_a, author_b = dict(a.roles).get("author"), dict(b.roles).get("author")
    if author_a and author_b and not set(author_a) & set(author_b):
        return True
    people_a = {p.actor for p in (*a.source, *a.target) if p.actor and " " in p.name}
    people_b = {p.actor for p in (*b.source, *b.target) if p.actor and " " in p.name}
    return bool(people_a and people_b) and not people_a & people_b


def merge(a: Event, b: Event) -> Event:
    """The first event with what the second adds."""
    roles = dict(b.roles) | dict(a.roles)
    return replace(
        a,
        mode=a.mode or b.mode,
        channel=a.channel or b.channel,
        ordinal=a.ordinal or b.ordinal,
        source=unique((*a.source, *(p for p in b.source if p not in a.target))),
        target=unique((*a.target, *(p for p in b.target if p not in a.source))),
        roles=tuple(sorted(roles.items())),
        place=a.place or b.place,
        date=_sharper(a.date, b.date),
        status="actual" if "actual" in {a.status, b.status} else a.status,
        attribution=a.attribution or b.attribution,
        evidence=(*a.evidence, *(s for s in b.evidence if s not in a.evidence)),
        score=max(a.score, b.score),
        contexts=tuple(dict.fromkeys((*a.contexts, *b.contexts))),
        magnitudes=a.magnitudes or b.magnitudes,
    )


def _sharper(a: Interval | None, b: Interval | None) -> Interval | None:
    if a is None or b is None:
        return a or b
    if bool(a.text) != bool(b.text):
        return a if a.text else b
    return a if a.latest - a.earliest <= b.latest - b.earliest else b


def merged(events: list[Event]) -> list[Event]:
    """The events with repeated mentions united, in order of first mention."""
    out: list[Event] = []
    for event in events:
        for i, earlier in enumerate(out):
            if same_happening(earlier, event):
                out[i] = merge(earlier, event)
                break
        else:
            out.append(event)
    return out
