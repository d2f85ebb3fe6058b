"""Numbers in digits and in words, as the tables of a language write them."""

from __future__ import annotations

import re
from collections.abc import Mapping


def number_value(text: str, words: Mapping[str, int]) -> float | None:
    """The number that the text writes («24», «30,4», «vingt et un», «quatre-vingt-dix»), or None.

    Of two («deux ou trois») the second counts.
    """
    text = re.split(r" (?:ou|à) ", text.strip().casefold())[-1]
    if digits := re.fullmatch(r"(\d{1,3}(?:[ .]\d{3})+|\d+)(?:,(\d+))?", text):
        whole = re.sub(r"\D", "", digits[1])
        return float(f"{whole}.{digits[2] or 0}")
    total = current = 0
    for word in re.split(r"[- ]+", text):
        if word == "et":
            continue
        if word not in words:
            return None
        value = words[word]
        if value == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif value == 100 or (value == 20 and current == 4):
            current = max(current, 1) * value
        else:
            current += value
    return float(total + current)


def plain(number: float) -> str:
    """The number as TIMEX3 writes it: «24», «30.4»."""
    return str(int(number)) if number == int(number) else f"{number:g}"


def roman_value(text: str) -> int:
    """The value of a Roman numeral («XIX» -> 19)."""
    digits = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    values = [digits[c] for c in text.upper()]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
