"""Makes docs/pictures/word-*.png: one page of a Word file for each element and variant, as LibreOffice prints it.

The documents are those of the tests; installed faces stand for the official ones (`tests/office.py`).
"""

import dataclasses
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from reports.choices import FaceSet, LatinFace, LinePitch
from reports.document import Cover, Document, Table, Typography
from reports.rendering import render_word
from tests.office import to_pdf
from tests.rendering.samples import (
    BODY,
    COVER,
    DOWNWARD,
    EVERYTHING,
    IMPRINT,
    LETTER,
    NUMBERS,
    UPWARD,
    WIDE,
)

PICTURES = Path(__file__).parents[1] / "docs/pictures"
DOTS_AN_INCH = 54
LONG_ORGAN = "青石县重大建设项目协调推进和安全生产监督管理工作领导小组办公室文件"
BODIES = "青石县财政局\n青石县审计局\n青石县发展和改革局"
LONG_TABLE = Table(
    ("序号", "谈话对象所在股室", "次数", "完成率"),
    tuple((str(row), "预算股", str(row * 137), f"{row / 2}%") for row in range(1, 45)),
    "表1　谈话提醒情况",
    "table-1",
)


def with_cover(**changes: object) -> Document:
    """The body of the tests below a cover with these parts."""
    return Document(dataclasses.replace(COVER, **changes), BODY)  # type: ignore[arg-type]


def short(**changes: object) -> Document:
    """A last page: the end of the text and what stands below it."""
    return Document(dataclasses.replace(COVER, title="", recipient="", **changes), BODY[-1:])  # type: ignore[arg-type]


# Each picture's document and page, counted from 1.
SUBJECTS: dict[str, tuple[Document, int]] = {
    "plain": (with_cover(), 1),
    "letterhead": (with_cover(letterhead=DOWNWARD), 1),
    "letterhead-upward": (with_cover(letterhead=UPWARD), 1),
    "letterhead-long": (with_cover(letterhead=dataclasses.replace(DOWNWARD, organ=LONG_ORGAN)), 1),
    "letter": (with_cover(letterhead=LETTER), 1),
    "imprint": (short(imprint=IMPRINT), 1),
    "seal": (short(sealed=True, note="联系人：李某，联系电话：0000-1234567", imprint=IMPRINT), 1),
    "seals": (short(sealed=True, signature=BODIES), 1),
    "bodies": (short(signature=BODIES), 1),
    "attachment-list": (Document(EVERYTHING.cover, BODY[:2], EVERYTHING.attachments), 2),
    "attachment": (Document(Cover(), BODY[:1], EVERYTHING.attachments), 2),
    "wide-table": (Document(Cover(), (WIDE,)), 1),
    "table": (Document(Cover(), (*BODY, NUMBERS)), 1),
    "long-table": (Document(Cover(), (LONG_TABLE,)), 2),
    "windows": (
        dataclasses.replace(with_cover(), typography=Typography(LinePitch.PT_28, LatinFace.CHINESE, FaceSet.WINDOWS)),
        1,
    ),
}


def main() -> None:
    """Write every picture, or those that are named."""
    for name in sys.argv[1:] or SUBJECTS:
        document, page = SUBJECTS[name]
        subprocess.run(
            [
                "pdftoppm",
                *("-r", str(DOTS_AN_INCH), "-f", str(page), "-singlefile", "-png"),
                str(to_pdf(render_word(document))),
                str(PICTURES / f"word-{name}"),
            ],
            check=True,
        )
        print(name, flush=True)


if __name__ == "__main__":
    main()
