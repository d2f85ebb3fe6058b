"""W3C Web Annotation (JSON-LD): the evidence of every event and statement, by quotation and by position."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from dragoman.document import Document
from dragoman.exports.captions import URN, code
from dragoman.exports.columns import Column, Format, Section, json_list, written
from dragoman.exports.selection import Selection
from dragoman.model import Span

# How many characters of the text stand before and after the quotation.
AROUND = 32
CONTEXT = b'["http://www.w3.org/ns/anno.jsonld", {"sha256": "https://schema.org/sha256"}]'


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a text with what it is evidence for: kind and id of the record, and its class."""

    kind: str
    id: str
    label: str
    span: Span
    document: Document
    digest: str


def _target(e: Evidence) -> dict[str, Any]:
    text, span, source = e.document.text, e.span, e.document.article.source
    quoted = {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    placed = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    on_the_web = source.startswith(("http://", "https://"))
    return {
        "source": source if on_the_web else f"{URN}:article:{e.document.article.id}",
        "selector": [quoted, placed],
        "sha256": e.digest,
    }


def _body(e: Evidence) -> list[dict[str, str]]:
    return [
        {"type": "SpecificResource", "source": f"{URN}:{e.kind}:{e.id}", "purpose": "identifying"},
        {"type": "TextualBody", "value": e.label, "format": "text/plain", "purpose": "classifying"},
    ]


ANNOTATION = Section(
    "annotation",
    "One a stretch of evidence.",
    (
        Column("id", "text", "a URN of the record and the stretch",
               lambda e: f"{URN}:annotation:{e.id}:{e.span.start}-{e.span.end}"),
        Column("type", "text", "Annotation", lambda e: "Annotation"),
        Column("motivation", "text", "identifying", lambda e: "identifying"),
        Column("body", "list", "the record, as a URN; and its class: type and channel of an event, form and stance of a "
               "statement", _body),
        Column("target", "object", "the article's address or URN; the words with 32 characters on each side; their "
               "offsets, in code points of the stored text; the text's SHA-256", _target),
    ),
)  # fmt: skip


def stretches(selection: Selection) -> Iterator[Evidence]:
    """Every stretch of evidence: of the events that are wanted, and of the statements of their articles."""
    wanted = None if selection.whole else {e.id for e in selection.register.each_event(selection.query)}
    for document in selection.documents():
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        for event in document.events:
            if wanted is None or event.id in wanted:
                for span in event.evidence:
                    yield Evidence("event", event.id, code(event), span, document, digest)
        for said in document.statements if wanted is None else ():
            for span in said.segments or (Span(said.start, said.end, document.text[said.start : said.end]),):
                yield Evidence("statement", said.id, f"{said.form}, {said.stance}", span, document, digest)


def write(selection: Selection, out: BinaryIO) -> None:
    """Writes one page of annotations, annotation by annotation."""
    out.write(
        b'{"@context": ' + CONTEXT + f', "id": "{URN}:annotations", '.encode() + b'"type": "AnnotationPage", "items": '
    )
    written(json_list(ANNOTATION.record(e) for e in stretches(selection)), out)
    out.write(b"}\n")


FORMAT = Format(
    "annotations",
    ".jsonld",
    "The evidence as W3C Web Annotations: an AnnotationPage with one annotation a stretch of text.",
    (ANNOTATION,),
    "everything but the evidence; with a query, the statements too.",
    "jsonschema, with the shape of the W3C model, and rdflib",
    write,
)
