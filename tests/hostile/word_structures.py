"""Word files whose structure has no end, or no beginning, and texts that no office writes."""

from collections.abc import Iterator

from reports.importing import text as importing
from reports.importing.word import package as limits
from reports.screening import formats
from tests.hostile.files import ANY, LINE, Hostile, docx, picture
from tests.hostile.word_files import active, read, refused
from tests.importing.word.packages import paragraph


def hostile() -> Iterator[Hostile]:
    """Those that are refused, and those of which what can be read comes in."""
    yield from _structures()
    yield from _numbers()
    yield from _texts()


def _structures() -> Iterator[Hostile]:
    def nested(opening: str, closing: str, times: int, inside: str) -> str:
        return opening * times + inside + closing * times

    deep = nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 100, "<w:r><w:t>x</w:t></w:r>")
    yield active("100 content controls in each other", docx(f"<w:p>{deep}</w:p>"), "")
    deep = nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 40, f"<w:r><w:t>{LINE}</w:t></w:r>")
    yield read("40 content controls in each other", docx(f"<w:p>{deep}</w:p>"))
    deep = nested("<w:hyperlink>", "</w:hyperlink>", 80, "<w:r><w:t>x</w:t></w:r>")
    yield active("80 links in each other", docx(f"<w:p>{deep}</w:p>"), "")
    yield read(
        "60 tables in each other",
        docx(nested("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>", 60, paragraph(LINE))),
    )
    box = "<w:p><w:r><w:pict><v:textbox><w:txbxContent>"
    yield read(
        "40 text boxes in each other",
        docx(nested(box, "</w:txbxContent></v:textbox></w:pict></w:r></w:p>", 40, paragraph(LINE))),
        f"\n{LINE}",
    )
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>注</w:t><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote>'
    yield read(
        "a footnote in itself",
        docx(f'<w:p><w:r><w:t>{LINE}</w:t><w:footnoteReference w:id="2"/></w:r></w:p>', footnotes=note),
        f"{LINE}\n注",
    )
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    cycle = style.format("a", "b") + style.format("b", "a")
    yield read("styles that are based on each other", docx(paragraph(LINE, '<w:pStyle w:val="a"/>'), styles=cycle))
    chain = "".join(style.format(f"s{n}", f"s{n + 1}") for n in range(2_000))
    yield read("2,000 styles, each based on the next", docx(paragraph(LINE, '<w:pStyle w:val="s0"/>'), styles=chain))
    lists = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    linked = (
        '<w:style w:type="numbering" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    yield read(
        "a list that is linked to itself",
        docx(
            paragraph(LINE, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
            numbering=lists,
            styles=linked,
        ),
    )
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    yield read("1,900 fields that never end", docx(paragraph(LINE) + f"<w:p>{begin * 1_900}</w:p>"), f"{LINE}\n")
    yield read(
        "1,900 ends of fields that never began",
        docx(paragraph(LINE) + f"<w:p>{begin.replace('begin', 'end') * 1_900}</w:p>"),
        f"{LINE}\n",
    )
    cells = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 60 + "</w:tr>"
    yield refused(
        "a table of 240,000 cells", docx("<w:tbl>" + cells * 4_000 + "</w:tbl>"), formats.TOO_PACKED, limits.TOO_PACKED
    )
    runs = "".join(f"<w:r><w:t>{n:x}</w:t></w:r>" for n in range(4_000))
    yield read("a paragraph of 4,000 runs", docx(f"<w:p>{runs}</w:p>"), ANY)
    lines = "".join(paragraph(f"{n:x}") for n in range(21_000))
    yield refused("21,000 paragraphs", docx(lines), "", importing.TOO_MANY_LINES)


def _numbers() -> Iterator[Hostile]:
    def table(properties: str) -> str:
        return f"<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(LINE)}</w:tc></w:tr></w:tbl>"

    for what, properties in (
        ("a cell over 1,000,000,000 columns", '<w:gridSpan w:val="1000000000"/>'),
        ("a cell over -5 columns", '<w:gridSpan w:val="-5"/>'),
        ("a cell over many columns", '<w:gridSpan w:val="一"/>'),
        ("a cell that goes on with none", '<w:vMerge w:val="continue"/>'),
        ("a cell of negative width", '<w:tcW w:w="-999999999999" w:type="dxa"/>'),
    ):
        yield read(what, docx(table(properties) + paragraph("后文")), ANY)
    number = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    for what, place, name in (("999999999999", "999999999999", "1"), ("-1", "-1", "-1"), ("²", "²", "²")):
        yield read(f"a list's level {what}", docx(paragraph(LINE, number.format(place, name))))

    def numbered(start: str, form: str, text: str) -> bytes:
        inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        abstract = f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{inside}</w:lvl></w:abstractNum>'
        lists = f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        return docx(paragraph(LINE, number.format(0, 1)), numbering=lists)

    yield read("a list from 1,000,000,000 on", numbered("1000000000", "chineseCountingThousand", "%1、"), ANY)
    yield read("a list from -7 on", numbered("-7", "upperRoman", "%1."), ANY)
    yield read("a list in letters from 99,999 on", numbered("99999", "upperLetter", "%1."), ANY)
    yield read("a number of 30,000 levels", numbered("1", "decimal", "%1%9" * 15_000), ANY)
    yield read(
        "a sign without a place in any typeface",
        docx(f'<w:p><w:r><w:sym w:font="x" w:char="FFFFFFFFFFFF"/><w:t>{LINE}</w:t></w:r></w:p>'),
        ANY,
    )
    yield read(
        "letters of 32,767 points",
        docx(f'<w:p><w:r><w:rPr><w:sz w:val="99999999999999999999"/></w:rPr><w:t>{LINE}</w:t></w:r></w:p>'),
    )


def _texts() -> Iterator[Hostile]:
    yield read("a running direction", docx(paragraph("签\u202e到\u2066表")), ANY)
    yield read("figures of ours", docx(paragraph("谈话{{talk_heart}}人次")), ANY)
    yield refused(
        "a mark of secrecy in two runs",
        docx("<w:p><w:r><w:t>机</w:t></w:r><w:r><w:t>密★</w:t></w:r></w:p>" + paragraph("方案")),
        formats.CLASSIFIED,
        importing.CLASSIFIED_FILE,
    )
    box = ("<w:p><w:r><w:pict><v:textbox><w:txbxContent>", "</w:txbxContent></v:textbox></w:pict></w:r></w:p>")
    boxed = paragraph("绝密").join(box)
    yield refused(
        "a mark of secrecy in a box", docx(boxed + paragraph("方案")), formats.CLASSIFIED, importing.CLASSIFIED_FILE
    )
    yield refused(
        "nothing but pictures", docx("<w:p/>", members={"word/media/a.jpg": picture()}), "", importing.NO_TEXT
    )
    yield read(
        "comments by nobody to nowhere",
        docx(
            f'<w:p><w:commentRangeStart w:id="9"/><w:r><w:t>{LINE}</w:t></w:r><w:commentRangeEnd w:id="8"/></w:p>',
            comments='<w:comment w:id="99999999999999999999"/><w:comment/>',
        ),
    )
    name = "".join(map(chr, range(0x4E00, 0x9FA5)))
    changed = f'<w:p><w:ins w:author="{name}" w:date="9999-99-99"><w:r><w:t>{LINE}</w:t></w:r></w:ins></w:p>'
    yield read("a change by a name without an end", docx(changed))
