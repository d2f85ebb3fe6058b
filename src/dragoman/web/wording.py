"""The words of the pages, in French and in English; the reports' words for records stand beside them."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from importlib.resources import files

from dragoman.languages.base import rows
from dragoman.model import Interval
from dragoman.reports.wording import LANGUAGES, Wording

SHORT_MONTHS = {
    "fr": "janv. févr. mars avr. mai juin juill. août sept. oct. nov. déc.".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}
# Between the thousands.
GAP = {"fr": "\u202f", "en": ","}


@cache
def words(language: str) -> dict[str, str]:
    """Every word of the pages in the language, by key."""
    table = files("dragoman.web").joinpath("tables", "words.tsv")
    return {row["key"]: row[language] for row in rows(table)}


@cache
def state_names(language: str) -> dict[str, str]:
    """The name of each state in the language, by its code."""
    if language == "fr":
        table = files("dragoman.languages").joinpath("fr", "states.tsv")
        return {row["iso3"]: row["name"] for row in rows(table)}
    table = files("dragoman.actors").joinpath("tables", "states.tsv")
    return {row["iso3"]: row["name_en"] for row in rows(table)}


class Tongue(Wording):
    """Words in one language, for records and for the pages around them."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.words = words(language)

    def __call__(self, key: str, **values: object) -> str:
        """The word or sentence of this key, with the values put in. Raises KeyError for a key that is not there."""
        text = self.words[key]
        return text.format(**values) if values else text

    def number(self, count: int) -> str:
        """The number with its thousands apart."""
        return f"{count:,}".replace(",", GAP[self.language])

    def count(self, key: str, count: int) -> str:
        """«1 dépêche», «34 dépêches»: the word is kept under `count.KEY.one` and `count.KEY.many`."""
        one = count == 1 or (count == 0 and self.language == "fr")
        form = "one" if one else "many"
        return f"{self.number(count)} {self.words[f'count.{key}.{form}']}"

    def state(self, code: str | None) -> str:
        """The name of a state in the language; a code that is no state's stays as it is."""
        return state_names(self.language).get(code or "", code or "")

    def short(self, day: date | None) -> str:
        """The day in short: «4 mars 2025», «4 Mar 2025»."""
        if day is None:
            return "—"
        return f"{day.day} {SHORT_MONTHS[self.language][day.month - 1]} {day.year}"

    def span(self, interval: Interval | None) -> str:
        """An interval in short, as narrow as a column of dates needs it."""
        if interval is None:
            return "—"
        first, last = interval.earliest, interval.latest
        if first == last:
            return self.short(first)
        whole = self.days(interval)
        if "–" not in whole:  # a month or a year
            return whole
        if first.year == last.year:
            month = SHORT_MONTHS[self.language]
            if first.month == last.month:
                return f"{first.day}–{last.day} {month[last.month - 1]} {last.year}"
            return f"{first.day} {month[first.month - 1]} – {self.short(last)}"
        return f"{self.short(first)} – {self.short(last)}"

    def moment(self, moment: datetime | None) -> str:
        """A moment of this program's own work, to the minute."""
        return f"{self.short(moment.date())}, {moment:%H:%M}" if moment else "—"


@cache
def tongue(language: str) -> Tongue:
    """The words in the language."""
    return Tongue(language)


def preferred(header: str) -> str:
    """The first language of an Accept-Language header that the pages speak; French if it names none."""
    wishes = []
    for position, part in enumerate(header.split(",")[:20]):
        name, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        wishes.append((-weight, position, name.strip().lower()[:2]))
    return next((code for _, _, code in sorted(wishes) if code in LANGUAGES), LANGUAGES[0])
