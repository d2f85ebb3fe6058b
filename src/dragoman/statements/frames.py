"""The frames of a reporting verb: incise, colon, «que», question, infinitive, what a thing is called, noun phrase."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from dragoman.statements import content, incises, receivers
from dragoman.statements.lexicon import ReportingVerb
from dragoman.statements.scene import Cue, Scene, head_noun, noun_lemma
from dragoman.statements.subjects import subject_of
from dragoman.statements.words import lemma

QUE = frozenset({"que", "qu'"})
BREAKS = frozenset({".", ";", ":", "!", "?", "(", ")", "«", "“", '"', "»", "”"})
CLOSING = frozenset({"»", "”", '"', "’", "'"})


def incise_frame(scene: Scene, cue: Cue, row: ReportingVerb) -> Cue | None:
    """«P, a déclaré X», «P », a-t-il dit, «P, rapporte X, et P2»."""
    if cue.form != "finite":
        return None
    first, _ = scene.sentence(cue.at)
    closing = scene.closing(cue.at)
    before = scene.doc[cue.first - 1] if cue.first > first else None
    after_zone = before is not None and (
        before.text in CLOSING or (before.text == "," and cue.first > 1 and scene.doc[cue.first - 2].text in CLOSING)
    )
    if before is None:
        # An incise that follows a quotation ending in its own sentence: «P ! » a lancé X.
        before = scene.doc[cue.first - 1] if cue.first else None
        after_zone = before is not None and before.text in CLOSING
    if before is None or not (after_zone or before.text in {",", "—", "–", "-"} or before.lower_ in {"comme", "que"}):
        return None
    if before.lower_ == "que" or ("incise" not in row.frames and not after_zone):
        return None
    inner = [scene.doc[k].lower_ for k in range(cue.first, min(cue.last + 1, len(scene.doc)))]
    turned = any(w.startswith("-") or w in {"il", "elle", "ils", "elles", "on"} for w in inner[1:] or inner)
    as_said = before.lower_ == "comme"
    subject: int | None
    if turned:
        subject = next(
            (
                k
                for k in range(cue.first, min(cue.last + 2, len(scene.doc)))
                if scene.doc[k].lower_.lstrip("-t").lstrip("-") in {"il", "elle", "ils", "elles", "on"}
            ),
            None,
        )
    else:
        subject = inverted_subject(scene, cue.last, closing)
        if subject is None or not (
            after_zone
            or as_said
            or incises.left_is_clause(scene, first, cue.first - 1)
            or incises.parts_clause(scene, cue, subject, closing)
        ):
            return None
        if (
            not after_zone
            and incises.has_own_subject(scene, cue, first, subject)
            and not incises.ends_remark(scene, cue, subject)
        ):
            return None
    if subject is not None and scene.doc[subject].lower_.endswith("on"):
        # «a-t-on appris auprès de la présidence», «assure-t-on du côté de Rabat»: who was asked speaks.
        subject = incises.asked_of(scene, cue.last, closing) or subject
    found = incises.around_incise(scene, replace(cue, frame="incise", subject=subject), after_zone)
    return citing(scene, found, closing) if found is not None else None


def citing(scene: Scene, cue: Cue, closing: int) -> Cue:
    """The cue with the source that its speaker cites for its own: «…, croit savoir l'agence X, citant un diplomate»."""
    at = cue.last + 1
    if cue.subject is None or at + 1 >= closing or scene.doc[at].lower_ not in {"citant"}:
        return cue
    source = head_noun(scene, at + 1, closing)
    if source is None:
        return cue
    return replace(cue, subject=source, relays=(*cue.relays, cue.subject), rule=f"{cue.rule}-citing")


def inverted_subject(scene: Scene, start: int, end: int) -> int | None:
    """The head of the noun phrase that follows the verb, adverbs and dates left aside."""
    j = start
    while j < end and j < start + 10:
        token = scene.doc[j]
        if (
            token.pos_ == "ADV"
            or token.lower_ in scene.classes["time"]
            or token.pos_ == "NUM"
            or (token.lower_ in {"ce", "cette"} and j + 1 < end and scene.doc[j + 1].lower_ in scene.classes["time"])
        ):
            j += 1
            continue
        if token.pos_ == "DET" and j + 1 < end and scene.doc[j + 1].lower_ in scene.classes["time"]:
            j += 2  # «prévenait la veille leur capitaine»
            continue
        if (token.pos_ == "ADP" or scene.is_in(token, "dative")) and token.lower_ not in {"par", "de", "d'", "du"}:
            # «a confié à l'AFP un responsable», «a écrit sur X la ministre»: who is told stands before who speaks.
            j = content.after_prepositional(scene, j, end)
            continue
        if token.pos_ in {"DET", "PROPN", "NOUN", "ADJ", "PRON", "X"} and token.lower_ not in QUE:
            found = head_noun(scene, j, end)
            if found is None or scene.doc[found].lower_ in {"lui", "leur", "ce", "cela", "ça"}:
                return None
            return found
        return None
    return None


