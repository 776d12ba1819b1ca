"""The numbers of the printed page as data (GB/T 9704-2012 and practice); every writer reads them here.

Clause numbers stand beside each value; "practice" marks what the standard leaves open.
"""

from dataclasses import dataclass
from functools import cache

from reports.choices import FaceSet, LatinFace
from reports.document import Lead, Typography


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface by its official name, and the names that may stand for it, best first.

    `bold` is for a face that is too light for its place without it.
    """

    name: str
    stand_ins: tuple[str, ...] = ()
    bold: bool = False


# Every name by which a bureau's machine may know the face, the usual one first.
_FANGSONG = ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "STFangsong")
_HEITI = ("黑体", "SimHei", "方正黑体_GBK", "STHeiti")
_KAITI = ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "STKaiti")
_XIAOBIAOSONG = ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "STZhongsong")
_SONGTI = ("宋体", "SimSun", "STSong")


def _face(name: str, names: tuple[str, ...], *, bold: bool = False) -> Face:
    return Face(name, tuple(other for other in names if other != name), bold)


# Body, heading, lead and title of each set. Windows has no 小标宋; bureaus without it take 宋体 in bold (practice).
_FACES = {
    FaceSet.GB2312: (
        _face("仿宋_GB2312", _FANGSONG),
        _face("黑体", _HEITI),
        _face("楷体_GB2312", _KAITI),
        _face("方正小标宋简体", _XIAOBIAOSONG),
    ),
    FaceSet.WINDOWS: (
        _face("仿宋", _FANGSONG),
        _face("黑体", _HEITI),
        _face("楷体", _KAITI),
        _face("宋体", _SONGTI, bold=True),
    ),
    FaceSet.FOUNDER: (
        _face("方正仿宋_GBK", _FANGSONG),
        _face("方正黑体_GBK", _HEITI),
        _face("方正楷体_GBK", _KAITI),
        _face("方正小标宋_GBK", _XIAOBIAOSONG),
    ),
}
_TIMES = Face("Times New Roman")
_WESTERN = {LatinFace.TIMES: _TIMES, LatinFace.CHINESE: None}
_BODY, _HEADING, _LEAD, _TITLE = _FACES[FaceSet.GB2312]
_NUMBER = _face("宋体", _SONGTI)


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """Lengths end in their unit, counts in what they count; sizes of type are in points.

    The defaults are those of a `Typography()`; `house_style` gives the style of another.
    """

    page_width_mm: float = 210  # 5.1
    page_height_mm: float = 297  # 5.1
    margin_top_mm: float = 37  # 5.2.1
    margin_left_mm: float = 28  # 5.2.1
    margin_bottom_mm: float = 35  # 5.2.1: 297 - 37 - 225
    margin_right_mm: float = 26  # 5.2.1: 210 - 28 - 156
    header_mm: float = 15  # practice
    footer_mm: float = 25  # practice: with its line and size, the dash of the page number stands 7 mm below the text

    characters_per_line: int = 28  # 5.2.3
    line_pt: float = 28.95  # practice: the widest pitch of which 22 lines (5.2.3) fit into 225 mm
    spacing_pt: float = -0.25  # practice: the smallest tightening that brings 28 characters into 156 mm
    indent_characters: int = 2  # 7.3.3

    body_pt: float = 16  # 三号, 5.2.2
    title_pt: float = 22  # 二号, 7.3.1
    title_line_pt: float = 35  # practice
    page_number_pt: float = 14  # 四号, 7.5
    page_number_line_pt: float = 16  # practice
    page_number_mm: float = 7  # 7.5: from the text area to the dash
    table_pt: float = 12  # 小四, practice
    table_line_pt: float = 20  # practice
    mark_pt: float = 18  # practice

    red: str = "FF0000"  # 5.2.4, 7.2.4 and 7.2.7 say red; practice which
    organ_mm: float = 35  # 7.2.4: from the text area's upper edge to the mark's
    organ_largest_pt: int = 42  # practice (初号): the standard asks for what is plain to see and dignified
    organ_smallest_pt: int = 26  # practice (一号): a longer mark takes several lines
    organ_line: float = 1.25  # practice: the pitch of several lines, in sizes of the mark
    number_gap_lines: int = 2  # 7.2.5, 7.2.6
    red_line_mm: float = 4  # 7.2.7: from the number to the line
    red_line_pt: float = 1  # practice
    title_gap_lines: int = 2  # 7.3.1, 10.1

    letter_organ_mm: float = 30  # 10.1: from the page's upper edge to the mark's
    letter_rule_mm: float = 4  # 10.1: from the mark to the first double line
    letter_foot_mm: float = 20  # 10.1: from the second double line to the page's lower edge
    letter_rule_length_mm: float = 170  # 10.1
    letter_rule_pt: float = 3  # practice: both lines and the gap between them
    letter_thick_pt: float = 1.5  # practice
    letter_thin_pt: float = 0.75  # practice
    letter_gap_pt: float = 14  # 10.1: seven eighths of 三号, from the double line to number and urgency

    attachment_gap_lines: int = 1  # 7.3.4
    closing_gap_lines: int = 1  # 7.3.5.2
    sealed_gap_lines: int = 2  # 7.3.5.1: the seal's top edge stays within a line of the text
    seal_mm: float = 42  # practice: a county body's round seal
    sealed_right_characters: int = 4  # 7.3.5.1
    unsealed_right_characters: int = 2  # 7.3.5.2
    date_shift_characters: int = 2  # 7.3.5.2
    imprint_pt: float = 14  # 四号, 7.4.2, 7.4.3
    imprint_line_pt: float = 24  # practice
    imprint_thick_mm: float = 0.35  # 7.4.1: first and last line
    imprint_thin_mm: float = 0.25  # 7.4.1: between

    body: Face = _BODY
    heading: Face = _HEADING
    lead: Face = _LEAD
    title: Face = _TITLE
    page_number: Face = _NUMBER
    western: Face | None = _TIMES  # practice; None: the Chinese face around them

    @property
    def lines_per_page(self) -> int:
        """How many lines of the body a page takes: 22 at the usual pitch (5.2.3)."""
        return int(points(self.text_height_mm) / self.line_pt)

    @property
    def character_pt(self) -> float:
        """How far one Chinese character of the body takes the line."""
        return self.body_pt + self.spacing_pt

    @property
    def title_characters(self) -> int:
        """How many characters of the title a line takes.

        One less than its width has room for: LibreOffice, and Word with its usual setting, put a little space around
        digits, and a full line would push its last character onto a line of its own.
        """
        return int(points(self.text_width_mm) / self.title_pt) - 1

    @property
    def text_width_mm(self) -> float:
        """The width of the text area."""
        return self.page_width_mm - self.margin_left_mm - self.margin_right_mm

    @property
    def text_height_mm(self) -> float:
        """The height of the text area."""
        return self.page_height_mm - self.margin_top_mm - self.margin_bottom_mm


@cache
def house_style(typography: Typography) -> HouseStyle:
    """The style with what a county has settled."""
    body, heading, lead, title = _FACES[typography.faces]
    return HouseStyle(
        line_pt=float(typography.line_pitch),
        body=body,
        heading=heading,
        lead=lead,
        title=title,
        western=_WESTERN[typography.latin],
    )


HOUSE_STYLE = HouseStyle()


def points(mm: float) -> float:
    """A length in points."""
    return mm * 72 / 25.4


def twips(*, mm: float = 0, pt: float = 0) -> int:
    """A length in twentieths of a point, Word's unit."""
    return round(mm * 1440 / 25.4 + pt * 20)


def is_titled(lead: Lead) -> bool:
    """Whether `lead` is a second-level title (（一）…), which is set in 楷体 (7.3.3).

    A number without a title, and the words 一是, 二是 inside a paragraph, stay in the face of the body.
    """
    return bool(lead.text) and lead.number.startswith("（")
