"""Reads sources into a register: one article after the other or several at a time, with the same result."""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from dragoman import program
from dragoman.document import Document
from dragoman.errors import LibraryError, PipelineError, TableError
from dragoman.model import NO_LANGUAGE, Article, Reject, Sibling, SourceDate, content_id
from dragoman.pipeline import read_article
from dragoman.reading import read
from dragoman.register import Register
from dragoman.register.rows import fingerprint
from dragoman.stories.stage import link

# An article that takes longer than this, in seconds, is set aside: it must not stop the others.
PATIENCE = 120
# Articles handed to each process ahead of time.
AHEAD = 4


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to read: a publication date for all that is read, a spaCy pipeline, how many processes, whether anew.

    `today` is the day of reading, after which no article was published; None for no such bound. `library` is the path of
    the user's library of actors. `private` lets addresses of the own network be read.
    """

    published: date | None = None
    pipeline: str | None = None
    processes: int = 1
    again: bool = False
    today: date | None = None
    library: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reading did: articles read, articles that were known already, sources set aside."""

    read: int
    known: int
    rejects: tuple[Reject, ...]


Result = Document | Reject


def read_into(
    register: Register,
    sources: Iterable[str],
    wishes: Wishes,
    *,
    clock: Callable[[], datetime],
    version: str,
    notice: Callable[[str], None] = lambda source: None,
) -> Outcome:
    """What the reading did. Each article is kept as soon as it is read, so that an interrupted reading can go on.

    A source that fails is noted among the rejects and never stops the others. `notice` is called with each source
    when it is done. When all is read, the layers between dispatches are made anew.
    """
    counts = {"read": 0, "known": 0}
    rejects: list[Reject] = []
    run: int | None = None
    for result in _results(_unread(register, sources, wishes), wishes):
        if isinstance(result, Article):
            counts["known"] += 1
            notice(result.source)
            continue
        if run is None:
            run = register.begin_run(clock(), version, wishes.pipeline, wishes.today, program.mark())
        if isinstance(result, Reject):
            rejects.append(result)
            register.reject(result, run=run)
            notice(result.source)
        else:
            changed = register.add(result, pipeline=wishes.pipeline, run=run, again=wishes.again)
            counts["read" if changed else "known"] += 1
            notice(result.article.source)
    relink(register, library=wishes.library)
    if run is not None:
        register.end_run(run, clock(), counts["read"], len(rejects))
    return Outcome(counts["read"], counts["known"], tuple(rejects))


def relink(register: Register, *, anew: bool = False, library: str | None = None) -> bool:
    """Whether stories, occurrences and derivations were made anew: when the articles have changed, or at will.

    Undated articles are then read again with the dates of their story as evidence.
    """
    state = register.state()
    if register.linked() == state and not anew:
        return False
    # Imported rows of data sets are no dispatches: their texts resemble one another without telling one story.
    dispatches = (d for d in register.documents(alone=True) if d.article.language != NO_LANGUAGE)
    stories, occurrences, derivations = link(dispatches, partial(date_by_story, register, library=library))
    register.link(stories, occurrences, derivations, of=state)
    return True


def date_by_story(
    register: Register, wanted: Mapping[str, tuple[Sibling, ...]], library: str | None = None
) -> Iterator[Document]:
    """Yields the wanted articles as they read with the evidence of their siblings; the register then has them so.

    What was read with the same evidence before is not read again. An article that has no dated siblings any more gets
    its own reading back.
    """
    known = register.dated_by_story()
    for article in sorted(known.keys() - wanted.keys()):
        register.date_alone(article)
    for article, siblings in sorted(wanted.items()):
        mark = content_id(*siblings)
        if known.get(article) != mark:
            pipeline, today = register.circumstances(article)
            own = register.document(article, alone=True)
            result = read_safely(own.article, pipeline, today, siblings, library)
            if isinstance(
                result, Reject
            ):  # it was read before: too slow this time, perhaps; the next linking tries again
                continue
            register.date_anew(result, mark)
        yield register.document(article)


@dataclass(frozen=True, slots=True)
class Known:
    """An article that need not be read again."""

    article: Article


def _unread(register: Register, sources: Iterable[str], wishes: Wishes) -> Iterator[Article | Reject | Known]:
    """What the sources hold; an article that the register has from the same source, read the same way, is known."""
    for source in sources:
        for found in read(source, private=wishes.private):
            if isinstance(found, Reject):
                yield found
                continue
            article = dated(found, wishes.published)
            mark = fingerprint(article, wishes.pipeline)
            kept = register.source_of(article.id)
            same = kept == article.source and register.has(article.id, mark=mark) and not wishes.again
            elsewhere = kept is not None and kept < article.source
            yield Known(article) if same or elsewhere else article


def dated(article: Article, published: date | None) -> Article:
    """The article with the publication date that the user gives, before those of the source."""
    if published is None:
        return article
    return replace(article, dates=(SourceDate(published, "given", published.isoformat()), *article.dates))


def _results(found: Iterable[Article | Reject | Known], wishes: Wishes) -> Iterator[Result | Article]:
    """Each article read, in the order of the sources; known articles and rejects come through as they are."""
    work = partial(read_safely, pipeline=wishes.pipeline, today=wishes.today, library=wishes.library)
    if wishes.processes <= 1:
        for item in found:
            yield work(item) if isinstance(item, Article) else _settled(item)
        return
    waiting: deque[tuple[Article | Reject | Known, Future[Result] | None]] = deque()
    with ProcessPoolExecutor(wishes.processes) as pool:
        try:
            for item in found:
                waiting.append((item, pool.submit(work, item) if isinstance(item, Article) else None))
                if len(waiting) >= wishes.processes * AHEAD:
                    yield _finished(*waiting.popleft())
            while waiting:
                yield _finished(*waiting.popleft())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _settled(item: Reject | Known) -> Reject | Article:
    return item.article if isinstance(item, Known) else item


def _finished(item: Article | Reject | Known, future: Future[Result] | None) -> Result | Article:
    if future is None:
        assert not isinstance(item, Article)
        return _settled(item)
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise PipelineError(
            "a reading process was killed (out of memory?): what was read is kept; go on with --processes 1"
        ) from error


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """A context that raises TimeoutError in its block after so many seconds, where the system has such an alarm."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise TimeoutError(f"not read within {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def read_safely(
    article: Article,
    pipeline: str | None = None,
    today: date | None = None,
    siblings: tuple[Sibling, ...] = (),
    library: str | None = None,
) -> Result:
    """The document without its syntax (which is large and can be made again), or a reject that names the failure.

    A pipeline, a table or a module that is unfit is no fault of the article: those errors are raised.
    """
    try:
        with limited(PATIENCE):
            document = read_article(article, today=today, siblings=siblings, pipeline=pipeline, library=library)
            return replace(document, syntax=None)
    except (LibraryError, PipelineError, TableError, ImportError):
        raise
    except Exception as error:  # one bad article must not stop the others
        return Reject(article.source, f"reading failed with {type(error).__name__}: {error}")
