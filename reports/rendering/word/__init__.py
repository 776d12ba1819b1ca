"""Word files: the document as .docx in the official layout, on a lean template of our own."""

from reports.rendering.word.writer import render_word

__all__ = ["render_word"]
