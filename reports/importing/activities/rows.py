"""Rows copied from Excel or WPS: with heads in any order, or without any."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reports.importing.activities.book import Book
from reports.importing.activities.days import Days, narrow, whole_days
from reports.importing.activities.faults import (
    MOST,
    NO_DAY,
    NO_KIND,
    NO_NUMBER,
    NO_SUCH_DAY,
    NO_TITLE,
    TOO_LONG,
    TOO_MANY,
    UNKNOWN_KIND,
    UNKNOWN_OFFICE,
    Fault,
    day_faults,
    number_faults,
)
from reports.importing.activities.lines import read_line
from reports.importing.activities.reading import Reading
from reports.importing.numbers import without_commas

# The customary heads, as an export writes them, each with others by which tables name the same.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "first_day": ("日期", "时间", "活动日期", "活动时间", "开展时间", "会议时间", "开始日期", "起始日期"),
    "last_day": ("截止日期", "结束日期", "结束时间", "至"),
    "kind": ("活动种类", "种类", "活动类别", "类别", "类型", "活动类型"),
    "title": ("内容", "标题", "名称", "活动内容", "活动名称", "会议名称", "主题", "事项", "议题"),
    "attendance": ("参加人次", "人次", "人数", "参加人数", "参会人数", "出席人数"),
    "quantity": ("数量", "份数", "件数"),
    "document_number": ("文号", "发文字号", "文件号"),
    "people": ("参加人员", "人员", "参会人员", "参加对象", "谈话人"),
    "summary": ("摘要", "备注", "说明", "主要内容", "情况"),
    "tags": ("标签", "关键词"),
    "office": ("单位", "股室", "科室", "部门", "填报单位", "填报股室", "责任股室", "承办股室"),
}
# Counts of the columns: they say nothing of the activity.
_SERIAL = ("序号", "编号", "号")
_HEADS = {head: part for part, heads in COLUMNS.items() for head in heads}
LEAST_HEADS = 2
LONGEST = {"title": 200, "document_number": 60, "people": 200}
_NUMBER = re.compile(r"([0-9]+)\s*(余|多)?\s*(?:人次|人|名|份|期|部|个|项|条|件|次|场|起)?")
_BEFORE = re.compile(r"(?:约|近|共)\s*")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_RAW = re.compile(r"[^\t\n]*")
_TAGS = re.compile(r"[,，、;；\s]+")

Row = Mapping[str, str]


def pasted_rows(text: str) -> list[list[str]]:
    """The rows of text that was copied from a spreadsheet: a line each, cells parted by tabs.

    A cell with line breaks in it stands in quotes there; in any other a quote is a quote. Blank rows are left out.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        quoted = _QUOTED.match(text, place)
        match = quoted if quoted and re.search(r"[\t\n]", quoted[1]) else _RAW.match(text, place)
        assert match is not None  # noqa: S101  # the raw pattern takes also nothing  # nosec B101
        rows[-1].append(match[1].replace('""', '"') if match is quoted else match[0])
        place = match.end() + 1
        if match.end() >= len(text):
            break
        if text[match.end()] == "\n":
            rows.append([])
    cleaned = [[cell.strip() for cell in row] for row in rows]
    return [row for row in cleaned if any(row)]


