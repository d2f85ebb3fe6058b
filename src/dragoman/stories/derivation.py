"""Who takes the matter from whom: from credits, from shared text, and from the sources that only one agency has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.model import Basis, Derivation, content_id
from dragoman.stories.digest import Digest
from dragoman.stories.inherited import with_inherited
from dragoman.stories.media import Origin, is_agency, origin_key
from dragoman.stories.retelling import Retelling
from dragoman.stories.reuse import Overlap, earliest, names_other, who_copies

# From this share of the derived text that stands in the origin, it is a copy and no rewriting.
COPY = 0.6
# A text that has so much more of one print than of the report has it from that print.
MORE = 0.08
# Below this certainty of the direction both texts are said to have the same source.
CERTAIN = 0.55


def derivations(
    digests: Sequence[Digest], found: Iterable[Overlap], retold: Iterable[Retelling], story_of: Mapping[str, str]
) -> tuple[Derivation, ...]:
    """Every derivation, by article and id. `digests` are sorted by id; `story_of` has the story of each article."""
    made = nearest([_from_overlap(digests, o) for o in found if o.copied])
    paired = {frozenset((d.article, d.origin_article)) for d in made}
    again = [_from_retelling(digests, r) for r in retold]
    made += [d for d in again if frozenset((d.article, d.origin_article)) not in paired]
    paired |= {frozenset((d.article, d.origin_article)) for d in again}
    for one in digests:
        made.extend(_named(one, origin) for origin in one.origins)
    made.extend(d for d in _same_source(digests, story_of) if frozenset((d.article, d.origin_article)) not in paired)
    made = with_inherited(digests, {d.id: d for d in made}.values(), story_of)
    return tuple(sorted(made, key=lambda d: (d.article, d.id)))


def _derivation(
    article: str, origin: str | None, name: str | None, relation: str, basis: tuple[Basis, ...]
) -> Derivation:
    return Derivation(content_id("derivation", article, origin, name), article, origin, name, relation, basis)


def _named(one: Digest, origin: Origin) -> Derivation:
    return _derivation(one.id, None, origin.name, origin.relation, origin.basis)


def nearest(made: Sequence[Derivation]) -> list[Derivation]:
    """The derivations without those between two that have the text from a third, which has as much of it as either.

    Of ten papers that print one agency's report, each has it from the agency and not from the nine others.
    """
    held: dict[str, dict[str, float]] = defaultdict(dict)
    for one in made:
        if one.origin_article and one.relation != "same source":
            held[one.article][one.origin_article] = one.basis[0].weight or 0.0

    def through_another(one: Derivation) -> bool:
        origin = one.origin_article or ""
        both = held[one.article].keys() & held[origin].keys() if origin in held else set()
        share = one.basis[0].weight or 0.0
        return any(held[one.article][third] >= share - MORE for third in both)

    return [one for one in made if not through_another(one)]


# --- from shared details ---------------------------------------------------------------------------------------------


def _from_retelling(digests: Sequence[Digest], told: Retelling) -> Derivation:
    one, two = digests[told.origin], digests[told.derived]
    kind, reason = who_copies(one, two)
    basis = [Basis(f"details:{kind}", "; ".join(told.details), weight=told.contained), Basis(f"kind:{kind}", reason)]
    if told.named:
        basis.append(Basis("direction:credit", one.outlet or ""))
    basis += [*_shared_events(one, two), *_shared_voices(one, two)]
    return _derivation(two.id, one.id, None, "rewrites", tuple(basis))


# --- from shared text ------------------------------------------------------------------------------------------------


def _from_overlap(digests: Sequence[Digest], overlap: Overlap) -> Derivation:
    one, two = digests[overlap.first], digests[overlap.second]
    reasons = direction(one, two, overlap)
    lean = sum(weight for _, _, weight in reasons)
    certain = abs(lean) / (1 + abs(lean))
    second_derives = lean > 0 or (lean == 0 and _later(one, two))
    derived, origin = (two, one) if second_derives else (one, two)
    contained = overlap.in_second if second_derives else overlap.in_first
    relation = "copies" if overlap.exact or contained >= COPY else "rewrites"
    if certain < CERTAIN and (_shared_agency(one, two) or not reasons):
        relation = "same source"
    basis = list(_passages(overlap, derived, second_derives, contained))
    basis += [Basis(f"direction:{rule}", text, weight=round(abs(w), 2)) for rule, text, w in reasons if w * lean > 0]
    basis += [Basis(f"against:{rule}", text, weight=round(abs(w), 2)) for rule, text, w in reasons if w * lean < 0]
    basis.append(Basis("direction-certainty", relation, weight=round(certain, 2)))
    return _derivation(derived.id, origin.id, None, relation, tuple(basis))


def _passages(overlap: Overlap, derived: Digest, second: bool, contained: float) -> Iterator[Basis]:
    """The longest shared passage with the kind of overlap, what speaks for that kind, and the next longest."""
    kind = "exact" if overlap.exact else overlap.kind
    for rank, passage in enumerate(overlap.passages):
        start, end = passage[1 if second else 0]
        rule = f"passage:{rank + 1}" if rank else f"overlap:{kind}"
        cut = derived.text[start:end][:300]
        yield Basis(rule, cut, start, start + len(cut), None if rank else round(contained, 3))
    if not overlap.passages:
        yield Basis(f"overlap:{kind}", "", weight=round(contained, 3))
    yield Basis(f"kind:{overlap.kind}", overlap.reason)


def direction(one: Digest, two: Digest, overlap: Overlap) -> list[tuple[str, str, float]]:
    """The reasons for which one derives from the other: (rule, words, weight), above 0 where the second derives."""
    reasons = []
    if names_other(two, one):
        reasons.append(("credit", one.outlet or "", 4.0))
    if names_other(one, two):
        reasons.append(("credit", two.outlet or "", -4.0))
    if is_agency(one.outlet) != is_agency(two.outlet):
        agency = one if is_agency(one.outlet) else two
        reasons.append(("agency", agency.outlet or "", 2.5 if agency is one else -2.5))
    elif bool(_agencies(one)) != bool(_agencies(two)):
        credited = two if _agencies(two) else one
        reasons.append(("credited", ", ".join(sorted(_agencies(credited))), 0.8 if credited is two else -0.8))
    reasons.extend(_by_time(one, two))
    # A rewriter cuts: what is left of the shorter stands in the longer.
    gap = overlap.in_second - overlap.in_first
    if abs(gap) > 0.08:
        reasons.append(("containment", f"{overlap.in_first:.2f}/{overlap.in_second:.2f}", round(2.0 * gap, 2)))
    return reasons


def _by_time(one: Digest, two: Digest) -> list[tuple[str, str, float]]:
    if one.moment and two.moment and one.moment != two.moment:
        text = f"{one.moment.isoformat()} / {two.moment.isoformat()}"
        return [("hour", text, 2.0 if one.moment < two.moment else -2.0)]
    if one.first and one.last and two.first and two.last:
        text = f"{one.best} / {two.best}"
        if one.last < two.first:
            return [("day", text, 2.0)]
        if two.last < one.first:
            return [("day", text, -2.0)]
        if one.best and two.best and one.best != two.best and one.dated and two.dated:
            return [("day-likely", text, 0.7 if one.best < two.best else -0.7)]
    return []


def _later(one: Digest, two: Digest) -> bool:
    return (str(one.moment or one.best or ""), one.id) <= (str(two.moment or two.best or ""), two.id)


def _agencies(one: Digest) -> frozenset[str]:
    """The agencies that stand behind the dispatch, its own outlet included."""
    own = {origin_key(one.outlet)} if one.outlet and is_agency(one.outlet) else set()
    return frozenset({o.key for o in one.origins if is_agency(o.name)} | own)


def _shared_agency(one: Digest, two: Digest) -> bool:
    return bool(_agencies(one) & _agencies(two))


# --- from sources that only one agency has ---------------------------------------------------------------------------


def _same_source(digests: Sequence[Digest], story_of: Mapping[str, str]) -> Iterator[Derivation]:
    """Dispatches of one story that name one origin, or relay its unnamed sources: one report told with other words.

    Each is tied to the report of that origin where it was read, and else to the earliest of those that name it.
    """
    groups: dict[tuple[str, str], list[Digest]] = defaultdict(list)
    for one in digests:
        keys = {o.key for o in one.origins} | ({origin_key(one.outlet)} if one.outlet else set())
        for key in keys:
            groups[story_of.get(one.id, one.id), key].append(one)
    for (_, key), members in sorted(groups.items()):
        reports = [m for m in members if m.outlet and origin_key(m.outlet) == key]
        naming = [m for m in members if not (m.outlet and origin_key(m.outlet) == key)]
        if not naming or len(members) < 2:
            continue
        first = min(reports or naming, key=lambda m: (*earliest(m), m.id))
        for one in naming:
            if one is not first:
                yield _derivation(one.id, first.id, None, _kin(first, one, key), _kin_basis(first, one, key))


def _kin(first: Digest, one: Digest, key: str) -> str:
    if not (first.outlet and origin_key(first.outlet) == key):
        return "same source"
    return "translates" if first.language != one.language else "rewrites"


def _kin_basis(first: Digest, one: Digest, key: str) -> tuple[Basis, ...]:
    basis = [b for o in one.origins if o.key == key for b in o.basis][:1] or [Basis("agency", one.outlet or key)]
    return (*basis, *_shared_events(first, one), *_shared_voices(first, one))


def _shared_events(first: Digest, one: Digest) -> Iterator[Basis]:
    """The events that both tell, by type and sides."""
    shared = {(t.family, t.sides) for t in first.tellings if t.sides} & {(t.family, t.sides) for t in one.tellings}
    if shared:
        told = "; ".join(sorted(f"{family} {'–'.join(sorted(sides))}" for family, sides in shared)[:5])
        yield Basis("shared-events", told, weight=round(min(1.0, len(shared) / 4), 2))


def _shared_voices(first: Digest, one: Digest) -> Iterator[Basis]:
    """Those who speak in both."""
    heard = {v for v, _ in first.voices}
    voices = {name for v, name in one.voices if v in heard}
    if voices:
        yield Basis("shared-voices", "; ".join(sorted(voices)[:5]), weight=round(min(1.0, len(voices) / 4), 2))
