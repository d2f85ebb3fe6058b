"""Which agencies and outlets an article names as its origin, and in what relation it stands to them.

The rules are the table `languages/<language>/credit_rules.tsv`: what stands before a medium's name and what after it.
A medium that is only the subject of the news («Reuters a licencié…») and a photo credit are no credits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.errors import TableError
from dragoman.languages.base import language_table, values
from dragoman.model import Credit
from dragoman.reading.lines import STRAIGHT
from dragoman.reading.media import Medium, media_in, medium_named

RANK = {"republishes": 0, "relays": 1, "cites": 2}
REACH = 240  # characters before a name in which its verb may stand
SENTENCE = re.compile(r"(?<!\bM)(?<!\bMM)(?<!\bMme)[.!?…]+[»\"]?\s+(?=[«\"(]?\s?[A-ZÉÈÀÎÔÇ])|\n")
ALSO = re.compile(r"^(?:\s?(?:,|et|ou|/|&|-|–|ainsi que)\s?)(?:à |de |par )?(?:l'agence |l'|la |le |les )?$")
NO_ADJECTIVE = (
    "que?|qui|dont|où|de|du|des|la|le|les|un|une|à|au|en|et|ou|par|sur|dans|pour|avec|selon"
    "|a|ont|est|son|sa|ses|ce|cette"
)
ANNOUNCED = r"\s?[:-]\s?|\s(?=Agence |Radio |Journal |Le |La |Les |L')"  # after «Source»
CAPITALIZED = (
    r"(?:[A-ZÉÈÀÎÔÇ][\w'’.-]*\w)"
    r"(?:[ -](?:[A-ZÉÈÀÎÔÇ0-9][\w'’-]*|(?:de|du|des|la|el|al|the|of|and)(?= [A-ZÉÈÎÔ]))){0,3}"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table of rules."""

    id: str
    lead: re.Pattern[str] | None
    tail: re.Pattern[str] | None
    relation: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a language, with the words that may describe a medium before its name."""

    rules: tuple[Rule, ...]
    describer: re.Pattern[str]
    unknown: re.Pattern[str]
    source_line: re.Pattern[str]
    no_media: frozenset[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A place where the text names a medium; `medium` is None for one that no table has."""

    start: int
    end: int
    name: str
    medium: Medium | None


@cache
def rules_for(language: str) -> Rules | None:
    """The rules of the language's pack; None when it has none."""
    try:
        words = {row["class"]: values(row["forms"]) for row in language_table(language, "credit_words")}
        table = language_table(language, "credit_rules")
    except (TableError, ModuleNotFoundError):
        return None
    classes = {name: alternatives(forms) for name, forms in words.items()}
    noun = classes["noun"]
    determiner = r"\b(?P<det>l'|le|la|les|un|une|du|des|au|aux|son|sa|leur|ce|cette)?"
    describing = r"(?:[ -](?!(?:que?|qui|dont|où)\b)[\w'-]+){0,6}?"
    return Rules(
        tuple(
            Rule(row["id"], pattern(row["lead"], classes), pattern(row["tail"], classes), row["relation"]) for row in table
        ),
        re.compile(rf"(?:{determiner}\s?\b{noun}{describing},?\s?[«\"]?\s?)$", re.I),
        re.compile(rf"\b(?i:{noun})(?:[ -](?!(?:{NO_ADJECTIVE})\b)[a-zéèêàâçîïôûœ-]+){{0,2}}\s[«\"]?\s?(?P<name>{CAPITALIZED})"),
        re.compile(
            rf"^\W{{0,3}}(?i:{classes['source']})(?:{ANNOUNCED})(?P<name>[A-ZÉÈÀÎÔÇ][^.,;:!?\n]{{2,60}})\W*$", re.M
        ),
        frozenset(words.get("no medium", ())),
    )  # fmt: skip


def alternatives(forms: tuple[str, ...]) -> str:
    """A group that matches any of the forms, the longest first."""
    return "(?:" + "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f))) + ")"


def pattern(text: str, classes: dict[str, str]) -> re.Pattern[str] | None:
    """The expression of a cell with its classes filled in; None for an empty cell."""
    if not text:
        return None
    for name, group in classes.items():
        text = text.replace("{" + name + "}", group)
    return re.compile(text, re.I)