def parts_of_rows(table: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """The rows as parts by name where the first one has heads, else each as its words alone (`line`)."""
    heads = [_HEADS.get(re.sub(r"[\s（(].*", "", head.strip())) for head in table[0]] if table else []
    if len({head for head in heads if head}) < LEAST_HEADS:
        return [{"line": line} for line in _lines(table)]
    first: dict[str, int] = {}
    for place, head in enumerate(heads):
        if head:
            first.setdefault(head, place)
    return [{part: row[place] if place < len(row) else "" for part, place in first.items()} for row in table[1:]]


def read_rows(
    rows: Sequence[Row], book: Book, *, today: datetime.date, years: frozenset[int] = frozenset()
) -> list[Reading]:
    """Read rows of parts, as `parts_of_rows` gives them."""
    return [read_row(row, book, today=today, years=years) for row in rows]


def read_row(row: Row, book: Book, *, today: datetime.date, years: frozenset[int] = frozenset()) -> Reading:
    """Read one row: each part by itself, or a `line` as the quick line is read (but a day must be there)."""
    if "line" in row:
        return _read_words(row["line"], book, today, years)
    cells = {part: " ".join(row.get(part, "").split()) if part != "summary" else row.get(part, "") for part in COLUMNS}
    faults: list[Fault] = []
    unsure: set[str] = set()
    first, last = _days(cells, faults, today, years)
    kind, words, title = _kind(cells, book, faults, unsure)
    office = book.office_called(cells["office"]) if cells["office"] else None
    if cells["office"] and office is None:
        faults.append(Fault("office", UNKNOWN_OFFICE, {"words": cells["office"]}))
    attendance, quantity = (_number(part, cells[part], faults, unsure) for part in ("attendance", "quantity"))
    faults += [*day_faults(first, last, today=today, years=years), *number_faults(attendance, quantity)]
    texts = {**cells, "title": title}
    faults += [Fault(part, TOO_LONG, {"most": str(most)}) for part, most in LONGEST.items() if len(texts[part]) > most]
    return Reading(
        text="\t".join(cell for cell in cells.values() if cell),
        first_day=first,
        last_day=last,
        kind=kind,
        kind_words=words,
        title=title,
        attendance=attendance,
        quantity=quantity,
        document_number=cells["document_number"],
        people=cells["people"],
        office=office.code if office else "",
        summary=cells["summary"],
        tags=tuple(tag for tag in _TAGS.split(cells["tags"]) if tag),
        unsure=frozenset(unsure),
        faults=tuple(faults),
    )


def _lines(table: Sequence[Sequence[str]]) -> list[str]:
    """Rows without heads as lines of words: a column that only counts the rows is left out."""
    firsts = [row[0] for row in table if row]
    counts = len(firsts) > 1 and all(cell.isdecimal() for cell in firsts)
    counts = counts and [int(cell) for cell in firsts] == list(range(int(firsts[0]), int(firsts[0]) + len(firsts)))
    return ["，".join(_words(cell) for cell in row[counts:] if cell) for row in table]


def _words(cell: str) -> str:
    """A cell as words of a line; a number alone tells of people."""
    plain = narrow(cell).removesuffix(" 00:00:00")
    return f"{plain}人" if re.fullmatch(r"[0-9]{1,5}", plain) else plain


def _read_words(line: str, book: Book, today: datetime.date, years: frozenset[int]) -> Reading:
    reading = read_line(line, book, today=today, years=years)
    if "first_day" not in reading.unsure:
        return reading
    # In a table of a whole year a row without a day is a mistake, not something of today.
    faults = (Fault("first_day", NO_DAY), *reading.faults)
    return replace(reading, first_day=None, last_day=None, faults=faults, unsure=reading.unsure - {"first_day"})


def _days(
    cells: Row, faults: list[Fault], today: datetime.date, years: frozenset[int]
) -> tuple[datetime.date | None, datetime.date | None]:
    days = _day("first_day", cells["first_day"], faults, today, years)
    if not cells["first_day"]:
        faults.append(Fault("first_day", NO_DAY))
    if not cells["last_day"]:
        return (days.first, days.last) if days else (None, None)
    until = _day("last_day", cells["last_day"], faults, today, years)
    return days.first if days else None, until.last if until else None


def _day(part: str, cell: str, faults: list[Fault], today: datetime.date, years: frozenset[int]) -> Days | None:
    if not cell:
        return None
    days = whole_days(cell, today=today, years=years)
    if days is None or days.fault:
        fault = days.fault if days and days.fault else Fault(part, NO_SUCH_DAY, {"words": cell})
        faults.append(Fault(part, fault.message, fault.params))
        return None
    return days


def _kind(cells: Row, book: Book, faults: list[Fault], unsure: set[str]) -> tuple[str, str, str]:
    """Code and words of the kind, and the title; a table without kinds has them in its titles."""
    words = cells["kind"]
    named = book.kind_called(words) if words else book.kind_in(cells["title"])
    if named is None:
        faults.append(Fault("kind", UNKNOWN_KIND, {"words": words}) if words else Fault("kind", NO_KIND))
    elif not named.sure or (words and named.words != words):
        unsure.add("kind")
    title = cells["title"] or (named.kind.name if named else words)
    if not title:
        faults.append(Fault("title", NO_TITLE))
    return named.kind.code if named else "", words or (named.words if named else ""), title


def _number(part: str, cell: str, faults: list[Fault], unsure: set[str]) -> int | None:
    text = without_commas(narrow(cell))
    if not text or text in ("/", "-", "—", "无"):
        return None
    before = _BEFORE.match(text)
    match = _NUMBER.fullmatch(text, before.end() if before else 0)
    if match is None:
        faults.append(Fault(part, NO_NUMBER, {"words": cell}))
        return None
    if len(match[1]) > len(str(MOST)):
        # Not read at all: Python refuses to make a number of thousands of digits.
        faults.append(Fault(part, TOO_MANY, {"words": cell}))
        return None
    if match[2] or before:
        unsure.add(part)
    return int(match[1])
