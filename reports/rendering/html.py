"""The document as HTML: the article for a page of the site, and a file of its own.

All looks come from `static/reports/css/paper.css`; the markup carries no style, so a strict policy admits it. A length
that differs from document to document stands as classes, one for each of its digits.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import assert_never

from reports.choices import Layout
from reports.document import (
    Attachment,
    Block,
    Cover,
    Document,
    Figure,
    Heading,
    Inline,
    Lead,
    Letterhead,
    Mark,
    Paragraph,
    Table,
    Text,
    Typography,
)
from reports.document.layouts import PARTS
from reports.rendering.cleaning import clean
from reports.rendering.closing import (
    ImprintBlock,
    attachment_label,
    attachment_list,
    closing,
    imprint_block,
    note_line,
    recipient_line,
)
from reports.rendering.house_style import is_titled
from reports.rendering.letterhead import number_rows, organ_mark, urgency_line
from reports.rendering.placing import Align, Placed, Row
from reports.rendering.runs import runs
from reports.rendering.sources import TITLE, Source
from reports.rendering.tables import column_shares, numeric_columns
from reports.rendering.titles import title_lines

PAPER_CSS = Path(__file__).parents[2] / "static/reports/css/paper.css"
_ALIGNED = {Align.LEFT: "", Align.CENTRE: " is-centred", Align.RIGHT: " is-right"}


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the markup carries beside the text: anchors or none, and where a figure leads to by its source."""

    anchors: bool
    figure_url: Callable[[str], str] | None = None


class Html(str):
    """Markup in which every text is escaped; a template shows it as it is, without being told that it may."""

    __slots__ = ()

    def __html__(self) -> str:
        """The markup itself, as MarkupSafe and Django ask for it."""
        return self


Piece = tuple[bool, str]  # whether the page is turned, and the markup that stands on it


def render_html(
    document: Document, *, mark: str = "", anchors: bool = True, figure_url: Callable[[str], str] | None = None
) -> Html:
    """The report as one `<article class="paper">` of runs, each of which begins a new sheet.

    Each anchor of the document stands as `id` and `data-anchor` on the element with its text; `anchors=False` leaves
    both out, for a page that shows a report twice. `mark` (草稿) stands plainly above the title. A figure leads to
    what `figure_url` gives for its source, where that is given.
    """
    marks = _Marks(anchors, figure_url)
    marked = f'<p class="paper-mark">{_text(mark)}</p>\n' if mark else ""
    parts = _joined(_main(document, marked, marks))
    for place, attachment in enumerate(document.attachments, 1):
        label = attachment_label(place, len(document.attachments))
        parts += _joined(_attachment(attachment, label, marks))
    parts = [*parts[:-1], *_joined((*parts[-1:], (False, _imprint(document.cover, marks))))] or [(False, "")]
    inside = "".join(f'<div class="paper-run{" paper-wide" * wide}">{part}</div>\n' for wide, part in parts)
    return Html(f'<article class="{_classes(document)}" lang="zh-CN">\n{inside}</article>\n')


def render_page(document: Document, *, mark: str = "", sources: Sequence[Source] = ()) -> str:
    """The report as one HTML file that needs nothing else and prints on A4 with page numbers.

    Figures lead to their `sources` behind the report, which are not printed.
    """
    listed = {source.key: f"source-{place}" for place, source in enumerate(sources, 1)}
    figure_url = (lambda key: f"#{listed[key]}" if key in listed else "#") if sources else None
    title = _text(document.cover.title) or "报告"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_paper_css()}</style>\n</head>\n"
        f'<body class="desk">\n{render_html(document, mark=mark, figure_url=figure_url)}{_sources(sources)}'
        "</body>\n</html>\n"
    )


def _sources(sources: Sequence[Source]) -> str:
    """What stands behind the figures, one after the other."""
    parts = "".join(
        f'<section id="source-{place}"><h3>{_text(source.name)}　{_text(source.printed)}</h3>'
        f"<p>{_text(source.how)}</p><ol>{''.join(f'<li>{_text(record.line)}</li>' for record in source.records)}</ol>"
        "</section>\n"
        for place, source in enumerate(sources, 1)
    )
    return f'<aside class="paper-sources" lang="zh-CN">\n<h2>{TITLE}</h2>\n{parts}</aside>\n' if parts else ""


