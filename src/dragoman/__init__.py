"""Dragoman reads press dispatches and rebuilds the diplomatic record: who did what to whom, when, and who says so."""

from __future__ import annotations

__version__ = "0.1.0"
