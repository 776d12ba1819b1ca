"""What a text says of an indicator: a number, "several times", "none", "too few".

Only what stands directly at the indicator's words is read. A number that is read wrongly costs a writer more than one
that is passed over, so sentences about another time, a part of the unit or a plan are left alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Manner(StrEnum):
    """How a text speaks of an indicator."""

    NUMBER = "number"
    SEVERAL = "several"
    NOTHING = "nothing"
    FEW = "few"


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator as texts name it: by these words, counted in `unit_word` (次, 份)."""

    code: str
    words: tuple[str, ...]
    unit_word: str


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
    r"上半年|下半年|去年|上年|前年|往年|同期|同比|季度|每[年月季周半]|每个|各|分别|\d月|\d日|第[一二三四五六七八九\d]"
    r"|列席|不少于|不低于|至少|计划|拟|力争|确保|规定|要求|应当|不得"
)
# How far from the indicator's words a number may stand.
_NEAR = 24
_DONE = r"(?:召开|开展|组织|进行|举行|举办|签订|观看|听取|完成|办理|收到|开)?了?"
# Behind the words at most three of them, so that no text makes the search try all ways to divide it.
_LEADING = rf"(?:共计|累计|总计|合计|总数|共|达|为|计|{_DONE}){{0,3}}?"
_ROUND = r"(?![\d.．%％余多])"
_NONE = r"(?:未发生|没有发生|未收到|未接到|没有收到|没有接到|未召开|未开展|未组织|(?<!有)无)(?:过|一起|一件|任何)?\Z"
_NONE_AFTER = r"(?:情况|问题|事项)?(?:未发生|没有发生|为零)"
_FEW = r"(?:工作)?的?(?:次数|频次|场次|数量|人次)(?:还是|还|仍|相对|比较)?(?:较少|偏少|不多|不够|不足|少)"
_SEVERAL = r"(?:多|若干|数)"


def mentions_in(text: str, indicators: Iterable[Named]) -> Iterator[Mention]:
    """What the text says of these indicators, in its order; where two fit, the one with the longer words is meant."""
    by_word = {word: named for named in indicators for word in named.words if word}
    if not by_word:
        return
    words = re.compile("|".join(map(re.escape, sorted(by_word, key=len, reverse=True))))
    for sentence in _SENTENCE.finditer(text):
        others = _NOT_OURS.search(sentence[0])
        ours = others.start() if others else len(sentence[0])
        for clause in _CLAUSE.finditer(sentence[0], 0, ours):
            for found in words.finditer(clause[0]):
                before = clause[0][max(found.start() - _NEAR, 0) : found.start()]
                after = clause[0][found.end() :][:_NEAR]
                yield from _mention(by_word[found[0]], before, found[0], after)


def _mention(named: Named, before: str, word: str, after: str) -> Iterator[Mention]:
    unit = re.escape(named.unit_word)
    number = re.search(rf"(?<![\d.．第])(\d{{1,9}})\s*{unit}的?\Z", before)
    if number:
        yield _numbered(named, number[0] + word, number)
    elif found := re.match(rf"{_LEADING}\s*(\d{{1,9}}){_ROUND}\s*{unit}", after):
        yield _numbered(named, word + found[0], found)
    elif found := re.search(rf"{_SEVERAL}(?:次|{unit}){_DONE}的?\Z", before):
        yield Mention(named.code, Manner.SEVERAL, found[0] + word)
    elif found := re.match(rf"{_DONE}{_SEVERAL}(?:次|{unit})", after):
        yield Mention(named.code, Manner.SEVERAL, word + found[0])
    elif found := re.search(_NONE, before):
        yield Mention(named.code, Manner.NOTHING, found[0] + word)
    elif found := re.match(_NONE_AFTER, after):
        yield Mention(named.code, Manner.NOTHING, word + found[0])
    elif found := re.match(_FEW, after):
        yield Mention(named.code, Manner.FEW, word + found[0])


def _numbered(named: Named, quote: str, found: re.Match[str]) -> Mention:
    value = int(found[1])
    return Mention(named.code, Manner.NUMBER if value else Manner.NOTHING, quote, value)
