"""A document as canonical JSON and back; the hash of that JSON names a frozen version."""

import datetime
import hashlib
import json
from typing import Any, assert_never

from reports.document.nodes import Block, Cover, Document, Figure, Heading, Inline, Lead, Paragraph, Table, Text
from reports.errors import CodecError

VERSION = 1


def encode(document: Document) -> str:
    """Write `document` as canonical JSON: sorted keys, no spaces, UTF-8 text unescaped."""
    data = {
        "version": VERSION,
        "cover": _encode_cover(document.cover),
        "body": [_encode_block(b) for b in document.body],
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
        return Document(_decode_cover(data["cover"]), tuple(_decode_block(block) for block in data["body"]))
    except (ValueError, KeyError, TypeError) as error:
        raise CodecError(f"not a document: {error}") from error


def digest(text: str) -> str:
    """SHA-256 of a canonical JSON text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _encode_cover(cover: Cover) -> dict[str, str]:
    return {
        "title": cover.title,
        "recipient": cover.recipient,
        "signature": cover.signature,
        "date": cover.date.isoformat() if cover.date else "",
    }


def _decode_cover(data: dict[str, str]) -> Cover:
    date = datetime.date.fromisoformat(data["date"]) if data["date"] else None
    return Cover(data["title"], data["recipient"], data["signature"], date)


def _encode_block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, number, text, anchor):
            return {"type": "heading", "level": level, "number": number, "text": text, "anchor": anchor}
        case Paragraph(inlines, anchor):
            return {"type": "paragraph", "inlines": [_encode_inline(i) for i in inlines], "anchor": anchor}
        case Table(columns, rows, caption, anchor):
            return {"type": "table", "columns": columns, "rows": rows, "caption": caption, "anchor": anchor}
        case _:
            assert_never(block)


def _decode_block(data: dict[str, Any]) -> Block:
    match data["type"]:
        case "heading":
            return Heading(data["level"], data["number"], data["text"], data["anchor"])
        case "paragraph":
            return Paragraph(tuple(_decode_inline(inline) for inline in data["inlines"]), data["anchor"])
        case "table":
            rows = tuple(tuple(row) for row in data["rows"])
            return Table(tuple(data["columns"]), rows, data["caption"], data["anchor"])
        case other:
            raise CodecError(f"unknown block {other}")


def _encode_inline(inline: Inline) -> dict[str, str]:
    match inline:
        case Text(text):
            return {"type": "text", "text": text}
        case Lead(number, text, anchor):
            return {"type": "lead", "number": number, "text": text, "anchor": anchor}
        case Figure(code, text, source):
            return {"type": "figure", "code": code, "text": text, "source": source}
        case _:
            assert_never(inline)


def _decode_inline(data: dict[str, str]) -> Inline:
    match data["type"]:
        case "text":
            return Text(data["text"])
        case "lead":
            return Lead(data["number"], data["text"], data["anchor"])
        case "figure":
            return Figure(data["code"], data["text"], data["source"])
        case other:
            raise CodecError(f"unknown inline {other}")
