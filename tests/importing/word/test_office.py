"""Files that LibreOffice wrote: other ids of styles, other XML, the same report."""

import datetime
from pathlib import Path

import pytest

from reports.choices import ChapterKind, EntryStyle
from reports.document import Chapter, Cover, Entry, Imprint, Letterhead, Manuscript, build_document
from reports.importing import read_text, read_word
from reports.rendering import render_word
from tests.importing.properties import SAMPLES, assert_nothing_lost
from tests.office import saved_again

pytestmark = pytest.mark.office


@pytest.mark.parametrize("path", SAMPLES[:3], ids=lambda path: path.stem)
def test_a_report_saved_again_by_libreoffice_is_the_same(path: Path) -> None:
    document = build_document(read_text(path.read_bytes()).manuscript)

    outcome = read_word(saved_again(render_word(document)))

    assert_nothing_lost(outcome)
    assert build_document(outcome.manuscript).body == document.body


def test_all_parts_of_the_page_survive_libreoffice() -> None:
    cover = Cover(
        "清溪县民政局2025年度工作汇报",
        "县纪委监委",
        "清溪县民政局",
        datetime.date(2026, 1, 5),
        letterhead=Letterhead("清溪县民政局文件", "清民〔2026〕3号", ("李明",), "特急"),
        note="联系人：李明",
        imprint=Imprint("县委办公室", "清溪县民政局办公室", datetime.date(2026, 1, 6)),
    )
    entries = (Entry("抓实学习", "召开会议5次。\n单位\t次数\n民政局\t5"), Entry("强化检查", "开展检查3次。"))
    attached = Chapter(ChapterKind.ATTACHMENTS, "附件", entries=(Entry("任务清单", "共3项。"),))
    chapters = (Chapter(ChapterKind.WORK, "工作开展情况", style=EntryStyle.TITLED, entries=entries), attached)
    manuscript = Manuscript(cover, "今年，我局取得成效。", chapters, "特此报告。")

    outcome = read_word(saved_again(render_word(build_document(manuscript))))

    assert_nothing_lost(outcome)
    assert outcome.manuscript == manuscript
