"""What was counted once and need not be counted again while the register stays as it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")
MOST = 400
# While a register grows, what was counted may be so many seconds old.
OLD = 30.0


class Memory:
    """Values by key, each for one version of the register; the ones asked for longest ago are forgotten."""

    def __init__(self, version: Callable[[], Hashable], clock: Callable[[], float] = time.monotonic) -> None:
        self.version = version
        self.clock = clock
        self._values: dict[Hashable, tuple[Any, Hashable, float]] = {}
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of the key; made when it is not there, or the register has changed since. Made once at a time."""
        version = self.version()
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                found = self._values.pop(key, None)
                if found and (found[1] == version or self.clock() - found[2] < OLD):
                    self._values[key] = found
                    value: T = found[0]
                    return value
            value = make()
            with self._lock:
                self._values[key] = (value, version, self.clock())
                while len(self._values) > MOST:
                    forgotten = next(iter(self._values))
                    del self._values[forgotten]
                    self._making.pop(forgotten, None)
            return value

    def forget(self) -> None:
        """Makes everything anew when it is next asked for."""
        with self._lock:
            self._values.clear()
