"""Chains: which cue hangs on which, where content is cut by what follows it, and who relays whom."""

from __future__ import annotations

from dataclasses import replace

from dragoman.statements import content
from dragoman.statements.groups import form_of, start_of_group
from dragoman.statements.scene import Cue, Scene
from dragoman.statements.stance import OPEN, is_narrated
from dragoman.statements.subjects import subject_of
from dragoman.statements.words import lemma


def host_of(scene: Scene, cue: Cue, earlier: list[Cue]) -> Cue | None:
    """The cue whose speaker a gerund or infinitive shares: the nearest one before it in its sentence and quotation."""
    first, _ = scene.sentence(cue.at)
    # «X a dit que P, sans préciser Q»: what is left unsaid is the main clause's speaker's.
    main_first = cue.form == "infinitive" and cue.negated
    near = [o for o in earlier if o.at >= first] if main_first else list(reversed(earlier))
    for other in near:
        if other.at < first:
            return None
        if other.frame in {"marker", "claim"} or scene.depths[other.at] != scene.depths[cue.at]:
            continue
        if other.at < cue.at:
            return other
    return None


def speaking_noun(scene: Scene, cue: Cue, after: int) -> int | None:
    """A document named between the host and the gerund («une lettre à X, sollicitant …»): it speaks then."""
    if cue.form != "gerund":
        return None
    before = scene.doc[cue.first - 1] if cue.first else None
    if before is not None and before.lower_ in {"en"}:
        return None
    for k in range(cue.first - 1, max(after, cue.first - 9), -1):
        noun = scene.lexicon.nouns.get(lemma(scene.doc[k]))
        if noun is not None and noun.kind == "document" and scene.doc[k].pos_ == "NOUN":
            return k
        if scene.is_finite(k):
            return None
    return None


def coordinated_host(scene: Scene, cue: Cue, earlier: list[Cue]) -> Cue | None:
    """The cue whose subject a coordinated verb shares («a dit que P, mais n'a pas annoncé Q», «a appelé … et proposé …»)."""
    first, _ = scene.sentence(cue.at)
    before = scene.doc[cue.first - 1].lower_ if cue.first > first else ""
    if before not in {"et", "mais", "puis", "ou", ","}:
        return None
    if any(c.dep_.startswith("nsubj") and first <= c.i < cue.first for c in scene.doc[cue.at].children):
        return None
    for other in reversed(earlier):
        if other.at < first or scene.depths[other.at] != scene.depths[cue.at]:
            return None
        if (other.form == "shared" and cue.form == "shared") or (
            other.form == "finite" and (cue.form == "shared" or (before != "," and same_tense(scene, other, cue)))
        ):
            return other
    return None


def clause_subject(scene: Scene, cue: Cue) -> int | None:
    """The subject of the clause in which a gerund or infinitive without host stands."""
    first, last = scene.sentence(cue.at)
    finite = [k for k in range(first, last) if scene.is_finite(k) and not scene.behind_relative(k, first)]
    before = [k for k in finite if k < cue.first]
    after = [k for k in finite if k >= cue.last]
    for k in [*reversed(before), *after]:
        verb = scene.doc[k].head.i if scene.doc[k].pos_ == "AUX" and scene.doc[k].head.i > k else k
        group = start_of_group(scene, verb)
        found = subject_of(scene, verb, group, form_of(scene, group, verb))
        if found is not None and found != cue.at:
            return found
    return None


def cut(scene: Scene, cues: list[Cue], hosts: dict[int, int]) -> list[Cue]:
    """The cues with the content of each one ended where another begins that is not part of it."""
    out = []
    for cue in cues:
        for other in cues:
            if other.at != cue.at and ends_content(scene, cue, other, hosts):
                at = lead_of(scene, other)
                cue = shortened(scene, cue, at)
        if cue.frame in {"que", "question", "incise", "noun-que", "claim", "de-inf", "à-inf", "inf"} and cue.content:
            start, end = cue.content[-1]
            cue = replace(cue, content=(*cue.content[:-1], (start, content.clause_end(scene, start, end, "clause"))))
        out.append(
            replace(cue, content=tuple(c for c in (content.trimmed(scene, *r) for r in cue.content) if c[0] < c[1]))
        )
    return out


def shortened(scene: Scene, cue: Cue, at: int) -> Cue:
    """The cue with nothing of its content left behind token `at`."""
    pieces = [(a, min(b, at)) for a, b in cue.content if a < at]
    return replace(cue, content=tuple(content.trimmed(scene, a, b) for a, b in pieces))


