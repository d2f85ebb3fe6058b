"""The lasting record of what was read: one SQLite file."""

from dragoman.register.store import Register

__all__ = ["Register"]
