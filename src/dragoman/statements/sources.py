"""Cues that are no verbs: «selon X», «de source …», nouns of saying, silence told in a noun, the conditional alone."""

from __future__ import annotations

from dataclasses import replace

from dragoman.statements import content, incises, receivers
from dragoman.statements.groups import is_negated, start_of_group
from dragoman.statements.lexicon import Marker
from dragoman.statements.scene import Cue, Scene, head_noun
from dragoman.statements.subjects import is_free, phrase_head
from dragoman.statements.words import known_infinitive, lemma

QUE = frozenset({"que", "qu'"})
RELATIVES = frozenset({"qui", "dont", "où", "que", "qu'"})


def marker_cues(scene: Scene) -> list[Cue]:
    """The cues that are source markers («selon la police», «de source diplomatique»)."""
    out = []
    for token in scene.doc:
        for marker in scene.lexicon.markers.get(token.lower_, ()):
            if scene.words_at(token.i, marker.words):
                cue = match_marker(scene, token.i, marker)
                if cue is not None:
                    out.append(cue)
                    break
    return out


def match_marker(scene: Scene, i: int, marker: Marker) -> Cue | None:
    """The cue of one marker, or None when what follows is no source."""
    after = i + len(marker.words)
    closing = content.limit(scene, i)
    if marker.kind == "relay" or after >= closing:
        return None
    if (told := relative_source(scene, i, after, closing, marker)) is not None:
        return told
    head = i + len(marker.words) - 1 if marker.kind == "source" else head_noun(scene, after, closing)
    if head is None:
        return None
    if marker.kind != "source" and excluded(scene, after, head, marker):
        return None
    if marker.kind == "topic" and not is_topic(scene, i, head, closing):
        return None
    end = phrase_end(scene, after, closing)
    quoted = cited(scene, head, end)
    relays = (head,) if quoted is not None else ()
    head = quoted if quoted is not None else head
    act = "opinion" if marker.kind == "topic" else "say"
    base = Cue(
        at=i, first=i, last=end, lemma=" ".join(marker.words).replace("' ", "'"), act=act,
        frame="marker", form="marker", rule=marker.id, content=(), subject=head, relays=relays,
    )  # fmt: skip
    pieces = around_marker(scene, base, closing)
    return replace(base, content=pieces) if pieces else None


def relative_source(scene: Scene, i: int, after: int, closing: int, marker: Marker) -> Cue | None:
    """«M. X, selon lequel P», «le Guide, pour qui P»: whom the relative stands for says what follows."""
    first, _ = scene.sentence(i)
    word = scene.doc[after].lower_
    if marker.kind == "source" or i - 2 < first or scene.doc[i - 1].text != ",":
        return None
    if not (word == "qui" or (word in {"lequel", "laquelle", "lesquels", "lesquelles"} and marker.kind != "topic")):
        return None
    head = phrase_head(scene, i - 2, first)
    if not receivers.scene_actor(scene, head) or not has_clause(scene, (after + 1, closing)):
        return None
    act = "opinion" if marker.kind == "topic" else "say"
    return Cue(
        at=i, first=i, last=after + 1, lemma=" ".join(marker.words).replace("' ", "'"), act=act,
        frame="marker", form="marker", rule=marker.id, content=(content.trimmed(scene, after + 1, closing),), subject=head,
    )  # fmt: skip


def cited(scene: Scene, head: int, end: int) -> int | None:
    """The head of the source that the source itself cites («le quotidien X, qui cite un diplomate»)."""
    for k in range(head + 1, end - 1):
        if scene.verb(scene.doc[k]) == "citer" and not is_negated(scene, start_of_group(scene, k), k):
            return head_noun(scene, k + 1, end)
    return None


def excluded(scene: Scene, after: int, head: int, marker: Marker) -> bool:
    """Whether the phrase behind the marker is a measure or a rule («selon le calendrier», «selon lesquelles»)."""
    words = {scene.doc[k].lower_ for k in range(after, head + 1)} | {lemma(scene.doc[head])}
    return any(w in marker.excludes for w in words) or any(
        w.startswith(("lequel", "laquelle", "lesquel")) for w in words
    )


def is_topic(scene: Scene, i: int, head: int, closing: int) -> bool:
    """Whether «pour X,» at the head of a sentence gives X's view: X is someone, a comma follows, and a clause."""
    first, _ = scene.sentence(i)
    if scene.doc[i].i != first and scene.doc[i - 1].text not in {"«", "“", '"'} and not scene.doc[i - 1].is_space:
        return False
    if not receivers.scene_actor(scene, head):
        return False
    return any(scene.doc[k].text == "," for k in range(head + 1, min(head + 10, closing)))


def phrase_end(scene: Scene, start: int, closing: int) -> int:
    """The end of the source's phrase: the comma that closes it (appositions kept) or its last noun before a verb."""
    j = start
    while j < closing:
        token = scene.doc[j]
        if token.text == ",":
            if not incises.name_follows(scene, j, closing):
                return j
            j = next((k for k in range(j + 1, closing) if scene.doc[k].text == ","), closing)
            continue
        if token.text in {";", ":", ")", "»", "”", "—", "–"}:
            return j
        if scene.is_finite(j) and not any(scene.doc[k].lower_ in RELATIVES for k in range(start, j)):
            return j
        j += 1
    return j


