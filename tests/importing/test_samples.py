"""Own test reports in every shape that real ones have: what each becomes, and what all of them keep."""

import datetime
from pathlib import Path

import pytest

from reports.choices import Numbering
from reports.document import build_document, encode
from reports.importing import read_text, read_word
from reports.rendering import render_text, render_word
from tests.importing.properties import SAMPLES, SEEDS, assert_nothing_lost, notes_of, sample, shape

every_file = pytest.mark.parametrize("path", SAMPLES + SEEDS, ids=lambda path: path.stem)


@every_file
def test_nothing_is_lost(path: Path) -> None:
    assert_nothing_lost(read_text(path.read_bytes()))


@every_file
def test_a_word_file_made_of_it_reads_back_the_same(path: Path) -> None:
    manuscript = read_text(path.read_bytes()).manuscript
    document = build_document(manuscript)

    read = read_word(render_word(document)).manuscript

    assert encode(build_document(read)) == encode(document)
    assert read.chapters == manuscript.chapters


@every_file
def test_a_text_file_made_of_it_reads_back_the_same(path: Path) -> None:
    document = build_document(read_text(path.read_bytes()).manuscript)

    assert encode(build_document(read_text(render_text(document).encode()).manuscript)) == encode(document)


@every_file
def test_its_encoding_makes_no_difference(path: Path) -> None:
    text = path.read_bytes().decode()
    manuscript = read_text(text.encode()).manuscript

    assert [read_text(text.encode(name)).manuscript for name in ("utf-8-sig", "utf-16", "gb18030")] == [manuscript] * 3


def test_there_are_samples_of_every_shape() -> None:
    assert [path.stem for path in SAMPLES] == [
        "advertising",
        "arabic_entries",
        "bare_headings",
        "briefing",
        "bulletin",
        "half_width",
        "own_line",
        "points_apart",
        "work_points",
    ]


def test_a_full_briefing() -> None:
    outcome = read_text(sample("briefing"))
    cover = outcome.manuscript.cover

    assert cover.title == "清溪县水利局党组关于2025年度党风廉政建设工作的汇报"
    assert (cover.recipient, cover.signature) == ("县委、县纪委监委", "中共清溪县水利局党组")
    assert cover.date == datetime.date(2025, 12, 16)
    assert outcome.manuscript.closing == "特此报告。"
    assert shape(outcome) == [
        ("work", "titled", "工作开展情况", 4),
        ("problems", "titled", "存在的主要问题", 2),
        ("next_steps", "titled", "下一步工作打算", 2),
    ]
    assert [note.code for note in outcome.notes] == ["title_joined"]


def test_points_inside_a_titled_entry_stay_in_its_text() -> None:
    entry = read_text(sample("briefing")).manuscript.chapters[0].entries[1]

    assert entry.heading == "抓牢日常教育，守住思想防线"
    assert entry.body.count("一是") == 1
    assert entry.body.endswith("三是给41户干部家属寄送倡议书。")


def test_one_paragraph_chapters_and_unheaded_closing_paragraphs() -> None:
    outcome = read_text(sample("bulletin"))

    assert shape(outcome) == [
        ("work", "inline", "坚持政治引领，压实管党责任", 3),
        ("work", "inline", "深化警示教育，筑牢廉洁堤坝", 2),
        ("work", "inline", "聚焦重点领域，严防廉政风险", 3),
        ("work", "titled", "持续纠治四风，改进机关作风", 0),
        ("problems", "inline", "", 3),
        ("next_steps", "titled", "", 0),
    ]
    assert outcome.manuscript.chapters[2].lead.endswith("主要做了以下工作：")
    assert outcome.manuscript.chapters[4].entries[0].heading == "个别科室学用脱节"


def test_points_with_text_behind_them_are_split_for_problems_only() -> None:
    chapter = "一、{}\n主要：一是学。二是查。\n同时，抓好检查。\n"
    outcome = read_text(
        f"工作报告\n今年，取得成效。\n{chapter.format('抓责任')}{chapter.format('存在的问题')}".encode()
    )

    assert shape(outcome) == [
        ("work", "titled", "抓责任", 0),
        ("problems", "inline", "存在的问题", 2),
        ("problems", "titled", "", 0),
    ]
    assert outcome.manuscript.chapters[0].lead == "主要：一是学。二是查。\n同时，抓好检查。"


