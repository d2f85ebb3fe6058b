"""Streams a large file of lines, plain or packed, from where an interrupted import stopped."""

from __future__ import annotations

import bz2
import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.errors import ReadingError

HEAD = 1 << 16
# A line longer than this is no entity but a broken file; it is passed over so that memory stays bounded.
LONGEST = 64 << 20
PACKED = {b"\x1f\x8b": "gz", b"BZ": "bz2"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: its number (from 1), the offset behind it in the unpacked text, its bytes; None if too long."""

    number: int
    end: int
    text: bytes | None


def packing(path: Path) -> str:
    """«gz», «bz2» or «» by the first bytes. Raises ReadingError when the file cannot be opened."""
    try:
        with path.open("rb") as file:
            return PACKED.get(file.read(2), "")
    except OSError as error:
        raise ReadingError(f"«{path}» cannot be read ({error.strerror}): give a file that you have fetched") from error


def unpacked(path: Path) -> BinaryIO:
    """The file opened for reading, unpacked on the way."""
    kind = packing(path)
    if kind == "gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    if kind == "bz2":
        return cast(BinaryIO, bz2.open(path, "rb"))
    return path.open("rb", buffering=1 << 20)


def lines(path: Path, *, number: int = 0, start: int = 0) -> Iterator[Line]:
    """Yields the lines behind line `number`, which ends at offset `start`. Raises ReadingError for a damaged file."""
    with unpacked(path) as file:
        try:
            if start:
                file.seek(start)  # a packed file is unpacked again up to there
            at = start
            while text := file.readline(LONGEST):
                whole = len(text) < LONGEST or text.endswith(b"\n")
                at += len(text)
                while not text.endswith(b"\n") and (rest := file.readline(LONGEST)):
                    at, text, whole = at + len(rest), rest, False
                number += 1
                yield Line(number, at, text if whole else None)
        except (OSError, EOFError) as error:
            raise ReadingError(
                f"«{path}» is damaged behind line {number} ({error}): fetch it again; what was read is kept"
            ) from error


def mark(path: Path) -> str:
    """What tells one state of a file from another: its size and a digest of its beginning and end."""
    digest = hashlib.sha256(str(path.stat().st_size).encode())
    with path.open("rb") as file:
        digest.update(file.read(HEAD))
        file.seek(max(0, path.stat().st_size - HEAD))
        digest.update(file.read(HEAD))
    return digest.hexdigest()[:16]


def head(path: Path) -> str:
    """The beginning of the unpacked text, for telling formats apart."""
    with unpacked(path) as file:
        try:
            return file.read(HEAD).decode("utf-8-sig", errors="replace")
        except (OSError, EOFError) as error:
            raise ReadingError(f"«{path}» is damaged at its beginning ({error}): fetch it again") from error
