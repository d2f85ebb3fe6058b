"""The errors of Dragoman: each message says what is wrong, where, and what to do.

DragomanError
├── ReadingError      a source cannot be read (it goes to the rejects)
├── PipelineError     the language pipeline is missing or lacks a component
├── TableError        a knowledge table has a bad row (file and line are named)
├── RegisterError     the register cannot be opened or written
├── LibraryError      the library of imported actors cannot be opened or written
└── UsageError        an argument makes no sense
"""

from __future__ import annotations


class DragomanError(Exception):
    """The root of every error that Dragoman raises on purpose."""


class ReadingError(DragomanError):
    """A source that cannot be read; the message says why and what to do."""


class PipelineError(DragomanError):
    """A language pipeline that is missing or unfit; the message says how to get a fit one."""


class TableError(DragomanError):
    """A row of a table that breaks its schema; the message names file and line."""


class RegisterError(DragomanError):
    """A register that cannot be opened, read or written."""


class LibraryError(DragomanError):
    """A library of imported actors that cannot be opened, read or written."""


class UsageError(DragomanError):
    """An argument that makes no sense."""
