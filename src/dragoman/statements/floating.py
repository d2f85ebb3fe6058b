"""Speech without a word of saying: quotations that go on by themselves, the conditional that carries a source over."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from dragoman.statements import content
from dragoman.statements.groups import start_of_group
from dragoman.statements.quotations import Zone
from dragoman.statements.scene import Cue, Scene, head_noun
from dragoman.statements.stance import is_narrated, main_verb, stance_of
from dragoman.statements.subjects import subject_of
from dragoman.statements.words import infinitive, is_conditional, lemma


def quotations(scene: Scene, cues: list[Cue]) -> list[Cue]:
    """Cues for quotations of whole sentences that no other cue took: the running speaker speaks on."""
    taken = [r for c in cues for r in c.content]
    out = []
    for zone in scene.zones:
        if zone.depth:
            continue
        start, end = content.zone_range(scene, zone)
        if end - start < 5 or any(a < end and start < b for a, b in taken):
            continue
        if not scene.text[zone.inner_start].isupper() or main_verb(scene, start, end) is None:
            continue
        opening = scene.token_from(zone.start)
        first, _ = scene.sentence(opening)
        if (
            opening > first
            and scene.doc[opening - 1].text not in {":", ".", "—", "–"}
            and not scene.doc[opening - 1].is_space
        ):
            continue
        bare = Cue(
            at=opening, first=opening, last=opening + 1, lemma="", act="say", frame="floating", form="quotation",
            rule="floating-quotation", content=((start, end),), quoted=True,
        )  # fmt: skip
        out.append(tailed(scene, bare, zone) or led(scene, bare) or bare)
    return out


def tailed(scene: Scene, cue: Cue, zone: Zone) -> Cue | None:
    """The quotation with the reporting clause of whatever verb that closes it («P », sourit la pilote)."""
    k = scene.token_from(zone.end)
    if k + 2 >= len(scene.doc) or scene.doc[k].text != ",":
        return None
    k += 1
    if scene.doc[k].lower_ in {"s'", "se"}:
        k += 1
    _, last = scene.sentence(k)
    verb = scene.doc[k]
    if verb.pos_ not in {"VERB", "AUX"} and verb.dep_ not in {"ROOT", "parataxis"}:
        return None
    subject = head_noun(scene, k + 1, last)
    if subject is None or scene.doc[subject].pos_ == "PRON" or scene.doc[k + 1].pos_ not in {"DET", "PROPN"}:
        return None
    return replace(cue, at=k, first=k, last=k + 1, lemma=lemma(verb), subject=subject, rule="floating-tailed")


def led(scene: Scene, cue: Cue) -> Cue | None:
    """The quotation with the clause before its colon, whose subject speaks («Un ancien juge y voit un signe : « P »»)."""
    colon = cue.first - 1
    while colon > 0 and scene.doc[colon].is_space:
        colon -= 1
    if scene.doc[colon].text != ":":
        return None
    first, _ = scene.sentence(colon)
    finite = [k for k in range(first, colon) if scene.is_finite(k)]
    for k in finite:
        verb = scene.doc[k].head.i if scene.doc[k].pos_ == "AUX" and scene.doc[k].head.i > k else k
        subject = subject_of(scene, verb, start_of_group(scene, verb))
        if subject is not None and lemma(scene.doc[subject]) in scene.lexicon.levels:
            return replace(cue, subject=subject, rule="floating-led")
    return None


def conditionals(scene: Scene, cues: list[Cue]) -> list[Cue]:
    """Cues for sentences whose main verb is in the conditional, right after a sentence with a source: it speaks on."""
    out: list[Cue] = []
    carrying: dict[int, str] = {}
    for number, (first, last) in enumerate(scene.sentences):
        inside = [c for c in cues if first <= c.at < last]
        if any(not is_narrated(c) or c.form == "finite" for c in inside):
            lead = inside[0]
            stance = stance_of(scene, lead)
            if stance in {"unconfirmed", "requested", "proposed", "possible"} and (
                stance != "possible" or lead.frame == "marker"
            ):
                carrying[number] = stance
            continue
        before = carrying.get(number - 1)
        if before is None or (
            "\n" in scene.text[scene.doc[scene.sentences[number - 1][0]].idx : scene.doc[first].idx].strip("\n")
            and False
        ):
            continue
        verb = main_verb(scene, first, last)
        if verb is None or not conditional(scene, verb) or scene.depths[verb]:
            continue
        if any(scene.doc[k].lower_ in scene.lexicon.markers for k in range(first, first + 2)):
            continue
        if "\n" in scene.doc[first - 1].text or "\n" in scene.doc[first].text:
            continue
        span = content.trimmed(scene, first, scene.closing(first))
        stance = "unconfirmed" if before == "unconfirmed" else "hypothetical"
        out.append(
            Cue(
                at=verb,
                first=verb,
                last=verb + 1,
                lemma=lemma(scene.doc[verb]),
                act="say",
                frame="conditional",
                form="finite",
                rule="conditional-carry",
                content=(span,),
                stance=stance,
            )
        )
        carrying[number] = before
    return out


def conditional(scene: Scene, i: int) -> bool:
    """Whether the finite verb is in the conditional and no verb of ability or duty."""
    token = scene.doc[i]
    if lemma(token) in scene.classes["ability"] | scene.classes["obligation"]:
        return False
    return is_conditional(token)


def relays_near(scene: Scene, cue: Cue) -> tuple[int, ...]:
    """The heads of «relayées par X», «cité par X», «interrogé par X» in the speaker's phrase or right behind the incise."""
    if cue.subject is None and cue.frame != "incise":
        return ()
    _, last = scene.sentence(cue.at)
    start = cue.subject if cue.subject is not None else cue.at
    out = []
    for k in range(start + 1, min(start + 14, last - 1)):
        token = scene.doc[k]
        if is_relaying(scene, token) and scene.doc[k + 1].lower_ == "par":
            head = head_noun(scene, k + 2, last)
            if head is not None:
                out.append(head)
        if scene.is_finite(k) or token.lower_ in {"que", "qu'"} or token.text in {":", ";"}:
            break
    return tuple(out)


def is_relaying(scene: Scene, token: Token) -> bool:
    """Whether the word is a participle of passing on («relayées», «cité», «interrogé»)."""
    return bool(infinitive(token, scene.classes["relay"])) and token.lower_.rstrip("es").endswith(("é", "i"))
