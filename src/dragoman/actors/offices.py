"""Offices in the text and who holds them: what a title phrase means for a state or body, and its holder that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.entities import OfficeKind, Person, Tenure
from dragoman.actors.knowledge import Knowledge
from dragoman.actors.titles import TitlePhrase
from dragoman.actors.view import View

if TYPE_CHECKING:
    from dragoman.actors.people import PersonRecord

# Offices that a state gives to many at once, so that the office alone does not say who.
SHARED_OFFICES = frozenset({
    "ambassador", "consul", "charge_d_affaires", "special_envoy", "un_special_envoy", "un_rapporteur", "official",
    "former_official", "parliament_member", "governor", "mayor", "judge", "prosecutor", "expert", "dissident", "royal",
    "business_leader", "religious_leader", "commissioner", "party_leader", "deputy_foreign_minister", "mission_head",
    "un_deputy_secretary_general", "leader_of_movement", "deputy_leader_of_movement", "agency_head", "spokesperson",
})  # fmt: skip

LOOSE_OFFICES = frozenset({"official", "expert", "dissident", "business_leader", "judge", "leader_of_movement"})


def code_of(know: Knowledge, ref: str) -> str | None:
    """The state code for a state code, body id or armed group id; None where there is none."""
    if ref in know.states:
        return ref
    body = know.bodies.get(ref)
    if body:
        return body.code or None
    medium = know.media.get(ref)
    return (medium.country or None) if medium else None


def office_holders(view: View, title: TitlePhrase) -> tuple[tuple[Person, ...], OfficeKind | None, str]:
    """Who holds the office of a title phrase on the day of publication; the office and of what; () for nobody known."""
    know = view.know
    for of in title.of:
        for office, _ in fitting_offices(view, title, of):
            if office.id in SHARED_OFFICES and not leads_a_group(view, office, of):
                continue
            if any(know.tenures_of_office(office.id, o) for o in owners(view, of)):
                for owner in owners(view, of):
                    held = know.elected(office.id, owner, view.day) if title.elect else ()
                    held = held or know.holder(office.id, owner, view.day)
                    held = tuple(p for p in held if title.plural or fits_gender(p, title))
                    if held:
                        return held, office, of
                return (), office, of
    return (), None, ""


def leads_a_group(view: View, office: OfficeKind, of: str) -> bool:
    """Whether the office is that of the one leader of an armed group («le chef du Hezbollah»)."""
    if office.id != "leader_of_movement" or of not in view.know.armed_groups:
        return False
    return len(view.know.holder(office.id, of, view.day)) == 1


def fits_gender(person: Person, title: TitlePhrase) -> bool:
    """Whether a title may be said of the person: «la présidente» is no man."""
    return not person.gender or person.gender in title.entry.genders or not title.entry.genders


def owners(view: View, of: str) -> tuple[str, ...]:
    """The names under which tenures may list a state or body: its id, its code, the principal body of that code."""
    body = view.know.bodies.get(of)
    if body is None:
        return (of,)
    principal = view.know.body(body.code) if body.code else None
    return tuple(dict.fromkeys([of, body.code, principal.id if principal else of]))


def fitting_offices(view: View, title: TitlePhrase, of: str) -> list[tuple[OfficeKind, bool]]:
    """The offices that the wording means for that state or body, those meant only there first, then by rank."""
    code = code_of(view.know, of) or of
    out: list[tuple[OfficeKind, bool]] = []
    for office, wording in title.offices:
        own = bool(wording.states) and (code in wording.states or of in wording.states)
        if own or not wording.states:
            out.append((office, own))
    out.sort(key=lambda o: (not o[1], o[0].rank, o[0].id))
    return out


def held_by(view: View, record: PersonRecord) -> tuple[Tenure, ...]:
    """The offices that a known person holds on the day of publication."""
    return view.know.offices_of(record.known, view.day) if record.known and view.day else ()


def same_title(view: View, one: TitlePhrase, other: TitlePhrase, state: str | None) -> bool:
    """Whether `other` means the office that `one` gives to someone of that state: an office in common, or the same word.

    A wording that is used of some states only («souverain pontife») must be used of this one.
    """
    if one.former != other.former:
        return False
    a = {o.id for o, _ in one.offices}
    b = {o.id for o, _ in fitting_offices(view, other, state)} if state and other.offices else set()
    if one.entry.words == other.entry.words and (one.altered == other.altered or len(other.entry.words) == 1):
        return True
    if a & b - LOOSE_OFFICES and not one.altered and not other.altered:
        return len(one.entry.words) > 1 or len(other.entry.words) > 1 or bool(a & b - LOOSE_OFFICES)
    short = other.entry.words
    return len(short) == 1 and not other.of and one.entry.words[0] == short[0]
