"""Places that were left blank in a text and numbers typed there, with the indicators they may be; pure Python."""

from reports.blanks.catalogue import Catalogue, Known
from reports.blanks.counting import COUNTED, same_sort
from reports.blanks.finding import SURE, Blank, find_blanks, find_numbers
from reports.blanks.marks import Mark, marks
from reports.blanks.numbers import value_of

__all__ = [
    "COUNTED",
    "SURE",
    "Blank",
    "Catalogue",
    "Known",
    "Mark",
    "find_blanks",
    "find_numbers",
    "marks",
    "same_sort",
    "value_of",
]
