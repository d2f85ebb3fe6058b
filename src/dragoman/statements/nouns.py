"""Cues that are nouns of saying: claims, messages, views, acts with a support verb, details not given."""

from __future__ import annotations

from dataclasses import replace

from dragoman.statements import content
from dragoman.statements.groups import form_of, is_negated, start_of_group
from dragoman.statements.lexicon import ReportingNoun
from dragoman.statements.scene import Cue, Scene, head_noun
from dragoman.statements.subjects import subject_of
from dragoman.statements.words import infinitive, lemma

QUE = frozenset({"que", "qu'"})
RELATIVES = frozenset({"qui", "dont", "où", "que", "qu'"})


def noun_cues(scene: Scene) -> list[Cue]:
    """The cues that are nouns: claims with «selon lesquelles», acts with a support verb, details not given."""
    out = []
    for token in scene.doc:
        if token.pos_ not in {"NOUN", "PROPN", "VERB", "ADJ"}:
            continue
        noun = scene.lexicon.nouns.get(lemma(token))
        if noun is None or token.pos_ != "NOUN":
            continue
        matcher = {
            "claim": claim_cue,
            "act": act_cue,
            "detail": detail_cue,
            "document": message_cue,
            "position": view_cue,
        }
        found = matcher[noun.kind](scene, token.i, noun) if noun.kind in matcher else None
        if found is not None:
            out.append(found)
    return out


def claim_cue(scene: Scene, i: int, noun: ReportingNoun) -> Cue | None:
    """«les allégations selon lesquelles P»: an anonymous claim, its noun the speaker."""
    closing = content.limit(scene, i)
    start = content.noun_clause(scene, i, closing, noun)
    if start is None:
        return None
    base = Cue(
        at=i,
        first=i,
        last=start,
        lemma="selon",
        act=noun.act,
        frame="claim",
        form="noun",
        rule=f"noun-{noun.id}",
        content=(),
    )
    return replace(base, content=((start, closing),), subject=i, stance=noun.stance)


def view_cue(scene: Scene, i: int, noun: ReportingNoun) -> Cue | None:
    """«Elle soutient la thèse selon laquelle P»: whoever holds the view says P; «l'idée était que P»: the view does."""
    found = claim_cue(scene, i, noun)
    if found is None:
        return message_cue(scene, i, noun)
    first, _ = scene.sentence(i)
    verb = next((k for k in range(i - 1, max(first - 1, i - 5), -1) if scene.doc[k].pos_ == "VERB"), None)
    if verb is None:
        return found
    group = start_of_group(scene, verb)
    subject = subject_of(scene, verb, group, form_of(scene, group, verb))
    return replace(found, frame="noun-que", subject=subject if subject is not None else i)


def message_cue(scene: Scene, i: int, noun: ReportingNoun) -> Cue | None:
    """«Le message (essentiel) était que P»: the document or view says P."""
    closing = content.limit(scene, i)
    for j in range(i + 1, min(i + 10, closing - 1)):
        if scene.doc[j].lower_ in QUE:
            joined = scene.doc[j - 1].lower_ in {"est", "était", "fut", "sera", "serait", "reste", "restait", "demeure"}
            if not joined or (scene.doc[i].head.i > j and not scene.doc[i].dep_.startswith("nsubj")):
                return None
            base = Cue(
                at=i,
                first=i,
                last=j + 1,
                lemma=f"{lemma(scene.doc[i])} être que",
                act=noun.act,
                frame="que",
                form="noun",
                rule=f"noun-{noun.id}",
                content=((j + 1, closing),),
            )
            return replace(base, subject=i)
        if scene.doc[j].text in {";", ":", ","} or scene.doc[j].pos_ == "VERB":
            return None
    return None


def detail_cue(scene: Scene, i: int, noun: ReportingNoun) -> Cue | None:
    """«Aucun détail n'a été donné sur P», «n'ont pas fourni de détails sur P»: silence, with what it is about."""
    first, _ = scene.sentence(i)
    closing = content.limit(scene, i)
    negated = any(scene.doc[k].lower_ in {"aucun", "aucune"} for k in range(max(first, i - 3), i))
    verb = next(
        (k for k in range(first, closing) if infinitive(scene.doc[k], scene.classes["giving"]) and abs(k - i) < 9), None
    )
    if verb is None:
        return None
    group = start_of_group(scene, verb)
    if (
        not negated
        and not is_negated(scene, group, verb)
        and not any(scene.doc[k].lower_ == "sans" for k in range(max(first, group - 1), verb + 1))
    ):
        return None
    end = max(i, verb)
    about = next(
        (
            a
            for p in ("sur", "quant à", "concernant", "au sujet de", "à propos de", "de")
            if (a := content.after_preposition(scene, end + 1, closing, p)) is not None
        ),
        None,
    )
    form = form_of(scene, group, verb)
    if about is not None:
        said = (about, content.clause_end(scene, about, closing, "np"))
    elif form == "infinitive":
        said = content.trimmed(scene, group, end + 1)
    else:
        said = content.trimmed(scene, first, closing)
    subject = None if verb > i else subject_of(scene, verb, group, form)
    base = Cue(
        at=i,
        first=min(group, i),
        last=end + 1,
        lemma="ne pas donner de " + lemma(scene.doc[i]),
        act="silent",
        frame="silent",
        form=form if form == "infinitive" else "noun",
        rule=f"noun-{noun.id}",
        content=(said,),
    )
    return replace(base, subject=subject, negated=True, stance="no_statement")


