"""What an article says of itself: title, outlet, authors, and the agencies that its signature names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.model import Credit, Cut, Outlet
from dragoman.reading.dateline import is_dateline
from dragoman.reading.draft import Draft
from dragoman.reading.lines import STRAIGHT, Line
from dragoman.reading.media import Medium, domain_of, medium_named, medium_of

LONGEST_TITLE = 230
SEPARATOR = re.compile(r"\s+(?:[|–—•·»:-]|::|//)\s+")
SIGNED = re.compile(r"(?P<name>(?:L[ea]s? |L'|Radio |Agence |Journal )[^.,|·•–-]{2,40})[.,|·•–-]")  # no person
SITE_LINE = 60  # characters
BY = re.compile(
    r"^\W*(?:propos recueillis par|recueillis? par|[ée]crit par|r[ée]dig[ée] par|reportage de|correspondance de|"
    r"correspondance particuli[èe]re de|auteure?\s?:|signature\s?:|r[ée]daction\s?:|par|by)\s?:?\s+",
    re.I,
)
ROLE = re.compile(
    r"\s*(?:[,(|–—/]|\s-\s|\b(?=envoy[ée]|correspond|avec\b|publi[ée]|le \d|[àa] [A-Z]|mis [àa] jour|journaliste)).*$",
    re.I,
)
KICKER = re.compile(r"^(?:[A-ZÀ-Ý][A-ZÀ-Ý' -]{2,30}|[A-ZÀ-Ý]\w{3,14})[.] (?=[«A-ZÀ-Ý])")
AND = re.compile(r"\s*(?:,|;|\bet\b|\band\b|&)\s*")
NAME = re.compile(r"(?:[A-ZÀÂÇÉÈÊËÎÏÔÖÙÛÜŒ][\w'’.-]*|d[eu]|da|dos|van|von|der|el|al|ben|bint|ould|d')(?:\s|$|(?<='))")
WITH = re.compile(r"^(?:avec|with)\s", re.I)
COLLECTIVE = re.compile(r"^(?:la )?r[ée]daction\b|^admin|^webmaster|^https?:|^www\.|^redac|^staff$|^editor", re.I)


def split_title(title: str, outlet: str | None, address: str | None) -> str:
    """The title without the site's name at its end (or beginning)."""
    title = " ".join(title.split())
    parts = SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    sites = {folded(name) for name in (outlet, site_of(address)) if name}
    for index in (-1, 0):
        part = parts[index]
        if folded(part) in sites or folded(part.split(".")[0]) in sites or medium_named(part):
            cut = list(SEPARATOR.finditer(title))[index]
            kept = title[: cut.start()] if index else title[cut.end() :]
            if len(kept) > 12:
                return split_title(kept, outlet, address)
    return title


def folded(name: str) -> str:
    """The letters and figures of a name, small."""
    return re.sub(r"[\W_]+", "", name.translate(STRAIGHT).casefold())


def site_of(address: str | None) -> str | None:
    """The distinguishing part of an address's domain: «exemple» of www.exemple.com."""
    host = domain_of(address) if address else ""
    parts = host.split(".")
    return parts[-2] if len(parts) > 1 else None


def title_line(lines: list[Line], language: str) -> int | None:
    """The index of the line that is the title: the first heading near the top, else a first line without a final stop."""
    full = [i for i, line in enumerate(lines) if line.text]
    if len(full) < 2:
        return None
    for index in full[:4]:
        if lines[index].heading == 1 or (lines[index].heading and index == full[0]):
            return index
    if len(full) > 2 and is_dateline(lines[full[0]].text, language):
        full = full[1:]
    first, second = lines[full[0]], lines[full[1]]
    if like_title(first) and not (len(first.text.split()) <= 2 and like_title(second) and len(full) > 2):
        return full[0]
    return full[1] if like_title(first) and like_title(second) else None


def like_title(line: Line) -> bool:
    """Whether a line is short and does not end as a sentence does."""
    text = line.straight.strip()
    body = KICKER.sub("", text, count=1)  # «MIGRANTS. Varsovie montre du doigt Moscou»
    if not 3 <= len(text) <= LONGEST_TITLE or (len(text.split()) < 2 and len(text) < 8):
        return False
    if (text.endswith((".", ";", ",", ":")) and not text.endswith("...")) or re.search(r"\w\w[.;] [A-ZÉÈÀ]", body):
        return False
    if text.startswith(("«", '"', "“")) and text.endswith(("»", '"', "”")) and len(text) > 120:
        return False
    return not text[0].islower()


