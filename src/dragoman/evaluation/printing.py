"""The scores as lines of text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.evaluation.agreement import sides_text
from dragoman.evaluation.examples import Verdict
from dragoman.evaluation.scoring import NOTHING, Misread, Report, Score, Share
from dragoman.model import EVENT_TYPES

MOST_CONFUSIONS = 20


def report_lines(report: Report, *, each: bool = False) -> Iterator[str]:
    """The report: events by type and whole, status, dates, statements, credits, confusions, noise.

    With `each`, every event missed or beyond the gold as well.
    """
    unread = f", {len(report.unread)} without a readable dispatch ({', '.join(report.unread)})" if report.unread else ""
    yield f"{report.texts} coded texts{unread}"
    yield ""
    yield f"{'':<24}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>8}{'missed':>8}{'beyond':>8}"
    for kind in EVENT_TYPES:
        if kind in report.by_type:
            yield score_line(kind, report.by_type[kind])
    yield score_line("events", report.events)
    yield score_line("  by type alone", report.types)
    yield score_line("  by sides alone", report.sides)
    yield score_line("statements", report.statements)
    yield score_line("credits", report.credits)
    yield ""
    yield share_line("status of the events that agree", report.status)
    yield share_line("date of the events that agree", report.dates)
    yield share_line("publication to the day", report.published)
    yield share_line("publication inside the interval", report.enclosed)
    yield f"{'events on texts without politics':<34}{report.noise} on {report.calm} texts"
    yield ""
    yield "coded as → read as"
    told = sorted(report.confusions.items(), key=lambda item: (-item[1], item[0]))
    for (coded, read), count in told[:MOST_CONFUSIONS]:
        yield f"{count:>5}  {coded} → {read}" + (", other sides" if coded == read else "")
    if len(told) > MOST_CONFUSIONS:
        yield f"       and {len(told) - MOST_CONFUSIONS} more kinds"
    if each:
        yield ""
        yield from (misread_line(m) for m in sorted(report.misread, key=lambda m: m.key))


def score_line(name: str, score: Score) -> str:
    """A line of the table of scores."""
    shares = f"{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>8.3f}"
    return f"{name:<24}{shares}{score.right:>8}{score.missed:>8}{score.beyond:>8}"


def share_line(name: str, share: Share) -> str:
    """A line «so many of so many»."""
    return f"{name:<34}{share.right} of {share.all}"


def misread_line(misread: Misread) -> str:
    """An event that was missed, or read beyond the gold."""
    if misread.coded is not None:
        coded = misread.coded
        sides = f"{sides_text(coded.source)}>{sides_text(coded.target)}"
        return f"{misread.key}  missed  {coded.type} {sides} {coded.status}  «{coded.anchor}»"
    assert misread.read is not None
    read = misread.read
    words, sides = " ".join(read.trigger.text.split()), f"{sides_text(read.source)}>{sides_text(read.target)}"
    return f"{misread.key}  beyond  {read.type} {sides} {read.status}  «{words}» ({read.rule})"


def sentence_lines(verdicts: Iterable[Verdict], *, each: bool = False) -> Iterator[str]:
    """The table of coded sentences by type: examples that come out right, counters that stay silent.

    With `each`, every sentence that does not.
    """
    judged = list(verdicts)
    yield f"{'':<12}{'examples':>10}{'right':>8}{'share':>8}{'counters':>10}{'silent':>8}"
    for kind in (*EVENT_TYPES, NOTHING):
        of = [v for v in judged if kind in (NOTHING, v.example.type)]
        if of:
            yield _sentence_line("all" if kind == NOTHING else kind, of)
    if each:
        yield ""
        yield from (verdict_line(v) for v in judged if not v.right)


def _sentence_line(name: str, judged: Sequence[Verdict]) -> str:
    positive = [v for v in judged if not v.example.counter]
    counters = [v for v in judged if v.example.counter]
    right, silent = sum(v.right for v in positive), sum(v.right for v in counters)
    share = right / len(positive) if positive else 0.0
    return f"{name:<12}{len(positive):>10}{right:>8}{share:>8.1%}{len(counters):>10}{silent:>8}"


def verdict_line(verdict: Verdict) -> str:
    """A coded sentence with what came out of it."""
    example = verdict.example
    wanted = "must not fire" if example.counter else f"wanted {example.type} {example.sides}"
    got = "; ".join(verdict.got) or "nothing"
    why = f"; refused: {'; '.join(verdict.refused)}" if verdict.refused else ""
    return f"{example.id}: {example.text}\n    {wanted}; got {got}{why}"
