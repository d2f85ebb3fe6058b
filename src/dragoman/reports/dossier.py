"""The dossier: one document that holds the record with its evidence, as HTML or as Markdown."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dragoman.errors import UsageError
from dragoman.register import Register
from dragoman.register.queries import EVERYTHING, Query
from dragoman.reports.sections import gather
from dragoman.reports.wording import Wording

FORMATS = ("html", "md")
# What Markdown could take for markup; a line's first mark too, since a record may begin with «1.» or «-».
MARKUP = re.compile(r"([\\`*_\[\]<>|#~&$])")


def dossier(
    register: Register, query: Query = EVERYTHING, *, form: str = "html", language: str = "fr", subject: str = ""
) -> str:
    """The dossier of what is wanted, as one self-contained page (`html`) or as Markdown (`md`).

    `subject` is its title, where the sides do not make one. Raises UsageError for another format or language.
    """
    if form not in FORMATS:
        raise UsageError(f"«{form}» is not a format of the dossier: choose {' or '.join(FORMATS)}")
    words = Wording(language)
    return (
        environment(form)
        .get_template(f"dossier.{form}.j2")
        .render(book=gather(register, query, words, subject), w=words)
    )


@cache
def environment(form: str) -> Environment:
    """Jinja with everything escaped for the format: what comes from a dispatch is never markup."""
    options: dict[str, Any] = {"autoescape": True} if form == "html" else {"finalize": markdown_escaped}
    return Environment(
        loader=PackageLoader("dragoman.reports", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **options,
    )


def markdown_escaped(value: object) -> object:
    """The value on one line, with every mark that Markdown reads escaped."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return MARKUP.sub(r"\\\1", re.sub(r"\s*\n\s*", " ", value))
