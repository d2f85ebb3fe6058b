"""What is said around an incise («P, a dit X, et P2») and behind a colon."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from dragoman.statements import content, receivers
from dragoman.statements.quotations import Zone
from dragoman.statements.scene import Cue, Scene, head_noun
from dragoman.statements.words import lemma

QUE = frozenset({"que", "qu'"})


def around_incise(scene: Scene, cue: Cue, after_zone: bool) -> Cue | None:
    """The cue with the content before the incise and, where it resumes, behind it."""
    left = left_of_incise(scene, cue, after_zone)
    if left is None or left[0] >= left[1]:
        return None
    end = incise_end(scene, cue)
    relays = receivers.receivers(scene, cue.last, end)
    right = right_of_incise(scene, cue, end)
    if right is None and not after_zone and not any(scene.is_finite(k) for k in range(*left)):
        # «Ankara, a-t-il dit, continuera de payer»: nothing was said before the verb comes.
        right = rest_of_clause(scene, cue, end)
    content = (left, right) if right is not None else (left,)
    return replace(cue, last=end, content=content, relays=relays, quoted=after_zone and is_zone(scene, left))


def left_of_incise(scene: Scene, cue: Cue, after_zone: bool) -> tuple[int, int] | None:
    """What stands before the incise: the quotation that just closed, or the clause."""
    first, _ = scene.sentence(cue.at)
    edge = cue.first - 1
    while edge >= 0 and (
        scene.doc[edge].text in {",", "—", "–", "-"} or scene.doc[edge].lower_ == "comme" or scene.doc[edge].is_space
    ):
        edge -= 1
    offset = scene.doc[edge].idx + len(scene.doc[edge])
    zone = next((z for z in scene.zones if z.depth == 0 and z.end == offset), None)
    inside = scene.zone_of(cue.at)
    if inside is not None:
        return content.trimmed(scene, max(first, scene.token_from(inside.inner_start)), edge + 1)
    if zone is not None:
        start, end = content.zone_range(scene, zone)
        opening = scene.token_from(zone.start)
        if opening - first <= 0 or opening <= first or short_lead(scene, first, opening):
            return start, end
        return content.trimmed(scene, first, scene.token_from(zone.end))
    if after_zone:
        return None
    start = first
    for k in range(edge, first - 1, -1):
        if scene.doc[k].text in {";"} or scene.doc[k].text == ":":
            start = k + 1
            break
    while start < edge and scene.doc[start].lower_ in {"et", "mais", "or", "car"} and scene.doc[start].i == first:
        start += 1
    return content.trimmed(scene, start, edge + 1)


def short_lead(scene: Scene, first: int, opening: int) -> bool:
    """Whether nothing but marks, or a clause that ends in a colon, leads up to a quotation."""
    words = [scene.doc[k] for k in range(first, opening) if not scene.doc[k].is_punct and not scene.doc[k].is_space]
    return not words or scene.doc[opening - 1].text == ":"


def incise_end(scene: Scene, cue: Cue) -> int:
    """The token at which the incise is over: a comma, a mark, or the end."""
    end = scene.closing(cue.at)
    inside = scene.zone_of(cue.at)
    start = max(cue.last, (cue.subject or 0) + 1)
    for j in range(start, end):
        token = scene.doc[j]
        if token.text in {";", "—", "–", ")", "»", "”"} or (token.text in content.OPENING and inside is None):
            return j
        if token.text == "," and not name_follows(scene, j, end):
            return j
    return end


def name_follows(scene: Scene, comma: int, end: int) -> bool:
    """Whether an apposition stands behind the comma: a name, a title without article, «qui …», or so by the parse."""
    j = comma + 1
    if j >= end:
        return False
    stop = next((k for k in range(j, end) if scene.doc[k].text in {",", "(", ";", ":"}), end)
    words = [scene.doc[k] for k in range(j, stop)]
    if words[0].lower_ in {"qui", "dont"}:
        return stop < end
    if any(scene.is_finite(k) for k in range(j, stop)):
        return False
    names = next((n for n, w in enumerate(words) if not in_name(w, words[n + 1 :])), len(words))
    if names and (names >= 2 or stop == j + names):
        return True
    if words[0].pos_ == "NOUN" and lemma(words[0]) in scene.lexicon.levels:
        return True
    apposed = words[0].dep_ == "appos" or (words[0].pos_ == "DET" and words[0].head.dep_ == "appos")
    return apposed and (stop < end or any(w.pos_ == "PROPN" for w in words))


def in_name(word: Token, after: list[Token]) -> bool:
    """Whether the word belongs to a name: a proper noun, or a capitalised particle before one («Jean-Yves Le Drian»)."""
    return word.pos_ == "PROPN" or (word.text[0].isupper() and bool(after) and after[0].pos_ == "PROPN")


def right_of_incise(scene: Scene, cue: Cue, end: int) -> tuple[int, int] | None:
    """What is said behind the incise: a quotation that goes on, or a clause of its own; None for a mere adjunct."""
    closing = scene.closing(cue.at)
    inside = scene.zone_of(cue.at)
    if inside is not None:
        closing = min(closing, scene.token_from(inside.inner_end))
    j = end
    while j < closing and (scene.doc[j].text in {",", "—", "–", ":", ";", "."} or scene.doc[j].is_space):
        j += 1
    if j >= closing:
        return None
    token = scene.doc[j]
    if token.lower_ in {"d'", "de"} and "Inf" in scene.doc[j + 1].morph.get("VerbForm", []):
        return content.trimmed(scene, j, closing)
    if token.text in content.OPENING:
        zone = next((z for z in scene.zones if z.start == token.idx), None)
        return content.zone_range(scene, zone) if zone is not None else None
    if token.text in {"»", "”", ")"} or token.lower_ in {
        "qui",
        "que",
        "dont",
        "où",
        "avant",
        "après",
        "lors",
        "dans",
        "à",
        "alors",
        "tandis",
        "en",
        "tout",
        "selon",
        "cité",
        "citée",
        "cités",
    }:
        return None
    if token.lower_.endswith("ant") and token.pos_ in {"VERB", "ADJ", "ADV", "NOUN"}:
        return None
    start = j + 1 if token.lower_ in {"et"} else j
    if scene.doc[start].lower_ in {"a", "ont"} or scene.verb(scene.doc[start]):
        return None
    if not any(scene.is_finite(k) for k in range(j, closing)):
        return None
    return content.trimmed(scene, start, closing)


def rest_of_clause(scene: Scene, cue: Cue, end: int) -> tuple[int, int] | None:
    """What follows an incise that stands between a subject or an adjunct and its verb."""
    closing = scene.closing(cue.at)
    if (inside := scene.zone_of(cue.at)) is not None:
        closing = min(closing, scene.token_from(inside.inner_end))
    start, stop = content.trimmed(scene, end, closing)
    return (start, stop) if start < stop and scene.doc[end].text in {",", "—", "–"} else None


def is_zone(scene: Scene, tokens: tuple[int, int]) -> bool:
    """Whether the range is the inside of a quotation."""
    offset = scene.doc[tokens[0]].idx
    return any(z.inner_start == offset for z in scene.zones)


def after_colon(scene: Scene, cue: Cue) -> Cue | None:
    """The cue with the quotation or clause behind the colon that follows it, or the quotation right behind the verb."""
    _, last = scene.sentence(cue.at)
    start = max(cue.last, (cue.subject or 0) + 1) if cue.frame == "cite" else cue.last
    if scene.zone_of(cue.at) is not None:
        return None
    for j in range(start, min(start + 40, last + 3, len(scene.doc))):
        token = scene.doc[j]
        if "\n" in token.text:
            return None
        if token.text == ":":
            return colon_content(scene, cue, j)
        if token.text in content.OPENING:
            zone = next((z for z in scene.zones if z.start == token.idx), None)
            if zone is None or j > cue.last + 6 or words_in(zone, scene.text) < 4 or not closes_sentence(scene, zone):
                return None
            return replace(
                cue,
                content=(content.zone_range(scene, zone),),
                relays=cue.relays + receivers.receivers(scene, cue.last, j),
                quoted=True,
            )
        if token.lower_ in QUE or token.text in {".", ";"} or scene.is_finite(j):
            return None
    return None


def colon_content(scene: Scene, cue: Cue, colon: int) -> Cue | None:
    """What stands behind the colon: a quotation (in whatever paragraph), or the rest of the sentence."""
    j = colon + 1
    while j < len(scene.doc) and (scene.doc[j].is_space or scene.doc[j].text in {"—", "–", "-"}):
        j += 1
    if j >= len(scene.doc):
        return None
    relays = cue.relays + receivers.receivers(scene, cue.last, colon)
    zone = next((z for z in scene.zones if z.start == scene.doc[j].idx), None)
    if zone is not None:
        return replace(cue, content=(content.zone_range(scene, zone),), relays=relays, quoted=True)
    closing = scene.closing(colon)
    told = content.object_start(scene, cue.last, colon) is not None
    if told or closing <= colon + 2 or "\n" in scene.doc[colon + 1].text:
        return None
    return replace(cue, content=(content.trimmed(scene, colon + 1, closing),), relays=relays)


def words_in(zone: Zone, text: str) -> int:
    """How many words the quotation holds."""
    return len(text[zone.inner_start : zone.inner_end].split())


def closes_sentence(scene: Scene, zone: Zone) -> bool:
    """Whether the quotation begins with a capital, as a sentence does."""
    return scene.text[zone.inner_start].isupper()


def asked_of(scene: Scene, start: int, closing: int) -> int | None:
    """The head of the phrase that tells where «on» speaks: «auprès de», «du côté de», «de source», «à» an institution."""
    for phrase in sorted(scene.classes["whereabouts"]):
        words = tuple(phrase.split())
        for k in range(start, min(start + 5, closing - len(words))):
            if scene.words_at(k, words):
                return head_noun(scene, k + len(words), closing)
    return None


def ends_remark(scene: Scene, cue: Cue, subject: int) -> bool:
    """Whether a reporting clause inside a quotation ends with its subject («…, raconte la directrice. …»)."""
    return scene.zone_of(cue.at) is not None and incise_end(scene, cue) <= subject + 9


def has_own_subject(scene: Scene, cue: Cue, first: int, turned: int) -> bool:
    """Whether the parse gives the verb a subject before it («Le roi, lundi, a annoncé la trêve»).

    Not when another verb stands between the two and someone who speaks behind: the noun is that verb's then («Les
    blessés seront échangés, a annoncé M. X»).
    """
    before = [c.i for c in scene.doc[cue.at].children if c.dep_.startswith("nsubj") and first <= c.i < cue.first]
    if not before:
        return False
    main = any(scene.is_finite(k) and not scene.behind_relative(k, first) for k in range(before[0], cue.first))
    return not (main and receivers.scene_actor(scene, turned))


def left_is_clause(scene: Scene, first: int, end: int) -> bool:
    """Whether what stands before the incise is a clause of its own: it has a finite verb."""
    return any(scene.is_finite(k) for k in range(first, end))


def parts_clause(scene: Scene, cue: Cue, subject: int, closing: int) -> bool:
    """Whether the incise of someone who speaks parts a subject from its verb («La paix, estime le maire, tiendra»)."""
    if scene.zone_of(cue.at) is not None or not receivers.scene_actor(scene, subject):
        return False
    end = incise_end(scene, cue)
    if end >= closing - 1 or scene.doc[end].text != ",":
        return False
    k = end + 1
    while k < closing and (scene.is_in(scene.doc[k], "clitic") or scene.doc[k].pos_ == "ADV"):
        k += 1
    return k < closing and scene.is_finite(k)
