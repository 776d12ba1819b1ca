"""A document for review: the Word file with what was said about its paragraphs as Word's comments.

Comments stand in a part of their own; a second one (`commentsExtended`) says which answers which and what is done
(ECMA-376, 17.13.4; [MS-DOCX], 2.5.2).
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from reports.document import Document
from reports.document.walk import anchored_texts
from reports.rendering.word import ooxml, styles
from reports.rendering.word.places import Bookmarks, anchors_in, placed, settle
from reports.rendering.word.writer import elements, member, package

_LONGEST_QUOTE = 60
ANSWERED, GONE = "【已答复】", "【原段落已不在本稿】"
PROPOSED, TO_BE_TAKEN_OUT = "建议改为", "建议删去"

_COMMENTS, _EXTENDED = "word/comments.xml", "word/commentsExtended.xml"
_TEXT, _REFERENCE = "CommentText", "CommentReference"
_COMPATIBILITY = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_POINTS = 10.5
_STYLES = (
    styles.ParagraphStyle(
        _TEXT,
        "annotation text",
        paragraph='<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="left"/>',
        run=f'<w:spacing w:val="0"/>{styles.size(_POINTS)}',
    ).xml()
    + f'<w:style w:type="character" w:styleId="{_REFERENCE}"><w:name w:val="annotation reference"/>'
    f"<w:rPr>{styles.size(_POINTS)}</w:rPr></w:style>"
)
# What a file with comments has before the end of parts that every file has.
_MORE = {
    "[Content_Types].xml": (
        f'<Override PartName="/{_COMMENTS}" ContentType="{_TYPE}.comments+xml"/>'
        f'<Override PartName="/{_EXTENDED}" ContentType="{_TYPE}.commentsExtended+xml"/>'
    ),
    "word/_rels/document.xml.rels": (
        '<Relationship Id="rIdComments" Target="comments.xml"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/>'
        '<Relationship Id="rIdExtended" Target="commentsExtended.xml"'
        ' Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended"/>'
    ),
    "word/styles.xml": _STYLES,
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said: by whom, when by the clock, and what; its lines become paragraphs."""

    author: str
    at: datetime.datetime
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A conversation about the text at `anchor`: a comment and the answers to it.

    `quote` are the words that it is about; they are shown where they are not the whole text at the anchor. `proposed`
    are the words that somebody would have in their place, blank to take them out. `answered` says that the unit has
    done what was asked.
    """

    anchor: str
    quote: str
    said: tuple[Said, ...]
    proposed: str | None = None
    answered: bool = False


def render_review(document: Document, remarks: Sequence[Remark]) -> bytes:
    """The report as a .docx file with each remark as a comment at its paragraph, answers as answers.

    A remark whose anchor the document doesn't have stands at the first anchor, the title.
    """
    content = "".join(elements(document))
    if not anchors_in(content):
        content = ooxml.paragraph(styles.TITLE, placed("title", "")) + content
    comments = _Comments(remarks, content, dict(anchored_texts(document)))
    file = package(document, settle(content, comments))
    return _with_parts(file, comments.parts()) if remarks else file


def _shortened(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else f"{quote[: _LONGEST_QUOTE - 1]}…"


class _Comments:
    """The fences of bookmarks and comments; writes the comments in the order of the text."""

    def __init__(self, remarks: Sequence[Remark], content: str, texts: dict[str, str]) -> None:
        self._bookmarks = Bookmarks()
        self._texts = texts
        self._waiting = defaultdict[str, list[Remark]](list)
        self._comments: list[str] = []
        self._extended: list[str] = []
        self._paragraphs = 0
        anchors = anchors_in(content)
        for remark in remarks:
            self._waiting[remark.anchor if remark.anchor in anchors else anchors[0]].append(remark)

    def __call__(self, anchor: str) -> tuple[str, str]:
        before, behind = self._bookmarks(anchor)
        for remark in self._waiting.pop(anchor, ()):
            for number in self._conversation(remark, gone=remark.anchor != anchor):
                before = f'<w:commentRangeStart w:id="{number}"/>{before}'
                behind += (
                    f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="{_REFERENCE}"/></w:rPr>'
                    f'<w:commentReference w:id="{number}"/></w:r>'
                )
        return before, behind

    def _conversation(self, remark: Remark, *, gone: bool) -> list[int]:
        """Write its comments; their numbers."""
        first, numbers = "", []
        for said in remark.said:
            lines = said.text.splitlines()
            if not first:
                lines = self._opening(remark, lines, gone=gone)
            numbers.append(len(self._comments))
            last = self._write(said, lines)
            parent = f' w15:paraIdParent="{first}"' if first else ""
            self._extended.append(f'<w15:commentEx w15:paraId="{last}"{parent} w15:done="0"/>')
            first = first or last
        return numbers

    def _opening(self, remark: Remark, lines: list[str], *, gone: bool) -> list[str]:
        """The lines of the comment itself, which tell also how it stands and which words it is about."""
        head = GONE if gone else ""
        if remark.quote and (gone or remark.quote != self._texts[remark.anchor]):
            head += f"「{_shortened(remark.quote)}」"
        if remark.proposed is not None:
            head += f"{PROPOSED}「{remark.proposed}」" if remark.proposed else TO_BE_TAKEN_OUT
        state = ANSWERED if remark.answered else ""
        return [*head.splitlines(), f"{state}{lines[0] if lines else ''}", *lines[1:]]

    def _write(self, said: Said, lines: Sequence[str]) -> str:
        """Write a comment; the name of its last paragraph, by which Word tells it."""
        paragraphs, name = "", ""
        for place, line in enumerate(lines or [""]):
            self._paragraphs += 1
            name = f"{self._paragraphs:08X}"
            mark = f'<w:r><w:rPr><w:rStyle w:val="{_REFERENCE}"/></w:rPr><w:annotationRef/></w:r>' if not place else ""
            paragraphs += ooxml.paragraph(_TEXT, mark + ooxml.run(line)).replace(
                "<w:p>", f'<w:p w14:paraId="{name}">', 1
            )
        self._comments.append(ooxml.comment(len(self._comments), said.author, said.at, paragraphs))
        return name

    def parts(self) -> dict[str, str]:
        """The two parts with all comments that were written."""
        comments = f'{ooxml.NAMESPACE} {_COMPATIBILITY} {_W14} mc:Ignorable="w14"'
        extended = f'{_COMPATIBILITY} {_W15} mc:Ignorable="w15"'
        return {
            _COMMENTS: f"{ooxml.DECLARATION}<w:comments {comments}>{''.join(self._comments)}</w:comments>",
            _EXTENDED: f"{ooxml.DECLARATION}<w15:commentsEx {extended}>{''.join(self._extended)}</w15:commentsEx>",
        }


def _with_parts(file: bytes, parts: dict[str, str]) -> bytes:
    """The file with these parts, and with what it takes for them in parts that it has."""
    made = BytesIO()
    with ZipFile(BytesIO(file)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            xml = old.read(name).decode()
            head, tag, tail = xml.rpartition("</")
            new.writestr(member(name), f"{head}{_MORE.get(name, '')}{tag}{tail}")
        for name, xml in parts.items():
            new.writestr(member(name), xml)
    return made.getvalue()
