"""What is said: where a clause or phrase begins and ends."""

from __future__ import annotations

from dragoman.statements import receivers
from dragoman.statements.lexicon import ReportingNoun
from dragoman.statements.quotations import Zone
from dragoman.statements.scene import Scene, same_word

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
            (token.pos_ in {"ADV", "INTJ"} or token.dep_ == "advmod")
            and token.lower_ not in {"davantage", "plus", "moins"}
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
        elif token.lower_ == "d" and j == start and scene.doc[j + 1].text == "'":
            return j + 2  # the tokenizer takes «d'« ultime trahison »» apart
        elif token.lower_ == "des":
            return j
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
        if token.pos_ in {"NOUN", "PROPN", "PRON"} or token.text[0].isupper():
            seen = True
        elif token.pos_ == "ADJ" and seen:
            pass
        elif (
            token.lower_ in {"de", "d'", "du", "des"}
            and seen
            and k + 1 < closing
            and not (token.lower_ == "des" and (token.pos_ == "DET" or scene.doc[j].lower_ == "en"))
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
        if scene.depths[j] > scene.depths[start - 1 if start else start] and opens_inside(scene, start, j):
            j += 1
            continue
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
                and receivers.is_receiver(scene, j, closing)
                and scene.doc[j + 1].pos_ != "NUM"
                and not any(t.pos_ == "VERB" for t in scene.doc[start:j])
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


def opens_inside(scene: Scene, start: int, j: int) -> bool:
    """Whether token j stands in a short quotation that opened at `start` or behind it: nothing in it ends the phrase."""
    zone = scene.zone_of(j)
    return zone is not None and not zone.open and zone.start >= scene.doc[start].idx


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
    if token.text in OPENING:
        # «a remercié la Turquie, « un véritable ami »»: the quoted words say more of the thing.
        zone = next((z for z in scene.zones if z.start == token.idx), None)
        inside = range(*zone_range(scene, zone)) if zone is not None else range(0)
        return bool(inside) and not any(scene.is_finite(k) for k in inside)
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
    if any(scene.doc[k].lower_ in {"qui", "dont", "où"} for k in range(comma + 1, min(closing, comma + 6))):
        return False  # «…, une décision qui pourrait …» resumes the whole
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
