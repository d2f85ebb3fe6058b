"""Kept queries, and what is new to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from tests.register.conftest import Where

from dragoman.document import Document
from dragoman.errors import UsageError
from dragoman.model import content_id
from dragoman.register import QueryError, Register

WHEN = datetime(2025, 4, 1, 9, 30)


def test_only_what_is_new_is_shown(register_file: Where, documents: list[Document]) -> None:
    with Register(register_file) as register:
        register.keep("letters", "channel:letter", moment=WHEN)
        assert len(register.news("letters", limit=1, moment=WHEN).hits) == 1
        assert len(register.news("letters", moment=WHEN).hits) == 1
        assert register.news("letters", moment=WHEN).hits == ()
        register.add(documents[0], again=True)
        assert register.news("letters", moment=WHEN).hits == ()
        new = replace(documents[0].events[0], id=content_id("new"))
        register.add(replace(documents[0], events=(*documents[0].events, new)), again=True)
        assert [h.id for h in register.news("letters", moment=WHEN).hits] == [new.id]
        assert len(register.search("@letters").hits) == 3


@pytest.mark.parametrize(
    "query", ["lettre", "kind:occurrence channel:letter", "kind:story", "speaker:Mwangi", "pair:KEN-ETH"]
)
def test_every_kind_can_be_watched(register_file: Where, query: str) -> None:
    with Register(register_file) as register:
        register.keep("it", query)
        assert register.news("it").hits == register.search(query).hits != ()
        assert register.news("it").hits == ()


def test_kept_queries_have_names(register_file: Where) -> None:
    with Register(register_file) as register:
        register.keep("pair", "pair:KEN-ETH", moment=WHEN)
        register.keep("letters", "channel:letter since:30d", moment=WHEN)
        assert [(k.name, k.query, k.made, k.looked) for k in register.kept()] == [
            ("letters", "channel:letter since:30d", WHEN, None), ("pair", "pair:KEN-ETH", WHEN, None),
        ]  # fmt: skip
        register.news("pair", moment=WHEN)
        register.keep("pair", "pair:KEN-ETH")
        assert register.news("pair").hits == ()
        register.keep("pair", "pair:KEN-ETH type:CONSULT")
        assert len(register.news("pair").hits) == 3
        assert (register.forget("pair"), register.forget("pair")) == (True, False)
        with pytest.raises(UsageError, match="the kept ones are letters"):
            register.search("@pair")
        with pytest.raises(QueryError):
            register.keep("bad", "type:WEDDING")
        with pytest.raises(UsageError, match="name"):
            register.keep("@x", "lettre")
