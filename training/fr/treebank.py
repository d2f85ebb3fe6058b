"""Reads CoNLL-U treebanks and writes spaCy's binary corpora, with contractions (du, des, au) as one token."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

KEPT_FEATURES = {
    "Gender", "Number", "Person", "Mood", "Tense", "VerbForm", "Voice", "PronType", "Poss", "Polarity",
    "Definite", "Reflex", "Number[psor]", "Person[psor]", "NumType",
}  # fmt: skip
# Relations that only one of the treebanks distinguishes; the parser could not learn them.
MERGED_RELATIONS = {
    "obj:lvc": "obj", "dep:comp": "dep", "obj:agent": "obj", "iobj:agent": "iobj",
    "parataxis:parenth": "parataxis:insert", "nmod:appos": "appos", "csubj:pass": "csubj", "root": "ROOT",
}  # fmt: skip
BARE_CAPITALS = str.maketrans("ÀÂÉÈÊËÎÏÔÖÙÛÜÇ", "AAEEEEIIOOUUUC")


@dataclass(slots=True)
class Sentence:
    """One tree, a row a surface token: words, whether a space follows, and the annotation columns."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)


def blocks(path: Path) -> Iterator[list[list[str]]]:
    """Yields the ten-column rows of each sentence of a CoNLL-U file."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            if rows:
                yield rows
            rows = []
        elif not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) == 10 and "." not in columns[0]:
                rows.append(columns)
    if rows:
        yield rows


def surface_sentence(rows: list[list[str]]) -> Sentence:
    """Merges each multiword token into the word that heads it, so that the tree is over what is printed."""
    words = [r for r in rows if "-" not in r[0]]
    index = {r[0]: i for i, r in enumerate(words)}
    heads = [index.get(r[6], -1) for r in words]
    group = list(range(len(words)))
    printed: dict[int, list[str]] = {}
    for row in (r for r in rows if "-" in r[0]):
        first, last = (index[i] for i in row[0].split("-"))
        span = range(first, last + 1)
        top = next(i for i in span if heads[i] not in span)
        for i in span:
            group[i] = top
        printed[top] = row
    order = {g: n for n, g in enumerate(dict.fromkeys(group))}
    out = Sentence()
    for g in order:
        row = words[g]
        shown = printed.get(g, row)
        features = dict(f.split("=", 1) for f in row[5].split("|") if "=" in f)
        out.words.append(shown[1].replace(" ", "\u00a0").replace("’", "'"))
        out.spaces.append("SpaceAfter=No" not in shown[9])
        out.tags.append(row[3])
        out.lemmas.append(row[2] if row[2] != "_" or shown[1] == "_" else shown[1])
        out.morphs.append("|".join(f"{k}={features[k]}" for k in sorted(features) if k in KEPT_FEATURES))
        out.heads.append(order[group[heads[g]]] if heads[g] >= 0 else order[g])
        out.relations.append(MERGED_RELATIONS.get(row[7], row[7]))
    return out


def unaccented(sentence: Sentence, chance: float, rng: random.Random) -> Sentence:
    """The sentence as a typewriter desk prints it: «Etats-Unis», «A Paris» (capitals bare) with the given chance."""
    if rng.random() >= chance or not any(w[0] in "ÀÂÉÈÊËÎÏÔÖÙÛÜÇ" for w in sentence.words):
        return sentence
    bare = [w[0].translate(BARE_CAPITALS) + w[1:] for w in sentence.words]
    return Sentence(
        bare, sentence.spaces, sentence.tags, sentence.lemmas, sentence.morphs, sentence.heads, sentence.relations
    )


def corpus(
    paths: list[Path],
    vocab: Vocab,
    *,
    together: int,
    bare_capitals: float = 0.0,
    also: Callable[[Sentence, random.Random], Sentence] | None = None,
) -> DocBin:
    """The treebanks as a DocBin, `together` sentences a document (so that the parser learns sentence ends).

    With `also`, every sentence stands in it a second time as that function changes it.
    """
    rng = random.Random(7)
    out = DocBin(attrs=["ORTH", "SPACY", "POS", "TAG", "LEMMA", "MORPH", "HEAD", "DEP", "SENT_START"])
    for path in paths:
        trees = [unaccented(surface_sentence(rows), bare_capitals, rng) for rows in blocks(path)]
        if also is not None:
            trees += [also(tree, rng) for tree in trees]
        for k in range(0, len(trees), together):
            chunk = trees[k : k + together]
            offsets = [sum(len(s.words) for s in chunk[:i]) for i in range(len(chunk))]
            out.add(
                Doc(
                    vocab,
                    words=[w for s in chunk for w in s.words],
                    spaces=[x for s in chunk for x in s.spaces],
                    pos=[t for s in chunk for t in s.tags],
                    tags=[t for s in chunk for t in s.tags],
                    lemmas=[x for s in chunk for x in s.lemmas],
                    morphs=[m for s in chunk for m in s.morphs],
                    heads=[h + o for s, o in zip(chunk, offsets, strict=True) for h in s.heads],
                    deps=[d for s in chunk for d in s.relations],
                    sent_starts=[i == 0 for s in chunk for i in range(len(s.words))],
                )
            )
    return out
