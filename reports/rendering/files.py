"""A document as the file that the ending of a name asks for."""

from collections.abc import Callable, Sequence

from reports.document import Document, encode
from reports.rendering.html import render_page
from reports.rendering.sources import Source
from reports.rendering.text import render_text
from reports.rendering.word import render_word

DRAFT_MARK = "草稿"
_WRITERS: dict[str, Callable[[Document, str, Sequence[Source]], bytes]] = {
    ".docx": lambda document, mark, sources: render_word(document, mark=mark),
    ".html": lambda document, mark, sources: render_page(document, mark=mark, sources=sources).encode(),
    ".txt": lambda document, mark, sources: render_text(document).encode(),
    ".json": lambda document, mark, sources: encode(document).encode(),
}
ENDINGS = tuple(_WRITERS)


def render_file(document: Document, ending: str, *, mark: str = "", sources: Sequence[Source] = ()) -> bytes:
    """The document as .docx, .html, .txt or .json; `mark` (DRAFT_MARK) stands in the first two.

    In HTML the figures lead to their `sources`.

    Raises KeyError for another ending.
    """
    return _WRITERS[ending](document, mark, sources)
