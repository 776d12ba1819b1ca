"""The styles of the Word file: their ids, and the XML of `word/styles.xml` made from the house style.

Names in English are Word's built-in styles, which every Word shows in its own language. East-Asian faces stand in
the styles, so that no run carries fonts.
"""

from dataclasses import dataclass

from reports.rendering.house_style import Face, HouseStyle, twips
from reports.rendering.word.ooxml import DECLARATION, NAMESPACE

NORMAL, TITLE, RECIPIENT, BODY = "Normal", "Title", "Salutation", "BodyText"
HEADINGS = CHAPTER, ENTRY, THIRD, FOURTH = "Heading1", "Heading2", "Heading3", "Heading4"
LEAD, COUNT, SIGNER = "EntryLead", "EntryNumber", "SignerName"
URGENCY, ORGAN, NUMBER, RED_LINE = "Urgency", "OrganMark", "DocumentNumber", "RedLine"
LETTER_RULE, LETTER_FOOT = "LetterRule", "LetterFoot"
ATTACHMENT_LIST, ATTACHMENT_LABEL, ATTACHMENT = "AttachmentList", "AttachmentLabel", "AttachmentTitle"
SIGNATURE, DATE, NOTE = "Signature", "Date", "Note"
IMPRINT, COPIES, TINY = "Imprint", "CopyTo", "Tiny"
TABLE, TABLE_TEXT, TABLE_NUMBER, TABLE_HEAD, CAPTION = "TableGrid", "TableText", "TableNumber", "TableHead", "Caption"
IMPRINT_TABLE, BARE_TABLE = "ImprintTable", "BareTable"
HEADER, FOOTER, MARK = "Header", "Footer", "DraftMark"

# Word and LibreOffice put the baseline of a line of exact height four fifths down. A Chinese character reaches from
# 0.84 of its size above the baseline to 0.08 below.
_BASELINE, _ASCENT, _DESCENT = 0.8, 0.84, 0.08


def above(line_pt: float, pt: float) -> float:
    """The points between the upper edge of an exact line and that of its characters."""
    return _BASELINE * line_pt - _ASCENT * pt


def below(line_pt: float, pt: float) -> float:
    """The points between the lower edge of the characters and that of their exact line."""
    return (1 - _BASELINE) * line_pt - _DESCENT * pt


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """One paragraph style: id, name, parent, its own properties as XML in schema order, and the style after it."""

    id: str
    name: str
    parent: str = NORMAL
    paragraph: str = ""
    run: str = ""
    next: str = ""

    def xml(self) -> str:
        """The `w:style` element."""
        kind = ' w:default="1"' if self.id == NORMAL else "" if self.name.isascii() else ' w:customStyle="1"'
        parent = "" if self.id == NORMAL else f'<w:basedOn w:val="{self.parent}"/>'
        parent += f'<w:next w:val="{self.next}"/>' if self.next else ""
        properties = f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else ""
        properties += f"<w:rPr>{self.run}</w:rPr>" if self.run else ""
        return (
            f'<w:style w:type="paragraph"{kind} w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f"{parent}<w:qFormat/>{properties}</w:style>"
        )


def fonts(face: Face, western: Face | None) -> str:
    """`w:rFonts`: Chinese marks that Word counts as Latin (…, —, quotes) take the Chinese face by hAnsi and hint."""
    latin = (western or face).name
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{face.name}" w:eastAsia="{face.name}"'
        f' w:cs="{latin}"/>{"<w:b/>" if face.bold else ""}'
    )


