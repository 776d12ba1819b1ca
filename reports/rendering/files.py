"""A document as the file that the ending of a name asks for."""

from collections.abc import Callable

from reports.document import Document, encode
from reports.rendering.html import render_page
from reports.rendering.text import render_text
from reports.rendering.word import render_word

DRAFT_MARK = "草稿"
_WRITERS: dict[str, Callable[[Document, str], bytes]] = {
    ".docx": lambda document, mark: render_word(document, mark=mark),
    ".html": lambda document, mark: render_page(document, mark=mark).encode(),
    ".txt": lambda document, mark: render_text(document).encode(),
    ".json": lambda document, mark: encode(document).encode(),
}
ENDINGS = tuple(_WRITERS)


def render_file(document: Document, ending: str, *, mark: str = "") -> bytes:
    """The document as .docx, .html, .txt or .json; `mark` (DRAFT_MARK) stands in the first two.

    Raises KeyError for another ending.
    """
    return _WRITERS[ending](document, mark)
