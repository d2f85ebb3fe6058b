"""Bytes into text, or the reason why there is none to be had."""

from __future__ import annotations

import codecs
import re

from dragoman.errors import ReadingError

MOST_BYTES = 32 * 1024 * 1024  # one article is never so large; archives are read piece by piece
SAMPLE = 200_000  # bytes that the guess of an encoding looks at
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
BINARY = (
    (b"%PDF", "is a PDF: save its text first (for example with pdftotext) and read that"),
    (b"PK\x03\x04", "is a zip archive or an office document: unpack it, or save it as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "is an old office document: save it as text or HTML"),
    (b"{\\rtf", "is an RTF document: save it as text or HTML"),
    (b"\x89PNG", "is an image: it holds no text that can be read"),
    (b"\xff\xd8\xff", "is an image: it holds no text that can be read"),
    (b"GIF8", "is an image: it holds no text that can be read"),
    (b"RIFF", "is an image, a sound or a film: it holds no text that can be read"),
    (b"\x00\x00\x00\x18ftyp", "is a film: it holds no text that can be read"),
    (b"ID3", "is a sound file: it holds no text that can be read"),
    (b"7z\xbc\xaf", "is a 7z archive: unpack it and read the folder"),
    (b"Rar!", "is a rar archive: unpack it and read the folder"),
    (b"SQLite format 3", "is a database: give it with --register, or export its texts"),
    (b"\x7fELF", "is a program, not a text"),
    (b"MZ\x90", "is a program, not a text"),
    (b"BZh", "is a bzip2 archive: unpack it and read the result"),
    (b"\xfd7zXZ", "is an xz archive: unpack it and read the result"),
    (b"(\xb5/\xfd", "is a zstandard archive: unpack it and read the result"),
)  # fmt: skip
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,20})""")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# What browsers do: these labels are read as their Windows supersets.
SUPERSETS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
UNDEFINED = str.maketrans({"\x81": "", "\x8d": "", "\x8f": "", "\x90": "", "\x9d": ""})
# UTF-8 that someone once took for Latin letters: «Ã©» for «é».
TWICE = re.compile("[ÃÂ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")


def decoded(raw: bytes, declared: str | None = None) -> str:
    """The text of the bytes. Raises ReadingError, with what to do, for bytes that are no text."""
    if not raw.strip():
        raise ReadingError("is empty: nothing to read")
    for start, reason in BINARY:
        if raw.startswith(start):
            raise ReadingError(reason)
    for mark, name in MARKS:
        if raw.startswith(mark):
            return raw.decode(name, errors="replace")
    text = strict(raw, "utf-8")
    if text is None:
        text = from_declared(raw, declared) or guessed(raw)
    if len(CONTROL.findall(text[:20_000])) > max(2, len(text[:20_000]) // 100):
        raise ReadingError("is not a text (binary data): convert it to text or HTML first")
    return once(text)


def strict(raw: bytes, name: str) -> str | None:
    """The text if the bytes are wholly valid in that encoding, else None."""
    try:
        codec = SUPERSETS.get(name.lower(), name)
        text = raw.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None
    return text.translate(UNDEFINED) if codec == "cp1252" else text


def from_declared(raw: bytes, declared: str | None) -> str | None:
    """The text by the encoding that a header, or the first bytes of the page itself, declare."""
    inside = DECLARED.search(raw[:2048])
    names = [declared, inside.group(1).decode("ascii") if inside else None]
    for name in names:
        if name and "utf-8" not in name.lower() and (text := strict(raw, name)):
            return text
    claims_utf8 = any(name and "utf-8" in name.lower() for name in names)
    broken = raw.decode("utf-8", errors="replace")
    # A page in UTF-8 with a few bad bytes is still UTF-8.
    if broken.count("\ufffd") * (100 if claims_utf8 else 500) < len(broken) and not raw.isascii():
        return broken.replace("\ufffd", "")
    return None


def guessed(raw: bytes) -> str:
    """The text by the likeliest encoding; Western European when nothing speaks for another."""
    if (even := raw[:400:2].count(0)) + raw[1:400:2].count(0) > 100:
        return raw.decode("utf-16-be" if even > 100 else "utf-16-le", errors="replace")
    from charset_normalizer import from_bytes

    western = strict(raw, "cp1252")
    if western and len(re.findall("[éèàêçùôîâûœ’«»]", western)) * 60 > len(western) / 10:
        high = [c for c in western if ord(c) > 127]
        french = [c for c in high if c in "éèàêçùôîâûëïüœŒÉÈÀÊÇ’‘“”«»–—…\u00a0€°"]
        if len(french) > 0.9 * len(high):
            return western
    best = from_bytes(raw[:SAMPLE]).best()
    return (strict(raw, best.encoding) if best else None) or western or raw.decode("latin-1")


def once(text: str) -> str:
    """The text with letters that were encoded twice put right, if they were."""
    if len(TWICE.findall(text[:20_000])) < 3:
        return text
    for name in ("cp1252", "latin-1"):
        try:
            return text.encode(name).decode("utf-8")
        except UnicodeError:
            continue
    return text
