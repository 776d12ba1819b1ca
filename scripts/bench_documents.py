"""Measures HTML out of a document and both kinds of file in again; `bench_word` measures Word."""

from reports.importing import read_text, read_word
from reports.rendering import render_html, render_page, render_text, render_word
from scripts.bench_word import sample
from scripts.measuring import medians, print_result


def main() -> None:
    """Measure and print."""
    document = sample()
    text, word = render_text(document).encode(), render_word(document)
    found = medians(
        {
            "render_html": lambda: render_html(document),
            "render_html_file": lambda: render_page(document),
            "import_text": lambda: read_text(text),
            "import_word": lambda: read_word(word),
        }
    )
    for name, value in found.items():
        print_result(name, value, "ms")


if __name__ == "__main__":
    main()
