"""What a user decides of actors: that two are one, that one is two, what someone is called.

A decision names actors by id and articles by id, so it holds for every reading, also for one that comes later. Applied to
the reading of an article as the program alone makes it, it gives the reading that the register shows; undone, it is simply
not applied any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from dragoman.document import Document
from dragoman.model import Actor, Party, content_id
from dragoman.register.merging import united

MERGE, SPLIT, RENAME = "merge", "split", "rename"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Decision:
    """That an actor is to be shown as another: in all articles, or (split) in those named or of a period.

    `into` is the id under which the actor then stands, `name` how it is called; `type`, `state` and `wikidata` are those
    of the actor that stays, where they are known.
    """

    action: str
    actor: str
    into: str
    name: str
    type: str = ""
    state: str | None = None
    wikidata: str | None = None
    articles: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def holds(self, article: str, day: date | None) -> bool:
        """Whether it holds for an article published that day; a period holds only for articles that have a day."""
        if self.articles:
            return article in self.articles
        if self.since is None and self.until is None:
            return True
        return day is not None and (self.since or day) <= day <= (self.until or day)


def merge(one: Actor, other: Actor) -> Decision:
    """That the other actor is this one."""
    return Decision(MERGE, other.id, one.id, one.name, one.type, one.state, one.wikidata)


def rename(one: Actor, name: str) -> Decision:
    """That the actor is called so."""
    return Decision(RENAME, one.id, one.id, name)


def split(
    one: Actor,
    name: str,
    *,
    into: Actor | None = None,
    state: str | None = None,
    articles: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Decision:
    """That in some articles the actor is another: one that is there (`into`), or a new one of that name."""
    bounds = (tuple(sorted(articles)), since, until)
    if into is not None:
        return Decision(SPLIT, one.id, into.id, into.name, into.type, into.state, into.wikidata, *bounds)
    new = content_id("split", one.id, name, state or "")
    return Decision(SPLIT, one.id, new, name, one.type, state, None, *bounds)


def decided(document: Document, decisions: Iterable[Decision]) -> Document:
    """The document with its actors as the decisions have them, in their order; the same document where none bears on it."""
    day = document.publication.best if document.publication else None
    held = [d for d in decisions if d.holds(document.article.id, day)]
    shown = {a.id for a in document.actors}
    followed = {actor: steps for actor in shown if (steps := _steps(actor, held))}
    if not followed:
        return document
    own = {a.id: a.state for a in document.actors}

    def party(one: Party) -> Party:
        return _party(one, followed.get(one.actor or "", ()), own.get(one.actor or ""))

    return replace(with_parties(document, party), actors=_actors(document.actors, followed))


def with_parties(document: Document, party: Callable[[Party], Party]) -> Document:
    """The document with each of its parties changed; one that then stands twice in one place stands there once."""
    return replace(
        document,
        mentions=tuple(_changed(m, party) for m in document.mentions),
        statements=tuple(_changed(s, party) for s in document.statements),
        events=tuple(_changed(e, party) for e in document.events),
    )


def bears_on(document: Document, decisions: Iterable[Decision]) -> bool:
    """Whether a decision changes how the document reads."""
    return decided(document, decisions) is not document


def _steps(actor: str, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that the actor goes through, one after the other."""
    out = []
    for one in decisions:
        if one.actor == actor:
            out.append(one)
            actor = one.into
    return tuple(out)


def _party(party: Party, steps: Sequence[Decision], own: str | None) -> Party:
    """The party after the decisions; `own` is the state of the actor that it was."""
    for one in steps:
        # Where the text shows someone acting for another state or a body, that stays.
        usual = party.state is None or party.state == own or (one.action == SPLIT and one.state)
        party = Party(one.into, one.name, one.state or party.state if usual else party.state)
    return party


def _changed(value: T, party: Callable[[Party], Party]) -> T:
    changed: Any = value
    if isinstance(value, Party):
        changed = party(value)
    elif isinstance(value, tuple):
        each = [_changed(v, party) for v in value]
        if any(a is not b for a, b in zip(each, value, strict=True)):
            changed = tuple(dict.fromkeys(each)) if all(isinstance(v, Party) for v in each) else tuple(each)
    elif is_dataclass(value) and not isinstance(value, type):
        olds = {f.name: getattr(value, f.name) for f in fields(value)}
        new = {name: _changed(content, party) for name, content in olds.items() if content is not None}
        new = {name: content for name, content in new.items() if content is not olds[name]}
        changed = replace(value, **new) if new else value
    result: T = changed
    return result


def _actors(actors: Sequence[Actor], followed: Mapping[str, Sequence[Decision]]) -> tuple[Actor, ...]:
    """The actors as decided, those that are now one united."""
    groups: dict[str, list[Actor]] = {}
    for actor in actors:
        new = _actor(actor, followed.get(actor.id, ()))
        groups.setdefault(new.id, []).append(new)
    ones = (several[0] if len(several) == 1 else united((a, 1) for a in several) for several in groups.values())
    return tuple(sorted(ones, key=lambda a: (a.name, a.id)))


def _actor(actor: Actor, steps: Sequence[Decision]) -> Actor:
    for one in steps:
        aliases = tuple(sorted({*actor.aliases, actor.name} - {one.name}))
        if one.action == RENAME:
            actor = replace(actor, name=one.name, aliases=aliases)
        elif one.action == MERGE:
            wikidata = one.wikidata or actor.wikidata
            actor = replace(
                actor, id=one.into, name=one.name, type=one.type or actor.type, aliases=aliases,
                state=one.state or actor.state, wikidata=wikidata,
            )  # fmt: skip
        else:
            # A namesake has the spelling of this text, and nothing else of him whose name he shares.
            actor = Actor(one.into, one.name, one.type or actor.type, one.state or actor.state, one.wikidata, aliases)
    return actor
