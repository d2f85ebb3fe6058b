"""Everything that the description of the interface allows, and much that it forbids, sent to it by schemathesis."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.browser.driving import served

from dragoman.web.settings import Settings

HERE = Path(__file__).parent
ST = Path(sys.executable).with_name("st")
NEEDED = "schemathesis is not installed: `make test-browser` installs it"


@pytest.mark.skipif(not (ST.exists() or shutil.which("st")), reason=NEEDED)
def test_the_interface_keeps_what_its_description_says(sample: Path) -> None:
    with served(Settings(register=sample)) as root:
        command = [
            str(ST if ST.exists() else shutil.which("st")), "--config-file", str(HERE / "schemathesis.toml"), "run",
            f"{root}/api/openapi.json", "--url", f"{root}/api/v1", "--checks", "all", "--max-examples", "60",
            "--seed", "1", "--no-color",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stdout[-6000:]
