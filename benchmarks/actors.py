"""A library of a million people: how fast it is filled, how much memory that takes, how long a name takes to look up.

    python -m benchmarks.actors FOLDER [PERSONS]

writes an export in the shape of OpenSanctions' (a Person, an Occupancy and now and then a Position for each), imports it in a
process of its own, imports a table of one's own beside it, looks names up, and reads the tables. Nothing in it is about
anyone: names are syllables.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from dragoman.actors.knowledge import Knowledge, knowledge
from dragoman.actors.library import Library
from dragoman.actors.widened import Widened, candidates
from dragoman.imports.filling import import_file

SYLLABLES = (
    "ba be bo da di do fa fe ga go ha he ja jo ka ke ko la le li lo ma me mi mo na ne no pa pe ra re ri ro sa se si so ta te"
    " ti to va ve wa we ya yo za zo shan khal ghaz ould ndia zhen quan tran schmi kova"
).split()
COUNTRIES = "fr de pe ml ng ke cn in ir ru us br mx eg za id jp kr tr ua pl se ar cl co dz ma sn tz ug".split()
OFFICES = (
    "Minister of Foreign Affairs", "Minister of Finance", "Member of the National Assembly", "Governor of the Central Bank",
    "Mayor", "Judge of the Court of Appeal", "Deputy Minister of Health", "Ambassador", "Senator", "Director of Ports",
)  # fmt: skip
ASKED = 2000


def name(dice: random.Random) -> str:
    """A name of two or three words of syllables."""
    words = ("".join(dice.choices(SYLLABLES, k=dice.choice((2, 3)))).title() for _ in range(dice.choice((2, 2, 3))))
    return " ".join(words)


def entities(persons: int) -> Iterator[dict[str, object]]:
    """Yields the entities of an export with so many persons, the same on every run."""
    dice = random.Random(1)
    for country in COUNTRIES:
        for n, office in enumerate(OFFICES):
            properties = {"name": [f"{office} of {country.upper()}"], "country": [country], "topics": ["gov.national"]}
            yield {"id": f"NK-post-{country}-{n}", "schema": "Position", "caption": office, "properties": properties}
    for n in range(persons):
        names = [name(dice) for _ in range(dice.choice((1, 2, 3, 5)))]
        country, office = dice.choice(COUNTRIES), dice.randrange(len(OFFICES))
        properties = {
            "name": names[:1], "alias": names[1:], "country": [country], "gender": [dice.choice(("male", "female"))],
            "birthDate": [str(dice.randrange(1930, 1990))], "lastName": [names[0].split()[-1]], "topics": ["role.pep"],
        }  # fmt: skip
        own = f"Q{n + 10_000_000}" if n % 2 else f"NK-{n:07d}-generated"
        yield {"id": own, "caption": names[0], "schema": "Person", "properties": properties, "referents": []}
        start = dice.randrange(2000, 2026)
        held = {
            "holder": [own],
            "post": [f"NK-post-{country}-{office}"],
            "startDate": [f"{start}-0{dice.randrange(1, 10)}"],
        }
        yield {"id": f"occ-{n}", "schema": "Occupancy", "properties": held}


def written(path: Path, persons: int) -> int:
    """The number of lines of an export that is made unless it is there."""
    if path.is_file():
        return sum(1 for _ in path.open("rb"))
    lines = 0
    with path.open("w", encoding="utf-8") as file:
        for entity in entities(persons):
            file.write(json.dumps(entity) + "\n")
            lines += 1
    return lines


def imported(path: Path, library: Path) -> str:
    """Seconds and peak memory of an import in a process of its own."""
    code = (
        "import resource, sys, time\nfrom datetime import datetime\nfrom pathlib import Path\n"
        "from dragoman.actors.knowledge import knowledge\nfrom dragoman.imports.filling import import_file\n"
        "k = knowledge('fr')\nstarted = time.perf_counter()\n"
        "o = import_file(Path(sys.argv[1]), Path(sys.argv[2]), k, clock=lambda: datetime(2026, 1, 1))\n"
        "spent = time.perf_counter() - started\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "print(f'{spent:.0f} s, {o.persons / spent:.0f} persons/s, peak {peak} MiB, {o.tenures} tenures, {o.rejects} rejects')"
    )
    command = [sys.executable, "-c", code, str(path), str(library)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def timed(ask: Callable[[str], object], names: list[str]) -> str:
    """Median and 95th percentile of a question, in milliseconds."""
    spent = []
    for one in names:
        started = time.perf_counter()
        ask(one)
        spent.append(1000 * (time.perf_counter() - started))
    spent.sort()
    return f"median {statistics.median(spent):.2f} ms, 95 % {spent[int(len(spent) * 0.95)]:.2f} ms, worst {spent[-1]:.1f} ms"


def sample(path: Path, count: int) -> list[str]:
    """Names that the export has, from all of it, and as many that it has not."""
    dice = random.Random(2)
    known: list[str] = []
    for n, line in enumerate(path.open(encoding="utf-8")):
        if n % 97 == 5 and '"schema": "Person"' in line:
            known.append(str(json.loads(line)["caption"]))
    return dice.sample(known, min(count, len(known))) + [name(dice) for _ in range(count)]


def text_of(names: list[str]) -> str:
    """A dispatch of 450 words with ten of the names."""
    filler = "Le ministre des Affaires étrangères du Pérou a reçu à Lima une délégation venue du Kenya pour en parler. "
    return " ".join(f"{one} a salué cet accord. {filler * 2}" for one in names[:10])


def main(folder: Path, persons: int) -> None:
    """Prints the figures."""
    path, library = folder / f"peps-{persons}.json", folder / f"library-{persons}.db"
    lines = written(path, persons)
    print(f"export: {persons} persons, {lines} lines, {path.stat().st_size >> 20} MiB", flush=True)
    library.unlink(missing_ok=True)
    print(f"import: {imported(path, library)}; library {library.stat().st_size >> 20} MiB", flush=True)
    started = time.perf_counter()
    known = Knowledge()
    print(f"tables: {time.perf_counter() - started:.2f} s", flush=True)
    opened = Library(library, known.offices)
    names = sample(path, ASKED)
    print(f"by name: {timed(lambda n: opened.people([n]), names)}", flush=True)
    print(f"by sound: {timed(opened.alike, names)}", flush=True)
    texts = [text_of(names[n:]) for n in range(0, 500, 10)]
    print(
        f"{len(candidates(texts[0]))} runs of a dispatch: {timed(lambda t: Widened(known, opened, t), texts)}",
        flush=True,
    )
    opened.close()
    desk = folder / "desk.csv"
    desk.write_text(
        "name,state,office,from\n" + "".join(f"{n},PER,Mayor,2020\n" for n in names[:1000]), encoding="utf-8"
    )
    started = time.perf_counter()
    import_file(desk, library, knowledge("fr"), clock=lambda: datetime(2026, 1, 1))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"a table of 1000 lines beside it: {time.perf_counter() - started:.1f} s; peak of this process {peak} MiB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
