"""Reporting verbs in the text: which frame each one stands in, and where what is said begins."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from dragoman.statements import content
from dragoman.statements.frames import (
    BREAKS,
    CLOSING,
    QUE,
    cite_frame,
    colon_frame,
    incise_frame,
    infinitive_frame,
    object_frame,
    predicate_frame,
    question_frame,
    that_frame,
    with_subject,
)
from dragoman.statements.groups import aside_start, form_of, is_negated, start_of_group
from dragoman.statements.lexicon import ReportingVerb
from dragoman.statements.scene import Cue, Scene, head_noun, noun_lemma, same_word
from dragoman.statements.subjects import subject_of
from dragoman.statements.words import is_conditional, lemma

UNREAL = frozenset("request order propose wish promise refuse accept hope plan threaten fear decide".split())


def verb_cues(scene: Scene) -> list[Cue]:
    """The cues that are verbs, in the order of the text."""
    out = []
    for token in scene.doc:
        head = scene.verb(token)
        if head and could_report(scene, token):
            for row in scene.lexicon.verbs[head]:
                cue = match_verb(scene, token, row)
                if cue is not None:
                    out.append(cue)
                    break
    return out


def could_report(scene: Scene, token: Token) -> bool:
    """Whether the form can be a verb here: tagged so, or after an auxiliary, or with «que» or a quotation behind it."""
    if token.i and (
        scene.doc[token.i - 1].pos_ == "DET" and scene.doc[token.i - 1].lower_ not in {"l'", "le", "la", "les"}
    ):
        return False
    if token.pos_ in {"VERB", "AUX"}:
        return True
    if token.pos_ == "ADJ" and token.lower_.rstrip("es").endswith(("é", "i")) and calls(scene, token):
        return True
    before = scene.doc[token.i - 1] if token.i else None
    if before is not None and aside_start(scene, before.i, scene.sentence(token.i)[0]) is not None:
        return True
    if before is not None and not token.lower_.endswith("s") and taken_for_noun(scene, token, before):
        return True
    after = scene.doc[token.i + 1] if token.i + 1 < len(scene.doc) else None
    if before is not None and (before.pos_ == "AUX" or before.lower_ in {"en", "n'", "ne", "s'", "se"}):
        return True
    return after is not None and (after.lower_ in QUE or after.lower_.startswith(("-t-", "-il", "-elle")))


def calls(scene: Scene, token: Token) -> bool:
    """Whether a participle taken for an adjective gives a thing its name («qualifiés de « provocation » par X»)."""
    after = [t.lower_ for t in scene.doc[token.i + 1 : token.i + 15]]
    return after[:1] in (["de"], ["d'"], ["comme"]) and "par" in after


def taken_for_noun(scene: Scene, token: Token, before: Token) -> bool:
    """Whether a verb was tagged as something else: behind a noun phrase that has no verb, or between a comma and a name."""
    after = scene.doc[token.i + 1] if token.i + 1 < len(scene.doc) else None
    if after is None or (after.pos_ in {"AUX", "VERB"} and "Inf" not in after.morph.get("VerbForm", [])):
        return False
    if before.text in {",", *CLOSING}:
        return (
            after.text in {"«", "“"}
            or "Inf" in after.morph.get("VerbForm", [])
            or (after.pos_ in {"PROPN", "DET"} and after.lower_ not in {"du"})
            or after.text[0].isupper()
        )
    if before.pos_ not in {"PROPN", "NOUN", "ADJ"}:
        return False
    first, last = scene.sentence(token.i)
    for k in range(token.i - 1, first - 1, -1):
        if scene.is_finite(k):
            return False
        if scene.doc[k].text == "," or scene.doc[k].lower_ in QUE:
            break
    if before.pos_ == "PROPN" and after.lower_ not in {"de", "du", "d'"}:
        return True
    return not any(
        scene.is_finite(k) and scene.depths[k] == scene.depths[token.i] and not behind_que(scene, token.i + 1, k)
        for k in range(token.i + 1, last)
    )


def behind_que(scene: Scene, start: int, k: int) -> bool:
    """Whether «que» or a relative stands between two tokens."""
    return any(scene.doc[j].lower_ in QUE or scene.doc[j].lower_ in {"qui", "dont", "où"} for j in range(start, k))


def match_verb(scene: Scene, token: Token, row: ReportingVerb) -> Cue | None:
    """The cue that the verb makes with this row of the lexicon, or None when no frame of the row fits."""
    last = end_of_expression(scene, token.i, row)
    carries = token.dep_ in {"aux", "aux:tense", "aux:pass"} and token.head.i > token.i
    if last is None or (carries and token.head.i != last - 1):
        return None
    first = start_of_group(scene, token.i)
    clitics = {scene.doc[k].lower_ for k in range(first, token.i)}
    if row.pronominal != bool(clitics & {"se", "s'", "m'", "me"}) and not (
        row.pronominal and form_of(scene, first, token.i) == "participle"
    ):
        return None
    if row.clitic and row.clitic not in clitics:
        return None
    if row.blocks and blocked(scene, token, last, row):
        return None
    base = Cue(
        at=token.i, first=first, last=last, lemma=row.lemma, act=row.act, frame="", form=form_of(scene, first, token.i),
        rule=row.id, content=(), negated=is_negated(scene, first, token.i), stance="",
    )  # fmt: skip
    if unsaid(scene, base):
        return None
    if base.form == "infinitive" and after_without(scene, first):
        base = replace(base, negated=True)
    if passive_group(scene, base, row):
        return passive_frame(scene, base, row)
    if base.form == "participle":
        if (named := named_by(scene, base, row)) is not None:
            return named
        if not shares_auxiliary(scene, token, first):
            return None
        base = replace(base, form="shared")
    for frame in (
        incise_frame,
        colon_frame,
        that_frame,
        question_frame,
        cite_frame,
        infinitive_frame,
        predicate_frame,
        object_frame,
    ):
        found = frame(scene, base, row)
        if found is not None:
            return found if "doc" not in row.frames or is_document(scene, found.subject) else None
    unsure = base.negated and row.act in {"confirm", "deny"} and "ni" in {t.lower_ for t in scene.doc[first : token.i]}
    if row.act == "silent" or unsure:
        return with_subject(scene, replace(base, frame="silent", content=()))
    return None


def end_of_expression(scene: Scene, i: int, row: ReportingVerb) -> int | None:
    """The token after the last word of the expression, or None when its words do not follow the verb."""
    at = i
    _, end = scene.sentence(i)
    for word in row.rest:
        for j in range(at + 1, min(at + 6, end)):
            if same_word(scene.doc[j], word) or lemma(scene.doc[j]) == word or alike(scene.doc[j].lower_, word):
                at = j
                break
            if scene.doc[j].text in BREAKS or scene.doc[j].text == ",":
                return None
        else:
            return None
    return at + 1


def alike(form: str, word: str) -> bool:
    """Whether the form may be the word in another gender or number («silencieuse», «silencieux»)."""
    if form.rstrip("s") == word or form.rstrip("es") == word:
        return True
    stem = word[:-2] if word.endswith("et") else word[:-1]
    return word.endswith(("x", "f", "et")) and form.startswith(stem) and len(form) <= len(word) + 3


def blocked(scene: Scene, token: Token, last: int, row: ReportingVerb) -> bool:
    """Whether a word in the company of the verb shows that it reports nothing («déclarer la guerre»)."""
    _, end = scene.sentence(token.i)
    near = [scene.doc[k] for k in range(last, min(last + 6, end))]
    for k, word in enumerate(near):
        if word.lower_ in QUE or word.text in BREAKS:
            near = near[:k]
            break
    words = {lemma(w) for w in near} | {w.lower_ for w in near}
    if row.blocks & words:
        return True
    return any(child.dep_.startswith("nsubj") and "^" + lemma(child) in row.blocks for child in token.children)


def unsaid(scene: Scene, cue: Cue) -> bool:
    """Whether the verb tells of no speech that took place: under «devoir», «pouvoir», «aller», or after «pour que»."""
    if cue.form != "infinitive":
        return False
    j = cue.first - 1
    while j >= 0 and (
        scene.doc[j].pos_ == "ADV" or scene.is_in(scene.doc[j], "clitic") or scene.doc[j].lower_ in {"de", "d'", "à"}
    ):
        j -= 1
    if j < 0:
        return False
    before = scene.doc[j]
    if before.lower_ == "pour":
        # «a envoyé un émissaire pour demander une aide» asks; «se réuniront pour évoquer la dette» says nothing yet.
        return cue.act not in {"request", "deny", "condemn", "thank", "propose"} or ahead(scene, j)
    if before.lower_ == "sans":
        return cue.act not in {"say", "confirm", "comment", "deny"}
    if before.lower_ in {"afin", "avant", "après"}:
        return before.lower_ != "après"
    base = lemma(before) if before.pos_ in {"VERB", "AUX"} else ""
    if base in scene.classes["modal"] or before.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return True
    return any(row.act in UNREAL for row in scene.lexicon.verbs.get(scene.verb(before), ()))


def is_document(scene: Scene, head: int | None) -> bool:
    """Whether the subject is a paper that says something («le texte prévoit que»)."""
    noun = scene.lexicon.nouns.get(noun_lemma(scene, head)) if head is not None else None
    return noun is not None and noun.kind == "document"


def shares_auxiliary(scene: Scene, token: Token, first: int) -> bool:
    """Whether a bare participle is coordinated with a compound tense («a appelé au calme et proposé une trêve»)."""
    start, _ = scene.sentence(token.i)
    if first <= start or scene.doc[first - 1].lower_ not in {"et", "ou", ",", "puis", "mais"}:
        return False
    head = token.head
    if token.dep_ == "conj" and head.i < token.i and any(c.dep_.startswith("aux") for c in head.children):
        return not any(c.dep_ == "aux:pass" for c in head.children)
    if scene.doc[first - 1].text == ",":
        return False
    for k in range(first - 2, max(start - 1, first - 18), -1):
        if scene.is_finite(k):
            return lemma(scene.doc[k]) == "avoir" and scene.doc[k].pos_ == "AUX"
    return False


def ahead(scene: Scene, j: int) -> bool:
    """Whether the verb before token j is in the future or the conditional."""
    first, _ = scene.sentence(j)
    verb = next((scene.doc[k] for k in range(j - 1, first - 1, -1) if scene.is_finite(k)), None)
    return verb is not None and ("Fut" in verb.morph.get("Tense", []) or is_conditional(verb))


def after_without(scene: Scene, first: int) -> bool:
    """Whether «sans» stands before the infinitive, adverbs left aside («sans toutefois préciser»)."""
    k = first - 1
    while k > 0 and scene.doc[k].pos_ == "ADV":
        k -= 1
    return k >= 0 and scene.doc[k].lower_ == "sans"


def named_by(scene: Scene, cue: Cue, row: ReportingVerb) -> Cue | None:
    """«des exercices qualifiés de « provocation » par X»: what a thing is called, and by whom."""
    closing = content.limit(scene, cue.at)
    if "adj" not in row.frames or cue.last >= closing or scene.doc[cue.last].lower_ not in {"de", "d'", "comme"}:
        return None
    by = next((k for k in range(cue.last + 1, min(cue.last + 14, closing)) if scene.doc[k].lower_ == "par"), None)
    agent = head_noun(scene, by + 1, closing) if by is not None else None
    if by is None or agent is None or any(scene.is_finite(k) for k in range(cue.last, by)):
        return None
    return replace(cue, frame="adj", form="finite", content=((cue.last + 1, by),), subject=agent)


def passive_group(scene: Scene, cue: Cue, row: ReportingVerb) -> bool:
    """Whether the verb is passive with an auxiliary («a été cité»)."""
    if row.pronominal or not row.frames & {"np", "que", "cite", "de-inf"}:
        return False
    helpers = [scene.doc[k] for k in range(cue.first, cue.at) if scene.doc[k].pos_ == "AUX"]
    forms = {h.lower_ for h in helpers}
    return bool(helpers) and (
        "été" in forms
        or (
            helpers[-1].lower_
            in {"est", "sont", "était", "étaient", "fut", "furent", "être", "sera", "seront", "soit", "serait"}
        )
    )


def passive_frame(scene: Scene, cue: Cue, row: ReportingVerb) -> Cue | None:
    """«X a été cité par R comme disant que P»; «P a été condamné par X»."""
    closing = scene.closing(cue.at)
    agent = agent_of(scene, cue.last, closing)
    if "cite" in row.frames:
        for j in range(cue.last, closing - 1):
            if scene.doc[j].lower_ == "comme" and (
                scene.doc[j + 1].lower_.endswith("ant") or scene.doc[j + 1].pos_ in {"VERB", "AUX"}
            ):
                start = j + 2
                while start < closing and scene.doc[start].lower_ not in QUE and scene.doc[start].pos_ != "VERB":
                    start += 1
                said = scene.doc[start - 1].lower_ if scene.doc[start].lower_ in QUE else ""
                start = start + 1 if start < closing and scene.doc[start].lower_ in QUE else j + 2
                name = scene.verb(scene.doc[j + 1]) or "dire"
                found = replace(
                    cue,
                    frame="que",
                    lemma=name,
                    last=start,
                    content=((start, closing),),
                    relays=(agent,) if agent else (),
                )
                return with_subject(scene, found) if said or start else None
        return None
    subject = subject_of(scene, cue.at, cue.first)
    if agent is None or subject is None or not ({"np"} & row.frames):
        return None
    start, end = content.phrase(scene, subject, scene.sentence(cue.at)[0], cue.first)
    return replace(cue, frame="np", content=((start, end),), subject=agent)


def agent_of(scene: Scene, start: int, end: int) -> int | None:
    """The head of the «par» phrase that follows, if one does."""
    for j in range(start, min(start + 6, end)):
        if scene.doc[j].lower_ == "par":
            return head_noun(scene, j + 1, end)
        if scene.doc[j].text in BREAKS or scene.doc[j].pos_ == "VERB":
            return None
    return None