def outlet_of(draft: Draft, lines: Iterable[Line], dateline_agency: str | None) -> tuple[Outlet | None, Medium | None]:
    """Who printed the article, and the medium of the table if it is known there.

    The address comes first, then what metadata say, then a line that is only a site's name, then the dateline's agency
    unless others too print its dispatches.
    """
    candidates: list[Medium | None] = [medium_of(draft.address)] if draft.address else []
    if draft.outlet:
        candidates.append(medium_named(draft.outlet))
    elif not draft.address:
        cuts = [cut for line in lines for cut in line.cuts]
        candidates.extend(
            medium_of(cut.text.strip("<>() ")) for cut in cuts if cut.reason == "link" and "/" in cut.text
        )
        candidates.extend(medium_named(cut.text) for cut in cuts if cut.reason == "site name")
    for medium in candidates:
        if medium:
            return medium.outlet, medium
    if draft.outlet and "." not in draft.outlet:
        return Outlet(draft.outlet), None
    agency = medium_named(dateline_agency) if dateline_agency else None
    if agency and (not agency.is_agency or agency.state_owned):
        return agency.outlet, agency
    sites = [cut.text for line in lines for cut in line.cuts if cut.reason in {"site name", "copyright"}]
    signed = (cut.text for line in lines for cut in line.cuts if cut.reason == "byline and date")
    sites += [found["name"] for text in signed if (found := SIGNED.match(text))]
    name = draft.outlet or domain_of(draft.address or "") or next((s for s in map(site_name, sites) if s), None)
    return (Outlet(name), None) if name else (None, None)


def site_name(text: str) -> str | None:
    """The name that a line of a site's name or rights gives: «© 2023 Agence Exemple. Tous droits réservés»."""
    name = re.sub(r",.*$", "", text) if "," in text and "©" not in text else text
    name = re.sub(r"(?i)©|\(c\)|copyright|\d{4}(?:\s?-\s?\d{4})?|tous droits.*|all rights.*", " ", name)
    name = " ".join(name.strip(" \t*_.,-–—|:").split())
    return name if 2 < len(name) <= SITE_LINE and any(c.isupper() for c in name + name[0].upper()) else None


def authors_of(draft: Draft, lines: Iterable[Line]) -> tuple[str, ...]:
    """The authors: those of the metadata, else those of the bylines that were cut from the text."""
    if draft.authors:
        return tuple(name for name in draft.authors if not WITH.match(name))
    found: list[str] = []
    for line in lines:
        for cut in line.cuts:
            if cut.reason.startswith("byline"):
                found.extend(names_in_byline(cut.text))
    return tuple(dict.fromkeys(found))


def names_in_byline(text: str) -> list[str]:
    """The persons that a byline names; agencies and newsrooms are none."""
    straight = BY.sub("", text.translate(STRAIGHT))
    out: list[str] = []
    for part in AND.split(straight):
        name = ROLE.sub("", BY.sub("", part)).strip(" .·|")
        words = NAME.findall(name + " ")
        if (
            not name
            or SIGNED.match(name + ".")
            or COLLECTIVE.match(name)
            or medium_named(name)
            or name.casefold() in {"agences", "agence"}
        ):
            continue
        if len("".join(words).replace(" ", "")) == len(name.replace(" ", "")) and 1 < len(name.split()) < 6:
            out.append(name)
    return out


def signature_credits(draft: Draft, lines: Iterable[Line], own: Medium | None) -> tuple[Credit, ...]:
    """Credits that stand outside the text: agencies among the authors of the metadata or in a byline that was cut."""
    from dragoman.reading.media import media_in

    texts = [*draft.authors, *draft.agencies]
    cuts: list[Cut] = [cut for line in lines for cut in line.cuts]
    texts += [cut.text for cut in cuts if cut.reason.startswith("byline") or cut.reason in {"copyright", "agency slug"}]
    found: dict[str, Credit] = {}
    for text in texts:
        for _, _, medium in media_in(text.translate(STRAIGHT)):
            if medium.is_agency and (own is None or medium.id != own.id):
                found.setdefault(medium.name, Credit(medium.name, "relays"))
    return tuple(found.values())
