"""Who the grammar makes the speaker: the subject of a reporting verb, over the parse with a linear fallback."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.statements.groups import form_of, start_of_group
from dragoman.statements.scene import Scene
from dragoman.syntax.clauses import relation

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
WEAK = frozenset(
    {
        "-t",
        "se",
        "s'",
        "qui",
        "que",
        "qu'",
        "dont",
        "où",
        "ce",
        "c'",
        "cela",
        "ça",
        "y",
        "en",
        "l'",
        "le",
        "la",
        "les",
        "lui",
        "leur",
    }
)


def subject_of(scene: Scene, i: int, first: int, form: str = "finite") -> int | None:
    """The head of the subject of verb i, whose group begins at `first`; None when it inherits one or has none."""
    verb = scene.doc[i]
    start, _ = scene.sentence(i)
    if form == "shared":
        return None
    if form in {"gerund", "infinitive"}:
        return noun_before_gerund(scene, i, first) if form == "gerund" else None
    edge = before_insertion(scene, first, start)
    for child in verb.children:
        if (
            child.dep_.startswith("nsubj")
            and start <= child.i < edge
            and child.lower_ not in WEAK
            and not scene.is_time(child)
            and (child.pos_ in NOMINAL or (child.text[0].isupper() and child.pos_ not in {"VERB", "AUX", "CCONJ"}))
            and comma_bound(scene, child.i, first)
        ):
            return int(child.i)
    before = scene.doc[first - 1] if first > start else None
    if before is not None and before.lower_ in {"qui"}:
        return antecedent(scene, first - 1, start)
    if (
        relation(verb) == "conj"
        and verb.head.i != i
        and start <= verb.head.i < i
        and verb.head.pos_ in {"VERB", "AUX"}
        and coordinated(scene, first, start)
        and edge == first
        and comma_bound(scene, verb.head.i, first)
    ):
        group = start_of_group(scene, verb.head.i)
        return subject_of(scene, verb.head.i, group, form_of(scene, group, verb.head.i))
    return linear_subject(scene, first, start)


def coordinated(scene: Scene, first: int, start: int) -> bool:
    """Whether «et», «mais», «puis» or a comma stands right before the group, so that the subject lies further back."""
    before = scene.doc[first - 1] if first > start else None
    return before is not None and (before.lower_ in scene.classes["joint"] or before.text == ",")


def comma_bound(scene: Scene, subject: int, first: int) -> bool:
    """Whether no clause opens between subject and verb other than relatives set off by commas (cheap sanity)."""
    return all(scene.doc[k].text not in {";", ":", "\n"} for k in range(subject, first))


def antecedent(scene: Scene, relative: int, start: int) -> int | None:
    """The noun before a relative pronoun: the head that the parse gives, or the nearest noun to the left."""
    j = relative - 1
    while j >= start and scene.doc[j].text == ",":
        j -= 1
    while j >= start and scene.doc[j].pos_ not in {"NOUN", "PROPN", "PRON"}:
        j -= 1
    if j < start or scene.doc[j].lower_ in WEAK:
        return None
    return phrase_head(scene, j, start)


def phrase_head(scene: Scene, j: int, start: int) -> int:
    """The head of the noun phrase that ends in token j: up its «de» complements and appositions.

    A comma is crossed only by an apposition that another comma closes («le chef, Ali X, a dit»).
    """
    token = scene.doc[j]
    while (
        token.dep_.startswith(("nmod", "flat", "appos", "amod", "conj"))
        and start <= token.head.i < token.i
        and token.head.pos_ in NOMINAL
        and not scene.is_time(token.head)
        and not (token.dep_ == "conj" and token.head.pos_ == "ADJ")
    ):
        between = [scene.doc[k].text for k in range(token.head.i, token.i)]
        if {":", ";"} & set(between) or scene.depths[token.head.i] != scene.depths[token.i]:
            break
        if "," in between and not (j + 1 < len(scene.doc) and scene.doc[j + 1].text == ","):
            break
        token = token.head
    return int(token.i)


def linear_subject(scene: Scene, first: int, start: int) -> int | None:
    """The head of the last free noun phrase before the group: under no preposition, in no relative clause."""
    best: int | None = None
    j = before_insertion(scene, first, start) - 1
    skipped = False
    while j >= start:
        token = scene.doc[j]
        if token.text in {";", ":"} or (
            token.lower_ in {"que", "qu'", "si", "lorsque", "puisque", "alors"} and best is not None
        ):
            break
        if token.lower_ in {"que", "qu'", "dont", "où"} and best is None:
            return None
        if scene.is_finite(j) and best is not None:
            break
        if scene.is_finite(j) and not skipped:
            skipped = True
        lone = j == start and token.text[0].isupper() and scene.doc[j + 1].text == "," and token.pos_ != "ADV"
        nominal = token.pos_ in {"NOUN", "PROPN", "PRON"} or lone
        if nominal and token.lower_ not in WEAK and is_free(scene, token, start):
            best = phrase_head(scene, j, start)
            if best < j:
                j = best
                continue
            if not inside_apposition(scene, j, start):
                break
        j -= 1
    return best


def before_insertion(scene: Scene, first: int, start: int) -> int:
    """The token before which the subject stands when commas set a relative or an adjunct between it and its verb."""
    if first <= start or scene.doc[first - 1].text != ",":
        return first
    if (whole := before_aside(scene, first, start)) is not None:
        return whole
    opening = next((k for k in range(first - 2, start, -1) if scene.doc[k].text == ","), None)
    if opening is None:
        return first
    head = scene.doc[opening + 1]
    inserted = head.lower_ in {"qui", "que", "qu'", "dont", "où", "lui", "elle", "eux", "elles"} or head.pos_ == "ADP"
    return opening if inserted and scene.doc[opening - 1].pos_ in {"NOUN", "PROPN", "ADJ", "PRON"} else first


def before_aside(scene: Scene, first: int, start: int) -> int | None:
    """The first comma of the sentence when only a relative or a participle with its own commas follows its subject."""
    while start < first and scene.doc[start].is_space:
        start += 1
    comma = next((k for k in range(start, first - 1) if scene.doc[k].text == ","), None)
    if comma is None or scene.doc[start].pos_ not in {"DET", "PROPN"} or scene.is_finite(start):
        return None
    if any(scene.is_finite(k) or scene.doc[k].lower_ in scene.classes["time"] for k in range(start, comma)):
        return None
    head = scene.doc[comma + 1]
    verbs = [k for k in range(comma + 1, first - 1) if scene.is_finite(k)]
    if head.lower_ in {"qui", "dont", "où"}:
        return comma if len(verbs) == 1 or (len(verbs) == 2 and scene.doc[verbs[0]].pos_ == "AUX") else None
    participle = "Part" in head.morph.get("VerbForm", []) or head.dep_ == "acl"
    return comma if participle and not verbs else None


def inside_apposition(scene: Scene, j: int, start: int) -> bool:
    """Whether a comma opens the phrase, so that the head may stand further left («le chef, Ali X, a dit»)."""
    k = j - 1
    while k >= start and scene.doc[k].pos_ in {"DET", "ADJ", "PROPN", "NOUN"}:
        k -= 1
    return (
        j + 1 < len(scene.doc)
        and scene.doc[j + 1].text == ","
        and k > start
        and scene.doc[k].text == ","
        and scene.doc[k - 1].pos_ in {"NOUN", "PROPN", "ADJ"}
    )


def is_free(scene: Scene, token: Token, start: int) -> bool:
    """Whether no preposition governs the noun, judged by the words before it."""
    if scene.is_time(token):
        return False
    k = token.i - 1
    while k >= start and scene.doc[k].pos_ in {"DET", "ADJ", "NUM", "PROPN", "NOUN"} and not contracted(scene.doc[k]):
        if scene.doc[k].pos_ == "PROPN" and token.pos_ != "PROPN":
            break
        k -= 1
    if k < start:
        return True
    return scene.doc[k].pos_ != "ADP" and scene.doc[k].lower_ not in {"du", "au", "aux", "de", "d'", "à"}


def contracted(token: Token) -> bool:
    """Whether the word holds a preposition («du», «aux»; «des» where it is no article)."""
    return token.lower_ in {"du", "au", "aux"} or (token.lower_ == "des" and token.pos_ == "ADP")


def noun_before_gerund(scene: Scene, i: int, first: int) -> int | None:
    """The noun that a participle without comma hangs on («un communiqué affirmant que»); None when it inherits."""
    before = scene.doc[first - 1] if first else None
    if before is None or before.text in {",", "—", "–", "«", "»"} or before.lower_ in {"en", "tout", "et"}:
        return None
    if scene.doc[first].lower_ == "en":
        return None
    start, _ = scene.sentence(i)
    if first <= start:
        return None
    head = scene.doc[i].head
    if scene.doc[i].dep_.startswith("acl") and start <= head.i < i and head.pos_ in NOMINAL:
        return int(head.i)
    return phrase_head(scene, first - 1, start) if before.pos_ in {"NOUN", "PROPN"} else None