def test_work_points_are_next_steps_numbered_through() -> None:
    outcome = read_text(sample("work_points"))

    assert outcome.manuscript.numbering is Numbering.CONTINUOUS
    assert [(kind, count) for kind, _, _, count in shape(outcome)] == [("next_steps", n) for n in (2, 3, 2, 3)]
    assert outcome.notes == ()


def test_half_width_marks_and_repeated_numbers() -> None:
    outcome = read_text(sample("half_width"))

    assert [(kind, heading, count) for kind, _, heading, count in shape(outcome)] == [
        ("work", "履行主体责任情况", 3),
        ("work", "落实监督责任情况", 3),
        ("problems", "存在的问题", 2),
        ("next_steps", "下步工作安排", 2),
    ]
    assert notes_of(outcome, "renumbered") == [(7, "(二)"), (12, "二."), (14, "(四)")]
    assert outcome.manuscript.chapters[0].entries[0].heading == "加强组织领导."
    assert outcome.manuscript.cover.signature == "清溪县林业局党组"


def test_headings_on_lines_of_their_own() -> None:
    outcome = read_text(sample("own_line"))
    entry = outcome.manuscript.chapters[0].entries[1]

    assert [(kind, style, count) for kind, style, _, count in shape(outcome)] == [
        ("work", "own_line", 3),
        ("problems", "own_line", 2),
        ("next_steps", "own_line", 2),
    ]
    assert entry.heading == "整治行业不正之风"
    assert [line[:2] for line in entry.body.split("\n")] == ["1.", "2."]
    assert outcome.manuscript.closing.split("\n") == [
        "以上报告，如有不妥，请批评指正。",
        "附件：1.专项整治问题清单",
        "2.清廉医院创建名单",
    ]


def test_headings_without_numbers() -> None:
    outcome = read_text(sample("bare_headings"))

    assert [(kind, heading) for kind, _, heading, _ in shape(outcome)] == [
        ("work", "主要工作情况"),
        ("problems", "存在的主要问题"),
        ("next_steps", "下一步工作打算"),
    ]
    assert notes_of(outcome, "numbered") == [(4, "一、"), (8, "二、"), (11, "三、")]
    assert notes_of(outcome, "date_rewritten") == [(15, "2024年12月26日")]


def test_parts_with_arabic_numbers() -> None:
    outcome = read_text(sample("arabic_entries"))

    assert [(kind, heading, count) for kind, _, heading, count in shape(outcome)] == [
        ("work", "工作开展情况", 3),
        ("problems", "存在的困难和问题", 2),
        ("next_steps", "今后工作的打算", 3),
    ]
    assert [entry.heading for entry in outcome.manuscript.chapters[1].entries] == ["", ""]


def test_points_a_paragraph_each() -> None:
    outcome = read_text(sample("points_apart"))

    assert [(kind, style, count) for kind, style, _, count in shape(outcome)] == [
        ("work", "points", 4),
        ("work", "points", 2),
        ("problems", "points", 2),
        ("next_steps", "points", 2),
    ]
    assert outcome.manuscript.chapters[0].entries[1].body.count("\n") == 1


def test_advertising_of_every_sort_is_left_out_and_noted() -> None:
    outcome = read_text(sample("advertising"))

    assert notes_of(outcome, "left_out") == [
        (1, "Line of a web page"),
        (3, "Line of a web page"),
        (4, "Marker of a website"),
        (6, "Advertising"),
        (8, "Page number or dividing line"),
        (9, "Marker of a website"),
        (10, "Page number or dividing line"),
        (12, "Advertising"),
        (17, "Page number or dividing line"),
        (18, "Line of a web page"),
        (19, "Advertising"),
        (20, "Line of a web page"),
        (21, "Marker of a website"),
    ]
    assert [count for *_, count in shape(outcome)] == [3, 2, 2]
    assert "通过中心微信公众号公开派车信息" in outcome.manuscript.chapters[0].entries[1].body
