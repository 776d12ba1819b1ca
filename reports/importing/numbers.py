"""Numbers and dates as people type them, read into values; nothing here knows what they number."""

import datetime
import re
import unicodedata
from dataclasses import dataclass

from reports.importing.words import DATE, DOTTED_DATE, NUMBERS

_CHINESE = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "О": 0,
    "０": 0,
}

# Behind the sign of a date a comma parts the day from what follows: 5-24,120人.
_THOUSANDS = re.compile(r"(?<![0-9.,\-/月年])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the head of a line: its style (a name in `words.NUMBERS`), its value, and the text it takes up."""

    style: str
    value: int
    text: str


def number_at(text: str) -> Number | None:
    """The number that opens `text`, or None."""
    for style, pattern in NUMBERS:
        if match := pattern.match(text):
            return Number(style, value_of(next(filter(None, match.groups()))), match.group())
    return None


def without_number(text: str) -> str:
    """`text` without the number that opens it."""
    number = number_at(text)
    return text[len(number.text) :] if number else text


def value_of(digits: str) -> int:
    """The value of Chinese digits up to 九十九, of Arabic ones, or of one enclosed digit (㈠, ⑴); 0 for nonsense."""
    plain = unicodedata.normalize("NFKC", digits).strip("()")
    if plain.isdecimal():
        return int(plain)
    tens, ten, ones = plain.rpartition("十")
    values = [_CHINESE.get(part, 0 if not part else -1) for part in (tens, ones)]
    if -1 in values:
        return 0
    return ((values[0] or 1) * 10 if ten else 0) + values[1]


def without_commas(text: str) -> str:
    """`text` with the commas that part thousands taken out of its numbers: 1,200 is 1200."""
    return _THOUSANDS.sub(lambda found: found.group().replace(",", ""), text)


def date_in(text: str) -> tuple[datetime.date, re.Match[str]] | None:
    """The first full date in `text` and where it stands; None where there is none or the calendar hasn't got it.

    A date of digits alone (2025.1.8) must be the whole text.
    """
    match = DATE.search(text) or DOTTED_DATE.match(text)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        return datetime.date(_year(year), value_of(month), value_of(day)), match
    except ValueError:
        return None


def _year(text: str) -> int:
    plain = unicodedata.normalize("NFKC", text)
    if plain.isdecimal():
        return int(plain)
    return int("".join(str(_CHINESE.get(character, 0)) for character in plain))
