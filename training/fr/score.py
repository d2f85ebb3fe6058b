"""Scores a pipeline on a treebank as it will be used: raw text in, its own tokens out, punctuation left out."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Token

from training.fr.treebank import corpus


def score(nlp: Language, treebank: Path) -> dict[str, float]:
    """F1 in percent of tags, lemmas, unlabelled, universal-label and full-label attachment over raw text."""
    right = dict.fromkeys(["tag", "lemma", "uas", "las_universal", "las"], 0)
    gold_words = own_words = 0
    for gold in corpus([treebank], nlp.vocab, together=1).get_docs(nlp.vocab):
        own = nlp(gold.text)
        at = {place(t): t for t in own}
        own_words += sum(t.dep_ != "punct" for t in own)
        for word in (t for t in gold if t.dep_ != "punct"):
            gold_words += 1
            guess = at.get(place(word))
            if guess is None:
                continue
            attached = place(guess.head) == place(word.head)
            right["tag"] += guess.pos_ == word.pos_
            right["lemma"] += guess.lemma_ == word.lemma_
            right["uas"] += attached
            right["las_universal"] += attached and guess.dep_.split(":")[0] == word.dep_.split(":")[0]
            right["las"] += attached and guess.dep_ == word.dep_
    return {name: round(200 * n / (gold_words + own_words), 2) for name, n in right.items()}


def place(token: Token) -> tuple[int, int]:
    """The token's character offsets."""
    return token.idx, token.idx + len(token)
