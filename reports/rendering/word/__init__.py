"""Word files: the document as .docx in the official layout, on a lean template of our own."""

from reports.rendering.word.changes import render_changes
from reports.rendering.word.comments import Remark, Said, render_review
from reports.rendering.word.writer import render_word

__all__ = ["Remark", "Said", "render_changes", "render_review", "render_word"]
