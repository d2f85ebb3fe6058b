"""More words for the same trees: verbs and names of the treebanks exchanged for those of dispatches.

The treebanks know few of the verbs and names of the world's press. In a copy of each sentence, regular verbs take the
stem of another verb in the same form, and names of one word become other names of the same kind, so that the parser
learns to go by endings and places in the sentence instead of by words that it has seen.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from dragoman.languages.base import language_table, values
from training.fr.treebank import Sentence

ENDINGS = (
    "", "e", "es", "ent", "é", "ée", "és", "ées", "er", "ant", "ait", "aient", "a", "èrent", "era", "eront", "erait",
)  # fmt: skip
IRREGULAR = ("ger", "cer", "yer", "eler", "eter", "ever", "ener", "eser", "éder", "érer", "éter", "éler", "écher")
VOWELS = frozenset("aàâeéèêiîoôuhyAÀÂEÉÈÊIÎOÔUHY")
CHANCE = 0.5


@dataclass(frozen=True, slots=True)
class Words:
    """What may be put in: regular verbs in -er, names of one word without article, states by article."""

    verbs: tuple[str, ...]
    names: tuple[str, ...]
    states: dict[str, tuple[str, ...]]


def words_of_tables(language: str, types: list[str]) -> Words:
    """The verbs of the event frames and the names of capitals and states, from the tables."""
    triggers = {
        row["trigger"].split()[0]
        for type_ in types
        for row in language_table(language, f"frames/{type_}")
        if row["pos"] == "verb"
    }
    verbs = sorted(v for v in triggers if v.endswith("er") and not v.endswith(IRREGULAR) and len(v) > 4)
    states: dict[str, list[str]] = {}
    names = set()
    for row in language_table(language, "states"):
        if " " not in row["name"]:
            states.setdefault(row["article"], []).append(row["name"])
        names |= {c for c in values(row["capital"]) if " " not in c}
    return Words(tuple(verbs), tuple(sorted(names)), {a: tuple(s) for a, s in states.items()})


def varied(sentence: Sentence, words: Words, rng: random.Random) -> Sentence:
    """A copy of the sentence with about half of its regular verbs and single names exchanged."""
    out = list(sentence.words)
    lemmas = list(sentence.lemmas)
    for i, tag in enumerate(sentence.tags):
        if rng.random() > CHANCE:
            continue
        if tag == "VERB" and (ending := regular_ending(sentence.words[i], sentence.lemmas[i])) is not None:
            lemma = same_onset(words.verbs, sentence.words[i], rng)
            if lemma:
                out[i], lemmas[i] = lemma[:-2] + ending, lemma
        elif tag == "PROPN" and single_name(sentence, i):
            article = sentence.words[i - 1].lower() if i and sentence.tags[i - 1] == "DET" else ""
            name = same_onset(words.states.get(article, words.names if not article else ()), sentence.words[i], rng)
            if name:
                out[i] = lemmas[i] = name
    return Sentence(out, sentence.spaces, sentence.tags, lemmas, sentence.morphs, sentence.heads, sentence.relations)


def regular_ending(form: str, lemma: str) -> str | None:
    """The ending of a regular form of a verb in -er, or None for any other form."""
    if not lemma.endswith("er") or lemma.endswith(IRREGULAR):
        return None
    stem = lemma[:-2]
    return form[len(stem) :] if form.startswith(stem) and form[len(stem) :] in ENDINGS[1:] else None


def same_onset(choices: tuple[str, ...], word: str, rng: random.Random) -> str | None:
    """A random choice that begins with a vowel exactly when the word does, so that elisions stay right."""
    fit = [c for c in choices if (c[0] in VOWELS) == (word[0] in VOWELS)]
    return rng.choice(fit) if fit else None


def single_name(sentence: Sentence, i: int) -> bool:
    """Whether a proper noun stands alone: no part of a longer name, no abbreviation."""
    if not sentence.words[i][:1].isupper() or sentence.words[i].isupper() or sentence.relations[i].startswith("flat"):
        return False
    return not any(h == i and r.startswith("flat") for h, r in zip(sentence.heads, sentence.relations, strict=True))
