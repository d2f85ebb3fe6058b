"""Words as the full text index of SQLite wants them."""

from __future__ import annotations

import re

# A phrase in any quotation marks, or a word; a star at its end asks for words that begin so.
TERM = re.compile(r"[\"«“]\s*(?P<phrase>[^\"»”]+?)\s*[\"»”]|(?P<word>\w+)(?P<star>\*)?")


def full_text_query(text: str) -> str:
    """The words and phrases of the text as FTS5 wants them; empty when there are none.

    Everything is quoted, so that no character of the text is taken for an operator.
    """
    terms = []
    for match in TERM.finditer(text):
        if match["phrase"]:
            words = re.findall(r"\w+", match["phrase"])
            if words:
                terms.append('"' + " ".join(words) + '"')
        else:
            terms.append(f'"{match["word"]}"' + ("*" if match["star"] else ""))
    return " ".join(terms)
