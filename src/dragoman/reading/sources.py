"""Where articles come from: a file, a folder, standard input, a web address."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from dragoman.errors import ReadingError, TableError
from dragoman.model import Article, Reject
from dragoman.reading.assembly import article_of
from dragoman.reading.draft import Draft
from dragoman.reading.encoding import MOST_BYTES
from dragoman.reading.formats import drafts_of, is_archive
from dragoman.reading.language import pack_for

HIDDEN = (".", "~", "__MACOSX", "Thumbs.db", "desktop.ini")


def read(
    source: str | Path,
    *,
    published: date | None = None,
    private: bool = False,
    most_bytes: int = MOST_BYTES,
    any_language: bool = False,
) -> Iterator[Article | Reject]:
    """The articles of a file, a folder (in the order of the names), standard input (`-`) or an http(s) address.

    What cannot be read comes as a Reject that says why and what to do; it never stops the others. `published` is a
    publication day for all articles; `private` allows addresses of the own network; larger files than `most_bytes` are
    set aside, except archives, which are read piece by piece. An article in a language that has no pack is set aside
    unless `any_language` is set: nothing but its text and origin could be read.
    """
    for found in read_all(str(source), published, private, most_bytes):
        if isinstance(found, Article) and not any_language and pack_for(found.language) != found.language:
            yield Reject(
                found.source, f"is in a language ({found.language}) that has no pack yet: give texts in French"
            )
        else:
            yield found


def read_all(name: str, published: date | None, private: bool, most_bytes: int) -> Iterator[Article | Reject]:
    """The articles of a source, in whatever language."""
    if name == "-":
        raw = sys.stdin.buffer.read(most_bytes + 1)
        if len(raw) > most_bytes:
            yield Reject(name, f"is larger than {most_bytes // 2**20} MiB: give the files by name")
            return
        yield from articles(drafts_of(name, "-", raw), name, published)
    elif name.startswith(("http://", "https://")):
        from dragoman.reading.web import fetch

        try:
            page = fetch(name, private=private, most_bytes=most_bytes)
        except ReadingError as error:
            yield Reject(name, str(error))
            return
        yield from articles(drafts_of(name, page.address, page.raw, page.content_type), name, published)
    elif "://" in name:
        yield Reject(name, "is not an http or https address: save it to a file and read that")
    else:
        yield from of_path(Path(name), published, most_bytes)


def of_path(path: Path, published: date | None, most_bytes: int) -> Iterator[Article | Reject]:
    """The articles of a file, or of all files under a folder."""
    if path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.is_file() and not hidden(p.relative_to(path))):
            yield from of_path(file, published, most_bytes)
        return
    try:
        size = path.stat().st_size
        if size > most_bytes and not is_archive(path.name):
            yield Reject(str(path), f"is too large ({size // 2**20} MiB): split it, or read its articles one by one")
            return
        if is_archive(path.name):
            from dragoman.reading.archive import drafts_of_archive

            yield from articles(drafts_of_archive(path), str(path), published)
            return
        raw = path.read_bytes()
    except OSError as error:
        yield Reject(str(path), f"cannot be opened ({error.strerror or error}): check that it is there and may be read")
        return
    yield from articles(drafts_of(str(path), path.name, raw), str(path), published)


def hidden(path: Path) -> bool:
    """Whether a file is hidden, or one that systems leave behind."""
    return any(part.startswith(HIDDEN) for part in path.parts)


def articles(drafts: Iterable[Draft | Reject], source: str, published: date | None) -> Iterator[Article | Reject]:
    """The article of each draft; a failure of any kind becomes a Reject."""
    found = iter(drafts)
    while True:
        try:
            draft = next(found)
        except StopIteration:
            return
        except ReadingError as error:
            yield Reject(source, str(error))
            return
        except (TableError, ImportError):
            raise
        except Exception as error:  # a library that trips over a broken file must not stop the others
            yield Reject(source, f"could not be read ({type(error).__name__}: {error}): save its text as a plain file")
            return
        yield draft if isinstance(draft, Reject) else settled(draft, published)


def settled(draft: Draft, published: date | None) -> Article | Reject:
    """The article of a draft, or a Reject when making it fails."""
    try:
        return article_of(draft, published)
    except (TableError, ImportError):
        raise
    except Exception as error:
        return Reject(
            draft.source, f"could not be read ({type(error).__name__}: {error}): save its text as a plain file"
        )


def article_of_text(text: str, *, name: str = "text", published: date | None = None) -> Article | Reject:
    """The article of a text at hand, as it would be read from a file of that name."""
    return next(articles(drafts_of(name, name, text.encode("utf-8")), name, published))
