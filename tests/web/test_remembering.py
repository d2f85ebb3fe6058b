"""What was counted is not counted again while nothing changes."""

from __future__ import annotations

from dragoman.web.remembering import MOST, OLD, Memory


def test_a_value_is_made_once_for_each_version() -> None:
    version, now, made = [1], [0.0], []
    memory = Memory(lambda: version[0], clock=lambda: now[0])

    def make() -> int:
        made.append(1)
        return len(made)

    assert [memory.get("a", make), memory.get("a", make)] == [1, 1]
    version[0] = 2
    assert memory.get("a", make) == 1  # a growing register: a little old is good enough
    now[0] = OLD + 1
    assert memory.get("a", make) == 2
    memory.forget()
    assert memory.get("a", make) == 3


def test_what_was_asked_for_longest_ago_is_forgotten() -> None:
    memory = Memory(lambda: 1)
    for n in range(MOST + 10):
        memory.get(n, lambda n=n: n)  # type: ignore[misc]
    assert memory.get(0, lambda: "anew") == "anew"
    assert memory.get(MOST + 9, lambda: "anew") == MOST + 9
