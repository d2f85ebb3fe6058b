"""Sources into articles. For now plain text only: files, folders and standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from dragoman.model import Article, Reject, content_id


def read(source: str | Path) -> Iterator[Article | Reject]:
    """The articles of a file, of a folder (in the order of the names), or of standard input (`-`)."""
    path = Path(source)
    if str(source) == "-":
        yield _article("-", sys.stdin.buffer.read())
    elif path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")):
            yield from read(file)
    else:
        try:
            yield _article(str(path), path.read_bytes())
        except OSError as error:
            yield Reject(str(path), f"cannot be opened: {error.strerror}")


def _article(source: str, raw: bytes) -> Article | Reject:
    try:
        text = raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        return Reject(source, "is not UTF-8 text")
    if not text:
        return Reject(source, "is empty")
    return Article(content_id(Path(source).name, text), source, text, "fr")