def colon_frame(scene: Scene, cue: Cue, row: ReportingVerb) -> Cue | None:
    """«X a déclaré : « P »», «X a lancé « P »»; not for verbs that take no words."""
    if not row.frames & {"que", "incise", "cite"} or "cite" in row.frames:
        return None
    return incises.after_colon(scene, with_subject(scene, replace(cue, frame="quote")) or cue)


def that_frame(scene: Scene, cue: Cue, row: ReportingVerb) -> Cue | None:
    """«X a souligné (à Y, lundi) que P», «insistant sur le fait que P»."""
    if not (row.frames & {"que"} or any(p in {"sur", "de", "à", "contre"} for p in row.prepositions)):
        return None
    where = that_word(scene, cue)
    if where is None:
        return None
    if "que" not in row.frames and not any(scene.doc[k].lower_ == "fait" for k in range(cue.last, where)):
        return None
    start = where + 1
    closing = content.limit(scene, cue.at)
    found = replace(cue, frame="que", last=start, content=((start, closing),))
    return with_subject(scene, receivers.with_receivers(scene, found, cue.last, where))


def that_word(scene: Scene, cue: Cue) -> int | None:
    """Where «que» stands that opens what the verb says, or None."""
    closing = content.limit(scene, cue.at)
    bare = False  # a noun without preposition: what follows is its relative clause
    fact = False
    for j in range(cue.last, min(cue.last + 28, closing)):
        token = scene.doc[j]
        if token.lower_ in QUE:
            before = scene.doc[j - 1]
            if before.lower_ == "ce":
                return None
            if scene.is_in(before, "not-that") and j > cue.last:
                if before.lower_ in {"alors", "tandis", "bien", "parce"}:
                    return None
                continue
            return None if bare and not fact else j
        if token.text in BREAKS and token.text not in {"(", ")"}:
            return None
        if token.lower_ == "fait" and j > cue.last:
            fact = True
        if token.lower_.endswith("ant") and scene.verb(token):
            return None
        if "Inf" in token.morph.get("VerbForm", []) and not behind_time(scene, j):
            return None
        if j > cue.last and scene.verb(token) and token.pos_ == "VERB" and scene.doc[j - 1].lower_ in {"et", "puis"}:
            return None
        if scene.is_finite(j) or token.lower_ in {"et", "mais", "qui", "dont", "où", "si"}:
            if token.lower_ in {"et"} and not scene.is_finite(j):
                continue
            return None
        if token.pos_ in {"NOUN", "PROPN"} and is_bare(scene, token, cue.last):
            bare = True
    return None


def behind_time(scene: Scene, j: int) -> bool:
    """Whether the infinitive only says when it was said («a dit, après avoir reçu X, que»): no «à» or «de» of the verb's."""
    before = [scene.doc[k].lower_ for k in range(max(j - 3, 0), j)]
    return bool({"après", "avant", "pour", "afin"} & set(before))


def is_bare(scene: Scene, token: Token, start: int) -> bool:
    """Whether a noun after the verb stands in no prepositional phrase and is no date."""
    if token.lower_ in scene.classes["time"] or token.lower_ in {"fait"}:
        return False
    for k in range(token.i - 1, start - 1, -1):
        word = scene.doc[k]
        if word.lower_ == "des" and k == start:
            return True
        if word.pos_ == "ADP" or word.lower_ in {"au", "aux", "du", "des", "à", "de", "d'"} or word.text == ",":
            return False
        if word.lower_ in scene.classes["time"]:
            return False
    return True