def lead_of(scene: Scene, cue: Cue) -> int:
    """The token at which a cue's own clause begins: its «tout en», conjunction or comma."""
    at = cue.first
    if cue.form == "infinitive":
        while at and (scene.doc[at - 1].pos_ == "ADV" or scene.doc[at - 1].lower_ == "sans"):
            at -= 1
    if (opposed := opposition(scene, cue)) is not None:
        return opposed
    while at and scene.doc[at - 1].lower_ in {
        "tout",
        "en",
        "et",
        "mais",
        "puis",
        "il",
        "elle",
        "ils",
        "elles",
        "avant",
        "de",
    }:
        at -= 1
    return at


def ends_content(scene: Scene, cue: Cue, other: Cue, hosts: dict[int, int]) -> bool:
    """Whether the content of `cue` stops where `other` begins."""
    if not any(a <= other.first < b for a, b in cue.content):
        return False
    if other.frame in {"marker", "incise"}:
        return any(a <= cue.first < b for a, b in other.content) and other.first > cue.at
    if other.frame == "conditional":
        return False
    if other.form == "gerund" and hosts.get(other.at) == cue.at and not cue.quoted:
        return True
    if other.form == "infinitive" and other.negated and hosts.get(other.at) == cue.at:
        return scene.doc[lead_of(scene, other)].lower_ == "sans"
    if other.form == "shared" and hosts.get(other.at) == cue.at and not cue.quoted:
        return cue.form == "finite" and is_narrated(cue)
    return other.form == "finite" and resumes(scene, cue, other)


def resumes(scene: Scene, cue: Cue, other: Cue) -> bool:
    """Whether a coordinated finite cue belongs to the sentence that reports, not to what is reported.

    «X a dit que P et a ajouté que Q» : without «que» behind the conjunction and with the tense of the reporting verb.
    """
    if (
        cue.form != "finite"
        or cue.quoted
        or (
            cue.frame not in {"que", "question", "np", "inf", "de-inf", "à-inf", "adj", "noun-que"}
            and not cue.frame.startswith("np:")
        )
    ):
        return False
    if opposition(scene, other) is not None and same_tense(scene, cue, other):
        return True
    at = other.first
    while at and scene.doc[at - 1].lower_ in {"il", "elle", "ils", "elles", "également", "aussi", "ensuite", "enfin"}:
        at -= 1
    if not at or scene.doc[at - 1].lower_ not in {"et", "mais", "puis"}:
        return (
            scene.doc[other.at].head.i == cue.at
            and scene.doc[other.at].dep_ == "conj"
            and scene.doc[other.first - 1].lower_ not in {"que", "qu'"}
            and same_tense(scene, cue, other)
        )
    return same_tense(scene, cue, other)


def opposition(scene: Scene, cue: Cue) -> int | None:
    """Where «, tandis que X» begins that sets the cue's own subject against another («…, tandis que X a dit»)."""
    first, _ = scene.sentence(cue.at)
    for k in range(cue.first - 1, max(first, cue.first - 12), -1):
        if scene.is_finite(k) or scene.doc[k].text == ",":
            return None
        if scene.doc[k].lower_ in {"tandis", "alors"} and scene.doc[k - 1].text == ",":
            return k
    return None


def same_tense(scene: Scene, one: Cue, other: Cue) -> bool:
    """Whether two verb groups carry the same tense («a dit», «a ajouté»; not «avait reçu»)."""
    return tense_of(scene, one) == tense_of(scene, other)


def tense_of(scene: Scene, cue: Cue) -> tuple[str, bool]:
    """Tense of the finite word and whether the group has an auxiliary."""
    words = [scene.doc[k] for k in range(cue.first, cue.at + 1)]
    finite = next((w for w in words if w.pos_ in {"AUX", "VERB"} and "Fin" in w.morph.get("VerbForm", [])), words[-1])
    tense = finite.morph.get("Tense", [])
    return (tense[0] if tense else "", finite is not words[-1])


def parent_of(scene: Scene, cue: Cue, cues: list[Cue]) -> Cue | None:
    """The innermost cue in whose content this one stands."""
    best: Cue | None = None
    size = 0
    for other in cues:
        if other is cue or not other.content:
            continue
        low, high = other.content[0][0], other.content[-1][1]
        if not any(a <= cue.at < b for a, b in other.content):
            continue
        if any(a <= other.at < b for a, b in cue.content):
            continue
        if best is None or high - low < size:
            best, size = other, high - low
    return best


def relays(cue: Cue) -> bool:
    """Whether what stands inside the cue's content is told by its speaker: not inside a thing rejected or demanded."""
    return cue.act in OPEN and (not is_narrated(cue) or cue.act in {"say", "confirm", "claim", "opinion", "cite"})


def unreal(cue: Cue) -> bool:
    """Whether acts inside the cue's content are only demanded, proposed or refused."""
    return cue.act in {"request", "order", "propose", "wish", "promise", "refuse", "accept", "hope", "plan", "threaten"}
