"""What the application is told when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

# The names by which a browser on this machine reaches it. Any other is refused: it would be another site's page
# that had its own name point here.
OWN_NAMES = ("localhost", "127.0.0.1", "[::1]", "testserver")
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Which register is shown, to whom, and what may be done from the pages.

    `edit` opens the register for reading into it and for corrections without accounts; `users` is the file of the
    accounts, with which everybody has to sign in. `private` lets addresses of this machine and its network be read.
    """

    register: str | Path
    users: Path | None = None
    edit: bool = False
    private: bool = False
    hosts: tuple[str, ...] = OWN_NAMES
    pipeline: str | None = None
    largest_file: int = 20 * MEGABYTE
    longest_paste: int = 100_000
    today: Callable[[], date] = date.today
