"""Words as the matcher sees them: lemmas that survive a wrong part of speech, endings, inversion."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from spacy.tokens import Token

from dragoman.languages.base import language_table

VERBAL = frozenset({"VERB", "AUX"})


def lemma(token: Token) -> str:
    """The token's lemma in lower case; for a noun without one, its singular by the regular endings."""
    return str(token.lemma_).lower() if token.lemma_ else singular(token.lower_)


def infinitive(token: Token, known: Container[str]) -> str:
    """The infinitive of a verb form if it is among the known ones, else «».

    A closed list of verbs is safer than the tagger: the form counts whatever part of speech it was given, unless it can
    only be read otherwise (`could_be_verb` is the caller's matter).
    """
    own = str(token.lemma_).lower()
    if token.pos_ in VERBAL and own in known:
        return own
    lookups = token.vocab.lookups
    if lookups.has_table("verb_lemmas"):
        listed = lookups.get_table("verb_lemmas").get(token.lower_)
        if listed:
            return str(listed) if str(listed) in known else ""
    for guess in infinitives(token.lower_):
        if guess in known:
            return guess
    return ""


@lru_cache(maxsize=20000)
def infinitives(form: str, language: str = "fr") -> tuple[str, ...]:
    """The infinitives that the regular endings allow for a form («répète» -> «répéter»), longest ending first."""
    out = []
    for row in language_table(language, "verb_endings"):
        if len(form) > len(row["ending"]) + 2 and form.endswith(row["ending"]):
            stem = form[: -len(row["ending"])]
            out.append(stem + row["infinitive"])
            for mended in mended_stems(stem):
                out.append(mended + row["infinitive"])
    return tuple(dict.fromkeys(out))


def mended_stems(stem: str) -> tuple[str, ...]:
    """The stems from which a stem may come by the spelling rules of -er verbs: è -> é or e, ç -> c, ge -> g, ll -> l."""
    out = []
    if "è" in stem[-4:]:
        at = stem.rindex("è")
        out += [stem[:at] + "é" + stem[at + 1 :], stem[:at] + "e" + stem[at + 1 :]]
    if stem.endswith("ç"):
        out.append(stem[:-1] + "c")
    if stem.endswith("ge"):
        out.append(stem[:-1])
    if stem.endswith(("ll", "tt")):
        out.append(stem[:-1])
    if stem.endswith("i"):
        out.append(stem[:-1] + "y")
    return tuple(out)


def is_conditional(token: Token) -> bool:
    """Whether the verb form is in the conditional, by its ending and infinitive; the tagger misses rare forms."""
    word = token.lower_
    if not word.endswith(("rais", "rait", "rions", "riez", "raient")):
        return False
    base = known_infinitive(token)
    if base.endswith(("re", "oir")):
        return True
    if base.endswith("ir"):
        return word.endswith(("irait", "iraient", "drait", "draient", "rrait", "rraient"))
    if base.endswith("er"):
        return word.endswith(("erait", "eraient")) and word.startswith(base[:1] if base != "er" else "")
    return "Cnd" in token.morph.get("Mood", [])


def known_infinitive(token: Token) -> str:
    """The infinitive that the lexicon or the tagger gives, or «»."""
    lookups = token.vocab.lookups
    if lookups.has_table("verb_lemmas") and (listed := lookups.get_table("verb_lemmas").get(token.lower_)):
        return str(listed)
    if token.lemma_ and token.pos_ in VERBAL:
        return str(token.lemma_).lower()
    return "er" if token.lower_.endswith(("erait", "eraient")) else ""


def singular(word: str) -> str:
    """The singular by the regular endings («allégations» -> «allégation»); short words and words in -ours, -us stay."""
    if len(word) < 5 or word.endswith(("ours", "opos", "us")):
        return word
    return word[:-1] if word[-1] in "sx" else word


def end_of(token: Token) -> int:
    """The offset behind a token."""
    return int(token.idx + len(token))
