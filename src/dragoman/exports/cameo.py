"""CAMEO: the codes of KEDS and its followers, day, source, target and event; tab separated, with a header."""

from __future__ import annotations

from typing import BinaryIO

from dragoman.crosswalk.folding import cameo
from dragoman.exports.coded import Pair, coded, pairs
from dragoman.exports.columns import Column, Format, Section, tab_lines, written
from dragoman.exports.selection import Selection


def _name(pair: Pair) -> str:
    found = cameo(pair.coded.folded.cameo)
    return found.name if found else ""


COLUMNS = (
    Column("date", "day", "first possible day, else the article's", lambda p: p.coded.day),
    Column("source", "text", "CAMEO's actor code: state and type", lambda p: p.source.cameo if p.source else None),
    Column("target", "text", "CAMEO's actor code", lambda p: p.target.cameo if p.target else None),
    Column("code", "text", "CAMEO's event code", lambda p: p.coded.folded.cameo),
    Column("root", "text", "its first two figures", lambda p: p.coded.folded.cameo[:2]),
    Column("goldstein", "number", "the code's Goldstein score", lambda p: p.coded.folded.goldstein),
    Column("name", "text", "the code's name", _name),
    Column("plover", "text", "PLOVER's type after folding", lambda p: p.coded.folded.type),
    Column("event", "text", "our id of the event", lambda p: p.coded.report.event.id),
    Column("article", "text", "our id of the article", lambda p: p.coded.report.event.article),
)


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes a header and one row for every pair of parties of every event that CAMEO can say."""
    written(tab_lines(COLUMNS, (pair for c in coded(selection) for pair in pairs(c)), header=True), out)


FORMAT = Format(
    "cameo",
    ".tsv",
    "CAMEO codes by day and pair, as KEDS and its followers wrote them, tab separated, with a header. Requests are coded "
    "as appeals (02), not as demands (10).",
    (Section("event", "One row a pair of parties of an event.", COLUMNS),),
    "what `icews` loses, names and places.",
    "pandas",
    write,
)
