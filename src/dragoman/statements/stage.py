"""The stage that finds the statements of a document."""

from __future__ import annotations

from dataclasses import replace

from dragoman.document import Document
from dragoman.model import Party, Rejected, Span, Statement, content_id, unique
from dragoman.statements import chains, floating, pronouns
from dragoman.statements.contents import same as same_party
from dragoman.statements.cues import verb_cues
from dragoman.statements.distinct import distinct, distinct_statements
from dragoman.statements.nouns import noun_cues
from dragoman.statements.pronouns import mouthpiece
from dragoman.statements.scene import Cue, Scene, is_latter
from dragoman.statements.sources import marker_cues
from dragoman.statements.speakers import NOBODY, Mentions, Speaker, Speakers, joint, mention_index
from dragoman.statements.spoken import spoken_on
from dragoman.statements.stance import is_narrated, stance_of, tells_deed
from dragoman.statements.words import end_of, lemma


def find_statements(document: Document) -> Document:
    """The document with its statements: who says what, in which form and stance, relayed by whom."""
    scene = Scene(document)
    index = mention_index(document)
    reading = Reading(scene, index)
    found = reading.statements()
    return replace(document, statements=found, rejected=(*document.rejected, *reading.rejected))


class Reading:
    """One pass over a document: the cues, then their hosts and cuts, then speakers and chains in text order."""

    def __init__(self, scene: Scene, index: Mentions) -> None:
        self.scene = scene
        self.index = index
        self.voices: dict[int, Speaker] = {}
        self.speakers = Speakers(scene, index, self.voices)
        self.hosts: dict[int, int] = {}
        self.rejected: list[Rejected] = []
        self.parents: dict[int, Cue | None] = {}
        self.introduced: dict[Party, list[str]] = {}
        self.cues = self.gather()
        self.speakers.verbs = frozenset(c.at for c in self.cues if c.form == "finite")

    def gather(self) -> list[Cue]:
        """The cues of the text, each token once, with hosts found and contents cut."""
        found = distinct([*verb_cues(self.scene), *marker_cues(self.scene), *noun_cues(self.scene)])
        settled: list[Cue] = []
        for cue in found:
            settled.append(self.settled(cue, settled))
        cut = [c for c in chains.cut(self.scene, settled, self.hosts) if c.content or c.frame == "silent"]
        cut = [c for c in cut if not self.swallowed(c, cut)]
        return sorted(
            [*cut, *floating.quotations(self.scene, cut), *floating.conditionals(self.scene, cut)],
            key=lambda c: (c.at, c.first),
        )

    def settled(self, cue: Cue, earlier: list[Cue]) -> Cue:
        """The cue with the subject of its clause or its host, when it has no subject of its own."""
        joined = (
            chains.coordinated_host(self.scene, cue, earlier)
            if cue.form in {"finite", "shared"} and cue.frame != "incise"
            else None
        )
        if joined is not None:
            self.hosts[cue.at] = joined.at
            return replace(cue, subject=None, host=joined.at)
        if cue.form == "shared":
            return replace(cue, subject=chains.clause_subject(self.scene, cue))
        if cue.subject is not None or cue.form not in {"gerund", "infinitive"}:
            return cue
        host = chains.host_of(self.scene, cue, earlier)
        noun = chains.speaking_noun(self.scene, cue, host.at if host else cue.at - 9)
        if noun is not None:
            return replace(cue, subject=noun)
        if host is not None:
            self.hosts[cue.at] = host.at
            return replace(cue, host=host.at)
        return replace(cue, subject=chains.clause_subject(self.scene, cue))

    def swallowed(self, cue: Cue, cues: list[Cue]) -> bool:
        """Whether the cue only tells of an act inside something demanded, proposed or refused."""
        parent = chains.parent_of(self.scene, cue, cues)
        if parent is None:
            return self.only_opens(cue)
        if chains.unreal(parent) and is_narrated(cue):
            return True
        noun_hung = cue.form == "gerund" and cue.subject is not None and is_narrated(cue)
        return is_narrated(parent) and noun_hung

    def only_opens(self, cue: Cue) -> bool:
        """Whether a participle at the head of the sentence only names what is spoken of («Détaillant les discussions, X a dit»)."""
        first, _ = self.scene.sentence(cue.at)
        spoken_of = cue.form == "gerund" and cue.first == first and cue.act in {"say", "comment"}
        return spoken_of and is_narrated(cue)

    def statements(self) -> tuple[Statement, ...]:
        """The statements in the order of the text."""
        self.said: list[tuple[Cue, Speaker]] = []
        made: dict[int, Statement] = {}
        self.before: dict[int, int] = {}
        previous: Cue | None = None
        top: Speaker | None = None
        order = sorted(self.cues, key=lambda c: (self.depth(c), c.at))
        for cue in sorted(self.cues, key=lambda c: c.first):
            speaker = self.speaker_of(cue, top)
            self.voices[cue.at] = speaker
            if previous is not None:
                self.before[cue.at] = previous.at
            if self.heard(cue) and speaker.party.name and cue.frame != "claim" and self.plausible(cue, speaker):
                self.said.append((cue, speaker))
                if self.depth(cue) == 0:
                    previous, top = cue, speaker
        for cue in order:
            statement = self.statement(cue, made)
            if statement is not None:
                made[cue.at] = statement
        return tuple(sorted(distinct_statements(made.values()), key=lambda s: (s.start, -s.end, s.id)))

    def heard(self, cue: Cue) -> bool:
        """Whether the cue's speaker can be the one who speaks on: at the top, or told by a paper or an unnamed source."""
        parent = self.parent(cue)
        if parent is None:
            return True
        above = self.voices.get(parent.at)
        return parent.frame in {"marker", "incise"} and above is not None and above.type not in {"person", ""}

    def parent(self, cue: Cue) -> Cue | None:
        """The innermost cue in whose content this one stands."""
        if cue.at not in self.parents:
            self.parents[cue.at] = chains.parent_of(self.scene, cue, self.cues)
        return self.parents[cue.at]

    def depth(self, cue: Cue) -> int:
        """How many cues' contents the cue stands in."""
        depth, parent = 0, self.parent(cue)
        while parent is not None and depth < 6:
            depth, parent = depth + 1, self.parent(parent)
        return depth

    def speaker_of(self, cue: Cue, top: Speaker | None) -> Speaker:
        """Who speaks: the subject's actor; the host's speaker; the running speaker for a pronoun or nobody named."""
        if cue.host is not None:
            return self.voices.get(cue.host, NOBODY)
        running = self.said[-1][1] if self.said else None
        if cue.subject is None:
            return top if top is not None and cue.frame in {"floating", "conditional"} else NOBODY
        token = self.scene.doc[cue.subject]
        if (voice := mouthpiece(self.scene, cue)) is not None:
            return self.speakers.resolve(voice)
        if self.scene.is_in(token, "self"):
            parent = self.parent(cue)
            return self.voices.get(parent.at, NOBODY) if parent is not None else NOBODY
        word = token.lower_.replace("-t-", "").lstrip("-")
        if cue.form == "marker":
            word = {"lui": "il", "eux": "ils"}.get(word, word)
        if word in {"un", "une"} and (among := pronouns.one_of(self.scene, self.said, token.i)) is not None:
            return among
        if word in {"on", "t-on"}:
            return Speaker(Party(None, "on", None), "unknown", type="unnamed", head=cue.subject)
        if word in {"il", "elle", "ils", "elles"}:
            return self.beside(cue, self.pronoun(cue, token.i, word))
        if is_latter(self.scene, token.i):
            return pronouns.latter(self.index, self.voices, cue, token)
        found = self.beside(cue, self.speakers.resolve(cue.subject))
        if running is not None and self.same_office(cue.subject, running):
            return replace(running, candidates=unique([*running.candidates, found.party]))
        if found.party.actor is None and (named := self.named_after(cue)) is not None:
            self.introduced.setdefault(named.party, []).append(found.party.name)
            return replace(named, candidates=unique([*named.candidates, found.party]))
        return self.known(cue, found) or found

    def beside(self, cue: Cue, speaker: Speaker) -> Speaker:
        """The speaker with those named at the head of the sentence: «Aux côtés de la Chine, elle a proposé …»."""
        first, _ = self.scene.sentence(cue.at)
        doc = self.scene.doc
        while first < len(doc) and doc[first].is_space:
            first += 1
        if not self.scene.words_at(first, ("aux", "côtés")) or cue.subject is None or "; " in speaker.party.name:
            return speaker
        others: list[Party] = []
        for k in range(first + 2, cue.subject):
            if doc[k].text == ",":
                break
            mention = self.index.at(doc[k])
            if mention is not None and mention.kind != "demonym":
                others += mention.parties
        return replace(speaker, party=joint(unique([speaker.party, *others])))

    def same_office(self, head: int, running: Speaker) -> bool:
        """Whether a doubtful title repeats a word of the one by which the running speaker was introduced."""
        mention = self.index.at(self.scene.doc[head])
        if mention is None or not mention.doubtful or mention.kind != "title":
            return False
        words = {w.lower() for w in mention.text.split() if len(w) > 5}
        known = {w.lower() for name in self.introduced.get(running.party, ()) for w in name.split() if len(w) > 5}
        return bool((words - {"président", "présidente", "ministre"}) & known)

    def named_after(self, cue: Cue) -> Speaker | None:
        """Who is named in the next sentence as having said this: «X a fait ces déclarations lors de …»."""
        _, last = self.scene.sentence(cue.at)
        doc = self.scene.doc
        while last < len(doc) and doc[last].is_space:
            last += 1
        if last >= len(doc):
            return None
        first, end = self.scene.sentence(last)
        for k in range(first, min(end, first + 16)):
            pointed = doc[k].lower_ in {"ces", "ce", "cette"} and k + 1 < end
            if (
                pointed
                and lemma(doc[k + 1]) in self.scene.classes["remark"]
                and (head := self.named(first, k)) is not None
            ):
                return self.speakers.resolve(head)
        return None

    def named(self, first: int, end: int) -> int | None:
        """The head of the person named between two tokens."""
        for k in range(first, end):
            mention = self.index.at(self.scene.doc[k])
            if mention is not None and mention.type == "person" and mention.kind == "name":
                return k
        return None

    def is_known(self, cue: Cue) -> bool:
        """Whether the speaker's phrase points back («ces sources», «la même source»)."""
        if cue.subject is None:
            return False
        words = {self.scene.doc[k].lower_ for k in range(max(cue.subject - 2, 0), cue.subject)}
        return bool(words & {"ces", "ce", "cet", "cette", "même", "mêmes"})

    def known(self, cue: Cue, found: Speaker) -> Speaker | None:
        """The unnamed speaker met before to whom the phrase points back."""
        if found.type != "unnamed" or not self.is_known(cue) or cue.subject is None:
            return None
        noun = lemma(self.scene.doc[cue.subject])
        for at in sorted(self.voices, reverse=True):
            other = self.voices[at]
            if other.type == "unnamed" and other.head is not None and lemma(self.scene.doc[other.head]) == noun:
                return other
        return None

    def pronoun(self, cue: Cue, i: int, word: str) -> Speaker:
        """The speaker behind a pronoun: who was speaking, or whom the actors' layer found; the other ones are kept open."""
        parties = tuple(self.index.parties(self.scene.doc[i]))
        parent = self.parent(cue)
        if parent is not None and not parties:
            return self.voices.get(parent.at, NOBODY)
        heard = pronouns.agreeing(self.scene, self.said, cue, word)
        running = heard[1] if heard is not None else None
        named = Speaker(joint(self.speakers.ordered(parties)), "named", type="person", head=i) if parties else None
        if named is not None and pronouns.is_state(self.scene, named.party):
            opener = pronouns.opener(self.scene, i, word)
            named = replace(named, party=opener, candidates=(named.party,)) if opener is not None else named
        if named is None:
            found = running or Speaker(Party(None, word, None), "unknown", type="pronoun", head=i)
        elif heard is None or running is None or running.party == named.party or parent is not None:
            found = named
        elif self.speaks_on(cue, i, word, heard, named):
            found = replace(running, candidates=unique([*running.candidates, named.party]))
        else:
            found = replace(named, candidates=unique([*named.candidates, running.party]))
        return replace(
            found, candidates=unique([*found.candidates, *pronouns.quoted_before(self.scene, self.voices, cue)])
        )

    def speaks_on(self, cue: Cue, i: int, word: str, heard: tuple[Cue, Speaker], named: Speaker) -> bool:
        """Whether the voice that was just heard goes on, against the reading of the actors' layer."""
        earlier, running = heard
        by_person = cue.frame == "incise" and word == "il" and running.type == "person"
        if by_person and pronouns.is_state(self.scene, named.party):
            return True
        if cue.frame == "marker" and pronouns.subject_before(self.scene, named.party, i):
            return False  # «M. X dénonce les massacres commis, selon lui, par Y»
        if not pronouns.adjoins(self.scene, earlier, cue):
            return False
        if pronouns.same_gender(self.scene, running, word):
            return True
        if pronouns.subject_before(self.scene, named.party, i):
            return False
        if word == "elle":
            person = pronouns.is_person(self.scene, self.index, named.party)
            return cue.frame == "incise" and not person and running.type == "person"
        return word == "il" and running.type in pronouns.PEOPLE

    def statement(self, cue: Cue, made: dict[int, Statement]) -> Statement | None:
        """The record of one cue, or None when it says nothing anew."""
        speaker = self.voices[cue.at]
        if not self.plausible(cue, speaker):
            self.reject(cue, "its subject is no one who speaks")
            return None
        if cue.rule == "pour" and speaker.anonymity in {"institution", "named"} and speaker.type != "person":
            self.reject(cue, "what a body is said to see in it is the journalist's reading")
            return None
        if not speaker.party.name and cue.act != "silent":
            self.reject(cue, "nobody is named who says it")
            return None
        parent = self.parent(cue)
        via: tuple[Party, ...] = tuple(self.relay_parties(cue, speaker))
        if parent is not None and chains.relays(parent) and parent.at in made:
            above = made[parent.at]
            if (
                same_party(above.speaker, speaker.party)
                and (is_narrated(cue) or cue.frame in {"que", "marker"})
                and self.scene.is_in(self.scene.doc[cue.subject or 0], "self")
            ):
                return None
            via = (*via, *(p for p in (above.speaker, *above.via)))
        if cue.host in made and cue.form == "gerund":
            via = (*via, *made[cue.host].via)
        earlier = self.before.get(cue.at)
        if cue.frame == "conditional" and earlier in made:
            via = (*via, *made[earlier].via)
        if speaker.anonymity in {"sources", "described", "group"} and not via and self.is_known(cue):
            start = self.scene.doc[cue.at].idx
            same = (s.via for s in reversed(made.values()) if s.speaker.name == speaker.party.name and s.start < start)
            via = next(same, ())
        via = unique(p for p in via if p.name and not same_party(p, speaker.party))
        return self.record(cue, speaker, via)

    def plausible(self, cue: Cue, speaker: Speaker) -> bool:
        """Whether the speaker of a told act can speak: someone known, a noun for people or papers, nobody for silence."""
        if not is_narrated(cue):
            return True
        if cue.act == "silent":
            return True
        return (
            bool(speaker.party.name)
            and (speaker.party.actor is not None or speaker.type != "" or speaker.anonymity != "described")
            and (speaker.anonymity != "unknown" or speaker.type == "pronoun")
        )

    def reject(self, cue: Cue, reason: str) -> None:
        """Keeps a cue that gave no statement, for `dragoman explain`."""
        span = self.piece(cue.first, max(cue.last, cue.at + 1))
        self.rejected.append(Rejected(span.start, span.end, span.text, f"{cue.rule}/{cue.frame}", reason))

    def relay_parties(self, cue: Cue, speaker: Speaker) -> list[Party]:
        """The press to whom, or through whom, the speaker spoke."""
        out = []
        for k in (*cue.relays, *floating.relays_near(self.scene, cue)):
            mention = self.index.at(self.scene.doc[k])
            if (
                cue.frame == "cite"
                or "cit" in cue.rule
                or (
                    (mention is not None and mention.type == "media")
                    or lemma(self.scene.doc[k]) in self.scene.classes["press"]
                )
            ):
                out.append(self.speakers.resolve(k).party)
        return out

    def record(self, cue: Cue, speaker: Speaker, via: tuple[Party, ...]) -> Statement:
        """The Statement record."""
        doc, text, article = self.scene.doc, self.scene.text, self.scene.document.article
        pieces = [self.piece(a, b) for a, b in cue.content] or [Span(doc[cue.first].idx, end_of(doc[cue.last - 1]), "")]
        start, end = pieces[0].start, pieces[-1].end
        form = self.form(cue, start, end)
        party = speaker.party if form == "narrated" else self.speakers.as_printed(speaker)
        cue_start, cue_end = doc[cue.first].idx, end_of(doc[max(cue.last - 1, cue.at)])
        return Statement(
            id=content_id("statement", article.id, start, end, party.name, cue.lemma),
            article=article.id,
            speaker=party,
            form=form,
            verb=cue.lemma,
            stance=stance_of(self.scene, cue),
            start=start,
            end=end,
            text=text[start:end],
            cue=Span(cue_start, cue_end, text[cue_start:cue_end]),
            rule=f"{cue.rule}/{cue.frame}",
            via=via,
            addressee=self.addressee(cue, via),
            segments=tuple(pieces) if len(pieces) > 1 else (),
            candidates=tuple(p for p in speaker.candidates if p != speaker.party),
            anonymity=speaker.anonymity,
            date=spoken_on(self.scene, cue),
        )

    def piece(self, first: int, last: int) -> Span:
        """The characters of a token range; a full stop before a closing mark stays."""
        start, end = self.scene.doc[first].idx, end_of(self.scene.doc[last - 1])
        return Span(start, end, self.scene.text[start:end])

    def form(self, cue: Cue, start: int, end: int) -> str:
        """direct, indirect, mixed or narrated."""
        if cue.quoted or cue.frame == "floating":
            return "direct"
        inner = [z for z in self.scene.zones if z.depth == 0 and start <= z.start and z.end <= end]
        if is_narrated(cue) and not inner:
            return "indirect" if tells_deed(self.scene, cue) else "narrated"
        whole = [z for z in self.scene.zones if z.inner_start == start and abs(z.inner_end - end) < 2]
        return "direct" if whole else "mixed" if inner else "indirect"

    def addressee(self, cue: Cue, via: tuple[Party, ...]) -> Party | None:
        """Who is told, when the press is not meant."""
        if cue.addressee is None:
            return None
        parties = tuple(self.index.parties(self.scene.doc[cue.addressee]))
        told = joint(parties) if parties else None
        return told if told not in via else None
