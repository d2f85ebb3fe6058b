"""The bundled sample, read once, for everything that needs a browser or a server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.driving import CHROMIUM, browser, sample_register, served


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of the sample (`DRAGOMAN_SAMPLE` may name one that was read before: a copy of it)."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    if given := os.environ.get("DRAGOMAN_SAMPLE"):
        shutil.copy(given, path)
    return sample_register(path)


@pytest.fixture(scope="session")
def root(sample: Path) -> Iterator[str]:
    """The address of the pages of the sample."""
    from dragoman.web.settings import Settings

    with served(Settings(register=sample, edit=True)) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Chromium; what needs it is skipped where there is none."""
    pytest.importorskip("playwright", reason="playwright is not installed: `make test-browser` installs it")
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: install Debian's package `chromium`")
    with browser() as running:
        yield running
