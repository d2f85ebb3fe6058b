"""Measures time expressions and publication dates on a folder with txt/ID.txt and gold/ID.json (French TimeBank).

usage: python benchmarks/times.py FOLDER [--errors] [--evidence]

Gold files hold `dct` (the publication day) and `timex` (start, end, type, value). Two runs: with the day given, the
expressions are scored (strict span, any overlap, and value); with the day withheld, the article is dated, beside the
baseline that takes the latest full date in the text.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.document import Document
from dragoman.model import Article, SourceDate, TimeExpression
from dragoman.syntax.parse import parse
from dragoman.times.grounding import fixed
from dragoman.times.stage import date_publication, find_times, ground_times

Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One article with its symbolic times and what it should give."""

    name: str
    document: Document
    gold: Gold

    @property
    def day(self) -> date:
        """The true publication day."""
        return date.fromisoformat(self.gold["dct"][:10])


def cases(folder: Path) -> Iterable[Case]:
    """Yields the articles of the folder, parsed."""
    for path in sorted((folder / "txt").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        gold = json.loads((folder / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        yield Case(path.stem, find_times(parse(Document(Article(path.stem, path.name, text, "fr")))), gold)


def pairs(gold: list[Gold], found: list[TimeExpression]) -> Iterable[tuple[Gold, TimeExpression, bool]]:
    """Yields gold and found expressions that overlap, each once, exact matches first, and whether they are exact."""
    options = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            overlap = min(g["end"], f.end) - max(g["start"], f.start)
            if overlap > 0:
                options.append((not (g["start"] == f.start and g["end"] == f.end), -overlap, i, j))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for inexact, _, i, j in sorted(options):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            yield gold[i], found[j], not inexact


def f1(right: int, found: int, gold: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / (found + gold) if found + gold else 0.0


def score_expressions(all_cases: list[Case], errors: bool) -> None:
    """Prints strict, relaxed and value F1 with the publication day given."""
    n: Counter[str] = Counter()
    for case in all_cases:
        source = SourceDate(case.day, "given", case.day.isoformat())
        document = replace(case.document, article=replace(case.document.article, dates=(source,)))
        done = ground_times(date_publication(document))
        gold, found = case.gold["timex"], list(done.times)
        n["gold"] += len(gold)
        n["found"] += len(found)
        missed, extra = list(gold), list(found)
        for g, f, exact in pairs(gold, found):
            missed.remove(g)
            extra.remove(f)
            same = f.value.upper() in {str(v).upper() for v in (g["value"], *g.get("alt", ()))}
            n["relaxed"] += 1
            n["strict"] += exact
            n["value"] += same
            if errors and not (exact and same):
                print(
                    f"{case.name}\t{'span' if same else 'value'}\t{g['text']}\t{g['value']}\t{f.text}\t{f.value}\t{f.rule}"
                )
        if errors:
            for g in missed:
                print(f"{case.name}\tmissed\t{g['text']}\t{g['value']}")
            for f in extra:
                around = case.document.text[max(0, f.start - 25) : f.end + 25].replace("\n", " ")
                print(f"{case.name}\textra\t{f.text}\t{f.value}\t{f.rule}\t…{around}…")
    scores = " ".join(f"{k} {f1(n[k], n['found'], n['gold']):.3f}" for k in ("strict", "relaxed", "value"))
    print(f"expressions, day given: {scores}  (gold {n['gold']}, found {n['found']})")


def latest_full_date(document: Document) -> date | None:
    """The baseline: the latest day that the text gives in full."""
    spans = [s for t in document.times if t.type in {"DATE", "TIME"} and (s := fixed(t).interval)]
    days = [s.latest for s in spans if s.earliest == s.latest]
    return max(days, default=None)


def score_dates(all_cases: list[Case], evidence: bool) -> None:
    """Prints day, month and year accuracy, coverage and width of the intervals, beside the baseline."""
    n: Counter[str] = Counter()
    widths = []
    for case in all_cases:
        published = date_publication(case.document).publication
        base = latest_full_date(case.document)
        true = case.day
        for name, day in (("ours", published.best if published else None), ("baseline", base)):
            n[f"{name} answered"] += day is not None
            n[f"{name} day"] += day == true
            n[f"{name} month"] += day is not None and (day.year, day.month) == (true.year, true.month)
            n[f"{name} year"] += day is not None and day.year == true.year
        if published and published.earliest and published.latest:
            n["intervals"] += 1
            n["covered"] += published.earliest <= true <= published.latest
            n["conflicts"] += bool(published.conflict)
            widths.append((published.latest - published.earliest).days + 1)
        if evidence and published:
            print(case.name, published.best, published.earliest, published.latest)
            for basis in published.basis:
                print(f"    {basis.weight}\t{basis.rule}\t{basis.text}")
            for basis in published.conflict:
                print(f"    conflict\t{basis.rule}\t{basis.text}")
    total = len(all_cases)
    for name in ("ours", "baseline"):
        parts = " ".join(f"{k} {n[f'{name} {k}'] / total:.3f}" for k in ("day", "month", "year", "answered"))
        print(f"dating, day withheld, {name}: {parts}")
    if widths:
        widths.sort()
        print(
            f"intervals: {n['intervals']} of {total}, covering {n['covered'] / n['intervals']:.3f}, "
            f"median width {widths[len(widths) // 2]} days, {n['conflicts']} conflicts"
        )


def main() -> None:
    """Runs both measurements."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="print every expression that is not right")
    parser.add_argument("--evidence", action="store_true", help="print the evidence for each publication day")
    args = parser.parse_args()
    found = list(cases(args.folder))
    score_expressions(found, args.errors)
    score_dates(found, args.evidence)


if __name__ == "__main__":
    main()
