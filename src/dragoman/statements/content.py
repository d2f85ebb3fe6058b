"""What is said: where it begins and ends, with its pieces around an incise."""

from __future__ import annotations

from dataclasses import replace

from dragoman.statements.lexicon import ReportingNoun
from dragoman.statements.quotations import Zone
from dragoman.statements.scene import Cue, Scene, head_noun, same_word
from dragoman.statements.words import lemma

OPENING = frozenset({"«", "“", "„", '"', "‘", "'"})
QUE = frozenset({"que", "qu'"})


def limit(scene: Scene, i: int) -> int:
    """Where content of a cue at i must end: the sentence's end, or that of the quotation the cue stands in."""
    end = scene.closing(i)
    zone = scene.zone_of(i)
    return min(end, scene.token_from(zone.inner_end)) if zone is not None else end


def trimmed(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """The range without commas, blanks and dashes at its ends."""
    while start < end and (scene.doc[start].is_space or scene.doc[start].text in {",", ";", ":", "—", "–", "-"}):
        start += 1
    while end > start and (scene.doc[end - 1].is_space or scene.doc[end - 1].text in {",", ";", ":", "—", "–", "-"}):
        end -= 1
    return start, end


def zone_range(scene: Scene, zone: Zone) -> tuple[int, int]:
    """The tokens of the inside of a quotation, without its last full stop."""
    return scene.token_from(zone.inner_start), scene.token_from(zone.inner_end)


# --- around an incise --------------------------------------------------------------------------------------------------


def around_incise(scene: Scene, cue: Cue, after_zone: bool) -> Cue | None:
    """The cue with the content before the incise and, where it resumes, behind it."""
    left = left_of_incise(scene, cue, after_zone)
    if left is None or left[0] >= left[1]:
        return None
    end = incise_end(scene, cue)
    relays = receivers(scene, cue.last, end)
    right = right_of_incise(scene, cue, end)
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
        return trimmed(scene, max(first, scene.token_from(inside.inner_start)), edge + 1)
    if zone is not None:
        start, end = zone_range(scene, zone)
        opening = scene.token_from(zone.start)
        if opening - first <= 0 or opening <= first or short_lead(scene, first, opening):
            return start, end
        return trimmed(scene, first, scene.token_from(zone.end))
    if after_zone:
        return None
    start = first
    for k in range(edge, first - 1, -1):
        if scene.doc[k].text in {";"} or scene.doc[k].text == ":":
            start = k + 1
            break
    while start < edge and scene.doc[start].lower_ in {"et", "mais", "or", "car"} and scene.doc[start].i == first:
        start += 1
    return trimmed(scene, start, edge + 1)


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
        if token.text in {";", "—", "–", ")", "»", "”"} or (token.text in OPENING and inside is None):
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
    names = next((n for n, w in enumerate(words) if w.pos_ != "PROPN"), len(words))
    if names and (names >= 2 or stop == j + names):
        return True
    if words[0].pos_ == "NOUN" and lemma(words[0]) in scene.lexicon.levels:
        return True
    apposed = words[0].dep_ == "appos" or (words[0].pos_ == "DET" and words[0].head.dep_ == "appos")
    return apposed and (stop < end or any(w.pos_ == "PROPN" for w in words))


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
    if token.text in OPENING:
        zone = next((z for z in scene.zones if z.start == token.idx), None)
        return zone_range(scene, zone) if zone is not None else None
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
    return trimmed(scene, start, closing)


def is_zone(scene: Scene, tokens: tuple[int, int]) -> bool:
    """Whether the range is the inside of a quotation."""
    offset = scene.doc[tokens[0]].idx
    return any(z.inner_start == offset for z in scene.zones)


# --- quotations behind the verb ----------------------------------------------------------------------------------------


def after_colon(scene: Scene, cue: Cue) -> Cue | None:
    """The cue with the quotation or clause behind the colon that follows it, or the quotation right behind the verb."""
    _, last = scene.sentence(cue.at)
    start = max(cue.last, (cue.subject or 0) + 1) if cue.frame == "cite" else cue.last
    if scene.zone_of(cue.at) is not None:
        return None
    for j in range(start, min(start + 40, last + 3, len(scene.doc))):
        token = scene.doc[j]
        if token.text == ":":
            return colon_content(scene, cue, j)
        if token.text in OPENING:
            zone = next((z for z in scene.zones if z.start == token.idx), None)
            if zone is None or j > cue.last + 6 or words_in(zone, scene.text) < 4 or not closes_sentence(scene, zone):
                return None
            return replace(
                cue, content=(zone_range(scene, zone),), relays=cue.relays + receivers(scene, cue.last, j), quoted=True
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
    relays = cue.relays + receivers(scene, cue.last, colon)
    zone = next((z for z in scene.zones if z.start == scene.doc[j].idx), None)
    if zone is not None:
        return replace(cue, content=(zone_range(scene, zone),), relays=relays, quoted=True)
    closing = scene.closing(colon)
    if closing <= colon + 2 or "\n" in scene.doc[colon + 1].text:
        return None
    return replace(cue, content=(trimmed(scene, colon + 1, closing),), relays=relays)


def words_in(zone: Zone, text: str) -> int:
    """How many words the quotation holds."""
    return len(text[zone.inner_start : zone.inner_end].split())


def closes_sentence(scene: Scene, zone: Zone) -> bool:
    """Whether the quotation begins with a capital, as a sentence does."""
    return scene.text[zone.inner_start].isupper()


# --- phrases -----------------------------------------------------------------------------------------------------------


def phrase(scene: Scene, head: int, low: int, high: int) -> tuple[int, int]:
    """The noun phrase around a head between two tokens, by the parse, in one piece."""
    tokens = [t.i for t in scene.doc[head].subtree if low <= t.i < high]
    start = min(tokens, default=head)
    end = max(tokens, default=head) + 1
    return trimmed(scene, start, end)


def object_start(scene: Scene, start: int, closing: int) -> int | None:
    """Where the direct object begins; adverbs, dates, receivers and «comme prévu» before it are passed over."""
    j = start
    while j < closing and j < start + 16:
        token = scene.doc[j]
        if (
            token.pos_ in {"ADV", "INTJ"} and token.lower_ not in {"davantage", "plus", "moins"}
        ) or token.lower_ in scene.classes["time"]:
            j += 1
        elif token.lower_ in {"davantage"}:
            return j
        elif (token.pos_ == "DET" and j + 1 < closing and scene.doc[j + 1].lower_ in scene.classes["time"]) or (
            token.pos_ == "NUM" and j + 1 < closing and scene.doc[j + 1].lower_ in scene.classes["time"]
        ):
            j += 2
        elif token.lower_ in {"de", "d'"} and j == start:
            return j + 1
        elif token.pos_ == "ADP" or token.lower_ in {"à", "au", "aux"}:
            j = after_prepositional(scene, j, closing)
        elif token.text == ",":
            nxt = next((k for k in range(j + 1, min(j + 12, closing)) if scene.doc[k].text == ","), None)
            if nxt is None:
                return None
            j = nxt + 1
        elif (
            token.pos_ in {"DET", "NOUN", "PROPN", "NUM", "ADJ"}
            or token.lower_
            in {
                "celui",
                "celle",
                "ceux",
                "celles",
                "tout",
                "toute",
                "toutes",
                "tous",
            }
            or token.text in OPENING
        ):
            return j
        else:
            return None
    return None


def after_prepositional(scene: Scene, j: int, closing: int) -> int:
    """The token behind a prepositional phrase: its noun with what follows in one breath."""
    k = j + 1
    seen = False
    while k < closing:
        token = scene.doc[k]
        if token.pos_ in {"NOUN", "PROPN", "PRON"}:
            seen = True
        elif token.pos_ == "ADJ" and seen:
            pass
        elif (
            token.lower_ in {"de", "d'", "du", "des"}
            and seen
            and k + 1 < closing
            and not (token.lower_ == "des" and token.pos_ == "DET")
        ):
            seen = False
        elif seen or token.text == ",":
            break
        k += 1
    return max(k, j + 1)


def after_preposition(scene: Scene, start: int, closing: int, wanted: str) -> int | None:
    """Where the complement with that preposition begins, its article kept when it is a word of its own."""
    words = tuple(wanted.split())
    for j in range(start, min(start + (10 if wanted != "contre" else 6), closing)):
        token = scene.doc[j]
        if token.lower_ in QUE or token.text in {":", ";", "«"} or scene.is_finite(j):
            return None
        if all(j + k < closing and same_word(scene.doc[j + k], w) for k, w in enumerate(words)):
            begin = j + len(words)
            if begin < closing and "Inf" in scene.doc[begin].morph.get("VerbForm", []):
                return None
            if wanted == "de" and (
                (token.lower_ == "des" and token.pos_ == "DET")
                or (j > start and scene.doc[j - 1].pos_ in {"NOUN"} and j - start > 4)
            ):
                continue
            if wanted == "à" and begin < closing and scene.doc[begin].lower_ in {"nouveau", "plusieurs"}:
                continue
            return begin if begin < closing else None
    return None


def noun_clause(scene: Scene, head: int, closing: int, noun: ReportingNoun) -> int | None:
    """Where the clause begins that a noun introduces: «selon laquelle P», «que P»."""
    for j in range(head + 1, min(head + 14, closing - 1)):
        token = scene.doc[j]
        if (
            "selon" in noun.complements
            and token.lower_ == "selon"
            and scene.doc[j + 1].lower_.startswith(("lequel", "laquelle", "lesquel"))
        ):
            return j + 2
        if (
            "que" in noun.complements
            and token.lower_ in QUE
            and (j == head + 1 or (scene.doc[j - 1].pos_ in {"ADJ", "NOUN", "PROPN"} and j <= head + 3))
        ):
            return j + 1
        if scene.is_finite(j) or token.text in {";", ":"}:
            return None
    return None


def clause_end(scene: Scene, start: int, closing: int, scope: str, *, ditransitive: bool = False) -> int:
    """The end of what begins at `start`: the first word at which content of that scope stops, or `closing`."""
    relative = False
    j = start
    while j < closing:
        token = scene.doc[j]
        if (
            token.text in {";"}
            or token.text == ":"
            or (token.text in {"»", "”"} and not opened_inside(scene, start, j))
        ):
            break
        if stops(scene, j, scope) and j > start:
            break
        if scope == "np":
            if token.text == "," and not comma_goes_on(scene, j, closing, start):
                break
            relative = (
                relative
                or token.lower_ in {"qui", "que", "qu'", "dont", "où"}
                or token.lower_.endswith(("quel", "quelle", "quels", "quelles"))
            )
            if scene.is_finite(j) and not relative and j > start:
                j = clause_start(scene, j, start)
                break
            if relative and token.lower_ in {"et", "mais"} and main_resumes(scene, j, closing):
                break
            if (
                token.lower_ in {"et", "mais"}
                and j + 1 < closing
                and scene.verb(scene.doc[j + 1])
                and scene.doc[j + 1].pos_ == "VERB"
                and scene.doc[j + 1].dep_ == "conj"
            ):
                break
            if not relative and token.lower_ in {"et", "mais"} and main_resumes(scene, j, closing):
                break
            if (
                ditransitive
                and j > start + 1
                and token.lower_ in {"à", "au", "aux"}
                and is_receiver(scene, j, closing)
                and scene.doc[j + 1].pos_ != "NUM"
            ):
                break
        j += 1
    return trimmed(scene, start, j)[1]


def clause_start(scene: Scene, verb: int, start: int) -> int:
    """Where the clause of a finite verb begins: at the comma or conjunction before it."""
    for k in range(verb, start, -1):
        if scene.doc[k].text == "," or scene.doc[k].lower_ in {"et", "mais", "alors", "tandis"}:
            return k
    return verb


def opened_inside(scene: Scene, start: int, j: int) -> bool:
    """Whether the closing mark at j closes a quotation opened behind `start`."""
    offset = scene.doc[start].idx
    return any(z.start >= offset and z.end == scene.doc[j].idx + len(scene.doc[j]) for z in scene.zones)


def stops(scene: Scene, j: int, scope: str) -> bool:
    """Whether a listed bound stands at token j."""
    for bound in scene.lexicon.bounds.get(first_form(scene.doc[j].lower_), ()):
        if bound.scope not in {scope, "both"}:
            continue
        if not scene.words_at(j, bound.words):
            continue
        if bound.comma and (j == 0 or scene.doc[j - 1].text != ","):
            continue
        if (
            len(bound.words) == 1
            and bound.words[0] in scene.classes["time"]
            and scene.doc[j - 1].pos_ in {"VERB", "ADJ"}
        ):
            continue
        return True
    return False


def first_form(word: str) -> str:
    """The word as tables list it as a first word («au» stays; «aux» -> «à»)."""
    return {"aux": "à"}.get(word, word)


def comma_goes_on(scene: Scene, comma: int, closing: int, start: int) -> bool:
    """Whether the phrase goes on behind a comma: an enumeration, an apposition of a name, «notamment», a relative."""
    if comma + 1 >= closing:
        return False
    token = scene.doc[comma + 1]
    if token.lower_ in {"et", "ou"}:
        return not main_resumes(scene, comma + 1, closing)
    if token.lower_ in scene.classes["further"]:
        return True
    if token.lower_ == "en" and comma + 2 < closing and scene.doc[comma + 2].lower_ == "particulier":
        return True
    if token.lower_ == "y" and comma + 2 < closing and scene.doc[comma + 2].lower_ == "compris":
        return True
    if token.lower_ in {"dans", "à", "en"} and any(scene.doc[k].text == "," for k in range(start, comma)) is False:
        return scene.doc[comma + 2].pos_ in {"DET", "PROPN"} if comma + 2 < closing else False
    if any(scene.is_finite(k) for k in range(comma + 1, min(closing, comma + 8))):
        return False
    conj = [
        k
        for k in range(comma + 1, min(comma + 6, closing))
        if scene.doc[k].dep_ == "conj" and start <= scene.doc[k].head.i < comma
    ]
    names = [k for k in range(comma + 1, min(comma + 4, closing)) if scene.doc[k].pos_ == "PROPN"]
    return bool(conj) or bool(names and scene.doc[comma + 1].pos_ == "PROPN")


def main_resumes(scene: Scene, j: int, closing: int) -> bool:
    """Whether a new main clause begins behind the conjunction at j: a finite verb soon, before any noun phrase is long."""
    for k in range(j + 1, min(j + 9, closing)):
        if scene.doc[k].lower_ in {"qui", "que", "qu'", "dont", "où"} or scene.doc[k].text == ",":
            return False
        if scene.is_finite(k):
            return True
    return False


# --- receivers ---------------------------------------------------------------------------------------------------------


def is_receiver(scene: Scene, j: int, closing: int) -> bool:
    """Whether «à …» at j names someone who is told: a person, a state, a body, the press."""
    head = head_noun(scene, j + 1, closing)
    return head is not None and scene_actor(scene, head)


def scene_actor(scene: Scene, head: int) -> bool:
    """Whether the noun is someone: a proper noun, or a noun that anonymity.tsv lists."""
    token = scene.doc[head]
    return token.pos_ == "PROPN" or lemma(token) in scene.lexicon.levels


def receivers(scene: Scene, start: int, end: int) -> tuple[int, ...]:
    """The heads of the «à …» and «auprès de …» phrases between two tokens."""
    out = []
    for j in range(start, end):
        if scene.is_in(scene.doc[j], "dative"):
            k = j + 2 if scene.doc[j].lower_ == "auprès" else j + 1
            head = head_noun(scene, k, end)
            if head is not None and scene_actor(scene, head):
                out.append(head)
    return tuple(out)


def with_receivers(scene: Scene, cue: Cue, start: int, end: int, *, objects: bool = False) -> Cue:
    """The cue with those who are told: who of them is press is for the chain to decide."""
    found = receivers(scene, start, end)
    addressee = found[0] if found else None
    if objects and addressee is None:
        first = next((k for k in range(start, end) if scene.doc[k].pos_ in {"DET", "PROPN", "NOUN"}), None)
        head = head_noun(scene, first, end) if first is not None else None
        addressee = head if head is not None and scene_actor(scene, head) else None
    return replace(cue, relays=cue.relays + found, addressee=addressee)
