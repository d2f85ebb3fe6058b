"""What a request of the interface may ask: its parameters, checked, and the query that they make."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from dragoman.errors import UsageError
from dragoman.model import EVENT_TYPES, STATUSES
from dragoman.web.asking import LONGEST_TEXT, MOST_VALUES, Asked, asked


class Kind(StrEnum):
    """A list of the interface."""

    articles = "articles"
    events = "events"
    statements = "statements"
    occurrences = "occurrences"
    stories = "stories"
    actors = "actors"


EventType = StrEnum("EventType", {name: name for name in EVENT_TYPES})  # type: ignore[misc]
Status = StrEnum("Status", {name: name for name in STATUSES})  # type: ignore[misc]
SINGULAR = {
    "articles": "article", "events": "event", "statements": "statement", "occurrences": "occurrence",
    "stories": "story", "actors": "actor",
}  # fmt: skip
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _written_as_day(value: object) -> object:
    """The value, if it is written as a day; a number of seconds is none."""
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise ValueError("write a day as YYYY-MM-DD")
    return value


Name = Annotated[str, Field(min_length=1, max_length=200)]
Day = Annotated[date, BeforeValidator(_written_as_day)]
FacetName = Literal["type", "status", "channel", "country", "state", "outlet", "language", "month", "stance", "form",
                    "speaker"]  # fmt: skip


class Filters(BaseModel):
    """What is wanted."""

    model_config = ConfigDict(extra="forbid")
    q: Annotated[str, Field(max_length=LONGEST_TEXT)] = Field(default="", description="words, or the query language")
    side: Annotated[list[Name], Field(max_length=MOST_VALUES)] = Field(
        default=[], description="an actor's id or name, or a state's code; all of them take part"
    )
    type: Annotated[list[EventType], Field(max_length=MOST_VALUES)] = Field(
        default=[], description="any of these types"
    )
    status: Annotated[list[Status], Field(max_length=MOST_VALUES)] = Field(
        default=[], description="any of these statuses"
    )
    channel: Annotated[list[Name], Field(max_length=MOST_VALUES)] = Field(
        default=[], description="any of these channels"
    )
    outlet: Annotated[list[Name], Field(max_length=MOST_VALUES)] = Field(default=[], description="any of these outlets")
    since: Day | None = Field(default=None, description="not before this day")
    until: Day | None = Field(default=None, description="not after this day")

    def asked(self, today: date) -> Asked:
        """The query. Raises UsageError when the words are no query."""
        made = asked(
            {
                "q": [self.q], "side": self.side, "type": [t.value for t in self.type],
                "status": [s.value for s in self.status], "channel": self.channel, "outlet": self.outlet,
                "since": [self.since.isoformat()] if self.since else [],
                "until": [self.until.isoformat()] if self.until else [],
            },
            today,
        )  # fmt: skip
        if made.error:
            raise UsageError(made.error)
        return made


class Ask(Filters):
    """What is wanted, and which part of the list."""

    order: Literal["newest", "oldest"] = Field(default="newest", description="by day; the undated come last")
    limit: int = Field(default=50, ge=1, le=500, description="how many at most")
    cursor: Annotated[str, Field(min_length=1, max_length=300)] | None = Field(
        default=None, description="the `next` of the part before"
    )
    facets: Annotated[list[FacetName], Field(max_length=MOST_VALUES)] = Field(
        default=[], description="also count the values of these fields"
    )
