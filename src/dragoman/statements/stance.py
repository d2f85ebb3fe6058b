"""How what is said stands in its speaker's mouth: asserted, negated, denied, planned, requested…"""

from __future__ import annotations

from dragoman.statements.groups import is_negated, start_of_group
from dragoman.statements.scene import Cue, Scene
from dragoman.statements.words import is_conditional, lemma

BY_ACT = {
    "silent": "no_statement", "deny": "denied", "reject": "denied", "refuse": "denied", "request": "requested",
    "order": "requested", "wish": "requested", "ask": "requested", "propose": "proposed", "promise": "committed",
    "accept": "committed", "plan": "planned", "decide": "planned", "threaten": "threatened", "warn": "possible",
    "condemn": "condemned", "accuse": "condemned", "speculate": "possible", "hope": "possible", "fear": "possible",
}  # fmt: skip
NARRATED = frozenset({"np", "noun", "adj", "inf", "de-inf", "à-inf"})
# Acts whose content is a clause that keeps its own mood: the act colours it only where the clause does not.
OPEN = frozenset(
    {
        "say",
        "confirm",
        "claim",
        "opinion",
        "praise",
        "thank",
        "cite",
        "comment",
        "warn",
        "condemn",
        "accuse",
        "fear",
        "speculate",
    }
)


def stance_of(scene: Scene, cue: Cue) -> str:
    """The stance of the cue's content."""
    if (
        cue.act == "silent"
        or cue.frame == "silent"
        or (
            cue.negated
            and (cue.frame in {"question", "que", "np", "silent"} or cue.frame.startswith("np:"))
            and cue.act in {"say", "confirm", "claim", "comment", "deny"}
        )
    ):
        return "no_statement"
    if (
        cue.negated
        and cue.act == "wish"
        and cue.frame == "inf"
        and lemma(scene.doc[cue.content[0][0]]) in scene.classes["mute"]
    ):
        return "no_statement"
    if cue.negated:
        return negated_act(cue)
    if cue.stance:
        return cue.stance
    if is_narrated(cue):
        return act_of_phrase(scene, cue)
    if cue.act not in OPEN and not (cue.quoted and cue.act in {"deny", "reject"}):
        own = BY_ACT.get(cue.act)
        if own is not None:
            return own
    mood = clause_stance(scene, cue)
    if mood == "asserted":
        return (
            "opinion"
            if cue.act == "opinion"
            else BY_ACT.get(cue.act, "asserted")
            if cue.act in {"speculate", "fear", "hope"}
            else "asserted"
        )
    return mood


def is_narrated(cue: Cue) -> bool:
    """Whether the cue tells a speech act in a noun or an infinitive."""
    return cue.frame in NARRATED or cue.frame.startswith("np:") or cue.frame == "silent"


def tells_deed(scene: Scene, cue: Cue) -> bool:
    """Whether an infinitive tells what is claimed to be or to have been («dit avoir tiré»), as a clause would."""
    return cue.frame == "inf" and cue.act in {"say", "claim", "confirm", "deny", "opinion"} and not cue.negated


def negated_act(cue: Cue) -> str:
    """The stance of an act that was not performed: a refusal to accept denies, a wish not had negates."""
    if cue.act in {"accept", "confirm", "promise", "propose"}:
        return "denied"
    if cue.act in {"reject", "refuse"}:
        return "possible"
    return "negated"


def act_of_phrase(scene: Scene, cue: Cue) -> str:
    """The stance of a noun phrase or infinitive: that of the act, or of the noun that heads it."""
    if cue.act == "opinion":
        return "opinion"
    if cue.frame == "inf" and cue.act in {"say", "claim", "opinion", "confirm"}:
        start, end = cue.content[0]
        return (
            "negated"
            if any(scene.doc[k].lower_ in {"pas", "jamais"} for k in range(start, min(end, start + 3)))
            else "asserted"
        )
    return BY_ACT.get(cue.act, "asserted")


