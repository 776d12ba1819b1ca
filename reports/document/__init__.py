"""The document: what a report says, without rows, pages or files; plain Python."""

from reports.document.building import build_document
from reports.document.codec import decode, digest, encode
from reports.document.figures import Reference
from reports.document.manuscript import Chapter, Count, Entry, Manuscript
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
from reports.document.walk import anchors, inline_text, plain_text, text_at

__all__ = [
    "Attachment",
    "Block",
    "Chapter",
    "Count",
    "Cover",
    "Document",
    "Entry",
    "Figure",
    "Heading",
    "Imprint",
    "Inline",
    "Lead",
    "Letterhead",
    "Manuscript",
    "Mark",
    "Paragraph",
    "Reference",
    "Table",
    "Text",
    "Typography",
    "anchors",
    "build_document",
    "decode",
    "digest",
    "encode",
    "inline_text",
    "plain_text",
    "text_at",
]
