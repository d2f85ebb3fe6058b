"""Agencies and outlets: who a name or a domain belongs to, and where a text names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from dragoman.languages.base import language_table, rows, values
from dragoman.model import Outlet
from dragoman.reading.lines import STRAIGHT

AGENCIES = frozenset({"private agency", "state agency"})
ARTICLE = re.compile(r"(?:The|Le|La|Les|L'|El|La|Il|Die|Der|Das)[ ']?(?=[A-ZÉÈÎÔ])")
BRACKETS = re.compile(r"\s*\(.*\)$")  # what tells apart two media of one name
WORD = re.compile(r"\w+")
# Before a name whose own article has melted into «au», «du»: «dans un entretien au Monde».
MELTED = re.compile(r"(?:\b(?:au|aux|du|des|le|la|les|de la|[àa] la)\s|\bl'|\bd')$", re.I)
SITE = re.compile(r"^(?:www\d?|m|mobile|amp|fr|french|francais|edition|news|actu|info|afrique|en)\.(?=.+\..+)")
WEB_ENDING = re.compile(r"\.(?:com|org|net|info|fr|eu|be|ch|ca|tv|news|media|africa|[a-z]{2})$", re.I)


@dataclass(frozen=True, slots=True)
class Medium:
    """An agency or outlet of the table of media."""

    id: str
    name: str
    kind: str
    country: str | None
    state_owned: bool

    @property
    def is_agency(self) -> bool:
        """Whether others print its dispatches."""
        return self.kind in AGENCIES

    @property
    def outlet(self) -> Outlet:
        """The medium as the one who printed an article."""
        return Outlet(self.name, self.country)


@dataclass(frozen=True, slots=True)
class Index:
    """The media by their names, by the first word of their names, and by domain."""

    names: dict[str, Medium]
    folded: dict[str, Medium]
    by_first: dict[str, tuple[tuple[str, bool, Medium], ...]]
    domains: dict[str, Medium]


@cache
def index() -> Index:
    """The index of the table of media, built once."""
    names: dict[str, Medium] = {}
    folded: dict[str, Medium] = {}
    firsts: dict[str, list[tuple[str, bool, Medium]]] = {}
    domains: dict[str, Medium] = {}
    for row in rows(files("dragoman.actors").joinpath("tables/media.tsv")):
        owned = len(row["owner"]) == 3 and row["owner"].isupper()
        medium = Medium(row["id"], BRACKETS.sub("", row["name"]), row["kind"], row["country"] or None, owned)
        for domain in values(row["domains"]):
            domains.setdefault(domain.lower(), medium)
        for form in (row["name"], *values(row["aliases"])):
            form = BRACKETS.sub("", form).translate(STRAIGHT)
            names.setdefault(form, medium)
            folded.setdefault(form.casefold(), medium)
            if form[0].islower():
                continue  # «agence Bélga»: the describing word is read apart
            add(firsts, form, False, medium)
            bare = ARTICLE.sub("", form, count=1)
            if bare != form and bare:
                add(firsts, bare, True, medium)
    ordered = {word: tuple(sorted(forms, key=lambda f: (-len(f[0]), f[1]))) for word, forms in firsts.items()}
    return Index(names, folded, ordered, domains)


def add(firsts: dict[str, list[tuple[str, bool, Medium]]], form: str, melted: bool, medium: Medium) -> None:
    """Notes a written form under its first word."""
    first = WORD.search(form)
    if first:
        firsts.setdefault(first.group(), []).append((form, melted, medium))


def medium_named(name: str) -> Medium | None:
    """The medium of that name, whatever its capitals, its article and its «.fr»; None when no table has it."""
    wanted = name.strip().strip("()[]«»\"'*_–—-|.,:;© ").translate(STRAIGHT)
    for form in (wanted, ARTICLE.sub("", wanted, count=1), WEB_ENDING.sub("", wanted)):
        key = form.casefold()
        if found := index().folded.get(key) or index().folded.get(f"le {key}") or index().folded.get(f"the {key}"):
            return found
    return medium_of(wanted.lower()) if "." in wanted and " " not in wanted else None


def medium_of(address: str) -> Medium | None:
    """The medium whose domain the address (or bare domain) lies in."""
    host = domain_of(address)
    while host.count(".") >= 1:
        if found := index().domains.get(host):
            return found
        host = host.split(".", 1)[1]
    return None


def domain_of(address: str) -> str:
    """The host name of an address without «www.»; «» when there is none."""
    try:
        host = (urlsplit(address if "://" in address else f"//{address}").hostname or "").lower()
    except ValueError:
        return ""
    return host.removeprefix("www.")


def media_in(text: str) -> Iterator[tuple[int, int, Medium]]:
    """Where the text (with straight apostrophes) names media: start, end, which; longest names first, none overlapping."""
    forms = index().by_first
    at = 0
    for word in WORD.finditer(text):
        if word.start() < at or word.group() not in forms:
            continue
        for form, melted, medium in forms[word.group()]:
            offset = word.start() - WORD.search(form).start()  # type: ignore[union-attr]
            end = offset + len(form)
            if offset < at or not text.startswith(form, offset) or text[end : end + 1].isalnum():
                continue
            if melted and not MELTED.search(text[max(0, offset - 6) : offset]):
                continue
            if any(text.startswith(body, offset) for body in longer_names().get(form, ())):
                continue  # «l'Union» is a newspaper, but not in «l'Union européenne»
            yield offset, end, medium
            at = end
            break


@cache
def longer_names() -> dict[str, tuple[str, ...]]:
    """The names of bodies that begin with the name of a medium."""
    forms = {form for known in index().by_first.values() for form, _, _ in known}
    found: dict[str, list[str]] = {}
    for row in language_table("fr", "bodies"):
        for name in (row["name"], *values(row["aliases"])):
            parts = name.translate(STRAIGHT).split(" ")
            for size in range(1, len(parts)):
                for head in (" ".join(parts[:size]), ARTICLE.sub("", " ".join(parts[:size]), count=1)):
                    if head in forms:
                        found.setdefault(head, []).append(name.translate(STRAIGHT).removeprefix("L'"))
    return {head: tuple(dict.fromkeys(names)) for head, names in found.items()}
