"""A drawer for light records: what is heavy in them lies in a file that the system reads as it is needed.

Few records stay in memory. Of many, the numbers and texts are written to a temporary file (where `TMPDIR` says) and
mapped, so that memory holds only those in use, and the system takes back the rest when others need it.
"""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from types import TracebackType
from typing import IO, Any

import numpy as np

from dragoman.stories.digest import Digest

ARRAYS = ("features", "counts", "grams", "zones", "sentences", "quotes")
# Bytes that are kept in memory before they are written.
SEGMENT = 32 * 1024 * 1024
ALIGNED = 8


class Drawer:
    """Keeps light records in the order in which they come. A context manager; the file goes when the block ends."""

    def __init__(self, segment: int = SEGMENT) -> None:
        self.records: list[Digest] = []
        self._segment = segment
        self._first = self._size = 0
        self._file: IO[bytes] | None = None
        self._maps: list[mmap.mmap] = []

    def __enter__(self) -> Drawer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.records = []
        self._maps = []  # each is unmapped when the last record that rests on it goes
        if self._file:
            self._file.close()

    def fill(self, records: Iterable[Digest]) -> list[Digest]:
        """The records, kept."""
        for one in records:
            self.records.append(one)
            self._size += len(one.packed) + sum(getattr(one, name).nbytes for name in ARRAYS)
            if self._size > self._segment:
                self._write()
        return self.records

    def rest(self) -> None:
        """Gives back the memory of what was read from the file; it is read again when it is needed."""
        for one in self._maps:
            if hasattr(mmap, "MADV_DONTNEED"):
                one.madvise(mmap.MADV_DONTNEED)

    def _write(self) -> None:
        """Writes the records that are not yet in the file, and puts in their place what reads from it."""
        self._file = self._file or tempfile.TemporaryFile(prefix="dragoman-")  # noqa: SIM115
        start = self._file.seek(0, 2)
        start += -start % mmap.ALLOCATIONGRANULARITY
        self._file.seek(start)
        places = []
        for one in self.records[self._first :]:
            pieces = [getattr(one, name) for name in ARRAYS]
            places.append(
                [self._put(piece.tobytes(), start) for piece in pieces] + [self._put(bytes(one.packed), start)]
            )
        self._file.flush()
        mapped = mmap.mmap(self._file.fileno(), self._file.tell() - start, offset=start, access=mmap.ACCESS_READ)
        self._maps.append(mapped)
        view = memoryview(mapped)
        for n, where in enumerate(places, start=self._first):
            one = self.records[n]
            arrays: dict[str, Any] = {
                name: np.frombuffer(mapped, getattr(one, name).dtype, len(getattr(one, name)), at)
                for name, (at, _) in zip(ARRAYS, where, strict=False)
            }
            at, length = where[-1]
            self.records[n] = replace(one, packed=view[at : at + length], **arrays)
        self._first, self._size = len(self.records), 0

    def _put(self, content: bytes, start: int) -> tuple[int, int]:
        """Where within the segment the content was written, and its length."""
        assert self._file is not None
        at = self._file.tell() - start
        padding = -at % ALIGNED
        self._file.write(b"\0" * padding + content)
        return at + padding, len(content)
