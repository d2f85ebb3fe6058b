"""Agencies and outlets as origins: which of them an article takes its matter from, and who owns whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from dragoman.actors.entities import Medium, load_media
from dragoman.document import Document
from dragoman.errors import TableError
from dragoman.languages.base import language_table, rows
from dragoman.model import Article, Basis, Credit, Party, Statement
from dragoman.stories.words import plain

UNNAMED = frozenset({"sources", "described", "group", "unknown"})
HELD_BY_CREDIT = {"republishes": "copies", "relays": "rewrites"}
# From how many statements relayed, or which share of all, an agency that is only cited counts as an origin.
LEAST_RELAYED, LEAST_SHARE = 2, 0.25
LEAD = 350  # characters of title and first paragraph
ARTICLE = re.compile(r"^(?:L['’]|(?:Les?|La|The) )")
SHORT = 4  # letters of a name that may be a word of the language


@dataclass(frozen=True, slots=True)
class Origin:
    """An agency or outlet that the article itself names as where its matter comes from.

    `relation` is copies, rewrites or translates; `private` says that it relays someone whom only that agency can have heard: an
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


@dataclass(frozen=True, slots=True)
class Tenure:
    """The years in which a group owned an outlet; None where it still does, or always did."""

    owner: str
    first: int | None
    last: int | None


@cache
def _tenures() -> dict[str, tuple[Tenure, ...]]:
    """Who owned an outlet when, from `tables/owners.tsv`, by the outlet's id."""
    found: dict[str, list[Tenure]] = {}
    for row in rows(files("dragoman.stories").joinpath("tables", "owners.tsv")):
        years = (int(row[key]) if row[key] else None for key in ("from", "to"))
        found.setdefault(origin_key(row["outlet"]), []).append(Tenure(row["owner"], *years))
    return {key: tuple(several) for key, several in found.items()}


def owner_of(name: str | None, day: date | None = None) -> str | None:
    """The group, or the state, that owned the outlet on the day; None when it is not known, or nobody's but its own."""
    if not name:
        return None
    for tenure in _tenures().get(origin_key(name), ()):
        year = day.year if day else None
        begun = tenure.first is None or year is None or tenure.first <= year
        if begun and (tenure.last is None or (year is not None and year <= tenure.last)):
            return tenure.owner
    medium = medium_of(name)
    return medium.owner or None if medium and origin_key(name) not in _tenures() else None


def one_house(first: str | None, second: str | None, day: date | None = None) -> bool:
    """Whether two outlets are one or, on the day, have one owner."""
    if not first or not second:
        return False
    owner = owner_of(first, day)
    return origin_key(first) == origin_key(second) or (owner is not None and owner == owner_of(second, day))


@cache
def _printed(name: str) -> re.Pattern[str]:
    """How an outlet is named in a text: its name without the article that may melt into «du» or «au»."""
    bare = ARTICLE.sub("", name)
    return re.compile(rf"(?<!\w){re.escape(bare if len(bare) >= SHORT else name)}(?!\w)")


def named_in(text: str, name: str) -> bool:
    """Whether the text names the outlet, with its capitals."""
    return bool(_printed(name).search(text))


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
        if translated(article, credit):
            relation = "translates"
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


@cache
def _translation_words(language: str) -> re.Pattern[str] | None:
    try:
        forms = [re.escape(row["word"]) for row in language_table(language, "translation_words")]
    except (TableError, ModuleNotFoundError):
        return None
    return re.compile(rf"\b(?:{'|'.join(forms)})", re.I)


def translated(article: Article, credit: Credit) -> bool:
    """Whether the line of the credit says that the text was translated from there."""
    said = _translation_words(article.language)
    if credit.start is None or said is None:
        return False
    start = article.text.rfind("\n", 0, credit.start) + 1
    end = article.text.find("\n", credit.start)
    line = article.text[start : end if end >= 0 else None]
    return len(line) <= LEAD and bool(said.search(line))


def _leading_cites(article: Article) -> Iterator[Origin]:
    """The agencies that the article cites in its first lines, or twice: what it tells it has from them.

    Another outlet counts only where it is the one that the first lines cite («révèle le New York Times»).
    """
    cited: dict[str, list[Credit]] = {}
    for credit in article.credits:
        if credit.relation == "cites":
            cited.setdefault(origin_key(credit.name), []).append(credit)
    leading = {k for k, several in cited.items() if several[0].start is not None and several[0].start < LEAD}
    for key, credits in cited.items():
        first = credits[0]
        alone = leading == {key}
        if (is_agency(first.name) and (len(credits) >= LEAST_RELAYED or key in leading)) or alone:
            words = article.text[first.start : first.end] if first.start is not None else first.name
            yield Origin(key, first.name, "rewrites", False, (Basis("cited", words, first.start, first.end, 0.5),))


def _put(found: dict[str, Origin], origin: Origin) -> None:
    known = found.get(origin.key)
    if known is None:
        found[origin.key] = origin
        return
    relation = next(r for r in ("translates", "copies", "rewrites") if r in (known.relation, origin.relation))
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