@cache
def _paper_css() -> str:
    return PAPER_CSS.read_text(encoding="utf-8")


def _text(text: str) -> str:
    return escape(clean(text))


def _anchor(anchor: str, marks: _Marks) -> str:
    """The attributes that name a place: ` id="…" data-anchor="…"`, or nothing."""
    name = _text(anchor)
    return f' id="{name}" data-anchor="{name}"' if marks.anchors and name else ""


def _digits(number: float) -> str:
    """The classes that say `number` to the stylesheet, to a tenth: 12.5 is `tens-1 ones-2 tenths-5`."""
    tens, rest = divmod(round(number * 10), 100)
    named = zip(("tens", "ones", "tenths"), (tens, *divmod(rest, 10)), strict=True)
    return " ".join(f"{name}-{digit}" for name, digit in named if digit)


def _classes(document: Document) -> str:
    """The classes of the article: its format and what differs from the usual typography."""
    letterhead, typography, usual = document.cover.letterhead, document.typography, Typography()
    letter = letterhead is not None and letterhead.layout is Layout.LETTER
    names = {
        "paper-letter": letter,
        f"paper-pitch-{typography.line_pitch.replace('.', '-')}": typography.line_pitch != usual.line_pitch,
        f"paper-latin-{typography.latin}": typography.latin != usual.latin,
        f"paper-faces-{typography.faces}": typography.faces != usual.faces,
    }
    return " ".join(["paper", *(name for name, wanted in names.items() if wanted)])


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that say something, with those joined that follow each other on pages of one kind."""
    filled = (piece for piece in pieces if piece[1])
    return [(wide, "".join(part for _, part in some)) for wide, some in groupby(filled, key=lambda piece: piece[0])]


def _main(document: Document, marked: str, marks: _Marks) -> Iterator[Piece]:
    cover = document.cover
    yield False, marked + _letterhead(cover.letterhead, marks) + _opening(cover, marks)
    yield from _pieces(document.body, [], marks)
    yield False, _attachment_list(document.attachments, marks) + _closing(cover, marks)


def _letterhead(letterhead: Letterhead | None, marks: _Marks) -> str:
    """Urgency, organ mark, red line and number, in the order in which they stand."""
    if letterhead is None:
        return ""
    urgency, mark = urgency_line(letterhead), organ_mark(letterhead.organ)
    above = f'<p class="paper-urgency"{_anchor("urgency", marks)}>{_text(urgency)}</p>\n' if urgency else ""
    lines = "".join(f'<span class="paper-line">{_text(line)}</span>' for line in mark.lines)
    place = _anchor("organ", marks)
    organ = f'<p class="paper-organ {_digits(mark.pt)}"{place}>{lines}</p>\n' if lines else ""
    rows = number_rows(letterhead)
    named = {placed.anchor: placed for row in reversed(rows) for placed in reversed(row)} if marks.anchors else {}
    numbers = "".join(f'<p class="paper-number">{_row(row, named)}</p>\n' for row in rows)
    rule = '<hr class="paper-rule">\n'
    below = numbers + rule if PARTS[letterhead.layout].number_above else rule + numbers
    return f'<div class="paper-letterhead">\n{above}{organ}{below}</div>\n'


def _row(row: Row, named: Mapping[str, Placed]) -> str:
    """The texts at their places; of those that share an anchor, the one that is `named` by it has its name."""
    return f'<span class="paper-row">{"".join(_placed(placed, named) for placed in row)}</span>'


def _placed(placed: Placed, named: Mapping[str, Placed]) -> str:
    anchor = ""
    if placed.anchor in named:
        again = f' data-anchor="{placed.anchor}"'
        anchor = _anchor(placed.anchor, _Marks(anchors=True)) if named[placed.anchor] is placed else again
    return f'<span class="{_place(placed)}"{anchor}>{_text(placed.text)}</span>'


def _place(placed: Placed) -> str:
    face = " paper-lead" if placed.lead else ""
    return f"paper-placed {_digits(placed.at)}{_ALIGNED[placed.align]}{face}"


def _opening(cover: Cover, marks: _Marks) -> str:
    parts = []
    if title := _title(cover.title, (), marks):
        parts.append(f'<h1 class="paper-title"{_anchor("title", marks)}>{title}</h1>\n')
    if cover.recipient:
        line = _text(recipient_line(cover.recipient))
        parts.append(f'<p class="paper-recipient"{_anchor("recipient", marks)}>{line}</p>\n')
    return "".join(parts)


def _title(title: str, figures: Iterable[Mark], marks: _Marks) -> str:
    """The lines of a title; a figure that runs over the end of one leads on from the next."""
    parts, at = [], 0
    for line in title_lines(title):
        here = [
            replace(one, start=max(one.start - at, 0), end=min(one.end - at, len(line)))
            for one in figures
            if one.start < at + len(line) and one.end > at
        ]
        parts.append(f'<span class="paper-line">{_linked(line, here, marks)}</span>')
        at += len(line)
    return "".join(parts)


def _attachment_list(attachments: Iterable[Attachment], marks: _Marks) -> str:
    lines = "".join(
        f'<li class="paper-item {_digits(line.name_at)}">'
        f'<span class="paper-item-mark {_digits(line.mark_at)}">{_text(line.mark)}</span>'
        f"{_linked(line.name, line.figures, marks)}</li>\n"
        for line in attachment_list(tuple(attachments))
    )
    return f'<ul class="paper-list">\n{lines}</ul>\n' if lines else ""


def _closing(cover: Cover, marks: _Marks) -> str:
    """Signature and date with the lines left free above them, and the note."""
    note = note_line(cover.note)
    below = f'<p class="paper-note"{_anchor("note", marks)}>{_text(note)}</p>\n' if note else ""
    lines = closing(cover)
    if lines is None:
        return below
    rows = list(lines.rows)
    parts = ['<div class="paper-closing">\n']
    while rows and not rows[0]:
        parts.append(f"{_row(rows.pop(0), {})}\n")
    if rows:
        parts.append(
            f'<p class="paper-signature"{_anchor("signature", marks)}>{"".join(_row(row, {}) for row in rows)}</p>\n'
        )
    if cover.date and lines.date:
        stamp = (
            f'<time class="{_place(lines.date)}" datetime="{cover.date.isoformat()}">{_text(lines.date.text)}</time>'
        )
        parts.append(f'<p class="paper-date"{_anchor("date", marks)}><span class="paper-row">{stamp}</span></p>\n')
    return "".join((*parts, "</div>\n", below))


def _imprint(cover: Cover, marks: _Marks) -> str:
    """The block at the foot of the last page, and a hidden twin that keeps room for it behind the text."""
    block = imprint_block(cover)
    if block is None:
        return ""
    ruled, unnamed = " is-ruled" * block.ruled, _imprint_lines(block, _Marks(anchors=False))
    return (
        f'<div class="paper-imprint paper-imprint-room{ruled}" aria-hidden="true">\n{unnamed}'
        f'<div class="paper-imprint{ruled}">\n{_imprint_lines(block, marks)}'
    )


def _imprint_lines(block: ImprintBlock, marks: _Marks) -> str:
    place = _anchor("copies", marks)
    copies = f'<p class="paper-copies"{place}>{_text(block.copy_to)}</p>\n' if block.copy_to else ""
    place = _anchor("printed", marks)
    ends = f"<span>{_text(block.printed_by)}</span><span>{_text(block.printed_on)}</span>"
    printed = f'<p class="paper-printed"{place}>{ends}</p>\n' if block.printed_by or block.printed_on else ""
    return f"{copies}{printed}</div>\n"


def _attachment(attachment: Attachment, label: str, marks: _Marks) -> Iterator[Piece]:
    """The attachment with its label and title; where it begins with a wide table, these stand above it."""
    body = list(_pieces(attachment.body, [0], marks))
    anchor = _anchor(attachment.anchor, marks)
    title = _title(attachment.title, attachment.figures, marks)
    headed = f'<h2 class="paper-attachment-title"{anchor}>{title}</h2>\n'
    labelled = f'<p class="paper-attachment-label"{"" if attachment.title else anchor}>{label}</p>\n'
    yield body[0][0] if body else False, labelled + (headed if attachment.title else "")
    yield from body


def _pieces(blocks: Iterable[Block], above: list[int], marks: _Marks) -> Iterator[Piece]:
    for run in runs(blocks):
        yield run.wide, "".join(f"{_block(block, above, marks)}\n" for block in run.blocks)


def _block(block: Block, above: list[int], marks: _Marks) -> str:
    match block:
        case Heading(level, number, text, anchor, figures):
            tag = f"h{_rank(level, above)}"
            words = _text(number) + _linked(text, figures, marks)
            return f'<{tag} class="paper-heading-{level}"{_anchor(anchor, marks)}>{words}</{tag}>'
        case Paragraph(inlines, anchor):
            return f'<p class="paper-text"{_anchor(anchor, marks)}>{"".join(_spans(inlines, marks))}</p>'
        case Table():
            return _table(block, marks)
        case _:
            assert_never(block)


def _rank(level: int, above: list[int]) -> int:
    """The rank of a heading, which never skips one, below the headings whose levels are in `above`; adds itself."""
    while above and above[-1] >= level:
        above.pop()
    above.append(level)
    return len(above) + 1


def _spans(inlines: tuple[Inline, ...], marks: _Marks) -> Iterator[str]:
    """The inlines; from a lead with an anchor up to the next one they stand in a span of their own."""
    entry_open = False
    for inline in inlines:
        if isinstance(inline, Lead) and inline.anchor:
            yield "</span>" * entry_open + f"<span{_anchor(inline.anchor, marks)}>"
            entry_open = True
        yield _inline(inline, marks)
    yield "</span>" * entry_open


def _inline(inline: Inline, marks: _Marks) -> str:
    match inline:
        case Text(text):
            return _text(text)
        case Lead(number, text, _, figures):
            titled = ' class="paper-lead"' if is_titled(inline) else ""
            return f"<span{titled}>{_text(number)}{_linked(text, figures, marks)}</span>"
        case Figure(_, text, source):
            return _figure(text, source, marks)
        case _:
            assert_never(inline)


def _linked(text: str, figures: Iterable[Mark], marks: _Marks) -> str:
    """The text with its figures leading to their records."""
    parts, end = [], 0
    for figure in figures:
        parts += [_text(text[end : figure.start]), _figure(text[figure.start : figure.end], figure.source, marks)]
        end = figure.end
    return "".join((*parts, _text(text[end:])))


def _figure(text: str, source: str, marks: _Marks) -> str:
    if marks.figure_url is None:
        return f'<span class="paper-figure">{_text(text)}</span>'
    return f'<a class="paper-figure" href="{_text(marks.figure_url(source))}">{_text(text)}</a>'


def _table(table: Table, marks: _Marks) -> str:
    found: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for figure in table.figures:
        found[figure.row, figure.column].append(figure)

    def cell(text: str, row: int, column: int) -> str:
        return _linked(text, found.get((row, column), ()), marks)

    caption = f"<caption>{cell(table.caption, -1, 0)}</caption>" if table.caption else ""
    columns = "".join(f'<col class="paper-column {_digits(share * 100)}">' for share in column_shares(table))
    # An empty head would be read out as a head without a name.
    head = "".join(
        f'<th scope="col">{name}</th>' if (name := cell(text, 0, column)) else "<td></td>"
        for column, text in enumerate(table.columns)
    )
    opening = ['<td class="is-number">' if numeric else "<td>" for numeric in numeric_columns(table)]
    rows = "".join(
        f"<tr>{''.join(f'{opening[column]}{cell(text, row, column)}</td>' for column, text in enumerate(texts))}</tr>"
        for row, texts in enumerate(table.rows, 1)
    )
    return (
        f'<table class="paper-table"{_anchor(table.anchor, marks)}>{caption}<colgroup>{columns}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
