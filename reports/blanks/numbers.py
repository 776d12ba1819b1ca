"""Numbers that were typed and count something: 签订42份, 84人次; no dates, ordinals, clauses or names with a number."""

import re

from reports.blanks.counting import COUNTED, PEOPLE
from reports.blanks.marks import Mark
from reports.choices import BlankKind

_DIGITS = re.compile(
    r"(?<![0-9０-９.．:：/\-－—A-Za-z〔\[【第年月])[0-9０-９]{1,7}(?![0-9０-９.．/:：\-－%％‰A-Za-z年月日号点时级届版第])"
)
_CHINESE = re.compile(
    r"(?<![一二三四五六七八九十百千两第每前再又首末几数零〇])(?:[二两三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]百[零一二三四五六七八九十]*)(?=(?:余|多)?(?:人次|次|份|场|期|名|起))"
)
_DAY = re.compile(r"\s*(?:日|号|年|月|时|点|分)")
# What is to be done, not what was: 每季1次, 不少于2次, 至少3次.
_WANTED = re.compile(
    r"(?:每(?:年|月|季|季度|半年|周|个月|名|人|次|天)[^，。；]{0,8}|(?:力争|争取|计划|拟)[^，。；]{0,8}|不少于|不低于|至少)\s*$"
)
_UNCOUNTED = frozenset(
    {
        "小时",
        "万元",
        "亿元",
        "元",
        "公里",
        "亩",
        "吨",
        "平方米",
        "%",
        "％",
        "个百分点",
        "岁",
        "天",
        "分",
        "种",
        "点",
        "面",
        "块",
        "类",
        "万人",
    }
)
_FIXED = re.compile(
    r"[条项个种次名](?:规定|禁令|严禁|不准|必须|意识|自信|维护|确立|责任|清单|制度|机制|形态|方面|一律|一工程|覆盖)"
)


def numbers(text: str) -> list[Mark]:
    """The typed counts of `text`, in order."""
    found = [mark for match in _DIGITS.finditer(text) if (mark := _count(match, text))]
    found += [mark for match in _CHINESE.finditer(text) if (mark := _count(match, text))]
    return sorted(found, key=lambda mark: mark.start)


def value_of(words: str) -> int | None:
    """The number that a typed count says, in digits or Chinese numerals; None for a placeholder."""
    if words.isdigit():
        return int(words)
    return _chinese(words) if _CHINESE.match(words + "次") else None


def _count(match: re.Match[str], text: str) -> Mark | None:
    counted = COUNTED.match(text, match.end())
    before = text[max(match.start() - 12, 0) : match.start()]
    if counted is None or counted["word"] in _UNCOUNTED or _WANTED.search(before):
        return None
    if _FIXED.match(text, counted.start("word")) and counted["word"] not in PEOPLE:
        return None
    if re.match(r"(?:以上|以内|以下|左右的)", text[counted.end() : counted.end() + 3]):
        return None
    start, end = match.span()
    return Mark(start, end, BlankKind.FIGURE, counted["word"], counted.end(), bool(counted["about"]))


_DIGIT_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


def _chinese(words: str) -> int:
    """The value of a Chinese numeral below a thousand."""
    total, digit = 0, 0
    for character in words:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGIT_VALUES[character]
    return total + digit
