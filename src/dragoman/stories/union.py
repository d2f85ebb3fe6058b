"""Things that belong together: groups made by joining pairs, whatever the order of the pairs."""

from __future__ import annotations


class Union:
    """Groups of the numbers from 0 on. The smallest number of a group stands for it."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, one: int) -> int:
        """The number that stands for the group of this one."""
        root = one
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[one] != root:
            self._parent[one], one = root, self._parent[one]
        return root

    def join(self, first: int, second: int) -> bool:
        """Whether two groups became one."""
        a, b = self.find(first), self.find(second)
        if a == b:
            return False
        self._parent[max(a, b)] = min(a, b)
        return True

    def groups(self) -> dict[int, list[int]]:
        """Every group with its members, both in order."""
        found: dict[int, list[int]] = {}
        for one in range(len(self._parent)):
            found.setdefault(self.find(one), []).append(one)
        return found
