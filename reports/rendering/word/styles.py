"""The styles of the Word file: their ids, and the XML of `word/styles.xml` made from the house style.

Names in English are Word's built-in styles, which every Word shows in its own language. East-Asian faces stand in
the styles, so that no run carries fonts.
"""

from dataclasses import dataclass

from reports.rendering.house_style import Face, HouseStyle, twips

NORMAL, TITLE, RECIPIENT, BODY = "Normal", "Title", "Salutation", "BodyText"
HEADINGS = CHAPTER, ENTRY, THIRD, FOURTH = "Heading1", "Heading2", "Heading3", "Heading4"
LEAD, ATTACHMENT = "EntryLead", "AttachmentTitle"
SIGNATURE, DATE = "Signature", "Date"
TABLE, TABLE_TEXT, TABLE_HEAD, CAPTION = "TableGrid", "TableText", "TableHead", "Caption"
HEADER, FOOTER, MARK = "Header", "Footer", "DraftMark"

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


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


_CENTRED, _LEFT, _KEPT = '<w:jc w:val="center"/>', '<w:jc w:val="left"/>', "<w:keepNext/>"
_SINGLE = '<w:spacing w:line="240" w:lineRule="auto"/>'


def _text_styles(style: HouseStyle) -> tuple[ParagraphStyle, ...]:
    """What a report is read by, from the title to the date."""
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
        ParagraphStyle(ATTACHMENT, "附件标题", TITLE, "<w:pageBreakBefore/>", next=BODY),
        ParagraphStyle(SIGNATURE, "Signature", NORMAL, _KEPT + _LEFT),
        ParagraphStyle(DATE, "Date", NORMAL, loose + _LEFT),
    )


def _other_styles(style: HouseStyle) -> tuple[ParagraphStyle, ...]:
    """Tables, and what stands outside the text: header, page number, draft mark."""
    heading, number = fonts(style.heading, style.western), fonts(style.page_number, style.page_number)
    cell = f'<w:spacing w:val="0"/>{size(style.table_pt)}'
    page_number = f'{number}<w:spacing w:val="0"/>{size(style.page_number_pt)}'
    mark = f'{heading}<w:color w:val="A61B1B"/><w:spacing w:val="200"/>{size(style.mark_pt)}'
    return (
        ParagraphStyle(TABLE_TEXT, "表格文字", NORMAL, _exact(style.table_line_pt) + _CENTRED, cell),
        ParagraphStyle(TABLE_HEAD, "表格栏目", TABLE_TEXT, run=heading),
        ParagraphStyle(CAPTION, "caption", NORMAL, _KEPT + _CENTRED, heading + cell),
        ParagraphStyle(HEADER, "header", NORMAL, _SINGLE + _CENTRED),
        ParagraphStyle(FOOTER, "footer", NORMAL, _SINGLE, page_number),
        ParagraphStyle(MARK, "草稿标记", HEADER, run=mark),
    )


def styles_xml(style: HouseStyle) -> str:
    """The whole of `word/styles.xml`."""
    run = (
        f'{fonts(style.body, style.western)}<w:spacing w:val="{twips(pt=style.spacing_pt)}"/>{size(style.body_pt)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    )
    paragraph = f'<w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>{_exact(style.line_pt)}<w:jc w:val="both"/>'
    lead = (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{LEAD}"><w:name w:val="条目标题"/><w:qFormat/>'
        f"<w:rPr>{fonts(style.lead, style.western)}</w:rPr></w:style>"
    )
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = (
        f'<w:style w:type="table" w:styleId="{TABLE}"><w:name w:val="Table Grid"/><w:tblPr>'
        f'<w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
        f"{''.join(each.xml() for each in _text_styles(style) + _other_styles(style))}{lead}{grid}</w:styles>"
    )
