"""Measures `render_word` against docxtpl rendering the same paragraphs; `word_vs_docxtpl` is how often as fast it is.

`word_all_vs_docxtpl` is the same of a report with every element of the layout, of which docxtpl writes text and
tables, and none of letterhead, attachment list, note and imprint. Both start from a template in memory and
end with the bytes of a .docx file in the official layout. docxtpl gets our own lean template, so that it has neither
more styles to copy nor less of a page to keep.
"""

import dataclasses
import datetime
from io import BytesIO

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
        "render_word": lambda: render_word(document),
        "render_word_all": lambda: render_word(everything),
        "render_docxtpl": lambda: render_docxtpl(template, values),
        "render_docxtpl_all": lambda: render_docxtpl(template, context(everything)),
    }
    found = medians(writers, ROUNDS)
    for name, value in found.items():
        print_result(name, value, "ms")
    print_result("word_vs_docxtpl", found["render_docxtpl"] / found["render_word"])
    print_result("word_all_vs_docxtpl", found["render_docxtpl_all"] / found["render_word_all"])


if __name__ == "__main__":
    main()
