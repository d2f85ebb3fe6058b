"""Dispatches and a reading of them that needs no pipeline."""

from __future__ import annotations

import re

from dragoman.document import Document
from dragoman.model import Actor, Article, Event, Party, Publication, Rejected, Span, content_id

LETTER = "Le Ghana a envoyé une lettre au Togo lundi, a annoncé la présidence à Accra devant la presse.\n"
VISIT = "Le Pérou a reçu la visite d'une délégation du Chili à Lima pour deux jours de travail.\n"
BROKEN = "Ce texte fait tomber la lecture, quoi qu'il arrive et où qu'il se trouve dans le dossier.\n"


def fake_reading(article: Article, **wishes: object) -> Document:
    """An event for every «lettre» and «visite»; fails on a text that asks for it."""
    if "fait tomber" in article.text:
        raise ValueError("a stage fell over")
    given = next((d.day for d in article.dates), None)
    events, actors = [], []
    for found in re.finditer("lettre|visite", article.text):
        where = Span(found.start(), found.end(), found.group())
        side = Party("gha" if found.group() == "lettre" else "chl", found.group().title(), "GHA")
        actors.append(Actor(side.actor or "", side.name, "state", side.state))
        events.append(
            Event(
                id=content_id(article.id, where.start), article=article.id, type="CONSULT", mode=None, contexts=(),
                channel="letter", ordinal=None, source=(side,), target=(), roles=(), place=None, date=None,
                status="actual", attribution=(), intensity=1.0, evidence=(where,), trigger=where, rule="fake",
            )
        )  # fmt: skip
    return Document(
        article,
        publication=Publication(given, given, given),
        actors=tuple(dict.fromkeys(actors)),
        events=tuple(events),
        rejected=(Rejected(0, 2, article.text[:2], "fake-rule", "only an article"),),
    )
