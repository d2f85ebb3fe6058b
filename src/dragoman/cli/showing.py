"""Commands that show what the register holds."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Gives the app this module's commands."""
