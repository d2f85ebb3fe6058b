"""The coded pairs (tests/coded/fr/pairs.yaml) as dispatches, read through every stage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dragoman.document import Document
from dragoman.model import Article, SourceDate
from dragoman.pipeline import read_article
from dragoman.reading.assembly import article_of
from dragoman.reading.draft import Draft

FILE = Path(__file__).parents[1] / "coded" / "fr" / "pairs.yaml"
KIND = {
    **dict.fromkeys("verbatim cut shuffled headline light heavy translated".split(), "agency copy"),
    "outlet": "outlet copy", "statement": "same official statement", "quotation": "same quotation",
    "independent": "none", "twin": "none", "rival": "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A dispatch, what it is compared with, and what must come out."""

    name: str
    way: str
    held: bool
    origin: str
    derived: str

    @property
    def kind(self) -> str:
        """The kind of overlap, none for two reports that do not depend on each other."""
        return KIND[self.way]

    @property
    def derives(self) -> bool:
        """Whether the one is taken from the other."""
        return self.kind in ("agency copy", "outlet copy")


@cache
def groups() -> list[dict[str, Any]]:
    """The file, one entry a report."""
    found: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


@cache
def pairs() -> tuple[Pair, ...]:
    """Every pair, in the order of the file."""
    return tuple(
        Pair(
            f"{g['report']}-{v['way']}",
            v["way"],
            g["part"] == "held",
            f"{g['report']}-{v['of']}" if "of" in v else g["report"],
            f"{g['report']}-{v['way']}",
        )
        for g in groups()
        for v in g["variants"]
    )


@cache
def documents() -> dict[str, Document]:
    """Every dispatch by name, read like any other."""
    found = {}
    for group in groups():
        lines = group["text"].strip().split("\n")
        found[group["report"]] = _read(group["report"], group, "\n".join(lines), group["title"])
        for variant in group["variants"]:
            name = f"{group['report']}-{variant['way']}"
            found[name] = _read(name, variant, _text(variant, lines), _title(variant, group))
    return found


def _text(variant: dict[str, Any], lines: list[str]) -> str:
    if "text" in variant:
        body = variant["text"].strip()
    else:
        body = "\n".join(lines[n - 1] for n in variant.get("keep") or variant.get("order") or range(1, len(lines) + 1))
        for old, new in variant.get("swap", {}).items():
            assert old in body
            body = body.replace(old, new)
    return f"{body}\n{variant['credit']}" if "credit" in variant else str(body)


def _title(variant: dict[str, Any], group: dict[str, Any]) -> str | None:
    """A title of its own, or that of the report where the text is the report's; texts of their own have none."""
    return variant.get("title") or (None if "text" in variant else group["title"])


def _read(name: str, entry: dict[str, Any], text: str, title: str | None) -> Document:
    day = entry["day"]
    moment = None
    if "hour" in entry:
        hour, minute = map(int, re.findall(r"\d+", entry["hour"]))
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
    draft = Draft(
        f"{name}.txt", f"{name}.txt", text, title=title, outlet=entry["outlet"], language="fr",
        dates=(SourceDate(day, "meta", day.isoformat(), moment),),
    )  # fmt: skip
    article = article_of(draft)
    assert isinstance(article, Article), article
    return read_article(article)
