"""Days, months and years as a query words them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
AGO = re.compile(r"(\d{1,4})([dwmyjsa])")
# Days of a unit; months and years are counted in days too, since «30d» and «1m» mean about as long.
UNITS = {"d": 1, "j": 1, "w": 7, "s": 7, "m": 30, "y": 365, "a": 365}
NAMED = {"today": 0, "aujourd'hui": 0, "yesterday": 1, "hier": 1}


def period(text: str, today: date | None = None) -> tuple[date, date]:
    """First and last day of «2024», «2024-01», «2024-01-15», «today», or of the day «30d» (w, m, y) ago.

    Raises ValueError that says what to write; `today` is the clock's day if it is not given.
    """
    plain = text.strip().casefold().replace("’", "'")
    ago = AGO.fullmatch(plain)
    if ago or plain in NAMED:
        back = int(ago[1]) * UNITS[ago[2]] if ago else NAMED[plain]
        day = (today or date.today()) - timedelta(days=back)
        return day, day
    found = WRITTEN.fullmatch(plain)
    if not found:
        raise ValueError("this is no date: write YYYY, YYYY-MM or YYYY-MM-DD, or 30d for thirty days ago")
    year, month, day_of = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day_of is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day_of), date(year, month, day_of)
    except ValueError:
        raise ValueError("there is no such day: look at month and day, YYYY-MM-DD") from None
