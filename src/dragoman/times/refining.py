"""What the parse says about the found expressions: which are none after all, and which «aujourd'hui» means «these days»."""

from __future__ import annotations

from dataclasses import replace

from dragoman.document import Document
from dragoman.model import TimeExpression
from dragoman.syntax.tree import Syntax
from dragoman.times.direction import direction, governor

OPENING, CLOSING = "«“", "»”"
ONLY_ADJECTIVE = {"set-adjective"}
LASTING = {"être", "avoir", "sembler", "rester", "représenter", "compter", "justifier", "exister", "présider", "vivre",
           "demeurer", "constituer", "concerner", "permettre", "savoir", "disposer", "devenir"}  # fmt: skip


def refined(document: Document, found: tuple[TimeExpression, ...]) -> tuple[TimeExpression, ...]:
    """The expressions that the parse does not refute, «aujourd'hui» made vague where it means the present age."""
    syntax = document.syntax
    kept = []
    for expression in found:
        if syntax is not None and refuted(syntax, expression):
            continue
        if expression.symbol == "today()" and means_these_days(document, expression):
            expression = replace(expression, symbol="ref(PRESENT)", vague=True)
        kept.append(expression)
    return tuple(kept)


def refuted(syntax: Syntax, expression: TimeExpression) -> bool:
    """Whether the parse makes the match no time: a noun «quotidien», a number that counts a plural noun after it."""
    token = syntax.token_at(expression.start)
    if expression.rule in ONLY_ADJECTIVE:
        head = token.head.lower_ if token.pos_ == "ADJ" else ""
        return token.pos_ != "ADJ" or head in {"presse", "journal", "journaux"}
    if expression.rule == "year-bare" and token.i + 1 < len(syntax.doc):
        after = token.nbor(1)
        plural = after.pos_ == "NOUN" and "Plur" in after.morph.get("Number", []) and token.head == after
        return plural and token.i > 0 and token.nbor(-1).lower_ not in {"en", "depuis", "dès"}
    return False


def means_these_days(document: Document, expression: TimeExpression) -> bool:
    """Whether «aujourd'hui» is the present age: quoted speech, or a lasting state in the present."""
    text, syntax = document.text, document.syntax
    before = text[: expression.start]
    if max(before.rfind(c) for c in OPENING) > max(before.rfind(c) for c in CLOSING):
        return True
    if text[expression.end : expression.end + 1] == "," and (not before.strip() or before.rstrip()[-1] in ".!?…»:\n"):
        return True
    if before.rstrip().endswith(","):
        return True
    if syntax is None:
        return False
    word = governor(syntax, expression.start, expression.end)
    way = direction(syntax, expression.start, expression.end, document.article.language)
    return word is not None and way in {"present", "past"} and word.lemma_ in LASTING
