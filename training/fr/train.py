"""`make pipeline`: trains the French pipeline from the treebanks, adds the lexicon, scores it, writes it.

usage: python -m training.fr.train TREEBANKS OUT [--steps N] [--variety]
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from functools import partial
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.lookups import load_lookups

from dragoman.model import EVENT_TYPES
from dragoman.syntax.french import FrenchPress
from training.fr.score import score
from training.fr.treebank import Sentence, corpus
from training.fr.variety import Words, varied, words_of_tables
from training.fr.vectors import write_vectors

TRAIN = ["fr_sequoia-ud-train", "fr_gsd-ud-dev", "fr_fqb-ud-test", "fr_pud-ud-test"]
TUNE = ["fr_sequoia-ud-dev"]
TEST = {"sequoia-test": "fr_sequoia-ud-test", "gsd-test": "fr_gsd-ud-test"}
HERE = Path(__file__).parent


def add_lexicon(nlp: spacy.language.Language) -> None:
    """Stores the lemmas of verb forms, and the nouns and infinitives there are, in the vocabulary's lookups.

    The trained lemmatizer errs on forms that it never saw («entretenus»); the lexicon of spacy-lookups-data (MIT)
    knows them. `dragoman.syntax.parse` applies it.
    """
    tables = load_lookups("fr", ["lemma_exc", "lemma_index"])
    index, exceptions = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    verbs = {lemma: lemma for lemma in index["verb"]}
    forms = {form: lemmas[0] for form, lemmas in exceptions["verb"].items() if len(lemmas) == 1}
    nlp.vocab.lookups.add_table("verb_lemmas", {**forms, **verbs})
    nlp.vocab.lookups.add_table("noun_lemmas", {lemma: lemma for lemma in index["noun"] if lemma.isalpha()})


def varied_with(words: Words, sentence: Sentence, rng: random.Random) -> Sentence:
    """`varied` with the words first, so that it can be bound."""
    return varied(sentence, words, rng)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--variety", action="store_true", help="add a copy of each sentence with other verbs and names")
    args = parser.parse_args()
    vocab = FrenchPress().vocab
    files = {name: args.treebanks / f"{name}.conllu" for name in [*TRAIN, *TUNE, *TEST.values()]}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        vary = partial(varied_with, words_of_tables("fr", [t.lower() for t in EVENT_TYPES])) if args.variety else None
        corpus([files[n] for n in TRAIN], vocab, together=3, bare_capitals=0.3, also=vary).to_disk(work / "train.spacy")
        corpus([files[n] for n in TUNE], vocab, together=3).to_disk(work / "dev.spacy")
        write_vectors(work / "vectors")
        overrides = {
            "paths.vectors": str(work / "vectors"), "components.tok2vec.model.embed.include_static_vectors": True,
            "paths.train": str(work / "train.spacy"), "paths.dev": str(work / "dev.spacy"),
            "training.max_steps": args.steps, "training.patience": args.steps,
        }  # fmt: skip
        train(HERE / "config.cfg", work / "run", overrides=overrides)
        nlp = spacy.load(work / "run" / "model-best")
    add_lexicon(nlp)
    figures = {name: score(nlp, files[tree]) for name, tree in TEST.items()}
    nlp.meta.update(
        name="dragoman", description="French press parser of Dragoman", license="CC BY-SA 4.0; LGPL-LR",
        performance=figures, url="", author="The Dragoman developers", email="",
    )  # fmt: skip
    nlp.to_disk(args.out)
    (args.out / "scores.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
