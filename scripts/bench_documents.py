"""Measures the ways out of a document and the way in from a file, on a report of ordinary length."""

import datetime

from reports.choices import ChapterKind
from reports.document import Chapter, Cover, Document, Entry, Manuscript, build_document
from reports.importing import read_text
from reports.rendering import render_html, render_page, render_text, render_word
from scripts.measuring import medians, print_result

SENTENCE = "围绕重点岗位和关键环节逐项排查风险，建立台账，明确责任人和完成时限，对账销号，定期通报进展情况。"


def ordinary_document() -> Document:
    """Three chapters with eight entries each, some ten printed pages."""
    headings = {
        ChapterKind.WORK: "工作开展情况",
        ChapterKind.PROBLEMS: "存在的问题",
        ChapterKind.NEXT_STEPS: "下一步打算",
    }
    entries = tuple(Entry(f"推进第{number}项重点工作", SENTENCE * 5) for number in range(1, 9))
    chapters = tuple(Chapter(kind, heading, entries=entries) for kind, heading in headings.items())
    cover = Cover("2026年度党风廉政建设工作汇报", "县纪委监委", "县应急管理局", datetime.date(2026, 12, 20))
    return build_document(Manuscript(cover, SENTENCE, chapters, "特此报告。"))


def main() -> None:
    """Measure and print."""
    document = ordinary_document()
    file = render_text(document).encode()
    found = medians(
        {
            "render_word": lambda: render_word(document),
            "render_html": lambda: render_html(document),
            "render_html_file": lambda: render_page(document),
            "import_text": lambda: read_text(file),
        }
    )
    for name, value in found.items():
        print_result(name, value, "ms")


if __name__ == "__main__":
    main()
