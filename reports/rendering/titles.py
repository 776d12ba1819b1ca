"""A title is broken into centred lines that make sense and stand symmetrically (GB/T 9704-2012, 7.3.1)."""

import re
from functools import cache, lru_cache
from math import ceil, inf

from reports.rendering.cleaning import clean
from reports.rendering.house_style import HOUSE_STYLE
from reports.rendering.placing import width

# Words of report titles that no line break may cut.
_WORDS = (
    "党风廉政建设 反腐败斗争 反腐败工作 反腐败 全面从严治党 主体责任 监督责任 一岗双责 第一责任人 应急管理 自然资源 "
    "中央八项规定 专项整治 贯彻落实 工作要点 工作汇报 工作报告 工作通报 工作总结 情况报告 情况汇报 情况通报 责任制 "
    "上半年 下半年 第一季度 第二季度 第三季度 第四季度 党组 党委 纪委 县委 市委 区委 省委 政府 机关 单位 全县 全市 "
    "工作 情况 报告 汇报 通报 要点 总结 方案 计划 意见 落实 履行 开展 推进 加强 建设 廉政 廉洁 作风 纪律 政治 监督 "
    "责任 整改 巡察 问题 进展 年度 季度 关于 以及 领导 干部 队伍 制度 执行 贯彻 学习 精神 专题 民主 生活会 述职 "
    "述责 述廉 教育 安全 生产 管理 服务 中心 委员会 办公室 管理局 人民 发展 改革 财政 审计 农业 农村 卫生 健康 文化 "
    "旅游 交通 运输 住房 城乡 水利 林业 民政 司法 市场 生态 环境 社会 保障 人力 资源 医疗 退役 军人 事务 信息化 工业"
)
# 和 joins two things, except in the names of departments.
_UNIT = re.compile(
    r"(?:[^\d关的和]|(?<=住房|资源|发展|文化|科技|教育|卫生|工业|经济|交通)和){1,14}?"
    r"(?:管理局|委员会|办公室|人民政府|街道办|政府|中心|局|院|校|镇|(?<!城)乡|街道)"
    r"(?:党组|党委|党支部|机关党委)?"
)
_TOKEN = re.compile(
    r"《[^》]{1,16}》|“[^”]{1,8}”|"
    r"\d+(?:\.\d+)*(?:年度|年上半年|年下半年|年|月份|月|日|号|次|个|项|％|%)?|"
    r"[A-Za-z][A-Za-z0-9_.-]*|" + "|".join(sorted(_WORDS.split(), key=len, reverse=True)) + "|.",
    re.DOTALL,
)
_NOT_FIRST = set("的和与及暨等了之、，。；：！？）〕】》〉”’…—·)]},.;:!?%％")
_NOT_LAST = set("（〔【《〈“‘([{")
_AWKWARD_LAST = set("和与及暨对在为以")
_VERBS = {
    "落实",
    "贯彻",
    "贯彻落实",
    "履行",
    "开展",
    "推进",
    "加强",
    "执行",
    "学习",
}  # they want their object beside them
_PIECE = 3.0  # a break that leaves an unknown single character at a line's end or head
_UNIT_GAIN, _ABOUT_GAIN = -6.0, -3.0
_MOST_LINES = 8  # a longer "title" is a mistake; the writers let it wrap as it falls


@lru_cache(maxsize=256)
def title_lines(title: str, limit: int = HOUSE_STYLE.title_characters) -> tuple[str, ...]:
    """Break `title` into as few lines of at most `limit` characters as it needs; a blank title gives none.

    A line ends neither inside a word nor between a number and its 年, and never begins with 的, 和 or a closing
    mark. Of the breaks left, the evenest wins, with lines growing, shrinking, or growing and then shrinking
    (trapezium, rhombus), and with a gain where the issuing unit ends or 关于 begins. Joined, the lines are the title.
    """
    text = clean(title).strip()
    tokens = _tokens(text)
    for count in range(max(1, ceil(width(text) / limit)), min(len(tokens), _MOST_LINES) + 1):
        cost, lines = _best(tokens, count, limit)
        if cost < inf:
            return lines
    return (text,) if text else ()


def _tokens(text: str) -> tuple[str, ...]:
    unit = _UNIT.match(text)
    head = (unit.group(),) if unit else ()
    return head + tuple(_TOKEN.findall(text[len("".join(head)) :]))


def _best(tokens: tuple[str, ...], count: int, limit: int) -> tuple[float, tuple[str, ...]]:
    """The cheapest way to set `tokens` in `count` lines; the cost is infinite where there is none."""
    widths = [width(token) for token in tokens]
    even = sum(widths) / count

    @cache
    def rest(start: int, lines: int, last: float, shrinking: bool) -> tuple[float, tuple[str, ...]]:
        best: tuple[float, tuple[str, ...]] = (inf, ())
        taken = 0.0
        for end in range(start + 1, len(tokens) - lines + 2):
            taken += widths[end - 1]
            if taken > limit:
                break
            if lines == 1 and end < len(tokens):
                continue
            cost = (taken - even) ** 2 / 4 + _break_cost(tokens, end) + _shape_cost(last, taken, shrinking)
            if cost < best[0] and lines > 1:
                further = rest(end, lines - 1, taken, bool(last) and taken < last)
                best = min(best, (cost + further[0], ("".join(tokens[start:end]), *further[1])))
            elif cost < best[0]:
                best = (cost, ("".join(tokens[start:end]),))
        return best

    return rest(0, count, 0.0, False)


def _break_cost(tokens: tuple[str, ...], end: int) -> float:
    """What it costs to end a line before token `end`."""
    if end == len(tokens):
        return 0.0
    before, after = tokens[end - 1], tokens[end]
    if after[0] in _NOT_FIRST or before[-1] in _NOT_LAST:
        return inf
    cost = sum(_PIECE for token in (before, after) if len(token) == 1 and token not in _NOT_FIRST)
    if before[-1] in _AWKWARD_LAST:
        cost += 2 * _PIECE
    if before in _VERBS:
        cost += _PIECE
    if end == 1 and _UNIT.fullmatch(before):
        cost += _UNIT_GAIN
    return cost + (_ABOUT_GAIN if after == "关于" else 0.0)


def _shape_cost(last: float, taken: float, shrinking: bool) -> float:
    """Lines of one length look like a block, and a line that grows again like an hourglass."""
    if not last:
        return 0.0
    return 1.0 if taken == last else 12.0 if shrinking and taken > last else 0.0
