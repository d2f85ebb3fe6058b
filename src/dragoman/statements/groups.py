"""The verb group: its first token, how the verb stands, whether it is negated."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.statements.scene import Scene
from dragoman.statements.words import known_infinitive


def is_auxiliary(token: Token) -> bool:
    """Whether the word is an auxiliary, by its tag or by what it does in the clause."""
    return token.pos_ == "AUX" or token.dep_ in {"aux:tense", "aux:pass"}


def could_help(token: Token) -> bool:
    """Whether the word is a form of «avoir» or «être», whatever it was tagged."""
    return is_auxiliary(token) or known_infinitive(token) in {"avoir", "être"}


def start_of_group(scene: Scene, i: int) -> int:
    """The first token of the verb group: auxiliaries, clitics, negation and the adverbs between them."""
    first, _ = scene.sentence(i)
    at = i
    j = i - 1
    while j >= first:
        token = scene.doc[j]
        if (
            is_auxiliary(token)
            or scene.is_in(token, "clitic")
            or scene.is_in(token, "negation")
            or (scene.is_in(token, "inverted") and at < i)
        ):
            if token.lower_ in {"le", "la", "les", "leur"} and token.pos_ == "DET":
                break
            if token.lower_ in {"il", "elle", "ils", "elles", "on", "nous", "vous"}:
                break
            at = j
        elif at == i and (opened := aside_start(scene, j, first)) is not None:
            at = j = opened
        elif token.lower_.startswith("-") or token.lower_ == "en":
            at = j
        elif token.text == "," and at == i and (helper := before_aside(scene, j, first)) is not None:
            at = j = helper
        elif token.pos_ != "ADV":
            break
        j -= 1
    return at


def aside_start(scene: Scene, end: int, first: int) -> int | None:
    """The auxiliary before a set phrase that parts it from its participle without commas («a pour sa part assuré»)."""
    for phrase in scene.asides:
        start = end - len(phrase) + 1
        if start > first and scene.words_at(start, phrase) and could_help(scene.doc[start - 1]):
            return start - 1
    return None


def before_aside(scene: Scene, comma: int, first: int) -> int | None:
    """The auxiliary that an aside between commas parts from its participle («a, pour sa part, réitéré»)."""
    for k in range(comma - 1, max(first, comma - 9), -1):
        if scene.doc[k].text == ",":
            return k - 1 if could_help(scene.doc[k - 1]) else None
        if scene.is_finite(k):
            return None
    return None


def form_of(scene: Scene, first: int, i: int) -> str:
    """How the verb stands: finite, gerund, infinitive or participle."""
    words = [scene.doc[k] for k in range(first, i + 1)]
    helpers = [w for w in words[:-1] if is_auxiliary(w) or (could_help(w) and len(words) > 2)]
    for word in helpers or words[-1:]:
        if word.lower_ in {"ayant", "étant"}:
            return "gerund"
        if "Inf" in word.morph.get("VerbForm", []):
            return "infinitive"
    if helpers:
        return "finite"
    verb = scene.doc[i]
    if verb.lower_.endswith("ant") and "Fin" not in verb.morph.get("VerbForm", []):
        return "gerund"
    if "Fin" in verb.morph.get("VerbForm", []):
        return "finite"
    if "Inf" in verb.morph.get("VerbForm", []) or (
        verb.lower_.endswith(("er", "ir", "re", "oir")) and verb.pos_ == "VERB"
    ):
        return "infinitive"
    if "Part" in verb.morph.get("VerbForm", []):
        # «conclut», «prédit»: the tagger takes presents for participles where they head the clause.
        if verb.lower_.endswith("e") and not verb.lower_.endswith(("ée", "ie", "ue", "te", "se")):
            return "finite"
        clause = verb.lower_.endswith("t") and not verb.dep_.startswith(("acl", "amod", "advcl"))
        return "finite" if clause else "participle"
    # «invité … et averti qu'elle»: a verb tagged as something else has no form but its ending.
    other = verb.pos_ not in {"VERB", "AUX"} and verb.lower_.endswith(("é", "ée", "és", "ées", "i", "u"))
    return "participle" if other else "finite"


def negated_subject(scene: Scene, first: int) -> bool:
    """Whether the subject before the group denies («personne ici ne veut», «aucun des deux n'a dit», «ni l'un ni l'autre»)."""
    start, _ = scene.sentence(first)
    for k in range(first - 1, max(start - 1, first - 12), -1):
        if scene.is_in(scene.doc[k], "nobody"):
            return True
        if scene.doc[k].text in {",", ";", ":"} or scene.is_finite(k):
            return False
    return False


def is_negated(scene: Scene, first: int, i: int) -> bool:
    """Whether the verb group is negated; «ne… que» is no negation."""
    words = {scene.doc[k].lower_ for k in range(first, min(i + 3, len(scene.doc)))}
    if words & {"ne", "n'"}:
        if words & (scene.classes["negation"] | {"rien", "aucun", "aucune", "plus", "ni"}):
            return True
        return negated_subject(scene, first)
    return first > 0 and "sans" in {scene.doc[first - 1].lower_}
