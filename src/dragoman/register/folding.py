"""Text without what does not matter when names and words are compared."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
# A full text index takes at most a mebibyte of words; a longer text is found by what stands before.
MOST = 400_000


def folded(text: str) -> str:
    """The text without accents and capitals, for comparing names."""
    letters = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).casefold().split())


def words_of(text: str) -> str:
    """The words of the text, folded, with blanks between them: as a full text index wants them."""
    return " ".join(WORD.findall(folded(text[:MOST])))