def size(points: float) -> str:
    """`w:sz` and `w:szCs`, in half points."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _exact(points: float) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{twips(pt=points)}" w:lineRule="exact"/>'


def _rules(color: str, **points: float) -> str:
    """`w:pBdr` with single lines of so many points, in schema order as given."""
    edges = (
        f'<w:{edge} w:val="single" w:sz="{round(pt * 8)}" w:space="0" w:color="{color}"/>'
        for edge, pt in points.items()
    )
    return f"<w:pBdr>{''.join(edges)}</w:pBdr>"


_CENTRED, _LEFT, _RIGHT, _KEPT = (
    '<w:jc w:val="center"/>',
    '<w:jc w:val="left"/>',
    '<w:jc w:val="right"/>',
    "<w:keepNext/>",
)
_SINGLE = '<w:spacing w:line="240" w:lineRule="auto"/>'


def _text_styles(style: HouseStyle) -> tuple[ParagraphStyle, ...]:
    """What a report is read by, from the title to the note."""
    heading, lead = fonts(style.heading, style.western), fonts(style.lead, style.western)
    first_line = round(style.indent_characters * style.character_pt * 20)
    indent = f'<w:ind w:firstLineChars="{style.indent_characters * 100}" w:firstLine="{first_line}"/>'
    # LibreOffice sets space around the digits of a date; it must not wrap for that.
    loose = f'<w:ind w:right="-{2 * first_line}"/>'
    # Word lets a mark overhang the line unless told otherwise. LibreOffice 7 reads the setting the wrong way round and
    # then leaves the overhanging mark out of a PDF; said aloud, it neither overhangs nor loses any.
    overhang = "<w:overflowPunct/>"
    title = f"{_KEPT}<w:keepLines/>{_exact(style.title_line_pt)}{_CENTRED}"
    return (
        ParagraphStyle(NORMAL, "Normal", paragraph=overhang),
        ParagraphStyle(TITLE, "Title", NORMAL, title, fonts(style.title, style.western) + size(style.title_pt)),
        ParagraphStyle(RECIPIENT, "Salutation", next=BODY),
        ParagraphStyle(BODY, "Body Text", NORMAL, indent),
        ParagraphStyle(CHAPTER, "heading 1", BODY, f'{_KEPT}<w:outlineLvl w:val="0"/>', heading, BODY),
        ParagraphStyle(ENTRY, "heading 2", BODY, f'{_KEPT}<w:outlineLvl w:val="1"/>', lead, BODY),
        ParagraphStyle(THIRD, "heading 3", BODY, f'{_KEPT}<w:outlineLvl w:val="2"/>', next=BODY),
        ParagraphStyle(FOURTH, "heading 4", BODY, f'{_KEPT}<w:outlineLvl w:val="3"/>', next=BODY),
        ParagraphStyle(ATTACHMENT_LIST, "附件说明", NORMAL, _KEPT + _LEFT),
        ParagraphStyle(SIGNATURE, "Signature", NORMAL, _KEPT + _LEFT),
        ParagraphStyle(DATE, "Date", NORMAL, loose + _LEFT),
        ParagraphStyle(NOTE, "附注", BODY),
        ParagraphStyle(ATTACHMENT_LABEL, "附件标识", NORMAL, f"{_KEPT}<w:pageBreakBefore/>", heading),
        ParagraphStyle(ATTACHMENT, "附件标题", TITLE, next=BODY),
    )


def _letterhead_styles(style: HouseStyle) -> tuple[ParagraphStyle, ...]:
    """What stands above the title, and the second double line of a letter."""
    heading, title = fonts(style.heading, style.western), fonts(style.title, style.western)
    red = f'<w:color w:val="{style.red}"/>'
    gap = _exact(style.red_line_mm * 72 / 25.4 - below(style.line_pt, style.body_pt))
    thick, thin = style.letter_thick_pt, style.letter_thin_pt
    between = _exact(style.letter_rule_pt - thick - thin)
    return (
        ParagraphStyle(URGENCY, "紧急程度", NORMAL, _LEFT, heading),
        ParagraphStyle(ORGAN, "发文机关标志", NORMAL, _CENTRED, f'{title}{red}<w:spacing w:val="0"/>'),
        ParagraphStyle(NUMBER, "发文字号", NORMAL, _LEFT),
        ParagraphStyle(RED_LINE, "红色分隔线", NORMAL, _rules(style.red, bottom=style.red_line_pt) + gap),
        ParagraphStyle(LETTER_RULE, "信函红色双线", NORMAL, _rules(style.red, top=thick, bottom=thin) + between),
        ParagraphStyle(LETTER_FOOT, "信函下方红色双线", NORMAL, _rules(style.red, top=thin, bottom=thick) + between),
    )


def _other_styles(style: HouseStyle) -> tuple[ParagraphStyle, ...]:
    """Tables, imprint, and what stands outside the text: header, page number, draft mark."""
    heading, number = fonts(style.heading, style.western), fonts(style.page_number, style.page_number)
    cell = f'<w:spacing w:val="0"/>{size(style.table_pt)}'
    small = f'<w:spacing w:val="0"/>{size(style.imprint_pt)}'
    page_number = f'{number}<w:spacing w:val="0"/>{size(style.page_number_pt)}'
    mark = f'{heading}<w:color w:val="A61B1B"/><w:spacing w:val="200"/>{size(style.mark_pt)}'
    # One character free on both sides, and further lines below the first name of those who get a copy (7.4.2).
    one = twips(pt=style.imprint_pt)
    edges = f'<w:ind w:left="{one}" w:right="{one}"/>'
    copies = f'<w:ind w:left="{4 * one}" w:right="{one}" w:hanging="{3 * one}"/>'
    ends = f'<w:tabs><w:tab w:val="right" w:pos="{twips(mm=style.text_width_mm) - one}"/></w:tabs>'
    line = _exact(style.imprint_line_pt)
    return (
        ParagraphStyle(TABLE_TEXT, "表格文字", NORMAL, _exact(style.table_line_pt) + _CENTRED, cell),
        ParagraphStyle(TABLE_NUMBER, "表格数字", TABLE_TEXT, _RIGHT),
        ParagraphStyle(TABLE_HEAD, "表格栏目", TABLE_TEXT, run=heading),
        ParagraphStyle(CAPTION, "caption", NORMAL, _KEPT + _CENTRED, heading + cell),
        ParagraphStyle(IMPRINT, "版记", NORMAL, ends + line + edges + _LEFT, small),
        ParagraphStyle(COPIES, "抄送机关", NORMAL, line + copies, small),
        ParagraphStyle(TINY, "一磅空行", NORMAL, _exact(1), size(1)),
        ParagraphStyle(HEADER, "header", NORMAL, _SINGLE + _CENTRED),
        ParagraphStyle(FOOTER, "footer", NORMAL, _exact(style.page_number_line_pt), page_number),
        ParagraphStyle(MARK, "草稿标记", HEADER, run=mark),
    )


def _table_style(id: str, name: str, **eighths: int) -> str:
    """A table style with single lines of so many eighths of a point, or with none."""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="{thickness}" w:space="0" w:color="auto"/>'
        for edge, thickness in eighths.items()
    )
    borders = f"<w:tblBorders>{edges}</w:tblBorders>" if edges else ""
    kind = "" if name.isascii() else ' w:customStyle="1"'
    bare = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>' if kind else ""
    return (
        f'<w:style w:type="table"{kind} w:styleId="{id}"><w:name w:val="{name}"/><w:tblPr>{borders}{bare}</w:tblPr>'
        '<w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
    )


def styles_xml(style: HouseStyle) -> str:
    """The whole of `word/styles.xml`."""
    run = (
        f'{fonts(style.body, style.western)}<w:spacing w:val="{twips(pt=style.spacing_pt)}"/>{size(style.body_pt)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    )
    paragraph = (
        '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'{_exact(style.line_pt)}<w:jc w:val="both"/>'
    )
    kaiti = "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:qFormat/>'
        f"<w:rPr>{fonts(style.lead, style.western)}</w:rPr></w:style>"
        for id, name in ((LEAD, "条目标题"), (SIGNER, "签发人姓名"))
    )
    # Looks like the text around it; it tells a 一是 that the program counted from one that was typed.
    counted = (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{COUNT}"><w:name w:val="条目序号"/>'
        "<w:qFormat/></w:style>"
    )
    thick, thin = (round(mm * 72 / 25.4 * 8) for mm in (style.imprint_thick_mm, style.imprint_thin_mm))
    tables = (
        _table_style(TABLE, "Table Grid", top=4, left=4, bottom=4, right=4, insideH=4, insideV=4)
        + _table_style(IMPRINT_TABLE, "版记表格", top=thick, bottom=thick, insideH=thin)
        + _table_style(BARE_TABLE, "无线表格")
    )
    text = _text_styles(style) + _letterhead_styles(style) + _other_styles(style)
    return (
        f"{DECLARATION}<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
        f"{''.join(each.xml() for each in text)}{kaiti}{counted}{tables}</w:styles>"
    )


def font_table_xml(style: HouseStyle) -> str:
    """`word/fontTable.xml`: what may stand for a face that the reader's machine lacks."""

    def font(face: Face) -> str:
        other = f'<w:altName w:val="{",".join(face.stand_ins)}"/>' if face.stand_ins else ""
        return f'<w:font w:name="{face.name}">{other}</w:font>'

    faces = (style.western, style.body, style.heading, style.lead, style.title, style.page_number)
    named = {face.name: face for face in faces if face}
    return f"{DECLARATION}<w:fonts {NAMESPACE}>{''.join(map(font, named.values()))}</w:fonts>"
