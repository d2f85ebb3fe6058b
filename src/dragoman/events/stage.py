"""Codes the events of a document: triggers, sides, roles, status, date, place, voices; then merging."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from dragoman.actors.knowledge import knowledge
from dragoman.document import Document
from dragoman.errors import PipelineError
from dragoman.events.dates import date_of
from dragoman.events.discourse import AT_HOME, Discourse, complete
from dragoman.events.draft import Draft
from dragoman.events.frames import Frame, frames
from dragoman.events.matching import Match, match, reversed_match
from dragoman.events.merging import demanded_again, merged
from dragoman.events.plover import SPOKEN, TWO_SIDED, intensity
from dragoman.events.roles import roles_of
from dragoman.events.scores import score_of
from dragoman.events.setting import evidence_of, magnitudes_of, ordinal_of, place_of
from dragoman.events.sides import Side, Sides
from dragoman.events.slots import Slots
from dragoman.events.status import Status, farthest, status_of
from dragoman.events.topic import other_matter
from dragoman.model import Event, Rejected, Span, Statement, content_id, unique
from dragoman.statements.lookup import voices
from dragoman.syntax.clauses import preposition

TAGS = {"VERB": ("verb", "adj"), "NOUN": ("noun",), "PROPN": ("noun",), "ADJ": ("adj", "verb")}
LEAST = 0.3  # score under which an event is not recorded
STANCES = {"denied": "denied", "unconfirmed": "unconfirmed"}


def code_events(document: Document, *, least: float = LEAST) -> Document:
    """The document with its events, and with the readings that were rejected and why.

    `least` is the score below which an event is not recorded.
    """
    if document.syntax is None:
        raise PipelineError("events need the syntax layer: run the stage «syntax» first")
    if matter := other_matter(document):
        whole = Rejected(0, len(document.text), "", "topic", f"the article is about {matter}, not politics")
        return replace(document, rejected=(*document.rejected, whole))
    sides = Sides(document)
    rejected: list[Rejected] = []
    matches = completed_matches(document, sides, rejected)
    drafts = [d for m in matches if (d := draft(document, m, sides, rejected)) is not None]
    kept = []
    for d in drafts:
        holder = demanded_again(d, drafts)
        if holder is None:
            if d.event.score >= least:
                kept.append(d.event)
            else:
                rejected.append(_rejection(d.match, "what is found in this way is seldom right"))
        else:
            rejected.append(_rejection(d.match, f"it is the content of {holder.event.type} ({holder.event.rule})"))
    return replace(document, events=tuple(merged(kept)), rejected=(*document.rejected, *rejected))


def completed_matches(document: Document, sides: Sides, rejected: list[Rejected]) -> list[Match]:
    """The frames that fire, with the sides that only the dispatch as a whole tells."""
    matches = find_matches(document, sides, rejected)
    discourse = Discourse(document, sides, matches)
    for m in matches:
        complete(m, discourse)
    return matches


def find_matches(document: Document, sides: Sides, rejected: list[Rejected]) -> list[Match]:
    """The frames that fire, at most one a trigger, the most specific first; refused readings go to `rejected`."""
    assert document.syntax is not None
    table = frames(document.article.language)
    found: list[Match] = []
    taken: set[int] = set()
    candidates = [
        (token, units) for token in document.syntax.doc if token.pos_ in TAGS and (units := units_of(token, table))
    ]
    for token, units in sorted(candidates, key=lambda c: (-max(len(f.others) for f in c[1]), c[0].i)):
        if token.i in taken:
            continue
        matched = best_match(token, units, sides, rejected)
        if matched is None:
            continue
        found.append(matched)
        if matched.mutual:
            found.append(reversed_match(matched))
        taken |= {w.i for w in matched.words}
        found += twin(matched, units, sides)
    found = sorted(found, key=lambda m: m.trigger.i)
    share_victim(found)
    return found


def best_match(token: Token, units: tuple[Frame, ...], sides: Sides, rejected: list[Rejected]) -> Match | None:
    """The most specific frame that fires with its sides, else the first that lacks one which may go without saying."""
    readings: dict[bool, Slots] = {}
    lacking: Match | None = None
    for frame in units:
        predicate = frame.pos == "adj"
        if predicate not in readings:
            readings[predicate] = Slots(token, predicate=predicate)
        result = match(frame, readings[predicate].fresh(), sides)
        if isinstance(result, Match):
            if not result.lack:
                return result
            lacking = lacking or result
        elif result:
            rejected.append(Rejected(token.idx, token.idx + len(token), token.text, frame.id, result))
    return lacking


def twin(found: Match, units: tuple[Frame, ...], sides: Sides) -> list[Match]:
    """The second act of an ultimatum, which both demands and threatens (codebook); [] for any other."""
    for frame in units:
        if {frame.type, found.frame.type} == {"REQUEST", "THREATEN"} and frame.others == found.frame.others:
            result = match(frame, Slots(found.trigger), sides)
            return [result] if isinstance(result, Match) else []
    return []


def share_victim(found: list[Match]) -> None:
    """An attack told without its target («… les frappes israéliennes») has that of the attacks told before it."""
    last: list[Side] = []
    for m in found:
        if m.frame.type != "ASSAULT":
            continue
        sources = {s.party.state for s in m.source}
        if not m.target and m.source and last and not sources & {s.party.state for s in last}:
            m.target = [replace(s, owner=True, doubtful=True) for s in last]
        elif m.target and m.source:
            last = m.target


def units_of(token: Token, table: dict[tuple[str, str], tuple[Frame, ...]]) -> tuple[Frame, ...]:
    """The frames whose head the token may be, by its lemma or its form; participles may stand as adjectives."""
    forms = dict.fromkeys((token.lemma_.lower(), token.lower_))
    found = [f for pos in TAGS[token.pos_] for form in forms for f in table.get((form, pos), ())]
    if "adj" in TAGS[token.pos_]:
        stem = token.lower_.removesuffix("s").removesuffix("e")
        found += [f for f in table.get((stem, "adj"), ()) if f not in found]
    return tuple(sorted(found, key=lambda f: f.specificity))


def draft(document: Document, found: Match, sides: Sides, rejected: list[Rejected]) -> Draft | None:
    """The event of a match, or None (with a reason in `rejected`) when it did not happen or lacks its parties."""
    trigger = found.trigger
    source = unique(s.party for s in found.source)
    at_home = found.frame.type in AT_HOME  # a state may do this to its own people
    target = unique(s.party for s in found.target if at_home or s.party not in source)
    roles = roles_of(found, sides)
    if found.lack:
        rejected.append(_rejection(found, found.lack))
        return None
    if refusal := _lacks_parties(found, len({*source, *target, *(p for ps in roles.values() for p in ps)})):
        rejected.append(_rejection(found, refusal))
        return None
    if found.frame.type not in SPOKEN and not found.frame.others and trigger.idx in sides.cues:
        rejected.append(_rejection(found, "the word only says that someone speaks"))
        return None
    if trigger.sent.text.rstrip().endswith("?"):
        rejected.append(_rejection(found, "it is asked, not told"))
        return None
    spoken = voices(document, trigger.idx, trigger.idx + len(trigger))
    negation_told = any(c.key == "neg" for c in found.frame.conditions)
    status = farthest([status_of(found.slots, negation_told=negation_told), *_spoken_status(spoken)])
    if status.value == "negated":
        rejected.append(_rejection(found, "it did not take place: negated"))
        return None
    frame = found.frame
    if status.value == "denied" and frame.pos == "noun" and frame.type in SPOKEN:
        status = Status("actual", None)  # accusations that are rejected were made
    if status.value == "planned" and frame.type == "REQUEST" and preposition(trigger) in {"pour", "afin de"}:
        status = Status("actual", status.governor)  # who is sent to ask has asked
    attribution = unique(p for s in spoken for p in (s.speaker, *s.via))
    event = Event(
        id=content_id(document.article.id, "event", frame.type, trigger.idx, *(p.name for p in source)),
        article=document.article.id,
        type=frame.type,
        mode=frame.mode,
        contexts=frame.contexts,
        channel=frame.channel,
        ordinal=ordinal_of(found),
        source=source,
        target=target,
        roles=tuple(sorted(roles.items())),
        place=place_of(document, found, frozenset(s.token.i for s in found.source)),
        date=date_of(document, found, status.value),
        status=status.value,
        attribution=attribution,
        intensity=intensity(frame.type, frame.mode),
        evidence=evidence_of(document, found),
        trigger=Span(trigger.idx, trigger.idx + len(trigger), trigger.text),
        rule=frame.id,
        score=score_of(found),
        magnitudes=magnitudes_of(found) if frame.type == "ASSAULT" else (),
    )
    return Draft(found, event, status.governor)


def _spoken_status(spoken: tuple[Statement, ...]) -> list[Status]:
    return [
        Status(STANCES[s.stance])
        for i, s in enumerate(spoken)
        if s.stance == "denied" or (i == 0 and s.stance in STANCES)
    ]


def _lacks_parties(found: Match, parties: int) -> str:
    if parties == 0:
        return "no political actor takes part"
    if parties == 1 and found.frame.type in TWO_SIDED and not _sits(found):
        return f"{found.frame.type} needs a second party"
    sides = [*found.source, *found.target]
    if found.frame.pos == "noun" and found.frame.type != "PROTEST" and not (found.source and found.target):
        return "a noun tells an event only with both its parties"
    if all(s.owner for s in sides) and found.frame.type in {"CONSULT", "AGREE", "COOPERATE"} and parties < 2:
        return "its only party owns what is spoken of"
    return ""


def _sits(found: Match) -> bool:
    """Whether a body meets («le Conseil de sécurité s'est réuni à huis clos»): its members are the parties."""
    states = knowledge().states
    bodies = found.source and all(s.party.state and s.party.state not in states for s in found.source)
    return found.slots.is_verb and found.frame.channel == "meeting" and bool(bodies)


def _rejection(found: Match, reason: str) -> Rejected:
    token = found.trigger
    return Rejected(token.idx, token.idx + len(token), token.text, found.frame.id, reason)
