"""Every kind of source is read, or set aside with a reason that says what to do; none stops the others."""

from __future__ import annotations

import gzip
import io
import json
import sys
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from dragoman.errors import ReadingError
from dragoman.model import Article, Reject
from dragoman.reading import read
from dragoman.reading.web import check

LINES = (
    "Le Bénin et le Burkina Faso ont signé mercredi à Cotonou un accord sur la sécurité de leur frontière commune.",
    "Le ministre béninois a dit que les patrouilles communes commenceraient « dès le mois prochain », près de Porga.",
    "La délégation burkinabè a été reçue par le président, qui a été invité à Ouagadougou pour une visite d'État.",
    "Les deux pays avaient suspendu leur coopération après une attaque contre un convoi humanitaire dans le parc.",
)
TEXT = "\n".join(LINES)
TITLE = "Cotonou et Ouagadougou surveilleront ensemble leur frontière"
PAGE = f"""<!DOCTYPE html><html lang="fr"><head><meta charset="CHARSET"><title>{TITLE} | Exemple Info</title>
<meta property="og:site_name" content="Exemple Info"><meta property="og:title" content="{TITLE}">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}",
"datePublished": "2023-05-17T09:30:00+01:00", "dateModified": "2023-05-17T18:00:00+01:00",
"author": [{{"@type": "Person", "name": "Rachida Sow"}}, {{"@type": "Person", "name": "Jean Kaboré"}}],}}</script></head>
<body><nav><a href="/">Accueil</a><a href="/monde">Monde</a></nav><article><h1>{TITLE}</h1>
{"".join(f"<p>{line}</p>" for line in LINES)}<p>Lire aussi : Le Togo ferme sa frontière</p></article>
<footer>Mentions légales</footer></body></html>"""
FEED = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Exemple Info - Afrique</title><link>https://exemple.test</link><description>x</description>
<item><title>{TITLE}</title><link>https://exemple.test/a/1</link><pubDate>Wed, 17 May 2023 09:30:00 +0100</pubDate>
<description>court</description><content:encoded><![CDATA[{"".join(f"<p>{line}</p>" for line in LINES)}]]></content:encoded></item>
<item><title>Vide</title><link>https://exemple.test/a/2</link></item></channel></rss>"""


def one(source: Path | str) -> Article:
    """The only article of a source."""
    found = list(read(source))
    assert len(found) == 1
    assert isinstance(found[0], Article), found[0]
    return found[0]


def reason(source: Path | str) -> str:
    """Why the source is set aside."""
    found = list(read(source))
    assert len(found) == 1
    assert isinstance(found[0], Reject)
    return found[0].reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "mac-roman"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = TEXT.replace("«", '"').replace("»", '"') if encoding == "mac-roman" else TEXT
    (tmp_path / "a.txt").write_bytes((text * 2).encode(encoding))
    assert "béninois" in one(tmp_path / "a.txt").text
    assert "État" in one(tmp_path / "a.txt").text


def test_letters_encoded_twice_are_put_right(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode("utf-8").decode("latin-1").encode("utf-8"))
    assert one(tmp_path / "a.txt").text == TEXT


def test_lines_broken_at_a_width_are_put_together(tmp_path: Path) -> None:
    import textwrap

    wrapped = "\n\n".join("\n".join(textwrap.wrap(f"{line} {line}", 72)) for line in LINES)
    (tmp_path / "a.txt").write_text(wrapped, encoding="utf-8")
    assert one(tmp_path / "a.txt").text == "\n".join(f"{line} {line}" for line in LINES)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_page(tmp_path: Path, charset: str) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.replace("CHARSET", charset).encode(charset))
    article = one(tmp_path / "a.html")
    assert article.text == f"{TITLE}\n{TEXT}"
    assert article.title == TITLE
    assert article.title_span == (0, len(TITLE))
    assert article.authors == ("Rachida Sow", "Jean Kaboré")
    assert article.outlet is not None and article.outlet.name == "Exemple Info"
    published = article.dates[0]
    assert (published.rule, published.day) == ("json-ld", date(2023, 5, 17))
    assert published.moment is not None and published.moment.utcoffset() == timedelta(hours=1)
    assert published.modified is not None and published.modified.hour == 18


def test_page_that_is_cut_off_is_read(tmp_path: Path) -> None:
    broken = PAGE[: PAGE.index("</article>")].replace("</p>", "").replace("<body>", "<body><div><b>")
    (tmp_path / "a.html").write_text(broken, encoding="utf-8")
    assert all(line in one(tmp_path / "a.html").text for line in LINES)


