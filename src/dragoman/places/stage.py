"""The stage that finds the places named in the text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from dragoman.document import Document
from dragoman.languages.base import language_table
from dragoman.model import Place
from dragoman.places.gazetteer import Entry, Gazetteer, Node, gazetteer, pieces, unaccented

Piece = tuple[str, int, int]
# How far, in characters, the name of a country speaks for an ambiguous name beside it: «Tripoli, au Liban».
NEAR = 60
NAMED_COUNTRY, COUNTRY_BESIDE = 5, 3
# From this weight on a name before another capitalised word is still a place («en Russie Vladimir Poutine»).
WEIGHTY = 7


@dataclass(frozen=True, slots=True)
class Match:
    """A name found at pieces `[first, last)`, with its readings."""

    first: int
    last: int
    entries: tuple[Entry, ...]


@cache
def place_words(language: str) -> dict[str, frozenset[str]]:
    """role -> the words that tell a place from a person or an event."""
    table = language_table(language, "place_words")
    return {role: frozenset(r["word"] for r in table if r["role"] == role) for role in {r["role"] for r in table}}


def longest(root: Node, text: list[Piece], first: int, *, bare: bool = False) -> tuple[int, Node] | None:
    """The end and node of the longest name that starts at the piece, blocked or not; `bare` ignores accents."""
    node, best = root, None
    for at in range(first, len(text)):
        step = node.next.get(unaccented(text[at][0]) if bare else text[at][0])
        if step is None:
            break
        node = step
        if node.entries or node.blocked:
            best = (at + 1, node)
    return best


def name_at(book: Gazetteer, text: list[Piece], first: int) -> tuple[int, Node] | None:
    """As `longest`, over the names as printed and then, for a word in capitals, over those in capitals."""
    found = longest(book.names, text, first)
    word = text[first][0]
    if found or not (len(word) > 1 and word.isupper()):
        return found
    return longest(book.capitals, text, first, bare=True)


def joined(left: Piece, right: Piece) -> bool:
    """Whether nothing, not even a space, stands between the two pieces."""
    return left[2] == right[1]


def inside_compound(book: Gazetteer, text: list[Piece], first: int, last: int, previous_end: int) -> bool:
    """Whether a hyphen makes the name part of another word; «Moscou-Pékin», two places, is none."""
    if first > 1 and hyphenated(text, first - 1) and previous_end != first - 1:
        return True
    return last + 1 < len(text) and hyphenated(text, last) and name_at(book, text, last + 1) is None


def hyphenated(text: list[Piece], at: int) -> bool:
    """Whether the piece is a hyphen that ties two words."""
    left, mark, right = text[at - 1 : at + 2]
    tied = joined(left, mark) and joined(mark, right)
    return mark[0] == "-" and tied and left[0].isalpha() and right[0].isalpha()


def is_name(document: Document, piece: Piece) -> bool:
    """Whether the piece is a capitalised word that can be part of a person's name."""
    word = piece[0]
    if not (word[0].isupper() and word[1:].islower()):
        return False
    return document.syntax is None or document.syntax.token_at(piece[1]).pos_ == "PROPN"


def spaced(document: Document, left: Piece, right: Piece) -> bool:
    """Whether the pieces stand in one line with only a space between them."""
    gap = document.text[left[2] : right[1]]
    return bool(gap) and gap.isspace() and "\n" not in gap


def part_of_person(document: Document, text: list[Piece], match: Match, ends: frozenset[int]) -> bool:
    """Whether a capitalised neighbour makes the name a person's: «Jean Paris», «Florence Parly»."""
    words = place_words(document.article.language)
    left = text[match.first - 1] if match.first else None
    right = text[match.last] if match.last < len(text) else None
    light = max(e.weight for e in match.entries) < WEIGHTY or text[match.first][0] in words["given"]
    if left and match.first not in ends and spaced(document, left, text[match.first]):
        opening = left[0] in words["function"] or left[0] in words["locative"]
        if not opening and is_name(document, left):
            return True
    if not (right and light and spaced(document, text[match.last - 1], right) and is_name(document, right)):
        return False
    before = left[0] if left and left[0] != "'" else (text[match.first - 2][0] if match.first > 1 else "")
    of_country = before in words["of"] and any(e.place.kind == "country" for e in match.entries)
    return before not in words["locative"] and not of_country


def names_event(document: Document, text: list[Piece], first: int) -> bool:
    """Whether something is named after the place: «Conférence de Munich», «accords d'Oslo»."""
    words = place_words(document.article.language)
    at = first - 1
    if at > 0 and text[at][0] == "'":
        at -= 1
    return at > 0 and text[at][0] in words["of"] and text[at - 1][0] in words["event"]


def takes_no_article(document: Document, text: list[Piece], match: Match) -> bool:
    """Whether the name is a city's and has an article before it that is no part of it: «la Douma» is a parliament."""
    if match.first == 0 or any(e.place.kind != "city" for e in match.entries):
        return False
    at = match.first - 2 if text[match.first - 1][0] == "'" and match.first > 1 else match.first - 1
    return text[at][0] in place_words(document.article.language)["article"]


def matches(document: Document, book: Gazetteer) -> tuple[list[Match], list[Piece]]:
    """Every place name of the text in order, and the pieces of the text."""
    text = pieces(document.text)
    found: list[Match] = []
    at = previous_end = 0
    ends: set[int] = set()
    while at < len(text):
        hit = name_at(book, text, at)
        if hit is None:
            at += 1
            continue
        last, node = hit
        match = Match(at, last, node.entries)
        if (
            node.entries
            and not inside_compound(book, text, at, last, previous_end)
            and not part_of_person(document, text, match, frozenset(ends))
            and not takes_no_article(document, text, match)
            and not names_event(document, text, at)
        ):
            found.append(match)
            ends.add(last)
        previous_end = at = last
    return found, text


def chosen(match: Match, start: int, named: dict[str, list[int]]) -> Place:
    """The best reading of the name, given where the text names countries without doubt."""

    def score(entry: Entry) -> tuple[int, str]:
        spots = named.get(entry.place.country or "", [])
        beside = any(abs(spot - start) <= NEAR for spot in spots)
        total = entry.weight + NAMED_COUNTRY * bool(spots) + COUNTRY_BESIDE * beside
        return -total, entry.place.country or ""

    return min(match.entries, key=score).place


def find_places(document: Document) -> Document:
    """The document with every place that the text names, in order; ambiguous names go with the countries named."""
    found, text = matches(document, gazetteer(document.article.language))
    named: dict[str, list[int]] = {}
    for match in found:
        countries = {e.place.country for e in match.entries}
        if len(countries) == 1 and (country := countries.pop()):
            named.setdefault(country, []).append(text[match.first][1])
    places = []
    for match in found:
        start, end = text[match.first][1], text[match.last - 1][2]
        places.append(replace(chosen(match, start, named), start=start, end=end))
    return replace(document, places=tuple(places))
