"""The document: what a report says, without rows, pages or files; plain Python."""

from reports.document.building import build_document
from reports.document.codec import decode, digest, encode
from reports.document.manuscript import Chapter, Entry, Manuscript
from reports.document.nodes import (
    Block,
    Cover,
    Document,
    Figure,
    Heading,
    Inline,
    Lead,
    Paragraph,
    Table,
    Text,
)
from reports.document.walk import anchors, inline_text, plain_text, text_at

__all__ = [
    "Block",
    "Chapter",
    "Cover",
    "Document",
    "Entry",
    "Figure",
    "Heading",
    "Inline",
    "Lead",
    "Manuscript",
    "Paragraph",
    "Table",
    "Text",
    "anchors",
    "build_document",
    "decode",
    "digest",
    "encode",
    "inline_text",
    "plain_text",
    "text_at",
]
