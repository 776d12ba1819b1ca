"""The numbers of the printed page as data (GB/T 9704-2012 and practice); every writer reads them here.

Clause numbers stand beside each value; "practice" marks what the standard leaves open.
"""

from dataclasses import dataclass

from reports.document import Lead


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface by its official name, and the names that may stand for it, best first."""

    name: str
    stand_ins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """Lengths end in their unit; sizes of type are in points."""

    page_width_mm: float = 210  # 5.1
    page_height_mm: float = 297  # 5.1
    margin_top_mm: float = 37  # 5.2.1
    margin_left_mm: float = 28  # 5.2.1
    margin_bottom_mm: float = 35  # 5.2.1: 297 - 37 - 225
    margin_right_mm: float = 26  # 5.2.1: 210 - 28 - 156
    header_mm: float = 15  # practice
    footer_mm: float = 25  # 7.5: the dash of the page number stands 7 mm below the text

    lines_per_page: int = 22  # 5.2.3
    characters_per_line: int = 28  # 5.2.3
    line_pt: float = 28.95  # practice: the widest pitch of which 22 fit into 225 mm
    spacing_pt: float = -0.25  # practice: the smallest tightening that brings 28 characters into 156 mm
    indent_characters: int = 2  # 7.3.3

    body_pt: float = 16  # 三号, 5.2.2
    title_pt: float = 22  # 二号, 7.3.1
    title_line_pt: float = 35  # practice
    page_number_pt: float = 14  # 四号, 7.5
    table_pt: float = 12  # 小四, practice
    table_line_pt: float = 20  # practice
    mark_pt: float = 18  # practice

    body: Face = Face("仿宋_GB2312", ("FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "STFangsong"))
    heading: Face = Face("黑体", ("SimHei", "方正黑体_GBK", "STHeiti"))
    lead: Face = Face("楷体_GB2312", ("KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "STKaiti"))
    title: Face = Face("方正小标宋简体", ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "STZhongsong"))
    page_number: Face = Face("宋体", ("SimSun", "STSong"))
    western: Face = Face("Times New Roman")  # practice

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
        return int(self.text_width_mm * 72 / 25.4 / self.title_pt) - 1

    @property
    def text_width_mm(self) -> float:
        """The width of the text area."""
        return self.page_width_mm - self.margin_left_mm - self.margin_right_mm


HOUSE_STYLE = HouseStyle()


def twips(*, mm: float = 0, pt: float = 0) -> int:
    """A length in twentieths of a point, Word's unit."""
    return round(mm * 1440 / 25.4 + pt * 20)


def is_titled(lead: Lead) -> bool:
    """Whether `lead` is a second-level title (（一）…), which is set in 楷体 (7.3.3).

    A number without a title, and the words 一是, 二是 inside a paragraph, stay in the face of the body.
    """
    return bool(lead.text) and lead.number.startswith("（")