def act_cue(scene: Scene, i: int, noun: ReportingNoun) -> Cue | None:
    """«a lancé un appel au calme», «des garanties ont été données par X sur P», «les menaces de P proférées par X»."""
    first, _ = scene.sentence(i)
    closing = content.limit(scene, i)
    words = tuple(noun.lemma.split())
    if len(words) > 1 and not scene.words_at(i + 1, words[1:]):
        return None
    i += len(words) - 1
    verb, passive = support_of(scene, i, first, closing, noun)
    if verb is None:
        return None
    group = start_of_group(scene, verb)
    said = noun_content(scene, i, closing, noun, verb if verb > i else None)
    if said is None:
        return None
    base = Cue(
        at=i,
        first=i,
        last=i + 1,
        lemma=noun.lemma,
        act=noun.act,
        frame="noun",
        form="noun",
        rule=f"noun-{noun.id}",
        content=(said,),
        stance=noun.stance,
    )
    if passive:
        agent = next(
            (
                head_noun(scene, k + 1, closing)
                for k in range(verb + 1, min(verb + 4, closing))
                if scene.doc[k].lower_ == "par"
            ),
            None,
        )
        return replace(base, subject=agent) if agent is not None else None
    form = form_of(scene, group, verb)
    return replace(
        base,
        subject=subject_of(scene, verb, group, form),
        form=form if form != "finite" else "noun",
        negated=is_negated(scene, group, verb),
    )


def support_of(scene: Scene, i: int, first: int, closing: int, noun: ReportingNoun) -> tuple[int | None, bool]:
    """The support verb of a noun of saying, and whether the noun is its passive subject or modified by its participle."""
    supports = scene.lexicon.support
    for k in range(i - 1, max(first - 1, i - 7), -1):
        token = scene.doc[k]
        base = infinitive(token, supports)
        if base and token.pos_ in {"VERB", "AUX"}:
            return (k, False) if not supports[base] or noun.lemma in supports[base] else (None, False)
        if token.pos_ == "VERB" or token.lower_ in RELATIVES:
            break
    for k in range(i + 1, min(closing, i + 12)):
        token = scene.doc[k]
        base = infinitive(token, supports)
        if (
            base
            and (not supports[base] or noun.lemma in supports[base])
            and k + 1 < closing
            and scene.doc[k + 1].lower_ == "par"
        ):
            return k, True
        if token.text in {",", ";", ":"} or token.lower_ in RELATIVES:
            break
    return None, False


def noun_content(scene: Scene, i: int, closing: int, noun: ReportingNoun, verb: int | None) -> tuple[int, int] | None:
    """What the noun says: its complement by the prepositions or the infinitive that it takes."""
    stop = verb if verb is not None else closing
    stop = next((k for k in range(i + 1, stop) if scene.is_finite(k)), stop)
    reach = min(closing, i + 12) if verb is None else max(stop, i + 1)
    starts = [
        content.after_preposition(scene, i + 1, reach, w[3:]) for w in sorted(noun.complements) if w.startswith("np:")
    ]
    start = min((s for s in starts if s is not None and s <= i + 5), default=None)
    if start is not None:
        return start, content.clause_end(scene, start, stop, "np")
    if verb is not None:
        for wanted in sorted(noun.complements):
            if wanted.startswith("np:"):
                start = content.after_preposition(scene, verb + 1, closing, wanted[3:])
                if start is not None:
                    return start, content.clause_end(scene, start, closing, "np")
    for k in range(i + 1, min(stop, i + 6)):
        if "Inf" in scene.doc[k].morph.get("VerbForm", []) and scene.doc[k - 1].lower_ in {"de", "d'", "à"}:
            return k, content.clause_end(scene, k, stop, "clause")
        if scene.doc[k].lower_ in QUE and "que" in noun.complements:
            return k + 1, content.clause_end(scene, k + 1, closing, "clause")
    return None
