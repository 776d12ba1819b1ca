"""The quick line: 5月24日 集体廉政谈话 9人, its parts in any order."""

import datetime
import re

from reports.importing.activities.book import Book, Named
from reports.importing.activities.days import days_in, narrow
from reports.importing.activities.faults import (
    NO_KIND,
    NO_NUMBER,
    NO_SUCH_QUANTITY,
    NO_WORD,
    SECOND_NUMBER,
    TIMES,
    TOO_MANY,
    UNKNOWN_KIND,
    Fault,
    day_faults,
    number_faults,
)
from reports.importing.activities.reading import Reading
from reports.importing.numbers import value_of, without_commas

LONGEST_WORDS = 20
# A dash behind a word only parts the two; behind a gap it is a minus.
_NO_COUNT = r"(?<![0-9.〔(（])(?<![0-9],)(?<![\s\u3000,，;；、|:：][-−])(?<!^[-−])"
_COUNT = _NO_COUNT + r"(?P<number>[0-9]{1,6})\s*(?P<about>[余多]?)\s*"
_PEOPLE = re.compile(_COUNT + r"(?:人次|人员|人|名|位)")
_PRESENT = re.compile(
    r"(?:参加|参会|到会|出席|应到|实到)(?:人数|人员|人次)?\s*[:：]?\s*" + _COUNT + r"(?:人次|人|名)?"
    r"|" + _COUNT.replace("number", "number2").replace("about", "about2") + r"(?:人次|人|名)(?:参加|参会|到会|出席)"
)
_HAN_PEOPLE = re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})(?:人次|人|名)")
_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（(【]20[0-9]{2}[〕\]）)】][0-9]{1,4}号")
_PEOPLE_WORDS = ("人次", "人员", "人", "名", "位")
_TIMES_WORDS = ("次", "场", "回")
_QUANTITY_WORDS = ("份", "期", "部", "个", "项", "条", "件", "篇", "本", "起", "封")
# A number that ends a part of the line; 第3次 is none, nor is the year 2026.
_LEFT = re.compile(
    r"(?<![第0-9.,〔(（一二两三四五六七八九十])"
    r"(?P<words>(?P<number>[-−+]?[0-9][0-9.,]*[百千万亿]?|[一二两三四五六七八九十]{1,3})\s*[余多]?\s*"
    rf"(?P<word>{'|'.join((*_PEOPLE_WORDS, *_TIMES_WORDS, *_QUANTITY_WORDS))}|))(?=[\s\u3000,，;；、。|:：]|$)"
)
_LONG_NUMBER = re.compile(r"[0-9]{7,}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PARTS = re.compile(r"[\s,，;；、|]+")
_AROUND = " \t\u3000,，;；、。.|:："


def read_line(text: str, book: Book, *, today: datetime.date, years: frozenset[int] = frozenset()) -> Reading:
    """Read one line; what no part takes is the title, or else the kind's name.

    A line without a day means today, and says so by `unsure`; `years` are those in which a day may lie.
    """
    line = _Line(text)
    unsure: set[str] = set()
    faults: list[Fault] = []
    days = days_in(line.text, today=today, years=years)
    first = last = None
    if days is None:
        first = last = today
        unsure.add("first_day")
    else:
        first, last = days.first, days.last
        faults += [days.fault] if days.fault else []
        if not days.fault:
            line.take(days.start, days.end)
    number = line.found(_DOCUMENT)
    office = line.office(book)
    attendance = line.attendance(unsure)
    named = book.kind_in(line.rest())
    quantity = line.quantity(named, unsure)
    left = line.numbers_left(named, attendance, quantity, faults)
    title = line.rest()
    if named is None:
        words = _PARTS.split(title)[0] if title else ""
        faults.append(Fault("kind", UNKNOWN_KIND, {"words": words}) if words else Fault("kind", NO_KIND))
    elif not named.sure:
        unsure.add("kind")
    faults += [*day_faults(first, last, today=today, years=years), *number_faults(attendance, quantity)]
    return Reading(
        text=text,
        first_day=first,
        last_day=last,
        kind=named.kind.code if named else "",
        kind_words=words_for_kind(named, title),
        title=title or (named.kind.name if named else ""),
        office=office,
        attendance=attendance,
        quantity=quantity,
        document_number=number,
        unsure=frozenset(unsure),
        left=left,
        faults=tuple(faults),
    )


def words_for_kind(named: Named | None, title: str) -> str:
    """The words that a correction of the kind is remembered by: those that named it, else the title's first."""
    if named and named.sure:
        return named.words
    return _PARTS.split(title)[0][:LONGEST_WORDS] if title else ""


class _Line:
    """A line from which one part after the other is taken away; narrow digits, every character at its place."""

    def __init__(self, text: str) -> None:
        self.text = without_commas(narrow(" ".join(text.split())))

    def take(self, start: int, end: int) -> None:
        """Leave a gap where a part stood."""
        self.text = f"{self.text[:start]}\u3000{self.text[end:]}"

    def rest(self) -> str:
        """What nothing has taken, its gaps closed."""
        parts = [part.strip(f"{_AROUND}-+—–−") for part in self.text.split("\u3000")]
        return " ".join(" ".join(part for part in parts if part).split())

    def found(self, pattern: re.Pattern[str]) -> str:
        """Take the first match of the pattern away; "" where there is none."""
        match = pattern.search(self.text)
        if match is None:
            return ""
        self.take(*match.span())
        return match.group()

    def office(self, book: Book) -> str:
        """The code of an office that is named by a part of the line alone; "" for none."""
        for match in re.finditer(r"[^\s\u3000,，;；、|:：]+", self.text):
            office = book.office_called(match.group())
            if office:
                self.take(*match.span())
                return office.code
        return ""

    def attendance(self, unsure: set[str]) -> int | None:
        """How many were present; the number stays in the title where it is part of a sentence (对9名干部…)."""
        present = _PRESENT.search(self.text)
        matches = [present] if present else sorted(_PEOPLE.finditer(self.text), key=lambda m: not self._alone(m))
        matches += [match for match in _HAN_PEOPLE.finditer(self.text) if self._alone(match)]
        if not matches:
            return None
        match = matches[0]
        groups = match.groupdict()
        if groups.get("about") or groups.get("about2"):
            unsure.add("attendance")
        if self._ends(match) or match is present:
            self.take(*match.span())
        return value_of(groups["number"] or groups["number2"])

    def quantity(self, named: Named | None, unsure: set[str]) -> int | None:
        """How many of what the kind counts (42份); the number is no part of the title any more."""
        if named is None or not named.kind.quantity_word:
            return None
        match = re.search(_COUNT + re.escape(named.kind.quantity_word), self.text)
        if match is None:
            return None
        if match["about"]:
            unsure.add("quantity")
        self.take(*match.span())
        return int(match["number"])

    def numbers_left(
        self, named: Named | None, attendance: int | None, quantity: int | None, faults: list[Fault]
    ) -> tuple[Fault, ...]:
        """What is to be said of the numbers that no part took; those that no part could take become faults.

        They stay in the title, so that nothing is lost; a faulty one and 1次 say nothing there.
        """
        quantity_word = named.kind.quantity_word if named else ""
        told: list[Fault] = []
        for match in reversed(list(_LEFT.finditer(self.text))):
            number, word = match["number"], match["word"]
            people = word in _PEOPLE_WORDS
            part = "attendance" if people else "quantity" if word in _QUANTITY_WORDS else "title"
            params = {"words": match["words"][:LONGEST_WORDS]}
            if word in _TIMES_WORDS:
                if number in ("1", "一"):
                    self._take_alone(match)
                else:
                    told.append(Fault(part, TIMES, params))
            elif not word:
                if self._alone(match) and number.isascii() and not _YEAR.fullmatch(number):
                    told.append(Fault("attendance", NO_WORD, params))
            elif (attendance if people else quantity) is not None and (people or word == quantity_word):
                told.append(Fault(part, SECOND_NUMBER, params))
            elif people or word == quantity_word:
                if self._alone(match):
                    faults.append(Fault(part, TOO_MANY if _LONG_NUMBER.fullmatch(number) else NO_NUMBER, params))
                    self._take_alone(match)
            elif named and number.isascii():
                told.append(Fault(part, NO_SUCH_QUANTITY, params))
        return tuple(reversed(told))

    def _take_alone(self, match: re.Match[str]) -> None:
        if self._alone(match):
            self.take(*match.span())

    def _alone(self, match: re.Match[str]) -> bool:
        """Whether nothing but a gap or a sign stands on both sides."""
        before = self.text[: match.start()]
        return self._ends(match) and (not before or before[-1] in _AROUND)

    def _ends(self, match: re.Match[str]) -> bool:
        """Whether nothing but a gap or a sign follows."""
        after = self.text[match.end() :]
        return not after or after[0] in _AROUND
