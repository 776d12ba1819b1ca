"""Reading stories: what a file tells, and what it may not leave out."""

import datetime
from pathlib import Path

import pytest

from reports.management.demo.stories import Remark, Step, read_stories, read_story

DRAFT = """
unit = "A"
period = "2026"
type = "annual_integrity"
life = ["begin 2026-03-02"]
preamble = "开头。"
"""


def told(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_story_has_its_life_in_steps_and_its_remarks(tmp_path: Path) -> None:
    text = DRAFT.replace('["begin 2026-03-02"]', '["submit 2026-03-10", "return 2026-03-12"]')
    story = read_story(told(tmp_path, "a", text + '[[threads]]\nabout = "preamble"\nsays = "写实。"\n'))

    assert (story.name, story.report_type) == ("a", "annual_integrity")
    assert story.life == (Step("submit", datetime.date(2026, 3, 10)), Step("return", datetime.date(2026, 3, 12)))
    assert story.remarks == (Remark("preamble", "写实。"),)


def test_writing_begins_as_told_or_some_days_before_the_first_step(tmp_path: Path) -> None:
    begun = read_story(told(tmp_path, "a", DRAFT))
    submitted = read_story(told(tmp_path, "b", DRAFT.replace("begin 2026-03-02", "submit 2026-03-10")))

    assert begun.begun == datetime.date(2026, 3, 2)
    assert submitted.begun == datetime.date(2026, 3, 4)


def test_stories_come_in_the_order_in_which_they_began(tmp_path: Path) -> None:
    told(tmp_path, "a", DRAFT)
    told(tmp_path, "b", DRAFT.replace("2026-03-02", "2025-03-02"))

    assert [story.name for story in read_stories(tmp_path)] == ["b", "a"]


@pytest.mark.parametrize(
    ("right", "wrong", "error"),
    [
        ('unit = "A"\n', "", TypeError),
        ('type = "annual_integrity"\n', "", KeyError),
        ('unit = "A"\n', 'unit = "A"\nmood = "good"\n', TypeError),
        ("begin 2026-03-02", "celebrate 2026-03-02", KeyError),
        ("begin 2026-03-02", "begin soon", ValueError),
    ],
)
def test_a_file_that_lacks_something_or_says_too_much_is_refused(
    tmp_path: Path, right: str, wrong: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        read_story(told(tmp_path, "a", DRAFT.replace(right, wrong)))
