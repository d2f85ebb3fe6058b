"""The dateline: where, on what day and for which agency the first lines were written («Téhéran, 15 avril (RHC)»)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.languages.base import language_table, values
from dragoman.model import Dateline
from dragoman.reading.language import pack_for
from dragoman.reading.lines import STRAIGHT
from dragoman.reading.media import medium_named

LINES = 6  # lines from the top in which a dateline may stand
UPPER = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒØÅÁÍÓÚÑŞŠŽČĐİŁ"
TOKEN = rf"(?:[{UPPER}][\w'.]*(?:-[\w'.]+)*|(?:d'|l')[{UPPER}][\w'-]*|de|du|des|la|le|les|el|al|sur|en|sous|et)"
PLACE = rf"(?P<place>[{UPPER}][\w'.]*(?:-[\w'.]+)*(?:[ ]{TOKEN}){{0,4}})"
OTHER = r"(?:\s?\([A-Z][^()\n]{1,40}\))?" + rf"(?:\s?[,/-]\s?(?P<other>[{UPPER}][\w'.]*(?:[ -]{TOKEN}){{0,4}}))?"
AGENCY = r"[(\[]\s?(?P<agency>[^()\[\]\n]{2,50}?)\s?[)\]]"
DASH = r"\s?(?:[-–—−]{1,3}|•|\||:)\s?"
LOOSE = re.compile(r"[-–—−|•:]")


@dataclass(frozen=True, slots=True)
class Shape:
    """A form of datelines; `sure` when nothing else looks like it, so that an unknown place is believed."""

    regex: re.Pattern[str]
    sure: bool


@cache
def shapes(language: str) -> tuple[Shape, ...]:
    """The forms of datelines, with the names of days and months of the language."""
    words = language_table(language, "time_words")
    months = "|".join(re.escape(f) for r in words if r["class"] == "mon" for f in values(r["forms"]))
    week = "|".join(re.escape(f) for r in words if r["class"] == "wd" for f in values(r["forms"]))
    short = "janv?|f[ée]vr?|avr|juil|sept?|oct|nov|d[ée]c"
    day = (
        rf"(?:(?i:le)\s)?(?P<day>(?i:(?:(?:{week})\s)?\d{{1,2}}(?:er)?\s(?:{months}|{short})\b\.?(?:\s\d{{4}})?"
        rf"|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|(?:{week})\b))"
    )
    start = r"^[«\"(\[]?\s?"
    return tuple(
        Shape(re.compile(start + text), sure)
        for text, sure in (
            (rf"{PLACE}{OTHER}\s?[,;]?\s?[(]?{day}[)]?\s?,?\s?{AGENCY}(?:{DASH})?", True),
            (rf"{PLACE}{OTHER}\s?,?\s?{AGENCY},?\s?{day}\s?(?:{DASH}|,)", True),
            (rf"{PLACE}{OTHER}\s?,?\s?{AGENCY}(?:{DASH})", True),
            (rf"{PLACE}{OTHER}\s?,\s?{day}\s?(?:{DASH}|,\s(?=[{UPPER}«]))", True),
            (rf"{PLACE}{OTHER}\s?[|–—-]\s?(?P<agency>[A-Z]{{2,5}}|Reuters|Xinhua|Belga)\s?[|–—-]\s?", True),
            (r"(?P<agency>[A-Z]{2,5}|Reuters|Xinhua|Belga)\s?[|/–—-]\s?" + PLACE + OTHER + rf"{DASH}", True),
            (
                rf"{PLACE}{OTHER}\s?\.?(?:\s?[–—]\s?|\s-{{1,2}}\s|-{{1,2}}\s|\s-(?=[{UPPER}«L])|\.\s?[-–—]+\s?)(?=\S)",
                False,
            ),
            (rf"{PLACE}{OTHER}\s?[:|]\s(?=[{UPPER}«\"])", False),
            (rf"{PLACE}{OTHER}\s?,\s?{day}$", True),
            (rf"{PLACE}{OTHER}\s?{AGENCY}\s(?=[{UPPER}«])", True),
        )
    )


def dateline_of(text: str, language: str, title_end: int = 0) -> Dateline | None:
    """The dateline at the beginning of one of the first paragraphs; None when there is none."""
    language, at = pack_for(language), title_end
    lines = text[title_end:].split("\n")[:LINES]
    for line in lines:
        if found := in_line(line, at, language):
            return found
        at += len(line) + 1
    return None


def in_line(line: str, at: int, language: str) -> Dateline | None:
    """The dateline with which the line begins."""
    straight = line.translate(STRAIGHT)
    for shape in shapes(language):
        found = shape.regex.match(straight)
        if not found:
            continue
        fields = found.groupdict()
        agency = fields.get("agency")
        medium = medium_named(agency) if agency else None
        if agency and medium is None and not re.fullmatch(r"[A-Z](?:[\w.'&-]|\s(?!que?\b|qui\b)){1,48}", agency):
            continue
        known = is_place(fields["place"], language)
        believed = shape.sure and (fields.get("day") or medium) and len(fields["place"].split()) <= 4
        if not (known or believed) or (not shape.sure and not follows(straight, found.end())):
            continue
        start = found.start("place")
        end = found.end()
        while end > start and straight[end - 1] in " -–—−|•:,":
            end -= 1
        return Dateline(line[slice(*found.span("place"))], at + start, at + end, fields.get("day"), agency)
    return None


def is_place(name: str, language: str) -> bool:
    """Whether the gazetteer knows the name, as it stands or in its parts («NAIROBI/KAMPALA»)."""
    from dragoman.places.gazetteer import find

    return any(find(form, language) for form in (name, name.replace("-", " "), name.title()))


def follows(line: str, end: int) -> bool:
    """Whether what comes after the supposed dateline is long enough to be the article's first sentence."""
    return len(line) - end > 60


def is_dateline(line: str, language: str) -> bool:
    """Whether a line is a dateline and nothing else («Ankara, 12 décembre»)."""
    found = in_line(line, 0, pack_for(language))
    return found is not None and len(line.strip(" -–—.")) - found.end < 4
