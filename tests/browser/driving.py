"""A register's pages served on loopback, and Chromium to look at them."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = os.environ.get("DRAGOMAN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@contextmanager
def served(settings: Any) -> Iterator[str]:
    """The address under which the pages of these settings answer while the block runs."""
    import uvicorn

    from dragoman.web.app import make_app

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(settings), port=port, log_level="error", server_header=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium, headless, that reaches nothing but this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield chromium
        finally:
            chromium.close()


def sample_register(path: Path) -> Path:
    """The register of the bundled sample, read once into this file."""
    if not path.exists():
        from datetime import UTC, date, datetime

        from dragoman.reader import Wishes, read_into
        from dragoman.register import Register

        root = Path(__file__).parents[2]
        path.parent.mkdir(parents=True, exist_ok=True)
        with Register(path) as register:
            now = datetime.now(UTC).replace(tzinfo=None)
            read_into(register, [str(root / "samples")], Wishes(today=date.today()), clock=lambda: now, version="test")
    return path
