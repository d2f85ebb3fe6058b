"""Text without what does not matter when names and words are compared."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """The text without accents and capitals, for comparing names."""
    letters = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).casefold().split())
