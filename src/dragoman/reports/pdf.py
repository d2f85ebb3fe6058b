"""The dossier as a PDF that prints well: typeset by Typst, which needs nothing beside its own package."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from dragoman.errors import UsageError
from dragoman.register import Register
from dragoman.register.queries import EVERYTHING, Query
from dragoman.reports.book import Book, Entry, Ref
from dragoman.reports.sections import gather
from dragoman.reports.wording import Wording

SECTIONS = ("letters", "meetings", "agreements", "demands")
WORDS = (
    "record", "subtitle", "note", "contents", "chronology", "relations", "relations_note", "letters", "meetings", "pairs",
    "calendar", "agreements", "demands", "disagreements", "voices", "sources", "families", "texts", "none", "date", "who",
    "what", "status", "announced", "outcome", "difference", "readings", "month", "cooperation", "conflict", "balance",
    "happenings", "according", "status_history", "evidence", "changes", "by_type", "most_active", "stories", "to", "via",
)  # fmt: skip


def pdf(register: Register, query: Query = EVERYTHING, *, language: str = "fr", subject: str = "") -> bytes:
    """The dossier of what is wanted as a PDF; the same record always gives the same bytes.

    Raises UsageError where Typst is not installed, or for another language.
    """
    try:
        import typst
    except ImportError:
        raise UsageError("a PDF needs the package typst: pip install 'dragoman[pdf]', or choose html or md") from None
    words = Wording(language)
    content = json.dumps(printed(gather(register, query, words, subject), words), ensure_ascii=False)
    template = files("dragoman.reports").joinpath("templates", "dossier.typ").read_bytes()
    made: bytes = typst.compile(template, sys_inputs={"book": content}, ignore_system_fonts=True)
    return made


def printed(book: Book, words: Wording) -> dict[str, Any]:
    """What is printed, as plain values; none of it is ever read as markup."""
    return {
        "language": words.language,
        "words": {key: words.word(key) for key in WORDS},
        "subject": book.subject,
        "period": book.period,
        "figures": [asdict(f) for f in book.figures],
        "shares": [
            {"title": words.word(key), "rows": [asdict(f) for f in group]}
            for key, group in (("by_type", book.kinds), ("most_active", book.present))
            if group
        ],
        "months": [{"title": month, "entries": [_entry(e, words) for e in entries]} for month, entries in book.months],
        "chart": asdict(book.chart) | {"bars": [_bar(b) for b in book.chart.bars]} if book.chart else None,
        "relation": [
            {"month": words.month(m.first), "numbers": [m.cooperation, m.conflict, round(m.balance, 1), m.happenings]}
            for m in book.relation.months
            if m.happenings
        ],
        "tables": {key: [_entry(e, words) for e in getattr(book, key)] for key in SECTIONS},
        "pairs": [
            {"pair": pair, "met": [{"days": e.days, "where": e.where, "ref": _ref(e.refs[0])} for e in entries]}
            for pair, entries in book.pairs
        ],
        "calendar": [
            _entry(d.entry, words) | {"announced": d.announced, "outcome": d.outcome} for d in book.calendar
        ],
        "disagreements": [
            _entry(d.entry, words)
            | {
                "relation": d.relation,
                "about": d.about,
                "readings": [{"value": v, "origins": o, "refs": [_ref(r) for r in refs]} for v, o, refs in d.readings],
            }
            for d in book.disagreements
        ],
        "voices": [
            {
                "speaker": speaker,
                "said": [
                    {
                        "head": " · ".join(
                            filter(None, (
                                s.stance, s.form, f"{words.word('to')} {s.addressee}" if s.addressee else "",
                                f"{words.word('via')} {s.via}" if s.via else "", *s.notes,
                            ))
                        ),
                        "direct": s.statement.form == "direct",
                        "text": " ".join(s.statement.text.split()),
                        "ref": _ref(s.ref),
                    }
                    for s in said
                ],
            }
            for speaker, said in book.voices
        ],
        "stories": [{"title": title, "numbers": numbers} for title, numbers in book.stories],
        "families": [asdict(f) for f in book.families],
        "sources": [
            {
                "number": s.number,
                "name": s.name,
                "head": " · ".join(
                    filter(None, (
                        s.document.article.outlet.name if s.document.article.outlet else "",
                        s.document.article.dateline.place if s.document.article.dateline else "",
                        s.dated, *s.credits, *s.origins, s.claim,
                    ))
                ),
                "basis": [[b.text, b.rule] for b in s.basis],
                "changes": s.changes,
                "path": s.document.article.source,
                "paragraphs": s.paragraphs,
            }
            for s in book.sources
        ],
    }  # fmt: skip


def _bar(bar: Any) -> dict[str, Any]:
    return {"x": bar.x, "width": bar.width, "over": bar.over, "under": bar.under}


def _ref(ref: Ref) -> dict[str, Any]:
    return {"number": ref.number, "anchor": ref.anchor}


def _entry(entry: Entry, words: Wording) -> dict[str, Any]:
    """A happening: who, whom, what; the words of its evidence cut in three, so that those that tell it stand out."""
    first = entry.refs[0]
    kind = [entry.what, entry.where, ", ".join(words.label("status", s) for s in entry.line.statuses)]
    kind += [f"{words.word('according')} {entry.voices}"] if entry.voices else []
    if len(entry.line.articles) > 1:
        kind.append(
            f"{words.count_of_sources(entry.line.independent)}, {len(entry.line.articles)} {words.word('dispatches')}"
        )
    return {
        "days": ("≈ " if entry.uncertain and entry.line.date else "") + entry.days,
        "gap": entry.gap,
        "who": entry.who,
        "whom": entry.whom,
        "kind": " · ".join(filter(None, kind)),
        "history": entry.history,
        "roles": "; ".join(f"{role} : {names}" for role, names in entry.roles),
        "before": first.passage.before + first.pieces[0],
        "told": first.pieces[1],
        "after": first.pieces[2] + first.passage.after,
        "refs": [_ref(r) for r in entry.refs],
    }
