"""Who a pronoun of saying stands for: the one who was just speaking, or whom the actors' layer found."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from dragoman.model import Party
from dragoman.statements.scene import Cue, Scene, head_noun
from dragoman.statements.speakers import NOBODY, Mentions, Speaker, joint

PEOPLE = frozenset({"person", "unnamed", ""})


def agreeing(scene: Scene, said: list[tuple[Cue, Speaker]], cue: Cue, word: str) -> tuple[Cue, Speaker] | None:
    """The last speaker, with his cue, whom the pronoun can stand for by number; people before bodies."""
    recent = list(reversed(said[-6:]))
    if recent and continues(scene, *recent[0], cue, word):
        return recent[0]
    people = [s for s in recent if s[1].type == "person" or s[1].anonymity in {"titled", "described"}]
    for earlier, speaker in [*people[:2], *recent]:
        number = scene.doc[speaker.head].morph.get("Number", []) if speaker.head is not None else []
        many = "Plur" in number or "; " in speaker.party.name
        if many == (word in {"ils", "elles"}):
            return earlier, speaker
    return None


def mouthpiece(scene: Scene, cue: Cue) -> int | None:
    """The head of the one through whom the subject speaks («Rabat a dit, par la voix de son ministre, que»)."""
    _, last = scene.sentence(cue.at)
    phrases = [tuple(p.split()) for p in sorted(scene.classes["mouthpiece"])]
    for k in range(cue.at + 1, last):
        if scene.doc[k].text == ";":
            return None
        if scene.doc[k].lower_ == "par":
            for phrase in phrases:
                if scene.words_at(k, phrase):
                    return head_noun(scene, k + len(phrase), last)
    return None


def one_of(scene: Scene, said: list[tuple[Cue, Speaker]], i: int) -> Speaker | None:
    """The several who spoke before, of whom one speaks now («a dit l'une d'elles», «l'un d'entre eux»)."""
    behind = [scene.doc[k].lower_ for k in range(i + 1, min(i + 4, len(scene.doc)))]
    if not behind or behind[0] not in {"d'", "de"} or not {"elles", "eux"} & set(behind):
        return None
    return next((s for _, s in reversed(said) if s.anonymity in {"sources", "described", "group"}), None)


def latter(index: Mentions, voices: Mapping[int, Speaker], cue: Cue, token: Token) -> Speaker:
    """The speaker behind «ce dernier»: the actors' reading, else the last one who was made to speak."""
    if parties := tuple(index.parties(token)):
        return Speaker(joint(parties), "named", type="person", head=token.i)
    earlier = [voices[at] for at in sorted(voices) if at < cue.at and voices[at].party.name]
    return earlier[-1] if earlier else NOBODY


def quoted_before(scene: Scene, voices: Mapping[int, Speaker], cue: Cue) -> list[Party]:
    """The people whose words were told in the sentence before: a pronoun may mean them as well."""
    first, _ = scene.sentence(cue.at)
    if first == 0:
        return []
    before, _ = scene.sentence(first - 1)
    return [s.party for at, s in sorted(voices.items()) if before <= at < first and s.type == "person"]


def continues(scene: Scene, earlier: Cue, speaker: Speaker, cue: Cue, word: str) -> bool:
    """Whether the noun that spoke in the sentence before is what the pronoun repeats («Le Front a rejeté … Il a dit»)."""
    return earlier.frame != "marker" and adjoins(scene, earlier, cue) and same_gender(scene, speaker, word)


def same_gender(scene: Scene, speaker: Speaker, word: str) -> bool:
    """Whether the common noun that names the speaker has the pronoun's gender and number («le Front … il»)."""
    if speaker.head is None or "; " in speaker.party.name or scene.doc[speaker.head].pos_ != "NOUN":
        return False
    token = scene.doc[speaker.head]
    before = scene.doc[token.i - 1].lower_ if token.i else ""
    gender = {"le": "Masc", "un": "Masc", "la": "Fem", "une": "Fem"}.get(before) or next(
        iter(token.morph.get("Gender", [])), ""
    )
    number = "Plur" if word in {"ils", "elles"} else "Sing"
    return gender == ("Fem" if word.startswith("elle") else "Masc") and number in token.morph.get("Number", [number])


def adjoins(scene: Scene, earlier: Cue, cue: Cue) -> bool:
    """Whether no sentence stands between what was said before and the cue, so that the voice can go on."""
    first, _ = scene.sentence(min([cue.at, *(a for a, _ in cue.content)]))
    end = max([earlier.at, *(b - 1 for _, b in earlier.content if b)])
    start, last = scene.sentence(end)
    return start >= first or not any(scene.doc[k].is_alpha for k in range(last, first))


def is_person(scene: Scene, index: Mentions, party: Party) -> bool:
    """Whether the party is a person, by the mentions that stand for it."""
    if "; " in party.name:
        return True
    return any(m.type == "person" for m in scene.document.mentions if party in m.parties)


def is_state(scene: Scene, party: Party) -> bool:
    """Whether the party is a country, which «il» seldom means as the one who says a sentence."""
    return any(m.type in {"state", "country"} for m in scene.document.mentions if m.parties == (party,))


def opener(scene: Scene, i: int, word: str) -> Party | None:
    """The person who opens the sentence as its subject and agrees with a pronoun behind «;» («La reine X a …; elle a dit»)."""
    first, _ = scene.sentence(i)
    while first < i and scene.doc[first].is_space:
        first += 1
    if word not in {"il", "elle"} or not any(t.text in {";", ":"} for t in scene.doc[first:i]):
        return None
    for mention in scene.document.mentions:
        if mention.start == scene.doc[first].idx and mention.type == "person" and len(mention.parties) == 1:
            words = {t.lower_ for t in scene.doc[first : scene.token_from(mention.end)]}
            gender = {
                g for t in scene.doc[first : first + 3] if t.pos_ in {"DET", "NOUN"} for g in t.morph.get("Gender", [])
            }
            female = "la" in words or "mme" in words or gender == {"Fem"}
            return mention.parties[0] if female == (word == "elle") else None
    return None


def subject_before(scene: Scene, party: Party, i: int) -> bool:
    """Whether the party is named before the pronoun in its own sentence («M. X s'en défend : il assure que»)."""
    first, _ = scene.sentence(i)
    low, high = scene.doc[first].idx, scene.doc[i].idx
    return any(low <= m.start < high and party in m.parties and m.kind != "pronoun" for m in scene.document.mentions)
