"""POLECAT, ICEWS, GDELT 2.0 and CAMEO, read by pandas with the columns that their codebooks name."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dragoman.crosswalk.folding import fold
from dragoman.document import Document
from dragoman.exports.formats import export
from dragoman.exports.selection import Selection
from dragoman.model import Actor, Event, Interval, Party, Place
from dragoman.register import Register

# The names as the codebooks have them, written down here a second time.
POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|"
    "Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
).split("|")
ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
)
GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
GDELT = [
    *"GLOBALEVENTID Day MonthYear Year FractionDate".split(),
    *(f"Actor1{name}" for name in ACTOR),
    *(f"Actor2{name}" for name in ACTOR),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
    *"NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in GEO),
    "DATEADDED",
    "SOURCEURL",
]
CODES = ["CAMEO Code", "EventCode", "EventBaseCode", "EventRootCode", "code", "root", "Actor COW", "Recipient COW"]


def frame(raw: bytes, names: list[str] | None = None) -> pd.DataFrame:
    types = dict.fromkeys(CODES, "str")
    return pd.read_csv(io.BytesIO(raw), sep="\t", names=names, header=None if names else 0, dtype=types, quoting=3)


def event_of(document: Document, **more: Any) -> Event:
    return replace(document.events[0], **more)


@pytest.fixture
def treaty(tmp_path: Path, documents: list[Document]) -> Callable[..., Selection]:
    """The selection of a register with one dispatch that has these events instead."""

    def made(*events: Event, actors: tuple[Actor, ...] = ()) -> Selection:
        register = Register(tmp_path / "treaty.db")
        register.add(replace(documents[0], events=events, actors=(*documents[0].actors, *actors)))
        return Selection(register)

    return made


def text_of(selection: Selection, name: str) -> bytes:
    out = io.BytesIO()
    export(selection, name, out)
    selection.register.close()
    return out.getvalue()


def test_polecat_has_its_forty_columns(write: Any) -> None:
    rows = frame(write("polecat"))
    assert list(rows.columns) == POLECAT
    letter = rows.iloc[0]
    assert (letter["Event Date"], letter["Event Type"], letter["Quad Code"]) == ("2025-03-04", "CONSULT", 1)
    assert (letter["Actor Name"], letter["Actor Country"], letter["Actor COW"]) == ("Elijah Mwangi", "KEN", "501")
    assert (letter["Primary Actor Sector"], letter["Recipient Title"]) == ("GOV", "présidente")
    assert (letter["City"], letter["Country"], letter["Latitude"]) == ("Nairobi", "KEN", -1.29)
    assert letter["Recipient Name Raw"] == "Hanna Tessema"
    assert letter["Story Locations"] == "Nairobi; Addis-Abeba"


def test_an_announced_meeting_is_an_agreement_of_the_day_it_was_announced(write: Any) -> None:
    meeting = frame(write("polecat")).iloc[1]
    assert (meeting["Event Type"], meeting["Event Date"]) == ("AGREE", "2025-03-04")
    coded = frame(write("cameo")).iloc[1]
    assert (coded["code"], coded["name"]) == ("036", "Express intent to meet or negotiate")


def test_icews_has_its_twenty_columns(write: Any) -> None:
    rows = frame(write("icews"))
    assert list(rows.columns) == ICEWS
    letter = rows.iloc[0]
    assert (letter["CAMEO Code"], letter["Event Text"], letter["Intensity"]) == ("040", "Consult", 1.0)
    assert (letter["Source Sectors"], letter["Source Country"], letter["Target Country"]) == (
        "Government", "Kenya", "Ethiopia",
    )  # fmt: skip
    assert (letter["Sentence Number"], rows.iloc[1]["Sentence Number"]) == (2, 5)
    assert rows["Event ID"].is_unique


def test_gdelt_has_its_sixty_one_columns(write: Any) -> None:
    raw = write("gdelt")
    assert len(GDELT) == 61
    assert {len(line.split(b"\t")) for line in raw.splitlines()} == {61}
    letter = frame(raw, GDELT).iloc[0]
    assert (letter["Day"], letter["MonthYear"], letter["Year"]) == (20250304, 202503, 2025)
    assert abs(letter["FractionDate"] - 2025.1726) < 0.001
    assert (letter["Actor1Code"], letter["Actor1Name"], letter["Actor2CountryCode"]) == (
        "KENGOV",
        "ELIJAH MWANGI",
        "ETH",
    )
    assert (letter["EventCode"], letter["EventBaseCode"], letter["EventRootCode"]) == ("040", "040", "04")
    assert (letter["QuadClass"], letter["IsRootEvent"], letter["ActionGeo_Type"]) == (1, 1, 4)
    assert (letter["ActionGeo_CountryCode"], letter["ActionGeo_FullName"]) == ("KE", "Nairobi, Kenya")
    assert letter["DATEADDED"] == 20250304000000


def test_several_parties_are_pairs(treaty: Any, documents: list[Document]) -> None:
    kenya, ethiopia, somalia = (Party(c.lower(), c, c) for c in ("KEN", "ETH", "SOM"))
    un, rebels = Party("un", "ONU", "UN"), Party("shabab", "Al-Chabab", None)
    day = Interval(date(2025, 3, 1), date(2025, 3, 1))
    states = tuple(Actor(p.actor, p.name, "state", p.state) for p in (kenya, ethiopia, somalia))
    armed = (Actor("un", "ONU", "organisation", "UN"), Actor("shabab", "Al-Chabab", "armed group"))
    selection = treaty(
        event_of(documents[0], id="a", source=(kenya, ethiopia, somalia), target=(), date=day),
        event_of(documents[0], id="b", type="ACCUSE", source=(un,), target=(rebels,), date=day),
        actors=(*states, *armed),
    )
    rows = frame(text_of(selection, "gdelt"), GDELT)
    assert [(a, b) for a, b in zip(rows["Actor1Code"], rows["Actor2Code"], strict=True)] == [
        ("KENGOV", "ETHGOV"), ("KENGOV", "SOMGOV"), ("ETHGOV", "SOMGOV"), ("IGOUNO", "REB"),
    ]  # fmt: skip
    assert list(rows["Actor1KnownGroupCode"])[-1] == "UNO"
    assert pd.isna(rows["Actor1CountryCode"].iloc[-1])


@pytest.mark.parametrize(
    ("status", "type", "mode", "channel", "folded", "code"),
    [
        ("actual", "AGREE", None, "agreement", ("SUPPORT", None), "057"),
        ("actual", "AGREE", None, None, ("AGREE", None), "030"),
        ("planned", "AID", None, None, ("AGREE", None), "033"),
        ("planned", "RETREAT", "withdraw", None, ("CONCEDE", None), "080"),
        ("planned", "ASSAULT", "aerial", None, ("THREATEN", "violence"), "138"),
        ("planned", "REQUEST", "meet", None, ("REQUEST", "meet"), "026"),
        ("hypothetical", "ASSAULT", None, None, ("THREATEN", "violence"), "138"),
        ("unconfirmed", "COERCE", "arrest", None, ("COERCE", "arrest"), "173"),
        ("actual", "SANCTION", "withdraw", None, ("SANCTION", "withdraw"), "161"),
    ],
)
def test_folding(
    documents: list[Document], status: str, type: str, mode: str, channel: str, folded: tuple[str, str], code: str
) -> None:
    found = fold(event_of(documents[0], status=status, type=type, mode=mode, channel=channel))
    assert found is not None
    assert ((found.type, found.mode), found.cameo) == (folded, code)


@pytest.mark.parametrize("status", ["denied", "requested", "hypothetical"])
def test_what_did_not_happen_is_left_out(treaty: Any, documents: list[Document], status: str) -> None:
    selection = treaty(event_of(documents[0], status=status), event_of(documents[0], id="real"))
    assert len(frame(text_of(selection, "polecat"))) == 1


def test_tabs_and_line_breaks_do_not_break_rows(treaty: Any, documents: list[Document]) -> None:
    odd = Party(None, "un\tporte-parole\nofficiel", "SOM")
    raw = text_of(treaty(event_of(documents[0], source=(odd,))), "polecat")
    assert {len(line.split(b"\t")) for line in raw.splitlines()} == {40}
    assert frame(raw).iloc[0]["Actor Name"] == "un porte-parole officiel"


def test_a_vague_day_is_that_of_the_article(treaty: Any, documents: list[Document]) -> None:
    year = Interval(date(2025, 1, 1), date(2025, 12, 31), "cette année")
    before = Interval(date(2024, 1, 1), date(2024, 12, 31), "en 2024")
    selection = treaty(event_of(documents[0], date=year), event_of(documents[0], id="x", date=before, type="AID"))
    assert set(frame(text_of(selection, "polecat"))["Event Date"]) == {"2025-03-04", "2024-01-01"}


def test_places_in_the_united_states_have_types_of_their_own(treaty: Any, documents: list[Document]) -> None:
    camp = Place("Camp David", "USA", 39.6, -77.5)
    rows = frame(text_of(treaty(event_of(documents[0], place=camp)), "gdelt"), GDELT)
    assert (rows.iloc[0]["ActionGeo_Type"], rows.iloc[0]["ActionGeo_CountryCode"]) == (3, "US")
