"""Prints what a large register costs: medians of searches, bytes an event, the export to Parquet.

`python -m benchmarks.register [--events N] [--keep FILE] [--parquet]`, or `make bench-register`. The register is made by
`benchmarks/registers.py`, as large as an archive of twenty-five years.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.registers import World, fill, world
from dragoman.register import Register

# Milliseconds, at the median.
TARGET = 100.0
RUNS = 40


@dataclass(frozen=True, slots=True)
class Measured:
    """A kind of question: the median and the slowest answer in milliseconds, how many records the answers had."""

    name: str
    median: float
    slowest: float
    found: int
    bound: bool


def main() -> int:
    """Makes the register, measures, prints; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, metavar="FILE", help="the register: made if it is not there, and kept")
    parser.add_argument("--parquet", action="store_true", help="export all of it, too (many minutes)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = arguments.keep or Path(scratch) / "bench.db"
        if not path.exists():
            began = time.perf_counter()
            fill(path, arguments.events)
            say(f"{arguments.events} events written in {time.perf_counter() - began:.0f} s")
        with Register(path, read_only=True) as register:
            events, articles = register.count("event"), register.count("article")
        say(f"{events} events of {articles} articles: {path.stat().st_size / events:.0f} bytes an event, all told")
        measured = []
        for name, ask, bound in questions(world()):
            one = measure(path, name, ask, bound=bound)
            measured.append(one)
            mark = "" if not one.bound else "  met" if one.median < TARGET else "  MISSED"
            say(f"  {one.name:<44}{one.median:>8.1f} ms{one.slowest:>9.1f} ms{one.found:>8} found{mark}")
        if arguments.parquet:
            say(export(path, Path(scratch) / "events.parquet"))
    return 0 if all(one.median < TARGET for one in measured if one.bound) else 1


def say(line: str) -> None:
    """Prints the line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


Ask = Callable[[random.Random], str]


def questions(of: World) -> Iterator[tuple[str, Ask, bool]]:
    """Yields the kinds of questions: a name, what makes one, and whether the target binds it.

    Who is asked for is drawn as often as the archive names him, so the frequent are asked for most.
    """

    def state(chance: random.Random) -> str:
        return str(of.pick(chance, of.states)[0].state)

    def pair(chance: random.Random) -> str:
        one, other = state(chance), state(chance)
        return f"pair:{one}-{other}" if one != other else pair(chance)

    def during(chance: random.Random) -> str:
        year, month = chance.randrange(2000, 2024), chance.randrange(1, 13)
        return f"since:{year}-{month:02} until:{year + 1}-{month:02}"

    def word(chance: random.Random) -> str:
        return str(of.pick(chance, of.words)[0])

    yield "pair and period", lambda c: f"{pair(c)} {during(c)}", True
    yield "actor", lambda c: f"actor:{of.pick(c, of.actors)[0].actor}", True
    yield "actor by name", lambda c: f'actor:"{of.pick(c, of.actors)[0].name}"', True
    yield "full text, a word in the events", lambda c: f"kind:event {word(c)}", True
    yield "full text, two words in the articles", lambda c: f"{word(c)} {word(c)}", True
    yield "full text, the beginning of a word", lambda c: f"kind:event {word(c)[:5]}*", False
    yield "pair", pair, False
    yield "state", lambda c: f"actor:{state(c)}", False
    yield "state, type, status and period", lambda c: f"actor:{state(c)} type:CONSULT status:planned {during(c)}", False
    yield "state and a word", lambda c: f"actor:{state(c)} {word(c)}", False
    yield "type and channel", lambda c: "type:AGREE channel:letter", False
    yield "outlet and a word", lambda c: f'outlet:"{of.pick(c, of.outlets)[0].name}" {word(c)}', False


def measure(path: Path, name: str, ask: Ask, *, bound: bool) -> Measured:
    """The answers to some questions of a kind, each a page of twenty, timed by the clock."""
    chance, times, found = random.Random(name), [], 0
    with Register(path, read_only=True) as register:
        for _ in range(RUNS):
            query = ask(chance)
            began = time.perf_counter()
            found += len(register.search(query).hits)
            times.append((time.perf_counter() - began) * 1000)
    return Measured(name, statistics.median(times), max(times), found, bound)


def export(path: Path, out: Path) -> str:
    """A line about the export of all events to Parquet."""
    from dragoman.exports import parquet
    from dragoman.exports.selection import Selection

    began = time.perf_counter()
    with Register(path, read_only=True) as register, out.open("wb") as file:
        parquet.write(Selection(register), file)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.perf_counter() - began
    return f"  all events to Parquet: {seconds:.0f} s, {out.stat().st_size / 2**20:.0f} MiB, peak memory {peak:.0f} MiB"


if __name__ == "__main__":
    sys.exit(main())
