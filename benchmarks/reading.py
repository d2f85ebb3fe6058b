"""Prints what reading costs: seconds per article of 450 words by stage, start-up, memory, beside plain spaCy.

`python -m benchmarks.reading [--record NOTE] [--runs N] [FOLDER]`, or `make bench`. Everything runs on one core (see
`benchmarks/__init__.py`) and is measured in seconds of computing, so that other work on the machine does not count. With
`--record` one line is added to benchmarks/history.jsonl.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from dragoman.document import Document
from dragoman.model import Article
from dragoman.pipeline import stages
from dragoman.reading import read
from dragoman.syntax.parse import STRAIGHT, pipeline_for

HISTORY = Path(__file__).parent / "history.jsonl"
WORDS = 450
# The targets: seconds an article, seconds to the first record, MiB.
TARGETS = {"article": 0.25, "first record": 6.0, "memory": 1024.0}
RUNS = 3
FIRST_RECORD = (
    "import sys; from pathlib import Path; from dragoman.pipeline import read_article; from dragoman.reading import read; "
    "document = read_article(next(iter(read(Path(sys.argv[1]))))); sys.exit(not document.article.text)"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds per 450 words by stage, whole, and of spaCy alone; start-up in seconds; peak memory in MiB."""

    words: int
    articles: int
    reading: float
    stages: dict[str, float]
    article: float
    slowest: float
    spacy: float
    help: float
    first_record: float
    first_command: float
    memory: float
    memory_spacy: float


def main() -> int:
    """Measures and prints; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("samples"))
    parser.add_argument("--runs", type=int, default=RUNS, help="the best of so many runs counts")
    parser.add_argument("--record", metavar="NOTE", help="add a line to the history")
    arguments = parser.parse_args()
    figures = measure(arguments.folder, arguments.runs)
    for line in table(figures):
        sys.stdout.write(line + "\n")
    if arguments.record is not None:
        record(figures, arguments.record)
    return 0 if all(met(figures).values()) else 1


def measure(folder: Path, runs: int) -> Figures:
    """All figures over the articles of a folder."""
    started = time.process_time()
    articles = [a for a in read(folder) if isinstance(a, Article) and a.language == "fr"]
    reading = time.process_time() - started
    words = sum(len(a.text.split()) for a in articles)
    per = WORDS / words
    whole_files = [a for a in articles if Path(a.source).is_file()]
    usual = sorted(whole_files, key=lambda a: len(a.text))[len(whole_files) // 2].source
    run_all(articles[:2])  # loads pipeline and tables
    memory_spacy, memory = (in_own_process(mode, folder) for mode in ("spacy", "whole"))
    best = min((run_all(articles) for _ in range(runs)), key=lambda found: sum(found[0].values()))
    return Figures(
        words=words,
        articles=len(articles),
        reading=reading * per,
        stages={name: seconds * per for name, seconds in best[0].items()},
        article=sum(best[0].values()) * per,
        slowest=best[1],
        spacy=min(plain_spacy(articles) for _ in range(runs)) * per,
        help=fastest(["-m", "dragoman.cli.main", "--help"], runs),
        first_record=fastest(["-c", FIRST_RECORD, usual], runs),
        first_command=first_command(usual, runs),
        memory=memory,
        memory_spacy=memory_spacy,
    )


def run_all(articles: list[Article]) -> tuple[Counter[str], float]:
    """Seconds by stage over all articles, and those of the slowest article per 450 words."""
    spent: Counter[str] = Counter()
    slowest = 0.0
    for article in articles:
        document, whole = Document(article), 0.0
        for stage in stages():
            started = time.process_time()
            document = stage.run(document)
            seconds = time.process_time() - started
            spent[stage.name] += seconds
            whole += seconds
        slowest = max(slowest, whole * WORDS / len(article.text.split()))
    return spent, slowest


def plain_spacy(articles: list[Article]) -> float:
    """Seconds of the spaCy pipeline alone, one text after the other."""
    nlp = pipeline_for("fr")
    started = time.process_time()
    for article in articles:
        nlp(article.text.translate(STRAIGHT))
    return time.process_time() - started


def fastest(command: list[str], runs: int) -> float:
    """The fewest seconds of computing that a fresh Python takes for the command."""
    return min(seconds_of([sys.executable, *command]) for _ in range(runs))


def seconds_of(command: list[str]) -> float:
    """Seconds of computing, from start to end, of a command that must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def first_command(source: str, runs: int) -> float:
    """Seconds of `dragoman read` on one dispatch into a new register."""
    with tempfile.TemporaryDirectory() as folder:
        return min(
            seconds_of([sys.executable, "-m", "dragoman.cli.main", "read", source, "-r", str(Path(folder) / f"{n}.db")])
            for n in range(runs)
        )


