"""The scores as lines of text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.evaluation.agreement import sides_text
from dragoman.evaluation.coded import ASIDE
from dragoman.evaluation.examples import Verdict
from dragoman.evaluation.scoring import NOTHING, Misread, Report, Score, Share
from dragoman.evaluation.treebanks import POLITICAL, TreebankSentence
from dragoman.model import EVENT_TYPES, Event

# Four letters tell the types apart in the head of the table of confusions.
SHORT, WIDTH, MARGIN = 4, 5, 12


def report_lines(report: Report, *, each: bool = False) -> Iterator[str]:
    """The report: events by type and whole, status, dates, statements, credits, noise, what was taken for what.

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
    for name, share in (("mode", report.modes), ("channel", report.channels)):
        if share.all:
            yield share_line(f"{name} of the events that agree", share)
    yield share_line("publication to the day", report.published)
    yield share_line("publication inside the interval", report.enclosed)
    noise = f"{report.noise} on {report.calm} texts"
    rate = f", {report.noise_rate:.1f} in a thousand sentences" if report.calm_sentences else ""
    yield f"{'events on texts without politics':<34}{noise}{rate}"
    yield ""
    yield from confusion_lines(report.confusions, report.by_type)
    if each:
        yield ""
        yield from (misread_line(m) for m in sorted(report.misread, key=lambda m: m.key))


def part_lines(parts: Mapping[str, Report], *, each: bool = False) -> Iterator[str]:
    """The reports of the open texts and of those put aside, under their names when there are both.

    With `each`, what is wrong in the open ones; of texts put aside nothing is ever shown but the scores.
    """
    for number, (part, report) in enumerate(parts.items()):
        if number:
            yield ""
        if len(parts) > 1 or part == ASIDE:
            yield f"== {part}"
        yield from report_lines(report, each=each and part != ASIDE)


def noise_lines(
    parts: Mapping[str, Sequence[tuple[TreebankSentence, tuple[Event, ...]]]], *, each: bool = False
) -> Iterator[str]:
    """How many events are coded where nothing political happens, by part of the treebanks; with `each`, which."""
    yield f"{'':<24}{'sentences':>10}{'events':>8}{'in 1,000':>10}"
    for name, read in sorted(parts.items(), key=lambda part: (part[0] in POLITICAL, part[0])):
        yield _noise_line(name, read)
    if calm := [item for name, read in parts.items() if name not in POLITICAL for item in read]:
        yield _noise_line("all without politics", calm)
    if each:
        yield ""
        everything = (item for read in parts.values() for item in read)
        yield from (f"{event_line(s.id, e)}\n    {s.text}" for s, events in everything for e in events)


def _noise_line(name: str, read: Sequence[tuple[TreebankSentence, tuple[Event, ...]]]) -> str:
    events = sum(len(found) for _, found in read)
    return f"{name:<24}{len(read):>10}{events:>8}{1000 * events / len(read):>10.1f}"


def confusion_lines(confusions: Mapping[tuple[str, str], int], by_type: Mapping[str, Score]) -> Iterator[str]:
    """The table of confusions: a line for each coded type, a column for what was read in its place.

    The diagonal are events of the right type with other sides; `nothing` is what was missed, or read beyond the gold.
    """
    kinds = [k for k in EVENT_TYPES if k in by_type]
    yield f"{'read as':>{MARGIN}}" + "".join(f"{k[:SHORT]:>{WIDTH}}" for k in kinds) + f"{NOTHING:>9}"
    for coded in (*kinds, NOTHING):
        cells = (confusions.get((coded, read), 0) or "·" for read in kinds)
        rest = confusions.get((coded, NOTHING), 0) or "·"
        yield f"{coded:<{MARGIN}}" + "".join(f"{cell:>{WIDTH}}" for cell in cells) + f"{rest:>9}"


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
    return event_line(f"{misread.key}  beyond", misread.read)


def event_line(name: str, read: Event) -> str:
    """An event that was read, after a name of where."""
    words, sides = " ".join(read.trigger.text.split()), f"{sides_text(read.source)}>{sides_text(read.target)}"
    return f"{name}  {read.type} {sides} {read.status}  «{words}» ({read.rule})"


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
