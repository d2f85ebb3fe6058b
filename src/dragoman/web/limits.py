"""How often somebody may do something."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

# So many somebodies are remembered; the longest silent are forgotten.
MOST_KEYS = 10_000


class Limiter:
    """Counts what each key does: at most `most` times in `within` seconds."""

    def __init__(self, most: int, within: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self.within = within
        self.clock = clock
        self._done: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def wait(self, key: str) -> float:
        """Seconds until the key may do it again, 0 if now."""
        with self._lock:
            return self._wait(key)

    def allow(self, key: str) -> float:
        """The same; if it may do it now, that is counted."""
        with self._lock:
            seconds = self._wait(key)
            if not seconds:
                done = self._done.pop(key, None)
                self._done[key] = deque() if done is None else done
                self._done[key].append(self.clock())
                if len(self._done) > MOST_KEYS:
                    self._done.pop(next(iter(self._done)))
            return seconds

    def forget(self, key: str) -> None:
        """Lets the key begin anew."""
        with self._lock:
            self._done.pop(key, None)

    def _wait(self, key: str) -> float:
        done = self._done.get(key)
        if not done:
            return 0.0
        now = self.clock()
        while done and done[0] <= now - self.within:
            done.popleft()
        return max(done[0] + self.within - now, 0.001) if len(done) >= self.most else 0.0
