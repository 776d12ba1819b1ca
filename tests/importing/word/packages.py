"""Small Word files, written part by part, as Word, WPS and people with bad intentions write them."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from reports.importing import Outcome
from reports.importing.word import interpret
from reports.importing.word.reading import parse

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": _TYPE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    }.items()
)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run; `properties` goes inside `w:pPr`."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph with an automatic number."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(index: int, form: str, text: str, more: str = "") -> str:
    """One level of a list, counting from 1; `more` stands between format and text."""
    inside = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}">{inside}</w:lvl>'


def relationships(**targets: str) -> str:
    """A relationships part."""
    inside = "".join(
        f'<Relationship Id="r{place}" Type="{_TYPE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def parts(body: str, **more: str) -> dict[str, str]:
    """The parts of a Word file with that body; `more` gives the inside of styles, numbering or footnotes."""
    made = {
        "_rels/.rels": relationships(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {SPACE}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(**{kind: f"{kind}.xml" for kind in more}),
    }
    return made | {f"word/{kind}.xml": f"<w:{kind} {SPACE}>{inside}</w:{kind}>" for kind, inside in more.items()}


def package(members: Mapping[str, str | bytes]) -> bytes:
    """The bytes of a package with those members."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def word(body: str, **more: str) -> bytes:
    """A whole Word file with that body."""
    return package(parts(body, **more))


def read_here(data: bytes) -> Outcome:
    """Read a Word file as `read_word` does, without the child process: tests read thousands."""
    return interpret(parse(data))
