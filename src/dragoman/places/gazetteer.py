"""The gazetteer: every place name Dragoman knows, looked up word by word, the longest name first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from dragoman.languages.base import language_table, rows, values
from dragoman.model import Place

# Words, numbers, and each mark on its own: «d'Alep» is d ' Alep, so that an elision never hides a name.
PIECE = re.compile(r"[^\W_]+|[^\w\s]")
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-"})
COUNTRY_WEIGHT = 8
# State aliases that are powers, not stretches of land.
POWERS = re.compile(r"^(?:Autorité|AP |régime|entité|dynastie|Sublime|Oncle|État hébreu|État juif|Empire|empire)")
ARTICLE = re.compile(r"(?:Les? |La |L')[A-ZÀ-Ý]")
SHORTEST_ALIAS = 3  # letters: «US» and «UK» are adjectives more often than places
SHORTEST_CAPITALS = 4  # letters of a name that may be printed in capitals: «MALI», not «US»


@dataclass(frozen=True, slots=True)
class Entry:
    """A reading of a name: the place and how much it weighs in the news (1 to 9)."""

    place: Place
    weight: int


@dataclass(slots=True)
class Node:
    """One step in the trie: the words that may follow, and the readings of the name that ends here.

    `blocked` marks a longer name of something else («Washington Post») that hides the place inside it.
    """

    next: dict[str, Node] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Two tries: names as printed, and names in capitals without accents."""

    names: Node
    capitals: Node


def pieces(text: str) -> list[tuple[str, int, int]]:
    """The words and marks of a text with their offsets; apostrophes are straightened, no offset moves."""
    return [(m.group(), m.start(), m.end()) for m in PIECE.finditer(text.translate(STRAIGHT))]


def unaccented(text: str) -> str:
    """The text without its diacritics; characters may be fewer."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def letters(name: str) -> int:
    """How many letters the name has."""
    return sum(map(str.isalpha, name))


def capital_first(name: str) -> str:
    """The name with a capital first letter: «Mer Rouge» for «mer Rouge»."""
    return name[:1].upper() + name[1:]


def lower_article(name: str) -> str:
    """The name with its article in small letters: «la Havane» for «La Havane»."""
    return name[0].lower() + name[1:] if ARTICLE.match(name) else name


def node_for(root: Node, words: list[str]) -> Node:
    """The node of these words, made if there was none."""
    node = root
    for word in words:
        node = node.next.setdefault(word, Node())
    return node


def add(gazetteer: Gazetteer, name: str, entry: Entry) -> None:
    """Files the entry under the name, as printed, with a first capital, and in capitals."""
    for form in dict.fromkeys((name, capital_first(name), lower_article(name))):
        node = node_for(gazetteer.names, PIECE.findall(form))
        if entry not in node.entries:
            node.entries = (*node.entries, entry)
    # Regions and seas are left out: in a title in capitals they are rare, common words are not.
    if entry.place.kind in {"city", "country"} and letters(name) >= SHORTEST_CAPITALS:
        node = node_for(gazetteer.capitals, PIECE.findall(unaccented(name).upper()))
        if entry not in node.entries:
            node.entries = (*node.entries, entry)


def block(gazetteer: Gazetteer, name: str) -> None:
    """Hides the places inside a name of several words that is something else."""
    words = PIECE.findall(name.translate(STRAIGHT))
    if len(words) > 1:
        node_for(gazetteer.names, words).blocked = True


def table_entries() -> list[tuple[str, Entry]]:
    """Every name of the table of places with its reading."""
    found = []
    for row in rows(files("dragoman.places").joinpath("tables/places.tsv")):
        place = Place(row["name"], row["country"] or None, float(row["lat"]), float(row["lon"]), row["kind"])
        entry = Entry(place, int(row["weight"]))
        found += [(name, entry) for name in (row["name"], *values(row["aliases"]))]
    return found


def country_entries(language: str, taken: frozenset[str]) -> list[tuple[str, Entry]]:
    """Every name of a state as a place of kind country; an alias that the table has as a place is left to it."""
    states = {row["iso3"]: row for row in rows(files("dragoman.actors").joinpath("tables/states.tsv"))}
    found = []
    for row in language_table(language, "states"):
        state = states[row["iso3"]]
        lat, lon = (float(state[c]) if state[c] else None for c in ("capital_lat", "capital_lon"))
        entry = Entry(Place(row["name"], row["iso3"], lat, lon, "country"), COUNTRY_WEIGHT)
        long_enough = (a for a in values(row["aliases"]) if letters(a) >= SHORTEST_ALIAS)
        aliases = [a for a in long_enough if a not in taken and not POWERS.match(a)]
        found += [(name, entry) for name in (row["name"], *aliases)]
    return found


def other_names(language: str) -> list[str]:
    """Names of media, bodies and armed groups, which may hold a place name without being at that place."""
    media = rows(files("dragoman.actors").joinpath("tables/media.tsv"))
    tables = (media, language_table(language, "bodies"), language_table(language, "armed_groups"))
    return [name for table in tables for row in table for name in (row["name"], *values(row["aliases"]))]


@cache
def gazetteer(language: str = "fr") -> Gazetteer:
    """The gazetteer of the language, built once."""
    built = Gazetteer(Node(), Node())
    known = table_entries()
    taken = frozenset(name for name, _ in known)
    for name, entry in (*known, *country_entries(language, taken)):
        add(built, name.translate(STRAIGHT), entry)
    for name in other_names(language):
        block(built, name)
    return built


def find(name: str, language: str = "fr") -> tuple[Place, ...]:
    """The places of that name, the weightiest first; () when there is none. Accepts a name in capitals."""
    words = [w for w, _, _ in pieces(name)]
    book = gazetteer(language)
    for root in (book.names, book.capitals):
        node: Node | None = root
        for word in words:
            node = node.next.get(word) if node else None
        if node and node.entries:
            return tuple(e.place for e in sorted(node.entries, key=lambda e: -e.weight))
    return ()
