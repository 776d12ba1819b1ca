"""The document as HTML: the article for a page of the site, its blocks for a preview, and a file of its own.

All looks come from `static/reports/css/paper.css`; the markup carries no style, so a strict policy admits it.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import assert_never

from reports.document import Attachment, Block, Cover, Document, Figure, Heading, Inline, Lead, Paragraph, Table, Text
from reports.rendering.cleaning import clean
from reports.rendering.closing import printed_date, recipient_line
from reports.rendering.house_style import is_titled
from reports.rendering.placing import width
from reports.rendering.titles import title_lines

PAPER_CSS = Path(__file__).parents[2] / "static/reports/css/paper.css"


def render_html(document: Document, *, mark: str = "", anchors: bool = True) -> str:
    """The report as one `<article class="paper">`.

    Each anchor of the document stands as `id` and `data-anchor` on the element with its text; `anchors=False` leaves
    both out, for a page that shows a report twice. `mark` (草稿) stands plainly above the title.
    """
    marked = f'<p class="paper-mark">{_text(mark)}</p>\n' if mark else ""
    body = render_blocks(document.body, anchors=anchors)
    cover = document.cover
    attached = "".join(_attachment(each, anchors) for each in document.attachments)
    parts = (marked, _opening(cover, anchors), body, _closing(cover, anchors), attached)
    return f'<article class="paper" lang="zh-CN">\n{"".join(parts)}</article>\n'


def render_page(document: Document, *, mark: str = "") -> str:
    """The report as one HTML file that needs nothing else and prints on A4 with page numbers."""
    title = _text(document.cover.title) or "报告"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_paper_css()}</style>\n</head>\n"
        f'<body class="desk">\n{render_html(document, mark=mark)}</body>\n</html>\n'
    )


def render_blocks(blocks: Iterable[Block], *, anchors: bool = True) -> str:
    """The blocks alone, one element each; the caller puts them into an element of class `paper`."""
    return "".join(f"{_block(block, anchors)}\n" for block in blocks)


@cache
def _paper_css() -> str:
    return PAPER_CSS.read_text(encoding="utf-8")


def _text(text: str) -> str:
    return escape(clean(text))


def _anchor(anchor: str, wanted: bool) -> str:
    """The attributes that name a place: ` id="…" data-anchor="…"`, or nothing."""
    name = _text(anchor)
    return f' id="{name}" data-anchor="{name}"' if wanted and name else ""


def _opening(cover: Cover, anchors: bool) -> str:
    parts = []
    if cover.title:
        lines = "".join(f'<span class="paper-title-line">{_text(line)}</span>' for line in title_lines(cover.title))
        parts.append(f'<h1 class="paper-title"{_anchor("title", anchors)}>{lines}</h1>\n')
    if cover.recipient:
        line = _text(recipient_line(cover.recipient))
        parts.append(f'<p class="paper-recipient"{_anchor("recipient", anchors)}>{line}</p>\n')
    return "".join(parts)


def _closing(cover: Cover, anchors: bool) -> str:
    """Signature and date; the wider of the two says how far they stand from the edge (7.3.5.2)."""
    date = printed_date(cover.date) if cover.date else ""
    if not (cover.signature or date):
        return ""
    wider = "date" if width(date) > width(cover.signature) else "signature"
    parts = [f'<div class="paper-closing paper-closing-{wider}">\n']
    if cover.signature:
        parts.append(f'<p class="paper-signature"{_anchor("signature", anchors)}>{_text(cover.signature)}</p>\n')
    if cover.date:
        stamp = f'<time datetime="{cover.date.isoformat()}">{date}</time>'
        parts.append(f'<p class="paper-date"{_anchor("date", anchors)}>{stamp}</p>\n')
    return "".join((*parts, "</div>\n"))


def _attachment(attachment: Attachment, anchors: bool) -> str:
    title = f'<h2 class="paper-attachment-title"{_anchor(attachment.anchor, anchors)}>{_text(attachment.title)}</h2>\n'
    return f'<section class="paper-attachment">\n{title}{render_blocks(attachment.body, anchors=anchors)}</section>\n'


def _block(block: Block, anchors: bool) -> str:
    match block:
        case Heading(level, number, text, anchor):
            tag, attributes = f"h{level + 1}", _anchor(anchor, anchors)
            return f'<{tag} class="paper-heading-{level}"{attributes}>{_text(number + text)}</{tag}>'
        case Paragraph(inlines, anchor):
            return f'<p class="paper-text"{_anchor(anchor, anchors)}>{"".join(_spans(inlines, anchors))}</p>'
        case Table():
            return _table(block, anchors)
        case _:
            assert_never(block)


def _spans(inlines: tuple[Inline, ...], anchors: bool) -> Iterator[str]:
    """The inlines; from a lead with an anchor up to the next one they stand in a span of their own."""
    entry_open = False
    for inline in inlines:
        if isinstance(inline, Lead) and inline.anchor:
            yield "</span>" * entry_open + f"<span{_anchor(inline.anchor, anchors)}>"
            entry_open = True
        yield _inline(inline)
    yield "</span>" * entry_open


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return _text(text)
        case Lead(number, text):
            titled = ' class="paper-lead"' if is_titled(inline) else ""
            return f"<span{titled}>{_text(number + text)}</span>"
        case Figure(code, text, source):
            return f'<span class="paper-figure" data-code="{_text(code)}" title="{_text(source)}">{_text(text)}</span>'
        case _:
            assert_never(inline)


def _table(table: Table, anchors: bool) -> str:
    caption = f"<caption>{_text(table.caption)}</caption>" if table.caption else ""
    head = "".join(f'<th scope="col">{_text(column)}</th>' for column in table.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return (
        f'<table class="paper-table"{_anchor(table.anchor, anchors)}>{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