def in_own_process(mode: str, folder: Path) -> float:
    """The peak memory, in MiB, of a fresh Python that reads the folder into a register, or parses it with spaCy only."""
    code = (
        "import sys; from pathlib import Path; from benchmarks.reading import peak_of; "
        "sys.stdout.write(str(peak_of(sys.argv[1], Path(sys.argv[2]))))"
    )
    done = subprocess.run([sys.executable, "-c", code, mode, str(folder)], check=True, capture_output=True, text=True)
    return float(done.stdout)


def peak_of(mode: str, folder: Path) -> float:
    """The peak memory in MiB of `dragoman read` on the folder, or of this process after parsing it."""
    if mode == "spacy":
        plain_spacy([a for a in read(folder) if isinstance(a, Article) and a.language == "fr"])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    else:
        with tempfile.TemporaryDirectory() as scratch:
            register = str(Path(scratch) / "read.db")
            seconds_of([sys.executable, "-m", "dragoman.cli.main", "read", str(folder), "-r", register])
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def met(figures: Figures) -> dict[str, bool]:
    """Whether each target is met."""
    return {
        "article": figures.article < TARGETS["article"],
        "first record": figures.first_command < TARGETS["first record"],
        "memory": figures.memory < TARGETS["memory"],
    }


def table(figures: Figures) -> list[str]:
    """The figures as lines."""
    ok = {name: "met" if reached else "MISSED" for name, reached in met(figures).items()}
    lines = [f"{figures.articles} articles, {figures.words} words; seconds per article of {WORDS} words, one core", ""]
    lines += [
        f"  {name:<28}{seconds:>9.4f}{seconds / figures.article:>8.0%}" for name, seconds in figures.stages.items()
    ]
    lines += [
        f"  {'all stages':<28}{figures.article:>9.4f}          target {TARGETS['article']}: {ok['article']}",
        f"  {'the slowest article':<28}{figures.slowest:>9.4f}",
        f"  {'files into articles':<28}{figures.reading:>9.4f}",
        f"  {'spaCy alone':<28}{figures.spacy:>9.4f}          the whole is {figures.article / figures.spacy:.1f} times that",
        "",
        f"  {'dragoman --help':<28}{figures.help:>9.2f} s",
        f"  {'start to first document':<28}{figures.first_record:>9.2f} s",
        f"  {'dragoman read, one dispatch':<28}{figures.first_command:>9.2f} s        target {TARGETS['first record']}: "
        + ok["first record"],
        f"  {'peak memory':<28}{figures.memory:>9.0f} MiB      target {TARGETS['memory']:.0f}: {ok['memory']}",
        f"  {'peak memory, spaCy alone':<28}{figures.memory_spacy:>9.0f} MiB",
    ]
    return lines


def record(figures: Figures, note: str) -> None:
    """Adds a line to the history: when, on what, and the figures."""
    line = {
        "day": datetime.now(UTC).date().isoformat(),
        "note": note,
        "python": platform.python_version(),
        "machine": platform.machine(),
        **{k: _rounded(v) for k, v in asdict(figures).items()},
    }
    with HISTORY.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return round(value, 4) if isinstance(value, float) else value


if __name__ == "__main__":
    sys.exit(main())
