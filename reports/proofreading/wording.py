"""Words that should not stand in an official text: blanks left open, doubled words, wrong set terms, loose dates."""

import re
from collections.abc import Iterator

from reports.blanks import marks
from reports.document import Manuscript
from reports.document.figures import reference_of, references_in
from reports.marking import mark as _
from reports.proofreading.findings import Finding, Rule, Severity
from reports.proofreading.places import Place, places
from reports.proofreading.requirements import Requirements

BLANK_LEFT = Rule(
    "blank_left",
    Severity.BLOCK,
    _("A place was left blank here: “%(words)s” (%(count)s in this paragraph)."),
    _("A report is about what really was: how often, who and when."),
    _("Put in the number, name or date; a number can also be taken from the ledger."),
)
UNKNOWN_FIGURE = Rule(
    "unknown_figure",
    Severity.BLOCK,
    _("Nobody knows the figure “%(words)s”."),
    _("Its indicator or office doesn't exist any more, so it would be printed as you see it here."),
    _("Choose another figure, or write the number."),
)
NO_FIGURE = Rule(
    "no_figure",
    Severity.WARN,
    _("“%(words)s” looks like a figure of the ledger and is none."),
    _("No indicator, time or office is called so; it would be printed as it stands, and follows nothing."),
    _("Press 【 and choose the figure, or write the number without brackets."),
)
DOUBLED_WORD = Rule(
    "doubled_word",
    Severity.WARN,
    _("“%(words)s” stands there twice in a row."),
    _("It was probably typed or pasted twice."),
    _("Delete one of them."),
)
DOUBLED_MARK = Rule(
    "doubled_mark",
    Severity.WARN,
    _("Two punctuation marks in a row: “%(words)s”."),
    _("One mark ends or divides a sentence."),
    _("Delete the one too many."),
)
BY_NOW = Rule(
    "by_now",
    Severity.WARN,
    _("“%(words)s” should be “%(better)s”."),
    _("截止 means that something ends; 截至 means up to a point in time."),
    _("Write “%(better)s”."),
)
OTHER_YEAR = Rule(
    "other_year",
    Severity.WARN,
    _("This says %(words)s; the report is about %(year)s."),
    _("Years stay behind where a text is taken over from an earlier report."),
    _("Write %(year)s, or look whether the report was made for the right period."),
)
SET_TERM = Rule(
    "set_term",
    Severity.WARN,
    _("“%(words)s” is a colloquial short form."),
    _("Official texts use the set name."),
    _("Write “%(better)s”."),
)
LOOSE_DATE = Rule(
    "loose_date",
    Severity.WARN,
    _("The date “%(words)s” is not written the official way."),
    _("Years have four digits, months and days no leading zero (GB/T 9704-2012, 7.3.5.4)."),
    _("Write it like 2026年4月1日."),
)

# What is written like a chip or a token. ［2026］ is a year in the wrong brackets, ［注］ no attempt at a figure.
_LIKE_FIGURE = re.compile(r"［(?![0-9]+］)[^［］\n]{2,120}］|\{\{[a-z][^{}\n]{0,120}\}\}")
# Two to six characters repeated at once; syllables that are doubled on purpose (层层, 人人) are shorter.
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,6})\1")
_MEANT = frozenset({"一个", "一件", "一条", "一户", "一次", "一项", "一步", "逐个", "逐条", "研究", "讨论"})
_MARKS = re.compile(r"[。，、；：！？]{2,}")
_BY_NOW = re.compile(r"截止(?=目前|今|到目前|到今|\d{4}年|\d{1,2}月|去年|上年|年底|月底)到?")
_SET_TERMS = {"中纪委": "中央纪委", "中组部": "中央组织部", "中宣部": "中央宣传部"}
_DATE = re.compile(r"(?<!\d)[12]\d年(?!来|间|前|后|的|以|内|级|期)|(?<!\d)0\d月|月0\d日")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_ABOUT_A_YEAR = re.compile(r"现将[^。！？\n]{0,40}?(?<!\d)(20\d\d)年[^。！？\n]{0,40}如下")
# 2022年，我局…… opens a report about that year; 2022年以来 and 2022年5月 tell of something else.
_OPENING_YEAR = re.compile(r"\s*(20\d\d)年(?!以来|[底初末起至]|\s*\d)")


def no_blank_is_left(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """Nothing stands for a number, a name, a date or other words; one finding a paragraph."""
    for place in places(manuscript):
        found = marks(place.text)
        if found:
            start, end = found[0].start, found[0].unit_end
            yield _found(BLANK_LEFT, place, (start, end), place.text[start:end], count=str(len(found)))


def every_figure_is_known(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """No token of a figure is left where its value was to be printed."""
    for place in places(manuscript):
        for reference in references_in(place.text):
            start = max(place.text.find(reference.token), 0)
            yield _found(UNKNOWN_FIGURE, place, (start, start + len(reference.token)), reference.token)


def no_figure_is_made_up(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """Nothing is written like a figure that is none: ［乱写 99人次］, {{talk_heart|office=BG}}."""
    for place in places(manuscript):
        for match in _LIKE_FIGURE.finditer(place.text):
            if reference_of(match[0]) is None:
                yield _found(NO_FIGURE, place, match.span(), match[0])


def nothing_is_doubled(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """No word and no punctuation mark stands twice in a row."""
    for place in places(manuscript):
        for match in _DOUBLED.finditer(place.text):
            if match[1] not in _MEANT:
                yield _found(DOUBLED_WORD, place, match.span(), match[1])
        for match in _MARKS.finditer(place.text):
            yield _found(DOUBLED_MARK, place, match.span(), match[0])


def set_terms_are_used(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """截至, not 截止, for a point in time; 中央纪委, not 中纪委."""
    for place in places(manuscript):
        for match in _BY_NOW.finditer(place.text):
            yield _found(BY_NOW, place, match.span(), match[0], better="截至")
        for word, better in _SET_TERMS.items():
            for match in re.finditer(word, place.text):
                yield _found(SET_TERM, place, match.span(), word, better=better)


def dates_are_official(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """Years with four digits, months and days without a leading zero."""
    for place in places(manuscript):
        for match in _DATE.finditer(place.text):
            yield _found(LOOSE_DATE, place, match.span(), match[0])


def year_is_that_of_the_period(manuscript: Manuscript, requirements: Requirements) -> Iterator[Finding]:
    """Title and opening words name the period's year; a report made from an earlier one keeps the old year there."""
    year = str(requirements.year)
    title = manuscript.cover.title
    named = _YEAR.findall(title)
    if requirements.year and named and year not in named:
        yield Finding(OTHER_YEAR, "title", title, params={"words": named[0], "year": year})
    for place in places(manuscript) if requirements.year else ():
        opening = [_OPENING_YEAR.match(place.text)] if place.anchor == "preamble-1" else []
        for match in (*filter(None, opening), *_ABOUT_A_YEAR.finditer(place.text)):
            if match[1] != year:
                yield _found(OTHER_YEAR, place, match.span(1), match[1], year=year)


def _found(rule: Rule, place: Place, span: tuple[int, int], words: str, **params: str) -> Finding:
    start, end = max(span[0] - 12, 0), span[1] + 12
    return Finding(rule, place.anchor, place.text[start:end], place.field, {"words": words, **params})
