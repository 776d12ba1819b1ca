"""Placeholders in a text: where something was left to be filled in, and what sort of thing that is.

A row of stars, crosses, X, 某, lines, rings or blanks in brackets is one only where it stands for words: stars that
emphasise or open the item of a list, a cross between two factors and XX in a product's name are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.blanks.counting import COUNTED
from reports.choices import BlankKind


@dataclass(frozen=True, slots=True)
class Mark:
    """A placeholder, or a number that was typed: from `start` to `end`, and to `unit_end` with its count word.

    `unit` is the count word, "" where there is none; `about` that 余 or 多 stands before it.
    """

    start: int
    end: int
    kind: BlankKind
    unit: str = ""
    unit_end: int = 0
    about: bool = False


_HAN = r"\u3400-\u9fff"
_SPACE = r"[ \u3000\u00a0\t]"
# What stands for a year: 202X, 20××, 二〇XX.
_YEAR = (
    r"(?<![A-Za-z0-9０-９.])(?:20|２０|19|二〇|二○|二零)"
    r"(?:[0-9０-９一二三四五六七八九]?[XxＸｘ×✕*＊﹡_＿]{1,2}|[○〇]{2}(?=年))(?=\s*[年〕】\]])"
)
# Not inside words and numbers of a product: XXL, 20XX型, xx-01.
_LETTERS = (
    r"(?<![A-Za-z0-9０-９Ａ-Ｚａ-ｚ_.\-/])(?:[XxＸｘ]+|O{2,}|Ｏ{2,})(?![A-Za-z0-9０-９Ａ-Ｚａ-ｚ_]|[-.][A-Za-z0-9])"
)
# Not inside a year or number in Chinese numerals: 二〇〇八.
_RINGS = r"(?<![一二三四五六七八九十百千〇○])[〇○◯]{2,}(?![一二三四五六七八九十百千后年])|[□△]{2,}"
_WIDE = rf"(?<=[{_HAN}])(?:[ \u00a0]{{3,}}|\u3000{{2,}})"
_SIGNS = re.compile(
    rf"(?P<year>{_YEAR})|(?P<stars>[*＊﹡∗]+)|(?P<crosses>[×✕✖╳]+)|(?P<letters>{_LETTERS})|(?P<some>某某+)"
    r"|(?P<somewhere>某(?=[省市州县区镇乡](?![、，。；]|$)))"
    r"|(?P<lines>(?<![A-Za-z0-9_])(?:_{2,}|[＿﹍﹏]+)(?![A-Za-z0-9_]))"
    rf"|(?P<rings>{_RINGS})"
    rf"|(?P<brackets>(?<![A-Za-z0-9_])(?:（{_SPACE}*）|\({_SPACE}*\)))"
    rf"|(?P<spaces>{_WIDE}(?=[月日]|年(?![{_HAN}])))"
)
_WORD_SPACES = re.compile(rf"{_WIDE}(?=[{_HAN}])")

_POSTS = "书记|局长|主任|组长|县长|市长|区长|镇长|乡长|科长|股长|所长|站长|部长|院长|校长|处长|队长|会长|秘书长|常委"
_TITLES = (
    f"{_POSTS}|州长|省长|主席|厂长|行长|党组成员|专员|巡视员|调研员|代表|干事|联系人|责任人|负责人|分管领导|责任领导"
    "|主要领导|局领导|领导人|承办人|经办人|记录人|主持人|签发人|填报人|审核人|主讲人|姓名"
)
_NAME_BEFORE = re.compile(rf"(?:{_TITLES})[:：]?\s*$")
_NAME_AFTER = re.compile(rf"\s*(?:等?同志|副?(?:{_POSTS})|同学|老师|先生|女士)")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任"
    "姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔"
)
_SURNAME_BEFORE = re.compile(rf"(?:^|[^{_HAN}]|[由和与对给被]|{_TITLES})[{_SURNAMES}]$")
_DATE_AFTER = re.compile(
    r"\s*(?:年(?!级|轻)|月(?!光|份报)|日(?!常|报)|号(?=[，。、前后起至到召上下开]|$)|季度|[上中下]旬"
    r"|[点时](?=[0-9，。、前后许半整在召]|$))"
)
_ORDINAL_BEFORE = re.compile(r"(?:第|[〕\]】）)]\s*第?|[十届]届)$")
_SERIAL_AFTER = re.compile(r"\s*(?:号|[〔\[【（(]\s*[0-9０-９XxＸ×*＊_]{2,4}\s*[〕\]】）)])")
# Which congress or session it was: X届X次全会.
_SESSION_AFTER = re.compile(r"\s*(?:届(?![时满])|次(?:全会|全体会议|全国代表大会|党代会))")
_NUMBER_BEFORE = re.compile(r"[〔\[【]\s*$")
_PLACE_AFTER = re.compile(
    r"\s*(?:省|市|州|县|区|镇|乡|村|局|街道|社区|公司|单位|企业|学校|中心|部门|项目|文件|精神|条例|办法|工作|大队"
    r"|科室|股室|站|支部|集团|路)"
)
# Behind a sign, these alone don't make it a place: they open emphasised words as often.
_PLACE_WORD = re.compile(r"\s*(?:工作|项目|企业|单位|部门|中心|精神|学校|支部|路|站|社区|办法|条例|文件)")
_ACTS = re.compile(r"\s*(?:[和、及与，。]|主持|在|就|对|要求|强调|指出|带队|参加|出席|列席|讲话|作)")
_LONGEST_EMPHASIS = 80
_FAR = 30
_LONGEST_PHRASE = 25
_COUNT_TAIL = re.compile(
    r"(?:次数|人数|人次|份数|件数|数量|总数|个数|完成数|[（(](?:次|人次|份|件|个|项|人|条|起|期|部|户|家)[)）])"
    r"\s*[:：为是]?\s*$"
)
_PERCENT_BEFORE = re.compile(r"百分之\s*$")
_SUM_BEFORE = re.compile(r"[0-9０-９.%％㎡²)）]\s*$|[长宽高深厚]度?$")
_SUM_AFTER = re.compile(r"\s*[0-9０-９(（长宽高深厚]")
_FOOTNOTE = re.compile(
    r"^[ \t\u3000]{0,8}(?:注|备注|说明)?[:：]?[*＊]+ ?(?:注[:：]|表示|代表|号(?:为|表示|代表))"
    r"|(?:注|备注|说明)[:：] ?(?:带|标有?|加)?[“\"]?[*＊]+",
    re.MULTILINE,
)
# A star that is named as a sign: 带*号的必须填写.
_SIGN_BEFORE = re.compile(r"(?:带有?|标有?|标注|打)[“\"]?$")
_SIGN_AFTER = re.compile(r"[”\"]?[号的]")
_CASE_AFTER = re.compile(r"等人|等\d+人|严重违纪|违纪|违法|违反|涉嫌|受贿|贪污|挪用|酒驾|醉驾|案")
_BULLET = re.compile(r"^[ \t\u3000]*[*＊][ \t\u3000]+(?=\S)")
_RULE_LINE = re.compile(r"^[\s*＊_＿×○〇□△=\-—~]{4,}$|^\s*(?:[*＊]\s*){3}$")


def marks(text: str) -> list[Mark]:
    """The placeholders of `text`, in order."""
    found: list[Mark] = []
    notes = bool(_FOOTNOTE.search(text))
    for start, line in _lines(text):
        if not _RULE_LINE.match(line) or "\t" in line:
            found += _in_line(start, line, notes)
    return _chained(found, text)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        start += len(line)


def _in_line(start: int, line: str, notes: bool) -> Iterator[Mark]:
    candidates = [found for found in _SIGNS.finditer(line) if not _is_bullet(found, line)]
    emphasis = _emphasis(candidates, line)
    for found in candidates:
        if found.start() not in emphasis and _stands_for_words(found, line, notes):
            yield _mark(found, line, start)
    for spaces in _WORD_SPACES.finditer(line):
        counted = COUNTED.match(line, spaces.end())
        if counted and re.match(r"[，。；、）,;.)]|$", line[counted.end() : counted.end() + 1]):
            yield _figure(spaces, counted, start)


def _around(found: re.Match[str], line: str) -> tuple[str, str]:
    """The words before and behind a sign, as far as they are looked at."""
    return line[max(found.start() - _FAR, 0) : found.start()], line[found.end() : found.end() + _FAR]


def _is_bullet(found: re.Match[str], line: str) -> bool:
    bullet = _BULLET.match(line)
    return bool(found["stars"] and bullet and found.start() < bullet.end())


def _emphasis(candidates: list[re.Match[str]], line: str) -> set[int]:
    """Where stars or lines open and close emphasised words: a pair of the same length, neither standing for words."""
    signs: set[int] = set()
    waiting: re.Match[str] | None = None
    for found in candidates:
        sign = found["stars"] or found["lines"]
        if not sign or len(sign) > 3 or ("_" in sign and len(sign) != 2):
            continue
        if waiting is not None and _encloses(waiting, found, line):
            signs |= {waiting.start(), found.start()}
            waiting = None
        else:
            waiting = found
    return signs


def _encloses(first: re.Match[str], second: re.Match[str], line: str) -> bool:
    if first[0] != second[0] or not 1 < second.start() - first.end() <= _LONGEST_EMPHASIS:
        return False
    inside = line[first.end() : second.start()]
    return (
        not inside[0].isspace()
        and not inside[-1].isspace()
        and "\t" not in inside
        and not _says_what_follows(_around(second, line)[1])
        and not _opens_as_blank(first, line, inside)
    )


def _opens_as_blank(found: re.Match[str], line: str, inside: str) -> bool:
    """Whether the first of two signs stands for words. What begins like a place or date may be emphasised words too."""
    before, after = _around(found, line)
    if _NAME_BEFORE.search(before) and (_ACTS.match(after) or not re.match(f"[{_HAN}]", after)):
        return True
    if COUNTED.match(after) or _SERIAL_AFTER.match(after) or _NAME_AFTER.match(after):
        return True
    return _says_what_follows(after) and (len(inside) > _LONGEST_PHRASE or bool(re.search("[，。；：！？]", inside)))


def _says_what_follows(after: str) -> bool:
    """Whether the words behind a sign are those that stand behind a number, a date, a name or a place."""
    patterns = (COUNTED, _DATE_AFTER, _SERIAL_AFTER, _SESSION_AFTER, _NAME_AFTER)
    return any(pattern.match(after) for pattern in patterns) or bool(
        _PLACE_AFTER.match(after) and not _PLACE_WORD.match(after)
    )


def _is_evident(found: re.Match[str], line: str) -> bool:
    """Whether the words around a sign say that it stands for others."""
    before, after = _around(found, line)
    return _says_what_follows(after) or bool(
        _NAME_BEFORE.search(before)
        or _NUMBER_BEFORE.search(before)
        or (_COUNT_TAIL.search(before) and not re.match(f"[{_HAN}]", after))
    )


def _stands_for_words(found: re.Match[str], line: str, notes: bool) -> bool:
    before, after = _around(found, line)
    sign = found[0]
    if found["some"]:
        return not _is_case(before, after)
    if _CASE_AFTER.match(after) and _is_case(before, after):
        return False
    if found["stars"]:
        if _SIGN_BEFORE.search(before) and _SIGN_AFTER.match(after):
            return False
        if re.search(r"[A-Za-z0-9)）]$", before) and re.match(r"[A-Za-z0-9(（.]", after):
            return False
        if len(sign) == 1 and (after[:1] == "." or re.match(r"[A-Za-z]", after) or re.search(r"[A-Za-z]$", before)):
            return False
        return not (notes and not _is_evident(found, line))
    if found["crosses"]:
        if _SUM_BEFORE.search(before) and (_SUM_AFTER.match(after) or re.search(r"[0-9０-９]\s*$", before)):
            return False
        if _SUM_AFTER.match(after):
            return False
        return len(sign) > 1 or _is_evident(found, line)
    if found["letters"]:
        if len(sign) == 1:
            return _is_evident(found, line)
        return not re.match(r"(?:型|系列|码)", after) and not re.search(r"[A-Za-z]\s$", before)
    if found["rings"]:
        return not (sign[0] in "〇○" and re.search(r"[0-9零]$", before))
    if found["brackets"]:
        return bool(re.search(rf"[{_HAN}”》、，：:\s]$", before) or re.match(rf"[{_HAN}，。；、]", after))
    return True


def _is_case(before: str, after: str) -> bool:
    """Whether it hides a person of a case that is told, such as 李某某; with a title it is a name to be put in."""
    return (
        bool(re.search(rf"[{_SURNAMES}]$", before))
        and not _NAME_AFTER.match(after)
        and not _NAME_BEFORE.search(before[:-1])
    )


def _mark(found: re.Match[str], line: str, offset: int) -> Mark:
    before, after = _around(found, line)
    start, end = offset + found.start(), offset + found.end()

    def plain(kind: BlankKind) -> Mark:
        return Mark(start, end, kind, unit_end=end)

    if found["year"] or found["spaces"] or _DATE_AFTER.match(after) or _NUMBER_BEFORE.search(before):
        return plain(BlankKind.DATE)
    if _ORDINAL_BEFORE.search(before) or _SERIAL_AFTER.match(after) or _SESSION_AFTER.match(after):
        return plain(BlankKind.OTHER)
    if _NAME_AFTER.match(after):
        return plain(BlankKind.NAME)
    counted = COUNTED.match(after)
    if counted and not (found["some"] or found["somewhere"]):
        return _figure(found, counted, offset)
    if _PERCENT_BEFORE.search(before) or _COUNT_TAIL.search(before):
        return plain(BlankKind.FIGURE)
    if _PLACE_AFTER.match(after):
        return plain(BlankKind.OTHER)
    if _NAME_BEFORE.search(before) or _SURNAME_BEFORE.search(before):
        return plain(BlankKind.NAME)
    if _is_cell(before, after):
        return plain(BlankKind.FIGURE)
    return plain(BlankKind.OTHER)


def _is_cell(before: str, after: str) -> bool:
    return (not before or before.endswith("\t")) and (not after or after.startswith("\t"))


def _figure(found: re.Match[str], counted: re.Match[str], offset: int) -> Mark:
    shift = offset if counted.string is found.string else offset + found.end()
    return Mark(
        offset + found.start(),
        offset + found.end(),
        BlankKind.FIGURE,
        counted["word"],
        shift + counted.end(),
        bool(counted["about"]),
    )


def _chained(found: list[Mark], text: str) -> list[Mark]:
    """A blank before 、 or 和 and a name is a name too: **、**同志."""
    result = list(found)
    for at in range(len(result) - 2, -1, -1):
        first, second = result[at], result[at + 1]
        between = text[first.end : second.start]
        if (
            first.kind is BlankKind.OTHER
            and second.kind is BlankKind.NAME
            and re.fullmatch(r"\s*[、和及与]\s*", between)
        ):
            result[at] = replace(first, kind=BlankKind.NAME)
    return sorted(result, key=lambda mark: mark.start)
