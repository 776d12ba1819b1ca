"""A document as canonical JSON and back; the hash of that JSON names a frozen version."""

import datetime
import hashlib
import json
from typing import Any, assert_never

from reports.choices import FaceSet, LatinFace, Layout, LinePitch
from reports.document.nodes import (
    Attachment,
    Block,
    Cover,
    Document,
    Figure,
    Heading,
    Imprint,
    Inline,
    Lead,
    Letterhead,
    Mark,
    Paragraph,
    Table,
    Text,
    Typography,
)
from reports.errors import CodecError

VERSION = 1


def encode(document: Document) -> str:
    """Write `document` as canonical JSON: sorted keys, no spaces, UTF-8 text unescaped."""
    data = {
        "version": VERSION,
        "cover": _encode_cover(document.cover),
        "body": [_encode_block(b) for b in document.body],
        "attachments": [_encode_attachment(a) for a in document.attachments],
        "typography": {
            "line_pitch": document.typography.line_pitch.value,
            "latin": document.typography.latin.value,
            "faces": document.typography.faces.value,
        },
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(text: str) -> Document:
    """Read what `encode` wrote.

    Raises CodecError for anything else, also for a version newer than this program's.
    """
    try:
        data = json.loads(text)
        if data["version"] != VERSION:
            raise CodecError(f"document version {data['version']} is not known here")
        body = tuple(_decode_block(block) for block in data["body"])
        attachments = tuple(_decode_attachment(attachment) for attachment in data["attachments"])
        return Document(_decode_cover(data["cover"]), body, attachments, _decode_typography(data["typography"]))
    except (ValueError, KeyError, TypeError) as error:
        raise CodecError(f"not a document: {error}") from error


def digest(text: str) -> str:
    """SHA-256 of a canonical JSON text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _encode_cover(cover: Cover) -> dict[str, Any]:
    return {
        "title": cover.title,
        "recipient": cover.recipient,
        "signature": cover.signature,
        "date": _encode_date(cover.date),
        "letterhead": _encode_letterhead(cover.letterhead) if cover.letterhead else None,
        "sealed": cover.sealed,
        "note": cover.note,
        "imprint": _encode_imprint(cover.imprint) if cover.imprint else None,
    }


def _decode_cover(data: dict[str, Any]) -> Cover:
    return Cover(
        title=data["title"],
        recipient=data["recipient"],
        signature=data["signature"],
        date=_decode_date(data["date"]),
        letterhead=_decode_letterhead(data["letterhead"]) if data["letterhead"] else None,
        sealed=data["sealed"],
        note=data["note"],
        imprint=_decode_imprint(data["imprint"]) if data["imprint"] else None,
    )


def _encode_date(date: datetime.date | None) -> str:
    return date.isoformat() if date else ""


def _decode_date(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _encode_letterhead(letterhead: Letterhead) -> dict[str, Any]:
    return {
        "organ": letterhead.organ,
        "number": letterhead.number,
        "signers": letterhead.signers,
        "urgency": letterhead.urgency,
        "layout": letterhead.layout.value,
    }


def _decode_letterhead(data: dict[str, Any]) -> Letterhead:
    layout = Layout(data["layout"])
    return Letterhead(data["organ"], data["number"], tuple(data["signers"]), data["urgency"], layout)


def _encode_imprint(imprint: Imprint) -> dict[str, str]:
    return {
        "copy_to": imprint.copy_to,
        "printed_by": imprint.printed_by,
        "printed_on": _encode_date(imprint.printed_on),
    }


def _decode_imprint(data: dict[str, str]) -> Imprint:
    return Imprint(data["copy_to"], data["printed_by"], _decode_date(data["printed_on"]))


def _encode_attachment(attachment: Attachment) -> dict[str, Any]:
    body = [_encode_block(block) for block in attachment.body]
    data = {"title": attachment.title, "body": body, "anchor": attachment.anchor}
    return data | _encode_marks(attachment.figures)


def _decode_attachment(data: dict[str, Any]) -> Attachment:
    body = tuple(_decode_block(block) for block in data["body"])
    return Attachment(data["title"], body, data["anchor"], _decode_marks(data))


def _decode_typography(data: dict[str, str]) -> Typography:
    return Typography(LinePitch(data["line_pitch"]), LatinFace(data["latin"]), FaceSet(data["faces"]))


def _encode_block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, number, text, anchor, figures):
            data = {"type": "heading", "level": level, "number": number, "text": text, "anchor": anchor}
            return data | _encode_marks(figures)
        case Paragraph(inlines, anchor):
            return {"type": "paragraph", "inlines": [_encode_inline(i) for i in inlines], "anchor": anchor}
        case Table(columns, rows, caption, anchor, figures):
            data = {"type": "table", "columns": columns, "rows": rows, "caption": caption, "anchor": anchor}
            return data | _encode_marks(figures)
        case _:
            assert_never(block)


def _decode_block(data: dict[str, Any]) -> Block:
    match data["type"]:
        case "heading":
            return Heading(data["level"], data["number"], data["text"], data["anchor"], _decode_marks(data))
        case "paragraph":
            return Paragraph(tuple(_decode_inline(inline) for inline in data["inlines"]), data["anchor"])
        case "table":
            rows = tuple(tuple(row) for row in data["rows"])
            return Table(tuple(data["columns"]), rows, data["caption"], data["anchor"], _decode_marks(data))
        case other:
            raise CodecError(f"unknown block {other}")


def _encode_marks(marks: tuple[Mark, ...]) -> dict[str, Any]:
    """Nothing where there are none: few texts outside of paragraphs take figures."""
    found = [[mark.start, mark.end, mark.source, mark.row, mark.column] for mark in marks]
    return {"figures": found} if found else {}


def _decode_marks(data: dict[str, Any]) -> tuple[Mark, ...]:
    return tuple(Mark(*mark) for mark in data.get("figures", ()))


def _encode_inline(inline: Inline) -> dict[str, Any]:
    match inline:
        case Text(text):
            return {"type": "text", "text": text}
        case Lead(number, text, anchor, figures):
            return {"type": "lead", "number": number, "text": text, "anchor": anchor} | _encode_marks(figures)
        case Figure(code, text, source):
            return {"type": "figure", "code": code, "text": text, "source": source}
        case _:
            assert_never(inline)


def _decode_inline(data: dict[str, Any]) -> Inline:
    match data["type"]:
        case "text":
            return Text(data["text"])
        case "lead":
            return Lead(data["number"], data["text"], data["anchor"], _decode_marks(data))
        case "figure":
            return Figure(data["code"], data["text"], data["source"])
        case other:
            raise CodecError(f"unknown inline {other}")
