"""Measures HTML out of a document, both kinds of file in again, and the difference of two long reports.

`bench_word` measures Word.
"""

from dataclasses import replace

from reports.comparing import compare
from reports.document import Document, Heading, Paragraph, Text
from reports.importing import read_text, read_word
from reports.rendering import render_html, render_page, render_text, render_word
from scripts.bench_word import sample
from scripts.measuring import medians, print_result

# The sample fills four pages.
TIMES_FOR_TWENTY_PAGES = 5


def long_reports() -> tuple[Document, Document]:
    """A report of twenty pages, and the same with a word changed in every third paragraph and every seventh gone."""
    blocks = [
        replace(block, anchor=f"{block.anchor}-{number}") if isinstance(block, Heading | Paragraph) else block
        for number in range(TIMES_FOR_TWENTY_PAGES)
        for block in sample().body
    ]
    changed = [
        replace(block, inlines=(*block.inlines, Text("各项工作有序推进。")))
        if isinstance(block, Paragraph) and place % 3 == 0
        else block
        for place, block in enumerate(blocks)
        if place % 7
    ]
    cover = sample().cover
    return Document(cover, tuple(blocks)), Document(cover, tuple(changed))


def main() -> None:
    """Measure and print."""
    document = sample()
    old, new = long_reports()
    text, word = render_text(document).encode(), render_word(document)
    found = medians(
        {
            "render_html": lambda: render_html(document),
            "render_html_file": lambda: render_page(document),
            "import_text": lambda: read_text(text),
            "import_word": lambda: read_word(word),
            "differences_of_20_pages": lambda: compare(old, new),
        }
    )
    for name, value in found.items():
        print_result(name, value, "ms")


if __name__ == "__main__":
    main()
