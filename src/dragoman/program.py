"""Which program reads: a digest of the code and the tables on which a reading depends."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

# What an article's reading is made with; its text is made by reading/, and stays as it was.
ROOMS = ("languages", "syntax", "times", "places", "actors", "statements", "events")
MODULES = ("document.py", "model.py", "pipeline.py")
# Of a trained pipeline its description is enough: it names the version.
KINDS = frozenset({".py", ".tsv", ".json"})
DESCRIPTION = "meta.json"


@cache
def mark() -> str:
    """Version and digest of this program: equal marks read alike, with the same pipeline and day."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted([root / name for name in MODULES] + [p for room in ROOMS for p in (root / room).rglob("*")]):
        if path.suffix in KINDS and ("pipelines" not in path.parts or path.name == DESCRIPTION):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{version('dragoman')}+{digest.hexdigest()[:12]}"
