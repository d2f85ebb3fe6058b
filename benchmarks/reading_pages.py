"""Measures the reading of real press pages against plain trafilatura: text, title, authors, day.

usage: python -m benchmarks.reading_pages PAGES [--most N] [--misses]

PAGES is a folder with `gold.json` (page, url, title, authors, date, body, country of each) and `pages/*.html.gz`.
Printed: the token F1 of the text, how often title and authors are exact, how often the day is right, for all pages and
for those of French-language publishers.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from dragoman.model import Article
from dragoman.reading.assembly import article_of
from dragoman.reading.draft import Draft
from dragoman.reading.formats import drafts_of

Answer = dict[str, Any]


def plain(text: str | None) -> str:
    """The words of a text, small, one space between them."""
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKD", text or "").lower()).strip()


def token_f1(found: str, wanted: str) -> float:
    """The F1 of two texts as bags of words."""
    a, b = Counter(plain(found).split()), Counter(plain(wanted).split())
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def ours(raw: bytes, address: str) -> Answer:
    """What Dragoman reads in a page; the title line is not counted as text."""
    for draft in drafts_of(address, address, raw):
        article = article_of(draft) if isinstance(draft, Draft) else draft
        if isinstance(article, Article):
            body = article.text[article.title_span[1] :] if article.title_span else article.text
            day = article.dates[0].day.isoformat() if article.dates else ""
            return {"title": article.title, "authors": article.authors, "date": day, "body": body}
    return {}


def theirs(raw: bytes, address: str) -> Answer:
    """What plain trafilatura reads in a page."""
    import trafilatura

    found = trafilatura.bare_extraction(raw, url=address, with_metadata=True, include_comments=False)
    if found is None:
        return {}
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return {"title": found.title, "authors": authors, "date": found.date, "body": found.text}


def score(gold: Answer, answer: Answer) -> dict[str, float]:
    """The marks of one page."""
    marks: dict[str, float] = {}
    if gold["title"]:
        marks["title"] = plain(answer.get("title")) == plain(gold["title"])
    if gold["date"]:
        marks["day"] = (answer.get("date") or "")[:10] == gold["date"][:10]
    if gold["authors"]:
        marks["authors"] = {plain(a) for a in gold["authors"]} == {plain(a) for a in answer.get("authors") or ()}
    if gold["body"]:
        marks["text F1"] = token_f1(answer.get("body") or "", " ".join(gold["body"]))
    return marks


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--most", type=int, default=10**6)
    parser.add_argument("--misses", action="store_true", help="print what Dragoman reads wrong")
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    gold = json.loads((args.pages / "gold.json").read_text(encoding="utf-8"))[: args.most]
    for name, read in (("dragoman", ours), ("trafilatura", theirs)):
        totals: dict[str, list[dict[str, float]]] = {"all": [], "French-language": []}
        begun = time.perf_counter()
        for page in gold:
            raw = gzip.decompress((args.pages / "pages" / page["page"]).read_bytes())
            answer = read(raw, page["url"])
            marks = score(page, answer)
            totals["all"].append(marks)
            if page["country"] == "fr":
                totals["French-language"].append(marks)
            if args.misses and read is ours:
                show(page, answer, marks)
        seconds = time.perf_counter() - begun
        for group, all_marks in totals.items():
            parts = []
            for key in ("text F1", "title", "authors", "day"):
                known = [m[key] for m in all_marks if key in m]
                parts.append(f"{key} {sum(known) / max(1, len(known)):.3f} ({len(known)})")
            print(f"{name:12} {group:16} {'  '.join(parts)}  {len(gold) / seconds:.1f} pages/s")


def show(page: Answer, answer: Answer, marks: dict[str, float]) -> None:
    """Prints the fields that are wrong."""
    for key, field in (("title", "title"), ("authors", "authors"), ("day", "date")):
        if key in marks and not marks[key]:
            print(f"  {page['page'][:34]:34} {key}: {answer.get(field)!r} for {page[field]!r}")
    if marks.get("text F1", 1) < 0.85:
        sizes = f"{len(answer.get('body') or '')} characters for {len(' '.join(page['body']))}"
        print(f"  {page['page'][:34]:34} text F1 {marks['text F1']:.2f}: {sizes}")


if __name__ == "__main__":
    main()