def clause_stance(scene: Scene, cue: Cue) -> str:
    """The stance of a clause by the mood of its main verb."""
    verbs = [main_verb(scene, start, end) for start, end in cue.content]
    found = [v for v in verbs if v is not None]
    if not found:
        return "asserted"
    at = found[0]
    finite = scene.doc[at]
    base = lemma(finite)
    governed = governed_verb(scene, at)
    conditional = is_conditional(finite)
    group = start_of_group(scene, at)
    negated = is_negated(scene, group, max(at, governed or at))
    if base in scene.classes["ability"]:
        return "negated" if negated else "possible"
    if base in scene.classes["obligation"]:
        return duty_stance(scene, cue, at, conditional)
    if negated and not (len(cue.content) > 1 and not cue.quoted):
        return "negated"
    if conditional:
        if cue.frame in {"que", "incise", "noun-que"} and past_cue(scene, cue) and not compound(scene, at):
            return "planned"
        return (
            "unconfirmed"
            if cue.frame in {"marker", "claim", "incise"} or compound(scene, at)
            else "hypothetical"
            if has_if(scene, cue)
            else "unconfirmed"
        )
    if "Fut" in finite.morph.get("Tense", []) and not cue.quoted:
        return "planned"
    return "asserted"


def duty_stance(scene: Scene, cue: Cue, at: int, conditional: bool) -> str:
    """«doit, faut» with a verb demands; «il faudra des années» does not; «devrait» of a source is what is expected."""
    governs = False
    for k in range(at + 1, min(at + 5, len(scene.doc))):
        if scene.doc[k].pos_ == "NOUN":
            break
        governs = governs or "Inf" in scene.doc[k].morph.get("VerbForm", []) or scene.doc[k].lower_ in {"que", "qu'"}
    if not governs:
        return "asserted"
    return (
        "planned"
        if conditional and cue.frame in {"marker", "incise", "conditional"} and not cue.quoted
        else "requested"
    )


def main_verb(scene: Scene, start: int, end: int) -> int | None:
    """The first finite verb of a clause that stands in no relative or subordinate clause."""
    skip = False
    fallback = None
    for k in range(start, end):
        token = scene.doc[k]
        if (
            token.lower_
            in {"qui", "que", "qu'", "dont", "où", "lorsque", "quand", "si", "s'", "puisque", "laquelle", "lequel"}
            and k > start
        ):
            skip = token.lower_ not in {"s'"} or skip
        if scene.is_finite(k):
            fallback = k if fallback is None else fallback
            if not skip:
                return k
            skip = False
    return fallback


def governed_verb(scene: Scene, i: int) -> int | None:
    """The participle that an auxiliary carries."""
    token = scene.doc[i]
    return int(token.head.i) if token.pos_ == "AUX" and token.head.i > i else None


def compound(scene: Scene, i: int) -> bool:
    """Whether the finite word is an auxiliary before a past participle («aurait négocié»)."""
    token = scene.doc[i]
    if lemma(token) not in {"avoir", "être"} and not token.lower_.startswith(("aur", "ser")):
        return False
    nxt = [scene.doc[k] for k in range(i + 1, min(i + 4, len(scene.doc)))]
    return token.lower_.startswith("aur") and any("Part" in w.morph.get("VerbForm", []) for w in nxt)


def past_cue(scene: Scene, cue: Cue) -> bool:
    """Whether the reporting verb is in the past, so that a conditional under it is the future seen from then."""
    words = [scene.doc[k] for k in range(cue.first, cue.at + 1)]
    tenses = {t for w in words for t in w.morph.get("Tense", [])}
    return (
        cue.form in {"gerund", "infinitive", "shared"}
        or (len(words) > 1 and any(w.pos_ == "AUX" for w in words))
        or bool(tenses & {"Past", "Imp"})
        or (scene.doc[cue.at].dep_ == "conj" and any(c.dep_.startswith("aux") for c in scene.doc[cue.at].head.children))
    )


def has_if(scene: Scene, cue: Cue) -> bool:
    """Whether the content holds a condition («si»)."""
    return any(
        scene.doc[k].lower_ in {"si", "s'"} and scene.doc[k].pos_ == "SCONJ"
        for start, end in cue.content
        for k in range(start, end)
    )
