"""Measures `render_word` against other ways to the same paragraphs; each factor is how often as fast it is.

The report has every element of the layout. `word_vs_docxtpl` is against docxtpl, `word_vs_python_docx` against
python-docx on its default template: both write text and tables, and none of letterhead, attachment list, note and
imprint. docxtpl gets our own lean template, so that it has neither more styles to copy nor less of a page to keep.
`word_plain_vs_docxtpl` is of a report without these, of which all writers print the same.

`word_vs_joining` is how many times as long it takes as to join the finished XML of that very file and zip what is
written for each document: below that nobody gets.
"""

import dataclasses
import datetime
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document as WordDocument
from docxtpl import DocxTemplate

from reports.choices import ChapterKind
from reports.document import (
    Attachment,
    Chapter,
    Cover,
    Document,
    Entry,
    Heading,
    Imprint,
    Lead,
    Letterhead,
    Manuscript,
    Paragraph,
    Table,
    build_document,
    inline_text,
)
from reports.rendering import render_word
from reports.rendering.closing import printed_date, recipient_line
from reports.rendering.word.parts import BODY_PART, CORE_PART, HEADER_PART
from reports.rendering.word.writer import TEMPLATE
from scripts.measuring import medians, print_result

ROUNDS = 41
SENTENCES = (
    "坚持把廉政建设与业务工作同谋划、同部署、同检查，年初制定责任清单，逐条明确牵头领导、责任股室和完成时限。",
    "全年召开专题会议12次，听取分管领域汇报8次，对发现的36个问题建立台账，逐项销号。",
    "围绕“人、财、物”管理等关键环节排查风险点，修订《采购管理办法》等制度6项，做到有章可循。",
)


def sample() -> Document:
    """A report of four chapters with six entries each, some 7,000 characters."""
    entries = tuple(Entry(f"落实第{number}项责任，守住廉洁底线", "".join(SENTENCES * 2)) for number in range(1, 7))
    kinds = (ChapterKind.WORK, ChapterKind.WORK, ChapterKind.PROBLEMS, ChapterKind.NEXT_STEPS)
    chapters = tuple(
        Chapter(kind, f"第{place}方面工作", SENTENCES[0], entries=entries) for place, kind in enumerate(kinds)
    )
    cover = Cover("2025年度党风廉政建设工作汇报", "县纪委监委", "青石县财政局", datetime.date(2026, 1, 5))
    return build_document(Manuscript(cover, SENTENCES[1], chapters, "特此报告。"))


def with_everything(document: Document) -> Document:
    """The same report with letterhead, seal, note, imprint, a table and two attachments, one on a turned page."""
    table = Table(
        ("序号", "事项", "次数"), tuple((str(row), "谈话提醒", "37") for row in range(6)), "表1　情况", "table-1"
    )
    wide = Table(("事项",) * 8, (("谈话提醒对象",) * 8,) * 6, "", "table-2")
    cover = dataclasses.replace(
        document.cover,
        letterhead=Letterhead("青石县财政局文件", "青财〔2026〕3号", ("王某某", "李某"), "特急"),
        sealed=True,
        note="联系人：李某",
        imprint=Imprint("县委办公室，县政府办公室", "青石县财政局办公室", document.cover.date),
    )
    attachments = (Attachment("情况表", (table,), "entry-1"), Attachment("各单位情况表", (wide,), "entry-2"))
    return Document(cover, (*document.body, table), attachments)


def jinja_template() -> bytes:
    """Our template with docxtpl's tags: one loop over the paragraphs, a lead in its own style."""
    word = docx.Document(str(TEMPLATE))
    lines = (
        ("Title", "{{ title }}"),
        ("Salutation", "{{ recipient }}"),
        ("Body Text", "{%p for paragraph in paragraphs %}"),
        ("Body Text", "{%p if paragraph.heading %}"),
        ("Heading 1", "{{ paragraph.heading }}"),
        ("Body Text", "{%p elif paragraph.rows %}"),
        ("Table Grid", ""),
        ("Body Text", "{%p else %}"),
        ("Body Text", ""),
        ("Body Text", "{%p endif %}"),
        ("Body Text", "{%p endfor %}"),
        ("Signature", "{{ signature }}"),
        ("Date", "{{ date }}"),
    )
    for style, text in lines:
        if style == "Table Grid":
            table = word.add_table(3, 3, style)
            tags = ("{%tr for row in paragraph.rows %}", "{%tr endfor %}")
            cells = ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")
            for place, tag in zip((0, 2), tags, strict=True):
                table.rows[place].cells[0].text = tag
            for cell, tag in zip(table.rows[1].cells, cells, strict=True):
                cell.text = tag
            continue
        paragraph = word.add_paragraph(text, style)
        if not text:
            paragraph.add_run("{{ paragraph.lead }}", "条目标题")
            paragraph.add_run("{{ paragraph.text }}")
    return saved(word)