def question_frame(scene: Scene, cue: Cue, row: ReportingVerb) -> Cue | None:
    """«X n'a pas dit si P», «n'a pas annoncé ce qui P», «demande pourquoi P»."""
    if not row.frames & {"que", "np"}:
        return None
    j = cue.last
    closing = content.limit(scene, cue.at)
    while j < closing and (scene.doc[j].pos_ == "ADV" and not scene.is_in(scene.doc[j], "question")):
        j += 1
    if j >= closing or not scene.is_in(scene.doc[j], "question"):
        return None
    if scene.doc[j].lower_ == "ce" and (
        j + 1 >= closing or scene.doc[j + 1].lower_ not in {"qui", "que", "qu'", "dont", "à"}
    ):
        return None
    if scene.doc[j].lower_ == "ce" and (named := called(scene, j, closing)) is not None:
        end = content.clause_end(scene, named, closing, "np")
        return with_subject(scene, replace(cue, frame="np", content=((named, end),), stance="opinion"))
    if scene.doc[j].lower_ == "s'" and (j + 1 >= closing or scene.doc[j + 1].lower_ not in {"il", "ils"}):
        return None
    return with_subject(scene, replace(cue, frame="question", content=((j, closing),)))


def called(scene: Scene, j: int, closing: int) -> int | None:
    """Where the name begins that someone gives a thing: «ce qu'il considère comme P», «ce qu'elle appelle P»."""
    if j + 3 >= closing or scene.doc[j + 1].lower_ not in QUE:
        return None
    verb = next(
        (
            k
            for k in range(j + 2, min(j + 6, closing))
            if scene.verb(scene.doc[k]) or lemma(scene.doc[k]) in {"appeler", "présenter"}
        ),
        None,
    )
    if verb is None:
        return None
    after = verb + 1
    while after < closing and (scene.doc[after].pos_ == "ADV" or scene.doc[after].lower_ in {"comme", "de", "d'"}):
        after += 1
    return (
        after
        if after > verb + 1 and after < closing and scene.doc[after].pos_ in {"DET", "NOUN", "ADJ", "PUNCT"}
        else None
    )


def cite_frame(scene: Scene, cue: Cue, row: ReportingVerb) -> Cue | None:
    """«R a cité X : « P »», «R cite X disant que P»: the object speaks, the subject relays."""
    if "cite" not in row.frames:
        return None
    closing = scene.closing(cue.at)
    speaker = inverted_subject(scene, cue.last, closing)
    if speaker is None:
        return None
    relay = subject_of(scene, cue.at, cue.first, cue.form)
    return incises.after_colon(
        scene, replace(cue, frame="cite", subject=speaker, relays=(relay,) if relay is not None else ())
    )


def infinitive_frame(scene: Scene, cue: Cue, row: ReportingVerb) -> Cue | None:
    """«X nie avoir tiré», «X promet de payer», «X appelle Y à négocier»."""
    kinds = row.frames & {"inf", "de-inf", "à-inf"}
    if not kinds:
        return None
    closing = content.limit(scene, cue.at)
    begin = behind_asides(scene, cue.last)
    for j in range(cue.last, min(cue.last + 18, closing)):
        token = scene.doc[j]
        if "Inf" in token.morph.get("VerbForm", []) and token.pos_ in {"VERB", "AUX"}:
            start = j
            while start > cue.last and (
                scene.is_in(scene.doc[start - 1], "clitic")
                or scene.is_in(scene.doc[start - 1], "negation")
                or scene.doc[start - 1].pos_ == "ADV"
            ):
                start -= 1
            while start > cue.last and scene.doc[start - 1].text in content.OPENING:
                start -= 1
            dated = start
            while dated > cue.last and scene.doc[dated - 1].lower_ in scene.classes["time"]:
                dated -= 1
            if dated in {cue.last, begin}:
                mark = "inf"
            else:
                word = scene.doc[start - 1].lower_
                mark = "de-inf" if word in {"de", "d'"} else "à-inf" if word == "à" else ""
            if mark not in kinds:
                return None
            found = replace(cue, frame=mark, content=((start, closing),))
            return with_subject(
                scene, receivers.with_receivers(scene, found, cue.last, max(start - 1, cue.last), objects=True)
            )
        if token.text in content.OPENING and (j == cue.last or scene.doc[j - 1].lower_ in {"de", "d'", "à"}):
            continue
        if scene.is_finite(j) or token.text in BREAKS or token.lower_ in {"qui", "et", "dont", "où"} | QUE:
            return None
    return None


def behind_asides(scene: Scene, at: int) -> int:
    """The token behind a set phrase that parts a verb from what it governs («affirme pour sa part avoir»)."""
    return next((at + len(p) for p in scene.asides if scene.words_at(at, p)), at)