def credits_of(text: str, language: str, skip: frozenset[str] = frozenset()) -> tuple[Credit, ...]:
    """The credits of the text, in its order, one a medium: the closest relation. `skip` are ids of media left out."""
    known = rules_for(language)
    if known is None:
        return ()
    straight = text.translate(STRAIGHT)
    found: dict[str, Credit] = {}
    before: tuple[Named, Credit] | None = None
    for named in names_in(straight, known):
        if named.medium and named.medium.id in skip:
            continue
        relation = relation_of(straight, named, known)
        if relation is None and before and ALSO.search(straight[before[0].end : named.start]):
            relation = before[1].relation  # «l'AFP et Reuters»
        if relation is None:
            before = None
            continue
        credit = Credit(named.name, relation, named.start, named.end)
        before = (named, credit)
        if named.name not in found or RANK[relation] < RANK[found[named.name].relation]:
            found[named.name] = credit
    for line in known.source_line.finditer(straight):  # «Source Agence latine d'information», which no table has
        if not any(line.start() <= (c.start or 0) < line.end() for c in found.values()):
            found.setdefault(line["name"].strip(), Credit(line["name"].strip(), "republishes", *line.span("name")))
    return tuple(sorted(found.values(), key=lambda c: (c.start or 0, c.name)))


def names_in(straight: str, known: Rules) -> Iterator[Named]:
    """Where the text names media: those of the table, and unknown ones that a describing word announces."""
    certain = [Named(s, e, m.name, m) for s, e, m in media_in(straight) if m.name.casefold() not in known.no_media]
    taken = [(n.start, n.end) for n in certain]
    others: list[Named] = []
    for found in known.unknown.finditer(straight):
        start, end = found.span("name")
        free = not any(start < e and s < end for s, e in taken) and found["name"].casefold() not in known.no_media
        if free and "\n" not in found.group():
            medium = medium_named(found["name"])
            others.append(Named(start, end, medium.name if medium else found["name"], medium))
    yield from sorted([*certain, *others], key=lambda n: n.start)


def relation_of(straight: str, named: Named, known: Rules) -> str | None:
    """The relation that the first fitting rule gives; None when the medium is no origin here."""
    lead = lead_of(straight, named.start, known)
    tail = straight[named.end : named.end + REACH].split("\n", 1)[0]
    if tail[:1] in '»"' and tail[:1]:
        tail = tail[1:]
    described = lead is not None and lead.endswith("\x00")
    lead = lead.rstrip("\x00")
    if named.medium is None and not described:
        return None
    for rule in known.rules:
        if rule.lead and not rule.lead.search(lead):
            continue
        if rule.tail and not rule.tail.match(tail):
            continue
        if rule.id == "paren" and abbreviates(lead, named.name):
            continue
        if rule.id == "agency-signature" and not (named.medium and named.medium.is_agency):
            continue
        if rule.relation != "by kind":
            return rule.relation
        return "relays" if named.medium is None or named.medium.is_agency else "cites"
    return None


def abbreviates(lead: str, name: str) -> bool:
    """Whether a name in capitals between brackets is the short form of the words before it: «Parti du peuple (PAP)»."""
    if not name.isupper():
        return False
    before = re.findall(r"[\w-]+", lead)[-7:]
    for index, word in enumerate(before[:-1]):
        if word[0] == name[0] and before[-1][0].casefold() == name[-1].casefold() and index < len(before) - 1:
            return True
    return False


def lead_of(straight: str, start: int, known: Rules) -> str:
    """What the sentence has before a name, without its article and describing words; «au» and «du» become à, de.

    A final NUL says that the name was described as an agency or outlet.
    """
    lead = straight[max(0, start - REACH) : start]
    ends = list(SENTENCE.finditer(lead))
    if ends:
        lead = lead[ends[-1].end() :]
    mark = ""
    if found := known.describer.search(lead):
        determiner = (found["det"] or "").lower()
        lead = (lead[: found.start()].rstrip() + " " + melted(determiner)).strip()
        mark = "\x00"
    else:
        lead = re.sub(r"(?:\b(?:le|la|les|l'|un|une)\s?[«\"]?\s?|[«\"]\s?)$", "", lead, flags=re.I).rstrip()
        if found := re.search(r"\b(au|aux|du|des|d')$", lead, re.I):
            lead = lead[: found.start()] + melted(found[1].lower())
    lead = re.sub(r"\b(au|aux|du|des|d')$", lambda m: melted(m[1].lower()), lead.rstrip(), flags=re.I)
    return lead.rstrip() + mark


def melted(determiner: str) -> str:
    """The preposition in a contracted article."""
    return {"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de"}.get(determiner, "")
