"""Wikidata's entity JSON: ranks, precisions, labels, and what is passed over."""

from __future__ import annotations

import bz2
import gzip
from datetime import date
from pathlib import Path

from sources_made import KNOWN, claim, dump, held, human, item_snak, json_lines, one, post, snak, taken

from dragoman.actors.library import Library

FOREIGN = post("Q700", "Minister of Foreign Affairs of Lesotho")
PREMIER = post("Q701", "Premier ministre du Lesotho", language="fr")


def tenures(library: Path, name: str) -> list[tuple[str, date | None, date | None, bool]]:
    return [(t.office.id, t.start, t.end, t.held) for t in one(library, name).tenures]


def test_offices_with_their_days_as_precise_as_they_are(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    someone = human(
        "Q901", {"en": "Palesa Ntho"}, held("Q700", "2015", "2017-06"), held("Q701", "2020-05-20", "novalue")
    )
    outcome = taken(dump(tmp_path / "dump.json", [someone, FOREIGN, PREMIER]), library)
    assert (outcome.persons, outcome.posts, outcome.tenures, outcome.rejects) == (1, 2, 2, 0)
    assert tenures(library, "palesa ntho") == [
        ("foreign_minister", date(2015, 1, 1), date(2017, 6, 30), False),
        ("head_of_government", date(2020, 5, 20), None, True),
    ]
    assert one(library, "palesa ntho").person.state == "LSO"


def test_deprecated_statements_are_skipped_and_preferred_ones_go_first(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    several = (
        held("Q700", "2001", rank="deprecated"),
        held("Q700", "2002-01-01", "2003-01-01"),
        held("Q700", "2002-02-02", "2003-03-03", rank="preferred"),
        held("Q701", "1999", "2000"),
    )
    taken(dump(tmp_path / "dump.json", [human("Q901", {"en": "Palesa Ntho"}, *several), FOREIGN, PREMIER]), library)
    assert tenures(library, "palesa ntho") == [
        ("head_of_government", date(1999, 1, 1), date(2000, 12, 31), False),
        ("foreign_minister", date(2002, 2, 2), date(2003, 3, 3), False),
    ]


def test_an_end_that_is_not_told_is_not_known(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    vague = held("Q700", "2015")
    vague["qualifiers"]["P582"] = [{"snaktype": "somevalue", "property": "P582", "datatype": "time"}]
    taken(dump(tmp_path / "d.json", [human("Q901", {"en": "Palesa Ntho"}, vague), FOREIGN]), library)
    assert tenures(library, "palesa ntho") == [("foreign_minister", date(2015, 1, 1), None, False)]


def test_names_in_french_english_and_the_own_language(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    native = {"P1559": [claim(snak("P1559", {"text": "محمد الصالح", "language": "ar"}, "monolingualtext"))]}
    someone = human(
        "Q901", {"en": "Mohamed Salih", "fr": "Mohammed Saleh", "de": "Muhammad Salih", "ar": "محمد صالح"},
        held("Q700", "2015"), aliases={"en": ["Mohammad Al Saleh"], "de": ["Hammad"], "ar": ["محمد"]}, **native,
    )  # fmt: skip
    taken(dump(tmp_path / "d.json", [someone, FOREIGN]), library)
    found = one(library, "mohammed saleh").person
    assert found.name == "Mohammed Saleh"
    assert set(found.spellings) == {"Mohamed Salih", "Mohammad Al Saleh", "محمد الصالح", "محمد صالح", "محمد"}


def test_what_is_nobody_or_held_nothing_is_passed_over(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    cat = human("Q1", {"en": "Whiskers"}, held("Q700"))
    cat["claims"]["P31"] = [claim(item_snak("P31", "Q146"))]
    nobody = human("Q2", {"en": "Jane Doe"})
    nameless = human("Q3", {"ka": "ნინო"}, held("Q700", "2015"))
    backwards = human("Q4", {"en": "Tau Sello"}, held("Q700", "2015", "2012"))
    rows = [cat, nobody, nameless, backwards, {"type": "property", "id": "P39", "labels": {}, "claims": {"P1001": []}}]
    outcome = taken(dump(tmp_path / "d.json", [*rows, FOREIGN]), library)
    opened = Library(library, KNOWN.offices)
    rejects = dict(opened.rejects(outcome.number))
    opened.close()
    assert (outcome.persons, outcome.posts) == (0, 1)
    assert sorted(rejects) == [4, 5]
    assert "no label" in rejects[4]
    assert "before it begins" in rejects[5]


def test_an_office_of_no_state_keeps_its_words(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    rows = [human("Q901", {"en": "Jonas Huber"}, held("Q702", "2015")), post("Q702", "Minister of Finance", "Q980")]
    taken(dump(tmp_path / "d.json", rows), library)
    (tenure,) = one(library, "jonas huber").tenures
    assert (tenure.office.id, tenure.office.title()) == ("post:Q702", "Minister of Finance")


def test_packed_dumps_and_json_lines_give_the_same(tmp_path: Path) -> None:
    rows = [human("Q901", {"en": "Palesa Ntho"}, held("Q700", "2015")), FOREIGN]
    plain = dump(tmp_path / "d.json", rows)
    (tmp_path / "d.json.gz").write_bytes(gzip.compress(plain.read_bytes()))
    (tmp_path / "d.json.bz2").write_bytes(bz2.compress(plain.read_bytes()))
    files = [plain, tmp_path / "d.json.gz", tmp_path / "d.json.bz2", json_lines(tmp_path / "d.jsonl", rows)]
    for n, path in enumerate(files):
        taken(path, tmp_path / f"{n}.db")
    assert len({repr(one(tmp_path / f"{n}.db", "palesa ntho")) for n in range(len(files))}) == 1
