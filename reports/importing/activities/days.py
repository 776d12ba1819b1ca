"""Days as offices write them: 5月24日, 5.24, 5-24, 2026年5月24日, 昨天, and ranges like 5月24—26日."""

import datetime
import re
from dataclasses import dataclass

from reports.importing.activities.faults import NO_SUCH_DAY, VAGUE_DAY, Fault
from reports.importing.numbers import value_of

_N = r"[0-9]{1,2}"
_HAN = r"[一二三四五六七八九十]{1,3}"
_TO = r"\s*(?:[—–~～\-至到]|--|——)\s*"


def _day(number: int) -> str:
    """The shapes of a day, in groups with this number at the end of their names."""
    end = r"(?![0-9])\s*[日号]?"
    full = rf"(?P<y{number}>20[0-9]{{2}})\s*[年./\-]\s*(?P<m{number}>{_N})\s*[月./\-]\s*(?P<d{number}>{_N}){end}"
    compact = rf"(?P<cy{number}>20[0-9]{{2}})(?P<cm{number}>[01][0-9])(?P<cd{number}>[0-3][0-9])(?![0-9])"
    words = rf"(?P<mm{number}>{_N}|{_HAN})\s*月\s*(?P<md{number}>{_N}|{_HAN}){end}"
    # 3.5万 and 12.5% are no dates.
    short = rf"(?P<sm{number}>{_N})[./\-](?P<sd{number}>{_N})(?![0-9.%％万亿元个份人次名])"
    return f"(?:{full}|{compact}|{words}|{short})"


_FIRST = re.compile(r"(?<![0-9.])" + _day(1))
_SECOND = re.compile(_TO + _day(2))
_LAST = re.compile(_TO + rf"(?P<day>{_N})(?![0-9.月年])\s*[日号]?")
# A day to come is read as well, so that it is refused and doesn't pass for today.
_RELATIVE = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2, "明天": -1, "后天": -2}
_VAGUE = re.compile(
    r"[上本这下]个?(?:周|星期|礼拜|月)[一二三四五六日天初底末]?|(?:周|星期|礼拜)[一二三四五六日天]"
    r"|(?:20[0-9]{2}年)?[0-9]{1,2}月(?:份|[上中下]旬|[初底末])?|月[初底末]|近日|日前"
)
_WIDE = str.maketrans("０１２３４５６７８９．－／", "0123456789.-/")


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day as they were read, where that stands in the text, and what is wrong with it."""

    first: datetime.date | None
    last: datetime.date | None
    start: int
    end: int
    fault: Fault | None = None


def narrow(text: str) -> str:
    """`text` with full-width digits and the signs of dates made narrow; every character stays at its place."""
    return text.translate(_WIDE)


def days_in(text: str, *, today: datetime.date, years: frozenset[int] = frozenset()) -> Days | None:
    """The first day or range of days that `text` names; None where it names none.

    A day without a year is this year's; where that is still to come, last year's if `years` has it. A day that the
    calendar hasn't got, and words that mean no single day (上周), give a fault instead of days.
    """
    text = narrow(text)
    for match in _FIRST.finditer(text):
        days = _days(text, match, today, years)
        if days:
            return days
    for word, back in _RELATIVE.items():
        place = text.find(word)
        if place >= 0:
            day = today - datetime.timedelta(days=back)
            return Days(day, day, place, place + len(word))
    vague = _VAGUE.search(text)
    if vague:
        fault = Fault("first_day", VAGUE_DAY, {"words": vague.group()})
        return Days(None, None, vague.start(), vague.end(), fault)
    return None


def whole_days(text: str, *, today: datetime.date, years: frozenset[int] = frozenset()) -> Days | None:
    """The days of a cell that holds nothing else, also as a spreadsheet writes them (2026-05-24 00:00:00)."""
    text = text.strip().removesuffix(" 00:00:00")
    days = days_in(text, today=today, years=years)
    return days if days and not (text[: days.start] + text[days.end :]).strip() else None


def _days(text: str, match: re.Match[str], today: datetime.date, years: frozenset[int]) -> Days | None:
    year, month, day = _parts(match, "1")
    if match["sm1"] and not (1 <= month <= 12 and 1 <= day <= 31):
        # 3.45 and 13/20 are no dates that somebody mistyped but other numbers.
        return None
    second = _SECOND.match(text, match.end())
    end_year, end_month, end_day, end = 0, 0, 0, match.end()
    if second:
        end_year, end_month, end_day = _parts(second, "2")
        end = second.end()
    elif last := _LAST.match(text, match.end()):
        end_month, end_day, end = month, int(last["day"]), last.end()
    words = text[match.start() : end].rstrip()
    end = match.start() + len(words)
    try:
        first = until = datetime.date(year or _year_of(month, day, today, years), month, day)
        if end_day:
            until = datetime.date(end_year or _end_year(first, end_month), end_month, end_day)
    except ValueError:
        return Days(None, None, match.start(), end, Fault("first_day", NO_SUCH_DAY, {"words": words}))
    return Days(first, until, match.start(), end)


def _parts(match: re.Match[str], number: str) -> tuple[int, int, int]:
    """Year (0 where none is written), month and day."""
    for names in (("y", "m", "d"), ("cy", "cm", "cd"), ("", "mm", "md"), ("", "sm", "sd")):
        year, month, day = (match[name + number] if name else "0" for name in names)
        if month:
            return int(year), value_of(month), value_of(day)
    raise AssertionError(match)


def _year_of(month: int, day: int, today: datetime.date, years: frozenset[int]) -> int:
    to_come = (month, day) > (today.month, today.day)
    return today.year - 1 if to_come and today.year - 1 in years else today.year


def _end_year(first: datetime.date, month: int) -> int:
    """The year of a last day that has none: the first day's, or the next where the days run over New Year."""
    over = first.month == 12 and month == 1
    return first.year + 1 if over else first.year
