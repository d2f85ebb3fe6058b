"""The constraints pin every dependency, by name and version and nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").split("\n")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def plain(name: str) -> str:
    """The name of a package as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_line_is_a_name_and_a_version() -> None:
    assert [line for line in LINES if line and not re.fullmatch(r"[\w.-]+==[\w.!+-]+", line)] == []


def test_every_direct_dependency_is_pinned_within_its_bounds() -> None:
    pinned = {plain(line.partition("==")[0]) for line in LINES if line}
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(one for extra in extras for one in extra)]
    names = {plain(re.match(r"[\w.-]+", one)[0]) for one in wanted}  # type: ignore[index]
    assert names - pinned == set()