def test_json_lines(tmp_path: Path) -> None:
    good = {
        "titre": TITLE,
        "contenu": TEXT,
        "date": "2023-05-17T09:30:00Z",
        "source": "RFI",
        "auteur": "Ana Lima, Li Wei",
    }
    other = {
        "title": "Deux",
        "text": TEXT,
        "url": "https://www.lemonde.fr/a/2022/03/04/b.html",
        "published": 1646400000,
    }
    lines = [json.dumps(good), "{broken", json.dumps({"title": "x"}), json.dumps(other)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    first, broken, empty, last = read(tmp_path / "a.jsonl")
    assert isinstance(first, Article) and isinstance(last, Article)
    assert first.text == f"{TITLE}\n{TEXT}" and first.authors == ("Ana Lima", "Li Wei")
    assert first.outlet is not None and first.outlet.name == "RFI" and first.dates[0].day == date(2023, 5, 17)
    assert last.outlet is not None and last.outlet.name == "Le Monde"
    assert {d.rule for d in last.dates} == {"meta", "address"} and last.dates[1].day == date(2022, 3, 4)
    assert isinstance(broken, Reject) and "line 2" in broken.reason
    assert isinstance(empty, Reject) and "«text»" in empty.reason


def test_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        f"---\ntitle: {TITLE}\ndate: 2023-05-17\nauthor: Ana Lima\n---\n\n{TEXT}", encoding="utf-8"
    )
    article = one(tmp_path / "a.md")
    assert (article.title, article.authors, article.dates[0].day) == (TITLE, ("Ana Lima",), date(2023, 5, 17))
    assert article.text == f"{TITLE}\n{TEXT}"


def test_feed(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(FEED, encoding="utf-8")
    article, empty = read(tmp_path / "a.xml")
    assert isinstance(article, Article) and isinstance(empty, Reject)
    assert article.text == f"{TITLE}\n{TEXT}"
    assert article.dates[0].rule == "feed" and article.dates[0].moment is not None
    assert article.outlet is not None and article.outlet.name == "Exemple Info"


def warc_record(kind: str, address: str, payload: bytes) -> bytes:
    """One record of a WARC archive."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2023-06-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{len(address) % 10}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_warc(tmp_path: Path, packed: bool) -> None:
    page = PAGE.replace("CHARSET", "utf-8").encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + page
    image = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"
    records = [
        warc_record("response", "https://exemple.test/2023/05/17/a", answer),
        warc_record("response", "https://exemple.test/b", missing),
        warc_record("response", "https://exemple.test/c.png", image),
    ]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    article = one(path)
    assert article.title == TITLE
    assert {d.rule for d in article.dates} == {"json-ld", "warc", "address"}


def test_folder_is_read_in_order_and_a_bad_file_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 \x00\x01")
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / ".hidden").write_text(TEXT, encoding="utf-8")
    found = list(read(tmp_path))
    assert [Path(f.source).name for f in found] == ["a.pdf", "2.txt", "c.txt"]
    assert [type(f) for f in found] == [Reject, Article, Article]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    assert one("-").text == TEXT


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"%PDF-1.4 abc", "PDF"),
        (b"PK\x03\x04abc", "unpack"),
        (b"\x89PNG\r\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (bytes(range(32)) * 50, "binary"),
        (b"\x1f\x8bbroken", "gzip"),
        (b"----\n----", "no text"),
        (b"<html><body></body></html>", "page"),
    ],
)
def test_what_cannot_be_read_is_set_aside_with_a_reason(tmp_path: Path, raw: bytes, says: str) -> None:
    (tmp_path / "a").write_bytes(raw)
    assert says in reason(tmp_path / "a")


def test_huge_files_and_articles_are_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 1000, encoding="utf-8")
    assert "too long" in reason(tmp_path / "a.txt")
    found = list(read(tmp_path / "a.txt", most_bytes=1000))
    assert isinstance(found[0], Reject) and "too large" in found[0].reason


def test_missing_file_is_set_aside(tmp_path: Path) -> None:
    assert "cannot be opened" in reason(tmp_path / "none.txt")


def test_other_languages_are_set_aside_unless_wanted(tmp_path: Path) -> None:
    text = "The two governments signed an agreement in Accra on Monday, officials said after the ceremony. " * 3
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert "language (en)" in reason(tmp_path / "a.txt")
    (found,) = read(tmp_path / "a.txt", any_language=True)
    assert isinstance(found, Article) and found.language == "en"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/a",
        "http://localhost:8000/",
        "http://10.0.0.3/",
        "http://[::1]/",
        "http://169.254.169.254/x",
        "http://192.168.1.1",
    ],
)
def test_own_network_is_not_read_unless_allowed(address: str) -> None:
    with pytest.raises(ReadingError, match="own network"):
        check(address, private=False)
    check(address, private=True)


@pytest.mark.parametrize("address", ["ftp://exemple.test/a", "file:///etc/passwd"])
def test_other_addresses_are_refused(address: str) -> None:
    assert "no" in reason(address)
    with pytest.raises(ReadingError):
        check(address, private=True)


def test_id_does_not_depend_on_the_folder(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXT, encoding="utf-8")
    assert one(tmp_path / "x" / "a.txt").id == one(tmp_path / "y" / "a.txt").id


def test_date_in_the_file_name(tmp_path: Path) -> None:
    (tmp_path / "2021-03-04_cotonou.txt").write_text(TEXT, encoding="utf-8")
    assert [(d.rule, d.day) for d in one(tmp_path / "2021-03-04_cotonou.txt").dates] == [("file", date(2021, 3, 4))]
