"""Pictures of every page, for looking at: `make screenshots`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.browser.driving import browser, sample_register, served

from dragoman.register import Register
from dragoman.web.settings import Settings

SIZES = {"wide": (1360, 900), "narrow": (400, 800)}


def addresses(register: Path) -> dict[str, str]:
    """The pages to look at, by name."""
    with Register(register, read_only=True) as store:
        article = max(store.heads(), key=lambda h: h.title or "").id
        story = max(store.stories(), key=lambda s: (len(s.articles), s.id))
        occurrence = max(store.occurrences(), key=lambda o: (o.independent_sources, len(o.events), o.id))
        person = max((a for a in store.actors() if a.type == "person"), key=lambda a: (len(a.offices), a.id))
        event = store.events()[5].id
        statement = store.statements()[5].id
    return {
        "today": "", "search": "search", "search-words": "search?q=accord", "articles": "search?q=accord&in=articles",
        "statements": "search?in=statements", "article": f"articles/{article}", "why": f"articles/{article}?at=300#why",
        "event": f"events/{event}", "statement": f"statements/{statement}", "stories": "stories",
        "story": f"stories/{story.id}", "occurrence": f"occurrences/{occurrence.id}", "actors": "actors",
        "actor": f"actors/{person.id}", "state": "actors/RUS", "pair": "pairs/RUS/UKR", "map": "map",
        "network": "network", "read": "read", "sources": "sources", "collection": "collection",
        "dossier": "dossier", "keys": "keys", "missing": "nothing-here", "doubts": "doubts", "revisions": "revisions",
        "revise-event": f"revise/{event}", "revise-statement": f"revise/{statement}", "revise-article": f"revise/{article}",
        "revise-actor": f"revise/{person.id}", "revise-story": f"revise/{story.id}",
    }  # fmt: skip


def main(folder: Path, only: set[str]) -> None:
    """Writes the pictures: each page wide and narrow, light and dark, and as it prints."""
    folder.mkdir(parents=True, exist_ok=True)
    register = sample_register(folder / "sample.db")
    with served(Settings(register=register, edit=True)) as root, browser() as chromium:
        for scheme in ("light", "dark"):
            for size, (width, height) in SIZES.items():
                context = chromium.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme, locale="fr-FR"
                )
                page = context.new_page()
                for name, path in addresses(register).items():
                    if only and name not in only:
                        continue
                    page.goto(f"{root}/{'fr' if scheme == 'light' else 'en'}/{path}")
                    page.screenshot(
                        path=folder / f"{name}-{size}-{scheme}.png", full_page=size == "narrow" or bool(only)
                    )
                context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), set(sys.argv[2:]))
