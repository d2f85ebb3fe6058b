"""Floors: what the coded sentences and texts reached, under which no change may let them fall.

`python -m dragoman.evaluation.floors FLOORS.json ANSWERS SAMPLES UNSEEN` measures everything and raises the floors (`make
floors`). It refuses to lower one unless the coded sentences or texts themselves have changed. UNSEEN holds the press
sentences and dispatches that no frame was written for: an open part and one put aside, with floors of their own.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dragoman.evaluation.coded import gold_files
from dragoman.evaluation.examples import Verdict, examples, judge
from dragoman.evaluation.printing import verdict_line
from dragoman.evaluation.scoring import Report, score, score_parts
from dragoman.evaluation.texts import readings

# Sums of floats differ in their last digits from processor to processor, and with them, rarely, a parse.
SLACK_SENTENCES = 1
SLACK_F1 = 0.005
# Two events more in the two hundred calm sentences of a part are chance.
SLACK_NOISE = 15.0
# The share is of the events found: a harder one found with a wrong status lowers it, and is yet no loss.
SLACK_STATUS = 0.02
NOISE, STATUS = "noise", "status"


@dataclass(slots=True)
class Floors:
    """What was reached: sentences right by type, scores of the texts, and which sentences were wrong already.

    `coded` is a hash of the coded sentences and texts: floors hold for those only. `parts` are the scores of the unseen
    texts, open and put aside, and `unseen` is their hash.
    """

    coded: str = ""
    sentences: dict[str, int] = field(default_factory=dict)
    gaps: list[str] = field(default_factory=list)
    texts: dict[str, float] = field(default_factory=dict)
    by_text: dict[str, float] = field(default_factory=dict)
    noise: int = 0
    unseen: str = ""
    parts: dict[str, dict[str, float]] = field(default_factory=dict)


def load(path: Path) -> Floors:
    """The floors of a file; none at all when there is no such file."""
    return Floors(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Floors()


def save(floors: Floors, path: Path) -> None:
    """Writes the floors."""
    path.write_text(json.dumps(asdict(floors), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def digest(answers: Path) -> str:
    """A hash of the coded sentences (words and sides) and of the coded texts in a folder."""
    found = hashlib.sha256()
    for example in sorted(examples(), key=lambda e: e.id):
        found.update("\x1f".join((example.id, example.type, example.text, example.sides)).encode() + b"\n")
    for file in sorted(answers.glob("*.json")):
        found.update(file.name.encode() + b"\x1f" + file.read_bytes())
    return found.hexdigest()[:16]


def unseen_digest(folder: Path) -> str:
    """A hash of the coded press sentences and dispatches in a folder."""
    found = hashlib.sha256()
    for file in gold_files(folder):
        found.update(file.relative_to(folder).as_posix().encode() + b"\x1f" + file.read_bytes())
    return found.hexdigest()[:16]


def measured(
    verdicts: Iterable[Verdict], report: Report, coded: str, parts: Mapping[str, Report] | None = None, unseen: str = ""
) -> Floors:
    """What the verdicts and the reports reach, in the form of floors."""
    judged = list(verdicts)
    types = dict.fromkeys(v.example.type for v in judged)
    return Floors(
        coded=coded,
        sentences={kind: sum(v.right for v in judged if v.example.type == kind) for kind in types},
        gaps=sorted(v.example.id for v in judged if not v.right),
        texts=text_scores(report),
        by_text={key: round(found.f1, 4) for key, found in sorted(report.by_text.items())},
        noise=report.noise,
        unseen=unseen,
        parts={name: part_scores(part) for name, part in (parts or {}).items()},
    )


def part_scores(report: Report) -> dict[str, float]:
    """The scores of a part of the unseen texts that have a floor; `noise` must not rise."""
    scores = {"events": report.events.f1, "types": report.types.f1, "sides": report.sides.f1}
    scores[STATUS] = report.status.right / report.status.all if report.status.all else 0.0
    return {name: round(reached, 4) for name, reached in scores.items()} | {NOISE: round(report.noise_rate, 1)}


def text_scores(report: Report) -> dict[str, float]:
    """The scores of the texts that have a floor."""
    scores = {
        "events": report.events.f1,
        "types": report.types.f1,
        "sides": report.sides.f1,
        "statements": report.statements.f1,
        "credits": report.credits.f1,
    }
    for name, share in (("status", report.status), ("dates", report.dates), ("published", report.published)):
        scores[name] = share.right / share.all if share.all else 0.0
    return {name: round(reached, 4) for name, reached in scores.items()}


def fallen_sentences(floors: Floors, kind: str, verdicts: Sequence[Verdict]) -> list[str]:
    """Every sentence of a type whose coding changed for the worse, when fewer are right than the floor; else nothing."""
    right, floor = sum(v.right for v in verdicts), floors.sentences.get(kind, 0)
    if right >= floor - SLACK_SENTENCES:
        return []
    worse = [verdict_line(v) for v in verdicts if not v.right and v.example.id not in floors.gaps]
    return [f"{kind}: {right} coded sentences come out right, {floor} did", *worse]


def fallen_texts(floors: Floors, report: Report) -> list[str]:
    """Every score of the texts that is below its floor, and then every text that scores less than it did; or nothing."""
    reached = text_scores(report)
    fallen = [
        f"{name}: {reached[name]:.4f}, it was {floor:.4f}"
        for name, floor in floors.texts.items()
        if reached[name] < floor - SLACK_F1
    ]
    if report.noise > floors.noise:
        fallen.append(f"events on texts without politics: {report.noise}, there were {floors.noise}")
    if not fallen:
        return []
    worse = (
        f"{key}: F1 {report.by_text[key].f1:.4f}, it was {floor:.4f}"
        for key, floor in floors.by_text.items()
        if key in report.by_text and report.by_text[key].f1 < floor - SLACK_F1
    )
    return [*fallen, *worse]


def fallen_parts(floors: Floors, parts: Mapping[str, Report]) -> list[str]:
    """Every score of the unseen texts that is below its floor, and every rate of noise above; or nothing."""
    fallen = []
    for part, before in floors.parts.items():
        reached = part_scores(parts[part]) if part in parts else {}
        for name, floor in before.items():
            now = reached.get(name, 0.0)
            slack = SLACK_STATUS if name == STATUS else SLACK_F1
            if now > floor + SLACK_NOISE if name == NOISE else now < floor - slack:
                fallen.append(f"{part}, {name}: {now}, it was {floor}")
    return fallen


def lowered(before: Floors, after: Floors) -> Iterator[str]:
    """What is lower than before."""
    for kind, floor in before.sentences.items():
        if after.sentences.get(kind, 0) < floor:
            yield f"{kind}: {after.sentences.get(kind, 0)} sentences right, {floor} before"
    for name, share in before.texts.items():
        if after.texts.get(name, 0.0) < share:
            yield f"{name}: {after.texts.get(name, 0.0)}, {share} before"
    if before.sentences and after.noise > before.noise:
        yield f"noise: {after.noise} events, {before.noise} before"
    if before.unseen != after.unseen:
        return
    for part, scores in before.parts.items():
        for name, was in scores.items():
            now = after.parts.get(part, {}).get(name, 0.0)
            if now > was if name == NOISE else now < was:
                yield f"{part}, {name}: {now}, {was} before"


def main(arguments: Sequence[str]) -> int:
    """Measures and raises the floors; 1 when something is lower although the coded sentences and texts are the same."""
    path, answers, samples, unseen = (Path(a) for a in arguments)
    before = load(path)
    verdicts = list(judge(examples()))
    report, parts = score(readings([answers], [samples])), score_parts(readings([unseen]))
    after = measured(verdicts, report, digest(answers), parts, unseen_digest(unseen))
    below = list(lowered(before, after))
    for line in below:
        sys.stderr.write(line + "\n")
    if below and before.coded == after.coded:
        for verdict in verdicts:
            if not verdict.right and verdict.example.id not in before.gaps:
                sys.stderr.write(verdict_line(verdict) + "\n")
        sys.stderr.write("nothing written: floors only rise\n")
        return 1
    save(after, path)
    right = sum(after.sentences.values())
    sys.stderr.write(f"{path}: {right} sentences right, {len(after.gaps)} not; events F1 {after.texts['events']:.3f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
