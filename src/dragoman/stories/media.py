"""Agencies and outlets as origins: which of them an article takes its matter from, and who owns whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.actors.entities import Medium, load_media
from dragoman.document import Document
from dragoman.model import Article, Basis, Credit, Party, Statement
from dragoman.stories.words import plain

UNNAMED = frozenset({"sources", "described", "group", "unknown"})
HELD_BY_CREDIT = {"republishes": "copies", "relays": "rewrites"}
# From how many statements relayed, or which share of all, an agency that is only cited counts as an origin.
LEAST_RELAYED, LEAST_SHARE = 2, 0.25
LEAD = 350  # characters of title and first paragraph


@dataclass(frozen=True, slots=True)
class Origin:
    """An agency or outlet that the article itself names as where its matter comes from.

    `relation` is copies or rewrites; `private` says that it relays someone whom only that agency can have heard: an
    unnamed source. `basis` are the words that say so.
    """

    key: str
    name: str
    relation: str
    private: bool
    basis: tuple[Basis, ...]


@cache
def _by_name() -> dict[str, Medium]:
    found: dict[str, Medium] = {}
    for medium in load_media().values():
        for name in (medium.name, *medium.aliases):
            found.setdefault(_key(name), medium)
    return found


def _key(name: str) -> str:
    return " ".join(plain(w) for w in name.replace("’", "'").split())


def medium_of(name: str | None) -> Medium | None:
    """The agency or outlet of that name, None if it is not known."""
    return _by_name().get(_key(name)) if name else None


def origin_key(name: str) -> str:
    """One key for all spellings of an agency's or outlet's name."""
    medium = medium_of(name)
    return medium.id if medium else _key(name)


def is_agency(name: str | None) -> bool:
    """Whether the name is a news agency's."""
    medium = medium_of(name)
    return medium is not None and medium.kind.endswith("agency")


def one_house(first: str | None, second: str | None) -> bool:
    """Whether two outlets are one or have one owner."""
    a, b = medium_of(first), medium_of(second)
    if a is None or b is None:
        return bool(first and second) and _key(first or "") == _key(second or "")
    return a.id == b.id or bool(a.owner and a.owner == b.owner)


def named_origins(document: Document) -> tuple[Origin, ...]:
    """The origins that the article names: its credits, and the agencies whose unnamed sources it relays.

    An agency that is only cited for what a known person told it («cité par l'agence TASS») is the origin of that
    statement and not of the article.
    """
    article = document.article
    own = origin_key(article.outlet.name) if article.outlet else None
    media = {a.id for a in document.actors if a.type == "media"}
    found: dict[str, Origin] = {}
    for credit in article.credits:
        relation = HELD_BY_CREDIT.get(credit.relation)
        if relation is None:
            continue
        words = article.text[credit.start : credit.end] if credit.start is not None else credit.name
        basis = Basis(f"credit-{credit.relation}", words, credit.start, credit.end, 0.9)
        _put(found, Origin(origin_key(credit.name), credit.name, relation, False, (basis,)))
    for citing in _leading_cites(article):
        _put(found, citing)
    relayed = _relayed(document.statements, media)
    spoken = max(1, len(document.statements))
    for key, told in relayed.items():
        private = [s for s, unnamed in told if unnamed]
        if not private and len(told) < max(LEAST_RELAYED, LEAST_SHARE * spoken):
            continue
        first = (private or [s for s, _ in told])[0]
        rule = "relayed-unnamed-source" if private else "relayed-often"
        basis = Basis(rule, first.cue.text, first.cue.start, first.cue.end, 0.8 if private else 0.6)
        name = _name_of(first, media)
        _put(found, Origin(key, name, "rewrites", bool(private), (basis,)))
    return tuple(o for key, o in sorted(found.items()) if key != own)


def _leading_cites(article: Article) -> Iterator[Origin]:
    """The agencies that the article cites in its first lines, or twice: what it tells it has from them."""
    cited: dict[str, list[Credit]] = {}
    for credit in article.credits:
        if credit.relation == "cites" and is_agency(credit.name):
            cited.setdefault(origin_key(credit.name), []).append(credit)
    for key, credits in cited.items():
        first = credits[0]
        if len(credits) >= LEAST_RELAYED or (first.start is not None and first.start < LEAD):
            words = article.text[first.start : first.end] if first.start is not None else first.name
            yield Origin(key, first.name, "rewrites", False, (Basis("cited", words, first.start, first.end, 0.5),))


def _put(found: dict[str, Origin], origin: Origin) -> None:
    known = found.get(origin.key)
    if known is None:
        found[origin.key] = origin
        return
    relation = "copies" if "copies" in (known.relation, origin.relation) else "rewrites"
    found[origin.key] = Origin(
        known.key, known.name, relation, known.private or origin.private, known.basis + origin.basis
    )


def _relayed(statements: Iterable[Statement], media: set[str]) -> dict[str, list[tuple[Statement, bool]]]:
    """For each agency the statements that come through it, each with whether the first speaker is unnamed."""
    found: dict[str, list[tuple[Statement, bool]]] = {}
    for said in statements:
        through = _medium_in((*said.via, said.speaker), media)
        if through is None:
            continue
        itself = said.speaker == through
        unnamed = not itself and said.speaker.actor is None and said.anonymity in UNNAMED and bool(said.speaker.name)
        if itself or unnamed:
            found.setdefault(origin_key(through.name), []).append((said, unnamed))
    return found


def _name_of(said: Statement, media: set[str]) -> str:
    through = _medium_in((*said.via, said.speaker), media)
    assert through is not None  # only such statements are asked for
    medium = medium_of(through.name)
    return medium.name if medium else through.name


def _medium_in(parties: Iterable[Party], media: set[str]) -> Party | None:
    """The first of the parties that is an agency or an outlet."""
    for party in parties:
        if party.actor in media or medium_of(party.name) is not None:
            return party
    return None
