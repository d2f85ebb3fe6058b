"""The stage that weighs statements: what denials deny, how the article stands to them, what the title makes of them."""

from __future__ import annotations

from dataclasses import replace

from dragoman.document import Document
from dragoman.statements.contents import Contents
from dragoman.statements.denials import link_denials
from dragoman.statements.endorsement import Endorsement
from dragoman.statements.headline import headline_claim


def weigh_statements(document: Document) -> Document:
    """The document with its denials linked, the article's own stance, and the claim of the title that one voice bears."""
    if not document.statements and not document.events:
        return document
    linked = link_denials(document)
    contents = Contents(linked)
    endorsement, claimed = Endorsement(contents), headline_claim(contents)
    weighed = (replace(s, endorsed=endorsement.reading(s), headline=s.id == claimed) for s in linked.statements)
    return replace(linked, statements=tuple(weighed))
