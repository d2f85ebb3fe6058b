"""Sentences of treebanks in which nothing, or little, political happens: whatever is coded on them is noise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.model import Article, Event
from dragoman.pipeline import read_together

# The parts that are known, by how their sentences are numbered: leaflets of medicines (Sequoia), questions (French
# Question Bank). The articles of Sequoia's encyclopedia tell of affairs of state: what is coded there is for the most part
# right, so they are counted apart. Of other treebanks nothing is known, and nothing is read.
PARTS = (("medicines", re.compile(r"emea")), ("questions", re.compile(r"FQB")), ("affairs", re.compile(r"frwiki")))
POLITICAL = frozenset({"affairs"})
LANGUAGE = "fr"
FIELD = re.compile(r"^# (sent_id|text) = (.*)$")


@dataclass(frozen=True, slots=True)
class TreebankSentence:
    """A sentence of a treebank: which part it belongs to, its number, its words."""

    part: str
    id: str
    text: str


def treebank_sentences(paths: Iterable[Path]) -> Iterator[TreebankSentence]:
    """The sentences of the known parts of CoNLL-U files; a folder stands for its files.

    Raises UsageError when there is none.
    """
    found = False
    for path in paths:
        for file in sorted(path.glob("*.conllu")) if path.is_dir() else [path]:
            for sentence in _sentences(file):
                found = True
                yield sentence
    if not found:
        raise UsageError("no sentence of a part that is known: emea and frwiki of Sequoia, the French Question Bank")


def _sentences(file: Path) -> Iterator[TreebankSentence]:
    number = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not (match := FIELD.match(line)):
            continue
        if match[1] == "sent_id":
            number = match[2]
        elif part := next((name for name, pattern in PARTS if pattern.match(number)), None):
            yield TreebankSentence(part, number, match[2])


def noise(
    paths: Iterable[Path], pipeline: str | None = None
) -> dict[str, list[tuple[TreebankSentence, tuple[Event, ...]]]]:
    """Part -> its sentences, each with what is coded on it. Every sentence is read as an article of its own."""
    sentences = list(treebank_sentences(paths))
    articles = (Article(s.id, s.id, s.text, LANGUAGE) for s in sentences)
    found: dict[str, list[tuple[TreebankSentence, tuple[Event, ...]]]] = {}
    for sentence, document in zip(sentences, read_together(articles, pipeline=pipeline), strict=True):
        found.setdefault(sentence.part, []).append((sentence, document.events))
    return found
