"""The sections of the dossier: what is wanted of a register, put in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.document import Document
from dragoman.model import Statement
from dragoman.register import Register
from dragoman.register.queries import EVERYTHING, Query
from dragoman.reports.book import Book, Entry, Figure
from dragoman.reports.calendar import announced, last_day
from dragoman.reports.chronology import Line, lines
from dragoman.reports.meetings import paired, state_names
from dragoman.reports.relations import chart, over_time
from dragoman.reports.shelf import Shelf
from dragoman.reports.wording import Wording, party

LETTERS = frozenset({"letter", "message"})
MEETINGS = frozenset({"meeting", "visit", "call", "negotiation", "mediation", "session", "interview"})
ANNOUNCED = frozenset({"planned", "requested"})
# Bars of a summary that are shown.
MOST = 8


def gather(register: Register, query: Query, words: Wording, subject: str = "") -> Book:
    """The dossier of what is wanted; with no wish, of the whole register. Only dispatches that bear on it are listed."""
    events, said = register.events(query), register.statements(query)
    all_lines = lines(events, register.occurrences())
    wanted = {e.article for e in events} | {s.article for s in said}
    documents = [d for d in register.documents() if query == EVERYTHING or d.article.id in wanted]
    shelf = Shelf(documents, register, words)
    entries = shelf.entries(all_lines)
    entry_of = {e.line.shown.id: e for e in entries}
    names = state_names(register)
    related = over_time(all_lines, query.sides)
    return Book(
        subject=subject or " – ".join(names.get(side, side) for side in query.sides),
        period=_period(all_lines, words),
        figures=_figures(documents, all_lines, said, words),
        kinds=_shares(Counter(words.label("type", line.shown.type) for line in all_lines)),
        present=_shares(_present(all_lines, shelf.states)),
        months=_by_month(entries),
        letters=_of(entries, LETTERS),
        meetings=_of(entries, MEETINGS, but=ANNOUNCED),
        pairs=tuple(
            (" – ".join(p.sides), tuple(entry_of[m.shown.id] for m in p.meetings)) for p in paired(all_lines, names)
        ),
        calendar=tuple(shelf.due(a, entry_of[a.line.shown.id]) for a in announced(all_lines, last_day(register))),
        agreements=tuple(e for e in entries if e.line.shown.type == "AGREE" or e.line.shown.channel == "agreement"),
        demands=tuple(e for e in entries if e.line.shown.type == "REQUEST"),
        disagreements=tuple(d for e in entries for d in shelf.disputes(e)),
        relation=related,
        chart=chart(related),
        voices=shelf.voices(said),
        stories=shelf.stories(register),
        families=shelf.families(register),
        sources=tuple(shelf.sources),
        rejects=register.rejects() if query == EVERYTHING else (),
    )


def _of(entries: Iterable[Entry], channels: frozenset[str], but: frozenset[str] = frozenset()) -> tuple[Entry, ...]:
    return tuple(e for e in entries if e.line.shown.channel in channels and e.line.shown.status not in but)


def _by_month(entries: Iterable[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.month, []).append(entry)
    return tuple((month, tuple(group)) for month, group in grouped.items())


def _period(all_lines: Sequence[Line], words: Wording) -> str:
    """The first and the last day on which something happened, as far as it did."""
    days = [line.date for line in all_lines if line.date and line.shown.status == "actual"]
    if not days:
        return ""
    first, last = min(d.earliest for d in days), max(d.latest for d in days)
    return words.day(first) if first == last else f"{words.day(first)} – {words.day(last)}"


def _figures(
    documents: Sequence[Document], all_lines: Sequence[Line], said: Sequence[Statement], words: Wording
) -> tuple[Figure, ...]:
    counts = (
        ("dispatches", len(documents)),
        ("happenings", len(all_lines)),
        ("statements", len(said)),
        ("speakers", len({party(s.speaker) for s in said})),
        ("actors", len({p.actor or p.name for line in all_lines for p in (*line.shown.source, *line.shown.target)})),
    )
    return tuple(Figure(words.word(key), count) for key, count in counts)


def _present(all_lines: Iterable[Line], states: frozenset[str]) -> Counter[str]:
    return Counter(
        name for line in all_lines for name in {party(p, states) for p in (*line.shown.source, *line.shown.target)}
    )


def _shares(counts: Counter[str]) -> tuple[Figure, ...]:
    top = sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:MOST]
    return tuple(Figure(label, count, round(100 * count / top[0][1])) for label, count in top)
