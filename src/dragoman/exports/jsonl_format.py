"""The export contract as a format among the others; `jsonl` writes it, docs/record.md describes every field."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from dragoman.exports import jsonl
from dragoman.exports.columns import Format, written
from dragoman.exports.selection import Selection, in_order


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes the whole record; with a query, all that is read in the articles that have an event asked for."""
    lines = jsonl.objects(selection.register) if selection.whole else part(selection)
    written((json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines), out)


def part(selection: Selection) -> Iterator[jsonl.Line]:
    """The record of some articles, in the order of the whole. What lies between articles names only these."""
    articles: set[str] = set()
    events: set[str] = set()
    mentions: dict[str, list[jsonl.Line]] = defaultdict(list)
    for document in selection.documents():
        articles.add(document.article.id)
        events.update(event.id for event in document.events)
        for actor in document.actors:
            mentions[actor.id] += []
        for mention in document.mentions:
            for named in dict.fromkeys(p.actor for p in mention.parties if p.actor):
                mentions[named].append(jsonl.mention_line(document.article.id, mention))
        yield jsonl.article_line(document)
    yield from (
        jsonl.actor_line(selection.cast[key], mentions[key]) for key in sorted(mentions) if key in selection.cast
    )
    for document in selection.documents():
        yield from (jsonl.event_line(e, selection.occurrence(e.id)) for e in in_order(document))
    for document in selection.documents():
        yield from (jsonl.statement_line(s) for s in document.statements)
    for document in selection.documents():
        yield from (jsonl.time_line(document.article.id, time) for time in document.times)
    for happening in selection.register.occurrences():
        if kept := tuple(e for e in happening.events if e in events):
            yield jsonl.occurrence_line(replace(happening, events=kept))
    for story in selection.register.stories():
        if kept := tuple(a for a in story.articles if a in articles):
            yield jsonl.story_line(replace(story, articles=kept))
    for one in selection.register.derivations():
        if one.article in articles and (one.origin_article is None or one.origin_article in articles):
            yield jsonl.derivation_line(one)


FORMAT = Format(
    "jsonl",
    ".jsonl",
    "The record, one JSON object a line: the contract, described field by field in docs/record.md, and as a JSON Schema in "
    "`src/dragoman/exports/record.schema.json`. With a query: all that is read in the articles that have an event asked for.",
    (),
    "nothing but what the reading rejected and cut.",
    "Python's json and jsonschema",
    write,
)
