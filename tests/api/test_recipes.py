"""The recipes run, one after the other, on four dispatches of the sample."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from dragoman.api import read_into

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^## (.+?)\n.*?```python\n(.+?)```", PAGE, flags=re.MULTILINE | re.DOTALL))
CLIPPINGS = (
    "05-niger-ultimatum-cedeao.md", "18-inde-pakistan-treve.txt", "20-corees-routes-yonhap.txt",
    "24-guyana-venezuela-argyle.txt",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the clippings and a register that has read them."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "clippings").mkdir()
    for name in CLIPPINGS:
        shutil.copy(ROOT / "samples" / name, folder / "clippings")
    read_into(folder / "dragoman.db", folder / "clippings")
    return folder


def test_there_are_ten() -> None:
    assert [heading.split(".")[0] for heading in RECIPES] == [str(n) for n in range(1, 11)]
    assert all((ROOT / "samples" / name).is_file() for name in CLIPPINGS)


@pytest.mark.parametrize("heading", RECIPES)
def test_a_recipe_runs(
    heading: str, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # A copy each, so that every recipe runs by itself.
    shutil.copytree(desk, tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    exec(compile(RECIPES[heading], heading, "exec"), {"__name__": "recipe"})
    printed = capsys.readouterr().out
    if heading.startswith("6."):  # nobody need have denied anything
        return
    assert printed.strip()
