"""What stands where in a PDF, whoever made it: the printed page of the Word file and of the HTML are measured alike.

Places are millimetres from the page's upper left corner, sizes of type and thicknesses of lines are points.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pdfplumber
from pdfplumber.page import Page as PdfPage

MM = 72 / 25.4
TEXT_LEFT, TEXT_RIGHT, TEXT_TOP, TEXT_BOTTOM = 28.0, 184.0, 37.0, 262.0
_RESOLUTION = 600
_DARK = 160  # red is dark too


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """The place of its middle from the left."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Character:
    """One printed character: its face as the PDF names it, its size, colour and the box of its line's height."""

    text: str
    face: str
    size: float
    colour: tuple[float, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Rule:
    """A printed line; its box has the line's thickness."""

    box: Box
    colour: tuple[float, ...]

    @property
    def thickness(self) -> float:
        """The thickness in points."""
        return min(self.box.bottom - self.box.top, self.box.right - self.box.left) * MM


class Run(tuple[Character, ...]):
    """Characters that follow each other."""

    @property
    def text(self) -> str:
        """What they say."""
        return "".join(character.text for character in self)

    @property
    def box(self) -> Box:
        """The box around them all."""
        boxes = [character.box for character in self]
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )

    @property
    def faces(self) -> set[str]:
        """The faces they are set in."""
        return {character.face for character in self}

    @property
    def sizes(self) -> set[float]:
        """Their sizes, rounded to a tenth of a point."""
        return {round(character.size, 1) for character in self}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its number from 1, its size, its characters without blanks in the order of the file, and its lines."""

    number: int
    width: float
    height: float
    characters: Run
    rules: tuple[Rule, ...]
    _file: Path

    @property
    def text(self) -> str:
        """All that is printed."""
        return self.characters.text

    @property
    def body(self) -> Run:
        """What stands inside the text area of a page that isn't turned."""
        return Run(one for one in self.characters if TEXT_TOP < one.box.middle < TEXT_BOTTOM)

    @property
    def foot(self) -> Run:
        """What stands below the text area of a page that isn't turned: the page number."""
        return Run(one for one in self.characters if one.box.middle > TEXT_BOTTOM)

    def lines(self) -> list[Run]:
        """The lines of the text area, from top to bottom."""
        rows: list[list[Character]] = []
        for character in sorted(self.body, key=lambda one: one.box.middle):
            if not rows or character.box.middle - rows[-1][0].box.middle > 2:
                rows.append([])
            rows[-1].append(character)
        return [Run(sorted(row, key=lambda one: one.box.left)) for row in rows]

    def find(self, text: str) -> Run:
        """The characters that print `text`, which may have no blanks; raises ValueError where it isn't printed."""
        start = self.text.index(text)
        return Run(self.characters[start : start + len(text)])

    def ink(self, run: Run) -> Box:
        """The box of what is dark of `run`, to a twentieth of a millimetre; nothing else may stand close to it."""
        around = run.box
        margin = 1.0
        left, top = around.left - margin, around.top - margin
        with pdfplumber.open(self._file) as pdf:
            box = (left * MM, top * MM, (around.right + margin) * MM, (around.bottom + margin) * MM)
            image = pdf.pages[self.number - 1].crop(box).to_image(resolution=_RESOLUTION).original.convert("L")
        dark = image.point(lambda grey: 255 * (grey < _DARK)).getbbox()
        assert dark is not None, "nothing is printed there"
        mm = 25.4 / _RESOLUTION
        return Box(left + dark[0] * mm, top + dark[1] * mm, left + dark[2] * mm, top + dark[3] * mm)


def measure(file: Path) -> list[Sheet]:
    """The pages of a PDF."""
    with pdfplumber.open(file) as pdf:
        return [
            Sheet(
                number,
                page.width / MM,
                page.height / MM,
                Run(_character(found) for found in page.chars if found["text"].strip()),
                tuple(_rules(page)),
                file,
            )
            for number, page in enumerate(pdf.pages, 1)
        ]


def _box(found: dict[str, Any]) -> Box:
    return Box(found["x0"] / MM, found["top"] / MM, found["x1"] / MM, found["bottom"] / MM)


# A face may draw a character and its radical with one glyph, and Chromium then names the radical.
_RADICALS = {code: normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_RADICALS |= {
    ord(one): other
    for one, other in zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
}


def _character(found: dict[str, Any]) -> Character:
    colour = tuple(found["non_stroking_color"] or ())
    return Character(
        found["text"].translate(_RADICALS), found["fontname"].split("+")[-1], found["size"], colour, _box(found)
    )


def _rules(page: PdfPage) -> Iterator[Rule]:
    """Lines that are drawn, and rectangles thin enough to be one; each once, from top to bottom."""
    rules = set()
    for found in page.lines:
        box, half = _box(found), found["linewidth"] / MM / 2
        level = box.bottom - box.top < box.right - box.left
        box = (
            Box(box.left, box.top - half, box.right, box.bottom + half)
            if level
            else Box(box.left - half, box.top, box.right + half, box.bottom)
        )
        rules.add(Rule(box, tuple(found["stroking_color"] or ())))
    for found in page.rects:
        rule = Rule(_box(found), tuple(found["non_stroking_color"] or ()))
        if rule.thickness < 5:
            rules.add(rule)
    yield from sorted(rules, key=lambda rule: (rule.box.top, rule.box.left))