def around_marker(scene: Scene, cue: Cue, closing: int) -> tuple[tuple[int, int], ...]:
    """What the source says: the clause behind an initial marker, before a final one, around one in the middle."""
    first, _ = scene.sentence(cue.at)
    zone = scene.zone_of(cue.at)
    if zone is not None:
        first = max(first, scene.token_from(zone.inner_start))
    opening = clause_opening(scene, cue.first, first)
    before = content.trimmed(scene, opening, cue.first)
    while before[0] < before[1] and scene.doc[before[0]].lower_ in {
        "et",
        "mais",
        "or",
        "car",
        "ainsi",
        "toutefois",
        "cependant",
    }:
        before = content.trimmed(scene, before[0] + 1, before[1])
    after = content.trimmed(scene, cue.last, closing)
    relative = relative_before(scene, cue.first, first)
    if relative is not None and after[0] < after[1]:
        end = content.clause_end(scene, after[0], closing, "clause")
        end = next((k for k in range(after[0], end) if scene.doc[k].text == ","), end)
        return (content.trimmed(scene, relative, cue.first), (after[0], end)) if after[0] < end else ()
    inserted = participle_before(scene, cue, before[0])
    if inserted is not None:
        return (content.trimmed(scene, inserted, cue.first),)
    split = before[0] < before[1] and after[0] < after[1] and is_helper(scene, before[1] - 1)
    if split or splits_subject(scene, before, cue, after):
        return (before, after)
    if not has_clause(scene, before):
        return (
            (after,)
            if after[0] < after[1] and (has_clause(scene, after) or scene.doc[cue.last : after[1]])
            else (before,)
            if before[0] < before[1]
            else ()
        )
    if (
        after[0] >= after[1]
        or not has_clause(scene, after)
        or scene.doc[after[0]].lower_ in {"et", "mais", "alors", "tandis"}
    ):
        if parts_object(scene, before, cue, after):
            end = content.clause_end(scene, after[0], after[1], "np")
            return (before, content.trimmed(scene, after[0], end))
        return (before,)
    joined = (
        scene.doc[cue.first - 1].text == ","
        or scene.doc[cue.first - 1].pos_ in {"AUX", "VERB"}
        or scene.doc[cue.first - 1].lower_ in QUE
    )
    return (before, after) if joined else (after,)


def participle_before(scene: Scene, cue: Cue, first: int) -> int | None:
    """Where the participle begins that the source vouches for («le M23, appuyé par Kigali selon des experts, a repris»)."""
    if scene.doc[cue.first - 1].text == "," or cue.last >= len(scene.doc) or scene.doc[cue.last].text != ",":
        return None
    for k in range(cue.first - 1, first, -1):
        if scene.is_finite(k):
            return None
        if scene.doc[k].text == ",":
            token = scene.doc[k + 1]
            return k + 1 if "Part" in token.morph.get("VerbForm", []) and token.dep_.startswith("acl") else None
    return None


def is_helper(scene: Scene, i: int) -> bool:
    """Whether the word is a form of «avoir» or «être», which a participle must follow."""
    return scene.is_finite(i) and (scene.doc[i].pos_ == "AUX" or known_infinitive(scene.doc[i]) in {"avoir", "être"})


def splits_subject(scene: Scene, before: tuple[int, int], cue: Cue, after: tuple[int, int]) -> bool:
    """Whether the marker stands between a subject and its verb («Le convoi, selon la police, a atteint la ville»)."""
    if before[0] >= before[1] or after[0] >= after[1] or scene.doc[cue.first - 1].text != ",":
        return False
    if has_clause(scene, before) or scene.doc[before[0]].pos_ not in {"DET", "PROPN", "NUM", "PRON"}:
        return False
    k = after[0]
    while k < after[1] and (scene.is_in(scene.doc[k], "clitic") or scene.doc[k].pos_ == "ADV"):
        k += 1
    return k < after[1] and scene.is_finite(k)


def parts_object(scene: Scene, before: tuple[int, int], cue: Cue, after: tuple[int, int]) -> bool:
    """Whether the marker stands between a verb and its object («Il a entamé, selon son avocate, une grève»)."""
    if after[0] >= after[1] or scene.doc[cue.first - 1].text != "," or scene.doc[cue.last].text != ",":
        return False
    if scene.doc[after[0]].pos_ != "DET" and scene.doc[after[0]].text not in content.OPENING:
        return False
    for k in range(before[1] - 1, before[0] - 1, -1):
        token = scene.doc[k]
        if token.pos_ == "VERB":
            return True
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and is_free(scene, token, before[0]):
            return False
    return False


def has_clause(scene: Scene, tokens: tuple[int, int]) -> bool:
    """Whether the range holds a finite verb."""
    return any(scene.is_finite(k) for k in range(*tokens))


def clause_opening(scene: Scene, at: int, first: int) -> int:
    """Where the clause before a marker begins: behind a semicolon, a colon, or «que» right before the marker."""
    for k in range(at - 1, first - 1, -1):
        if scene.doc[k].text in {";", ":"}:
            return k + 1
    return first


def relative_before(scene: Scene, at: int, first: int) -> int | None:
    """The first token of the antecedent when the marker stands behind a relative pronoun («une décision qui, selon …»)."""
    j = at - 1
    while j > max(first, at - 5) and (scene.doc[j].text == "," or scene.doc[j].pos_ in {"AUX", "VERB", "ADV"}):
        j -= 1
    if scene.doc[j].lower_ not in {"qui", "que", "qu'", "dont", "où"} or j <= first:
        return None
    k = j - 1
    while k > first and scene.doc[k].text == ",":
        k -= 1
    if scene.doc[k].pos_ in {"VERB", "AUX"}:
        return None
    low = next((c + 1 for c in range(k, first, -1) if scene.doc[c].text == ","), first)
    start = k if scene.doc[k - 1].pos_ == "DET" else phrase_head(scene, k, low)
    while start > first and scene.doc[start - 1].pos_ in {"DET", "ADJ", "NUM"}:
        start -= 1
    return start
