"""Writers: a document becomes HTML, Word or plain text; pure Python, nothing here knows rows or requests."""

from reports.rendering.files import DRAFT_MARK, ENDINGS, render_file
from reports.rendering.html import Html, render_html, render_page
from reports.rendering.text import render_text
from reports.rendering.word import Remark, Said, render_changes, render_review, render_word

__all__ = [
    "DRAFT_MARK",
    "ENDINGS",
    "Html",
    "Remark",
    "Said",
    "render_changes",
    "render_file",
    "render_html",
    "render_page",
    "render_review",
    "render_text",
    "render_word",
]
