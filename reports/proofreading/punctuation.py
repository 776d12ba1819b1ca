"""Punctuation: the full-width marks of Chinese text, and quotes and brackets in pairs (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from reports.document import Manuscript
from reports.marking import mark as _
from reports.proofreading.findings import Finding, Rule, Severity
from reports.proofreading.places import places
from reports.proofreading.requirements import Requirements

HALF_WIDTH = Rule(
    "half_width",
    Severity.WARN,
    _("The half-width mark “%(words)s” stands in Chinese text."),
    _("Official texts use full-width punctuation; half-width marks print too narrow."),
    _("Replace it by “%(better)s”."),
)
UNPAIRED = Rule(
    "unpaired",
    Severity.WARN,
    _("“%(words)s” has no partner in this paragraph."),
    _("Quotes, brackets and title marks stand in pairs."),
    _("Add the missing one, or delete this one."),
)
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。", '"': "“”"}
_HAN = "\u4e00-\u9fff"
# A mark counts when it touches Chinese text; between digits and letters (10:30, v1.2) it may stand.
_HALF = re.compile(rf"(?<=[{_HAN}”』）》])[,;:?!()\"]|[,;?!()\"](?=[{_HAN}])|(?<=[{_HAN}])\.(?=[{_HAN}]|$)")
_PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "「": "」", "【": "】", "〔": "〕", "(": ")"}


def punctuation_is_full_width(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """No half-width mark touches Chinese text; one finding for each kind of mark in a paragraph."""
    for place in places(manuscript):
        seen = set()
        for match in _HALF.finditer(place.text):
            if match[0] in seen:
                continue
            seen.add(match[0])
            quote = place.text[max(match.start() - 12, 0) : match.end() + 12]
            params = {"words": match[0], "better": _FULL[match[0]]}
            yield Finding(HALF_WIDTH, place.anchor, quote, place.field, params)


def marks_are_paired(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """Every opening quote or bracket of a paragraph is closed in it, in order."""
    for place in places(manuscript):
        lonely = unpaired(place.text)
        if lonely is not None:
            quote = place.text[max(lonely - 12, 0) : lonely + 13]
            yield Finding(UNPAIRED, place.anchor, quote, place.field, {"words": place.text[lonely]})


def unpaired(text: str) -> int | None:
    """The place of the first mark without a partner, or None. A numbering such as 1） or a) needs no partner."""
    closers = {closer: opener for opener, closer in _PAIRS.items()}
    waiting: list[tuple[str, int]] = []
    for place, mark in enumerate(text):
        if mark in _PAIRS:
            waiting.append((mark, place))
        elif mark in closers:
            if waiting and waiting[-1][0] == closers[mark]:
                waiting.pop()
            elif not (mark in "）)" and re.search(r"[0-9a-zA-Z一二三四五六七八九十]$", text[:place])):
                return place
    return waiting[0][1] if waiting else None
