"""What an article is about, as far as it decides whether anything political can happen in it."""

from __future__ import annotations

from collections import Counter
from functools import cache

from dragoman.document import Document
from dragoman.languages.base import language_table

POLITICS = "politics"
LEAST = 8  # words of another matter below which nothing is decided
RATIO = 1.6  # how many times they must outnumber the words of politics


@cache
def topics(language: str) -> dict[str, tuple[str, ...]]:
    """Lemma (lower case) -> the topics that it tells of."""
    found: dict[str, list[str]] = {}
    for row in language_table(language, "topics"):
        found.setdefault(row["lemma"].lower(), []).append(row["topic"])
    return {lemma: tuple(names) for lemma, names in found.items()}


def other_matter(document: Document) -> str | None:
    """The matter of an article that is not about politics («sport», «business»); None for a political or doubtful one.

    Counts the words of each topic, each lemma at most three times; bodies and armed groups named count for politics.
    """
    if document.syntax is None:
        return None
    table = topics(document.article.language)
    lemmas = Counter(t.lemma_.lower() for t in document.syntax.doc if t.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"})
    counts: Counter[str] = Counter()
    for lemma, n in lemmas.items():
        for topic in table.get(lemma, ()):
            counts[topic] += min(n, 3)
    counts[POLITICS] += sum(m.kind == "body" or m.type == "armed group" for m in document.mentions)
    others = [(n, topic) for topic, n in counts.items() if topic != POLITICS]
    if not others:
        return None
    most, topic = max(others)
    return topic if most >= LEAST and most > RATIO * counts[POLITICS] else None
