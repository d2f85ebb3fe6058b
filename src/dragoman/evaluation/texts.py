"""Reads the dispatches that coded texts belong to: the file whose name, without its ending, is the text's key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from dragoman.document import Document
from dragoman.errors import UsageError
from dragoman.evaluation.coded import WITHIN, CodedText, coded_texts
from dragoman.model import Article, SourceDate
from dragoman.pipeline import read_together
from dragoman.reader import read_safely
from dragoman.reading import read


def readings(
    gold: Sequence[Path], folders: Sequence[Path] = (), *, pipeline: str | None = None
) -> Iterator[tuple[CodedText, tuple[Document, ...]]]:
    """Each coded text with what was read from its dispatch: nothing when there is none, or it could not be read.

    Coded sentences, each its own dispatch, come last. Without `folders` the others are looked for beside the gold, in folders
    `dispatches` and `aside` beside it, and in a folder `samples` where the command runs. Raises UsageError when no coded
    text has a dispatch.
    """
    coded = list(coded_texts(gold))
    files = dispatches(folders or places(gold))
    if not any(text.text or text.key in files for text in coded):
        raise UsageError("none of the coded texts has its dispatch beside it: name the folder with --texts")
    for text in coded:
        if text.text is None:
            found = read(files[text.key]) if text.key in files else ()
            results = (read_safely(item, pipeline) for item in found if isinstance(item, Article))
            yield text, tuple(document for document in results if isinstance(document, Document))
    sentences = [text for text in coded if text.text is not None]
    for text, document in zip(sentences, read_together(map(printed, sentences), pipeline=pipeline), strict=True):
        yield text, (document,)


def printed(text: CodedText) -> Article:
    """A coded sentence as an article, with the day of its publication where the coder gives it."""
    dates = (SourceDate(date.fromisoformat(text.day), "given", text.day),) if text.day else ()
    return Article(text.key, text.key, text.text or "", text.language, dates=dates)


def places(gold: Sequence[Path]) -> list[Path]:
    """The folders in which the dispatches of gold files are looked for."""
    beside = [path if path.is_dir() else path.parent for path in gold]
    return [*beside, *(folder / name for folder in beside for name in WITHIN), Path("samples")]


def dispatches(folders: Iterable[Path]) -> dict[str, Path]:
    """Stem of the file's name -> the dispatch; of two with one name the first folder's counts. JSON is no dispatch."""
    found: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            continue
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.suffix != ".json":
                found.setdefault(path.stem, path)
    return found
