"""Writers: a document becomes HTML, Word or plain text; pure Python, nothing here knows rows or requests."""

from reports.rendering.html import render_blocks, render_html, render_page
from reports.rendering.text import render_text
from reports.rendering.word import render_word

__all__ = ["render_blocks", "render_html", "render_page", "render_text", "render_word"]
