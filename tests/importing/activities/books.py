"""A small catalogue for the tests of reading."""

import datetime

from reports.importing.activities import Book, Kind, Office

TODAY = datetime.date(2026, 11, 21)
YEARS = frozenset({2026})

BOOK = Book(
    [
        Kind("talk_preappoint", "集体廉政谈话", ("任前谈话", "任前廉政谈话")),
        Kind("responsibility_letter", "签订责任书", ("责任书",), quantity_word="份"),
        Kind("lecture", "廉政党课", ("党课",), ("上课",)),
        Kind("meeting", "党组会", ("党组会议",)),
        Kind("talk_heart", "谈心谈话"),
    ],
    [Office("BG", ("办公室",)), Office("AJ", ("安全检查股", "检查股"))],
)