def saved(word: WordDocument | DocxTemplate) -> bytes:
    """The bytes of a python-docx document or a docxtpl template."""
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def context(document: Document) -> dict[str, object]:
    """The same paragraphs as docxtpl wants them."""
    cover = document.cover
    paragraphs: list[dict[str, object]] = []
    for block in (*document.body, *(block for each in document.attachments for block in each.body)):
        if isinstance(block, Heading):
            paragraphs.append({"heading": block.number + block.text})
        elif isinstance(block, Table):
            paragraphs.append({"rows": (block.columns, *block.rows)})
        elif isinstance(block, Paragraph):
            leads = [inline_text(inline) for inline in block.inlines if isinstance(inline, Lead)]
            texts = [inline_text(inline) for inline in block.inlines if not isinstance(inline, Lead)]
            paragraphs.append({"lead": "".join(leads), "text": "".join(texts)})
    return {
        "title": cover.title,
        "recipient": recipient_line(cover.recipient),
        "paragraphs": paragraphs,
        "signature": cover.signature,
        "date": printed_date(cover.date) if cover.date else "",
    }


def render_docxtpl(template: bytes, values: dict[str, object]) -> bytes:
    """What docxtpl needs for one file: a template can be rendered only once."""
    word = DocxTemplate(BytesIO(template))
    word.render(values, autoescape=True)
    return saved(word)


def write_python_docx(values: dict[str, object]) -> bytes:
    """The same paragraphs in python-docx's default template, as its documentation writes them."""
    word = docx.Document()
    word.add_paragraph(str(values["title"]), "Title")
    word.add_paragraph(str(values["recipient"]))
    for paragraph in cast(list[dict[str, Any]], values["paragraphs"]):
        if "heading" in paragraph:
            word.add_paragraph(paragraph["heading"], "Heading 1")
        elif "rows" in paragraph:
            rows = paragraph["rows"]
            table = word.add_table(len(rows), len(rows[0]), "Table Grid")
            for cells, row in zip(table.rows, rows, strict=True):
                for cell, text in zip(cells.cells, row, strict=True):
                    cell.text = text
        else:
            written = word.add_paragraph()
            written.add_run(paragraph["lead"]).bold = True
            written.add_run(paragraph["text"])
    word.add_paragraph(str(values["signature"]))
    word.add_paragraph(str(values["date"]))
    return saved(word)


def joining(file: bytes) -> Callable[[], bytes]:
    """Joins the body of a finished file from its paragraphs, and zips it with the parts that don't change."""
    with ZipFile(BytesIO(file)) as finished:
        parts = {name: finished.read(name).decode() for name in finished.namelist()}
    pieces = re.split(r"(?<=</w:p>)", parts.pop(BODY_PART))
    anew = {name: parts.pop(name) for name in (CORE_PART, HEADER_PART)}
    shared = BytesIO()
    with ZipFile(shared, "w", ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(name, xml)

    def join() -> bytes:
        made = BytesIO(shared.getvalue())
        with ZipFile(made, "a", ZIP_DEFLATED) as package:
            package.writestr(BODY_PART, "".join(pieces))
            for name, xml in anew.items():
                package.writestr(name, xml)
        return made.getvalue()

    return join


def check(ours: bytes, theirs: bytes) -> None:
    """Refuse to compare files that do not print the same paragraphs."""
    one, other = ([p.text for p in docx.Document(BytesIO(file)).paragraphs if p.text] for file in (ours, theirs))
    if one != other:
        raise SystemExit("the two files differ: nothing was measured")


def main() -> None:
    """Measure and print."""
    document = sample()
    template, values = jinja_template(), context(document)
    check(render_word(document), render_docxtpl(template, values))
    everything = with_everything(document)
    writers = {
        "render_word": lambda: render_word(everything),
        "render_docxtpl": lambda: render_docxtpl(template, context(everything)),
        "write_python_docx": lambda: write_python_docx(context(everything)),
        "join_and_zip": joining(render_word(everything)),
        "render_word_plain": lambda: render_word(document),
        "render_docxtpl_plain": lambda: render_docxtpl(template, values),
    }
    found = medians(writers, ROUNDS)
    for name, value in found.items():
        print_result(name, value, "ms")
    ours = found["render_word"]
    print_result("word_vs_docxtpl", found["render_docxtpl"] / ours)
    print_result("word_vs_python_docx", found["write_python_docx"] / ours)
    print_result("word_vs_joining", ours / found["join_and_zip"])
    print_result("word_plain_vs_docxtpl", found["render_docxtpl_plain"] / found["render_word_plain"])


if __name__ == "__main__":
    main()
