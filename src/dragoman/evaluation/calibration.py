"""Measures how often the events found in each way are right, for the table from which their scores are read.

`python -m dragoman.evaluation.calibration TABLE GOLD…` (`make calibration`) reads the open coded texts and writes TABLE.
Texts put aside are left out; what only one coder would have counts neither way.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from dragoman.document import Document
from dragoman.evaluation.agreement import events_agree, likeness, pair
from dragoman.evaluation.coded import CodedText
from dragoman.evaluation.texts import readings
from dragoman.events.scores import ground_of
from dragoman.events.sides import Sides
from dragoman.events.stage import code_events, completed_matches
from dragoman.pipeline import read_article

Ground = tuple[str, str]
HEADER = """# How many events found in each way agreed in type and sides with a coder's (right, of those coded): `make calibration`.
named\tform\tright\tcoded
"""


def tally(readings: Iterable[tuple[CodedText, Sequence[Document]]]) -> dict[Ground, tuple[int, int]]:
    """Ground -> how many events were right, and how many there were."""
    right: Counter[Ground] = Counter()
    coded: Counter[Ground] = Counter()
    for text, documents in readings:
        if text.aside:
            continue
        for seen in documents:
            # Once more, with its syntax kept, and with the events that are too unlikely to be recorded.
            document = code_events(replace(read_article(seen.article), events=(), rejected=()), least=0.0)
            grounds = {m.trigger.idx: ground_of(m) for m in completed_matches(document, Sides(document), [])}
            best = pair(text.events, document.events, events_agree, likeness)
            for gold, event in best.pairs:
                if not gold.optional:
                    right[grounds[event.trigger.start]] += 1
                    coded[grounds[event.trigger.start]] += 1
            for event in best.beyond:
                coded[grounds[event.trigger.start]] += 1
    return {ground: (right[ground], coded[ground]) for ground in sorted(coded)}


def main(arguments: Sequence[str]) -> int:
    """Writes the table named first from the coded texts in the places named after it."""
    table, *gold = map(Path, arguments)
    found = tally(readings(gold, [Path("samples")] + [g for g in gold if g.is_dir()]))
    lines = (f"{named}\t{form}\t{right}\t{coded}\n" for (named, form), (right, coded) in found.items())
    table.write_text(HEADER + "".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
