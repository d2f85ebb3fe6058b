"""Publication times that a source gives: in metadata, in its address, in its file name, in a visible line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache

from dragoman.languages.base import language_table, values
from dragoman.model import SourceDate
from dragoman.reading.lines import STRAIGHT

EARLIEST, LATEST = 1850, 2100  # years that a press article may bear
ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}\b)?)?"
)
ADDRESS = (
    re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$|-|_)"),
    re.compile(r"[/_=-](\d{4})-(\d{1,2})-(\d{1,2})(?:[/_.?&-]|$)"),
    re.compile(r"[/_=-]((?:19|20)\d{2})(\d{2})(\d{2})(?:[/_.?&T-]|$)"),
    re.compile(r"/((?:19|20)\d{2})/(\d{2})(\d{2})(?:/|$)"),
)
FILE = (re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)"),)
CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s?(?:[hH:]|heures?)\s?(\d{2})?(?!\d)\s*(GMT|UTC|TU)?")
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
UPDATED = re.compile(r"(?:mise? [àa] jour|modifi|actualis|maj\b|m\.?[àa]\.?j|update)", re.I)


def given(day: date) -> SourceDate:
    """The day that the caller gives."""
    return SourceDate(day, "given", day.isoformat())


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, if the calendar has it and a press article may bear it."""
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moment_of(text: str) -> tuple[date, datetime | None] | None:
    """The day, and the moment if the text has one, of a date as metadata write it; None when it is no date."""
    text = text.strip()
    if found := ISO.search(text):
        year, month, day, hour, minute, second, zone = found.groups()
        known = real_day(int(year), int(month), int(day))
        if known is None:
            return None
        if hour is None or int(hour) > 23 or int(minute) > 59:
            return known, None
        moment = datetime(known.year, known.month, known.day, int(hour), int(minute), min(int(second or 0), 59))
        return known, moment.replace(tzinfo=zone_of(zone)) if zone else moment
    if re.fullmatch(r"\d{8}(?:T?\d{4,6}Z?)?", text):
        found_day = real_day(int(text[:4]), int(text[4:6]), int(text[6:8]))
        return (found_day, None) if found_day else None
    if re.fullmatch(r"1?\d{9}(?:\d{3})?(?:\.\d+)?", text):  # seconds or thousandths since 1970
        stamp = float(text) / (1000 if len(text.split(".")[0]) > 10 else 1)
        moment = datetime.fromtimestamp(stamp, UTC)
        return moment.date(), moment
    try:
        moment = parsedate_to_datetime(text)
        return moment.date(), moment
    except (TypeError, ValueError, IndexError):
        return written_day(text, "fr")


def zone_of(text: str) -> timezone:
    """The time zone of «Z», «+02:00», «-0500»."""
    found = re.fullmatch(r"([+-])(\d{2}):?(\d{2})?", text)
    if not found:
        return UTC
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return timezone(timedelta(minutes=(-minutes if found[1] == "-" else minutes) if minutes < 1440 else 0))


def source_date(text: object, rule: str, modified: object = None) -> SourceDate | None:
    """The publication time that a metadata field gives, with the time of its last change; None when it is no date."""
    found = moment_of(str(text)) if text else None
    if found is None:
        return None
    changed = moment_of(str(modified)) if modified else None
    return SourceDate(found[0], rule, str(text).strip(), found[1], changed[1] if changed else None)


def from_address(address: str) -> SourceDate | None:
    """The day in the path of an address («/2024/05/17/»)."""
    path = re.sub(r"^[a-z]+://[^/]+", "", address)
    return first_day(ADDRESS, path, "address")


def from_file_name(name: str) -> SourceDate | None:
    """The day written in a file name («2024-05-17_lome.txt»)."""
    return first_day(FILE, name, "file")


def first_day(patterns: tuple[re.Pattern[str], ...], text: str, rule: str) -> SourceDate | None:
    """The first real day that one of the patterns finds."""
    for pattern in patterns:
        for found in pattern.finditer(text):
            day = real_day(int(found[1]), int(found[2]), int(found[3]))
            if day and day.year >= 1990:
                return SourceDate(day, rule, found[0].strip("/_-.?&="))
    return None


@cache
def months(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """A pattern for «14 février 2023» in that language, and the number of each name of a month."""
    numbers: dict[str, int] = {}
    for row in language_table(language, "time_words"):
        if row["class"] == "mon":
            numbers |= {form.casefold().rstrip("."): int(row["value"]) for form in values(row["forms"])}
    names = "|".join(sorted(map(re.escape, numbers), key=lambda n: (-len(n), n)))
    return re.compile(rf"(?<!\d)(\d{{1,2}})(?:er)?\s+({names})\.?,?\s+(\d{{4}})(?!\d)", re.I), numbers


def written_day(text: str, language: str) -> tuple[date, datetime | None] | None:
    """The first whole date written out in the text («14 février 2023», «14/02/2023»), with the clock time after it."""
    straight = text.translate(STRAIGHT)
    pattern, numbers = months(language)
    day, end = None, 0
    if found := pattern.search(straight):
        day, end = real_day(int(found[3]), numbers[found[2].casefold()], int(found[1])), found.end()
    elif found := NUMERIC.search(straight):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        day, end = real_day(year, int(found[2]), int(found[1])), found.end()
    if day is None:
        return None
    clock = CLOCK.search(straight, end, end + 25)
    if clock and int(clock[1]) < 24 and int(clock[2] or 0) < 60:
        zone = UTC if clock[3] else None
        return day, datetime(day.year, day.month, day.day, int(clock[1]), int(clock[2] or 0), tzinfo=zone)
    return day, None


def visible(text: str, language: str) -> SourceDate | None:
    """The publication time of a line such as «Publié le 12 mars 2023 à 14h05, mis à jour à 16h»."""
    parts = UPDATED.split(text, maxsplit=1)
    first = parts[0] if any(c.isdigit() for c in parts[0]) else text
    found = moment_of(first) if ISO.search(first) else written_day(first, language)
    if found is None:
        return None
    later = written_day(parts[1], language) if len(parts) > 1 and first is parts[0] else None
    return SourceDate(found[0], "visible", text.strip(), found[1], later[1] if later else None)
