"""POLECAT, ICEWS and GDELT files into a register: what rows become, what is set aside, and doing it again."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from dragoman.errors import ReadingError, UsageError
from dragoman.imports import events
from dragoman.imports.events import Outcome, guessed, import_events
from dragoman.imports.events_gdelt import COLUMNS, FIRST_VERSION
from dragoman.model import NO_LANGUAGE, Event, content_id
from dragoman.reader import relink
from dragoman.register import Register

POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tEvent Intensity\tQuad Code\tContexts\tActor Name\tActor Country\t"
    "Primary Actor Sector\tActor Sectors\tRecipient Name\tRecipient Country\tPrimary Recipient Sector\tPlacename\tCity\t"
    "Country\tLatitude\tLongitude\tSource\tPublication Date\tHeadline\n"
)
VISIT = (
    "20210305-7_CONSULT_R\t2021-03-05\tCONSULT\tvisit\t4.0\t1\tdiplomatic\tPeru\tPER\tGOV\tGOV\tChile\tCHL\tGOV\tSantiago\t"
    "Santiago\tCHL\t-33.45\t-70.66\tEl Diario\t2021-03-06\tVisita\t\t\n"
)
OLD = (
    "20190211-1_INVESTIGATE_R\t2019-02-11\tINVESTIGATE\t\t-3\t3\tlegal\tUnited Nations; Committee of Jurists\tUNO; IGO\t"
    "IGO\t\tRebels\tCAF\tREB\t\t\tCAF\t\t\tNone\t2019-02-11\n"
)
BAD = "x\tsoon\tCONSULT\n\t2021-01-01\tAID\ny\t2021-01-01\tCRIME\n"
ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\t"
    "Longitude\n"
)
CALL = (
    "90001\t2015-05-04\tAngela Merkel\tHead of Government,Executive,Government\tGermany\tDiscuss by telephone\t041\t1.0\t"
    "Citizen (Ghana)\tGeneral Population / Civilian / Social\tGhana\t777\t3\tAllgemeine Zeitung\tAccra\t\tGreater Accra\t"
    "Ghana\t5.55\t-0.2\n"
)
SAID = "90002\t2015-05-04\tFiji\tGovernment\tFiji\tMake statement\t010\t0\tTonga\t\tTonga\t777\t4\tX\t\t\t\tFiji\t\t\n"
CLIPPED = "90003\t2015-05-04\tFiji\t\tFiji\tExpress intent\t36\t4\tTonga\t\tTonga\t777\t4\tX\t\t\t\tFiji\t\t\n"


def gdelt(columns: tuple[str, ...] = COLUMNS, **cells: str) -> str:
    row = dict.fromkeys(columns, "") | {"GLOBALEVENTID": "410412347", "Day": "20150218", "EventCode": "190"} | cells
    return "\t".join(row.values()) + "\n"


STRIKE = gdelt(
    Actor1Code="NGAMIL", Actor1Name="NIGERIA", Actor1CountryCode="NGA", Actor1Type1Code="MIL", Actor2Code="UAF",
    Actor2Name="GUNMAN", Actor2Type1Code="UAF", ActionGeo_Type="4", ActionGeo_FullName="Maiduguri, Borno, Nigeria",
    ActionGeo_CountryCode="NI", ActionGeo_Lat="11.85", ActionGeo_Long="13.16", DATEADDED="20150219101500",
    SOURCEURL="https://www.press.example/a/1",
)  # fmt: skip

Import = Callable[..., Outcome]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "old.db")


@pytest.fixture
def imported(register: Register, tmp_path: Path) -> Import:
    """Writes a file and imports it."""

    def run(content: str | bytes, name: str = "events.txt", **more: str) -> Outcome:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_events(register, path, clock=lambda: datetime(2026, 1, 2), version="test", **more)  # type: ignore[arg-type]

    return run


def only(register: Register) -> Event:
    (event,) = register.events()
    return event


def test_a_row_of_polecat(imported: Import, register: Register) -> None:
    assert imported(POLECAT + VISIT) == Outcome(1, 0, 0, {})
    event = only(register)
    assert (event.type, event.mode, event.contexts, event.intensity) == ("CONSULT", "visit", ("diplomatic",), 4.0)
    assert [(p.name, p.state) for p in (*event.source, *event.target)] == [("Pérou", "PER"), ("Chili", "CHL")]
    assert event.source[0].actor == content_id("state", "PER")
    assert event.place is not None
    assert (event.place.name, event.place.country, event.place.lat) == ("Santiago", "CHL", -33.45)
    assert event.date is not None
    assert event.date.earliest == date(2021, 3, 5)


def test_provenance_and_evidence(imported: Import, register: Register) -> None:
    imported(POLECAT + VISIT)
    (document,) = register.documents()
    article, event = document.article, document.events[0]
    assert article.source == "polecat:events.txt:2"
    assert article.language == NO_LANGUAGE
    assert article.outlet is not None
    assert article.outlet.name == "El Diario"
    assert "Event ID: 20210305-7_CONSULT_R" in article.text
    assert document.publication is not None
    assert document.publication.best == date(2021, 3, 6)
    for span in (*event.evidence, event.trigger):
        assert article.text[span.start : span.end] == span.text
    assert event.evidence[0].text == "Pérou → Chili: CONSULT/visit"


def test_old_types_bodies_and_missing_cells(imported: Import, register: Register) -> None:
    imported(POLECAT + OLD)
    event = only(register)
    assert (event.type, event.mode) == ("ACCUSE", "investigate")
    assert [(p.name, p.state) for p in event.source] == [
        ("Organisation des Nations unies", "UN"),
        ("Committee of Jurists", None),
    ]
    assert [(p.name, p.state) for p in event.target] == [("Rebels", "CAF")]
    assert {a.name: a.type for a in register.actors()}["Rebels"] == "armed group"


def test_what_cannot_be_taken_over_is_set_aside_with_its_reason(imported: Import, register: Register) -> None:
    assert imported(POLECAT + BAD + VISIT) == Outcome(1, 0, 3, {})
    assert [(r.source, r.reason) for r in register.rejects()] == [
        ("polecat:events.txt:2", "«soon» is no day: Event Date must be YYYY-MM-DD or YYYYMMDD"),
        ("polecat:events.txt:3", "has no «Event ID»"),
        ("polecat:events.txt:4", "has the type «CRIME», which PLOVER does not know"),
    ]


def test_a_row_of_icews(imported: Import, register: Register) -> None:
    assert imported(ICEWS + CALL) == Outcome(1, 0, 0, {})
    event = only(register)
    assert (event.type, event.mode, event.trigger.text) == ("CONSULT", "phone", "Discuss by telephone (041)")
    # The person is the one of our own readings.
    assert event.source[0].name == "Angela Merkel"
    assert event.source[0].actor == content_id("person", "angela-merkel")
    assert [(p.name, p.state) for p in event.target] == [("Citizen", "GHA")]
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Accra", "GHA")
    assert register.rejects() == ()


def test_ids_of_icews_are_unique_only_with_their_day(imported: Import, register: Register) -> None:
    assert imported(ICEWS + CALL + CALL.replace("2015-05-04", "2015-05-05")).taken == 2
    assert register.count("event") == 2


def test_a_country_that_the_file_leaves_open(imported: Import, register: Register) -> None:
    imported(POLECAT + OLD.replace("CAF\tREB", "CAF|TCD\tREB"))
    assert [(p.name, p.state) for p in only(register).target] == [("Rebels", None)]


def test_a_mere_statement_is_no_event(imported: Import, register: Register) -> None:
    assert imported(ICEWS + SAID).rejects == 1
    assert register.rejects()[0].reason == "is a mere statement (CAMEO 010, Make statement): no type in PLOVER"


def test_a_code_that_lost_its_zero(imported: Import, register: Register) -> None:
    imported(ICEWS + CLIPPED)
    assert only(register).type == "AGREE"


def test_a_row_of_gdelt(imported: Import, register: Register) -> None:
    assert imported(STRIKE) == Outcome(1, 0, 0, {})
    event = only(register)
    assert (event.type, event.contexts) == ("ASSAULT", ("military",))
    assert [(p.name, p.state) for p in (*event.source, *event.target)] == [("Nigeria", "NGA"), ("Gunman", None)]
    assert event.place is not None
    assert (event.place.name, event.place.country, event.place.kind) == ("Maiduguri", "NGA", "city")
    (document,) = register.documents()
    assert document.publication is not None
    assert document.publication.best == date(2015, 2, 19)
    assert document.article.outlet is not None
    assert document.article.outlet.name == "www.press.example"
    assert "FractionDate" not in document.text


def test_the_first_version_of_gdelt_and_a_header(imported: Import, register: Register) -> None:
    first = gdelt(
        FIRST_VERSION, EventCode="042", Actor1Code="IGOUNO", Actor1KnownGroupCode="UNO", Actor2CountryCode="ROM"
    )
    assert imported("\t".join(FIRST_VERSION) + "\n" + first) == Outcome(1, 0, 0, {})
    event = only(register)
    assert [p.state for p in (*event.source, *event.target)] == ["UN", "ROU"]


def test_a_row_with_too_few_cells(imported: Import, register: Register) -> None:
    assert imported(STRIKE + "1\t20150218\tx\n").rejects == 1
    assert "has 3 cells" in register.rejects()[0].reason


def test_a_second_time_changes_nothing(imported: Import, register: Register) -> None:
    imported(POLECAT + VISIT + OLD)
    before = register.state()
    assert imported(POLECAT + VISIT + OLD) == Outcome(0, 2, 0, {})
    assert imported(POLECAT + OLD + VISIT, "weekly.txt") == Outcome(0, 2, 0, {})
    assert register.state() == before
    assert register.count("event") == 2


def test_data_sets_of_the_same_format_stay_apart(imported: Import, register: Register) -> None:
    imported(POLECAT + VISIT)
    assert imported(POLECAT + VISIT, dataset="ours-2021").taken == 1
    assert {d.article.source for d in register.documents()} == {"polecat:events.txt:2", "ours-2021:events.txt:2"}


def test_interrupted_it_goes_on(imported: Import, register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [VISIT.replace("20210305-7", f"20210305-{n}") for n in range(25)]
    monkeypatch.setattr(events, "PORTION", 10)
    real, portions = register.add_all, []

    def failing(*arguments: object, **more: object) -> int:
        if len(portions) == 2:
            raise KeyboardInterrupt
        portions.append(1)
        return real(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(register, "add_all", failing)
    with pytest.raises(KeyboardInterrupt):
        imported(POLECAT + "".join(rows))
    assert register.count("event") == 20
    monkeypatch.setattr(register, "add_all", real)
    assert imported(POLECAT + "".join(rows)) == Outcome(5, 20, 0, {})


@pytest.mark.parametrize("name", ["plain.txt", "packed.gz", "packed.zip"])
def test_packed_files(imported: Import, tmp_path: Path, name: str) -> None:
    raw = (POLECAT + VISIT).encode()
    if name.endswith("gz"):
        raw = gzip.compress(raw)
    elif name.endswith("zip"):
        with zipfile.ZipFile(tmp_path / "made.zip", "w") as archive:
            archive.writestr("inner.txt", raw)
        raw = (tmp_path / "made.zip").read_bytes()
    assert imported(raw, name).taken == 1


def test_an_archive_of_several_files_and_a_damaged_one(imported: Import, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as archive:
        archive.writestr("a.txt", "x")
        archive.writestr("b.txt", "x")
    with pytest.raises(ReadingError, match="holds 2 files"):
        imported((tmp_path / "made.zip").read_bytes(), "two.zip")
    with pytest.raises(ReadingError, match="damaged behind line"):
        imported(gzip.compress((POLECAT + VISIT * 5000).encode())[:-3000], "cut.gz", form="polecat")


def test_other_encodings(imported: Import, register: Register) -> None:
    imported((POLECAT + VISIT.replace("Peru\t", "Comité Ñandú\t")).encode("latin-1"))
    assert only(register).source[0].name == "Comité Ñandú"


def test_formats_are_told_by_the_first_line(tmp_path: Path) -> None:
    for name, line in (
        ("polecat", POLECAT),
        ("icews", ICEWS),
        ("gdelt", STRIKE),
        ("followthemoney", '{"schema": "X"}\n'),
    ):
        path = tmp_path / name
        path.write_text(line, encoding="utf-8")
        assert guessed(path) == name
    (tmp_path / "notes").write_text("nothing\n", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be told"):
        guessed(tmp_path / "notes")


def test_imported_rows_are_not_linked_to_dispatches(imported: Import, register: Register) -> None:
    imported(POLECAT + VISIT + VISIT.replace("20210305-7", "20210305-8"))
    relink(register)
    assert (register.stories(), register.occurrences(), register.derivations()) == ((), (), ())
    assert register.count("event") == 2
