"""Reading that the pages start: a text coded while one looks, and readings into the register, one after the other."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

from dragoman import __version__
from dragoman.document import Document
from dragoman.errors import DragomanError, ReadingError, UsageError
from dragoman.model import Reject, content_id
from dragoman.register import Register
from dragoman.web.settings import Settings

# What may be dropped on the page.
KINDS = (".txt", ".md", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".xml", ".rss", ".atom", ".warc", ".warc.gz")
MOST_JOBS, MOST_WAITING = 30, 10
# A text waits so many seconds for the one before it.
PATIENCE = 20.0


class BusyError(DragomanError):
    """Too much is being read already."""


@dataclass(slots=True)
class Job:
    """One reading: what, how far it is, what came of it. `state` is waiting, reading, done or failed."""

    id: str
    what: str
    sources: list[str]
    owner: str
    state: str = "waiting"
    done: int = 0
    total: int = 0
    last: str = ""
    read: int = 0
    known: int = 0
    rejects: list[Reject] = field(default_factory=list)
    error: str = ""
    finished: threading.Event = field(default_factory=threading.Event)

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "failed")


class Desktop:
    """The application's own reading: one at a time, in a thread of its own."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime] | None = None,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.settings = settings
        self.changed = changed
        self.clock = clock or (lambda: datetime.now(UTC).replace(tzinfo=None))
        self.jobs: dict[str, Job] = {}
        self._coding = threading.Lock()
        self._waiting = threading.Condition()
        self._queue: list[Job] = []
        self._thread: threading.Thread | None = None
        self._closed = False

    # --- a text at hand ----------------------------------------------------------------------------------------------

    def code(self, text: str, published: date | None = None) -> Document | Reject:
        """The text as it would be read; the register does not hear of it. Raises BusyError when others are before it."""
        from dragoman.reader import read_safely
        from dragoman.reading import article_of_text

        article = article_of_text(text, name="text.txt", published=published)
        if isinstance(article, Reject):
            return article
        if not self._coding.acquire(timeout=PATIENCE):
            raise BusyError("other texts are being read: try again in a moment")
        try:
            return read_safely(article, self.settings.pipeline, self.settings.today())
        finally:
            self._coding.release()

    # --- readings into the register ----------------------------------------------------------------------------------

    @property
    def inbox(self) -> Path:
        """The folder beside the register where what is sent to it is kept."""
        return Path(f"{Path(str(self.settings.register))}.inbox")

    def keep(self, name: str, content: BinaryIO) -> Path:
        """Puts a file that was sent into the inbox. Raises UsageError when it is of another kind, or too large."""
        plain = safe_name(name)
        if not plain.lower().endswith(KINDS):
            raise UsageError(f"«{plain}»: such files are not read; send {', '.join(KINDS)}")
        self.inbox.mkdir(exist_ok=True)
        raw = content.read(self.settings.largest_file + 1)
        if len(raw) > self.settings.largest_file:
            raise UsageError(f"«{plain}» is larger than {self.settings.largest_file >> 20} MiB")
        path = self.inbox / plain
        if path.exists() and path.read_bytes() != raw:
            stem, dot, kind = plain.partition(".")
            path = self.inbox / f"{stem}-{content_id(raw.hex())[:8]}{dot}{kind}"
        path.write_bytes(raw)
        return path

    def start(self, what: str, sources: list[str], owner: str) -> Job:
        """A reading that begins as soon as those before it are over. Raises BusyError when too many wait."""
        with self._waiting:
            if len(self._queue) >= MOST_WAITING:
                raise BusyError("too many readings wait already: try again later")
            job = Job(content_id(what, len(self.jobs), self.clock().isoformat()), what, sources, owner)
            job.total = len(sources)
            self.jobs[job.id] = job
            for old in [j for j in self.jobs.values() if j.over][: max(len(self.jobs) - MOST_JOBS, 0)]:
                del self.jobs[old.id]
            self._queue.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="reading", daemon=True)
                self._thread.start()
            self._waiting.notify()
        return job

    def close(self) -> None:
        """Starts nothing more; what is being read is kept article by article."""
        with self._waiting:
            self._closed = True
            self._queue.clear()
            self._waiting.notify()

    def _work(self) -> None:
        while True:
            with self._waiting:
                while not self._queue and not self._closed:
                    self._waiting.wait()
                if self._closed:
                    return
                job = self._queue.pop(0)
            self._read(job)

    def _read(self, job: Job) -> None:
        from dragoman.reader import Wishes, read_into

        def notice(source: str) -> None:
            job.done += 1
            job.total = max(job.total, job.done)
            job.last = source

        job.state = "reading"
        wishes = Wishes(pipeline=self.settings.pipeline, today=self.settings.today(), private=self.settings.private)
        try:
            with Register(self.settings.register) as register:
                outcome = read_into(register, job.sources, wishes, clock=self.clock, version=__version__, notice=notice)
        except DragomanError as error:
            job.error, job.state = str(error), "failed"
        except Exception as error:  # the thread must go on to the next reading
            job.error, job.state = f"{type(error).__name__}: {error}", "failed"
        else:
            job.read, job.known, job.rejects = outcome.read, outcome.known, list(outcome.rejects)
            job.state = "done"
        self.changed()
        job.finished.set()


def safe_name(name: str) -> str:
    """The last part of a file's name, with nothing in it that could lead elsewhere."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[^\w.-]+", "-", last).strip(".-")[-120:].lstrip(".-")
    return plain or "text.txt"


def address_of(text: str, private: bool) -> str:
    """The address, if it may be read. Raises UsageError with the reason when not."""
    from dragoman.reading.web import check

    address = text if "://" in text else f"https://{text}"
    try:
        check(address, private=private)
    except ReadingError as error:
        raise UsageError(f"«{address[:200]}» {error}") from error
    return address
