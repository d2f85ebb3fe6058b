"""One request for a page: its language, what it may ask, and how the answer is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.convertors import StringConvertor, register_url_convertor

from dragoman.model import Party
from dragoman.reports.wording import LANGUAGES
from dragoman.web.asking import Asked, asked
from dragoman.web.desk import Desk
from dragoman.web.settings import Settings
from dragoman.web.users import User
from dragoman.web.wording import Tongue, tongue

# The pages that the head of every page leads to.
ROOMS = ("today", "search", "stories", "actors", "map", "network", "read", "doubts", "sources", "collection")


class LanguageConvertor(StringConvertor):
    """The first part of a page's path: a language that the pages speak."""

    regex = "|".join(LANGUAGES)


register_url_convertor("language", LanguageConvertor())


class Visit:
    """What a page needs: words, links, the register, and who is asking."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.settings: Settings = request.app.state.settings
        self.desk: Desk = request.app.state.desk
        self.language: str = request.path_params.get("language", LANGUAGES[0])
        self.t: Tongue = tongue(self.language)
        self.states = self.desk.states()
        self.rooms = ROOMS
        # Nobody is in on the page where one signs in.
        self.user: User = request.state.user or User("", "reader")
        self.mark: str = request.state.mark
        self.room = getattr(request.scope.get("route"), "name", "")

    # --- what is asked -----------------------------------------------------------------------------------------------

    def parameters(self) -> dict[str, list[str]]:
        """The parameters of the address, each with all its values."""
        query = self.request.query_params
        return {name: query.getlist(name) for name in query}

    def asked(self) -> Asked:
        """What the address asks for."""
        return asked(self.parameters(), self.settings.today())

    def first(self, name: str, default: str = "") -> str:
        """The first value of a parameter."""
        return self.request.query_params.get(name, default)

    def cursor(self) -> str | None:
        """Where in a list the page begins."""
        return self.first("cursor")[:200] or None

    @property
    def partial(self) -> bool:
        """Whether only a piece of the page is asked for, to be put into one that is open."""
        return "hx-request" in self.request.headers

    # --- links -------------------------------------------------------------------------------------------------------

    def url(self, name: str, /, _query: Mapping[str, Any] | None = None, **parts: str) -> str:
        """The address of a page in this language."""
        path = str(self.request.app.url_path_for(name, language=self.language, **parts))
        query = {k: v for k, v in (_query or {}).items() if v not in (None, "", [])}
        return f"{path}?{urlencode(query, doseq=True)}" if query else path

    def here(self, **changed: Any) -> str:
        """This page's address with some parameters changed, or without those set to None."""
        query = {**self.parameters(), **changed}
        query = {k: v for k, v in query.items() if v not in (None, "", [])}
        path = self.request.url.path
        return f"{path}?{urlencode(query, doseq=True)}" if query else path

    def list_address(self, kind: str, form: str) -> str:
        """The address of the whole list that this page shows a part of, in a format of the interface."""
        lists = {"happenings": "events", "statements": "statements", "articles": "articles"}
        query = urlencode(self.asked().parameters(), doseq=True)
        return f"/api/v1/{lists[kind]}.{form}{'?' + query if query else ''}"

    def in_language(self, language: str) -> str:
        """This page in the other language."""
        path = self.request.url.path
        rest = path[3:] if path[:3] in tuple(f"/{code}" for code in LANGUAGES) else "/"
        query = self.request.url.query
        return f"/{language}{rest}{'?' + query if query else ''}"

    # --- names -------------------------------------------------------------------------------------------------------

    def name(self, party: Party) -> str:
        """The party's name; a state's in the language of the page."""
        if party.actor in self.states and party.state:
            return self.t.state(party.state)
        return party.name

    def side(self, key: str) -> str:
        """The name of a side that is asked for: an actor's id or the code of a state."""
        actor = self.desk.actor(key)
        if actor is None:
            return self.t.state(key)
        return self.t.state(actor.state) if actor.type == "state" and actor.state else actor.name

    def key(self, name: str) -> str:
        """The actor's id or state's code that a name means; the name itself where it is not clear."""
        if self.desk.actor(name) is not None:
            return name
        found = self.desk.actors_like(name, limit=1)
        if not found:
            return name
        return found[0].state if found[0].type == "state" and found[0].state else found[0].id

    # --- answers -----------------------------------------------------------------------------------------------------

    def page(self, template: str, /, status: int = 200, **context: Any) -> HTMLResponse:
        """The page that the template makes of this."""
        from dragoman.web import marks

        text = templates().get_template(template).render(v=self, t=self.t, url=self.url, m=marks, **context)
        return HTMLResponse(text, status, headers={"content-language": self.language, "vary": "hx-request"})

    def missing(self) -> HTTPException:
        """What is raised for a record that is not there."""
        return HTTPException(404)


@cache
def templates() -> Environment:
    """The pages' templates, with everything escaped: what comes from a dispatch is never markup."""
    return Environment(
        loader=PackageLoader("dragoman.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )


def _visit(request: Request) -> Visit:
    return Visit(request)


Now = Annotated[Visit, Depends(_visit)]