def predicate_frame(scene: Scene, cue: Cue, row: ReportingVerb) -> Cue | None:
    """«X juge la réponse trop réservée», «qualifie l'attaque de lâche», «se dit prêt à», «considère N comme»."""
    if "adj" not in row.frames:
        return None
    closing = content.limit(scene, cue.at)
    j: int | None = cue.last
    if not row.pronominal:
        j = content.object_start(scene, cue.last, closing)
    while j is not None and j < closing and scene.doc[j].pos_ == "ADV":
        j += 1
    if j is None or j >= closing:
        return None
    quoted = scene.doc[j].text in content.OPENING
    if not quoted and scene.doc[j].pos_ not in {"ADJ", "DET", "PROPN", "NOUN", "VERB", "PRON", "ADP"}:
        return None
    if not row.pronominal and scene.doc[j].pos_ in {"ADP", "VERB"}:
        return None
    end = content.clause_end(scene, j, closing, "np")
    return with_subject(scene, replace(cue, frame="adj", content=((j, end),)))


def object_frame(scene: Scene, cue: Cue, row: ReportingVerb) -> Cue | None:
    """The speech act told with a noun: «a rejeté les allégations», «appelle au calme», «a remercié X de son aide»."""
    if not (row.prepositions or "np" in row.frames):
        return None
    closing = content.limit(scene, cue.at)
    for wanted in row.prepositions:
        start = content.after_preposition(scene, cue.last, closing, wanted)
        if start is not None:
            end = content.clause_end(scene, start, closing, "np")
            head = head_noun(scene, start, end)
            stance = noun_stance(scene, head, closing) if head is not None and cue.act == "say" else ""
            found = replace(cue, frame=f"np:{wanted}", content=((start, end),), stance=stance)
            return with_subject(scene, receivers.with_receivers(scene, found, cue.last, start, objects=True))
    if "np" not in row.frames:
        return None
    start = content.object_start(scene, cue.last, closing)
    if start is None:
        return None
    return narrated(scene, replace(cue, frame="np"), start, closing)


def noun_stance(scene: Scene, head: int, closing: int) -> str:
    """The stance that a noun of act or quality with its complement gives to the phrase («l'engagement de payer»)."""
    noun = scene.lexicon.nouns.get(noun_lemma(scene, head))
    if noun is None or noun.kind not in {"act", "quality"}:
        return ""
    after = {same for k in range(head + 1, min(head + 3, closing)) for same in (scene.doc[k].lower_,)}
    words = {w for c in noun.complements for w in c.replace("np:", "").replace("-inf", "").split()}
    forms = {"de": {"de", "d'", "du", "des"}, "à": {"à", "au", "aux"}, "que": {"que", "qu'"}}
    wanted = set().union(*(forms.get(w, {w}) for w in words)) if words else set()
    return noun.stance if after & wanted else ""


def narrated(scene: Scene, cue: Cue, start: int, closing: int) -> Cue | None:
    """The cue with its noun phrase; «la position selon laquelle P» and «l'espoir que P» give P itself."""
    measured = (
        start + 2
        if scene.doc[start].pos_ == "ADV" and start + 2 < closing and scene.doc[start + 1].lower_ in {"de", "d'"}
        else start
    )
    head = head_noun(scene, measured, closing)
    if head is None:
        zone = next((z for z in scene.zones if z.start == scene.doc[start].idx), None)
        if zone is None or zone.open:
            return None
        # «a salué « un pas décisif »»: whatever the quoted words were taken for.
        return with_subject(scene, replace(cue, content=((start, scene.token_from(zone.end)),)))
    noun = scene.lexicon.nouns.get(noun_lemma(scene, head))
    if noun is not None and noun.kind in {"position", "act", "quality"}:
        opened = content.noun_clause(scene, head, closing, noun)
        if opened is not None and (noun.kind == "position" or scene.doc[opened - 1].lower_ in QUE):
            stance = noun.stance if noun.kind == "act" else ""
            found = replace(cue, frame="noun-que", last=opened, content=((opened, closing),), stance=stance)
            return with_subject(scene, found)
    if noun is not None and noun.kind == "detail" and cue.negated:
        return None
    end = content.clause_end(
        scene, start, closing, "np", ditransitive=cue.act in {"request", "say", "promise", "propose", "order"}
    )
    stance = noun_stance(scene, head, closing) if cue.act in {"say", "confirm", "claim"} else ""
    found = replace(cue, content=((start, end),), stance=stance)
    return with_subject(scene, receivers.with_receivers(scene, found, cue.last, start))


def with_subject(scene: Scene, cue: Cue) -> Cue | None:
    """The cue with the speaker's head; a gerund or infinitive that finds none keeps None and inherits later."""
    if cue.subject is not None:
        return cue
    subject = subject_of(scene, cue.at, cue.first, cue.form)
    return replace(cue, subject=subject)
