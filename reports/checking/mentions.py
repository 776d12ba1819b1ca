"""What a text says of an indicator: a number, "several times", "none", "too few".

Only what stands directly at the indicator's words is read. A number that is read wrongly costs a writer more than one
that is passed over, so sentences about another time, a part of the unit or a plan are left alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache


class Manner(StrEnum):
    """How a text speaks of an indicator."""

    NUMBER = "number"
    SEVERAL = "several"
    NOTHING = "nothing"
    FEW = "few"


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator as texts name it: by these words, counted in `unit_word` (次, 份).

    Behind one of the words `not_after` in a sentence the same words mean something else.
    """

    code: str
    words: tuple[str, ...]
    unit_word: str
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of a text where an indicator is spoken of; `quote` are the words there, `value` the number if one is."""

    code: str
    manner: Manner
    quote: str
    value: int | None = None


_SENTENCE = re.compile(r"[^。；！？\n]+")
_CLAUSE = re.compile(r"[^，、：,（）()]+")
# Another time than the report's, a part of the unit, a minimum or a plan; or others who did it.
_NOT_OURS = re.compile(
    r"上半年|下半年|去年|上年|前年|往年|同期|同比|季度|每[年月季周半]|每个|各|分别|\d月|\d日"
    r"|第[一二三四五六七八九\d](?!议题|种?形态|责任人)"
    r"|列席|不少于|不低于|至少|计划|拟|力争|确保|规定|要求|应当|不得"
)
# How far from the indicator's words a number may stand.
_NEAR = 24
_DONE = r"(?:召开|开展|组织|进行|举行|举办|签订|观看|听取|完成|办理|处理|收到|开)?了?"
# Behind the words at most three of them, so that no text makes the search try all ways to divide it.
_LEADING = rf"[”\"]?(?:共计|累计|总计|合计|总数|共|达|为|计|{_DONE}){{0,3}}?"
_ROUND = r"(?![\d.．%％余多])"
_NONE = r"(?:未发生|没有发生|未收到|未接到|没有收到|没有接到|未召开|未开展|未组织|(?<!有)无)(?:过|一起|一件|任何)?\Z"
_NONE_AFTER = r"(?:情况|问题|事项)?(?:未发生|没有发生|为零)"
_FEW = r"(?:工作)?的?(?:次数|频次|场次|数量|人次)(?:还是|还|仍|相对|比较)?(?:较少|偏少|不多|不够|不足|少)"


def mentions_in(text: str, indicators: Iterable[Named]) -> Iterator[Mention]:
    """What the text says of these indicators, in its order.

    Where words of two overlap, the longer ones are meant; of the same length, and where the same words are those of
    several, it is the one with the unit that stands there, and nobody's if that is still open.
    """
    by_word, words = _search(tuple(indicators))
    if not by_word:
        return
    for sentence in _SENTENCE.finditer(text):
        others = _NOT_OURS.search(sentence[0])
        ours = others.start() if others else len(sentence[0])
        for clause in _CLAUSE.finditer(sentence[0], 0, ours):
            found = [(match.start(), match[1]) for match in words.finditer(clause[0])]
            for start, word in _uncovered(found, len(clause[0])):
                before = clause[0][max(start - _NEAR, 0) : start]
                after = clause[0][start + len(word) :][:_NEAR]
                so_far = sentence[0][: clause.start() + start]
                own = (one for one in by_word[word] if not any(other in so_far for other in one.not_after))
                read = (_mention(named, before, word, after) for named in own)
                meant = [mention for mention in read if mention]
                if len(meant) == 1:
                    yield meant[0]


# One catalogue is looked for in every paragraph of a report; building the search takes longer than searching.
@lru_cache(maxsize=16)
def _search(indicators: tuple[Named, ...]) -> tuple[dict[str, list[Named]], re.Pattern[str]]:
    by_word: dict[str, list[Named]] = defaultdict(list)
    for named in indicators:
        for word in filter(None, named.words):
            by_word[word].append(named)
    # Looking ahead, so that words are found that begin inside others.
    return by_word, re.compile(f"(?=({'|'.join(map(re.escape, sorted(by_word, key=len, reverse=True)))}))")


def _uncovered(found: list[tuple[int, str]], length: int) -> Iterator[tuple[int, str]]:
    """Those of the words at their places that no longer ones overlap, in a text of that length."""
    over = [0] * length
    for start, word in found:
        for place in range(start, start + len(word)):
            over[place] = max(over[place], len(word))
    for start, word in found:
        if max(over[start : start + len(word)]) == len(word):
            yield start, word


def _mention(named: Named, before: str, word: str, after: str) -> Mention | None:
    unit = re.escape(named.unit_word)
    several = rf"(?:多|若干|数){unit}"
    if found := re.search(rf"(?<![\d.．第])(\d{{1,9}})\s*{unit}的?[“\"]?\Z", before):
        return _numbered(named, found[0] + word, found)
    if found := re.match(rf"{_LEADING}\s*(\d{{1,9}}){_ROUND}\s*{unit}", after):
        return _numbered(named, word + found[0], found)
    for manner, pattern in (
        (Manner.SEVERAL, rf"{several}{_DONE}的?\Z"),
        (Manner.NOTHING, _NONE),
    ):
        if found := re.search(pattern, before):
            return Mention(named.code, manner, found[0] + word)
    for manner, pattern in (
        (Manner.SEVERAL, rf"{_DONE}{several}"),
        (Manner.NOTHING, _NONE_AFTER),
        (Manner.FEW, _FEW),
    ):
        if found := re.match(pattern, after):
            return Mention(named.code, manner, word + found[0])
    return None


def _numbered(named: Named, quote: str, found: re.Match[str]) -> Mention:
    value = int(found[1])
    return Mention(named.code, Manner.NUMBER if value else Manner.NOTHING, quote, value)


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage as it is typed: the words there, its value, and how many decimals it has."""

    quote: str
    value: Fraction
    decimals: int


def rates_in(text: str, words: Iterable[str]) -> Iterator[Rate]:
    """The percentages directly behind one of the words, sentences about another time left alone."""
    names = "|".join(re.escape(word) for word in words if word)
    if not names:
        return
    pattern = re.compile(rf"(?:{names})(?:已?达到?|为|是)?\s*((\d{{1,3}})(?:\.(\d{{1,4}}))?)\s*[%％]")
    for sentence in _SENTENCE.finditer(text):
        others = _NOT_OURS.search(sentence[0])
        for found in pattern.finditer(sentence[0], 0, others.start() if others else len(sentence[0])):
            yield Rate(found[0], Fraction(found[1]), len(found[3] or ""))
